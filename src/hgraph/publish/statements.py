"""The published statements by thing: what is stated of it, what points at it, and what it is called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from hgraph.namespaces import DCT, ELI, ELI_DL, FOAF, RDFS, SKOS
from hgraph.publish.spelling import in_order
from hgraph.terms import Iri, Literal, Term, Triple

NAMES: Final = (
    SKOS.prefLabel,
    ELI.title_short,
    DCT.title,
    RDFS.label,
    FOAF.name,
    ELI_DL.process_title,
)
"""Properties that give a thing its name, the best first; the order of ``queries/internal/labels.rq``."""


class Statements:
    """All statements of a release as one set, whichever graph they stand in."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """Take the statements of all graphs."""
        facts: dict[Iri, set[tuple[Iri, Term]]] = defaultdict(set)
        for subject, predicate, object_ in triples:
            facts[Iri(subject)].add((predicate, object_))
        self._facts = {thing: tuple(in_order(facts[thing])) for thing in sorted(facts)}
        self._to: dict[Iri, list[tuple[Iri, Iri]]] = defaultdict(list)
        for thing, stated in self._facts.items():
            for predicate, object_ in stated:
                if isinstance(object_, Iri) and object_ in self._facts:
                    self._to[object_].append((predicate, thing))
        self.count = sum(map(len, self._facts.values()))

    @property
    def things(self) -> tuple[Iri, ...]:
        """Everything that is described, in order of IRI."""
        return tuple(self._facts)

    def of(self, thing: Iri) -> tuple[tuple[Iri, Term], ...]:
        """Return what is stated of a thing, in order."""
        return self._facts.get(thing, ())

    def pointing_at(self, thing: Iri) -> list[tuple[Iri, Iri]]:
        """Return which property of which thing points at a thing that is described, in order."""
        return sorted(self._to.get(thing, ()))

    def names_of(self, thing: Iri) -> tuple[tuple[Iri, Term], ...]:
        """Return the statements that give a thing its name: those of the best property it has, in every language."""
        found: dict[str, list[tuple[Iri, Term]]] = {}
        for predicate, value in self.of(thing):
            if predicate in NAMES and isinstance(value, Literal):
                found.setdefault(predicate, []).append((predicate, value))
        return tuple(next((found[name] for name in NAMES if name in found), ()))
