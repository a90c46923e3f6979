"""The whole dataset in single files: Turtle, TriG, N-Triples, N-Quads and JSON-LD, each with its checksum."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from hgraph.dataset import canonical_lines, canonical_term
from hgraph.publish.documents import CONTEXT_FILE
from hgraph.publish.selection import Graph
from hgraph.publish.spelling import Ambiguous, JsonLdSpelling, TurtleSpelling, in_order
from hgraph.publish.statements import Statements
from hgraph.terms import Iri, Term, Triple

FOLDER: Final = "dumps"
_LEVEL: Final = 6


class Dumps:
    """The dumps of one release, each as blocks of bytes. Same release, same bytes."""

    def __init__(
        self,
        graphs: Sequence[Graph],
        statements: Statements,
        id_base: str,
        context: Mapping[str, Any],
    ) -> None:
        """Take the graphs, and their statements as one set."""
        self._graphs = graphs
        self._statements = statements
        self._turtle = TurtleSpelling(id_base)
        self._context = context

    def makers(self) -> dict[str, Callable[[], Iterator[bytes]]]:
        """Return for each dump, by its path, what makes it."""
        return {
            f"{FOLDER}/dataset.jsonld": self._as_json,
            f"{FOLDER}/dataset.nq.gz": lambda: packed(self._quads()),
            f"{FOLDER}/dataset.nt.gz": lambda: packed(self._triples()),
            f"{FOLDER}/dataset.trig": self._as_trig,
            f"{FOLDER}/dataset.ttl": self._as_turtle,
        }

    def _quads(self) -> list[str]:
        """Return the canonical lines of the dataset."""
        return canonical_lines((*triple, graph.name) for graph in self._graphs for triple in graph.triples)

    def _triples(self) -> Iterator[str]:
        """Yield each statement once, whichever graphs it stands in, as canonical N-Triples."""
        for thing in self._statements.things:
            subject = canonical_term(thing)
            for predicate, value in self._statements.of(thing):
                yield f"{subject} {canonical_term(predicate)} {canonical_term(value)} .\n"

    def _as_turtle(self) -> Iterator[bytes]:
        prefixes: set[str] = set()
        for thing in self._statements.things:  # once to see which prefixes are used, once to write
            self._turtle.block(thing, self._statements.of(thing), prefixes)
        yield self._turtle.head(prefixes).removesuffix("\n").encode()
        for thing in self._statements.things:
            yield b"\n" + self._turtle.block(thing, self._statements.of(thing), prefixes).encode()

    def _as_trig(self) -> Iterator[bytes]:
        prefixes: set[str] = set()
        for graph in self._graphs:
            self._turtle.name(graph.name, prefixes)
            for thing, facts in _by_thing(graph.triples):
                self._turtle.block(thing, facts, prefixes)
        yield self._turtle.head(prefixes).encode()
        for graph in self._graphs:
            yield f"{self._turtle.name(graph.name, prefixes)} {{\n".encode()
            for number, (thing, facts) in enumerate(_by_thing(graph.triples)):
                yield (("\n" if number else "") + self._turtle.block(thing, facts, prefixes)).encode()
            yield b"}\n\n"

    def _as_json(self) -> Iterator[bytes]:
        spelling, context = JsonLdSpelling(self._context), f'"@context": "../{CONTEXT_FILE}",\n'
        try:
            for graph in self._graphs:
                for thing, facts in _by_thing(graph.triples):
                    spelling.node(thing, facts)
        except Ambiguous:
            spelling, context = JsonLdSpelling({}), ""
        yield f'{{{context}"@graph": [\n'.encode()
        for number, graph in enumerate(self._graphs):
            name = spelling.name(graph.name)
            yield f'{"," if number else ""}{{"@id": {name}, "@graph": [\n'.encode()
            for place, (thing, facts) in enumerate(_by_thing(graph.triples)):
                yield ((",\n" if place else "") + spelling.node(thing, facts)).encode()
            yield b"\n]}\n"
        yield b"]}\n"


def packed(lines: Iterable[str]) -> Iterator[bytes]:
    """Yield lines packed with gzip, without a name or a time, so that the same lines give the same bytes."""
    stream = io.BytesIO()
    with gzip.GzipFile("", "wb", _LEVEL, stream, mtime=0) as packing:
        for line in lines:
            packing.write(line.encode())
            if stream.tell() > 1 << 20:
                yield stream.getvalue()
                stream.seek(0)
                stream.truncate()
    yield stream.getvalue()


def _by_thing(triples: Iterable[Triple]) -> Iterator[tuple[Iri, list[tuple[Iri, Term]]]]:
    for subject, group in groupby(sorted(set(triples), key=lambda t: str(t[0])), key=itemgetter(0)):
        yield Iri(str(subject)), in_order((predicate, object_) for _, predicate, object_ in group)
