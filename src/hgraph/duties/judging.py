"""What a duty, a report and a status come to on a day: pure functions of dates, and each answer exactly one of a few.

The rules ``ReportMissing``, ``ReportLate`` and ``StatusStale`` in ``shapes/`` say the same to a check.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from hgraph.duties.model import Action, Duty, Report
from hgraph.namespaces import ACTION_STATUS
from hgraph.terms import Iri

STALE_AFTER: Final = 9
"""Months without new evidence after which a status says nothing about today any more."""
FINAL: Final = frozenset({ACTION_STATUS.uitgevoerd, ACTION_STATUS.stopgezet})


class Outcome(StrEnum):
    """What has become of the report on an action for a year, on a day."""

    MADE = "made"
    LATE = "late"
    DUE = "due"
    """None is recorded, and the term is not over."""
    MISSING = "missing"
    """None is recorded, and the term is over."""
    UNDATED = "undated"
    """None is recorded, and no term is recorded either."""
    NOT_OWED = "not-owed"
    """None is recorded, and none had to be made."""


class Exempt(StrEnum):
    """Why no report on an action has to be made for a year."""

    NO_DUTY = "no-duty"
    """The duty does not hold for that year."""
    NOT_STARTED = "not-started"
    ENDED = "ended"
    COMPLETED = "completed"
    DROPPED = "dropped"


class Freshness(StrEnum):
    """How much the status of an action says about a day."""

    FRESH = "fresh"
    STALE = "stale"
    UNPROVEN = "unproven"
    """No report with a status was there yet."""
    CLOSED = "closed"
    """Completed or dropped: that does not grow old."""


@dataclass(frozen=True, slots=True)
class StatusOn:
    """The status of an action on a day, the report it rests on, and the day of its last evidence."""

    status: Iri | None
    freshness: Freshness
    evidence_day: date | None = None
    report: Report | None = None


def outcome(duty: Duty, action: Action, reports: Sequence[Report], year: int, on: date) -> Outcome:
    """Return what has become of the report on an action for a year; ``reports`` are all those on the action.

    A report through either name of the channel counts. One that came after ``on`` is not there yet.
    """
    made = [report for report in reports if report.year == year and report.there(on)]
    deadline = duty.terms.get(year)
    if made:
        first = min((report.made for report in made if report.made), default=None)
        return Outcome.LATE if deadline and first and first > deadline else Outcome.MADE
    if exempt(duty, action, reports, year):
        return Outcome.NOT_OWED
    if deadline is None:
        return Outcome.UNDATED
    return Outcome.DUE if on <= deadline else Outcome.MISSING


def exempt(duty: Duty, action: Action, reports: Sequence[Report], year: int) -> Exempt | None:
    """Return why no report on an action has to be made for a year; ``None`` if one has.

    Not before the first year of the duty, for a year in which the action did not run, after a report that calls it
    completed, or once it was dropped. An action without a period may have run.
    """
    completed = any(r.status == ACTION_STATUS.uitgevoerd and r.year is not None and r.year < year for r in reports)
    reasons = {
        Exempt.NO_DUTY: not duty.holds(year),
        Exempt.NOT_STARTED: action.start is not None and action.start.year > year,
        Exempt.ENDED: action.end is not None and action.end.year < year,
        Exempt.COMPLETED: completed,
        Exempt.DROPPED: action.status == ACTION_STATUS.stopgezet,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def is_stale(evidence: date, on: date) -> bool:
    """Say whether more than nine calendar months lie between a day of evidence and another day.

    >>> is_stale(date(2022, 1, 31), date(2022, 10, 31)), is_stale(date(2022, 1, 31), date(2022, 11, 1))
    (False, True)
    """
    months = (on.year - evidence.year) * 12 + on.month - evidence.month
    return months > STALE_AFTER or (months == STALE_AFTER and on.day > evidence.day)


def status_on(action: Action, reports: Sequence[Report], on: date) -> StatusOn:
    """Return the status of an action on a day, and whether its evidence still says something about that day.

    The status of the report with the last evidence counts. What the action itself is marked with counts if it is
    completed or dropped, unless it is a report after the day that says so, and if there is no report at all.
    """
    known = [
        (day, report.status not in FINAL, report.year or 0, report.iri, report)
        for report in reports
        if report.status is not None and (day := report.evidence_day(on)) is not None
    ]
    day, report = (last[0], last[4]) if known and (last := max(known, key=lambda each: each[:4])) else (None, None)
    told_later = any(r.status == action.status and r.made is not None and r.made > on for r in reports)
    if action.status in FINAL and not told_later:
        return StatusOn(action.status, Freshness.CLOSED, day, report)
    if day is None or report is None:
        return StatusOn(None if action.status in FINAL else action.status, Freshness.UNPROVEN)
    if report.status in FINAL:
        return StatusOn(report.status, Freshness.CLOSED, day, report)
    return StatusOn(report.status, Freshness.STALE if is_stale(day, on) else Freshness.FRESH, day, report)
