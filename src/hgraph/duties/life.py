"""The life of one action: its reports year by year, its indicators, and its status with the age of the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hgraph.duties.judging import Outcome, StatusOn, status_on
from hgraph.duties.model import Action, Report
from hgraph.duties.reading import read_action
from hgraph.duties.targets import Judged, judged, read_indicators
from hgraph.duties.yearly import Entry, entry
from hgraph.errors import UsageError
from hgraph.project import Project
from hgraph.terms import Iri


@dataclass(frozen=True, slots=True)
class ReportedYear:
    """A year under a duty, and what has become of the report on it."""

    year: int
    entry: Entry

    @property
    def outcome(self) -> Outcome:
        """What has become of the report."""
        return self.entry.outcome


@dataclass(frozen=True)
class ActionLife:
    """All that is recorded about how an action goes, judged on a day."""

    action: Action
    on: date
    status: StatusOn
    years: tuple[ReportedYear, ...]
    reports: tuple[Report, ...]
    """The reports that were there on the day, by year."""
    indicators: tuple[Judged, ...]


def action_life(project: Project, action: Iri, on: date) -> ActionLife:
    """Return the life of an action up to a day: every year that was reported on, or for which there was a term.

    Raises ``UsageError`` (``not-an-action``) for a thing that is none.
    """
    owed = read_action(project, action)
    if action not in owed.actions:
        raise UsageError("not-an-action", thing=project.labels.label(action, project.settings.language))
    known = owed.actions[action]
    reports = owed.reports.get(action, ())
    years: list[ReportedYear] = []
    for duty in owed.duties:
        reported = {report.year for report in reports if report.year is not None and report.there(on)}
        running = {year for year in duty.terms if duty.holds(year) and year <= on.year}
        years += [ReportedYear(year, entry(owed, duty, known, year, on)) for year in sorted(reported | running)]
    measured = [each for indicator in read_indicators(project, action) for each in judged(indicator, on)]
    there = tuple(report for report in reports if report.there(on))
    return ActionLife(known, on, status_on(known, reports, on), tuple(years), there, tuple(measured))
