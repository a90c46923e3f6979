"""What is touched if a provision changes: everything the thread leads to from it, each thing with the way to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from hgraph.law.records import LawRegister
from hgraph.namespaces import ELI, HG, MANDAAT
from hgraph.terms import Iri
from hgraph.trace import Direction, Link, ThreadGraph, walk

GROUPS: Final = (
    HG.AmendmentNeed, HG.LegalObligation, HG.Commitment, HG.Action, HG.OperationalObjective, HG.StrategicObjective,
    HG.ObjectivesFramework, HG.PolicyPlan, MANDAAT.Mandataris, HG.MinisterGroup, ELI.LegalResource, HG.Passage,
    HG.Excerpt,
)  # fmt: skip
"""The classes of what is touched, in the order a reader wants them; others come after."""
_LAW: Final = (ELI.LegalResourceSubdivision,)


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


def impact(graph: ThreadGraph, register: LawRegister, provision: Iri) -> list[Touched]:
    """Return what a change of a provision touches, by group and then by name of the IRI; each thing once.

    Down from the provision lie the duties in it and what rests on these; up from it the needs to change it and what
    those arise from. Who answers for any of these is added. What is about the whole act, or the section, counts too,
    but not the other provisions in it.
    """
    found: dict[Iri, Touched] = {}
    for whole in (None, *register.wholes_of(provision)):
        start = whole or provision
        for direction in (Direction.UP, Direction.DOWN):
            for touched in _reached(graph, start, direction, whole):
                found.setdefault(touched.thing, touched)
    for touched in list(found.values()):
        for answering in _who_answers(graph, touched):
            found.setdefault(answering.thing, answering)
    outside = {provision, *register.wholes_of(provision)}
    return sorted((each for each in found.values() if each.thing not in outside), key=_place)


def _reached(graph: ThreadGraph, start: Iri, direction: Direction, whole: Iri | None) -> Iterator[Touched]:
    tree = walk(graph, start, direction)
    ways: dict[int, tuple[Passed, ...] | None] = {0: ()}
    for index, step in enumerate(tree.steps[1:], start=1):
        before = ways[step.parent or 0]
        aside = before is None or graph.type(step.thing) in _LAW or step.thing in _laws(graph, start, step.thing)
        ways[index] = None if aside or before is None else (*before, Passed(step.thing, step.links, direction))
        way = ways[index]
        if way is not None and step.mark is None:
            yield Touched(step.thing, graph.type(step.thing), way, whole)


def _laws(graph: ThreadGraph, start: Iri, thing: Iri) -> Collection[Iri]:
    """Return the act a provision stands in, if that is the thing: it is asked for on its own."""
    wholes = graph.steps(start, Direction.UP)
    part_of = [link for link in wholes.get(thing, ()) if link.relation == ELI.is_part_of]
    return [thing] if part_of else []


def _who_answers(graph: ThreadGraph, touched: Touched) -> Iterator[Touched]:
    """Yield office holders and groups one step down from a thing that somebody answers for."""
    for thing, links in sorted(graph.steps(touched.thing, Direction.DOWN).items()):
        kind = graph.type(thing)
        if kind in (MANDAAT.Mandataris, HG.MinisterGroup):
            yield Touched(thing, kind, (*touched.way, Passed(thing, links, Direction.DOWN)), touched.whole)


def _place(touched: Touched) -> tuple[int, str, bool, Iri]:
    known = touched.kind in GROUPS
    return GROUPS.index(touched.kind) if known else len(GROUPS), touched.kind or "", touched.whole is not None, touched.thing
