"""Duties, actions and reports made at random, and the same things as statements for the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from hgraph.duties import Action, Duty, Owed, Report
from hgraph.namespaces import ACTION_STATUS, DCAT, DCT, HG, RDF, REPORTING_CHANNEL, XSD
from hgraph.terms import Iri, Literal, Triple

BASE = "https://voorbeeld.example/id/"
PLAN = Iri(BASE + "plan/p")
YEARS = range(2020, 2025)
FINAL = [Iri(ACTION_STATUS.uitgevoerd), Iri(ACTION_STATUS.stopgezet)]
OPEN = [Iri(ACTION_STATUS.gepland), Iri(ACTION_STATUS.in_uitvoering)]
CHANNELS = [Iri(REPORTING_CHANNEL.bbt), Iri(REPORTING_CHANNEL.beleidsbrief)]
days = st.dates(date(2020, 1, 1), date(2025, 12, 31))


@dataclass(frozen=True)
class World:
    """A duty with its actions and reports, and a day."""

    owed: Owed
    on: date

    @property
    def duty(self) -> Duty:
        return self.owed.duties[0]


@st.composite
def reports(draw: st.DrawFn, action: str) -> tuple[Report, ...]:
    """Return a few reports on an action, through either channel, some without a day or a status."""
    count = draw(st.integers(0, 4))
    return tuple(
        Report(
            Iri(f"{BASE}verslag/{action}-{number}"),
            draw(st.sampled_from(YEARS)),
            draw(st.none() | days),
            draw(st.sampled_from(CHANNELS)),
            draw(st.sampled_from([None, *OPEN, *FINAL])),
            draw(st.none() | days),
        )
        for number in range(count)
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Return a duty, one to three actions with reports, and a day to judge on."""
    terms = draw(st.dictionaries(st.sampled_from(YEARS), days, max_size=5))
    duty = Duty(Iri(BASE + "rapportageplicht/d"), PLAN, draw(st.sampled_from(YEARS)), terms=terms)
    actions, told = {}, {}
    for number in range(draw(st.integers(1, 3))):
        name = Iri(f"{BASE}actie/a{number}")
        start, end = draw(st.none() | days), draw(st.none() | days)
        actions[name] = Action(name, (PLAN,), (), start, end, draw(st.sampled_from([None, *OPEN, *FINAL])))
        told[name] = draw(reports(f"a{number}"))
    return World(Owed((duty,), actions, told), draw(days))


def _day(value: date) -> Literal:
    return Literal(value.isoformat(), Iri(XSD.date))


def _year(value: int) -> Literal:
    return Literal(str(value), Iri(XSD.integer))


def statements(world: World) -> Iterator[Triple]:
    """Yield a world as the statements a project would hold."""
    duty = world.duty
    yield duty.iri, Iri(RDF.type), Iri(HG.ReportingObligation)
    yield duty.iri, Iri(HG.reportsOn), PLAN
    yield PLAN, Iri(RDF.type), Iri(HG.PolicyPlan)
    if duty.first is not None:
        yield duty.iri, Iri(HG.fromYear), _year(duty.first)
    for year, deadline in duty.terms.items():
        term = Iri(f"{duty.iri}/{year}")
        yield duty.iri, Iri(HG.reportingTerm), term
        yield term, Iri(HG.forYear), _year(year)
        yield term, Iri(DCAT.endDate), _day(deadline)
    for action in world.owed.actions.values():
        yield from _of_action(action)
    for action, told in world.owed.reports.items():
        for report in told:
            yield from _of_report(report, action)


def _of_action(action: Action) -> Iterator[Triple]:
    yield action.iri, Iri(RDF.type), Iri(HG.Action)
    yield action.iri, Iri(HG.partOfPlan), PLAN
    period = Iri(action.iri + "/periode")
    if action.start or action.end:
        yield action.iri, Iri(HG.plannedPeriod), period
    if action.start:
        yield period, Iri(DCAT.startDate), _day(action.start)
    if action.end:
        yield period, Iri(DCAT.endDate), _day(action.end)
    if action.status:
        yield action.iri, Iri(HG.actionStatus), action.status


def _of_report(report: Report, action: Iri) -> Iterator[Triple]:
    yield report.iri, Iri(RDF.type), Iri(HG.ProgressReport)
    yield report.iri, Iri(HG.reportsOn), action
    if report.year is not None:
        yield report.iri, Iri(HG.forYear), _year(report.year)
    if report.made:
        yield report.iri, Iri(DCT.date), _day(report.made)
    if report.channel:
        yield report.iri, Iri(HG.reportedVia), report.channel
    if report.status:
        yield report.iri, Iri(HG.actionStatus), report.status
    if report.retrieved:
        yield report.iri, Iri(HG.retrievedOn), _day(report.retrieved)
