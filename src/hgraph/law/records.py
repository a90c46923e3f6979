"""What law consists of here: acts, provisions and their versions, needs to amend them, and the tracks those run."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from hgraph.terms import Iri, Term


@dataclass(frozen=True, slots=True)
class Act:
    """A decree or decision, ``dated`` the day it was ratified or adopted. ``until`` is its last day in force."""

    iri: Iri
    type: Iri | None = None
    number: str | None = None
    dated: date | None = None
    published: date | None = None
    since: date | None = None
    until: date | None = None
    page: Iri | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A text of a provision that holds from ``since`` up to and including ``until``, brought by the acts in ``by``."""

    iri: Iri
    provision: Iri
    since: date | None = None
    until: date | None = None
    by: tuple[Iri, ...] = ()

    def holds_on(self, day: date) -> bool | None:
        """Say whether the text holds on a day; ``None`` if its first day is not known."""
        if self.since is None:
            return None
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for where a need comes from: an office holder, with the person and the half-open term if known."""

    iri: Iri
    person: Iri | None = None
    since: date | None = None
    until: date | None = None

    @property
    def identity(self) -> Iri:
        """The person if known, so that two offices of one person count as one."""
        return self.person or self.iri


@dataclass(frozen=True, slots=True)
class Need:
    """A need to amend, with what it affects, what it arises from, the track it runs through and the act it ended in.

    ``created`` is the day it was recorded, if the data say so; ``owed`` pairs an origin with who answers for it.
    """

    iri: Iri
    kinds: tuple[Iri, ...] = ()
    status: Iri | None = None
    tracks: tuple[Iri, ...] = ()
    acts: tuple[Iri, ...] = ()
    planned_effect: date | None = None
    actual_effect: date | None = None
    created: date | None = None
    provisions: tuple[Iri, ...] = ()
    origins: tuple[Iri, ...] = ()
    owners: tuple[Owner, ...] = ()
    owed: tuple[tuple[Iri, Iri], ...] = ()
    plans: tuple[Iri, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a track, planned or taken, within a period whose ends are included; a known day is both its ends."""

    iri: Iri
    stage: Iri
    position: int
    planned: bool
    start: date | None = None
    end: date | None = None
    words: str | None = None
    sources: tuple[Iri, ...] = ()

    def taken_by(self, day: date) -> bool:
        """Say whether the step is known to be taken by a day: it is not a plan, and it does not begin later."""
        return not self.planned and (self.start is None or self.start <= day)


@dataclass(frozen=True, slots=True)
class Track:
    """A legislative track with its steps in order of stage and day."""

    iri: Iri
    type: Iri | None = None
    laws: tuple[Iri, ...] = ()
    acts: tuple[Iri, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What sources say of a thing, kept beside what others say."""

    iri: Iri
    about: Iri
    value: Term
    status: Iri | None = None
    sources: tuple[Iri, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage in the procedure of a type of act, and the stages it presupposes."""

    iri: Iri
    position: int
    required: frozenset[Iri] = frozenset()


@dataclass(frozen=True)
class LawRegister:
    """All of it, read once. Every mapping is in order of IRI."""

    acts: dict[Iri, Act] = field(default_factory=dict)
    parts: dict[Iri, tuple[Iri, ...]] = field(default_factory=dict)
    numbers: dict[Iri, str] = field(default_factory=dict)
    versions: dict[Iri, tuple[Version, ...]] = field(default_factory=dict)
    amendments: dict[Iri, tuple[Iri, ...]] = field(default_factory=dict)
    needs: dict[Iri, Need] = field(default_factory=dict)
    tracks: dict[Iri, Track] = field(default_factory=dict)
    claims: dict[Iri, tuple[Claim, ...]] = field(default_factory=dict)
    obligations: dict[Iri, tuple[Iri, ...]] = field(default_factory=dict)
    procedures: dict[Iri, tuple[Stage, ...]] = field(default_factory=dict)

    def named(self) -> set[Iri]:
        """Return everything an agenda or a list of collisions names, so that the names can be fetched together."""
        found = {step.stage for track in self.tracks.values() for step in track.steps}
        for need in self.needs.values():
            found |= {need.iri, *need.kinds, *need.provisions, *need.acts, *need.plans}
            found |= {owner.iri for owner in need.owners}
        return found | {stage.iri for stages in self.procedures.values() for stage in stages}

    def provisions_of(self, act: Iri) -> list[Iri]:
        """Return the provisions of an act, articles in the order of their numbers, sections after them."""
        return sorted((thing for thing, wholes in self.parts.items() if act in wholes), key=self._place)

    def wholes_of(self, provision: Iri) -> list[Iri]:
        """Return what a provision stands in, the nearest first, and the act last."""
        found: list[Iri] = []
        ahead = list(self.parts.get(provision, ()))
        while ahead:
            whole = ahead.pop(0)
            if whole not in found and whole != provision:
                found.append(whole)
                ahead += self.parts.get(whole, ())
        return found

    def amending(self, provision: Iri) -> list[Iri]:
        """Return the acts that amend a provision or an act, the oldest first."""
        acts = [act for act, amended in self.amendments.items() if provision in amended]
        return sorted(acts, key=lambda act: (self._date(act), act))

    def needs_of(self, provision: Iri) -> list[Need]:
        """Return the needs that affect a provision or an act."""
        return [need for need in self.needs.values() if provision in need.provisions]

    def behind(self, provisions: Collection[Iri]) -> set[Iri]:
        """Return the needs and duties about any of some provisions, and what the needs arise from."""
        wanted = set(provisions)
        needs = [need for need in self.needs.values() if wanted & set(need.provisions)]
        duties = {duty for duty, about in self.obligations.items() if wanted & set(about)}
        return duties.union(*({need.iri, *need.origins} for need in needs))

    def _date(self, act: Iri) -> date:
        known = self.acts.get(act)
        return (known and known.dated) or date.max

    def _place(self, provision: Iri) -> tuple[bool, int, str, Iri]:
        return *place_of(self.numbers.get(provision, "")), provision


def place_of(number: str) -> tuple[bool, int, str]:
    """Return the place of a provision among others by its number: 8, 12, 12bis, 13, and then sections such as III, II.

    >>> sorted(["13", "III, II", "8", "12bis", "12"], key=place_of)
    ['8', '12', '12bis', '13', 'III, II']
    """
    digits = number[: len(number) - len(number.lstrip("0123456789"))]
    return not digits, int(digits or 0), number
