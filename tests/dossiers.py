"""Dossiers for tests: the day of the example, and dossiers that somebody meddled with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from hgraph.dossier import MANIFEST_FILE
from hgraph.dossier.manifest import manifest

DAY = date(2021, 6, 1)
"""A day on which the example is judged, between its approval and its first report."""


def resealed(files: Mapping[str, bytes], changed: Mapping[str, bytes | None]) -> dict[str, bytes]:
    """Return files with some of them changed, or taken out, and a manifest that vouches for the result."""
    made = {name: content for name, content in files.items() if name != MANIFEST_FILE}
    for name, content in changed.items():
        made.pop(name, None)
        if content is not None:
            made[name] = content
    return made | {MANIFEST_FILE: manifest(made)}


def written(files: Mapping[str, bytes], folder: Path) -> Path:
    """Write files into a folder as they are, safe or not."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
