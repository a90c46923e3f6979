"""What people answer for and what passes with it: open actions, commitments, needs, duties and plans, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from hgraph.namespaces import ACTION_STATUS, COMMITMENT_STATUS, HG, NEED_STATUS
from hgraph.office.answers import Answer, Problem, answers_for_named
from hgraph.office.records import Records, first_day
from hgraph.office.responsibility import ROLES, Row
from hgraph.terms import Iri, Table, Term, to_python

KINDS: Final = (HG.PolicyPlan, HG.Action, HG.Commitment, HG.AmendmentNeed, HG.ReportingObligation)
"""What passes at a handover, in the order in which it is told."""
_CLOSED: Final = frozenset({ACTION_STATUS.stopgezet, NEED_STATUS.opgegeven})
_DONE: Final = frozenset(
    {ACTION_STATUS.uitgevoerd, NEED_STATUS.verwezenlijkt, COMMITMENT_STATUS.ingelost, COMMITMENT_STATUS.te_laat}
)

_UNDECIDED: Final = (Problem.SPLIT, Problem.SEVERAL, Problem.SEVERAL_NAMED, Problem.DISAGREE)


@dataclass(frozen=True, slots=True)
class OpenThing:
    """Something that somebody answers for, and when it stops being open.

    ``closed_from`` is the first day on which it is known to be done or over; ``None`` if no such day is recorded.
    ``dropped`` things count as open on no day: when they were dropped is not recorded. ``status`` is that of today.
    """

    iri: Iri
    kind: Iri
    closed_from: date | None
    dropped: bool
    status: Iri | None = None

    def is_open(self, day: date) -> bool:
        """Say whether it is open on a day: not dropped, and not yet done or over."""
        return not self.dropped and (self.closed_from is None or day < self.closed_from)


@dataclass(frozen=True, slots=True)
class Move:
    """An open thing for which others answer on the last day than on the first; or for which nobody does any more."""

    thing: OpenThing
    role: Iri
    before: Answer
    after: Answer


@dataclass(frozen=True, slots=True)
class Moves:
    """The open things that pass, those that fall to nobody, those that cannot be decided, and those without a name."""

    passed: tuple[Move, ...]
    fallen: tuple[Move, ...]
    undecided: tuple[Move, ...]
    not_named: tuple[OpenThing, ...]


def open_things(table: Table) -> dict[Iri, OpenThing]:
    """Return what somebody answers for, from the answer to ``office/open-things``.

    An action is over after its planned end, or after the year whose report calls it completed; a commitment is done on
    the day it was met, a need on the day it took effect, a plan after its last day.
    """
    found: dict[Iri, OpenThing] = {}
    for thing, kind, ends, done, done_year, status in table.rows:
        if not isinstance(thing, Iri) or not isinstance(kind, Iri):
            continue
        days = [day for day in (_next_day(ends), first_day(done), _year_after(done_year)) if day]
        closed = min(days, default=None)
        known = found.get(thing)
        if known and known.closed_from:
            closed = min(known.closed_from, closed) if closed else known.closed_from
        # What is done, without any day for it, was open on no day that can be named.
        dropped = str(status) in _CLOSED or (str(status) in _DONE and closed is None) or bool(known and known.dropped)
        found[thing] = OpenThing(thing, kind, closed, dropped, status if isinstance(status, Iri) else None)
    return found


def _next_day(term: Term | None) -> date | None:
    day = first_day(term)
    return date.fromordinal(day.toordinal() + 1) if day and day < date.max else None


def _year_after(term: Term | None) -> date | None:
    year = None if term is None else to_python(term)
    return date(year + 1, 1, 1) if isinstance(year, int) and 0 < year < date.max.year else None


def moves(records: Records, roles: Iterable[Row], things: Mapping[Iri, OpenThing], before: date, after: date) -> Moves:
    """Return what passes of the things open on the last day; ``roles`` are the rows of ``office/roles``, about all."""
    named, fields = _leading_roles(roles, things)
    answer = _remembering(records, fields)
    passed: list[Move] = []
    fallen: list[Move] = []
    undecided: list[Move] = []
    not_named: list[OpenThing] = []
    for thing in sorted(things.values(), key=lambda each: (KINDS.index(each.kind), each.iri)):
        if not thing.is_open(after) or thing.iri not in named:
            continue
        role, carrier, who = named[thing.iri]
        for first, last in zip(answer(role, who, carrier, before), answer(role, who, carrier, after), strict=False):
            move = Move(thing, role, first, last)
            if last.problem is Problem.NOT_NAMED:
                not_named.append(thing)
            elif last.problem in _UNDECIDED:
                undecided.append(move)
            elif not last.people and first.people:
                fallen.append(move)
            elif last.people and set(last.people) != set(first.people):
                passed.append(move)
    return Moves(tuple(passed), tuple(fallen), tuple(undecided), tuple(dict.fromkeys(not_named)))


_Answers = Callable[[Iri, tuple[Iri, ...], Iri, date], list[Answer]]


def _remembering(records: Records, fields: Mapping[Iri, list[Iri]]) -> _Answers:
    """Return what answers for those named, each question worked out once: many things have the same minister."""
    known: dict[tuple[Iri, tuple[Iri, ...], tuple[Iri, ...], date], list[Answer]] = {}

    def answer(role: Iri, who: tuple[Iri, ...], carrier: Iri, day: date) -> list[Answer]:
        about = tuple(sorted(fields.get(carrier, ())))
        key = (role, who, about, day)
        if key not in known:
            known[key] = answers_for_named(records, role, who, about, day)
        return known[key]

    return answer


def _leading_roles(
    roles: Iterable[Row], things: Mapping[Iri, OpenThing]
) -> tuple[dict[Iri, tuple[Iri, Iri, tuple[Iri, ...]]], dict[Iri, list[Iri]]]:
    """Return for each thing the role that counts first, what carries it and who is named; and the fields of all."""
    by_role: dict[Iri, dict[tuple[bool, int, Iri], list[Iri]]] = defaultdict(lambda: defaultdict(list))
    fields: dict[Iri, list[Iri]] = defaultdict(list)
    for thing, role, who, via in roles:
        if not isinstance(thing, Iri) or not isinstance(who, Iri):
            continue
        if str(role) == HG.concernsField:
            fields[thing].append(who)
        elif thing in things:
            carrier = via if isinstance(via, Iri) else thing
            by_role[thing][carrier != thing, ROLES.index(str(role)), carrier].append(who)
    named = {}
    for thing, found in by_role.items():
        first = min(found)
        named[thing] = (Iri(ROLES[first[1]]), first[2], tuple(sorted(found[first])))
    return named, fields
