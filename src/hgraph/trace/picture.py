"""What is drawn of a thread: boxes for things, in columns, and ties between them; what is too much folds and counts.

Every thing reached stands in exactly one box: alone, or in a fold that says how many things it holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hgraph.namespaces import REVIEW_STATUS
from hgraph.terms import Iri
from hgraph.trace.columns import Column, column_of
from hgraph.trace.graph import ThreadGraph
from hgraph.trace.links import Link, Role
from hgraph.trace.walk import Mark, ThreadTree

PER_COLUMN: Final = 12
"""Things a column shows before it folds, if nobody says otherwise."""

_SHARES: Final = {Column.REPORT: 3}
"""Columns that show only a share of the things others show: there are many, and they tell less."""

MOST_FOLDS: Final = 4
"""Folds a column has at most."""


class Standing(StrEnum):
    """How a link is drawn: as one that counts, one that nobody judged yet, or one that was refused."""

    COUNTS = "counts"
    PROPOSED = "proposed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the picture: one thing, or a fold of several.

    ``minister`` is who is responsible for all things of a fold, if that is one. ``hidden`` counts what lies behind the
    things beyond the depth of the walk.
    """

    column: Column
    things: tuple[Iri, ...]
    minister: Iri | None = None
    hidden: int = 0

    @property
    def folded(self) -> bool:
        """Whether the box stands for several things."""
        return len(self.things) > 1


@dataclass(frozen=True, slots=True)
class Tie:
    """A line from the box of origins to the box of consequences, for links of one standing.

    ``count`` is the number of pairs of things it stands for.
    """

    origin: int
    consequence: int
    standing: Standing
    links: tuple[Link, ...]
    count: int = 1
    suspect: bool = False

    @property
    def is_ground(self) -> bool:
        """Whether the tie says that things rest on others."""
        return any(link.role is Role.GROUND for link in self.links)

    @property
    def is_part(self) -> bool:
        """Whether the tie says no more than that things are parts of others."""
        return all(link.role is Role.PART for link in self.links)


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes in reading order, column by column, and the ties between them.

    ``starts`` are the things asked about, ``target`` is where the ways from there end. ``folded`` counts the things in
    folds, ``implied`` the links that are not drawn because others say that a thing is a part of the whole.
    """

    boxes: tuple[Box, ...]
    ties: tuple[Tie, ...]
    starts: frozenset[Iri]
    target: Iri | None = None
    cycles: tuple[tuple[Iri, ...], ...] = ()
    folded: int = 0
    implied: int = 0

    def kin(self) -> frozenset[int]:
        """Return the ties, by number, within a column to what rests on one thing only, or is tied to one only."""
        within: dict[int, list[int]] = defaultdict(list)
        for number, tie in enumerate(self.ties):
            if self.boxes[tie.origin].column is self.boxes[tie.consequence].column:
                within[tie.consequence].append(number)
        found = set()
        for numbers in within.values():
            grounds = [each for each in numbers if self.ties[each].is_ground and not self._from_fold(each)]
            found |= {next(iter(some)) for some in (grounds, numbers) if len(some) == 1}
        return frozenset(found)

    def _from_fold(self, number: int) -> bool:
        return self.boxes[self.ties[number].origin].folded


_Pairs = dict[tuple[Iri, Iri], dict[Link, None]]


def draw(
    graph: ThreadGraph,
    trees: Sequence[ThreadTree],
    per_column: int | None = PER_COLUMN,
    target: Iri | None = None,
) -> Picture:
    """Return the picture of walks or ways: at most ``per_column`` things a column, and folds for the rest.

    ``None`` folds nothing. The start is never folded; what needs attention goes before what is near, and that before
    what is far. The same walks give the same picture.
    """
    things, pairs = _gathered(trees)
    ranks = _ranks(graph, trees, things, pairs)
    boxes = _boxes(graph, things, pairs, ranks, per_column)
    starts = frozenset(tree.start for tree in trees)
    cycles = tuple(dict.fromkeys(cycle for tree in trees for cycle in tree.cycles))
    folded = sum(len(box.things) for box in boxes if box.folded)
    ties = _ties(graph, boxes, pairs)
    drawn = ties if target else _without_implied(ties)
    implied = sum(tie.count for tie in ties) - sum(tie.count for tie in drawn)
    return Picture(boxes, drawn, starts, target, cycles, folded, implied)


def _without_implied(ties: Sequence[Tie]) -> tuple[Tie, ...]:
    """Leave out that a thing is part of a whole where it also follows from another thing that does.

    That one must not lie on a circle with the thing: else both might be left out for the sake of the other.
    """
    import networkx as nx

    counting = [tie for tie in ties if tie.standing is not Standing.REFUSED]
    graph: nx.DiGraph[int] = nx.DiGraph((tie.origin, tie.consequence) for tie in counting)
    knots = {box: number for number, knot in enumerate(nx.strongly_connected_components(graph)) for box in knot}
    return tuple(
        tie
        for tie in ties
        if tie not in counting
        or not tie.is_part
        or not any(
            knots[between] not in (knots[tie.origin], knots[tie.consequence])
            for between in graph.succ[tie.origin].keys() & graph.pred[tie.consequence].keys()
        )
    )


def standing(link: Link) -> Standing:
    """Return how a link is drawn."""
    if not link.holds:
        return Standing.REFUSED
    return Standing.PROPOSED if link.status == REVIEW_STATUS.voorgesteld else Standing.COUNTS


def _gathered(trees: Sequence[ThreadTree]) -> tuple[dict[Iri, int], _Pairs]:
    """Return the things of walks in reading order with what is hidden behind them, and the links of each pair."""
    things: dict[Iri, int] = {}
    pairs: _Pairs = defaultdict(dict)
    for tree in trees:
        for step in tree.steps:
            if step.mark is not Mark.DEEPER:
                things[step.thing] = things.get(step.thing, 0) + step.hidden
    for tree in trees:
        for step in tree.steps:
            if step.thing in things:
                for link in step.links:
                    pairs[link.origin, link.consequence][link] = None
    return things, pairs


def _ranks(
    graph: ThreadGraph, trees: Sequence[ThreadTree], things: Mapping[Iri, int], pairs: _Pairs
) -> dict[Iri, tuple[bool, bool, int, int]]:
    """Return what decides who is drawn: the start first, then what needs attention, then depth and reading order."""
    starts = {tree.start for tree in trees}
    depths: dict[Iri, int] = {}
    for tree in trees:
        for step in tree.steps:
            depths[step.thing] = min(step.depth, depths.get(step.thing, step.depth))
    urgent = {end for links in pairs.values() for link in links if graph.is_suspect(link) for end in _ends(link)}
    return {
        thing: (thing not in starts, thing not in urgent, depths[thing], number) for number, thing in enumerate(things)
    }


def _ends(link: Link) -> tuple[Iri, Iri]:
    return link.origin, link.consequence


def _boxes(
    graph: ThreadGraph,
    things: Mapping[Iri, int],
    pairs: _Pairs,
    ranks: Mapping[Iri, tuple[bool, bool, int, int]],
    per_column: int | None,
) -> tuple[Box, ...]:
    by_column: dict[Column, list[Iri]] = defaultdict(list)
    for thing in things:
        by_column[column_of(graph.type(thing))].append(thing)
    ministers = _ministers(graph, pairs)
    boxes: list[Box] = []
    for column in Column:
        found = by_column[column]
        room = None if per_column is None else max(1, per_column // _SHARES.get(column, 1))
        kept = set(sorted(found, key=ranks.__getitem__)[:room])
        rest = [thing for thing in found if thing not in kept]
        folds = _folds(graph, rest, ministers)
        kept |= {group[0] for group in folds.values() if len(group) == 1}
        boxes += [Box(column, (thing,), hidden=things[thing]) for thing in found if thing in kept]
        boxes += [
            Box(column, tuple(group), minister, sum(things[thing] for thing in group))
            for (_, minister), group in folds.items()
            if len(group) > 1
        ]
    return tuple(boxes)


def _ministers(graph: ThreadGraph, pairs: _Pairs) -> dict[Iri, Iri]:
    """Return who is responsible for a thing, for things with one such."""
    found: dict[Iri, set[Iri]] = defaultdict(set)
    for origin, consequence in pairs:
        if column_of(graph.type(consequence)) is Column.MINISTER:
            found[origin].add(consequence)
    return {thing: next(iter(ministers)) for thing, ministers in found.items() if len(ministers) == 1}


def _folds(
    graph: ThreadGraph, rest: Sequence[Iri], ministers: Mapping[Iri, Iri]
) -> dict[tuple[Iri | None, Iri | None], list[Iri]]:
    """Return the groups of things that are not drawn alone: by kind and minister, else by kind, else all together."""
    groups: dict[tuple[Iri | None, Iri | None], list[Iri]] = {}
    for whose in (ministers, {}):
        groups = defaultdict(list)
        for thing in rest:
            groups[graph.type(thing), whose.get(thing)].append(thing)
        if len(groups) <= MOST_FOLDS:
            return groups
    largest = {
        key for key, _ in Counter({key: len(group) for key, group in groups.items()}).most_common(MOST_FOLDS - 1)
    }
    merged: dict[tuple[Iri | None, Iri | None], list[Iri]] = defaultdict(list)
    for thing in rest:
        kind = graph.type(thing), None
        merged[kind if kind in largest else (None, None)].append(thing)
    return merged


def _ties(graph: ThreadGraph, boxes: Sequence[Box], pairs: _Pairs) -> tuple[Tie, ...]:
    """Return the ties in the order of their boxes; one for each standing, with the links of all pairs it stands for."""
    places = {thing: number for number, box in enumerate(boxes) for thing in box.things}
    merged: dict[tuple[int, int, Standing], list[Iterable[Link]]] = defaultdict(list)
    for (origin, consequence), links in pairs.items():
        if origin not in places or consequence not in places or places[origin] == places[consequence]:
            continue
        by_standing: dict[Standing, list[Link]] = defaultdict(list)
        for link in links:
            by_standing[standing(link)].append(link)
        for how, same in by_standing.items():
            merged[places[origin], places[consequence], how].append(same)
    ties = []
    for (here, there, how), found in sorted(merged.items(), key=lambda item: item[0]):
        every = tuple(link for group in found for link in group)
        ties.append(Tie(here, there, how, every, len(found), any(graph.is_suspect(link) for link in every)))
    return tuple(ties)
