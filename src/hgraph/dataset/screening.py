"""What a file may not hold, seen in its bytes before it is parsed: other encodings, control characters, RDF 1.2."""

from __future__ import annotations

import codecs
import mmap
import re
from pathlib import Path
from typing import Final

from hgraph.errors import UnreadableInput

_CHUNK: Final = 1 << 20
_NOT_CONTROL: Final = bytes(set(range(256)) - {*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F})
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]")
"""Everything that steers a terminal: all control characters but tab and line ends."""
_SUSPECT: Final = {b"|": (b"{|",), b"<": (b"<<",), b"@": (b"--ltr", b"--rtl")}
"""What may begin something of RDF 1.2, by a character that is found at once; most files have none of it."""
_ESCAPE: Final = rb"\\(?:[bf]|(?:u|U0000)00(?:0[0-8bcefBCEF]|[189][0-9a-fA-F]|7[fF]))"
_MAY_BE_ESCAPED: Final = re.compile(_ESCAPE)
_ESCAPED: Final = re.compile(rb"(?<!\\)(?:\\\\)*+(" + _ESCAPE + rb")")
_TOKEN: Final = re.compile(
    rb'"""(?:[^"\\]++|\\.|"(?!""))*+"""|\'\'\'(?:[^\'\\]++|\\.|\'(?!\'\'))*+\'\'\''
    rb'|"(?:[^"\\\n]++|\\.)*+"|\'(?:[^\'\\\n]++|\\.)*+\''
    rb"|#[^\n]*+|<[^<>\s]*+>|\\.|<<|\{\||@[A-Za-z0-9-]+?--(?:ltr|rtl)",
    re.DOTALL,
)
"""Strings, comments and IRIs, within which nothing of RDF 1.2 can begin; and what begins something of RDF 1.2."""


def screen(path: Path) -> None:
    """Refuse a file that is not UTF-8 or holds control characters or RDF 1.2, in memory that does not grow with it.

    Raises ``UnreadableInput`` with file and line; ``OSError`` if the file cannot be read.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    suspect, lines = False, 1
    with path.open("rb") as stream:
        _refuse_other_encodings(path, stream.read(4))
        stream.seek(0)
        while chunk := stream.read(_CHUNK) + stream.readline(_CHUNK):
            try:
                decoder.decode(chunk, final=len(chunk) < _CHUNK)
            except UnicodeDecodeError as error:
                line = lines + chunk[: error.start].count(b"\n")
                raise UnreadableInput("not-utf8", place=f"{path}:{line}") from error
            if chunk.translate(None, delete=_NOT_CONTROL) or b"\xc2" in chunk:
                _refuse_control(path, lines, chunk)
            suspect = suspect or _is_suspect(chunk)
            lines += chunk.count(b"\n")
    if suspect:
        _look_closely(path)


def is_plain(content: bytes) -> bool:
    """Say whether content is beyond suspicion: if it is not, ``screen`` says of its file whether that is refused."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return not (content.translate(None, delete=_NOT_CONTROL) or b"\xc2" in content or _is_suspect(content))


def _is_suspect(chunk: bytes) -> bool:
    if b"\\" in chunk and _MAY_BE_ESCAPED.search(chunk):
        return True
    return any(first in chunk and any(mark in chunk for mark in marks) for first, marks in _SUSPECT.items())


def _refuse_other_encodings(path: Path, head: bytes) -> None:
    if head.startswith(codecs.BOM_UTF8):
        raise UnreadableInput("byte-order-mark", place=path)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in head[:2]:
        raise UnreadableInput("not-utf8", place=path)


def _refuse_control(path: Path, lines: int, chunk: bytes) -> None:
    found = _CONTROL.search(chunk)
    if found:
        line = lines + chunk[: found.start()].count(b"\n")
        raise UnreadableInput("control-character", place=f"{path}:{line}", character=found.group().decode())


def _look_closely(path: Path) -> None:
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        for token in _TOKEN.finditer(content):
            text = token.group()
            if text[:1] in b"\"'":
                escaped = _ESCAPED.search(text)
                if escaped:
                    line = content[: token.start() + escaped.start(1)].count(b"\n") + 1
                    raise UnreadableInput("control-character", place=f"{path}:{line}", character=escaped[1].decode())
            elif text[:2] in (b"<<", b"{|") or text[:1] == b"@":
                line = content[: token.start()].count(b"\n") + 1
                raise UnreadableInput("newer-rdf", place=f"{path}:{line}", token=text.decode())
