"""The home page: what this is, the ways in, what changed, and what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from hgraph.namespaces import HG, STATEMENT_KIND
from hgraph.pages.edition import Edition
from hgraph.pages.frame import (
    ABOUT,
    ALL,
    CHANGES,
    DECREES,
    DOWNLOADS,
    HOME,
    KINDS,
    MINISTERS,
    QUESTIONS,
    SEARCH,
    SPARQL,
    STANDING,
    THEMES,
    Page,
)
from hgraph.pages.kind_pages import kind_tiles, nothing_of
from hgraph.pages.kinds import place_of_kind
from hgraph.pages.lists import Tile
from hgraph.pages.shown import Shown
from hgraph.pages.subject_pages import decrees, ministers, places, themes
from hgraph.releases import File
from hgraph.terms import Iri

_GAPS: Final = 8
"""Known gaps that the home page names; the list has all."""
_DOORS: Final = (
    ("standing", STANDING),
    ("questions", QUESTIONS),
    ("changes", CHANGES),
    ("downloads", DOWNLOADS),
    ("sparql", SPARQL),
    ("about", ABOUT),
)
"""Pages it leads to, each with a line that says what is there."""
_SHORT: Final = 28
"""Letters of a name of which several stand on one line."""
_NAMED: Final = 24
"""Ministers, decrees and themes it names; the overviews have all."""


@dataclass(frozen=True, slots=True)
class Group:
    """One way in: its heading, what it holds, and the overview with the rest."""

    name: str
    heading: str
    tiles: list[Tile]
    every: Shown
    gap: str

    @property
    def short(self) -> bool:
        """Whether the names are short enough to stand in narrow columns."""
        return all(len(tile.name) <= _SHORT for tile in self.tiles)


def home_files(edition: Edition, language: str) -> list[File]:
    """Return the home page in a language; the first language also under the name every server looks for."""
    page = Page(HOME, language)
    content = edition.frame.render("home.html", page, title=edition.frame.title(language), **_told(edition, page))
    return [File(page.file, content)]


def _told(edition: Edition, page: Page) -> dict[str, Any]:
    gaps = [thing for thing in edition.things if edition.records.is_a(thing, (HG.KnowledgeGap,))]
    graphs = edition.release.graphs
    derived = sum(kind == STATEMENT_KIND.afgeleid for kind in graphs.values())
    return {
        "search": page.to(SEARCH),
        "kinds": kind_tiles(edition, page, inner=False),
        "kinds_all": Shown(page.say("pages.home.every-kind"), href=page.to(KINDS)),
        "kinds_more": Shown(page.say("pages.index.every"), href=page.to(ALL)),
        "groups": [
            _group(edition, page, "ministers", MINISTERS, list(ministers(edition))),
            _group(edition, page, "decrees", DECREES, decrees(edition)),
            _group(edition, page, "themes", THEMES, themes(edition)),
        ],
        "doors": [(page.to(path), name, page.say(f"pages.home.{name}")) for name, path in _DOORS],
        "nothing": nothing_of(edition, page.language),
        "gaps": [edition.thing(gap, page) for gap in edition.in_order(gaps, page.language)[:_GAPS]],
        "gap_count": len(gaps),
        "gaps_more": page.to(place_of_kind(HG.KnowledgeGap)) if gaps else page.to(KINDS),
        "statements": edition.release.statements,
        "thing_count": len(edition.things),
        "sourced": len(graphs) - derived,
        "derived": derived,
    }


def _group(edition: Edition, page: Page, name: str, path: str, things: list[Iri]) -> Group:
    where = places(path, things, edition)
    shown = [(thing, edition.thing(thing, page)) for thing in edition.in_order(things, page.language)[:_NAMED]]
    tiles = [Tile(each.text, page.to(where[thing]), "", each.language) for thing, each in shown]
    every = Shown(page.say(f"pages.index.every-{name}", count=len(things)), href=page.to(path))
    return Group(name, page.say(f"pages.index.{name}"), tiles, every, page.say(f"pages.index.no-{name}"))
