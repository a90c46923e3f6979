"""Lines of text, and quoted words as lines: in full at first, in a few words when they come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Final

from hgraph.messages import printable
from hgraph.terms import Iri
from hgraph.trace.links import Passage
from hgraph.trace.wording import Wording

QUOTE_LINES: Final = 3
"""Lines a quote may take before it is shortened at a word."""

QUOTES_PER_STEP: Final = 2
_NARROWEST: Final = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what draws the tree, what it says, and what kind of thing that is.

    ``role`` is one of ``start``, ``title``, ``step``, ``quote``, ``place``, ``reason`` and ``note``.
    """

    guide: str
    text: str
    role: str

    def __str__(self) -> str:
        """Return the line as it is shown, without spaces at its end."""
        return f"{self.guide}{self.text}".rstrip()


def wrapped(first: str, rest: str, text: str, role: str, width: int) -> Iterator[Line]:
    """Yield text as lines no wider than ``width``; ``first`` and ``rest`` draw the tree before them."""
    for number, part in enumerate(wrap(text, room(first, width), break_on_hyphens=False) or [""]):
        yield Line(rest if number else first, part, role)


def room(guide: str, width: int) -> int:
    """Return how many characters are left behind a guide, but never so few that nothing can be read."""
    return max(_NARROWEST, width - len(guide))


@dataclass
class Quotes:
    """Quotes words and remembers which words it quoted and which documents it named in full."""

    wording: Wording
    width: int
    quoted: set[Iri] = field(default_factory=set)
    named: set[Iri | None] = field(default_factory=set)

    def lines(self, passages: Sequence[Passage], guide: str, *, whole: bool = False) -> Iterator[Line]:
        """Yield the first quotes and how many more there are; ``whole`` ones are not shortened."""
        for passage in passages[:QUOTES_PER_STEP]:
            yield from self._again(passage, guide) if passage.iri in self.quoted else self._first(passage, guide, whole)
        left = len(passages) - QUOTES_PER_STEP
        if left > 0:
            entry = "more-words-one" if left == 1 else "more-words"
            yield from wrapped(guide, guide, self.wording.say(entry, count=left), "note", self.width)

    def _first(self, passage: Passage, guide: str, whole: bool) -> Iterator[Line]:  # noqa: FBT001 - passed on
        self.quoted.add(passage.iri)
        for line in wrap(
            _marked(passage),
            room(guide, self.width),
            max_lines=None if whole else QUOTE_LINES,
            placeholder=" …”",
            break_on_hyphens=False,
        ):
            yield Line(guide, line, "quote")
        known = {passage.document, passage.read_in} <= self.named
        self.named |= {passage.document, passage.read_in, None}
        place = self.wording.place(passage, room(guide, self.width) - 2 if known else None)
        if place:
            yield from wrapped(guide, guide, f"— {place}", "place", self.width)
        if passage.iri in self.wording.graph.suspects:
            yield from wrapped(guide, guide, self.wording.say("no-longer-quoted"), "note", self.width)

    def _again(self, passage: Passage, guide: str) -> Iterator[Line]:
        said = f" ({self.wording.say('quoted-above')})"
        short, *_ = wrap(
            _marked(passage),
            room(guide, self.width) - len(said),
            max_lines=1,
            placeholder=" …”",
            break_on_hyphens=False,
        )
        yield Line(guide, short + said, "quote")


def _marked(passage: Passage) -> str:
    return f"“{' '.join(printable(passage.words).split())}”"
