"""Belgian calendar days and half-open intervals of them: the only arithmetic of time in this package."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, Generic, TypeVar

END_OF_TIME: Final = date.max
"""The end of what has no end recorded; no mandate runs that long."""

Who = TypeVar("Who", bound=Hashable)


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Days from ``start`` (included) until ``until`` (not included); ``END_OF_TIME`` if no end is recorded."""

    start: date
    until: date = END_OF_TIME

    def __contains__(self, day: date) -> bool:
        """Say whether a day is in the interval."""
        return self.start <= day < self.until

    def __bool__(self) -> bool:
        """Say whether there is any day in the interval."""
        return self.start < self.until

    def __and__(self, other: Interval) -> Interval:
        """Return the days in both; an interval without days if there are none."""
        return Interval(max(self.start, other.start), min(self.until, other.until))

    @property
    def days(self) -> int:
        """Number of days; 0 if there are none."""
        return max(0, (self.until - self.start).days)

    @property
    def end(self) -> date | None:
        """The first day that no longer counts, or ``None`` if no end is recorded."""
        return None if self.until == END_OF_TIME else self.until


def joined(intervals: Iterable[Interval]) -> list[Interval]:
    """Return the same days in as few intervals as possible, in order; those that touch or overlap become one."""
    found: list[Interval] = []
    for interval in sorted(each for each in intervals if each):
        if found and interval.start <= found[-1].until:
            found[-1] = Interval(found[-1].start, max(found[-1].until, interval.until))
        else:
            found.append(interval)
    return found


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Who]):
    """Days on which the same hold: nobody (a gap), one, or several at once (an overlap)."""

    interval: Interval
    holders: frozenset[Who]

    @property
    def is_gap(self) -> bool:
        """Say whether nobody holds."""
        return not self.holders

    @property
    def is_overlap(self) -> bool:
        """Say whether several hold at once."""
        return len(self.holders) > 1


def timeline(term: Interval, held: Iterable[tuple[Interval, Who]]) -> list[Stretch[Who]]:
    """Return who holds on each day of a term, as stretches that cover it exactly: no day is missing or there twice.

    What lies outside the term is left out. Neighbouring stretches differ in their holders.
    """
    within = [(interval & term, who) for interval, who in held]
    starting: dict[date, list[Who]] = {}
    ending: dict[date, list[Who]] = {}
    for interval, who in within:
        if interval:
            starting.setdefault(interval.start, []).append(who)
            ending.setdefault(interval.until, []).append(who)
    bounds = sorted({term.start, term.until, *starting, *ending}) if term else []
    counts: dict[Who, int] = {}
    found: list[Stretch[Who]] = []
    for start, until in _pairs(bounds):
        for who in ending.get(start, ()):
            counts[who] -= 1
        for who in starting.get(start, ()):
            counts[who] = counts.get(who, 0) + 1
        holders = frozenset(who for who, count in counts.items() if count)
        if found and found[-1].holders == holders:
            found[-1] = Stretch(Interval(found[-1].interval.start, until), holders)
        else:
            found.append(Stretch(Interval(start, until), holders))
    return found


def _pairs(days: Sequence[date]) -> Iterable[tuple[date, date]]:
    return pairwise(days)
