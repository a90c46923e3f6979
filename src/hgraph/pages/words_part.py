"""The words a thing rests on, with their place in the source and whether they were found there unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hgraph.messages import message
from hgraph.namespaces import DCT, HG, OA
from hgraph.pages.edition import Edition, day_in_words
from hgraph.pages.frame import Page
from hgraph.pages.shown import Shown
from hgraph.reports import legible
from hgraph.sources import RecutStatus
from hgraph.terms import Iri
from hgraph.trace import Direction, Passage, sources_of

_LANGUAGES: Final = {"DEU": "de", "ENG": "en", "FRA": "fr", "NLD": "nl"}
_TONES: Final = {RecutStatus.SAME: "good", RecutStatus.MOVED: "doubt"}


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words as they stand in a source, the passage they are, and their place.

    ``found`` says what cutting them again gave, in the tone ``good``, ``doubt`` or ``bad``.
    """

    words: str
    passage: Shown
    place: str
    found: str
    tone: str
    own: bool
    language: str | None


@dataclass(frozen=True, slots=True)
class Grounds:
    """The words a thing rests on, and its sources without words."""

    quotes: tuple[Quoted, ...]
    sources: tuple[Shown, ...]


def grounds(edition: Edition, thing: Iri, page: Page) -> Grounds:
    """Return the words and sources of a thing: its own, those it cites, and the evidence of where it comes from."""
    thread = edition.records.thread
    found = edition.once(thing, "grounds", lambda: rested_on(edition, thing))
    return Grounds(
        tuple(
            quoted(edition, thread.passages[each], page, own=each == thing) for each in found if each in thread.passages
        ),
        tuple(edition.thing(each, page) for each in found if each not in thread.passages),
    )


def rested_on(edition: Edition, thing: Iri) -> list[Iri]:
    """Return the passages and sources of a thing, each once: itself if it is words, what it cites, the evidence."""
    thread = edition.records.thread
    own = [thing] if thing in thread.passages else []
    return list(dict.fromkeys([*own, *sources_of(thread, thing), *_evidence(edition, thing)]))


def _evidence(edition: Edition, thing: Iri) -> Iterator[Iri]:
    """Yield the passages that a thing rests on in the thread, and the evidence of the links that say so."""
    thread = edition.records.thread
    steps = thread.steps(thing, Direction.UP)
    for origin in sorted(steps):
        if origin in thread.passages:
            yield origin
        for link in steps[origin]:
            for assertion in link.assertions:
                yield from assertion.evidence


def quoted(edition: Edition, passage: Passage, page: Page, *, own: bool = False) -> Quoted:
    """Return the words of a passage as a page shows them; ``own`` words need no link to their own page."""
    found, tone = _found(edition, passage.iri, page)
    place = [edition.wording(page.language).place(passage), *_position(edition, passage.iri, page)]
    return Quoted(
        legible(passage.words),
        edition.thing(passage.iri, page),
        legible(", ".join(filter(None, place))),
        found,
        tone,
        own,
        _language(edition, passage, page),
    )


def _language(edition: Edition, passage: Passage, page: Page) -> str | None:
    """Return the language of quoted words if the page has another: empty if nobody recorded it."""
    for thing in (passage.iri, *edition.records.things(passage.iri, OA.hasSource), passage.read_in, passage.document):
        for code in edition.records.things(thing, DCT.language) if thing else ():
            known = _LANGUAGES.get(code.rpartition("/")[2])
            if known:
                return None if known == page.language else known
    return ""


def _found(edition: Edition, passage: Iri, page: Page) -> tuple[str, str]:
    status = edition.records.recut.get(passage)
    if status is not None:
        return message(f"pages.words.{status}", page.language), _TONES.get(status, "bad")
    if not edition.records.is_a(passage, (HG.Excerpt,)):
        return message("pages.words.not-at-hand", page.language), "doubt"
    sources = [passage, *edition.records.things(passage, DCT.isPartOf)]
    days = (value for source in sources for value in edition.records.values(source, HG.retrievedOn))
    day = next((day_in_words(value, page.language) for value in days), "")
    if day:
        return message("pages.words.excerpt-on", page.language, day=day), "plain"
    return message("pages.words.excerpt", page.language), "plain"


def _position(edition: Edition, passage: Iri, page: Page) -> Iterator[str]:
    for selector in edition.records.things(passage, OA.hasSelector):
        start = next(edition.records.values(selector, OA.start), None)
        end = next(edition.records.values(selector, OA.end), None)
        if start is not None and end is not None:
            yield message("pages.words.position", page.language, start=start, end=end)
