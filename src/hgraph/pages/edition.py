"""What the makers of pages work with: the data in memory, names with links, the frame; the same for every process."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Final, TypeVar, cast

from hgraph.labels import LabelIndex
from hgraph.messages import LANGUAGES, message
from hgraph.namespaces import DCAT, HG, MANDAAT
from hgraph.pages.frame import Frame, Page
from hgraph.pages.records import Quad, Records
from hgraph.pages.shown import Namer, Shown, literal, one_line
from hgraph.releases import Addresses, Release, View
from hgraph.reports import day
from hgraph.terms import Iri, Literal, Term, to_python
from hgraph.trace import Column, Direction, Wording, column_of

_STARTS: Final = (MANDAAT.start, HG.heldFrom, DCAT.startDate)
_ENDS: Final = (MANDAAT.einde, HG.heldUntil, DCAT.endDate)
_TOLD: Final = 3
_LARGE: Final = 3_000
"""From so many things a release is large: its pages tell less of what is further off, so that it stays fit to carry."""
_LINES: Final = (20, 6)
_PICTURES: Final = 500
"""So many things of a large release have a picture: those with the most links."""
_LONGEST: Final = 120
_REMEMBERED: Final = 10_000
Made = TypeVar("Made")


@dataclass(frozen=True)
class Edition:
    """One release in memory. Making a page from it asks nothing of the store, so that copies of a process can do so."""

    release: Release
    addresses: Addresses
    records: Records
    namer: Namer
    frame: Frame
    publisher: dict[str, str]

    @classmethod
    def of(cls, view: View, quads: Iterable[Quad] | None = None) -> Edition:
        """Read what a view shows, names included; ``quads`` are its statements, for whoever has them.

        Raises ``UnreadableInput`` for a text that may not be read.
        """
        records = Records.of(view, quads)
        labels = view.project.labels
        labels.things()  # every name is read now, at once
        publication = view.project.settings.publication
        return cls(
            view.release, view.addresses, records, Namer.of(view), Frame.of(view), dict(publication.publisher_name)
        )

    @cached_property
    def things(self) -> tuple[Iri, ...]:
        """The described things whose pages are of the kind made here: not the words and codes of the ontology."""
        folders = ("doc/", "extern/")
        return tuple(thing for thing in self.release.things if self.addresses.place(thing).startswith(folders))

    @cached_property
    def kinds(self) -> frozenset[Iri]:
        """The kinds that have a list: those that a described thing is shown as."""
        return frozenset(kind for kind in map(self.records.kind, self.things) if kind is not None)

    @property
    def lines(self) -> int:
        """How many things of each way of the thread a page tells at most."""
        return _LINES[len(self.things) >= _LARGE]

    @cached_property
    def pictured(self) -> frozenset[Iri]:
        """The things whose pages draw the thread: not what things are measured by, which hang on one other."""
        thread = self.records.thread
        found = [thing for thing in self.things if column_of(thread.type(thing)) is not Column.REPORT]
        if len(self.things) < _LARGE:
            return frozenset(found)
        links = {thing: sum(len(thread.steps(thing, direction)) for direction in Direction) for thing in found}
        return frozenset(sorted(found, key=lambda thing: (-links[thing], thing))[:_PICTURES])

    def once(self, thing: Iri, name: str, made: Callable[[], Made]) -> Made:
        """Return what does not depend on a language: made for the first page of a thing, and kept until another's."""
        if self._last.get("") != thing:
            self._last.clear()
            self._last[""] = thing
        if name not in self._last:
            self._last[name] = made()
        return cast("Made", self._last[name])

    @cached_property
    def _last(self) -> dict[str, object]:
        return {}

    @property
    def labels(self) -> LabelIndex:
        """The names of all things."""
        return self.namer.labels

    @cached_property
    def _wordings(self) -> dict[str, Wording]:
        return {language: Wording(self.records.thread, self.labels, language) for language in LANGUAGES}

    def wording(self, language: str) -> Wording:
        """Return the words of the thread in a language."""
        return self._wordings[language]

    @cached_property
    def _sorting(self) -> dict[tuple[str, str], tuple[str, str]]:
        return {}

    def sort_key(self, thing: str, language: str) -> tuple[str, str]:
        """Return what things are sorted by in a language: their name, and their IRI among equals."""
        key = self._sorting.get((thing, language))
        if key is None:
            key = self._sorting[thing, language] = (self.namer.name(thing, language).casefold(), thing)
        return key

    def in_order(self, things: Iterable[Iri], language: str) -> list[Iri]:
        """Return things sorted by name."""
        return sorted(dict.fromkeys(things), key=lambda thing: self.sort_key(thing, language))

    def title(self, thing: str, page: Page) -> Shown:
        """Return what a thing is called on its own page, without a link.

        What has no name is called after its kind and what it says.
        """
        shown = self.thing(thing, page)
        return Shown(shown.text, shown.language)

    def thing(self, thing: str, page: Page) -> Shown:
        """Return a thing with a link; one without a name by what it says: a period by its days, say."""
        return self._thing(thing, page.language, page.folder)

    @cached_property
    def _thing(self) -> Callable[[str, str, str], Shown]:
        """How things are shown on the pages of a folder, remembered: a few of them stand on most pages."""
        return lru_cache(maxsize=_REMEMBERED)(self._thing_anew)

    def _thing_anew(self, thing: str, language: str, folder: str) -> Shown:
        page = Page(f"{folder}/" if folder else "", language)
        shown = self.namer.thing(thing, page)
        if thing in self.labels:
            return shown
        told = self.brief(thing, page)
        return Shown(told, None, shown.href, shown.leaves) if told else shown

    def term(self, term: Term, page: Page) -> Shown:
        """Return a value: a thing by name, a day as people write it, any other literal as it is written."""
        if isinstance(term, Iri):
            return self.thing(term, page)
        told = day_in_words(term, page.language)
        return Shown(told) if told else literal(term, page)

    def brief(self, thing: str, page: Page) -> str:
        """Return what a thing without a name says, in a few words; nothing if it says nothing."""
        period = self.period(thing, page.language)
        if period:
            return period
        told: list[str] = []
        for statement in self.records.statements.get(thing, ()):
            if isinstance(statement.value, Literal) and len(told) < _TOLD:
                name = self.namer.name(statement.property, page.language)
                told.append(f"{name}: {self.term(statement.value, page).text}")
        text = one_line("; ".join(told))
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"

    def since(self, thing: str) -> str:
        """Return the day from which something holds (``2019-10-02``), to put things in order; nothing if unknown."""
        return next((value.lexical for value in self.records.values(thing, *_STARTS) if isinstance(value, Literal)), "")

    def period(self, thing: str, language: str) -> str:
        """Return from when until when something holds, in words; nothing if neither is recorded."""
        since, until = (
            next((day_in_words(value, language) for value in self.records.values(thing, *names)), "")
            for names in (_STARTS, _ENDS)
        )
        if since and until:
            return message("pages.period.closed", language, since=since, until=until)
        if since:
            return message("pages.period.open", language, since=since)
        return message("pages.period.ended", language, until=until) if until else ""


def day_in_words(term: Term, language: str) -> str:
    """Return a day as people write it (``23 oktober 2020``); nothing for any other value."""
    value = to_python(term)
    if not isinstance(value, date) or isinstance(value, datetime):
        return ""
    return day(value, language)
