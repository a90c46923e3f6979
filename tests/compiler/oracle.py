"""Two answers to one question: pySHACL's, and the compiled queries' with pySHACL for what is not compiled."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

import pyoxigraph as ox
import pyshacl
import rdflib
from w3c_cases import Expected, Index, comparable, indexed, normal_path, path_text, text_of

from hgraph.namespaces import PREFIXES, RDF, SH
from hgraph.store import EmbeddedStore, Store
from hgraph.store.values import to_engine
from hgraph.terms import Iri, Term, Triple
from hgraph.validation.compiler import Result, compile_shapes, run
from hgraph.validation.graphs import to_graph, to_term

GRAPH = Iri("urn:hgraph:test")
TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
RDFS_CLASS = PREFIXES["rdfs"] + "Class"
PARTS = (
    SH.focusNode,
    SH.resultPath,
    SH.value,
    SH.sourceConstraintComponent,
    SH.sourceShape,
    SH.resultSeverity,
)


class Refused(Exception):  # noqa: N818 - it is an answer, not a mishap
    """The shapes cannot be used, says the compiler or pySHACL."""


def stored(triples: Iterable[ox.Triple | Triple]) -> EmbeddedStore:
    """Return an embedded store with these triples in one graph; blank nodes keep their names."""
    store = EmbeddedStore.in_memory()
    store.add(GRAPH, (triple if isinstance(triple, ox.Triple) else _parsed(triple) for triple in triples))
    return store


def _parsed(triple: Triple) -> ox.Triple:
    subject, predicate, value = triple
    return ox.Triple(_node(subject), ox.NamedNode(predicate), _node(value))


def _node(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(term, Iri) and term.startswith("_:"):
        return ox.BlankNode(term[2:])
    return to_engine(term)


def by_pyshacl(data: Iterable[Triple], shapes: Iterable[Triple]) -> list[Expected]:
    """Return what pySHACL finds. Raises ``Refused`` if it cannot use the shapes."""
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    try:
        _, report, _ = pyshacl.validate(
            to_graph(data), shacl_graph=to_graph(shapes), inference="none", advanced=False, js=False
        )
    except Exception as error:  # pySHACL raises whatever its parts raise
        raise Refused(str(error)) from error
    if not isinstance(report, rdflib.Graph):
        raise Refused(str(report))
    return list(_read(report))


def by_compiler(store: Store, data: Iterable[Triple], shapes: Collection[Triple]) -> list[Expected]:
    """Return what the compiled queries find in a store, with pySHACL on the same data for what they leave.

    Raises ``Refused`` if the shapes are wrong.
    """
    plan = compile_shapes(shapes)
    if plan.problems:
        raise Refused("; ".join(map(str, plan.problems)))
    found = [_compiled(result) for result in run(plan, store)]
    if plan.fallback:
        found += by_pyshacl(data, list(only(shapes, plan.fallback)))
    return found


def only(shapes: Iterable[Triple], wanted: Collection[str]) -> Iterator[Triple]:
    """Return shapes without the targets of all but the wanted ones, which may still call the others by name."""
    for subject, predicate, value in shapes:
        targets = predicate in TARGETS or (predicate == RDF.type and value == RDFS_CLASS)
        if str(subject) in wanted or not targets:
            yield subject, predicate, value


def difference(one: Iterable[Expected], other: Iterable[Expected], *, apart: bool = False) -> str:
    """Return what stands in one answer only, for a person to read; empty if they are the same."""
    first, second = comparable(one, apart=apart), comparable(other, apart=apart)
    return _lines("-", first - second) + _lines("+", second - first)


def _lines(sign: str, results: Counter[Expected]) -> str:
    return "".join(f"{sign} {count} x {tuple(result)}\n" for result, count in sorted(results.items()))


def _read(report: rdflib.Graph) -> Iterator[Expected]:
    index = indexed((to_term(s), Iri(str(p)), to_term(o)) for s, p, o in report)
    for node in report.objects(None, rdflib.URIRef(SH.result)):  # what hangs under sh:detail is no result of its own
        about = dict(index[to_term(node)])
        yield _expected({part: about.get(Iri(part)) for part in PARTS}, index)


def _expected(parts: Mapping[str, Term | None], index: Index) -> Expected:
    return Expected(
        focus=text_of(parts[SH.focusNode]),
        path=path_text(parts[SH.resultPath], index),
        value=text_of(parts[SH.value]),
        component=text_of(parts[SH.sourceConstraintComponent]),
        shape=text_of(parts[SH.sourceShape]),
        severity=text_of(parts[SH.resultSeverity]),
    )


def _compiled(result: Result) -> Expected:
    return Expected(
        focus=text_of(result.focus),
        path=normal_path(result.path or ""),
        value=text_of(result.value),
        component=text_of(result.component),
        shape=text_of(result.shape),
        severity=text_of(result.severity),
    )
