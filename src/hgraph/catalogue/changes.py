"""What differs between two releases: the things that came, those whose statements changed, and those that went."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Final

from hgraph.catalogue.places import STATEMENTS
from hgraph.errors import UnreadableInput
from hgraph.terms import Iri

_START: Final = "<"


class Kind(StrEnum):
    """What happened to a thing."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """A thing that came, changed or went."""

    thing: Iri
    kind: Kind


def changes_between(folder: Path, previous: Path | None) -> list[Change]:
    """Return how the release in ``folder`` differs from the one before, in order of IRI; all is new in the first one.

    Raises ``UnreadableInput`` (``release-unreadable``) for statements that cannot be read.
    """
    now, before = digests(folder), digests(previous) if previous else {}
    found = [Change(thing, Kind.CHANGED if thing in before else Kind.NEW) for thing in _differing(now, before)]
    found += [Change(thing, Kind.GONE) for thing in before if thing not in now]
    return sorted(found, key=lambda change: change.thing)


def _differing(now: Mapping[Iri, bytes], before: Mapping[Iri, bytes]) -> Iterator[Iri]:
    return (thing for thing, digest in now.items() if before.get(thing) != digest)


def digests(folder: Path) -> dict[Iri, bytes]:
    """Return a hash of the statements of every thing of a release. Raises ``UnreadableInput`` as ``statements``."""
    return {thing: hashlib.sha256("".join(lines).encode()).digest() for thing, lines in statements(folder)}


def statements(folder: Path) -> Iterator[tuple[Iri, list[str]]]:
    """Yield every thing of a release with its statements in N-Triples, sorted, one a line.

    Raises ``UnreadableInput`` (``release-unreadable``) if they cannot be read.
    """
    path = folder / STATEMENTS
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as stream:
            for subject, lines in groupby(stream, key=lambda line: line.partition(" ")[0]):
                if not subject.startswith(_START):
                    raise UnreadableInput("release-unreadable", place=path)
                yield Iri(subject[1:-1]), sorted(lines)
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise UnreadableInput("release-unreadable", place=path) from error
