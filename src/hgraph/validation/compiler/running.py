"""Running a plan on a store: every query once, several at a time, and what the answers say put in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from hgraph.namespaces import RDFS
from hgraph.terms import Iri, Term
from hgraph.validation.compiler.checks import queries
from hgraph.validation.compiler.classes import Subclasses, closed, closure
from hgraph.validation.compiler.concerned import Scope, in_text
from hgraph.validation.compiler.fragments import fragment
from hgraph.validation.compiler.model import Plan, Query, Result

if TYPE_CHECKING:
    from hgraph.store import Store

Rows = list[dict[str, Term]]
_MANY: Final = 2000
"""Of so many focus nodes, a query that looks at all is as quick as one that names them."""


def run(plan: Plan, store: Store, *, workers: int = 2, scope: Scope | None = None) -> list[Result]:
    """Return every violation the queries of a plan find in a store, in a fixed order.

    Each stands there once; one of a shape that two others call upon, once for each of them, as SHACL has it.
    ``workers`` is the number of queries asked at a time. With a ``scope``, only what is found about its focus nodes is
    asked for and given. Raises what the store raises.
    """
    answers = _asked(plan.queries, store, workers, _foci(plan, scope) if scope is not None else {})

    def rows(query: Query) -> Rows:
        return answers[query.text]

    found = [result for check in plan.checks for result in dict.fromkeys(check.results(rows))]
    if scope is not None:
        found = [result for result in found if (foci := scope[result.shape]) is None or result.focus in foci]
    return sorted(found, key=lambda result: result.sort_key)


_Foci = Mapping[str, frozenset[Term] | None]
"""The focus nodes that a query is asked about, by its text; ``None`` if it is asked about all."""


def _foci(plan: Plan, scope: Scope) -> _Foci:
    found: dict[str, frozenset[Term] | None] = {}
    for check in plan.checks:
        wanted = scope[check.source.shape]
        for query in queries(check):
            before = found.get(query.text, frozenset())
            found[query.text] = None if before is None or wanted is None else before | wanted
    return {text: None if foci is None or len(foci) > _MANY else foci for text, foci in found.items()}


def targets(plan: Plan, store: Store, *, workers: int = 2) -> Mapping[Iri, int]:
    """Return how many focus nodes each shape with targets has, those left to pySHACL among them."""
    answers = _asked(plan.counts.values(), store, workers, {})
    return {shape: int(str(answers[query.text][0]["count"])) for shape, query in plan.counts.items()}


def _asked(queries_: Iterable[Query], store: Store, workers: int, about: _Foci) -> dict[str, Rows]:
    """Return the rows of each query, by its text, of some only about their focus nodes."""
    texts = {query.text: query.marked for query in queries_}
    answers: dict[str, Rows] = {text: [] for text in texts}
    foci = {text: about.get(text) for text in texts}
    asked = [text for text in texts if foci[text] is None or foci[text]]
    if asked:
        subclasses = _subclasses(store)
        tables = store.select_all(
            [closed(texts[text], subclasses, in_text(foci[text] or ())) for text in asked], workers
        )
        answers |= {text: table.records() for text, table in zip(asked, tables, strict=True)}
    return answers


def _subclasses(store: Store) -> Subclasses:
    pairs = store.select(fragment("query.classes", below=RDFS.subClassOf)).rows
    return closure((str(class_), str(above)) for class_, above in pairs)
