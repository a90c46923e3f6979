"""Indicators against their targets as a report: what was reached, what was missed, what cannot be judged and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from hgraph.duties import Judged, Verdict
from hgraph.reports.duties.wording import Wording
from hgraph.reports.sectioned import Cell, Section, SectionedReport, spoken

_SHOWN: Final = (
    "indicator",
    "of",
    "unit",
    "baseline",
    "target",
    "due",
    "last",
    "measured",
    "distance",
    "trend",
    "verdict",
)
_HIDDEN: Final = ("baseline_date", "verdict_code", "lacks", "indicator_iri", "target_iri")


def indicators_document(found: Sequence[Judged], on: date, wording: Wording) -> SectionedReport:
    """Return the report on indicators, judged on a day, a section for each verdict there is."""
    counts = Counter(each.verdict for each in found)
    lead = [wording.say("year.judged", on=wording.day(on))]
    told = [wording.counted(f"indicators.count.{verdict}", counts[verdict]) for verdict in Verdict if counts[verdict]]
    lead.append(wording.say("indicators.counts", counts=", ".join(told)) if told else wording.say("indicators.none"))
    sections = [
        indicators_section([each for each in found if each.verdict is verdict], wording, verdict)
        for verdict in Verdict
        if counts[verdict]
    ]
    facts = (
        ("judged_on", on.isoformat()),
        ("counts", {verdict.value: counts[verdict] for verdict in Verdict}),
    )
    return SectionedReport(wording.say("indicators.title"), wording.language, tuple(lead), tuple(sections), facts)


def indicators_section(found: Sequence[Judged], wording: Wording, verdict: Verdict | None = None) -> Section:
    """Return indicators as rows: those of one verdict, or all of them under one heading."""
    heading = wording.say(f"verdict.{verdict}") if verdict else wording.say("indicators.heading")
    name = verdict.value if verdict else "indicators"
    lines = (wording.say(f"indicators.means.{verdict}"),) if verdict else ()
    columns = wording.columns(*_SHOWN, hidden=_HIDDEN)
    rows = tuple(_row(each, wording) for each in found)
    return Section(name, heading, lines, columns, rows, tuple(_told(each, wording) for each in found))


def _told(each: Judged, wording: Wording) -> tuple[str, ...]:
    """Return what there is to say about an indicator and a target, in lines."""
    indicator, target = each.indicator, each.target
    lines = [wording.name(indicator.iri)]
    if indicator.of:
        lines.append(wording.say("indicators.of", names=wording.names(indicator.of)))
    if target and target.goal is not None:
        goal = f"{_number(target.goal, wording)} {_unit(each, wording)}".strip()
        parts = [wording.say("indicators.to", goal=goal)]
        if indicator.base is not None:
            parts.insert(0, wording.say("indicators.from", base=_number(indicator.base, wording)))
        if target.due:
            parts.append(wording.say("indicators.by", due=wording.day(target.due)))
        lines.append(wording.say("indicators.goal", parts=" ".join(parts)))
    if each.last:
        value, on = _number(each.last.value, wording), wording.day(each.last.day)
        trend = wording.say(f"trend.{each.trend}") if each.trend else ""
        left = each.distance if each.distance is not None and each.distance > 0 else None
        entry = "indicators.last-left" if left else "indicators.last-trend" if trend else "indicators.last"
        lines.append(wording.say(entry, value=value, on=on, left=_number(left, wording), trend=trend or "…"))
    else:
        lines.append(wording.say("indicators.no-measurement"))
    lines.append(_verdict(each, wording))
    return tuple(lines)


def _number(value: Decimal | None, wording: Wording) -> str:
    return spoken(value, wording.language)


def _unit(each: Judged, wording: Wording) -> str:
    units = each.indicator.units
    return units.get(wording.language) or next(iter(sorted(units.values())), "")


def _lacks(each: Judged, wording: Wording) -> str:
    return ", ".join(wording.say(f"lack.{lack}") for lack in each.lacks)


def _verdict(each: Judged, wording: Wording) -> str:
    verdict, lacks = wording.say(f"verdict.{each.verdict}"), _lacks(each, wording)
    return wording.say("indicators.lacking", verdict=verdict, lacks=lacks) if lacks else verdict


def _row(each: Judged, wording: Wording) -> tuple[Cell, ...]:
    indicator, target = each.indicator, each.target
    return (
        wording.name(indicator.iri),
        wording.names(indicator.of),
        _unit(each, wording),
        indicator.base,
        target.goal if target else None,
        target.due if target else None,
        each.last.value if each.last else None,
        each.last.day if each.last else None,
        each.distance,
        wording.say(f"trend.{each.trend}") if each.trend else "",
        _verdict(each, wording),
        indicator.base_date,
        each.verdict.value,
        _lacks(each, wording),
        indicator.iri,
        target.iri if target else None,
    )
