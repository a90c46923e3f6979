"""Reading no more of the thread than a walk can reach: level by level from one thing, many things at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from hgraph.sources import suspect_passages
from hgraph.terms import Iri, Table, Term, to_python
from hgraph.trace.graph import ThreadGraph, build, relations_in
from hgraph.trace.layout import next_stage
from hgraph.trace.links import Direction, Relation, Role

if TYPE_CHECKING:
    from hgraph.project import Project

_AT_A_TIME: Final = 400
_Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a person, with its first and last day where they are recorded."""

    iri: Iri
    since: date | None
    until: date | None


@dataclass(frozen=True)
class ThreadReader:
    """Reads parts of the thread of one open project; what the ontology says of links is read once."""

    project: Project

    @cached_property
    def _readings(self) -> Table:
        return self.project.select("trace/readings")

    @cached_property
    def _relations(self) -> Mapping[Iri, Relation]:
        return relations_in(self._readings)

    def around(
        self, starts: Iterable[Iri], directions: Iterable[Direction] = tuple(Direction), *, with_origins: bool = False
    ) -> ThreadGraph:
        """Return the thread as far as walks from some things in some directions can reach.

        Words of passages are cut again from their pinned texts: those that changed are the suspects of the thread. Such
        a walk gives the same answer here as on the whole thread; with origins, ``left_without_ground`` does too, for
        then one step up from all that was reached is there. Raises ``UnreadableInput`` for a text that may not be read.
        """
        starts, reach = list(dict.fromkeys(starts)), _Reach(self)
        for direction in directions:
            for start in starts:
                reach.walk(start, direction)
        if with_origins:
            reach.read(reach.things, Direction.UP)
        return self._built(reach, starts)

    def beside(self, things: Iterable[Iri]) -> ThreadGraph:
        """Return the thread one step up and down from some things, with what kind of thing each is, and the words."""
        reach, about = _Reach(self), list(dict.fromkeys(things))
        for direction in Direction:
            reach.read(about, direction)
        reach.things |= reach.ends()
        return self._built(reach, about)

    def up_and_down(
        self, starts: Iterable[Iri], stops: Mapping[Direction, Collection[str]], also: Iterable[Iri] = ()
    ) -> ThreadGraph:
        """Return the thread as far as ways up and ways down from some things lead, and one step down from all of it.

        A way does not go on from a thing of a class in ``stops``, but all others are open, unlike in ``around``. With
        one step up from the things in ``also`` too. ``steps`` gives the same answer here as on the whole thread for all
        that a way passes, and down from where it ends.
        """
        reach, begun = _Reach(self), list(dict.fromkeys(starts))
        for direction in Direction:
            met, level = set(begun), begun
            while level:
                reach.read(level, direction)
                new = {other for thing in level for other, _ in reach.onward[direction][thing]} - met
                met |= new
                level = sorted(new - self._all_of(new, stops[direction]))
            reach.things |= met
        reach.read(reach.things, Direction.DOWN)
        reach.read(also, Direction.UP)
        reach.things |= reach.ends()
        return self._built(reach, begun)

    def standing_for(self, thing: Iri) -> tuple[Office, ...]:
        """Return the offices through which a person stands in the thread, in order of their first day.

        Nothing for what stands in it by itself, for what is no person, and for a person whose offices have no links.
        """
        rows = self._about("offices", person=[thing])
        held = {
            office: Office(office, _day(since), _day(until)) for office, since, until in rows if isinstance(office, Iri)
        }
        reach = _Reach(self)
        for direction in Direction if held else ():
            reach.read([thing, *held], direction)
        linked = {each for known in reach.onward.values() for each, ends in known.items() if ends}
        return () if thing in linked else tuple(office for iri, office in held.items() if iri in linked)

    def _built(self, reach: _Reach, starts: Collection[Iri]) -> ThreadGraph:
        things = reach.things | set(starts)
        citing = list(self._about("grounds", source=starts))
        grounds = [*self._about("grounds", thing=things), *citing]
        cited = {source for _, source in grounds} | {row[-2] for row in reach.assertions}
        passages = things | {source for source in cited if isinstance(source, Iri)}
        words = list(self._about("words", passage=passages))
        suspects = suspect_passages(self.project, {str(passage) for passage, *_ in words})
        tables = {
            "steps": list(reach.steps),
            "things": list(self._about("things-about", thing=things | {str(thing) for thing, _ in citing})),
            "words": words,
            "grounds": grounds,
            "assertions": list(reach.assertions),
        }
        return build({**{name: Table((), rows) for name, rows in tables.items()}, "readings": self._readings}, suspects)

    def next_to(self, starts: Iterable[Iri], onward: Iri) -> ThreadGraph:
        """Return the thread one step down from some things, and further down along one relation, with all passages.

        What kind of thing the others are is not read. ``steps`` down from what a walk along the relation reaches gives
        the same answer here as on the whole thread.
        """
        reach, words = _Reach(self), self.project.select("trace/words")
        level = {*starts, *(passage for passage, *_ in words.rows if isinstance(passage, Iri))}
        while level:
            known = len(reach.steps)
            reach.read(level, Direction.DOWN)
            new = list(reach.steps)[known:]
            ends = {end for row in new if row[1] == onward for end in (row[0], row[2]) if isinstance(end, Iri)}
            level = ends - reach.onward[Direction.DOWN].keys()
        nothing = Table((), [])
        steps, assertions = (Table((), list(rows)) for rows in (reach.steps, reach.assertions))
        return build(
            {
                "steps": steps,
                "things": nothing,
                "words": words,
                "grounds": nothing,
                "assertions": assertions,
                "readings": self._readings,
            }
        )

    def _all_of(self, things: Collection[Iri], classes: Collection[str]) -> set[Iri]:
        """Return the things that have a class, and none but those given."""
        kinds: dict[Iri, set[Term | None]] = defaultdict(set)
        for thing, kind, *_ in self._about("things-about", thing=things):
            if isinstance(thing, Iri):
                kinds[thing].add(kind)
        return {thing for thing, found in kinds.items() if found <= set(classes)}

    def _about(self, name: str, **given: Collection[str]) -> Iterator[_Row]:
        ((variable, things),) = given.items()
        wanted = sorted(things)
        for start in range(0, len(wanted), _AT_A_TIME):
            some = {variable: wanted[start : start + _AT_A_TIME]}
            yield from self.project.select_given(f"trace/{name}", **some).rows

    def role(self, relation: Term | None) -> Role:
        """Return what links of a relation do in the thread."""
        known = self._relations.get(relation) if isinstance(relation, Iri) else None
        return known.role if known else Role.OTHER


def _day(term: Term | None) -> date | None:
    value = to_python(term) if term is not None else None
    return value if isinstance(value, date) else None


@dataclass
class _Reach:
    """What was met on the way, and the rows that say so."""

    reader: ThreadReader
    things: set[Iri] = field(default_factory=set)
    steps: dict[_Row, None] = field(default_factory=dict)
    assertions: dict[_Row, None] = field(default_factory=dict)
    onward: dict[Direction, dict[Iri, list[tuple[Iri, Role]]]] = field(
        default_factory=lambda: {way: {} for way in Direction}
    )

    def walk(self, start: Iri, direction: Direction) -> None:
        """Read everything a walk from a thing can reach: what is open in the stage it is reached in, level by level."""
        stages = {start: 0}
        level = [start]
        known = self.onward[direction]
        while level:
            self.read(level, direction)
            after: dict[Iri, None] = {}
            for thing in level:
                for other, role in known[thing]:
                    stage = next_stage(direction, stages[thing], role)
                    if stage < stages.get(other, 2):
                        stages[other] = stage
                        after[other] = None
            level = list(after)
        self.things |= stages.keys()

    def ends(self) -> set[Iri]:
        """Return all things that links lead to."""
        return {other for known in self.onward.values() for ends in known.values() for other, _ in ends}

    def read(self, things: Iterable[Iri], direction: Direction) -> None:
        """Read the links of things that were not read yet, and keep where they lead."""
        found: dict[Iri, list[tuple[Iri, Role]]] = defaultdict(list)
        about = sorted(thing for thing in things if thing not in self.onward[direction])
        for row in self.reader.project.select_about(f"trace/links-{direction}", about):
            subject, relation, target, leads, assertion, *review = row
            if assertion is None:
                self.steps[subject, relation, target, leads] = None
            else:
                self.assertions[assertion, subject, target, relation, leads, *review] = None
            if isinstance(subject, Iri) and isinstance(target, Iri):
                here, there = (subject, target) if str(leads) == direction else (target, subject)
                found[here].append((there, self.reader.role(relation)))
        self.onward[direction].update({thing: found[thing] for thing in about})
