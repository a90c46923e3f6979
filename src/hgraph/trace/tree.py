"""A walk as lines of plain text: a tree with, under each step, the words it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from hgraph.terms import Iri
from hgraph.trace.links import Direction, Link, Role
from hgraph.trace.quotes import Line, Quotes, wrapped
from hgraph.trace.walk import Mark, Step, ThreadTree
from hgraph.trace.wording import Wording, words_of

_ALIKE_FROM: Final = 3
_CIRCLES_SHOWN: Final = 3
_CITING_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class _Folded:
    """Things a step comprises that are shown elsewhere, as one line."""

    links: tuple[Link, ...]
    count: int


@dataclass(frozen=True, slots=True)
class _Alike:
    """Things that follow in the same way, on the same words, and lead no further: named in one line after the first."""

    steps: tuple[int, ...]


_Entry = int | _Folded | _Alike


def thread_text(trees: Sequence[ThreadTree], wording: Wording, width: int) -> str:
    """Return one or both ways from one thing as text that ends in a line break; a thing without links is said so."""
    return "".join(f"{line}\n" for line in thread_lines(trees, wording, width))


def thread_lines(trees: Sequence[ThreadTree], wording: Wording, width: int) -> list[Line]:
    """Return the lines of one or both ways from one thing: the thing itself with its words, then each way."""
    start = trees[0].start
    quotes = Quotes(wording, width)
    lines = list(wrapped("", "", _titled(wording, start), "start", width))
    told = {thing for tree in trees for thing in tree.things()} - {start}
    words = [passage for passage in words_of(wording.graph, trees[0].steps[0]) if passage.iri not in told]
    lines += quotes.lines(words, "  ", whole=True)
    if not any(len(tree.steps) > 1 for tree in trees):
        entry = "no-links" if len(trees) > 1 else _nothing(trees[0])
        lines += [Line("", "", "title"), *wrapped("", "", wording.say(entry, thing=wording.name(start)), "note", width)]
    else:
        for tree in trees:
            lines += _way(tree, quotes)
    return [*lines, *_citing(trees, wording, width)]


def _nothing(tree: ThreadTree) -> str:
    return "no-origins" if tree.direction is Direction.UP else "no-consequences"


def _titled(wording: Wording, thing: Iri) -> str:
    kind = None if thing in wording.graph.passages else wording.kind(thing)
    return f"{wording.name(thing)} · {kind}" if kind else wording.name(thing)


def _is_part(links: Iterable[Link]) -> bool:
    return all(link.role is Role.PART for link in links)


def _way(tree: ThreadTree, quotes: Quotes) -> Iterator[Line]:
    wording, width = quotes.wording, quotes.width
    yield Line("", "", "title")
    if len(tree.steps) == 1:
        yield from wrapped("", "", wording.say(_nothing(tree), thing=wording.name(tree.start)), "note", width)
        return
    entry = "origins" if tree.direction is Direction.UP else "consequences"
    yield Line("", wording.say(entry), "title")
    yield from _Drawing(tree, quotes).below_start()
    yield from _circles(tree, wording, width)


@dataclass
class _Drawing:
    """The state of drawing one tree: where each thing stands, and what is drawn below each step."""

    tree: ThreadTree
    quotes: Quotes
    places: Mapping[Iri, int] = field(init=False)
    entries: Mapping[int, list[_Entry]] = field(init=False)

    def __post_init__(self) -> None:
        """Find where each thing stands and what is drawn below each step."""
        steps = self.tree.steps
        self.places = {step.thing: index for index, step in enumerate(steps) if step.mark is None}
        below: dict[int, list[int]] = defaultdict(list)
        for index, step in enumerate(steps):
            if step.parent is not None:
                below[step.parent].append(index)
        folded = {parent: self._fold(children) for parent, children in below.items()}
        self.entries = {parent: self._gather(entries, folded) for parent, entries in folded.items()}

    def _fold(self, children: Iterable[int]) -> list[_Entry]:
        """Leave out what only says that a thing is part of another that is shown elsewhere: a line on the way down."""
        entries: list[_Entry] = []
        folded: dict[tuple[Iri, ...], list[int]] = defaultdict(list)
        for index in children:
            step = self.tree.steps[index]
            if _is_part(step.links) and step.mark in (Mark.AGAIN, Mark.DEEPER):
                folded[tuple(link.relation for link in step.links)].append(index)
            else:
                entries.append(index)
        if self.tree.direction is Direction.DOWN:
            for same in folded.values():
                links = self.tree.steps[same[0]].links
                entries.append(same[0] if len(same) == 1 else _Folded(links, len(same)))
        return entries

    def _gather(self, entries: Sequence[_Entry], below: Mapping[int, Sequence[_Entry]]) -> list[_Entry]:
        """Put leaves that rest on the same words in the same way into one line after the first of them."""
        groups: dict[object, list[int]] = defaultdict(list)
        for entry in entries:
            if isinstance(entry, int) and not below.get(entry) and self._is_plain(self.tree.steps[entry]):
                groups[self._likeness(self.tree.steps[entry])].append(entry)
        first = {group[0]: tuple(group[1:]) for group in groups.values() if len(group) >= _ALIKE_FROM}
        gone = {index for others in first.values() for index in others}
        gathered: list[_Entry] = []
        for entry in entries:
            if entry not in gone:
                gathered.append(entry)
            if isinstance(entry, int) and entry in first:
                gathered.append(_Alike(first[entry]))
        return gathered

    def _is_plain(self, step: Step) -> bool:
        told = step.mark is None and not step.hidden and step.thing not in self.wording.graph.passages
        return told and bool(words_of(self.wording.graph, step))

    def _likeness(self, step: Step) -> object:
        words = tuple(passage.iri for passage in words_of(self.wording.graph, step))
        return self.wording.readings(step.links, self.tree.direction), tuple(self.wording.review(step.links)), words

    @property
    def wording(self) -> Wording:
        """The words for the parts of the tree."""
        return self.quotes.wording

    @property
    def width(self) -> int:
        """The characters a line may have."""
        return self.quotes.width

    def below_start(self) -> Iterator[Line]:
        """Yield all lines below the start."""
        waiting = list(self._placed(0, ""))
        waiting.reverse()
        while waiting:
            entry, guide, last = waiting.pop()
            first, rest = guide + ("└─ " if last else "├─ "), guide + ("   " if last else "│  ")
            if isinstance(entry, _Folded):
                reading = self.wording.readings(entry.links, self.tree.direction)
                text = self.wording.say("also", relation=reading, count=entry.count)
                yield from wrapped(first, rest, text, "note", self.width)
                continue
            if isinstance(entry, _Alike):
                yield from wrapped(first, rest, self._alike(entry), "step", self.width)
                continue
            step = self.tree.steps[entry]
            onward = list(self._placed(entry, rest))
            yield from wrapped(first, rest, self._told(step, entry), "step", self.width)
            yield from self._details(step, rest + ("│  " if onward else "   "))
            waiting.extend(reversed(onward))

    def _placed(self, index: int, guide: str) -> Iterator[tuple[_Entry, str, bool]]:
        entries = self.entries.get(index, [])
        for number, entry in enumerate(entries, start=1):
            yield entry, guide, number == len(entries)

    def _told(self, step: Step, index: int) -> str:
        """Return a step as one sentence: how it follows, what it reaches, and what the reader must know of it."""
        reading = self.wording.readings(step.links, self.tree.direction)
        marks = [*self.wording.review(step.links), *self._marks(step, index)]
        said = f" [{'; '.join(marks)}]" if marks else ""
        reached = _titled(self.wording, step.thing) if step.mark is None else self.wording.name(step.thing)
        return f"{reading}: {reached}{said}"

    def _alike(self, entry: _Alike) -> str:
        steps = [self.tree.steps[index] for index in entry.steps]
        things = "; ".join(self.wording.name(step.thing) for step in steps)
        marks = list(self.wording.review(steps[0].links))
        said = f" [{'; '.join(marks)}]" if marks else ""
        reading = self.wording.readings(steps[0].links, self.tree.direction)
        return self.wording.say("alike", relation=reading, things=things) + said

    def _marks(self, step: Step, index: int) -> Iterator[str]:
        if step.mark is Mark.CYCLE:
            yield self.wording.say("mark.cycle")
        elif step.mark is Mark.DEEPER:
            yield self.wording.say("mark.deeper")
        elif step.mark is Mark.AGAIN:
            place = self.places[step.thing]
            more = self.entries.get(place) or self.tree.steps[place].hidden or step.thing in self.wording.graph.passages
            if more:
                yield self.wording.say("mark.above" if place < index else "mark.below")

    def _details(self, step: Step, guide: str) -> Iterator[Line]:
        yield from self._words(step, guide)
        for text in self.wording.justifications(step.links):
            yield from wrapped(guide, guide, self.wording.say("because", text=text), "reason", self.width)
        if step.hidden:
            entry = "hidden-one" if step.hidden == 1 else "hidden"
            yield from wrapped(guide, guide, self.wording.say(entry, count=step.hidden), "note", self.width)

    def _words(self, step: Step, guide: str) -> Iterator[Line]:
        """Yield the quotes of a step.

        Words that are a step of their own in this tree are quoted there. That one thing is part of another needs none.
        """
        if self.tree.direction is Direction.UP and _is_part(step.links):
            return
        words = words_of(self.wording.graph, step)
        here = [passage for passage in words if passage.iri == step.thing or passage.iri not in self.places]
        yield from self.quotes.lines(here, guide)


def _circles(tree: ThreadTree, wording: Wording, width: int) -> Iterator[Line]:
    for circle in tree.cycles[:_CIRCLES_SHOWN]:
        names = " → ".join(wording.label(thing) for thing in (*circle, circle[0]))
        yield from wrapped("", "", wording.say("circle", things=names), "note", width)
    left = len(tree.cycles) - _CIRCLES_SHOWN
    if left > 0:
        entry = "more-circles-one" if left == 1 else "more-circles"
        yield from wrapped("", "", wording.say(entry, count=left), "note", width)


def step_lines(tree: ThreadTree, quotes: Quotes) -> Iterator[Line]:
    """Yield the start of a walk and its steps, each with the words it rests on, without headings."""
    yield from wrapped("", "", _titled(quotes.wording, tree.start), "start", quotes.width)
    words = [quotes.wording.graph.passages[tree.start]] if tree.start in quotes.wording.graph.passages else []
    yield from quotes.lines(words, "  ")
    yield from _Drawing(tree, quotes).below_start()


def _citing(trees: Sequence[ThreadTree], wording: Wording, width: int) -> Iterator[Line]:
    """Yield what cites the start as its source without resting on it in the thread, for a walk down from words."""
    down = next((tree for tree in trees if tree.direction is Direction.DOWN), None)
    if down is None or down.start not in wording.graph.passages:
        return
    known = down.things()
    citing = sorted(
        wording.name(thing)
        for thing, sources in wording.graph.grounds.items()
        if down.start in sources and thing not in known
    )
    if not citing:
        return
    entry = "cited-by" if len(citing) > _CITING_SHOWN else "cited-by-few"
    things = "; ".join(f"“{name}”" for name in citing[:_CITING_SHOWN])
    yield from wrapped("", "", wording.say(entry, count=len(citing), things=things), "note", width)
