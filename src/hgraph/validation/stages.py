"""The stage a thing or a plan has reached, and what separates it from the next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hgraph.findings import Finding, Severity
from hgraph.terms import Iri
from hgraph.validation.profiles import Profile, Stages
from hgraph.validation.rules import RuleBook

_Grades = Mapping[Iri, Severity | None]
_Ladder = list[tuple[Profile, _Grades]]


@dataclass(frozen=True)
class Standing:
    """How far something has come: the last stage reached, the next one, and the violations in between."""

    reached: Profile | None
    next: Profile | None
    separating: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class ThingStanding:
    """How far one thing of the plan has come, and the own classes it belongs to."""

    thing: Iri
    classes: tuple[Iri, ...]
    standing: Standing


@dataclass(frozen=True)
class Outlook:
    """What would count if everything were submitted for a stage on a day, by severity."""

    stage: Profile
    on: date
    counts: Mapping[Severity, int]


@dataclass(frozen=True)
class Progress:
    """How far everything together, or one thing, has come; and how far each thing, for everything together."""

    standing: Standing
    things: Sequence[ThingStanding]
    """Every thing of an own class; the one thing if this is about one."""
    stages: Stages
    judged: date
    """The day on which waivers were judged."""
    outlook: Outlook | None = None
    """What the next stage would say; ``None`` if there is none, and for one thing."""
    one_thing: bool = False

    @property
    def by_class(self) -> Mapping[Iri, Counter[str | None]]:
        """Per class, how many of its things have reached which stage (``None``: not even the first)."""
        found: dict[Iri, Counter[str | None]] = defaultdict(Counter)
        for each in () if self.one_thing else self.things:
            for class_ in each.classes:
                found[class_][each.standing.reached.token if each.standing.reached else None] += 1
        return dict(sorted(found.items()))


def graded(findings: Iterable[Finding], rules: RuleBook, stages: Stages, token: str) -> tuple[Finding, ...]:
    """Return findings as bad as they are in a stage, worst first; those of rules that are off are left out.

    A finding that comes from no shape keeps its severity. Raises ``UsageError`` for an unknown stage.
    """
    return _regraded(findings, stages.grades(rules, token))


def standing(findings: Iterable[Finding], rules: RuleBook, stages: Stages) -> Standing:
    """Return how far everything together has come, up the chain to the last stage.

    ``findings`` come from the rules as written, so that no stage has switched one off. A stage is reached if it and
    every stage before it give no violation.
    """
    return _climb(tuple(findings), _ladder(rules, stages))


def standings(
    things: Iterable[Iri], findings: Iterable[Finding], rules: RuleBook, stages: Stages
) -> dict[Iri, Standing]:
    """Return how far each thing has come, judged by the findings about that thing alone."""
    about: dict[str, list[Finding]] = {str(thing): [] for thing in things}
    for finding in findings:
        if str(finding.focus) in about:
            about[str(finding.focus)].append(finding)
    ladder = _ladder(rules, stages)
    return {Iri(thing): _climb(own, ladder) for thing, own in about.items()}


def _ladder(rules: RuleBook, stages: Stages) -> _Ladder:
    return [(profile, stages.grades(rules, profile.token)) for profile in stages.chain(stages.last)]


def _climb(findings: Sequence[Finding], ladder: _Ladder) -> Standing:
    reached: Profile | None = None
    for profile, grades in ladder:
        violations = [f for f in findings if grades.get(f.rule, f.severity) is Severity.VIOLATION]
        if violations:
            return Standing(reached, profile, _regraded(violations, grades))
        reached = profile
    return Standing(reached, None)


def _regraded(findings: Iterable[Finding], grades: _Grades) -> tuple[Finding, ...]:
    kept = [
        finding if finding.severity is severity else replace(finding, severity=severity)
        for finding in findings
        if (severity := grades.get(finding.rule, finding.severity)) is not None
    ]
    return tuple(sorted(kept, key=lambda finding: finding.sort_key))
