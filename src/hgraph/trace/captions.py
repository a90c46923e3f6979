"""What stands in the boxes of a picture and on its ties, and what the whole is called, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Final

from hgraph.messages import printable
from hgraph.terms import Iri
from hgraph.trace.columns import Column
from hgraph.trace.links import Direction, Link
from hgraph.trace.paths import Ways
from hgraph.trace.picture import Box, Picture, Tie
from hgraph.trace.walk import ThreadTree
from hgraph.trace.ways import no_way
from hgraph.trace.wording import Wording

_NAMED: Final = 12
"""Things of a fold that are named when the reader points at it."""

_QUOTES_TOLD: Final = 3
_QUOTE_LONGEST: Final = 300
_BETWEEN_MARKS: Final = re.compile(r"[\"“](.{8,})[\"”]")


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands in a box: its kind, its name, the words of a passage, notes, and what is told beside it."""

    kind: str
    name: str
    quote: str = ""
    notes: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Captions:
    """Finds words for the parts of one picture."""

    picture: Picture
    wording: Wording

    def box(self, box: Box) -> Caption:
        """Return what stands in a box."""
        notes = [self.wording.say("picture.hidden", count=box.hidden)] if box.hidden else []
        if box.folded:
            return self._fold(box, notes)
        (thing,) = box.things
        passage = self.wording.graph.passages.get(thing)
        quote = " ".join(printable(passage.words).split()) if passage else ""
        kind = self.wording.kind(thing) or ""
        if thing in self.picture.starts:
            kind = self.wording.say("picture.start", kind=kind)
        elif thing == self.picture.target:
            kind = self.wording.say("picture.target", kind=kind)
        if term := self.wording.term(thing):
            notes.insert(0, term)
        if thing in self.wording.graph.suspects:
            notes.insert(0, self.wording.say("no-longer-quoted"))
        name = self.wording.title(thing)
        if passage and _repeats(name, quote) and passage.document:
            name = self.wording.label(passage.document)
        told = [self.wording.name(thing), f"“{quote}”" if quote else "", self.wording.place(passage) if passage else ""]
        return Caption(kind, name, quote, tuple(notes), (*filter(None, told), thing))

    def _fold(self, box: Box, notes: Sequence[str]) -> Caption:
        kinds = {self.wording.graph.type(thing) for thing in box.things}
        count = len(box.things)
        if len(kinds) == 1:
            (kind,) = kinds
            alone = any(not each.folded and self._kind(each) == kind for each in self.picture.boxes)
            entry = "picture.more" if alone else "picture.together"
            name = self.wording.say(entry, count=count, kind=self.wording.several(kind))
        else:
            name = self.wording.say("picture.more-mixed", count=count)
        minister = self.wording.label(box.minister) if box.minister else ""
        whose = [self.wording.say("picture.of-minister", minister=minister)] if minister else []
        named = "; ".join(self.wording.name(thing) for thing in box.things[:_NAMED])
        dots = " …" if count > _NAMED else ""
        among = self.wording.say("picture.among", things=named + dots)
        return Caption("", name, notes=(*whose, *notes), told=(name, *whose, among))

    def _kind(self, box: Box) -> Iri | None:
        return self.wording.graph.type(box.things[0])

    def tie(self, tie: Tie) -> str:
        """Return how a tie reads from its origin to its consequence, with its count and its review."""
        relation = self.relation(tie)
        marks = self.wording.review(tie.links) if tie.count == 1 else self._marks(tie)
        return f"{relation} [{'; '.join(marks)}]" if marks else relation

    def relation(self, tie: Tie) -> str:
        """Return how a tie reads from its origin to its consequence, with its count."""
        relation = self.wording.readings(tie.links, Direction.DOWN)
        return self.wording.say("picture.pairs", count=tie.count, relation=relation) if tie.count > 1 else relation

    def _marks(self, tie: Tie) -> list[str]:
        marks = [] if tie.standing == "counts" else [self.wording.say(f"picture.legend.{tie.standing}")]
        return [*marks, self.wording.say("mark.suspect")] if tie.suspect else marks

    def tie_told(self, tie: Tie, boxes: Sequence[Caption]) -> tuple[str, ...]:
        """Return what is told of a tie: its ends, how it reads, the words that prove it, and why it exists."""
        ends = f"{boxes[tie.origin].told[0]} → {boxes[tie.consequence].told[0]}"
        if tie.count > 1:
            return ends, self.tie(tie)
        quotes = [self.wording.say("picture.quoted", words=words) for words in self._evidence(tie.links)]
        reasons = [self.wording.say("because", text=text) for text in self.wording.justifications(tie.links)]
        return ends, self.tie(tie), *quotes, *reasons

    def _evidence(self, links: Iterable[Link]) -> list[str]:
        passages = self.wording.graph.passages
        evidence = (passage for link in links for assertion in link.assertions for passage in assertion.evidence)
        known = [passages[passage] for passage in dict.fromkeys(evidence) if passage in passages]
        words = [" ".join(printable(passage.words).split()) for passage in known[:_QUOTES_TOLD]]
        return [shorten(text, _QUOTE_LONGEST, placeholder=" …") for text in words]

    def heading(self, column: Column) -> str:
        """Return the heading of a column."""
        return self.wording.say(f"column.{column}")

    def circles(self) -> list[str]:
        """Return a sentence for each circle of the picture."""
        return [
            self.wording.say("circle", things=" → ".join(self.wording.label(thing) for thing in (*circle, circle[0])))
            for circle in self.picture.cycles
        ]

    def said(self) -> list[str]:
        """Return what is said of the whole picture: how to read it, what is not drawn, and its circles."""
        implied = self.picture.implied
        left_out = [self.wording.say("picture.implied", count=implied)] if implied else []
        return [self.counted(), self.wording.say("picture.read-along"), *left_out, *self.circles()]

    def counted(self) -> str:
        """Return how many things and links are in the picture, and how many of the things are folded."""
        things = sum(len(box.things) for box in self.picture.boxes)
        links = sum(tie.count for tie in self.picture.ties)
        if things == 1:
            return self.wording.say("picture.counted-one")
        entry = "picture.counted-folded" if self.picture.folded else "picture.counted"
        return self.wording.say(entry, things=things, folded=self.picture.folded, links=links + self.picture.implied)


def _repeats(name: str, quote: str) -> bool:
    """Return whether a name quotes nothing but the first words of a passage."""
    quoted = _BETWEEN_MARKS.search(name)
    return quoted is not None and quote.startswith(quoted[1].rstrip(" …."))


def walk_title(trees: Sequence[ThreadTree], wording: Wording) -> str:
    """Return what the picture of a walk is called."""
    entry = f"picture.title-{trees[0].direction if len(trees) == 1 else 'both'}"
    return wording.say(entry, thing=wording.name(trees[0].start))


def ways_title(ways: Ways, wording: Wording) -> str:
    """Return what the picture of the ways between two things is called; without a way, that there is none."""
    if not ways.ways:
        return no_way(ways, wording)
    return wording.say("picture.title-ways", start=wording.name(ways.start), target=wording.name(ways.target))
