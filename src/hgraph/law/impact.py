"""What is touched if a provision changes: everything the thread leads to from it, each thing with the way to it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hgraph.law.records import LawRegister
from hgraph.namespaces import ELI, HG, MANDAAT
from hgraph.terms import Iri
from hgraph.trace import Direction, Link, Role, ThreadGraph, ThreadReader

GROUPS: Final = (
    HG.AmendmentNeed, HG.LegalObligation, HG.Commitment, HG.Action, HG.OperationalObjective, HG.StrategicObjective,
    HG.Objective, HG.ObjectivesFramework, HG.PolicyPlan, MANDAAT.Mandataris, HG.MinisterGroup, ELI.LegalResource,
    HG.Passage, HG.Excerpt,
)  # fmt: skip
"""The classes of what is touched, in the order a reader wants them; others come after."""
_ANSWERING: Final = (MANDAAT.Mandataris, HG.MinisterGroup)
_ENDS: Final = (*_ANSWERING, ELI.LegalResource, ELI.LegalResourceSubdivision, HG.Passage, HG.Excerpt)
"""Where a way ends: who answers, other law, and quoted words."""


@dataclass(frozen=True, slots=True)
class Passed:
    """One thing on a way, the links over which it was reached, and whether these were walked up or down."""

    thing: Iri
    links: tuple[Link, ...]
    direction: Direction


@dataclass(frozen=True, slots=True)
class Touched:
    """A thing that is touched, and the way from the provision to it, the thing itself last.

    ``whole`` is the section or act through which it is touched, if the provision itself does not lead to it.
    """

    thing: Iri
    kind: Iri | None
    way: tuple[Passed, ...]
    whole: Iri | None = None


def thread_around(reader: ThreadReader, register: LawRegister, provision: Iri) -> ThreadGraph:
    """Return as much of the thread as ``impact`` and ``sentence_about`` look at for a provision."""
    stops = {Direction.UP: _ENDS, Direction.DOWN: (*_ENDS, HG.AmendmentNeed)}
    starts = [provision, *register.wholes_of(provision)]
    return reader.up_and_down(starts, stops, also=register.behind(starts))


def impact(graph: ThreadGraph, register: LawRegister, provision: Iri) -> list[Touched]:
    """Return what a change of a provision touches, by group; each thing once, by its shortest way.

    Up from the provision lie the needs to change it and what those arise from; down from it the duties in it and what
    rests on these, but not the needs that this gives rise to elsewhere. Who answers for any of it is added. What is
    about the whole act, or the section, counts too, but not the other provisions in it.
    """
    found: dict[Iri, Touched] = {}
    wholes = register.wholes_of(provision)
    for whole in (None, *wholes):
        ways = [way for direction in Direction for way in _ways(graph, whole or provision, direction)]
        for way in sorted(ways, key=lambda way: (len(way), way[-1].thing)):
            thing = way[-1].thing
            found.setdefault(thing, Touched(thing, graph.type(thing), way, whole))
    for touched in sorted(found.values(), key=lambda each: (each.whole is not None, len(each.way), each.thing)):
        for answering in _who_answers(graph, touched):
            found.setdefault(answering.thing, answering)
    law = {provision, *wholes} | register.parts.keys()
    return sorted((each for each in found.values() if each.thing not in law), key=lambda each: _place(graph, each))


def _ways(graph: ThreadGraph, start: Iri, direction: Direction) -> Iterator[tuple[Passed, ...]]:
    """Yield a shortest way to everything within reach; a way does not go on from where it ends."""
    ways: dict[Iri, tuple[Passed, ...]] = {start: ()}
    queue = deque([start])
    while queue:
        thing = queue.popleft()
        way = ways[thing]
        if way:
            yield way
            if _ends(graph, way[-1]):
                continue
        for other, links in sorted(graph.steps(thing, direction).items()):
            elsewhere = direction is Direction.DOWN and graph.type(other) == HG.AmendmentNeed
            if other not in ways and not elsewhere:
                ways[other] = (*way, Passed(other, links, direction))
                queue.append(other)


def _ends(graph: ThreadGraph, passed: Passed) -> bool:
    """Say whether a way ends here: what something is part of is touched, but not all that leads to the whole."""
    of_whole = passed.direction is Direction.UP and all(link.role is Role.PART for link in passed.links)
    return of_whole or graph.type(passed.thing) in _ENDS


def _who_answers(graph: ThreadGraph, touched: Touched) -> Iterator[Touched]:
    """Yield office holders and groups one step down from a thing that somebody answers for."""
    for thing, links in sorted(graph.steps(touched.thing, Direction.DOWN).items()):
        kind = graph.type(thing)
        if kind in _ANSWERING:
            yield Touched(thing, kind, (*touched.way, Passed(thing, links, Direction.DOWN)), touched.whole)


def _place(graph: ThreadGraph, touched: Touched) -> tuple[object, ...]:
    """Return where a thing comes: by group, what the provision itself leads to first, near before far."""
    place = GROUPS.index(touched.kind) if touched.kind in GROUPS else len(GROUPS)
    known = graph.things.get(touched.thing)
    code, since = (known.notation or "", known.since or "") if known else ("", "")
    return place, touched.kind or "", touched.whole is not None, len(touched.way), code, since, touched.thing
