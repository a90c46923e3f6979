"""What a change leads to: the stage reached, findings that are new or gone, and what is no longer covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from hgraph.checks import Examination, examine, prepare
from hgraph.findings import Finding, FindingReport
from hgraph.project import Project
from hgraph.terms import Iri

COVERAGE: Final = ("objectives-without-action", "objectives-without-passage", "passages-unclaimed")
"""Questions whose first column is a thing that the thread leaves out."""


@dataclass(frozen=True)
class Consequences:
    """What a new version changes in the verdict on a plan, judged by the rules of each version for one stage."""

    stage: Mapping[str, str]
    """The name of the stage that was judged, per language."""
    reached: tuple[Mapping[str, str] | None, Mapping[str, str] | None]
    """The names of the last stage reached, before and after; ``None``: not even the first."""
    new: tuple[Finding, ...]
    fixed: tuple[Finding, ...]
    uncovered: Mapping[str, tuple[Iri, ...]]
    """By question, what it names now and did not before."""
    covered: Mapping[str, tuple[Iri, ...]]
    """By question, what it named before and does not any more, though it is still there."""


def consequences(old: Project, new: Project, stage: str, on: date | None = None) -> Consequences:
    """Check both versions for a stage on a day, by default today, and return what is different.

    Findings are matched by fingerprint, as many as there are on either side. Raises what checking raises.
    """
    before, after = _examined(old, on), _examined(new, on)
    reports = before.report(stage, on), after.report(stage, on)
    left = {name: _named(old, name) for name in COVERAGE}
    right = {name: _named(new, name) for name in COVERAGE}
    lost = {name: tuple(sorted(right[name] - left[name])) for name in COVERAGE}
    won = {name: tuple(sorted(_there(new, left[name] - right[name]))) for name in COVERAGE}
    shown = {thing for group in (*lost.values(), *won.values()) for thing in group}
    old.labels.learn(shown)
    new.labels.learn(shown)
    return Consequences(
        after.stages.find(stage).titles,
        (_reached(before, on), _reached(after, on)),
        _only(reports[1], reports[0]),
        _only(reports[0], reports[1]),
        {name: things for name, things in lost.items() if things},
        {name: things for name, things in won.items() if things},
    )


def _examined(project: Project, on: date | None) -> Examination:
    return examine(project, prepared=lambda: prepare(project.settings, on))


def _reached(examination: Examination, on: date | None) -> Mapping[str, str] | None:
    profile = examination.standing(on=on).reached
    return profile.titles if profile else None


def _only(report: FindingReport, other: FindingReport) -> tuple[Finding, ...]:
    """Return what counts in one report and not in the other."""
    known = Counter(finding.fingerprint for finding in other.findings if finding.status.counts)
    found = []
    for finding in report.findings:
        if not finding.status.counts:
            continue
        if known[finding.fingerprint]:
            known[finding.fingerprint] -= 1
        else:
            found.append(finding)
    return tuple(found)


def _named(project: Project, question: str) -> set[Iri]:
    return {Iri(str(row[0])) for row in project.select(question).rows}


def _there(project: Project, things: Iterable[Iri]) -> set[Iri]:
    return {Iri(str(row[0])) for row in project.select_about("diff/types", things)}
