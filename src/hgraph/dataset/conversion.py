"""Terms of the parser to terms of the project, and back."""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph as ox

from hgraph.terms import Iri, Literal, Term, Triple


def from_oxigraph(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    """Return the project's term; a blank node becomes an ``_:`` IRI. Raises ``TypeError`` for a quoted triple."""
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        return Literal(term.value, _datatype(term.datatype.value), term.language)
    if isinstance(term, ox.BlankNode):
        return Iri(f"_:{term.value}")
    raise TypeError(term)


_datatype = lru_cache(maxsize=256)(Iri)
"""Data have few datatypes and many literals."""


def to_oxigraph(term: Term) -> ox.NamedNode | ox.Literal:
    """Return the parser's term. Raises ``ValueError`` for an invalid IRI."""
    if isinstance(term, Iri):
        return ox.NamedNode(term)
    if term.language:
        return ox.Literal(term.lexical, language=term.language)
    return ox.Literal(term.lexical, datatype=ox.NamedNode(term.datatype))


def to_triple(triple: ox.Triple | ox.Quad) -> Triple:
    """Return subject, predicate and object as the project's terms."""
    return from_oxigraph(triple.subject), Iri(triple.predicate.value), from_oxigraph(triple.object)
