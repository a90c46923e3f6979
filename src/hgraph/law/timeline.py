"""A track on a given day: planned beside taken, days between them, what is overdue, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, zip_longest

from hgraph.law.records import Stage, Step, Track
from hgraph.namespaces import LEGISLATIVE_STEP
from hgraph.terms import Iri


@dataclass(frozen=True, slots=True)
class Delay:
    """Days from the last planned day to the day of the step: at least and at most. Negative if it came early."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage of a track: what was planned, what was taken, and how these differ on the day of the timeline.

    ``overdue`` counts the days since the last planned day, if neither this step nor a later one is taken;
    ``passed`` says that a later one is, though this one is not recorded.
    """

    stage: Iri
    position: int
    planned: Step | None
    taken: Step | None
    delay: Delay | None = None
    overdue: int | None = None
    passed: bool = False


@dataclass(frozen=True, slots=True)
class NextStep:
    """The step that comes next: as it is planned, or else as the procedure of the type of act has it."""

    stage: Iri
    planned: Step | None = None


def timeline(track: Track, on: date, *, dropped: bool = False) -> tuple[StageLine, ...]:
    """Return a line per stage, or per repetition of one; steps that begin after ``on`` do not count as taken.

    Nothing of a track whose need was ``dropped`` is overdue.
    """
    lines: list[StageLine] = []
    furthest = reached(track, on)
    for (position, stage), steps in groupby(track.steps, key=lambda step: (step.position, step.stage)):
        of_stage = list(steps)
        planned = _in_time(step for step in of_stage if step.planned)
        taken = _in_time(step for step in of_stage if step.taken_by(on))
        for plan, step in zip_longest(planned, taken):
            waits = step is None and not dropped
            lines.append(
                StageLine(
                    stage,
                    position,
                    plan,
                    step,
                    delay_between(plan, step),
                    _overdue(plan, on) if waits and furthest < position else None,
                    passed=waits and furthest >= position,
                )
            )
    return tuple(lines)


def reached(track: Track, on: date) -> int:
    """Return the rank of the furthest stage taken by a day; 0 if there is none."""
    return max((step.position for step in track.steps if step.taken_by(on)), default=0)


def delay_between(planned: Step | None, taken: Step | None) -> Delay | None:
    """Return the days between a plan and what came of it, if the last planned day and the day taken are known."""
    if planned is None or taken is None or planned.end is None:
        return None
    days = [day for day in (taken.start, taken.end) if day is not None]
    return Delay((min(days) - planned.end).days, (max(days) - planned.end).days) if days else None


def next_step(track: Track, procedures: Mapping[Iri, Sequence[Stage]], on: date) -> NextStep | None:
    """Return what comes after the furthest step taken by a day; ``None`` if the track is at its end.

    A stage that nothing presupposes can be passed over, so it comes next only if it is planned.
    """
    if withdrawn(track, on):
        return None
    furthest = reached(track, on)
    ahead = [step for step in track.steps if step.planned and step.position > furthest]
    if ahead:
        return NextStep(ahead[0].stage, ahead[0])
    stages = procedures.get(track.type, ()) if track.type else ()
    needed = {stage for each in stages for stage in each.required} | {each.iri for each in stages if each.required}
    return next((NextStep(each.iri) for each in stages if each.position > furthest and each.iri in needed), None)


def withdrawn(track: Track, on: date) -> bool:
    """Say whether the draft is known to be withdrawn by a day."""
    return any(step.stage == LEGISLATIVE_STEP.ingetrokken and step.taken_by(on) for step in track.steps)


def _in_time(steps: Iterable[Step]) -> list[Step]:
    return sorted(steps, key=lambda step: (step.end or step.start or date.max, step.iri))


def _overdue(planned: Step | None, on: date) -> int | None:
    if planned is None or planned.end is None or planned.end >= on:
        return None
    return (on - planned.end).days
