"""Walking the thread from one thing, up or down: everything within reach, once, where its way is told best."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from hgraph.terms import Iri
from hgraph.trace.links import Direction, Link

if TYPE_CHECKING:
    import networkx as nx

    from hgraph.trace.graph import ThreadGraph

_NUMBER = re.compile(r"0*(\d+)")

_Ahead = list[tuple[Iri, tuple[Link, ...]]]


class Mark(StrEnum):
    """Why a step goes no further though its thing may have links of its own."""

    AGAIN = "again"  # it stands elsewhere in the tree
    CYCLE = "cycle"  # it stands on the way to this very step
    DEEPER = "deeper"  # it stands below the depth of the walk
    REFUSED = "refused"  # the link was refused


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a walk: a thing, the links over which it was reached, and the index of the step it was reached from.

    ``hidden`` counts the things that hang below it beyond the depth of the walk.
    """

    thing: Iri
    links: tuple[Link, ...] = ()
    parent: int | None = None
    depth: int = 0
    mark: Mark | None = None
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class ThreadTree:
    """A walk as a tree in reading order: the start first, each thing before what lies behind it.

    Every thing within reach stands in exactly one unmarked step. ``cycles`` names, for each knot of things that lead to
    each other, one shortest circle through it, from origin to consequence.
    """

    start: Iri
    direction: Direction
    steps: tuple[Step, ...]
    cycles: tuple[tuple[Iri, ...], ...] = ()

    def things(self) -> set[Iri]:
        """Return the things reached, the start among them."""
        return {step.thing for step in self.steps if step.mark is None}


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where each thing within reach hangs: its parent, its depth, and how many things hang below it."""

    ahead: Mapping[Iri, _Ahead]
    parents: Mapping[Iri, Iri | None]
    depths: Mapping[Iri, int]
    below: Mapping[Iri, int]


def walk(
    graph: ThreadGraph, start: Iri, direction: Direction, depth: int | None = None, *, with_refused: bool = False
) -> ThreadTree:
    """Return everything that lies up or down from a thing, to ``depth`` levels of the tree.

    A thing that can be reached in several ways hangs where its way is longest, and rather by what it does than by what
    it is a part of: an action below its objective, not beside it below the plan. The other ways to it end in a marked
    step. A refused link is never followed; ``with_refused`` shows it. The answer depends on the links alone, not on
    their order. Time grows with the number of links within reach.
    """
    layout = _lay_out(graph, start, direction)
    steps: list[Step] = []
    path: list[Iri] = []
    on_path: set[Iri] = set()
    waiting = [Step(start)]
    while waiting:
        step = waiting.pop()
        steps.append(step)
        if step.mark is not None or step.hidden:
            continue
        while len(path) > step.depth:
            on_path.remove(path.pop())
        path.append(step.thing)
        on_path.add(step.thing)
        onward = list(_onward(layout, step, len(steps) - 1, depth, on_path))
        if with_refused:
            refused = _ordered(graph, graph.steps(step.thing, direction, refused=True))
            onward += [Step(thing, links, len(steps) - 1, step.depth + 1, Mark.REFUSED) for thing, links in refused]
        waiting.extend(reversed(onward))
    met_again = any(step.mark in (Mark.AGAIN, Mark.CYCLE) for step in steps)
    shown = {step.thing for step in steps if step.mark is None}
    return ThreadTree(start, direction, tuple(steps), _cycles(graph, shown) if met_again else ())


def _onward(layout: _Layout, step: Step, position: int, limit: int | None, on_path: Collection[Iri]) -> Iterator[Step]:
    """Yield the steps that follow a step; at the last level their own followers are counted, not shown."""
    level = step.depth + 1
    if limit is not None and level > limit:
        return
    for thing, links in layout.ahead[step.thing]:
        mark = None
        if layout.parents[thing] != step.thing:
            beyond = limit is not None and layout.depths[thing] > limit
            mark = Mark.CYCLE if thing in on_path else Mark.DEEPER if beyond else Mark.AGAIN
        hidden = layout.below[thing] if mark is None and level == limit else 0
        yield Step(thing, links, position, level, mark, hidden)


def _lay_out(graph: ThreadGraph, start: Iri, direction: Direction) -> _Layout:
    """Hang every thing within reach below one other thing.

    Links that close a circle are set aside; what remains has an order in which every thing comes after all things that
    lead to it, so that the depth of a thing is final before anything is hung below it.
    """
    ahead, order, closing = _explore(graph, start, direction)
    parents: dict[Iri, Iri | None] = {start: None}
    depths = {start: 0}
    best: dict[Iri, tuple[bool, int]] = {}
    for thing in order:
        for other, links in ahead[thing]:
            if (thing, other) in closing:
                continue
            claim = (not graph.is_containment(links), depths[thing])
            if other not in best or claim > best[other]:
                best[other] = claim
                parents[other], depths[other] = thing, depths[thing] + 1
    below = dict.fromkeys(order, 0)
    for thing in reversed(order):
        parent = parents[thing]
        if parent is not None:
            below[parent] += below[thing] + 1
    return _Layout(ahead, parents, depths, below)


def _explore(
    graph: ThreadGraph, start: Iri, direction: Direction
) -> tuple[dict[Iri, _Ahead], list[Iri], set[tuple[Iri, Iri]]]:
    """Return the ordered steps from each thing within reach, a topological order, and the pairs that close circles."""
    ahead = {start: _ordered(graph, graph.steps(start, direction))}
    finished: list[Iri] = []
    open_things = {start}
    closing: set[tuple[Iri, Iri]] = set()
    stack = [(start, iter(ahead[start]))]
    while stack:
        thing, rest = stack[-1]
        for other, _ in rest:
            if other in open_things:
                closing.add((thing, other))
            elif other not in ahead:
                ahead[other] = _ordered(graph, graph.steps(other, direction))
                open_things.add(other)
                stack.append((other, iter(ahead[other])))
                break
        else:
            stack.pop()
            open_things.remove(thing)
            finished.append(thing)
    return ahead, finished[::-1], closing


def _ordered(graph: ThreadGraph, steps: Mapping[Iri, tuple[Link, ...]]) -> _Ahead:
    """Sort steps by relation, kind of thing and name, with numbers in names as numbers: article 9 before article 10."""
    by_relation = {thing: tuple(sorted(links, key=lambda link: link.relation)) for thing, links in steps.items()}

    def place(item: tuple[Iri, tuple[Link, ...]]) -> tuple[str, str, list[str], str]:
        thing, links = item
        return links[0].relation, graph.type(thing) or "", _natural(thing), thing

    return sorted(by_relation.items(), key=place)


@lru_cache(maxsize=100_000)
def _natural(name: str) -> list[str]:
    parts = _NUMBER.split(name)
    return [f"{len(part):06}{part}" if index % 2 else part for index, part in enumerate(parts)]


def _cycles(graph: ThreadGraph, things: Collection[Iri]) -> tuple[tuple[Iri, ...], ...]:
    """Return a shortest circle through the first thing of each strongly connected part among the things."""
    import networkx as nx

    part = graph.links.subgraph(things)
    knots = [set(knot) for knot in nx.strongly_connected_components(part)]
    circles = [_circle(part, min(knot), knot) for knot in knots if len(knot) > 1 or part.has_edge(*knot, *knot)]
    return tuple(sorted(circles))


def _circle(graph: nx.MultiDiGraph[Iri], start: Iri, knot: Collection[Iri]) -> tuple[Iri, ...]:
    """Return the things on a shortest way from a thing back to itself within a strongly connected part."""
    came_from: dict[Iri, Iri] = {}
    queue = deque([start])
    while start not in came_from:
        thing = queue.popleft()
        for other in sorted(graph.succ[thing]):
            if other in knot and other not in came_from:
                came_from[other] = thing
                queue.append(other)
    way = [came_from[start]]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
