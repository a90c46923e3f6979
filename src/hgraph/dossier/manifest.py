"""The manifest of a dossier: the SHA-256 of every other file, in the form that ``sha256sum -c`` reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from hgraph.errors import UnreadableInput

MANIFEST_FILE: Final = "SHA256SUMS"
_LINE: Final = re.compile(r"(?P<sum>[0-9a-f]{64})  (?P<name>[^\n\r\\]+)")


@dataclass(frozen=True)
class Integrity:
    """How the files of a dossier differ from its manifest."""

    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def intact(self) -> bool:
        """Whether nothing differs."""
        return not (self.changed or self.missing or self.extra)

    @property
    def names(self) -> tuple[str, ...]:
        """All files that differ."""
        return (*self.changed, *self.missing, *self.extra)


def manifest(files: Mapping[str, bytes]) -> bytes:
    """Return the manifest of files by name, sorted by name."""
    return "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items())).encode()


def fingerprint(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of the manifest among files, which stands for all of them."""
    return sha256(files[MANIFEST_FILE]).hexdigest()


def compared(content: bytes, files: Mapping[str, bytes], place: Path) -> Integrity:
    """Return how files differ from a manifest. Raises ``UnreadableInput`` (``manifest-unreadable``)."""
    try:
        lines = content.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise UnreadableInput("manifest-unreadable", place=place, file=MANIFEST_FILE, line=1) from error
    stated: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        found = _LINE.fullmatch(line)
        if found is None or found["name"] in stated:
            raise UnreadableInput("manifest-unreadable", place=place, file=MANIFEST_FILE, line=number)
        stated[found["name"]] = found["sum"]
    present = files.keys() - {MANIFEST_FILE}
    return Integrity(
        tuple(sorted(n for n in present & stated.keys() if sha256(files[n]).hexdigest() != stated[n])),
        tuple(sorted(stated.keys() - present)),
        tuple(sorted(present - stated.keys())),
    )
