"""The stage a thing or a plan has reached, and what separates it from the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

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
        violations = tuple(f for f in _regraded(findings, grades) if f.severity is Severity.VIOLATION)
        if violations:
            return Standing(reached, profile, violations)
        reached = profile
    return Standing(reached, None)


def _regraded(findings: Iterable[Finding], grades: _Grades) -> tuple[Finding, ...]:
    kept = [
        replace(finding, severity=severity)
        for finding in findings
        if (severity := grades.get(finding.rule, finding.severity)) is not None
    ]
    return tuple(sorted(kept, key=lambda finding: finding.sort_key))
