"""Duties, actions and reports of a project, read with a handful of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from hgraph.duties.model import Action, Duty, Owed, Report
from hgraph.duties.rows import day, distinct, iri, year
from hgraph.namespaces import HG
from hgraph.project import Project
from hgraph.terms import Iri, Term

Row = Sequence[Term | None]
_EXPLAINS: Final = (HG.Action, HG.ProgressReport)
"""What a gap in a plan has to be about to explain that there is nothing to report on; a gap in a duty always does."""


def read_duties(project: Project, plan: Iri | None = None) -> Owed:
    """Return all that is recorded about reporting, of one plan or of all. Raises what the store raises."""
    about = {"plan": [plan]} if plan else {}
    duties = _duties(project.select_given("duties/obligations", **about).rows, project.select("duties/terms").rows)
    actions = _actions(project.select_given("duties/actions", **about).rows)
    reports = read_reports(project.select("duties/reports").rows)
    holders = project.select("duties/portfolios").rows
    return Owed(
        duties,
        actions,
        {action: reports[action] for action in actions if action in reports},
        {holder: distinct(r[1] for r in rows) for holder, rows in grouped(holders).items()},
        _gaps(project.select("validation/gaps").rows),
    )


def read_action(project: Project, action: Iri) -> Owed:
    """Return what is recorded about the reporting on one action: the duties on its plans, itself and its reports."""
    actions = _actions(project.select_given("duties/actions", action=[action]).rows)
    plans = [plan for each in actions.values() for plan in each.plans]
    about = {"plan": plans} if plans else {"plan": [action]}
    duties = _duties(project.select_given("duties/obligations", **about).rows, project.select("duties/terms").rows)
    reports = read_reports(project.select_given("duties/reports", action=[action]).rows)
    return Owed(duties, actions, reports)


def grouped(rows: Iterable[Row]) -> dict[Iri, list[Row]]:
    """Return rows by their first column, which is a thing."""
    found: dict[Iri, list[Row]] = defaultdict(list)
    for row in rows:
        if (thing := iri(row[0])) is not None:
            found[thing].append(row)
    return dict(found)


def _duties(rows: Iterable[Row], terms: Iterable[Row]) -> tuple[Duty, ...]:
    deadlines: dict[Iri, dict[int, date]] = defaultdict(dict)
    for of, told, last in terms:
        about, deadline = year(told), day(last)
        if about is not None and deadline is not None:
            known = deadlines[Iri(str(of))]
            known[about] = min(deadline, known.get(about, deadline))
    found = []
    for duty, of_duty in grouped(rows).items():
        for plan in distinct(row[1] for row in of_duty):
            own = [row for row in of_duty if row[1] == plan]
            first = min((number for row in own if (number := year(row[2])) is not None), default=None)
            owners, channels = (distinct(row[column] for row in own) for column in (3, 4))
            found.append(Duty(duty, plan, first, owners, channels, dict(deadlines.get(duty, {}))))
    return tuple(found)


def _actions(rows: Iterable[Row]) -> dict[Iri, Action]:
    return {
        action: Action(
            action,
            distinct(row[1] for row in own),
            distinct(row[2] for row in own),
            min((start for row in own if (start := day(row[3]))), default=None),
            max((end for row in own if (end := day(row[4]))), default=None),
            min(distinct(row[5] for row in own), default=None),
        )
        for action, own in grouped(rows).items()
    }


def read_reports(rows: Iterable[Row]) -> dict[Iri, tuple[Report, ...]]:
    """Return the reports by the action they are about, by year and day; a report with two dates counts by the first."""
    found: dict[Iri, list[Report]] = defaultdict(list)
    pairs: dict[tuple[Iri, Iri], list[Row]] = defaultdict(list)
    for row in rows:
        pairs[Iri(str(row[0])), Iri(str(row[1]))].append(row)
    for (report, action), own in pairs.items():
        made = min((told for row in own if (told := day(row[3]))), default=None)
        channel, status = (min(distinct(row[column] for row in own), default=None) for column in (4, 5))
        retrieved = max((told for row in own if (told := day(row[6]))), default=None)
        evidence = distinct(row[7] for row in own)
        for about in sorted({year(row[2]) or 0 for row in own}):
            found[action].append(Report(report, about or None, made, channel, status, retrieved, evidence))
    return {action: tuple(sorted(reports, key=_order)) for action, reports in found.items()}


def _order(report: Report) -> tuple[int, date, Iri]:
    return report.year or 0, report.made or date.max, report.iri


def _gaps(rows: Iterable[Row]) -> Mapping[Iri, tuple[Iri, ...]]:
    explaining = [row for row in rows if row[2] is None or row[2] in _EXPLAINS]
    return {thing: distinct(row[1] for row in own) for thing, own in grouped(explaining).items()}
