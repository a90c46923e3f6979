"""Ways from one thing to another along the thread: the shortest, all of them, or what the two have in common.

A way keeps to the rules of a walk (see :mod:`hgraph.trace.layout`): it goes up or down and never turns, and what an
amendment changes does not bring forth what rests on it. So a thing has a way down to another just if a walk down from
it reaches the other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from hgraph.terms import Iri
from hgraph.trace.graph import ThreadGraph
from hgraph.trace.layout import STRENGTH, in_order, lay_out, next_stage
from hgraph.trace.links import Direction, Link
from hgraph.trace.walk import Step, ThreadTree

if TYPE_CHECKING:
    import networkx as nx

MOST_WAYS: Final = 20
"""Ways that are given if nobody says how many."""

_CONSIDERED_PER_WAY: Final = 50

_State = tuple[Iri, int]
"""A thing, and the stage in which it is passed on the way down; the end of a way has the stage ``_END``."""
_END: Final = -1


@dataclass(frozen=True, slots=True)
class Way:
    """A way from the thing asked about to another: the things passed, both ends included, and the links between them.

    ``direction`` is ``UP`` if the other thing is an origin of the first, ``DOWN`` if it is a consequence. No thing is
    passed twice.
    """

    direction: Direction
    things: tuple[Iri, ...]
    links: tuple[tuple[Link, ...], ...]

    @property
    def strength(self) -> int:
        """How much the links of the way say of where things come from, all together."""
        return sum(max(STRENGTH[link.role] for link in links) for links in self.links)

    def tree(self) -> ThreadTree:
        """Return the way as a walk that branches nowhere."""
        steps = [Step(self.things[0])]
        for index, (thing, links) in enumerate(zip(self.things[1:], self.links, strict=True)):
            steps.append(Step(thing, links, index, index + 1))
        return ThreadTree(self.things[0], self.direction, tuple(steps))


@dataclass(frozen=True, slots=True)
class Common:
    """The nearest thing that two things without a way between them have in common.

    ``direction`` is ``UP`` if both come from it and ``DOWN`` if both lead to it; ``first`` and ``second`` are the ways
    to it.
    """

    thing: Iri
    direction: Direction
    first: Way
    second: Way


@dataclass(frozen=True, slots=True)
class Ways:
    """What was found between two things: ways, the shortest first, or else what they have in common, if anything.

    ``cut`` says that there are more ways, or longer ones, than were asked for; ``longest`` is how long they might be.
    """

    start: Iri
    target: Iri
    ways: tuple[Way, ...] = ()
    cut: bool = False
    longest: int | None = None
    common: Common | None = None


def shortest_way(graph: ThreadGraph, start: Iri, target: Iri, longest: int | None = None) -> Ways:
    """Return a shortest way up or down from one thing to another, of at most ``longest`` steps.

    Of several, the one whose links say most of where things come from; up goes before down. Without a way, the answer
    names the nearest common thing.
    """
    found = [way for direction in Direction if (way := _shortest(graph, start, target, direction))]
    short = [way for way in found if longest is None or len(way.links) <= longest]
    if not short:
        common = None if found else nearest_common(graph, start, target)
        return Ways(start, target, (), bool(found), longest, common)
    return Ways(start, target, (min(short, key=lambda way: len(way.links)),))


def all_ways(graph: ThreadGraph, start: Iri, target: Iri, longest: int | None = None, most: int = MOST_WAYS) -> Ways:
    """Return at most ``most`` ways of at most ``longest`` steps, shortest first; see ``shortest_way``.

    Time grows with the number of ways and of links between the two things, not with the number of ways there are.
    """
    found: list[Way] = []
    cut = False
    for direction in Direction:
        ways = list(islice(_all(graph, start, target, direction, most), most + 1))
        short = [way for way in ways if longest is None or len(way.links) <= longest]
        cut = cut or len(ways) > most or len(short) < len(ways)
        found += short
    found.sort(key=lambda way: (len(way.links), -way.strength))
    if not found:
        return Ways(start, target, (), cut, longest, None if cut else nearest_common(graph, start, target))
    return Ways(start, target, tuple(found[:most]), cut or len(found) > most, longest)


def nearest_common(graph: ThreadGraph, start: Iri, target: Iri) -> Common | None:
    """Return the thing that both come from or lead to in the fewest steps together; an origin goes before the rest."""
    best: tuple[int, bool, Iri, Direction] | None = None
    for direction in Direction:
        steps = [lay_out(graph, thing, direction).ahead for thing in (start, target)]
        near, far = (_distances(thing, ahead) for thing, ahead in zip((start, target), steps, strict=True))
        for thing in near.keys() & far.keys():
            here = near[thing] + far[thing], direction is Direction.DOWN, thing, direction
            best = here if best is None or here < best else best
    if best is None:
        return None
    *_, thing, direction = best
    first, second = (_shortest(graph, one, thing, direction) for one in (start, target))
    return Common(thing, direction, first, second) if first and second else None


def _distances(start: Iri, ahead: Mapping[Iri, list[tuple[Iri, tuple[Link, ...]]]]) -> dict[Iri, int]:
    found = {start: 0}
    queue = deque([start])
    while queue:
        thing = queue.popleft()
        for other, _ in ahead[thing]:
            if other not in found:
                found[other] = found[thing] + 1
                queue.append(other)
    return found


def _shortest(graph: ThreadGraph, start: Iri, target: Iri, direction: Direction) -> Way | None:
    between = _between(graph, start, target, direction)
    if between is None:
        return None
    origin, end = _ends(start, target, direction)
    best: dict[_State, tuple[int, int]] = {end: (0, 0)}
    queue = deque([end])
    while queue:
        state = queue.popleft()
        length, strength = best[state]
        for before in between.pred[state]:
            reached = length + 1, strength - between.edges[before, state]["strength"]
            if before not in best:
                queue.append(before)
            if before not in best or reached < best[before]:
                best[before] = reached
    states = [origin]
    while states[-1] != end:
        states.append(min(between.succ[states[-1]], key=lambda state: best[state]))
    return _way(between, states, direction)


def _all(graph: ThreadGraph, start: Iri, target: Iri, direction: Direction, most: int) -> Iterator[Way]:
    """Yield ways without a repeated thing, shortest first; of ways through the same things one."""
    import networkx as nx

    between = _between(graph, start, target, direction)
    if between is None:
        return
    seen: set[tuple[Iri, ...]] = set()
    paths = nx.shortest_simple_paths(between, *_ends(start, target, direction))
    for states in islice(paths, most * _CONSIDERED_PER_WAY):
        things = tuple(thing for thing, _ in states)
        if len(set(things)) == len(things) and things not in seen:
            seen.add(things)
            yield _way(between, states, direction)


def _ends(start: Iri, target: Iri, direction: Direction) -> tuple[_State, _State]:
    origin, consequence = (start, target) if direction is Direction.DOWN else (target, start)
    return (origin, 0), (consequence, _END)


def _between(graph: ThreadGraph, start: Iri, target: Iri, direction: Direction) -> nx.DiGraph[_State] | None:
    """Return what lies on some way down from the origin to the consequence; ``None`` if there is no way.

    Nodes are things with the stage they are passed in, edges hold the links and the strength of the strongest.
    """
    import networkx as nx

    origin, end = _ends(start, target, direction)
    whole: nx.DiGraph[_State] = nx.DiGraph()
    whole.add_node(origin)
    queue = deque([origin])
    while queue:
        state = queue.popleft()
        thing, stage = state
        for other, links in in_order(graph, graph.steps(thing, Direction.DOWN)):
            for after in (0, 1):
                onward = tuple(link for link in links if next_stage(Direction.DOWN, stage, link.role) == after)
                reached = end if other == end[0] else (other, after)
                if not onward or other == origin[0]:
                    continue
                if reached not in whole and reached != end:
                    queue.append(reached)
                known = whole.edges[state, reached]["links"] if whole.has_edge(state, reached) else ()
                every = (*known, *onward)
                strength = max(STRENGTH[link.role] for link in every)
                whole.add_edge(state, reached, links=every, strength=strength)
    if end not in whole:
        return None
    return whole.subgraph({end, *nx.ancestors(whole, end)}).copy()


def _way(between: nx.DiGraph[_State], states: list[_State], direction: Direction) -> Way:
    things = tuple(thing for thing, _ in states)
    links = tuple(between.edges[one, other]["links"] for one, other in pairwise(states))
    return Way(direction, things, links) if direction is Direction.DOWN else Way(direction, things[::-1], links[::-1])
