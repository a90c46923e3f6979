"""What points at a thing: by property, counted, the first ones shown, and a page of their own for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hgraph.messages import message
from hgraph.namespaces import OA
from hgraph.pages.edition import Edition
from hgraph.pages.frame import Page
from hgraph.pages.shown import Shown
from hgraph.terms import Iri

FIRST: Final = 20
"""So many things that point at a thing are shown with each property."""
PAGED_AT: Final = 500
"""So many stand on one page of all of them."""
_ASSERTED: Final = {OA.hasBody: "asserted-from", OA.hasTarget: "asserted-to"}


@dataclass(frozen=True, slots=True)
class Backlinks:
    """The things that point at a thing with one property: how that reads, how many there are, and the first."""

    reads: str
    count: int
    things: tuple[Shown, ...]
    every: str | None


def reads(edition: Edition, property_: Iri, language: str) -> str:
    """Return how a property reads from its object: in the words of the ontology where it has them."""
    relation = edition.records.thread.relations.get(property_)
    inverse = relation.inverse.get(language) if relation else None
    if inverse:
        return inverse
    if property_ in _ASSERTED:
        return message(f"pages.backlinks.{_ASSERTED[property_]}", language)
    return message("pages.backlinks.as", language, property=edition.namer.name(property_, language))


def place_of_all(place: str, number: int = 1) -> str:
    """Return the path of a page that lists everything that points at the thing with pages at ``place``."""
    return f"index/backlinks/{number}/{place}"


def backlinks(edition: Edition, thing: Iri, page: Page) -> list[Backlinks]:
    """Return what points at a thing, the property that most do with first."""
    by_property = edition.records.incoming.get(thing, {})
    found = []
    for property_, things in by_property.items():
        count = len(things)
        every = page.to(place_of_all(edition.addresses.place(thing))) if count > FIRST else None
        first = edition.in_order(things, page.language)[:FIRST]
        shown = tuple(edition.thing(other, page) for other in first)
        found.append((-count, reads(edition, property_, page.language), property_, Backlinks("", count, shown, every)))
    return [
        Backlinks(text, told.count, told.things, told.every)
        for _, text, _, told in sorted(found, key=lambda item: item[:3])
    ]


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the page of everything that points at a thing."""

    reads: str
    thing: Shown


def listed(edition: Edition, thing: Iri, page: Page) -> Sequence[tuple[str, Iri]]:
    """Return everything that points at a thing with how it reads, by property and name."""
    return list(_listed(edition, thing, page.language))


def _listed(edition: Edition, thing: Iri, language: str) -> Iterator[tuple[str, Iri]]:
    by_property = edition.records.incoming.get(thing, {})
    for text, property_ in sorted((reads(edition, name, language), name) for name in by_property):
        for other in edition.in_order(by_property[property_], language):
            yield text, other


def has_page_of_all(edition: Edition, thing: str) -> bool:
    """Say whether more points at a thing than its own page shows."""
    return any(len(things) > FIRST for things in edition.records.incoming.get(thing, {}).values())
