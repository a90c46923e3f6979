"""Reading a dossier that may come from anybody: a folder or a zip file, with bounds on what it may hold."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from hgraph.dossier.writing import ZIP
from hgraph.errors import UnreadableInput

MOST_FILES: Final = 10_000
MOST_BYTES: Final = 1 << 30
"""Bytes of all files together, as they are when nothing is compressed."""
_DEEPEST, _LONGEST_NAME = 12, 400
_CHUNK: Final = 1 << 20
_SHARED: Final = 0x1
"""The flag of a zip entry that a password locks."""


def read_dossier(place: Path) -> dict[str, bytes]:
    """Return the files of a dossier by name, from a folder or a zip file; nothing is written anywhere.

    Raises ``UnreadableInput``: ``not-a-dossier`` if there is neither, ``unsafe-dossier`` for a name that leads out, a
    link, a device, a locked or a double entry, ``dossier-too-large`` beyond ``MOST_FILES`` or ``MOST_BYTES``.
    """
    try:
        if place.is_dir():
            return dict(sorted(_of_folder(place)))
        if place.is_file():
            return dict(sorted(_of_zip(place)))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise UnreadableInput("not-a-dossier", place=place) from error
    except OSError as error:
        raise UnreadableInput("not-readable", place=place) from error
    raise UnreadableInput("not-a-dossier", place=place)


class _Budget:
    """Counts what has been read, and stops at the bounds."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._files = 0
        self.left = MOST_BYTES

    def another_file(self) -> None:
        """Count a file."""
        self._files += 1
        if self._files > MOST_FILES:
            self.refuse()

    def take(self, count: int) -> None:
        """Count bytes."""
        self.left -= count
        if self.left < 0:
            self.refuse()

    def refuse(self) -> None:
        """Refuse the dossier as too large."""
        raise UnreadableInput("dossier-too-large", place=self._place, files=MOST_FILES, megabytes=MOST_BYTES >> 20)


def _of_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    budget = _Budget(folder)
    for place, folders, names in os.walk(folder, onerror=_raise):
        for name in (*folders, *names):
            path = Path(place) / name
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode):
                continue
            if not stat.S_ISREG(mode):
                raise UnreadableInput("unsafe-dossier", place=folder, name=path.relative_to(folder).as_posix())
            budget.another_file()
            budget.take(path.lstat().st_size)
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _raise(error: OSError) -> None:
    raise error


def _of_zip(place: Path) -> Iterator[tuple[str, bytes]]:
    if place.suffix.lower() != ZIP and not zipfile.is_zipfile(place):
        raise UnreadableInput("not-a-dossier", place=place)
    budget = _Budget(place)
    budget.take(place.stat().st_size)
    budget.left = MOST_BYTES
    seen: set[str] = set()
    with zipfile.ZipFile(place) as archive:
        for entry in archive.infolist():
            budget.another_file()
            name = entry.filename
            if entry.is_dir() and _is_safe(name.rstrip("/")) and not entry.file_size:
                continue
            if not _is_plain(entry) or not _is_safe(name) or name.casefold() in seen:
                raise UnreadableInput("unsafe-dossier", place=place, name=name)
            seen.add(name.casefold())
            yield name, _content(archive, entry, budget)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: _Budget) -> bytes:
    """Return what an entry really holds, counted while it is read: what it says of its own size is not believed."""
    chunks = []
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            budget.take(len(chunk))
            chunks.append(chunk)
    return b"".join(chunks)


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return kind in (0, stat.S_IFREG) and not entry.flag_bits & _SHARED


def _is_safe(name: str) -> bool:
    """Say whether a name stays where it is put: relative, no way up, no other drive, nothing that is not printed."""
    parts = PurePosixPath(name).parts
    return (
        bool(parts)
        and len(name) <= _LONGEST_NAME
        and len(parts) <= _DEEPEST
        and name.isprintable()
        and not name.startswith("/")
        and "/".join(parts) == name
        and not any(part in ("..", ".") or "\\" in part or ":" in part for part in parts)
    )
