"""Shapes that are themselves wrong, as findings about the file they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from hgraph.findings import Finding, Place, Severity
from hgraph.messages import LANGUAGES, message
from hgraph.namespaces import PREFIXES
from hgraph.terms import Iri, Literal
from hgraph.validation.compiler import Problem
from hgraph.validation.rules import RuleBook
from hgraph.validation.waivers import rule_iri

WRONG_SHAPE: Final = "wrong-shape"
_AT_FAULT: Final = ("value", "prefix", "word")
"""What a problem may quote from the shape."""


def wrong_shape_findings(wrong: Mapping[Iri, Problem], rules: RuleBook, folder: Path) -> list[Finding]:
    """Return a finding per problem, about the named shape or constraint it stands in; ``folder`` is the project's.

    ``wrong`` has the problem of each shape with targets that has one. Several may have the same, because they call upon
    the same shape; it is told once. The severity is the same in every stage: a rule that cannot run guards no stage.
    """
    told: dict[tuple[Iri, str], Finding] = {}
    for top, problem in sorted(wrong.items()):
        focus = _named(problem.shape, top, rules)
        told.setdefault((focus, problem.sentence(LANGUAGES[0])), _finding(problem, focus, rules, folder))
    return list(told.values())


def _finding(problem: Problem, focus: Iri, rules: RuleBook, folder: Path) -> Finding:
    parameter = problem.values.get("parameter", "")
    quoted = next((problem.values[name] for name in _AT_FAULT if name in problem.values), None)

    def say(part: str, language: str) -> str:
        return message(f"rules.{WRONG_SHAPE}.{part}", language, sentence=problem.sentence(language))

    return Finding(
        rule=rule_iri(WRONG_SHAPE),
        code=WRONG_SHAPE,
        severity=Severity.VIOLATION,
        focus=focus,
        path=parameter.replace("sh:", PREFIXES["sh"]) or None,
        value=None if quoted is None else Literal(quoted),
        messages={language: say("message", language) for language in LANGUAGES},
        remedies={language: say("remedy", language) for language in LANGUAGES},
        place=Place(file=_place(rules.file_of(focus), folder)),
    )


def _place(file: Path | None, folder: Path) -> str | None:
    if file is None:
        return None
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else str(file)


def _named(shape: Iri, top: Iri, rules: RuleBook) -> Iri:
    """Return a shape if it has a name and is described, else the nearest one around it that does, up to ``top``.

    A list, a path or a shape may have no name, and a shape that another calls upon may not exist.
    """
    described = {triple[0] for triple in rules.triples}
    reached, level = {shape}, [shape]
    while level:
        for each in level:
            if each in described and not each.startswith("_:"):
                return each
        level = sorted(set(_holders(level, rules)) - reached)
        reached |= set(level)
    return top


def _holders(parts: list[Iri], rules: RuleBook) -> Iterator[Iri]:
    for subject, _, value in rules.triples:
        if value in parts:
            yield Iri(str(subject))
