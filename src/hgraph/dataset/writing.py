"""Writing files: in canonical form, and either whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from hgraph.dataset.conversion import to_triple
from hgraph.dataset.reading import parse_file
from hgraph.dataset.turtle import leading_comment, to_turtle, triples_to_turtle
from hgraph.namespaces import PREFIXES
from hgraph.terms import Triple


def canonical_text(path: Path, base: str | None, change: Callable[[Triple], Triple] | None = None) -> str:
    """Return the canonical Turtle of a file, its leading comment kept. Raises ``UnreadableInput`` as reading does.

    ``change`` may put another triple in the place of each.
    """
    triples = parse_file(path, base)
    if change:
        comment = leading_comment(path.read_text(encoding="utf-8"))
        return triples_to_turtle(map(change, map(to_triple, triples)), base, comment)
    return to_turtle(triples, PREFIXES, base, leading_comment(path.read_text(encoding="utf-8")))


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a power cut, sees the old bytes or the new ones and nothing between.

    A link keeps pointing where it did, a file keeps its permissions, and a device or pipe is written to as it is.
    Raises ``OSError`` if that cannot be done; then nothing was changed.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
