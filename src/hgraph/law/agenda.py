"""The regulatory agenda: every need to amend with its next step on a day, and what changed since an earlier agenda."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hgraph.law.records import LawRegister, Need, Owner
from hgraph.law.timeline import NextStep, next_step, timeline, withdrawn
from hgraph.namespaces import NEED_STATUS
from hgraph.terms import Iri


class State(StrEnum):
    """How far a need is on a day."""

    RECORDED = "recorded"  # no step of a track is taken
    RUNNING = "running"  # a track has begun
    DONE = "done"  # an act has made the change
    DROPPED = "dropped"  # the change will not come


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """The last day planned for a stage, by the IRI of the stage."""

    stage: Iri
    end: date


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """One need on the agenda. ``overdue`` is the longest time, in days, that a planned step is waiting."""

    need: Iri
    state: State
    kinds: tuple[Iri, ...] = ()
    provisions: tuple[Iri, ...] = ()
    owners: tuple[Owner, ...] = ()
    plans: tuple[Iri, ...] = ()
    acts: tuple[Iri, ...] = ()
    planned_effect: date | None = None
    actual_effect: date | None = None
    next: NextStep | None = None
    overdue: int | None = None
    planned: tuple[PlannedStep, ...] = ()
    label: str | None = None
    """The name in an earlier agenda, for a need that is not in the graph any more."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """All needs on one day, in order of IRI."""

    on: date
    entries: tuple[AgendaEntry, ...] = ()


class ChangeKind(StrEnum):
    """What became of a need between two agendas."""

    NEW = "new"
    SLIPPED = "slipped"
    DROPPED = "dropped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Shift:
    """A day that moved: of a stage, or of the entry into force if ``stage`` is ``None``; ``to`` is empty if overdue."""

    stage: Iri | None
    was: date
    to: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One need that changed, with the days that moved if it slipped."""

    kind: ChangeKind
    entry: AgendaEntry
    shifts: tuple[Shift, ...] = field(default=())


def agenda_on(register: LawRegister, on: date) -> Agenda:
    """Return the agenda as it stands on a day: steps, acts and needs that are known to be later do not count."""
    needs = (need for need in register.needs.values() if need.created is None or need.created <= on)
    return Agenda(on, tuple(_entry(register, need, on) for need in needs))


def _entry(register: LawRegister, need: Need, on: date) -> AgendaEntry:
    acts = tuple(act for act in need.acts if _made_by(register, act, on))
    tracks = [register.tracks[track] for track in need.tracks if track in register.tracks]
    state = _state(register, need, acts, on)
    lines = [line for track in tracks for line in timeline(track, on, dropped=state is State.DROPPED)]
    open_ = state is not State.DROPPED
    steps = [step for track in tracks if open_ and (step := next_step(track, register.procedures, on))]
    in_force = need.actual_effect is not None and need.actual_effect <= on
    return AgendaEntry(
        need.iri,
        state,
        need.kinds,
        need.provisions,
        need.owners,
        need.plans,
        acts,
        need.planned_effect,
        need.actual_effect if in_force else None,
        next(iter(steps), None),
        max((line.overdue for line in lines if line.overdue is not None), default=None),
        tuple(PlannedStep(line.stage, line.planned.end) for line in lines if line.planned and line.planned.end),
    )


def _state(register: LawRegister, need: Need, acts: tuple[Iri, ...], on: date) -> State:
    if acts or (need.status == NEED_STATUS.verwezenlijkt and not need.acts):
        return State.DONE
    tracks = [register.tracks[track] for track in need.tracks if track in register.tracks]
    dated = any(step.start for track in tracks for step in track.steps if withdrawn(track, date.max))
    if any(withdrawn(track, on) for track in tracks) or (need.status == NEED_STATUS.opgegeven and not dated):
        return State.DROPPED
    taken = any(step.taken_by(on) for track in tracks for step in track.steps)
    return State.RUNNING if taken else State.RECORDED


def _made_by(register: LawRegister, act: Iri, on: date) -> bool:
    known = register.acts.get(act)
    return known is None or known.dated is None or known.dated <= on


def changes_between(earlier: Agenda, later: Agenda) -> tuple[Change, ...]:
    """Return what is new, slipped, dropped or done in the later agenda, in that order and then by need.

    A need that the later agenda does not hold any more counts as dropped. A step that was planned before and has become
    overdue since counts as slipped, and so does a day that moved back.
    """
    before = {entry.need: entry for entry in earlier.entries}
    found = [change for entry in later.entries for change in _changes(before.get(entry.need), entry, earlier, later)]
    now = {entry.need for entry in later.entries}
    gone = [entry for entry in earlier.entries if entry.need not in now and entry.state is not State.DROPPED]
    found += [Change(ChangeKind.DROPPED, entry) for entry in gone]
    order = list(ChangeKind)
    return tuple(sorted(found, key=lambda change: (order.index(change.kind), change.entry.need)))


def _changes(before: AgendaEntry | None, entry: AgendaEntry, earlier: Agenda, later: Agenda) -> Iterator[Change]:
    if before is None:
        yield Change(ChangeKind.NEW, entry)
        return
    for state, kind in ((State.DONE, ChangeKind.DONE), (State.DROPPED, ChangeKind.DROPPED)):
        if entry.state is state and before.state is not state:
            yield Change(kind, entry)
    if entry.state in (State.DONE, State.DROPPED):
        return
    shifts = tuple(_shifts(before, entry, earlier, later))
    if shifts:
        yield Change(ChangeKind.SLIPPED, entry, shifts)


def _shifts(before: AgendaEntry, entry: AgendaEntry, earlier: Agenda, later: Agenda) -> Iterator[Shift]:
    was = {step.stage: step.end for step in before.planned}
    for step in entry.planned:
        if step.stage in was and step.end > was[step.stage]:
            yield Shift(step.stage, was[step.stage], step.end)
    if before.planned_effect and entry.planned_effect and entry.planned_effect > before.planned_effect:
        yield Shift(None, before.planned_effect, entry.planned_effect)
    if entry.overdue is not None and before.overdue is None:
        for step in entry.planned:
            if earlier.on <= step.end < later.on and was.get(step.stage) == step.end:
                yield Shift(step.stage, step.end)
