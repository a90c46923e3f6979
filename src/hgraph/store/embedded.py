"""The store in this process: Oxigraph, in memory or in a folder on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Final, Self

import pyoxigraph as ox

from hgraph.errors import UnreadableInput, UsageError
from hgraph.store.loading import load_judged
from hgraph.store.overlap import graph_sizes, shared_statement
from hgraph.store.protocol import Piece
from hgraph.store.query_text import refuse_foreign
from hgraph.store.sharing import beside, shared_out
from hgraph.store.values import from_engine, from_triple, to_engine
from hgraph.terms import Iri, Table, Term, Triple

_FORMATS: Final = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES}
_BYTES_A_TRIPLE: Final = 150
_WORTH_A_COPY: Final = 5_000_000
"""Bytes of data from which it pays to let another process do a part."""
_REMEMBERED: Final = 100_000
"""So many IRIs are kept, to be given again."""
_MERGED: Final = "merged"
_APART: Final = "apart"


class EmbeddedStore:
    """Named graphs in Oxigraph. Made with ``in_memory`` or ``on_disk``, not by calling the class.

    Queries have no time limit and cannot be stopped: this store is for the program's own questions. Those of strangers
    belong in a process that can be ended. An answer is complete when a method returns, so any thread may ask.

    Oxigraph reads the union of named graphs as a bag: a statement that stands in two graphs counts twice. As long as no
    statement does, that is the quickest way; otherwise the default graph of the engine is filled with the merge.
    """

    def __init__(self, engine: ox.Store, state: Path | None = None) -> None:
        """Take an engine, and for one on disk the file that keeps whether its graphs overlap."""
        self._engine = engine
        self._state = state
        self._weights: dict[Iri, int] = {}
        self._iris: dict[str, Iri] = {}
        self._known = state.read_text(encoding="utf-8") if state and state.exists() else None

    @classmethod
    def in_memory(cls) -> Self:
        """Return an empty store that is gone with the process."""
        return cls(ox.Store())

    @classmethod
    def on_disk(cls, folder: Path) -> Self:
        """Open the store in a folder, or begin one in a folder that is new or empty.

        Raises ``UnreadableInput`` if the folder holds something else, cannot be used, or is in use by another process.
        """
        engine = folder / "oxigraph"
        if folder.exists() and not engine.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UnreadableInput("not-a-store", place=folder)
        try:
            engine.mkdir(parents=True, exist_ok=True)
            return cls(ox.Store(engine), folder / "graphs")
        except (OSError, RuntimeError) as error:
            code = "store-in-use" if "lock" in str(error).lower() else "not-a-store"
            raise UnreadableInput(code, place=folder) from error

    @property
    def graphs(self) -> tuple[Iri, ...]:
        """The named graphs, in order of name."""
        return tuple(sorted(Iri(name.value) for name in self._engine.named_graphs()))

    def add(self, graph: Iri, triples: Iterable[ox.Triple | Triple]) -> None:
        """Add triples, of the parser or of ``hgraph.terms``, to a graph: all of them or, after an error, none."""
        name = ox.NamedNode(graph)
        self._changes()
        count = 0

        def quads() -> Iterator[ox.Quad]:
            nonlocal count
            for count, triple in enumerate(triples, 1):  # noqa: B007 - how many there were is kept
                if isinstance(triple, tuple) and len(self._iris) < _REMEMBERED:
                    self._iris.update((term, term) for term in triple if isinstance(term, Iri))
                yield _quad(triple, name)

        self._engine.extend(quads())
        self._weigh(graph, count * _BYTES_A_TRIPLE)

    def load(self, graph: Iri, source: Path | bytes, suffix: str | None = None, base: str | None = None) -> None:
        """Read a file, or bytes in the format of ``suffix`` (``.ttl`` or ``.nt``), straight into a graph.

        The quickest way in, for content that was checked before. Raises ``UnreadableInput`` with the line, and then
        nothing was added.
        """
        place = source if isinstance(source, Path) else f"<{graph}>"
        format_ = _FORMATS[suffix or (source.suffix if isinstance(source, Path) else ".nt")]
        self._changes()
        try:
            size = source.stat().st_size if isinstance(source, Path) else len(source)
            if isinstance(source, Path) and self._state is None and size >= _WORTH_A_COPY:
                load_judged(self._engine, source, format_, base, ox.NamedNode(graph))
            elif isinstance(source, Path):
                self._engine.load(path=source, format=format_, base_iri=base, to_graph=ox.NamedNode(graph))
            else:
                self._engine.load(source, format=format_, base_iri=base, to_graph=ox.NamedNode(graph))
            self._weigh(graph, size)
        except SyntaxError as error:
            where = f"{place}:{error.lineno}" if error.lineno else place
            raise UnreadableInput("syntax", place=where, reason=error.msg) from error
        except MemoryError as error:
            raise UnreadableInput("value-too-large", place=place) from error
        except OSError as error:
            raise UnreadableInput("not-readable", place=place) from error

    def triples_of(self, graph: Iri) -> Iterator[Triple]:
        """Yield the statements of one graph."""
        for quad in self._engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
            yield from_triple(quad.triple)

    def replace(self, graph: Iri, triples: Iterable[ox.Triple]) -> set[Triple]:
        """Put triples in the place of a graph that is there; return what came and what went.

        Whether the graphs overlap is found out from what came, if they did not before.
        """
        name, known = ox.NamedNode(graph), self._known
        new, old = set(triples), {quad.triple for quad in self._engine.quads_for_pattern(None, None, None, name)}
        came, gone = new - old, old - new
        self._changes()
        for triple in gone:
            self._engine.remove(_quad(triple, name))
        self._engine.extend(_quad(triple, name) for triple in came)
        if known == _APART and not any(self._elsewhere(triple, name) for triple in came):
            self._known = known
            if self._state:
                self._state.write_text(known, encoding="utf-8")
        return {from_triple(triple) for triple in came | gone}

    def _elsewhere(self, triple: ox.Triple, graph: ox.NamedNode) -> bool:
        """Say whether a triple stands in another graph than this."""
        found = self._engine.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return any(quad.graph_name != graph for quad in found)

    def remove_graph(self, graph: Iri) -> None:
        """Remove a graph with all it holds; one that is not there is no error."""
        self._changes()
        self._engine.remove_graph(ox.NamedNode(graph))
        self._weights.pop(graph, None)

    def select(self, query: str) -> Table:
        """Return the rows of a SELECT. Raises ``UsageError`` as ``Store`` says."""
        answer = self._answer(query)
        if not isinstance(answer, ox.QuerySolutions):
            del answer  # a traceback that is kept would leave it to any thread to drop, and only this one may
            raise UsageError("query-form", expected="SELECT")
        columns = tuple(variable.value for variable in answer.variables)
        return Table(columns, [tuple([None if t is None else self._term(t) for t in row]) for row in answer])

    def _term(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
        """Return a term; an IRI is the one that was given before, for answers name the same few many times."""
        if type(term) is not ox.NamedNode:
            return from_engine(term)
        value = term.value
        known = self._iris.get(value)
        if known is None:
            known = Iri(value)
            if len(self._iris) < _REMEMBERED:
                self._iris[known] = known
        return known

    def select_all(self, queries: Sequence[str], workers: int = 2) -> list[Table]:
        """Return the rows of several SELECTs, as ``Store`` says; a large store in memory has a process for each worker.

        A folder on disk stays with the process that opened it, and a small store is done before a copy has begun.
        """
        shared = self._worth_a_copy()
        return shared_out(lambda number: self.select(queries[number]), len(queries), workers if shared else 1)

    def beside(self, work: Callable[[], Piece]) -> AbstractContextManager[Callable[[], Piece]]:
        """Do work that reads the store meanwhile, as ``Store`` says: a process of its own does it, of a large store."""
        return beside(work) if self._worth_a_copy() else nullcontext(work)

    def _worth_a_copy(self) -> bool:
        """Say whether a copy of this process would answer sooner; what is found out once is known to it then."""
        self._overlap()
        return self._state is None and sum(self._weights.values()) >= _WORTH_A_COPY

    def ask(self, query: str) -> bool:
        """Return the answer to an ASK. Raises ``UsageError`` as ``Store`` says."""
        answer = self._answer(query)
        if not isinstance(answer, ox.QueryBoolean):
            del answer
            raise UsageError("query-form", expected="ASK")
        return bool(answer)

    def construct(self, query: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT, each once. Raises ``UsageError`` as ``Store`` says."""
        answer = self._answer(query)
        if not isinstance(answer, ox.QueryTriples):
            del answer
            raise UsageError("query-form", expected="CONSTRUCT")
        return list(dict.fromkeys(map(from_triple, answer)))

    def close(self) -> None:
        """Write what is pending to disk and give back the engine; a question asked after this is a defect."""
        engine: ox.Store | None = self.__dict__.pop("_engine", None)
        if engine is not None and self._state:
            engine.flush()
        self._state = self._known = None

    def _answer(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        refuse_foreign(query)
        try:
            return self._engine.query(query, use_default_graph_as_union=self._overlap() == _APART)
        except SyntaxError as error:
            raise UsageError("query-syntax", reason=error.msg) from error
        except RuntimeError as error:
            raise UsageError("query-fails", reason=str(error)) from error

    def _changes(self) -> None:
        """Forget what is known of the overlap, before anything is written."""
        if self._known == _MERGED:
            self._engine.clear_graph(ox.DefaultGraph())
        if self._state:
            self._state.unlink(missing_ok=True)
        self._known = None

    def _weigh(self, graph: Iri, more: int) -> None:
        """Keep roughly how large a graph is, in bytes of N-Triples; of one on disk, nothing is known beforehand."""
        self._weights[graph] = self._weights.get(graph, 0) + more

    def _overlap(self) -> str:
        """Return whether the graphs are apart or were merged, finding out once after each change."""
        if self._known is None:
            self._known = _APART  # what the next two queries assume: they name their graphs
            sizes = graph_sizes(self.select) if self._state else self._weights
            if shared_statement(self.select, sizes):
                self._known = _MERGED
                self._engine.extend(ox.Quad(q.subject, q.predicate, q.object) for q in list(self._engine))
            if self._state:
                self._state.write_text(self._known, encoding="utf-8")
        return self._known


def _quad(triple: ox.Triple | Triple, graph: ox.NamedNode) -> ox.Quad:
    if isinstance(triple, ox.Triple):
        return ox.Quad(triple.subject, triple.predicate, triple.object, graph)
    subject, predicate, object_ = triple
    return ox.Quad(ox.NamedNode(str(subject)), ox.NamedNode(predicate), to_engine(object_), graph)
