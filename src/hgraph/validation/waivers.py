"""Waivers: findings that somebody accepts until a date; read from the data, laid over findings, judged themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, Self

from hgraph.findings import Finding, Severity, Status, WaiverNote
from hgraph.messages import LANGUAGES, message
from hgraph.namespaces import DCAT, DCT, HG, PREFIXES
from hgraph.project import Project
from hgraph.terms import Iri, Literal, Term, to_python

UNKNOWN_RULE: Final = "waiver-of-unknown-rule"
WITHOUT_FINDING: Final = "waiver-without-finding"
_READ: Final = frozenset({HG.waives, HG.waivedFor, HG.justification, HG.waiverOwner, DCT.created, DCAT.endDate})


@dataclass(frozen=True, slots=True)
class Waiver:
    """One decision: all findings of a rule about a thing are accepted, by whom, why, and up to and including when."""

    iri: Iri
    rule: Iri
    thing: Iri
    note: WaiverNote
    created: date | None = None

    def begun(self, on: date) -> bool:
        """Say whether the waiver had been recorded by a day."""
        return self.created is None or self.created <= on


@dataclass(frozen=True)
class Waivers:
    """All waivers of a project: those that say everything and therefore count, and which rules the others name."""

    complete: tuple[Waiver, ...] = ()
    named: Mapping[Iri, tuple[Iri, ...]] = field(default_factory=dict)
    """Every waiver, also an incomplete one, with the rules it names."""

    @classmethod
    def of(cls, rows: Iterable[Sequence[Term | None]]) -> Self:
        """Take rows of waiver, property and value, as ``queries/validation/waivers.rq`` gives them."""
        about: dict[Iri, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for waiver, property_, value in rows:
            known = about[Iri(str(waiver))]
            if str(property_) in _READ and value is not None:
                known[str(property_)].append(value)
        read = (_waiver(iri, properties) for iri, properties in sorted(about.items()))
        named = {
            iri: tuple(rule for rule in properties[HG.waives] if isinstance(rule, Iri))
            for iri, properties in about.items()
        }
        return cls(tuple(waiver for waiver in read if waiver), named)

    def over(self, findings: Iterable[Finding], on: date) -> tuple[Finding, ...]:
        """Return the findings as they stand on a day: accepted ones as waived, those no longer accepted as expired.

        Of several waivers of one finding the one that holds longest counts. Findings about waivers are never waived.
        """
        if not self.complete:
            return tuple(findings)
        by_target: dict[tuple[Iri, Term], list[Waiver]] = defaultdict(list)
        for waiver in self.complete:
            by_target[waiver.rule, waiver.thing].append(waiver)

        def judged(finding: Finding) -> Finding:
            if finding.status is not Status.OPEN or finding.focus in self.named:
                return finding
            begun = [waiver for waiver in by_target.get((finding.rule, finding.focus), ()) if waiver.begun(on)]
            if not begun:
                return finding
            note = max(begun, key=lambda waiver: (waiver.note.until, waiver.iri)).note
            return replace(finding, status=Status.WAIVED if on <= note.until else Status.EXPIRED, waiver=note)

        return tuple(judged(finding) for finding in findings)

    def problems(
        self,
        findings: Iterable[Finding],
        rules: Collection[str],
        project: Project,
        not_run: Collection[str] = (),
        judged: Callable[[Iri, Iri], bool] | None = None,
    ) -> list[Finding]:
        """Return a finding per waiver that names a rule that does not exist, or that nothing needs any more.

        ``findings`` are all there are, before any stage has graded them, or all about each rule and thing that were
        ``judged``; ``rules`` are the IRIs of all rules. Of the rules that were not run nobody knows what they would
        have found, so their waivers are left in peace.
        """
        needed = {(finding.rule, finding.focus) for finding in findings if finding.focus not in self.named}
        unknown = [(iri, rule) for iri, of in sorted(self.named.items()) for rule in of if rule not in rules]
        idle = [
            w
            for w in self.complete
            if w.rule in rules and w.rule not in not_run and (w.rule, w.thing) not in needed
            if judged is None or judged(w.rule, w.thing)
        ]
        return [
            *(_problem(UNKNOWN_RULE, Severity.VIOLATION, iri, rule, project) for iri, rule in unknown),
            *(_problem(WITHOUT_FINDING, Severity.INFO, w.iri, w.thing, project) for w in idle),
        ]


def read_waivers(project: Project) -> Waivers:
    """Return the waivers of a project, from whichever graph they stand in."""
    return Waivers.of(project.select("validation/waivers").rows)


def today() -> date:
    """Return the current day where the program runs."""
    return datetime.now().astimezone().date()


def rule_iri(code: str) -> Iri:
    """Return the IRI of a rule that is not a shape, by its code.

    >>> rule_iri("quote-moved")
    'https://w3id.org/hgraph/shapes#QuoteMoved'
    """
    return Iri(PREFIXES["hgsh"] + "".join(part.capitalize() for part in code.split("-")))


def _waiver(iri: Iri, properties: Mapping[str, Sequence[Term]]) -> Waiver | None:
    """Return a waiver that names one rule, one thing, one owner, one last day and a reason; else ``None``."""
    rule, thing = _only(properties.get(HG.waives, ())), _only(properties.get(HG.waivedFor, ()))
    owner, end = _only(properties.get(HG.waiverOwner, ())), _only(properties.get(DCAT.endDate, ()))
    texts = [text for text in properties.get(HG.justification, ()) if isinstance(text, Literal) and _said(text)]
    reason = {(text.language or "").partition("-")[0]: text.lexical for text in texts}
    until = _day(end)
    if not (isinstance(rule, Iri) and isinstance(thing, Iri) and owner and _said(owner) and reason and until):
        return None
    created = _day(_only(properties.get(DCT.created, ())))
    return Waiver(iri, rule, thing, WaiverNote(reason, str(owner), until), created)


def _only(values: Sequence[Term]) -> Term | None:
    return values[0] if len(values) == 1 else None


def _said(term: Term) -> bool:
    return bool(str(term).strip())


def _day(term: Term | None) -> date | None:
    value = to_python(term) if term is not None else None
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def _problem(code: str, severity: Severity, waiver: Iri, value: Iri, project: Project) -> Finding:
    def say(part: str, language: str) -> str:
        name, about = (project.labels.label(term, language) for term in (waiver, value))
        return message(f"rules.{code}.{part}", language, name=name, about=about)

    return Finding(
        rule=rule_iri(code),
        code=code,
        severity=severity,
        focus=waiver,
        value=value,
        messages={language: say("message", language) for language in LANGUAGES},
        remedies={language: say("remedy", language) for language in LANGUAGES},
    )
