"""The project's triples as rdflib graphs, the form pySHACL reads; the only place where the two kinds of term meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from hgraph.terms import Iri, Literal, Term, Triple


class PreparedGraph(rdflib.Graph):
    """A graph that parses every query text once.

    pySHACL asks the same text again for every focus node, and parsing costs more than answering.
    """

    def __init__(self) -> None:
        """Make an empty graph in memory, without the prefixes rdflib would bind."""
        super().__init__(bind_namespaces="none")

    def query(self, query_object: str | Query, *arguments: Any, **options: Any) -> Result:  # noqa: ANN401 - rdflib's own
        """Answer a query, as ``rdflib.Graph.query`` does. Raises ``ValueError`` if it is not SPARQL."""
        query = _prepare(query_object) if isinstance(query_object, str) else query_object
        return super().query(query, *arguments, **options)

    def rows(self, query: str, prefixes: Mapping[str, str], this: Term) -> list[dict[str, Term]]:
        """Return the rows of a SELECT with ``$this`` bound, as the project's terms by variable."""
        prepared = _prepare(query, tuple(prefixes.items()))
        rows = self.query(prepared, initBindings={"this": to_node(this)}).bindings
        return [{str(name): to_term(node) for name, node in row.items()} | {"this": this} for row in rows]


@lru_cache(maxsize=1024)
def _prepare(text: str, prefixes: tuple[tuple[str, str], ...] = ()) -> Query:
    try:
        return prepareQuery(text, initNs=dict(prefixes))
    except Exception as error:  # rdflib raises a bare one for an unknown prefix
        raise ValueError(str(error)) from error


def to_graph(triples: Iterable[Triple]) -> PreparedGraph:
    """Return triples as one graph."""
    graph = PreparedGraph()
    known: dict[Term, rdflib.term.Node] = {}
    for triple in triples:
        subject, predicate, value = (known.get(term) or known.setdefault(term, to_node(term)) for term in triple)
        graph.add((subject, predicate, value))
    return graph


def to_node(term: Term) -> rdflib.URIRef | rdflib.Literal | rdflib.BNode:
    """Return rdflib's form of a term; the lexical form of a literal stays as it is."""
    if isinstance(term, Iri):
        return rdflib.BNode(term[2:]) if term.startswith("_:") else rdflib.URIRef(term)
    if term.language:
        return rdflib.Literal(term.lexical, lang=term.language)
    return rdflib.Literal(term.lexical, datatype=rdflib.URIRef(term.datatype), normalize=False)


def to_term(node: object) -> Term:
    """Return the project's form of an rdflib node. Raises ``TypeError`` for anything that is not one."""
    if isinstance(node, rdflib.URIRef):
        return Iri(str(node))
    if isinstance(node, rdflib.BNode):
        return Iri(f"_:{node}")
    if isinstance(node, rdflib.Literal):
        datatype = rdflib.RDF.langString if node.language else node.datatype or rdflib.XSD.string
        return Literal(str(node), Iri(str(datatype)), node.language)
    raise TypeError(node)
