"""The life of one action as a report: its reports year by year, its indicators, its status with the evidence."""

from __future__ import annotations

from collections.abc import Iterator

from hgraph.duties import ActionLife, Freshness, Measurement, Report
from hgraph.reports.duties.indicators import indicators_section
from hgraph.reports.duties.wording import Wording
from hgraph.reports.duties.year import outcome_sentence
from hgraph.reports.sectioned import Cell, Section, SectionedReport


def action_document(life: ActionLife, wording: Wording) -> SectionedReport:
    """Return the report on one action, judged on a day."""
    action = life.action
    lead = [wording.say("year.judged", on=wording.day(life.on)), _status(life, wording)]
    if action.ministers:
        lead.append(wording.say("action.minister", names=wording.names(action.ministers)))
    if action.start or action.end:
        start, end = (wording.day(each) or "…" for each in (action.start, action.end))
        lead.append(wording.say("action.period", start=start, end=end))
    sections = [*_years(life, wording), *_statuses(life, wording), *_indicators(life, wording)]
    facts = (("action", action.iri), ("judged_on", life.on.isoformat()), ("freshness", life.status.freshness.value))
    return SectionedReport(wording.name(action.iri), wording.language, tuple(lead), tuple(sections), facts)


def _status(life: ActionLife, wording: Wording) -> str:
    status = life.status
    name = wording.name(status.status) or wording.say("action.no-status")
    months = wording.evidence_age(status.evidence_day, life.on)
    if months is None:
        return wording.say("action.status-unproven", status=name)
    age = wording.counted("age.months", months) if months else wording.say("age.new")
    evidence = wording.day(status.evidence_day)
    stale = status.freshness is Freshness.STALE
    entry = "action.status-stale" if stale else "action.status"
    return wording.say(entry, status=name, evidence=evidence, age=age)


def _years(life: ActionLife, wording: Wording) -> Iterator[Section]:
    heading = wording.say("action.years")
    if not life.years:
        yield Section("years", heading, (wording.say("action.no-year"),))
        return
    columns = wording.columns("year", "report", "deadline", "made", "channel", hidden=("outcome", "duty", "report_iri"))
    yield Section("years", heading, (), columns, tuple(_year_rows(life, wording)))


def _year_rows(life: ActionLife, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    for year in sorted(life.years, key=lambda each: (each.year, each.entry.duty.iri)):
        reports = year.entry.reports
        yield (
            year.year,
            outcome_sentence(year.entry, wording),
            year.entry.deadline,
            next((report.made for report in reports if report.made), None),
            wording.names(report.channel for report in reports if report.channel),
            year.outcome.value,
            wording.name(year.entry.duty.iri),
            "; ".join(report.iri for report in reports),
        )


def _statuses(life: ActionLife, wording: Wording) -> Iterator[Section]:
    told = [report for report in life.reports if report.status is not None]
    if not told:
        return
    columns = wording.columns("year", "status", "made", "retrieved", "evidence_of", "held", hidden=("report_iri",))
    rows = tuple(
        (
            report.year,
            wording.name(report.status),
            report.made,
            report.retrieved if report.retrieved is None or report.retrieved <= life.on else None,
            wording.names(report.evidence) or wording.say("action.report-itself"),
            _held(life, report, wording),
            report.iri,
        )
        for report in told
    )
    yield Section("statuses", wording.say("action.statuses"), (), columns, rows)


def _held(life: ActionLife, report: Report, wording: Wording) -> str:
    """Return whether a status is the one that counts, and whether its evidence is too old by now."""
    if report != life.status.report:
        return ""
    stale = life.status.freshness is Freshness.STALE
    return wording.say("action.counts-stale") if stale else wording.say("action.counts")


def _indicators(life: ActionLife, wording: Wording) -> Iterator[Section]:
    if not life.indicators:
        yield Section("indicators", wording.say("indicators.heading"), (wording.say("action.no-indicator"),))
        return
    yield indicators_section(life.indicators, wording)
    measured = {each.indicator.iri: each.indicator for each in life.indicators}
    rows = tuple(
        (wording.name(indicator.iri), one.day, one.value, _in(one, wording), one.iri)
        for indicator in measured.values()
        for one in indicator.measured(life.on)
    )
    if rows:
        columns = wording.columns("indicator", "measured", "value", "in_report", hidden=("measurement_iri",))
        yield Section("measurements", wording.say("action.measurements"), (), columns, rows)


def _in(measurement: Measurement, wording: Wording) -> str:
    return wording.names(measurement.reports) or wording.say("action.in-no-report")
