"""The part of a walk that is near: a few steps from one thing, in time that grows with what is shown alone."""

from __future__ import annotations

from hgraph.terms import Iri
from hgraph.trace.graph import ThreadGraph
from hgraph.trace.layout import in_order, next_stage
from hgraph.trace.links import Direction, Link
from hgraph.trace.walk import Mark, Step, ThreadTree

_Follower = tuple[Iri, tuple[Link, ...], Mark | None]


def walk_near(graph: ThreadGraph, start: Iri, direction: Direction, depth: int, most: int) -> ThreadTree:
    """Return what lies up or down from a thing within so many steps, and no more than ``most`` things of it.

    Ways are open and closed as in ``walk``, but a thing hangs where it is nearest, and circles are not looked for.
    ``hidden`` of a step counts the things right behind it that are not told; refused links end in a marked step.
    """
    stages: dict[Iri, int] = {start: 0}
    told: dict[Iri, list[_Follower]] = {}
    behind: dict[Iri, list[Iri]] = {}
    level, room = [start], most
    for number in range(depth + 1):
        after: list[Iri] = []
        for thing in level:
            open_ = _open(graph, thing, direction, stages[thing])
            if number == depth:
                behind[thing] = [other for other, _ in open_]
                continue
            fitting = open_[: max(room, 0)]
            room -= len(fitting)
            behind[thing] = [other for other, _ in open_[len(fitting) :]]
            told[thing] = []
            for other, links in fitting:
                mark = Mark.AGAIN if other in stages else None
                told[thing].append((other, links, mark))
                if mark is None:
                    stages[other] = min(next_stage(direction, stages[thing], link.role) for link in links)
                    after.append(other)
        level = after
    hidden = {thing: sum(other not in stages for other in others) for thing, others in behind.items()}
    for other, links in in_order(graph, graph.steps(start, direction, refused=True)):
        told[start].append((other, links, Mark.REFUSED))
    return ThreadTree(start, direction, _flat(start, told, hidden))


def _open(graph: ThreadGraph, thing: Iri, direction: Direction, stage: int) -> list[tuple[Iri, tuple[Link, ...]]]:
    steps = graph.steps(thing, direction)
    kept = {
        other: tuple(link for link in links if next_stage(direction, stage, link.role) < 2)
        for other, links in steps.items()
    }
    return in_order(graph, {other: links for other, links in kept.items() if links})


def _flat(start: Iri, told: dict[Iri, list[_Follower]], hidden: dict[Iri, int]) -> tuple[Step, ...]:
    """Return the steps in reading order: each thing before what lies behind it."""
    steps: list[Step] = []
    waiting = [Step(start, hidden=hidden[start])]
    while waiting:
        step = waiting.pop()
        index = len(steps)
        steps.append(step)
        if step.mark is None:
            waiting += [
                Step(other, links, index, step.depth + 1, mark, 0 if mark else hidden.get(other, 0))
                for other, links, mark in reversed(told.get(step.thing, []))
            ]
    return tuple(steps)
