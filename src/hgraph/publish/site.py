"""A folder of releases: each is written aside and gets its name when it is whole; a link says which one is shown."""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from hgraph.errors import UsageError
from hgraph.releases import File

CURRENT: Final = "current"
RELEASES: Final = "releases"
RECORD_FILE: Final = "release.json"
MANIFEST_FILE: Final = "manifest.sha256"
_HIDDEN: Final = ".hgraph-"
_LOCK: Final = f"{_HIDDEN}lock"
_PLAIN: Final = re.compile(r"(?!.*(?:^|/)\.{1,2}(?:/|\Z))[\w.~=+@-]+(?:/[\w.~=+@-]+)*", re.ASCII)


Written = tuple[str, bytes, int]
"""A file that was written: its path, its checksum and its size."""


@dataclass
class Unfinished:
    """A release that is being written, in a folder without a name that anybody looks for."""

    folder: Path
    aside: Path
    """A folder for what is needed while it is written, and is no part of it."""
    sums: dict[str, bytes] = field(default_factory=dict)
    """SHA-256 of the files that are written, by path."""
    size: int = 0

    def write(self, file: File) -> Written:
        """Write a file; what it came to is to be told to ``add`` by whoever keeps count.

        Raises ``ValueError`` for a path that is not plain, and ``OSError`` if the disk refuses.
        """
        return self.write_blocks(file.path, [file.content])

    def write_blocks(self, path: str, blocks: Iterable[bytes]) -> Written:
        """Write a file block by block; see ``write``."""
        if not _PLAIN.fullmatch(path):
            raise ValueError(path)
        target, digest, size = self.folder / path, hashlib.sha256(), 0
        try:
            stream = target.open("wb")
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            stream = target.open("wb")
        with stream:
            for block in blocks:
                stream.write(block)
                digest.update(block)
                size += len(block)
        return path, digest.digest(), size

    def found(self, path: str) -> Written:
        """Return what a file came to that another program wrote. Raises ``ValueError`` for a path that is not plain."""
        if not _PLAIN.fullmatch(path):
            raise ValueError(path)
        content = (self.folder / path).read_bytes()
        return path, hashlib.sha256(content).digest(), len(content)

    def add(self, written: Iterable[Written]) -> None:
        """Keep count of files that were written. Raises ``ValueError`` for one that was written twice."""
        for path, digest, size in written:
            if path in self.sums:
                raise ValueError(path)
            self.sums[path] = digest
            self.size += size

    def put(self, path: str, content: bytes) -> None:
        """Write a file and keep count of it."""
        self.add([self.write(File(path, content))])

    @property
    def paths(self) -> list[str]:
        """The files that are written, in order."""
        return sorted(self.sums)

    def clear(self) -> None:
        """Take away what stands aside."""
        shutil.rmtree(self.aside, ignore_errors=True)

    def seal(self) -> None:
        """Write the checksum of every file, in the form that ``sha256sum -c`` reads."""
        lines = "".join(f"{self.sums[path].hex()}  {path}\n" for path in self.paths)
        self.put(MANIFEST_FILE, lines.encode())


class Site:
    """The folder that a web server looks at. Made by ``opened``; only one process builds in it at a time."""

    def __init__(self, folder: Path) -> None:
        """Take a folder that is a site already."""
        self.folder = folder

    @classmethod
    @contextmanager
    def opened(cls, folder: Path) -> Iterator[Self]:
        """Give a folder to build in, without what an earlier build left unfinished.

        Raises ``UsageError`` for a folder with something else in it (``folder-not-empty``), one in which another
        process builds (``build-under-way``), and one that cannot be written to (``not-writable``).
        """
        folder = folder.absolute()
        _require_site(folder)
        try:
            (folder / RELEASES).mkdir(parents=True, exist_ok=True)
            with (folder / _LOCK).open("wb") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError as error:
                    raise UsageError("build-under-way", place=folder) from error
                for left in (folder / RELEASES).glob(f"{_HIDDEN}*"):
                    shutil.rmtree(left)
                for left in folder.glob(f"{_HIDDEN}link-*"):
                    left.unlink()
                yield cls(folder)
        except OSError as error:
            raise UsageError("not-writable", place=folder, reason=error) from error

    @property
    def shown(self) -> Path | None:
        """The release that is shown: its folder, if there is one and it is whole."""
        folder = self.folder / CURRENT
        return folder.resolve() if record_of(folder) else None

    def release(self, short_id: str) -> Path | None:
        """Return the folder of a release that stands here, whole."""
        folder = self.folder / RELEASES / short_id
        return folder if record_of(folder) else None

    @contextmanager
    def unfinished(self, short_id: str) -> Iterator[Unfinished]:
        """Give a release to be filled; afterwards it has its name and is on the disk, or it is gone."""
        hidden = self.folder / RELEASES / f"{_HIDDEN}{short_id}"
        unfinished = Unfinished(hidden, self.folder / RELEASES / f"{_HIDDEN}aside-{short_id}")
        hidden.mkdir()
        unfinished.aside.mkdir()
        try:
            yield unfinished
            _on_disk(hidden)
            hidden.rename(self.folder / RELEASES / short_id)
            _on_disk(self.folder)
        except BaseException:
            shutil.rmtree(hidden, ignore_errors=True)
            raise
        finally:
            unfinished.clear()

    def show(self, short_id: str) -> None:
        """Show a release from now on: whoever asks meanwhile gets the one before, whole."""
        link = self.folder / f"{_HIDDEN}link-{short_id}"
        link.unlink(missing_ok=True)
        link.symlink_to(Path(RELEASES, short_id))
        link.replace(self.folder / CURRENT)
        _on_disk(self.folder)

    def line(self) -> list[dict[str, Any]]:
        """Return what the releases say of themselves, from the one that is shown back to the first."""
        found: list[dict[str, Any]] = []
        record = record_of(self.folder / CURRENT)
        while record and record["id"] not in {known["id"] for known in found}:
            found.append(record)
            previous = record.get("previous")
            record = record_of(self.folder / RELEASES / str(previous)[:16]) if previous else None
        return found

    def keep(self, count: int) -> list[str]:
        """Remove all releases but the last so many of the line; return the first digits of those that went."""
        kept = {str(record["id"])[:16] for record in self.line()[:count]}
        gone = []
        for folder in sorted((self.folder / RELEASES).iterdir()):
            if folder.name not in kept and not folder.name.startswith(_HIDDEN):
                away = folder.with_name(f"{_HIDDEN}gone-{folder.name}")
                folder.rename(away)
                shutil.rmtree(away)
                gone.append(folder.name)
        return gone


def record_of(folder: Path) -> dict[str, Any] | None:
    """Return what a release in a folder says of itself, ``None`` if there is no release there."""
    try:
        record: dict[str, Any] = json.loads((folder / RECORD_FILE).read_bytes())
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) and "id" in record and (folder / MANIFEST_FILE).exists() else None


def _require_site(folder: Path) -> None:
    """Raise ``UsageError`` for a folder that holds something, and no releases."""
    if folder.is_symlink() or folder.exists():
        if not folder.is_dir():
            raise UsageError("not-a-site", place=folder)
        names = sorted(path.name for path in folder.iterdir())
        if names and RELEASES not in names:
            raise UsageError("folder-not-empty", place=folder, first=names[0])
        if CURRENT in names and not (folder / CURRENT).is_symlink():
            raise UsageError("not-a-site", place=folder / CURRENT)


def _on_disk(folder: Path) -> None:
    """Return once everything that was written where a folder stands is on the disk: one call, not one for each file."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if ctypes.CDLL(None, use_errno=True).syncfs(descriptor) != 0:
            os.sync()
    except AttributeError:  # a system without the call
        os.sync()
    finally:
        with suppress(OSError):
            os.fsync(descriptor)
        os.close(descriptor)
