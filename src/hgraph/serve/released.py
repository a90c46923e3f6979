"""A release on disk as it is served: what it says of itself, and which files it has with their hashes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import urlsplit

from hgraph.errors import UnreadableInput, UsageError
from hgraph.releases import FORMS, Addresses, Form, Release

CURRENT: Final = "current"
RECORD: Final = "release.json"
MANIFEST: Final = "manifest.sha256"
DUMP: Final = "dumps/dataset.nq.gz"
USUAL: Final = "site"
"""The folder that is served if none is named and there is one here."""
_LINE: Final = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_UNSAFE: Final = re.compile(r"(?:^|/)\.{1,2}(?:/|$)|^/|//|\\|\x00")


def find_release(place: Path | None) -> Path:
    """Return the release that a place means: the one shown in a site, or the folder itself; it may be a link.

    Without a place it is ``site`` here, or here. Raises ``UsageError`` (``no-release``).
    """
    for folder in [Path(USUAL), Path()] if place is None else [place]:
        for found in (folder / CURRENT, folder):
            if (found / RECORD).is_file():
                return found
    raise UsageError("no-release", place=Path(USUAL) if place is None else place)


@dataclass(frozen=True)
class Released:
    """One release: its folder, its record, and the hash of every file by path.

    Only what the manifest names is served, so a path that it does not name leads nowhere, whatever is in it.
    """

    folder: Path
    record: Mapping[str, Any]
    files: Mapping[str, str] = field(repr=False)

    @classmethod
    def read(cls, link: Path) -> Self:
        """Read a release. Raises ``UnreadableInput`` (``not-a-release``) if it is not whole."""
        folder = link.resolve()
        try:
            record = json.loads((folder / RECORD).read_bytes())
            lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines()
            released = cls(folder, record, dict(_entry(line) for line in lines if line))
            _ = (released.release, released.addresses)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise UnreadableInput("not-a-release", place=link, reason=error) from error
        return released

    @cached_property
    def release(self) -> Release:
        """What the release says of itself; its things are told by its files."""
        record = self.record
        count = int(record["counts"]["statements"])
        titles = {str(tag): str(title) for tag, title in record["title"].items()}
        return Release(str(record["id"]), date.fromisoformat(record["issued"]), titles, (), {}, count)

    @cached_property
    def addresses(self) -> Addresses:
        """Where its things stand."""
        return Addresses(str(self.record["base"]))

    @cached_property
    def prefix(self) -> str:
        """The path of the base, with slashes at both ends."""
        return urlsplit(self.addresses.base).path or "/"

    @property
    def licence(self) -> str:
        """The IRI of the terms of use."""
        return str(self.record["licence"])

    def forms(self, stem: str) -> list[Form]:
        """Return the forms in which a document is there."""
        return [form for form in FORMS if stem + form.suffix in self.files]

    def place(self, iri: str) -> str | None:
        """Return where the documents about a thing stand, if there are any."""
        place = self.addresses.place(iri)
        return place if self.forms(place) else None


def _entry(line: str) -> tuple[str, str]:
    found = _LINE.fullmatch(line)
    if found is None or _UNSAFE.search(found[2]):
        raise ValueError(line)
    return found[2], found[1]
