"""The reporting of one year as a report: counts first, then the duties, then the actions by minister or by outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from hgraph.duties import DutyYear, Entry, Freshness, Outcome, YearReport
from hgraph.reports.duties.wording import Wording
from hgraph.reports.sectioned import Cell, Column, Section, SectionedReport

_SHOWN: Final = ("action", "report", "made", "channel", "status", "evidence", "age")
_HIDDEN: Final = (
    "minister",
    "portfolio",
    "plan",
    "duty",
    "deadline",
    "days_late",
    "outcome",
    "freshness",
    "action_iri",
)
_DUTY: Final = ("plan", "duty", "owed_by", "channel", "deadline", "from_year", "holds", "actions", "gaps")


def year_document(report: YearReport, wording: Wording, by: str = "minister") -> SectionedReport:
    """Return the report of a year; ``by`` says whether its sections are per ``minister`` or per ``outcome``."""
    lead = [wording.say("year.judged", on=wording.day(report.on))]
    if report.entries:
        lead.append(_counts(report.counts, wording))
    if report.stale:
        lead.append(wording.counted("year.stale", report.stale))
    counts = {outcome.value: report.counts[outcome] for outcome in Outcome}
    return SectionedReport(
        wording.say("year.title", year=report.year),
        wording.language,
        tuple(lead),
        (
            *_duties(report, wording),
            *(_by_outcome(report, wording) if by == "outcome" else _by_minister(report, wording)),
        ),
        (("year", report.year), ("judged_on", report.on.isoformat()), ("counts", counts), ("stale", report.stale)),
    )


def _counts(counts: Counter[Outcome], wording: Wording) -> str:
    told = [wording.counted(f"year.count.{outcome}", counts[outcome]) for outcome in Outcome if counts[outcome]]
    return wording.say("year.counts", counts=", ".join(told))


def _duties(report: YearReport, wording: Wording) -> Iterator[Section]:
    if not report.duties:
        yield Section("duties", wording.say("year.duties"), (wording.say("year.no-duty"),))
        return
    lines = [line for duty in report.duties for line in _duty_lines(duty, report.year, wording)]
    rows = [_duty_row(duty, wording) for duty in report.duties]
    columns = tuple(Column(column.key, column.label, shown=False) for column in wording.columns(*_DUTY))
    yield Section("duties", wording.say("year.duties"), tuple(lines), columns, tuple(rows))


def _duty_lines(of: DutyYear, year: int, wording: Wording) -> Iterator[str]:
    duty = of.duty
    yield wording.say("year.duty", plan=wording.name(duty.plan), duty=wording.name(duty.iri))
    if not of.holds and duty.first is not None:
        yield wording.say("year.not-yet", first=duty.first, year=year)
        return
    if not of.holds:
        yield wording.say("year.no-first")
        return
    owners = wording.names(duty.owed_by) or wording.say("year.nobody")
    channels = wording.names(duty.channels) or wording.say("year.no-channel")
    if of.deadline:
        yield wording.say("year.owed", owners=owners, channels=channels, deadline=wording.day(of.deadline))
    else:
        yield wording.say("year.owed-undated", owners=owners, channels=channels)
    if not of.actions:
        yield wording.say("year.no-action", plan=wording.name(duty.plan))
    if of.gaps and not of.actions:
        yield wording.say("year.gaps", gaps=wording.names(of.gaps))


def _duty_row(of: DutyYear, wording: Wording) -> tuple[Cell, ...]:
    duty = of.duty
    return (
        wording.name(duty.plan),
        wording.name(duty.iri),
        wording.names(duty.owed_by),
        wording.names(duty.channels),
        of.deadline,
        duty.first,
        wording.say(f"yes-no.{'yes' if of.holds else 'no'}"),
        of.actions,
        wording.names(of.gaps),
    )


def _by_minister(report: YearReport, wording: Wording) -> Iterator[Section]:
    for ministers, entries in report.by_minister().items():
        heading = wording.names(ministers) or wording.say("year.without-minister")
        portfolios = sorted({portfolio for entry in entries for portfolio in entry.portfolios})
        lines = [wording.say("year.portfolio", names=wording.names(portfolios))] if portfolios else []
        lines.append(_counts(Counter(entry.outcome for entry in entries), wording))
        yield _section("minister", heading, lines, entries, report, wording)


def _by_outcome(report: YearReport, wording: Wording) -> Iterator[Section]:
    for outcome, entries in report.by_outcome().items():
        lines = [wording.say(f"year.means.{outcome}")]
        yield _section(outcome.value, wording.say(f"outcome.{outcome}"), lines, entries, report, wording, "minister")


def _section(
    name: str,
    heading: str,
    lines: list[str],
    entries: Iterable[Entry],
    report: YearReport,
    wording: Wording,
    *also: str,
) -> Section:
    columns = wording.columns(*_SHOWN, hidden=_HIDDEN)
    shown = tuple(Column(c.key, c.label, shown=c.shown or c.key in also) for c in columns)
    listed = list(entries)
    rows = tuple(_row(entry, report, wording) for entry in listed)
    told = tuple(_told(entry, report, wording, *also) for entry in listed)
    return Section(name, heading, tuple(lines), shown, rows, told)


def _told(entry: Entry, report: YearReport, wording: Wording, *also: str) -> tuple[str, ...]:
    """Return what there is to say about one action, in lines."""
    channels = wording.names(each.channel for each in entry.reports if each.channel)
    made = next((each.made for each in entry.reports if each.made), None)
    told = outcome_sentence(entry, wording)
    if made and channels:
        told = wording.say("told.made", outcome=told, on=wording.day(made), channels=channels)
    lines = [wording.name(entry.action.iri), told]
    if "minister" in also:
        lines.append(wording.names(entry.ministers) or wording.say("year.without-minister"))
    if (status := entry.status).status is not None:
        entry_key = "told.status" if status.evidence_day else "told.status-alone"
        age, day = age_sentence(entry, report, wording), wording.day(status.evidence_day)
        lines.append(wording.say(entry_key, status=wording.name(status.status), evidence=day, age=age))
    return tuple(lines)


def _row(entry: Entry, report: YearReport, wording: Wording) -> tuple[Cell, ...]:
    made = next((told.made for told in entry.reports if told.made), None)
    late = (made - entry.deadline).days if made and entry.deadline and entry.outcome is Outcome.LATE else None
    status = entry.status
    return (
        wording.name(entry.action.iri),
        outcome_sentence(entry, wording),
        made,
        wording.names(told.channel for told in entry.reports if told.channel),
        wording.name(status.status),
        status.evidence_day,
        age_sentence(entry, report, wording),
        wording.names(entry.ministers),
        wording.names(entry.portfolios),
        wording.name(entry.duty.plan),
        wording.name(entry.duty.iri),
        entry.deadline,
        late,
        entry.outcome.value,
        status.freshness.value,
        entry.action.iri,
    )


def outcome_sentence(entry: Entry, wording: Wording) -> str:
    """Return what has become of a report, as a reader of the row of its action meets it."""
    deadline = wording.day(entry.deadline)
    if entry.outcome is Outcome.LATE:
        made = min(told.made for told in entry.reports if told.made)
        return wording.counted("told.late", (made - entry.deadline).days if entry.deadline else 0)
    if entry.outcome is Outcome.MISSING:
        return wording.say("told.missing", deadline=deadline)
    if entry.outcome is Outcome.NOT_OWED and entry.exempt:
        return wording.say("told.not-owed", why=wording.say(f"exempt.{entry.exempt}"))
    if entry.outcome is Outcome.DUE:
        return wording.say("told.due", deadline=deadline)
    return wording.say(f"outcome.{entry.outcome}")


def age_sentence(entry: Entry, report: YearReport, wording: Wording) -> str:
    """Return how old the evidence of a status is, and whether that is too old."""
    freshness, months = entry.status.freshness, wording.evidence_age(entry.status.evidence_day, report.on)
    if freshness is Freshness.CLOSED:
        return wording.say("age.closed")
    if months is None:
        return wording.say("age.unproven")
    told = wording.counted("age.months", months) if months else wording.say("age.new")
    return wording.say("age.stale", age=told) if freshness is Freshness.STALE else told
