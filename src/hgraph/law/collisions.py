"""One provision, several owners: needs of different ministers that want to change the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from hgraph.law.records import LawRegister, Need
from hgraph.namespaces import NEED_STATUS
from hgraph.terms import Iri


class Standing(StrEnum):
    """Whether two needs still get in each other's way."""

    OPEN = "open"
    ONE_TRACK = "one-track"  # they run through the same track
    OVER = "over"  # one of them was enacted or dropped


@dataclass(frozen=True, slots=True)
class Collision:
    """Two needs of different owners that affect one provision."""

    provision: Iri
    first: Need
    second: Need
    standing: Standing

    @property
    def across_plans(self) -> bool:
        """Whether the needs come from plans that have nothing in common."""
        return bool(self.first.plans and self.second.plans) and not set(self.first.plans) & set(self.second.plans)


def collisions(register: LawRegister) -> list[Collision]:
    """Return every pair of needs with one provision and different owners, open ones first, then by provision.

    Two offices of one person are one owner; a pair whose owners are not known is none.
    """
    found = [collision for provision in _affected(register) for collision in _at(register, provision)]
    order = list(Standing)
    return sorted(found, key=lambda pair: (order.index(pair.standing), pair.provision, pair.first.iri, pair.second.iri))


def _affected(register: LawRegister) -> list[Iri]:
    return sorted({provision for need in register.needs.values() for provision in need.provisions})


def _at(register: LawRegister, provision: Iri) -> Iterator[Collision]:
    for first, second in combinations(register.needs_of(provision), 2):
        people = [{owner.identity for owner in need.owners} for need in (first, second)]
        if any(one != other for one in people[0] for other in people[1]):
            yield Collision(provision, first, second, _standing(first, second))


def _standing(first: Need, second: Need) -> Standing:
    closed = (NEED_STATUS.verwezenlijkt, NEED_STATUS.opgegeven)
    if first.status in closed or second.status in closed:
        return Standing.OVER
    return Standing.ONE_TRACK if set(first.tracks) & set(second.tracks) else Standing.OPEN
