"""What every part of a note says alike: sentences of the catalogue, gaps to fill in, tables and things with sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from hgraph.documents import Block, Bullets, Grid, Heading, Item, Paragraph
from hgraph.dossier.ledger import Ledger
from hgraph.messages import message
from hgraph.namespaces import DCT
from hgraph.terms import Iri

_LONGEST: Final = 400
"""Characters of a description that a note shows; the data hold it whole."""


class Citations:
    """Numbers the sources of a note in the order in which they are first cited."""

    def __init__(self) -> None:
        """Begin without any source."""
        self._numbers: dict[Iri, int] = {}

    def number(self, source: Iri) -> int:
        """Return the number of a source."""
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    @property
    def sources(self) -> list[Iri]:
        """All sources cited so far, by number."""
        return list(self._numbers)


class Teller:
    """Tells what a ledger holds; what it does not hold becomes a visible gap, never a guess."""

    def __init__(self, ledger: Ledger, citations: Citations | None = None) -> None:
        """Take the ledger to tell from, and the sources that were cited before."""
        self.ledger = ledger
        self.language = ledger.language
        self.citations = citations or Citations()

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the catalogue ``dossier``."""
        return message(f"dossier.{key}", self.language, **values)

    def heading(self, key: str, level: int = 2) -> Heading:
        """Return the heading of a part."""
        return Heading(self.say(f"heading.{key}"), level)

    def gap(self, key: str) -> Paragraph:
        """Return a gap that a person has to fill in."""
        return Paragraph(self.say("to-fill-in", what=self.say(f"gap.{key}")), "gap")

    def sourced(self, thing: Iri, text: str | None = None) -> str:
        """Return the name of a thing, or a text about it, with on what it rests."""
        said = self.ledger.name(thing) if text is None else text
        if not self.ledger.sources(thing):
            return self.say("unsourced", text=said)
        return self.say("sourced", text=said, source=self.cited(thing))

    def cited(self, thing: Iri) -> str:
        """Return the numbers of the sources of a thing, with their paragraphs; that there is none is said too."""
        told = []
        for source, paragraphs in self.ledger.sources(thing).items():
            number = self.citations.number(source)
            key = "cited.paragraphs" if len(paragraphs) > 1 else "cited.paragraph" if paragraphs else "cited.whole"
            told.append(self.say(key, number=number, paragraphs=", ".join(map(str, sorted(paragraphs)))))
        return "; ".join(told) or self.say("no-source")

    def listed(self, things: Iterable[Iri], *, described: bool = False) -> Iterator[Block]:
        """Yield a list of things with their sources, and with what is said about them if that is wanted."""
        items = []
        for thing in things:
            description = self.ledger.literal(thing, DCT.description) if described else ""
            items.append(Item(self.sourced(thing), [Item(shortened(description))] if description else []))
        if items:
            yield Bullets(items)

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool] = ()) -> Grid:
        """Return a table whose columns are named in the catalogue; the first cell of a row names it."""
        return Grid([self.say(f"column.{column}") for column in columns], rows, numeric, row_headings=True)


def shortened(text: str) -> str:
    """Return a text of at most some hundred characters, cut at a word."""
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " \u2026"
