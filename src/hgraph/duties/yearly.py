"""The reporting of one year: which reports are there, came late, are still to come or are not recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hgraph.duties.judging import Exempt, Freshness, Outcome, StatusOn, exempt, outcome, status_on
from hgraph.duties.model import Action, Duty, Owed, Report
from hgraph.terms import Iri


@dataclass(frozen=True, slots=True)
class Entry:
    """One action under one duty: what has become of its report on the year, and how its status stands."""

    duty: Duty
    action: Action
    outcome: Outcome
    deadline: date | None
    reports: tuple[Report, ...]
    """The reports on the year that were there on the day, the earliest first."""
    status: StatusOn
    portfolios: tuple[Iri, ...] = ()
    exempt: Exempt | None = None
    """Why no report had to be made, if that is so."""

    @property
    def ministers(self) -> tuple[Iri, ...]:
        """Who answered for the action when it was decided."""
        return self.action.ministers


@dataclass(frozen=True, slots=True)
class DutyYear:
    """A duty in one year: whether it holds, by when the report is due, and how many actions are recorded."""

    duty: Duty
    holds: bool
    deadline: date | None
    actions: int
    gaps: tuple[Iri, ...] = ()


@dataclass(frozen=True)
class YearReport:
    """All duties and all actions under them in one year, judged on a day."""

    year: int
    on: date
    duties: tuple[DutyYear, ...]
    entries: tuple[Entry, ...]

    @property
    def counts(self) -> Counter[Outcome]:
        """How many actions there are of each outcome; an action under two duties counts under both."""
        return Counter(entry.outcome for entry in self.entries)

    @property
    def stale(self) -> int:
        """How many of them have a status whose evidence is too old."""
        return sum(entry.status.freshness is Freshness.STALE for entry in self.entries)

    def by_minister(self) -> dict[tuple[Iri, ...], list[Entry]]:
        """Return the entries by who answered for the action, in order of IRI; those of nobody come last."""
        found: dict[tuple[Iri, ...], list[Entry]] = {}
        for entry in sorted(self.entries, key=lambda entry: (not entry.ministers, entry.ministers)):
            found.setdefault(entry.ministers, []).append(entry)
        return found

    def by_outcome(self) -> dict[Outcome, list[Entry]]:
        """Return the entries by what has become of the report, in the order of ``Outcome``."""
        found = {each: [entry for entry in self.entries if entry.outcome is each] for each in Outcome}
        return {each: entries for each, entries in found.items() if entries}


def year_report(owed: Owed, year: int, on: date) -> YearReport:
    """Return the reporting of a year as it stood on a day."""
    duties = tuple(
        DutyYear(
            duty,
            duty.holds(year),
            duty.terms.get(year),
            len(owed.actions_of(duty.plan)),
            tuple(sorted({*owed.gaps.get(duty.plan, ()), *owed.gaps.get(duty.iri, ())})),
        )
        for duty in owed.duties
    )
    entries = tuple(
        entry(owed, duty, action, year, on) for duty in owed.duties for action in owed.actions_of(duty.plan)
    )
    return YearReport(year, on, duties, entries)


def entry(owed: Owed, duty: Duty, action: Action, year: int, on: date) -> Entry:
    """Return what has become of the report on one action for a year."""
    reports = owed.reports.get(action.iri, ())
    return Entry(
        duty,
        action,
        outcome(duty, action, reports, year, on),
        duty.terms.get(year),
        _of_year(reports, year, on),
        status_on(action, reports, on),
        tuple(sorted({held for minister in action.ministers for held in owed.portfolios.get(minister, ())})),
        exempt(duty, action, reports, year),
    )


def _of_year(reports: Sequence[Report], year: int, on: date) -> tuple[Report, ...]:
    there = [report for report in reports if report.year == year and report.there(on)]
    return tuple(sorted(there, key=lambda report: (report.made or date.max, report.iri)))
