"""What a release is, and what those who make its files are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from hgraph.project import Project
from hgraph.releases.addresses import Addresses
from hgraph.terms import Iri

RELEASE: Final = "release.json"
"""The file that says what a release is."""
DATASET: Final = "dumps/dataset.ttl"
"""The file with all its statements."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a release: its path, with slashes and without one in front, and its bytes."""

    path: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Release:
    """What a release says of itself. ``id`` is the SHA-256 of the canonical dataset (RDFC-1.0, N-Quads), in hex.

    ``issued`` is given, never read from the clock. ``things`` are the described things in order of IRI; ``graphs`` the
    published graphs with the kind of their statements (``statement-kind:bron`` or ``afgeleid``).
    """

    id: str
    issued: date
    titles: Mapping[str, str]
    things: tuple[Iri, ...]
    graphs: Mapping[Iri, Iri]
    statements: int

    @property
    def short_id(self) -> str:
        """The first 16 digits, as they stand in file names and citations."""
        return self.id[:16]


@dataclass(frozen=True)
class View:
    """What makers of files are given: the published data and nothing else, opened; addresses; the release.

    ``previous`` is the folder of the release before, if there is one; ``folder`` the one that is being filled, where
    the files stand that were made earlier (of which the size and the checksum can be told).
    """

    project: Project
    addresses: Addresses
    release: Release
    previous: Path | None = None
    folder: Path | None = None
