"""Files of others as they come in: read as a stream, packed or not, with everything that is no Turtle refused."""

from __future__ import annotations

import codecs
import hashlib
import os
import select
import stat
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import IO, Any, Final, NoReturn, Protocol, cast

import pyoxigraph as ox

from hgraph.errors import UnreadableInput
from hgraph.namespaces import PREFIXES
from hgraph.settings import ImportLimits

STANDARD_INPUT: Final = "-"
_BLOCK: Final = 1 << 16
_AT_A_TIME: Final = 0.5
"""Seconds that standard input is waited for before Python looks whether it was interrupted."""
_PACKED: Final = b"\x1f\x8b"
_OTHER_FORMATS: Final = (b"<!doctype", b"<html", b"<?xml", b"<rdf:rdf", b"{", b"[{", b"[ {", b"pk\x03\x04", b"%pdf")
_SMALL: Final = 64 * _BLOCK
"""Unpacked bytes up to which the ratio of a packed file says nothing."""
_EVERY: Final = 4_096
_FIRST: Final = ox.NamedNode(PREFIXES["rdf"] + "first")

Progress = Callable[[int, int], None]
"""Called now and then with the number of triples and of bytes read until then."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read to its end: its name without folders, the sha256 of its bytes, and its triples counted."""

    name: str
    sha256: str
    triples: int


class Intake:
    """Reads one file after the other; afterwards ``files`` says what was read. One clock runs for all of them."""

    def __init__(self, limits: ImportLimits, progress: Progress | None = None) -> None:
        """Take the limits, and whom to tell how far it is."""
        self._limits = limits
        self._progress = progress
        self._until = monotonic() + limits.seconds
        self._triples = 0
        self._bytes = 0
        self.files: list[SourceFile] = []

    def triples(self, path: str) -> Iterator[ox.Triple]:
        """Yield the triples of a file, or of standard input for ``-``; IRIs in them are not yet known to be valid.

        Raises ``UnreadableInput`` with file and line for what cannot be read, is cut off, or goes beyond a limit.
        """
        name = Path(path).name if path != STANDARD_INPUT else "stdin"
        with _opened(path) as stream:
            reader = _Reader(path, stream, self._limits)
            count, depth, inner = 0, 0, None
            try:
                for quad in ox.parse(cast("IO[bytes]", reader), format=ox.RdfFormat.TURTLE, lenient=True):
                    triple = quad.triple
                    count += 1
                    reader.since_triple = 0
                    if triple.predicate == _FIRST:
                        depth = depth + 1 if triple.subject == inner else 1
                        inner = triple.object
                        if depth > self._limits.nesting:
                            raise UnreadableInput("import-too-nested", place=path, limit=self._limits.nesting)
                    if not count % _EVERY:
                        self._tell(path, self._triples + count, self._bytes + reader.taken)
                    yield triple
            except SyntaxError as error:
                _refuse(path, error, reader)
            except MemoryError as error:
                raise UnreadableInput("value-too-large", place=path) from error
            except (OSError, EOFError, zlib.error, ValueError) as error:
                raise UnreadableInput("not-readable", place=path) from error
            if not count:
                raise UnreadableInput("empty-file", place=path)
            self._triples += count
            self._bytes += reader.taken
            self.files.append(SourceFile(name, reader.sha256, count))

    def _tell(self, path: str, triples: int, size: int) -> None:
        if monotonic() > self._until:
            raise UnreadableInput("import-too-slow", place=path, limit=self._limits.seconds)
        if self._progress:
            self._progress(triples, size)


def _refuse(path: str, error: SyntaxError, reader: _Reader) -> NoReturn:
    place = f"{path}:{error.lineno}" if error.lineno else path
    reason = str(error.msg)
    if reader.ended and "Unexpected end" in reason:
        raise UnreadableInput("import-cut-off", place=place) from error
    raise UnreadableInput("import-syntax", place=place, reason=reason) from error


@contextmanager
def _opened(path: str) -> Iterator[_Stream]:
    if path == STANDARD_INPUT:
        yield _StandardInput()
        return
    try:
        kind = Path(path).stat().st_mode
        if stat.S_ISDIR(kind):
            raise UnreadableInput("import-not-a-file", place=path)
        stream = Path(path).open("rb")  # noqa: SIM115 - closed below
    except FileNotFoundError as error:
        raise UnreadableInput("import-no-such-file", place=path) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise UnreadableInput("not-readable", place=path) from error
    with stream:
        yield stream


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _StandardInput:
    """Standard input as it comes; Python itself sees no signal that came just before it began to wait for more."""

    def __init__(self) -> None:
        if sys.stdin is None:
            raise UnreadableInput("import-no-such-file", place=STANDARD_INPUT)
        self._descriptor = sys.stdin.fileno()

    def read(self, size: int, /) -> bytes:
        """Return so many bytes, fewer at the end only."""
        parts: list[bytes] = []
        while size:
            if not select.select([self._descriptor], [], [], _AT_A_TIME)[0]:
                continue
            part = os.read(self._descriptor, size)
            if not part:
                break
            parts.append(part)
            size -= len(part)
        return b"".join(parts)


class _Reader:
    """Gives the parser the bytes of a file as text in UTF-8, unpacked, and counts what it gives."""

    def __init__(self, path: str, stream: _Stream, limits: ImportLimits) -> None:
        self._path, self._stream, self._limits = path, stream, limits
        self._digest = hashlib.sha256()
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._waiting = b""
        self._unpacker: Any = None
        self._started = False
        self._line = 1
        self._stretch = 4 * limits.value_size + 16 * _BLOCK
        self.taken = 0
        """Bytes read from the file itself."""
        self._given = 0
        self.since_triple = 0
        """Bytes given since the last triple came out: a single value, or a nest without end, may not fill memory."""
        self.ended = False

    @property
    def sha256(self) -> str:
        """The checksum of the file as it was received."""
        return self._digest.hexdigest()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, none at the end. Raises ``UnreadableInput``."""
        wanted = size if 0 < size < _BLOCK else _BLOCK
        if not self._waiting:
            self._waiting = self._next()
        given, self._waiting = self._waiting[:wanted], self._waiting[wanted:]
        return given

    def _next(self) -> bytes:
        block = self._block()
        while not block and not self.ended:
            block = self._block()
        if not self._started:
            self._started = True
            block = self._checked_start(block)
        try:
            self._decoder.decode(block, final=self.ended)
        except UnicodeDecodeError as error:
            self._complain_about_encoding(block, error)
        self._line += block.count(b"\n")
        self._given += len(block)
        self.since_triple += len(block)
        if self.since_triple > self._stretch:
            raise UnreadableInput("import-no-statement", place=f"{self._path}:{self._line}", limit=self._stretch)
        return block

    def _complain_about_encoding(self, block: bytes, error: UnicodeDecodeError) -> NoReturn:
        line = self._line + block[: max(error.start, 0)].count(b"\n")
        cut = self.ended and error.reason == "unexpected end of data"
        raise UnreadableInput("import-cut-off" if cut else "not-utf8", place=f"{self._path}:{line}") from error

    def _block(self) -> bytes:
        raw = self._stream.read(_BLOCK)
        self._digest.update(raw)
        self.taken += len(raw)
        if not self._started and self._unpacker is None and raw[:2] == _PACKED:
            self._unpacker = zlib.decompressobj(wbits=31)
        if self._unpacker is None:
            self.ended = not raw
            return raw
        return self._unpacked(raw)

    def _unpacked(self, raw: bytes) -> bytes:
        """Return what packed bytes hold, at most a block at a time more than was asked for."""
        unpacker = self._unpacker
        parts, data = [], raw
        while data:
            parts.append(unpacker.decompress(data, _BLOCK * 16))
            held = self._given + sum(map(len, parts))
            if held > self._limits.unpacked or held > max(_SMALL, self.taken * self._limits.ratio):
                raise UnreadableInput("import-packed-too-much", place=self._path, limit=self._limits.ratio)
            if unpacker.eof:  # several packed parts may follow one another
                data = unpacker.unused_data
                unpacker = self._unpacker = zlib.decompressobj(wbits=31) if data else unpacker
            else:
                data = unpacker.unconsumed_tail
        if not raw:
            if not unpacker.eof:
                raise UnreadableInput("import-cut-off", place=self._path)
            self.ended = True
        return b"".join(parts)

    def _checked_start(self, block: bytes) -> bytes:
        """Return the first bytes without a mark of UTF-8, which does no harm. Raises ``UnreadableInput``."""
        if block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in block[:4]:
            raise UnreadableInput("not-utf8", place=f"{self._path}:1")
        block = block.removeprefix(codecs.BOM_UTF8)
        if block.lstrip()[:16].lower().startswith(_OTHER_FORMATS):
            raise UnreadableInput("import-other-format", place=f"{self._path}:1")
        return block
