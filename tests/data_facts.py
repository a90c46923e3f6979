"""The shipped facts, read once for the tests that look at them, and questions a test asks of them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from hgraph.dataset import DataGraph, read_data
from hgraph.namespaces import DCT, OA, RDF, SPDX
from hgraph.settings import load_settings

ROOT = Path(__file__).parents[1]
SETTINGS = load_settings(ROOT)
BASE = SETTINGS.id_base
GRAPHS: list[DataGraph] = read_data(SETTINGS)
PARTS = {OA.TextQuoteSelector, OA.TextPositionSelector, SPDX.Checksum, DCT.PeriodOfTime}


class Facts:
    """All statements of some graphs, by subject and by predicate."""

    def __init__(self, graphs: list[DataGraph]) -> None:
        self.by_subject: dict[str, dict[str, list[ox.Literal | ox.NamedNode]]] = {}
        for graph in graphs:
            for triple in graph.triples:
                things = self.by_subject.setdefault(triple.subject.value, {})
                things.setdefault(triple.predicate.value, []).append(triple.object)

    def terms(self, subject: str, predicate: str) -> list[ox.Literal | ox.NamedNode]:
        return self.by_subject.get(subject, {}).get(predicate, [])

    def all(self, subject: str, predicate: str) -> list[str]:
        return [term.value for term in self.terms(subject, predicate)]

    def one(self, subject: str, predicate: str) -> str:
        (value,) = self.all(subject, predicate)
        return value

    def types(self, subject: str) -> set[str]:
        return set(self.all(subject, RDF.type))

    def of_type(self, *classes: str) -> list[str]:
        return sorted(thing for thing in self.by_subject if self.types(thing) & set(classes))

    def languages(self, subject: str, predicate: str) -> set[str | None]:
        return {term.language for term in self.terms(subject, predicate) if isinstance(term, ox.Literal)}


FACTS = Facts(GRAPHS)
