"""Whether a statement stands in two graphs: then an engine that reads their union as a bag counts it twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hgraph.store.paging import template
from hgraph.terms import Iri, Literal, Table, to_ntriples


@dataclass(frozen=True, slots=True)
class Shared:
    """A statement, in N-Triples, and two graphs that hold it."""

    statement: str
    graph: Iri
    other: Iri


def graph_sizes(select: Callable[[str], Table]) -> dict[Iri, int]:
    """Return how many statements each graph holds."""
    rows = select(template("sizes").template).rows
    return {
        Iri(graph): int(number.lexical)
        for graph, number in rows
        if isinstance(graph, Iri) and isinstance(number, Literal)
    }


def shared_statement(select: Callable[[str], Table], sizes: dict[Iri, int]) -> Shared | None:
    """Return a statement that stands in two graphs, or ``None``.

    The largest graph is not gone through: what it shares, it shares with one of the others. So ``sizes``, which must
    have every graph, may be estimates.
    """
    for graph in sorted(sizes, key=lambda name: sizes[name])[:-1]:
        for row in select(template("shared").substitute(graph=graph)).rows:
            statement = " ".join(to_ntriples(term) for term in row[:3] if term is not None)
            return Shared(statement, graph, Iri(str(row[3])))
    return None
