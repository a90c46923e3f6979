"""Where each thing within reach hangs in the tree of a walk: below one other thing, so that nothing is told twice.

An amendment does not bring forth what rests on the provision it changes: the duty in an article was there before the
decree that amends it. So a way from an origin to a consequence holds at most one link that changes something, and after
it only steps from a whole to its parts. Walking up keeps to the same ways as walking down.

A thing that can be reached in several ways hangs where it rests on the other thing, else where any other link leads to
it, and only then where it is a mere part; among equals, as near to the start as can be. So an action stands below its
objective and not beside it below the plan.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from hgraph.namespaces import PREFIXES
from hgraph.terms import Iri
from hgraph.trace.links import Direction, Link, Role, Thing

if TYPE_CHECKING:
    from hgraph.trace.graph import ThreadGraph

_NUMBER: Final = re.compile(r"0*(\d+)")
STRENGTH: Final = {Role.GROUND: 2, Role.OTHER: 1, Role.CHANGE: 1, Role.PART: 0}
"""How much a link of a role says of where a thing comes from."""

Ahead = list[tuple[Iri, tuple[Link, ...]]]
"""The things one step on, each with the links that lead to it, in the order they are told."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The steps onward from each thing within reach, its parent, its depth, and how many things hang below it.

    ``knots`` numbers the sets of things that lead to each other over the steps in ``repeatable``.
    """

    direction: Direction
    ahead: Mapping[Iri, Ahead]
    parents: Mapping[Iri, Iri | None]
    depths: Mapping[Iri, int]
    below: Mapping[Iri, int]
    knots: Mapping[Iri, int]
    repeatable: Mapping[Iri, Ahead]

    def cycles(self) -> list[tuple[Iri, ...]]:
        """Return a shortest circle through the first thing of each knot, from origin to consequence."""
        members: dict[int, list[Iri]] = {}
        for thing, knot in self.knots.items():
            members.setdefault(knot, []).append(thing)
        firsts = [min(things) for things in members.values() if len(things) > 1 or self._leads_to_itself(things[0])]
        return sorted(self._circle(first) for first in firsts)

    def _leads_to_itself(self, thing: Iri) -> bool:
        return any(other == thing for other, _ in self.repeatable[thing])

    def _circle(self, first: Iri) -> tuple[Iri, ...]:
        came_from: dict[Iri, Iri] = {}
        queue = deque([first])
        while first not in came_from:
            thing = queue.popleft()
            for other, _ in self.repeatable[thing]:
                if self.knots[other] == self.knots[first] and other not in came_from:
                    came_from[other] = thing
                    queue.append(other)
        way = [first]
        while came_from[way[-1]] != first:
            way.append(came_from[way[-1]])
        return circle(self.direction, [first, *way[:0:-1]])


def circle(direction: Direction, way: Sequence[Iri]) -> tuple[Iri, ...]:
    """Return a way back to its first thing as a circle: from origin to consequence, the least thing first."""
    ordered = list(way) if direction is Direction.DOWN else list(reversed(way))
    first = ordered.index(min(ordered))
    return (*ordered[first:], *ordered[:first])


def lay_out(graph: ThreadGraph, start: Iri, direction: Direction) -> Layout:
    """Hang every thing within reach of a thing below one other thing; time grows with the links within reach."""
    stages, ahead = _explore(graph, start, direction)
    kept = {
        thing: [(other, links) for other, links in steps if _stage(direction, stages[thing], links) == stages[other]]
        for thing, steps in ahead.items()
    }
    knots = _knots(kept)
    found = {thing: number for number, thing in enumerate(ahead)}
    claims = {
        thing: [
            (other, max(STRENGTH[link.role] for link in links))
            for other, links in steps
            if knots[thing] != knots[other] or found[thing] < found[other]
        ]
        for thing, steps in kept.items()
    }
    parents, depths = _hang(start, claims)
    below = dict.fromkeys(parents, 0)
    for thing in reversed(parents):
        parent = parents[thing]
        if parent is not None:
            below[parent] += below[thing] + 1
    return Layout(direction, ahead, parents, depths, below, knots, kept)


def _hang(start: Iri, claims: Mapping[Iri, list[tuple[Iri, int]]]) -> tuple[dict[Iri, Iri | None], dict[Iri, int]]:
    """Return the parent and the depth of each thing, a thing after its parent.

    ``claims`` hold no circle; a thing is hung once everything that claims it has been.
    """
    awaited: dict[Iri, int] = defaultdict(int)
    for claimed in claims.values():
        for other, _ in claimed:
            awaited[other] += 1
    best: dict[Iri, tuple[int, int, Iri | None]] = {start: (0, 1, None)}
    parents: dict[Iri, Iri | None] = {}
    depths: dict[Iri, int] = {}
    queue = deque([start])
    while queue:
        thing = queue.popleft()
        _, height, parents[thing] = best[thing]
        depths[thing] = 1 - height
        for other, strength in claims[thing]:
            if other not in best or (strength, height - 1) > best[other][:2]:
                best[other] = (strength, height - 1, thing)
            awaited[other] -= 1
            if not awaited[other]:
                queue.append(other)
    return parents, depths


def _explore(graph: ThreadGraph, start: Iri, direction: Direction) -> tuple[dict[Iri, int], dict[Iri, Ahead]]:
    """Return the stage of each thing within reach, and the steps onward from it, in the order the things are found.

    What can be reached in the first stage is found first: from there, more ways go on.
    """
    stages = {start: 0}
    ahead: dict[Iri, Ahead] = {}
    queue, later = deque([start]), deque[Iri]()
    while queue or later:
        thing = queue.popleft() if queue else later.popleft()
        if thing in ahead:
            continue
        stage = stages[thing]
        steps = in_order(graph, _allowed(graph.steps(thing, direction), direction, stage))
        ahead[thing] = steps
        for other, links in steps:
            reached = _stage(direction, stage, links)
            if reached < stages.get(other, 2):
                stages[other] = reached
                (later if reached else queue).append(other)
    return stages, ahead


def _stage(direction: Direction, stage: int, links: tuple[Link, ...]) -> int:
    return min((next_stage(direction, stage, link.role) for link in links), default=2)


def next_stage(direction: Direction, stage: int, role: Role) -> int:
    """Return the stage after a link: 0 while all ways are open, 1 when some are closed, 2 if the link is closed.

    Down, only parts follow after a change. Up, a change is followed from the start and what it is part of, not later.
    """
    if direction is Direction.DOWN:
        closed = stage == 1 and role is not Role.PART
        return 2 if closed else 1 if stage == 1 or role is Role.CHANGE else 0
    closed = stage == 1 and role is Role.CHANGE
    return 2 if closed else 0 if stage == 0 and role is Role.PART else 1


def _allowed(steps: Mapping[Iri, tuple[Link, ...]], direction: Direction, stage: int) -> dict[Iri, tuple[Link, ...]]:
    if stage == 0:
        return dict(steps)
    kept = {
        thing: tuple(link for link in links if next_stage(direction, stage, link.role) < 2)
        for thing, links in steps.items()
    }
    return {thing: links for thing, links in kept.items() if links}


def _knots(ahead: Mapping[Iri, Ahead]) -> dict[Iri, int]:
    """Return, for each thing, the number of the strongly connected part it belongs to."""
    import networkx as nx

    graph: nx.DiGraph[Iri] = nx.DiGraph((thing, other) for thing, steps in ahead.items() for other, _ in steps)
    graph.add_nodes_from(ahead)
    return {thing: number for number, knot in enumerate(nx.strongly_connected_components(graph)) for thing in knot}


def in_order(graph: ThreadGraph, steps: Mapping[Iri, tuple[Link, ...]]) -> Ahead:
    """Sort steps: strong links first, own relations before foreign ones, then by relation, kind, code, day and name.

    Numbers in names count as numbers: article 9 comes before article 10.
    """
    by_relation = {
        thing: tuple(sorted(links, key=lambda link: (-STRENGTH[link.role], link.relation)))
        for thing, links in steps.items()
    }

    def place(item: tuple[Iri, tuple[Link, ...]]) -> tuple[int, bool, str, str, list[str], str, list[str], str]:
        iri, (link, *_) = item
        thing = graph.things.get(iri) or Thing(iri)
        foreign = not link.relation.startswith(PREFIXES["hg"])
        name = _natural(thing.notation or ""), thing.since or "", _natural(iri), iri
        return -STRENGTH[link.role], foreign, link.relation, thing.type or "", *name

    return sorted(by_relation.items(), key=place)


@lru_cache(maxsize=100_000)
def _natural(name: str) -> list[str]:
    parts = _NUMBER.split(name)
    return [f"{len(part):06}{part}" if index % 2 else part for index, part in enumerate(parts)]
