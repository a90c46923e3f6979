"""Lists of things: what stands in them, and how a long one is spread over pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hgraph.pages.edition import Edition
from hgraph.pages.frame import Page
from hgraph.pages.shown import Shown
from hgraph.releases import File
from hgraph.terms import Iri

PAGED_AT: Final = 500
"""So many entries stand on one page."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: a thing, and what is said beside it."""

    thing: Shown
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: its name for links, its heading, its entries, and what is said if there are none."""

    name: str
    heading: str
    entries: Sequence[Entry]
    gap: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A way into a list: what it holds, where it stands (nowhere if it is empty), and how much is in it."""

    name: str
    href: str | None
    count: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ListTexts:
    """What is said around a list: its title, an introduction, the list it belongs to, and what if it is empty."""

    title: str
    intro: str
    up: tuple[str, str]
    gap: str
    kinds: bool = False


def entries(edition: Edition, things: Iterable[Iri], page: Page, *, kinds: bool = False) -> list[Entry]:
    """Return things as entries in order of name, with the days they hold, and their kinds if wanted."""
    found = []
    for thing in edition.in_order(things, page.language):
        kind = edition.records.kind(thing) if kinds else None
        notes = [edition.namer.name(kind, page.language)] if kind else []
        period = edition.period(thing, page.language) if thing in edition.labels else ""
        found.append(Entry(edition.thing(thing, page), ", ".join([*notes, *filter(None, [period])])))
    return found


def numbered(path: str, number: int) -> str:
    """Return the path of a page of a list that takes several.

    >>> numbered("index/all", 1), numbered("index/all", 3)
    ('index/all', 'index/all/3')
    """
    return path if number == 1 else f"{path}/{number}"


def paged_list(
    edition: Edition, path: str, language: str, things: Sequence[Iri], *, texts: ListTexts
) -> Iterator[File]:
    """Yield the pages of a list of things, which are in the order they are told."""
    count = max(1, (len(things) + PAGED_AT - 1) // PAGED_AT)
    for number in range(1, count + 1):
        page = Page(numbered(path, number), language)
        some = things[(number - 1) * PAGED_AT : number * PAGED_AT]
        content = edition.frame.render(
            "list.html",
            page,
            title=texts.title,
            intro=texts.intro,
            up=Shown(texts.up[0], href=page.to(texts.up[1])),
            entries=entries(edition, some, page, kinds=texts.kinds),
            gap=texts.gap,
            pages=[(str(each), page.to(numbered(path, each))) for each in range(1, count + 1)],
            number=str(number),
        )
        yield File(page.file, content)
