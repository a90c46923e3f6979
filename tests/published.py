"""Releases for tests: the real plan built once, small projects, and what a folder of files holds."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest

import hgraph.catalogue
from hgraph.publish import Built, build_release, building
from hgraph.settings import load_settings

ROOT = Path(__file__).parents[1]
BASE = "https://data.example.org/plan/"
"""Where the releases of tests would be found; set apart for examples, so the command line would refuse it."""
ISSUED = date(2026, 11, 27)


def real_site(factory: pytest.TempPathFactory) -> Path:
    """Return a site folder with a release of the real plan; ``current`` is the release.

    It is built once for all processes that share a run of the tests, and nobody may change it.
    """
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "released"
    with (shared / "released.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "current").exists():
            build_release(load_settings(ROOT), folder, ISSUED, BASE)
    return folder


def build(project: Path, site: Path, *, base: str = BASE, issued: date = ISSUED) -> Built:
    """Build the release of a project in a folder."""
    return build_release(load_settings(project), site, issued, base)


@contextmanager
def bare_of_pages() -> Iterator[None]:
    """Build without pages, which other tests look at."""
    none = SimpleNamespace(things=())
    with (
        patch.object(building.Edition, "of", lambda *_: none),
        patch.object(building, "make_ready", lambda edition: edition),
        patch.object(building, "parts_of_lists", lambda _: []),
        patch.object(building, "parts_of_release", lambda _: []),
        patch.object(building, "pages_left", lambda *_: iter(())),
        patch.object(building, "search_parts", lambda _: []),
    ):
        yield


@contextmanager
def bare() -> Iterator[None]:
    """Build without pages and catalogue: the documents, dumps and records alone."""
    with bare_of_pages(), patch.object(hgraph.catalogue, "catalogue_files", lambda *_: iter(())):
        yield


def sums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file under a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
