"""Writing files: in canonical form, and either whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable
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


def write_blocks(path: Path, blocks: Iterable[bytes], beside: Path) -> None:
    """Write a file block by block, so that it is there whole or not at all; ``beside`` is a folder on the same disk.

    Until the last moment the content has no name, so that a process that is killed leaves nothing behind. Missing
    folders are made then. Raises ``OSError`` if it cannot be written; then nothing was changed.
    """
    target = Path(os.path.realpath(path))
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None:  # a system without files that have no name
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, b"".join(blocks))
        return
    descriptor = os.open(beside, flag | os.O_RDWR, 0o666)
    with open(descriptor, "w+b", buffering=1 << 20) as stream:  # noqa: PTH123 - a descriptor, not a path
        stream.writelines(blocks)
        stream.flush()
        os.fsync(descriptor)
        if target.exists():
            os.fchmod(descriptor, target.stat().st_mode & 0o777)
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
        _give_name(descriptor, temporary)
        try:
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def _give_name(descriptor: int, path: Path) -> None:
    """Give a file that has none a name; only with a folder's descriptor does Python follow the link to the file."""
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.link(f"/proc/self/fd/{descriptor}", path.name, dst_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)
