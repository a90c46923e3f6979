"""Lists of things by kind, and of all things by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from hgraph.messages import message
from hgraph.namespaces import HG, PREFIXES
from hgraph.pages.edition import Edition
from hgraph.pages.frame import ALL, KINDS, Page
from hgraph.pages.kinds import place_of_kind
from hgraph.pages.lists import ListTexts, Tile, paged_list
from hgraph.pages.shown import Shown
from hgraph.releases import File
from hgraph.terms import Iri

AWAITED: Final = (
    HG.Action, HG.AmendmentNeed, HG.Commitment, HG.GuidingPrinciple, HG.Indicator, HG.Measurement,
    HG.OperationalObjective, HG.Passage, HG.PolicyPlan, HG.Portfolio, HG.ProgressReport, HG.StrategicObjective,
    HG.Target,
)  # fmt: skip
"""Kinds a reader looks for: one that holds nothing is named as a gap."""


def by_kind(edition: Edition) -> dict[Iri, list[Iri]]:
    """Return the things of each kind; one with several kinds stands with the kind its page names."""
    found: dict[Iri, list[Iri]] = defaultdict(list)
    for thing in edition.things:
        kind = edition.records.kind(thing)
        if kind is not None:
            found[kind].append(thing)
    return dict(found)


_INNER: Final = tuple(PREFIXES[name] for name in ("dcat", "dct", "oa", "owl", "prov", "skos", "spdx"))
"""Kinds of things that others are made of: quotes, positions, periods, checksums."""


def kind_tiles(edition: Edition, page: Page, *, inner: bool = True) -> list[Tile]:
    """Return a way into the list of each kind, in order of name; without ``inner`` those a reader asks for."""
    found = {kind: things for kind, things in by_kind(edition).items() if inner or not kind.startswith(_INNER)}
    return [
        Tile(shown.text, page.to(place_of_kind(kind)), str(len(found[kind])), shown.language)
        for kind in edition.in_order(found, page.language)
        for shown in (edition.thing(kind, page),)
    ]


def nothing_of(edition: Edition, language: str) -> list[str]:
    """Return a sentence for each kind that a reader looks for and that holds nothing."""
    found = by_kind(edition)
    empty = edition.in_order((Iri(kind) for kind in AWAITED if kind not in found), language)
    return [message("pages.index.nothing-of", language, kind=edition.namer.name(kind, language)) for kind in empty]


def kind_pages(edition: Edition, language: str) -> Iterator[File]:
    """Yield the overview of kinds and the list of each."""
    page = Page(KINDS, language)
    title = page.say("pages.index.kinds")
    yield File(
        page.file,
        edition.frame.render(
            "tiles.html",
            page,
            title=title,
            intro=page.say("pages.index.kinds-intro", count=len(edition.things)),
            tiles=kind_tiles(edition, page),
            gap=page.say("pages.index.no-kinds"),
            empty=nothing_of(edition, language),
            empty_heading=page.say("pages.index.nothing"),
            every=Shown(page.say("pages.index.every"), href=page.to(ALL)),
        ),
    )
    for kind, things in by_kind(edition).items():
        texts = ListTexts(
            title=edition.namer.name(kind, language),
            intro=message(
                "pages.index.count-one" if len(things) == 1 else "pages.index.count", language, count=len(things)
            ),
            up=(title, KINDS),
            gap="",
        )
        yield from paged_list(edition, place_of_kind(kind), language, edition.in_order(things, language), texts=texts)


def all_pages(edition: Edition, language: str) -> Iterator[File]:
    """Yield the list of all things that have a name, with their kinds."""
    named = edition.in_order((thing for thing in edition.things if thing in edition.labels), language)
    texts = ListTexts(
        title=message("pages.index.all", language),
        intro=message("pages.index.count", language, count=len(named)),
        up=(message("pages.index.kinds", language), KINDS),
        gap=message("pages.index.no-kinds", language),
        kinds=True,
    )
    yield from paged_list(edition, ALL, language, named, texts=texts)
