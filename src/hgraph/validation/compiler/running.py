"""Running a plan on a store: every query once, several at a time, and what the answers say put in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from hgraph.namespaces import RDFS
from hgraph.terms import Iri, Term
from hgraph.validation.compiler.classes import Subclasses, closed, closure
from hgraph.validation.compiler.fragments import fragment
from hgraph.validation.compiler.model import Plan, Query, Result

if TYPE_CHECKING:
    from hgraph.store import Store

Rows = list[dict[str, Term]]


def run(plan: Plan, store: Store, *, workers: int = 2) -> list[Result]:
    """Return every violation the queries of a plan find in a store, in a fixed order.

    Each stands there once; one of a shape that two others call upon, once for each of them, as SHACL has it.
    ``workers`` is the number of queries asked at a time. Raises what the store raises.
    """
    answers = _asked(plan.queries, store, workers)

    def rows(query: Query) -> Rows:
        return answers[query.text]

    found = [result for check in plan.checks for result in dict.fromkeys(check.results(rows))]
    return sorted(found, key=lambda result: result.sort_key)


def targets(plan: Plan, store: Store, *, workers: int = 2) -> Mapping[Iri, int]:
    """Return how many focus nodes each shape with targets has, those left to pySHACL among them."""
    answers = _asked(plan.counts.values(), store, workers)
    return {shape: int(str(answers[query.text][0]["count"])) for shape, query in plan.counts.items()}


def _asked(queries: Iterable[Query], store: Store, workers: int) -> dict[str, Rows]:
    """Return the rows of each query, by its text."""
    texts = {query.text: query.marked for query in queries}
    if not texts:
        return {}
    subclasses = _subclasses(store)
    answers = store.select_all([closed(marked, subclasses) for marked in texts.values()], workers)
    return {text: answer.records() for text, answer in zip(texts, answers, strict=True)}


def _subclasses(store: Store) -> Subclasses:
    pairs = store.select(fragment("query.classes", below=RDFS.subClassOf)).rows
    return closure((str(class_), str(above)) for class_, above in pairs)
