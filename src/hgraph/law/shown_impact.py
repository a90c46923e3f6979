"""What a change of a provision touches, as it is shown: a section per kind of thing, with the way to each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

from hgraph.law.impact import Touched
from hgraph.law.pages import Page, Section
from hgraph.law.wording import LawWording
from hgraph.terms import Iri
from hgraph.trace import Wording

IMPACT_COLUMNS: Final = ("provision", "group", "thing", "name", "whole", "way")


def impact_page(
    provision: Iri, touched: Sequence[Touched], sentence: str, thread: Wording, wording: LawWording
) -> Page:
    """Return the page of a provision: its sentence, and what its change touches, grouped by kind."""
    headings = (wording.say("column.thing"), wording.say("column.way"))
    sections = [
        Section(
            _group(kind, thread, wording),
            (),
            headings,
            tuple((thread.name(each.thing), way_text(each, thread, wording)) for each in group),
        )
        for kind, group in groupby(touched, key=lambda each: each.kind)
    ]
    said = [sentence] if touched else [sentence, wording.say("impact.nothing", provision=wording.name(provision))]
    return Page(wording.say("impact.title", provision=wording.name(provision)), tuple(said), tuple(sections))


def way_text(touched: Touched, thread: Wording, wording: LawWording) -> str:
    """Return the way to a thing: how each step reads, and through what it passes."""
    told = [wording.say("impact.through", whole=wording.name(touched.whole))] if touched.whole else []
    *passed, last = touched.way
    told += [f"{thread.readings(each.links, each.direction)} ‘{thread.label(each.thing)}’" for each in passed]
    return " → ".join([*told, f"{thread.readings(last.links, last.direction)} …"])


def _group(kind: Iri | None, thread: Wording, wording: LawWording) -> str:
    return thread.label(kind) if kind else wording.say("impact.other")


def impact_rows(
    provision: Iri, touched: Sequence[Touched], thread: Wording, wording: LawWording
) -> list[tuple[str, ...]]:
    """Return a row per thing under ``IMPACT_COLUMNS``."""
    return [
        (
            provision,
            _group(each.kind, thread, wording),
            each.thing,
            thread.name(each.thing),
            each.whole or "",
            way_text(each, thread, wording),
        )
        for each in touched
    ]


def impact_document(
    provision: Iri, touched: Sequence[Touched], sentence: str, thread: Wording, wording: LawWording
) -> dict[str, Any]:
    """Return the same as a document of plain values, for JSON."""
    return {
        "provision": {"iri": provision, "label": wording.name(provision)},
        "sentence": sentence,
        "touched": [
            {
                "iri": each.thing,
                "label": thread.name(each.thing),
                "kind": each.kind,
                "whole": each.whole,
                "way": [
                    {"reads": thread.readings(passed.links, passed.direction), "thing": passed.thing}
                    for passed in each.way
                ],
            }
            for each in touched
        ],
    }
