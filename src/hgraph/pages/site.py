"""All pages of a release: each maker gives its own, and things may be shared out over processes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Final

from hgraph.messages import LANGUAGES
from hgraph.pages.edition import Edition
from hgraph.pages.frame import ASSETS, HOME
from hgraph.pages.home_page import home_files
from hgraph.pages.kind_pages import all_pages, kind_pages
from hgraph.pages.reference import parts_of_release
from hgraph.pages.search_page import search_files
from hgraph.pages.subject_pages import subject_pages
from hgraph.pages.thing_page import thing_files
from hgraph.releases import File, View
from hgraph.terms import Iri
from hgraph.trace import PICTURE_STYLE

_OF_THINGS: Final = ("thing.html", "backlinks.html", "links.html")
"""Templates that every process needs which makes pages of things."""


def site_pages(view: View) -> Iterator[File]:
    """Yield every page of a release and what pages need: style, scripts, icon. Same view, same files, same bytes."""
    edition = Edition.of(view)
    yield from pages_of_things(edition, edition.things)
    yield from other_pages(edition, view)


def pages_of_things(edition: Edition, things: Iterable[Iri]) -> Iterator[File]:
    """Yield the pages of some things, in every language. Asks nothing of the store: a copy of the process can do it."""
    for thing in things:
        for language in LANGUAGES:
            yield from thing_files(edition, thing, language)


def other_pages(edition: Edition, view: View) -> Iterator[File]:
    """Yield every page that is not about one thing, and the assets."""
    for part in parts_of_lists(edition):
        yield from part()
    made: set[str] = set()
    for part in parts_of_release(view):
        for file in part():
            made.add(file.path)
            yield file
    yield from pages_left(edition, made)


def parts_of_lists(edition: Edition) -> list[Callable[[], Iterator[File]]]:
    """Return what yields the lists of things, the pages to begin from and the assets; it asks nothing of the store."""
    return [*(partial(_lists, edition, language) for language in LANGUAGES), assets]


def _lists(edition: Edition, language: str) -> Iterator[File]:
    """Yield the home page, the lists and the page to search on in a language."""
    files = home_files(edition, language)
    yield from files
    if language == LANGUAGES[0]:
        yield File(f"{HOME}.html", files[0].content)
    yield from kind_pages(edition, language)
    yield from all_pages(edition, language)
    yield from subject_pages(edition, language)
    yield from search_files(edition, language)


def make_ready(edition: Edition) -> Edition:
    """Return an edition with what all pages of things need, so that copies of the process need not find it anew."""
    edition.frame.read(_OF_THINGS)
    _ = edition.things, edition.kinds, edition.pictured
    return edition


def pages_left(edition: Edition, made: Collection[str]) -> Iterator[File]:
    """Yield pages of words and codes that no other maker made: a link to what is described never leads nowhere."""
    others = set(edition.release.things) - set(edition.things)
    for thing in sorted(others):
        for language in LANGUAGES:
            if f"{edition.addresses.place(thing)}.{language}.html" not in made:
                yield from thing_files(edition, thing, language)


def assets() -> Iterator[File]:
    """Yield the style sheet, with the style of pictures of the thread at its end, the scripts and the icon."""
    for path in sorted(ASSETS.iterdir()):
        content = path.read_bytes()
        if path.name == "site.css":
            content += PICTURE_STYLE.encode()
        yield File(f"assets/{path.name}", content)
