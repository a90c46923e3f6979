"""All indicators against their targets as a report: what was reached, what was missed, what cannot be judged and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from hgraph.duties import Judged, Verdict
from hgraph.reports.document import Cell, Document, Section
from hgraph.reports.duties.wording import Wording

_SHOWN: Final = ("indicator", "of", "unit", "baseline", "target", "due", "last", "measured", "distance", "trend", "verdict")
_HIDDEN: Final = ("baseline_date", "verdict_code", "lacks", "indicator_iri", "target_iri")


def indicators_document(found: Sequence[Judged], on: date, wording: Wording) -> Document:
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
    return Document(wording.say("indicators.title"), wording.language, tuple(lead), tuple(sections), facts)


def indicators_section(found: Sequence[Judged], wording: Wording, verdict: Verdict | None = None) -> Section:
    """Return indicators as rows: those of one verdict, or all of them under one heading."""
    heading = wording.say(f"verdict.{verdict}") if verdict else wording.say("indicators.heading")
    name = verdict.value if verdict else "indicators"
    lines = (wording.say(f"indicators.means.{verdict}"),) if verdict else ()
    columns = wording.columns(*_SHOWN, hidden=_HIDDEN)
    return Section(name, heading, lines, columns, tuple(_row(each, wording) for each in found))


def _row(each: Judged, wording: Wording) -> tuple[Cell, ...]:
    indicator, target = each.indicator, each.target
    units = indicator.units
    lacks = ", ".join(wording.say(f"lack.{lack}") for lack in each.lacks)
    verdict = wording.say(f"verdict.{each.verdict}")
    return (
        wording.name(indicator.iri),
        wording.names(indicator.of),
        units.get(wording.language) or next(iter(sorted(units.values())), ""),
        indicator.base,
        target.goal if target else None,
        target.due if target else None,
        each.last.value if each.last else None,
        each.last.day if each.last else None,
        each.distance,
        wording.say(f"trend.{each.trend}") if each.trend else "",
        wording.say("indicators.lacking", verdict=verdict, lacks=lacks) if lacks else verdict,
        indicator.base_date,
        each.verdict.value,
        lacks,
        indicator.iri,
        target.iri if target else None,
    )
