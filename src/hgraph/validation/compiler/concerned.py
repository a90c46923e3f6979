"""The focus nodes that a change concerns, query by query, found from the statements that came or went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final

from hgraph.namespaces import RDFS
from hgraph.store import Store
from hgraph.terms import Iri, Term, Triple, to_ntriples
from hgraph.validation.compiler.checks import Rows
from hgraph.validation.compiler.fragments import fragment
from hgraph.validation.compiler.model import Plan, Query
from hgraph.validation.compiler.reading import Reading, readings

_AT_A_TIME: Final = 500


class Changes:
    """Statements that came or went, by property, and what they concern in a store that has the new ones."""

    def __init__(self, statements: Iterable[Triple], store: Store, names: Collection[Iri]) -> None:
        """Take the statements, and the properties by which things are called."""
        self.statements = frozenset(statements)
        self._store = store
        self._names = frozenset(names)
        self._by_property: dict[str | None, list[Triple]] = defaultdict(list)
        for triple in self.statements:
            self._by_property[triple[1]].append(triple)
            self._by_property[None].append(triple)
        self._known: dict[tuple[frozenset[Term], str], frozenset[Term]] = {}
        self._renamed = frozenset(s for name in self._names for s, _, _ in self._by_property.get(name, ()))

    def concern(self, query: Query) -> frozenset[Term] | None:
        """Return the focus nodes about which a query may now find something else or say it in other words.

        ``None`` if that cannot be told: then the query has to be asked about all of them.
        """
        if RDFS.subClassOf in self._by_property or any(map(_is_blank, self._terms())):
            return None
        read = readings(query)
        if read is None:
            return None
        found: set[Term] = set(self._renamed)
        for reading in read.statements:
            found |= self._led_to(self._ends(reading), reading.way)
        for way in read.named:
            found |= self._led_to(self._renamed, way)
        return None if any(map(_is_blank, found)) else frozenset(found)

    def _terms(self) -> Iterator[Term]:
        for subject, _, value in self.statements:
            yield from (subject, value)

    def _ends(self, reading: Reading) -> frozenset[Term]:
        triples = self._by_property.get(reading.property, ())
        return frozenset(triple[0] if reading.subject else triple[2] for triple in triples)

    def _led_to(self, ends: frozenset[Term], way: str) -> frozenset[Term]:
        """Return the nodes from which a way leads to one of these ends."""
        if not way or not ends:
            return ends
        key = ends, way
        if key not in self._known:
            terms = in_text(ends)
            found: set[Term] = set()
            for start in range(0, len(terms), _AT_A_TIME):
                some = " ".join(terms[start : start + _AT_A_TIME])
                rows = self._store.select(fragment("query.concerned", terms=some, way=way)).rows
                found.update(row[0] for row in rows if row[0] is not None)
            self._known[key] = frozenset(found)
        return self._known[key]


def _is_blank(term: Term) -> bool:
    return isinstance(term, Iri) and term.startswith("_:")


def in_text(terms: Iterable[Term]) -> list[str]:
    """Return terms as they stand in a query, in a fixed order."""
    return sorted(map(to_ntriples, terms))


Scope = Mapping[Iri, frozenset[Term] | None]
"""The focus nodes concerned, by the shape a result names (``sh:sourceShape``); ``None``: all of them."""


def scope_of(plan: Plan, changes: Changes, rule_of: Callable[[Iri], Iri]) -> dict[Iri, frozenset[Term] | None]:
    """Return what a change concerns, the same for all shapes of a rule, so that a rule is asked about as a whole.

    Constraints that are judged by several answers together are asked about all.
    """
    by_rule: dict[Iri, frozenset[Term] | None] = {}
    shapes: dict[Iri, Iri] = {}
    known: dict[str, frozenset[Term] | None] = {}
    for check in plan.checks:
        shape = check.source.shape
        rule = shapes[shape] = rule_of(shape)
        if isinstance(check, Rows):
            text = check.query.text
            if text not in known:
                known[text] = changes.concern(check.query)
            more = known[text]
        else:
            more = None
        before = by_rule.get(rule, frozenset())
        by_rule[rule] = None if before is None or more is None else before | more
    return {shape: by_rule[rule] for shape, rule in shapes.items()}
