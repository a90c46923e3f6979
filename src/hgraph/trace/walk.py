"""Walking the thread from one thing, up or down: everything within reach, once, where its way is told best."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from hgraph.terms import Iri
from hgraph.trace.graph import ThreadGraph
from hgraph.trace.layout import Layout, circle, in_order, lay_out
from hgraph.trace.links import Direction, Link


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
    each other, one shortest circle through it, and each way that ends where it began; from origin to consequence.
    """

    start: Iri
    direction: Direction
    steps: tuple[Step, ...]
    cycles: tuple[tuple[Iri, ...], ...] = ()

    @classmethod
    def alone(cls, thing: Iri) -> Self:
        """Return a walk that went nowhere."""
        return cls(thing, Direction.DOWN, (Step(thing),))

    def things(self) -> set[Iri]:
        """Return the things reached, the start among them."""
        return {step.thing for step in self.steps if step.mark is None}


def walk(
    graph: ThreadGraph, start: Iri, direction: Direction, depth: int | None = None, *, with_refused: bool = False
) -> ThreadTree:
    """Return everything that lies up or down from a thing, to ``depth`` levels of the tree.

    A thing that can be reached in several ways hangs where its way is strongest (see :mod:`hgraph.trace.layout`); the
    other ways to it end in a marked step. A refused link is never followed; ``with_refused`` shows it. The answer
    depends on the links alone, not on their order. Time grows with the number of links within reach.
    """
    layout = lay_out(graph, start, direction)
    steps: list[Step] = []
    path: list[Iri] = []
    on_path: set[Iri] = set()
    waiting = [Step(start)]
    while waiting:
        step = waiting.pop()
        steps.append(step)
        if step.mark is not None:
            continue
        while len(path) > step.depth:
            on_path.remove(path.pop())
        path.append(step.thing)
        on_path.add(step.thing)
        onward = list(_onward(layout, step, len(steps) - 1, depth, on_path))
        if with_refused:
            refused = in_order(graph, graph.steps(step.thing, direction, refused=True))
            onward += [Step(thing, links, len(steps) - 1, step.depth + 1, Mark.REFUSED) for thing, links in refused]
        waiting.extend(reversed(onward))
    return ThreadTree(start, direction, tuple(steps), tuple(sorted(set(_cycles(steps, layout)))))


def _cycles(steps: list[Step], layout: Layout) -> Iterator[tuple[Iri, ...]]:
    """Yield a circle for each knot that is shown, and the first way back to each thing that ends there."""
    shown = {step.thing for step in steps if step.mark is None}
    turning: set[int] = set()
    for cycle in layout.cycles():
        if shown.issuperset(cycle):
            turning.add(layout.knots[cycle[0]])
            yield cycle
    ended: set[Iri] = set()
    for step in steps:
        if step.mark is not Mark.CYCLE or step.parent is None or step.thing in ended:
            continue
        way = [steps[step.parent]]
        if layout.knots[step.thing] == layout.knots[way[0].thing] and layout.knots[step.thing] in turning:
            continue
        ended.add(step.thing)
        while way[-1].thing != step.thing and way[-1].parent is not None:
            way.append(steps[way[-1].parent])
        yield circle(layout.direction, [passed.thing for passed in reversed(way)])


def _onward(layout: Layout, step: Step, position: int, limit: int | None, on_path: Collection[Iri]) -> Iterator[Step]:
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
