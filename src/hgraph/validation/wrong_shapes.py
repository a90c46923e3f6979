"""Shapes that are themselves wrong, as findings about the file they stand in."""

from __future__ import annotations

from collections.abc import Iterable

from hgraph.findings import Finding, Place, Severity
from hgraph.messages import LANGUAGES, message
from hgraph.project import Project
from hgraph.terms import Iri
from hgraph.validation.in_store import WrongShape
from hgraph.validation.rules import RuleBook
from hgraph.validation.waivers import rule_iri

CODE = "wrong-shape"


def wrong_shape_findings(wrong: Iterable[WrongShape], rules: RuleBook, project: Project) -> list[Finding]:
    """Return a finding per shape that could not be run, with the shape file it stands in."""
    return [
        Finding(
            rule=rule_iri(CODE),
            code=CODE,
            severity=Severity.VIOLATION,
            focus=each.shape,
            messages={
                language: message(f"rules.{CODE}.message", language, rule=name, reason=each.sentences[language])
                for language in LANGUAGES
            },
            remedies={language: message(f"rules.{CODE}.remedy", language) for language in LANGUAGES},
            place=Place(file=_file(each.shape, rules, project)),
        )
        for each in wrong
        for name in [rules.rule_of(each.shape).code]
    ]


def _file(shape: Iri, rules: RuleBook, project: Project) -> str | None:
    name = rules.rule_of(shape).file
    paths = project.settings.content("shapes", name) if name else []
    return project.shown(paths[0]) if paths else None
