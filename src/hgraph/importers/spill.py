"""Sorting more lines than fit in memory: sorted runs in files without a name, merged when they are read."""

from __future__ import annotations

import heapq
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby, islice, repeat
from typing import IO, Final, Self, cast

import pyoxigraph as ox

from hgraph.dataset.conversion import to_triple
from hgraph.namespaces import XSD
from hgraph.terms import Iri, Term, Triple, to_ntriples

_RUN: Final = 24_000_000
"""Bytes of lines that are held in memory before a run of them goes to disk."""
_OVERHEAD: Final = 60
"""Bytes that a line costs beside its own."""
_BLOCK: Final = 1 << 16
_REPLACED: Final = re.compile(r'["\\\x00-\x1f\x7f]')
"""Characters that N-Triples writes otherwise."""


class Sorter:
    """Takes lines in any order and gives each once, sorted by its bytes. Use it in a ``with`` block.

    The files it spills into have no name: they are gone with the process, however that ends.
    """

    def __init__(self, run_size: int = _RUN) -> None:
        """Take the number of bytes to hold in memory."""
        self._run_size = run_size
        self._held: list[bytes] = []
        self._size = 0
        self._runs: list[IO[bytes]] = []
        self._closing = ExitStack()

    def __enter__(self) -> Self:
        """Return the sorter itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Give back memory and files."""
        self._held, self._runs = [], []
        self._closing.close()

    def add(self, line: str) -> None:
        """Take one line, without its end."""
        self.add_line(line.encode("utf-8") + b"\n")

    def add_line(self, line: bytes) -> None:
        """Take one line as ``lines`` gives it, with its end."""
        self._held.append(line)
        self._size += len(line) + _OVERHEAD
        if self._size >= self._run_size:
            self._spill()

    def add_triple(self, triple: Triple) -> None:
        """Take one triple as a line of N-Triples. Its IRIs are known to be valid."""
        self.add(f"<{triple[0]}> <{triple[1]}> {_written(triple[2])} .")

    def lines(self) -> Iterator[bytes]:
        """Yield every line once, in order, with its end; nothing may be added any more."""
        self._held.sort()
        for run in self._runs:
            run.seek(0)
        last = b""
        for line in heapq.merge(*self._runs, self._held) if self._runs else self._held:
            if line != last:
                yield line
                last = line

    def triples(self) -> Iterator[Triple]:
        """Yield every triple once, in order of its line. All lines have to be N-Triples."""
        return triples_of(self.lines())

    def _spill(self) -> None:
        run = self._closing.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - it is
        self._held.sort()
        run.writelines(self._held)
        self._runs.append(run)
        self._held, self._size = [], 0


def _written(term: Term) -> str:
    """Return a term in N-Triples; most texts need no character replaced."""
    if isinstance(term, Iri):
        return f"<{term}>"
    if _REPLACED.search(term.lexical):
        return to_ntriples(term)
    if term.language:
        return f'"{term.lexical}"@{term.language}'
    return f'"{term.lexical}"' if term.datatype == XSD.string else f'"{term.lexical}"^^<{term.datatype}>'


def by_subject(*streams: Iterable[bytes]) -> Iterator[tuple[str, list[list[bytes]]]]:
    """Yield each subject of sorted streams of lines of N-Triples, with its lines in each stream."""
    for subject, group in groupby(_numbered(streams), key=lambda item: item[0].partition(b" ")[0]):
        lines: list[list[bytes]] = [[] for _ in streams]
        for line, number in group:
            lines[number].append(line)
        yield subject[1:-1].decode("utf-8"), lines


def _numbered(streams: Sequence[Iterable[bytes]]) -> Iterator[tuple[bytes, int]]:
    if len(streams) == 1:
        return ((line, 0) for line in streams[0])
    return heapq.merge(*(zip(stream, repeat(number)) for number, stream in enumerate(streams)))


def triples_of(lines: Iterable[bytes]) -> Iterator[Triple]:
    """Yield the triples of lines of N-Triples as they come."""
    for quad in ox.parse(cast("IO[bytes]", _Readable(lines)), format=ox.RdfFormat.N_TRIPLES, lenient=True):
        yield to_triple(quad)


class _Readable:
    """Lines as a stream of bytes, for a parser that reads."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """Return at most ``size`` bytes; none at the end."""
        wanted = size if size > 0 else _BLOCK
        while len(self._rest) < wanted:
            block = b"".join(islice(self._lines, 256))
            if not block:
                break
            self._rest += block
        given, self._rest = self._rest[:wanted], self._rest[wanted:]
        return given
