"""Writing files: in canonical form, and either whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hgraph.dataset.reading import parse_file
from hgraph.dataset.turtle import leading_comment, to_turtle
from hgraph.namespaces import PREFIXES


def canonical_text(path: Path, base: str | None) -> str:
    """Return the canonical Turtle of a file, its leading comment kept. Raises ``UnreadableInput`` as reading does."""
    triples = parse_file(path, base)
    return to_turtle(triples, PREFIXES, base, leading_comment(path.read_text(encoding="utf-8")))


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a power cut, sees the old bytes or the new ones and nothing between."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
