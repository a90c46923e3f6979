"""The canonical form of a dataset (RDFC-1.0): sorted N-Quads, the same for the same statements, however read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BufferedIOBase
from typing import IO, Final, cast

import pyoxigraph as ox

from hgraph.dataset.conversion import from_oxigraph
from hgraph.namespaces import XSD
from hgraph.terms import Iri, Literal, Term

Quad = tuple[Term, Iri, Term, Iri | None]
"""Subject, predicate, object, and the graph they stand in; ``None`` is the default graph."""

_NAMED: Final = {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}
_ESCAPES: Final = {code: f"\\u{code:04X}" for code in (*range(32), 127)} | _NAMED
_SPECIAL: Final = re.compile(r'[\x00-\x1f\x7f"\\]')
_FORMATS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


def canonical_term(term: Term) -> str:
    r"""Return a term as canonical N-Quads has it: as little as possible is escaped.

    >>> canonical_term(Literal("een\ntwee"))
    '"een\\ntwee"'
    """
    if isinstance(term, Iri):
        return term if term.startswith("_:") else f"<{term}>"
    text = term.lexical
    quoted = f'"{text.translate(_ESCAPES)}"' if _SPECIAL.search(text) else f'"{text}"'
    if term.language:
        return f"{quoted}@{term.language}"
    return quoted if term.datatype == XSD.string else f"{quoted}^^<{term.datatype}>"


def canonical_lines(quads: Iterable[Quad]) -> list[str]:
    """Return the lines of the canonical N-Quads of a dataset, sorted, each with its line feed.

    Blank nodes (``_:`` IRIs) get the names that the algorithm gives them; without any, the lines need only be sorted.
    """
    known = set(quads)
    if any(_is_blank(subject) or _is_blank(object_) for subject, _, object_, _ in known):
        dataset = ox.Dataset(map(_quad, known))
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        known = {_from_quad(quad) for quad in dataset}
    return sorted(map(_line, known))


def parsed_quads(content: bytes, suffix: str, base: str | None = None) -> Iterator[Quad]:
    """Yield the statements in bytes of a format, named by the end of its files (``.ttl``, ``.trig``, ``.jsonld``, …).

    Raises ``SyntaxError`` for what is not in that format.
    """
    return map(_from_quad, ox.parse(content, format=_FORMATS[suffix], base_iri=base))


def parsed_iris(content: bytes | BufferedIOBase, suffix: str, base: str | None = None) -> set[str]:
    """Return every IRI that statements in bytes use, those of datatypes included. Raises as ``parsed_quads`` does.

    A stream is read bit by bit and is not kept.
    """
    found = set()
    for quad in ox.parse(cast("bytes | IO[bytes]", content), format=_FORMATS[suffix], base_iri=base):
        for term in quad:
            if isinstance(term, ox.NamedNode):
                found.add(term.value)
            elif isinstance(term, ox.Literal):
                found.add(term.datatype.value)
    return found


def _is_blank(term: Term) -> bool:
    return isinstance(term, Iri) and term.startswith("_:")


def _line(quad: Quad) -> str:
    subject, predicate, object_, graph = quad
    end = f"{canonical_term(graph)} .\n" if graph else ".\n"
    return f"{canonical_term(subject)} {canonical_term(predicate)} {canonical_term(object_)} {end}"


def _quad(quad: Quad) -> ox.Quad:
    subject, predicate, object_, graph = quad
    name = _node(graph) if graph else ox.DefaultGraph()
    return ox.Quad(_node(subject), ox.NamedNode(predicate), _node(object_), name)  # type: ignore[arg-type]


def _node(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(term, Literal):
        if term.language:
            return ox.Literal(term.lexical, language=term.language)
        return ox.Literal(term.lexical, datatype=ox.NamedNode(term.datatype))
    return ox.BlankNode(term[2:]) if term.startswith("_:") else ox.NamedNode(term)


def _from_quad(quad: ox.Quad) -> Quad:
    graph = None if isinstance(quad.graph_name, ox.DefaultGraph) else Iri(str(from_oxigraph(quad.graph_name)))
    return from_oxigraph(quad.subject), Iri(quad.predicate.value), from_oxigraph(quad.object), graph
