"""Indicators against their targets on a day: reached, missed, not due yet, not measured, or not to be judged.

The rules ``TargetMissed`` and ``TargetNotMeasured`` in ``shapes/`` say the same to a check.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from hgraph.duties.reading import grouped
from hgraph.duties.rows import day, distinct, iri, number
from hgraph.project import Project
from hgraph.terms import Iri, Literal, Term


class Verdict(StrEnum):
    """What became of a target, on a day."""

    MET = "met"
    MET_LATE = "met-late"
    """Not at the first measurement on or after the target date, but at a later one."""
    MISSED = "missed"
    NOT_YET = "not-yet"
    """The target date is still to come, and the last value does not reach it."""
    NOT_MEASURED = "not-measured"
    """The target date is over and nothing was measured since."""
    UNJUDGED = "unjudged"
    """Something without which nobody can judge is not recorded."""


class Lack(StrEnum):
    """What is not recorded and would be needed to judge."""

    TARGET = "target"
    GOAL = "goal"
    DUE = "due"
    BASELINE = "baseline"


class Trend(StrEnum):
    """Where the last two values point, seen from the baseline."""

    TOWARDS = "towards"
    AWAY = "away"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Measurement:
    """A value on a day, and the report it stands in."""

    iri: Iri
    value: Decimal
    day: date
    reports: tuple[Iri, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A value to be reached by a day."""

    iri: Iri
    goal: Decimal | None = None
    due: date | None = None


@dataclass(frozen=True)
class Indicator:
    """A quantity with its baseline, its targets and all that was measured, by day."""

    iri: Iri
    of: tuple[Iri, ...] = ()
    """The actions and objectives it is an indicator of."""
    base: Decimal | None = None
    base_date: date | None = None
    targets: tuple[Target, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    """The unit per language."""

    def measured(self, on: date) -> list[Measurement]:
        """Return what had been measured by a day, by day."""
        return [measurement for measurement in self.measurements if measurement.day <= on]


@dataclass(frozen=True, slots=True)
class Judged:
    """An indicator against one target (or against none, if it has none) on a day."""

    indicator: Indicator
    target: Target | None
    verdict: Verdict
    last: Measurement | None
    lacks: tuple[Lack, ...] = ()
    trend: Trend | None = None

    @property
    def distance(self) -> Decimal | None:
        """How much the last value still has to go to the target; 0 if it is there, below 0 if it is beyond.

        ``None`` without a value, a target or a baseline: then it is not known which way is forward.
        """
        base, goal = self.indicator.base, self.target.goal if self.target else None
        if self.last is None or goal is None or base is None:
            return None
        return goal - self.last.value if goal >= base else self.last.value - goal


def judged(indicator: Indicator, on: date) -> list[Judged]:
    """Return the indicator against each of its targets, the earliest first."""
    measured = indicator.measured(on)
    last = measured[-1] if measured else None
    targets: Sequence[Target | None] = indicator.targets or (None,)
    return [
        Judged(
            indicator,
            target,
            verdict(indicator, target, on),
            last,
            lacking(indicator, target),
            _trend(indicator, target, measured),
        )
        for target in targets
    ]


def lacking(indicator: Indicator, target: Target | None) -> tuple[Lack, ...]:
    """Return what is not recorded and would be needed to judge."""
    if target is None:
        return (Lack.TARGET,)
    found = {Lack.GOAL: target.goal, Lack.DUE: target.due, Lack.BASELINE: indicator.base}
    return tuple(lack for lack, value in found.items() if value is None)


def verdict(indicator: Indicator, target: Target | None, on: date) -> Verdict:
    """Return what became of a target on a day; of what was measured after the day nothing is known."""
    if target is None or target.goal is None or target.due is None or indicator.base is None:
        return Verdict.UNJUDGED
    base, goal, due = indicator.base, target.goal, target.due
    measured = indicator.measured(on)
    if on <= due:
        return Verdict.MET if measured and reaches(base, goal, measured[-1].value) else Verdict.NOT_YET
    before = [each for each in measured if each.day < due]
    since = [reaches(base, goal, each.value) for each in measured if each.day >= due]
    if since:
        return Verdict.MET if since[0] else Verdict.MET_LATE if any(since) else Verdict.MISSED
    return Verdict.MET if before and reaches(base, goal, before[-1].value) else Verdict.NOT_MEASURED


def reaches(base: Decimal, goal: Decimal, value: Decimal) -> bool:
    """Say whether a value reaches a target, upwards or downwards as seen from the baseline."""
    return value >= goal if goal >= base else value <= goal


def _trend(indicator: Indicator, target: Target | None, measured: Sequence[Measurement]) -> Trend | None:
    values = [each.value for each in measured]
    if indicator.base is not None and (not measured or (indicator.base_date or date.min) < measured[0].day):
        values.insert(0, indicator.base)
    if len(values) < 2 or indicator.base is None or target is None or target.goal is None:
        return None
    before, after = values[-2:]
    if before == after:
        return Trend.LEVEL
    return Trend.TOWARDS if (after > before) == (target.goal >= indicator.base) else Trend.AWAY


def read_indicators(project: Project, of: Iri | None = None) -> list[Indicator]:
    """Return the indicators of one thing, or all of them, in order of IRI. Raises what the store raises."""
    rows = grouped(project.select("duties/indicators").rows)
    if of:
        rows = {indicator: own for indicator, own in rows.items() if any(row[1] == of for row in own)}
    measured = _measurements(project.select("duties/measurements").rows)
    units: dict[Iri, dict[str, str]] = defaultdict(dict)
    for indicator, unit in project.select("duties/units").rows:
        if isinstance(unit, Literal):
            units[Iri(str(indicator))][unit.language or ""] = unit.lexical
    return [
        Indicator(
            indicator,
            distinct(row[1] for row in own),
            min((value for row in own if (value := number(row[2])) is not None), default=None),
            min((told for row in own if (told := day(row[3]))), default=None),
            _targets(own),
            measured.get(indicator, ()),
            units.get(indicator, {}),
        )
        for indicator, own in sorted(rows.items())
    ]


def _targets(rows: Sequence[Sequence[Term | None]]) -> tuple[Target, ...]:
    found = {}
    for target in distinct(row[4] for row in rows):
        own = [row for row in rows if row[4] == target]
        goal = min((value for row in own if (value := number(row[5])) is not None), default=None)
        found[target] = Target(target, goal, min((told for row in own if (told := day(row[6]))), default=None))
    return tuple(sorted(found.values(), key=lambda target: (target.due or date.max, target.iri)))


def _measurements(rows: Sequence[Sequence[Term | None]]) -> dict[Iri, tuple[Measurement, ...]]:
    found: dict[Iri, list[Measurement]] = defaultdict(list)
    for measurement, own in grouped(rows).items():
        reports = distinct(row[4] for row in own)
        for indicator, value, told in dict.fromkeys((iri(row[1]), number(row[2]), day(row[3])) for row in own):
            if indicator is not None and value is not None and told is not None:
                found[indicator].append(Measurement(measurement, value, told, reports))
    by_day = {
        indicator: sorted(each, key=lambda one: (one.day, one.value, one.iri)) for indicator, each in found.items()
    }
    return {indicator: tuple(each) for indicator, each in by_day.items()}
