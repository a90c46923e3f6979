"""Plans and how they hang together: what merged, what followed, which edition, and how late each was approved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from hgraph.duties.reading import grouped
from hgraph.duties.rows import day, distinct, iri
from hgraph.errors import UsageError
from hgraph.project import Project
from hgraph.terms import Iri, Term


class Tie(StrEnum):
    """How one plan leads to another, from the earlier or wider one."""

    MERGED = "merged"
    FOLLOWED = "followed"
    EDITION = "edition"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on a plan, the term that had been promised for it, and the sources that say so."""

    iri: Iri
    day: date | None
    deadline: date | None = None
    sources: tuple[Iri, ...] = ()

    @property
    def days_late(self) -> int | None:
        """Days after the promised term; ``None`` without both days, 0 or less if it was in time."""
        return None if self.day is None or self.deadline is None else (self.day - self.deadline).days


@dataclass(frozen=True)
class PlanNode:
    """A plan with its period, the decisions on it by day, and the documents that update it."""

    iri: Iri
    start: date | None = None
    end: date | None = None
    approaches: tuple[Iri, ...] = ()
    decisions: tuple[Decision, ...] = ()
    updates: tuple[tuple[date, Iri], ...] = ()
    gaps: tuple[Iri, ...] = ()

    @property
    def approval(self) -> Decision | None:
        """The first decision on the plan that has a day."""
        return next((decision for decision in self.decisions if decision.day is not None), None)

    @property
    def later(self) -> tuple[Decision, ...]:
        """The decisions on it after the first: its updates."""
        return tuple(each for each in self.decisions if self.approval is not None and each is not self.approval)

    @property
    def days_after_start(self) -> int | None:
        """Days from the start of its own period to its approval; ``None`` if one of them is not known."""
        approval = self.approval
        if approval is None or approval.day is None or self.start is None:
            return None
        return (approval.day - self.start).days


@dataclass(frozen=True)
class PlanFamily:
    """Plans that hang together, and how: ``ties`` lead from one plan to others."""

    plans: Mapping[Iri, PlanNode]
    ties: Mapping[Iri, tuple[tuple[Tie, Iri], ...]] = field(default_factory=dict)

    @property
    def roots(self) -> tuple[Iri, ...]:
        """The plans nothing leads to, by start; if every plan has one before it, the first by IRI."""
        led_to = {to for ties in self.ties.values() for _, to in ties}
        found = sorted(plan for plan in self.plans if plan not in led_to) or sorted(self.plans)[:1]
        return tuple(sorted(found, key=lambda plan: (self.plans[plan].start or date.max, plan)))

    def from_of(self, plan: Iri) -> tuple[tuple[Tie, Iri], ...]:
        """Return what leads to a plan, and how."""
        return tuple((tie, origin) for origin, ties in sorted(self.ties.items()) for tie, to in ties if to == plan)

    @property
    def in_order(self) -> tuple[PlanNode, ...]:
        """All plans, by start; those without one come last."""
        return tuple(sorted(self.plans.values(), key=lambda node: (node.start or date.max, node.iri)))


_TELLING: Final = {Tie.MERGED: 0, Tie.FOLLOWED: 1, Tie.EDITION: 2, Tie.LOCAL: 3}
"""Of two ties between the same plans the first is kept: what merged also followed."""
_ORDER: Final = {Tie.EDITION: 0, Tie.MERGED: 1, Tie.FOLLOWED: 2, Tie.LOCAL: 3}
"""The order in which the ties of one plan are told."""


def read_plans(project: Project) -> PlanFamily:
    """Return all plans of a project with all their ties. Raises what the store raises."""
    rows = grouped(project.select("duties/plans").rows)
    decisions = _decisions(project.select("duties/plan-decisions").rows)
    updates = grouped(project.select("duties/plan-updates").rows)
    gaps = grouped(project.select("duties/plan-gaps").rows)
    plans = {
        plan: PlanNode(
            plan,
            min((told for row in own if (told := day(row[1]))), default=None),
            max((told for row in own if (told := day(row[2]))), default=None),
            distinct(row[3] for row in own),
            decisions.get(plan, ()),
            _updates(updates.get(plan, ())),
            distinct(row[1] for row in gaps.get(plan, ())),
        )
        for plan, own in rows.items()
    }
    return PlanFamily(plans, _ties(project.select("duties/plan-links").rows, plans))


def _ties(
    rows: Iterable[Sequence[Term | None]], plans: Mapping[Iri, PlanNode]
) -> dict[Iri, tuple[tuple[Tie, Iri], ...]]:
    """Return the ties by origin; of two between the same plans the one that says more."""
    best: dict[tuple[Iri, Iri], Tie] = {}
    for origin, kind, following in rows:
        first, second = iri(origin), iri(following)
        if first in plans and second in plans and first != second and first is not None and second is not None:
            tie = Tie(str(kind))
            best[first, second] = min(tie, best.get((first, second), tie), key=_TELLING.__getitem__)
    found: dict[Iri, list[tuple[Tie, Iri]]] = defaultdict(list)
    for (first, second), tie in sorted(best.items()):
        found[first].append((tie, second))
    return {
        origin: tuple(sorted(ties, key=lambda tie: (_ORDER[tie[0]], plans[tie[1]].start or date.max, tie[1])))
        for origin, ties in found.items()
    }


def _decisions(rows: Iterable[Sequence[Term | None]]) -> dict[Iri, tuple[Decision, ...]]:
    found = {}
    for plan, own in grouped(rows).items():
        known = []
        for decision in distinct(row[1] for row in own):
            about = [row for row in own if row[1] == decision]
            known.append(
                Decision(
                    decision,
                    min((told for row in about if (told := day(row[2]))), default=None),
                    min((told for row in about if (told := day(row[3]))), default=None),
                    distinct(row[4] for row in about),
                )
            )
        found[plan] = tuple(sorted(known, key=lambda each: (each.day or date.max, each.iri)))
    return found


def _updates(rows: Iterable[Sequence[Term | None]]) -> tuple[tuple[date, Iri], ...]:
    told = {(met, document) for row in rows if (met := day(row[2])) and (document := iri(row[1]))}
    return tuple(sorted(told))


def family_of(all_plans: PlanFamily, plan: Iri) -> PlanFamily:
    """Return the plans that hang together with one, directly or through others.

    Raises ``UsageError`` (``not-a-plan``) for a thing that is none.
    """
    if plan not in all_plans.plans:
        raise UsageError("not-a-plan", thing=plan)
    beside: dict[Iri, set[Iri]] = defaultdict(set)
    for origin, ties in all_plans.ties.items():
        for _, following in ties:
            beside[origin].add(following)
            beside[following].add(origin)
    reached, waiting = {plan}, [plan]
    while waiting:
        new = beside[waiting.pop()] - reached
        reached |= new
        waiting += new
    return PlanFamily(
        {each: node for each, node in all_plans.plans.items() if each in reached},
        {origin: ties for origin, ties in all_plans.ties.items() if origin in reached},
    )


def families(all_plans: PlanFamily) -> list[PlanFamily]:
    """Return all plans as families, those with most plans first."""
    found, seen = [], set[Iri]()
    for plan in sorted(all_plans.plans):
        if plan not in seen:
            family = family_of(all_plans, plan)
            seen |= set(family.plans)
            found.append(family)
    return sorted(found, key=lambda family: (-len(family.plans), family.roots))
