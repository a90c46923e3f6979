"""What every store promises, whichever engine stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from hgraph.terms import Iri, Table, Triple

Piece = TypeVar("Piece")


class Store(Protocol):
    """Named graphs that answer SPARQL.

    Every store, embedded or remote, gives the same answer to the same query on the same data:

    * A query is written without ``FROM``. Its default graph is the merge of ``graphs`` as a *set* of statements: one
      that stands in two graphs counts once. ``GRAPH ?g { … }`` ranges over ``graphs`` and no others.
    * ``SELECT``, ``ASK`` and ``CONSTRUCT`` only: a store is never written through a query. ``SERVICE`` is refused, so a
      question leaves this machine for the endpoint the user named and for nowhere else.
    * Values are given in one spelling: booleans ``true`` and ``false``, every integer type as ``xsd:integer``, decimals
      without superfluous zeros and to 15 places, language tags in lower case (see ``hgraph.store.values``).
    * Rows come in the order of the query's ``ORDER BY``; without one, in any order.
    * An answer is whole or it is an error: nothing is ever cut without a word.

    Queries keep to the forms that all engines answer alike; the tests in ``tests/store`` show which.

    Methods raise ``UsageError`` for a query that is not SPARQL, has another form than the method asks for, names its
    own graphs, calls another endpoint or is nested absurdly deep, and ``EndpointError`` when a remote engine does not
    give a whole and believable answer in time.
    """

    @property
    def graphs(self) -> tuple[Iri, ...]:
        """The named graphs that queries see, in order of name."""

    def select(self, query: str) -> Table:
        """Return the rows of a SELECT, columns in the order of the query."""

    def select_all(self, queries: Sequence[str], workers: int = 2) -> list[Table]:
        """Return the rows of several SELECTs, in the order of the queries, worked on by so many at a time."""

    def beside(self, work: Callable[[], Piece]) -> AbstractContextManager[Callable[[], Piece]]:
        """Do work that reads the store, and changes nothing, while the block goes on, if that pays.

        Gives what waits for the work and returns what it gave, which must be picklable, or raises what it raised.
        """

    def ask(self, query: str) -> bool:
        """Return the answer to an ASK."""

    def construct(self, query: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT, each once, in any order."""

    def close(self) -> None:
        """Give back files and connections. The store is not usable afterwards."""
