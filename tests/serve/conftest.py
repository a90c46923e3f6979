"""A server for all tests of a worker: a real process over a release that the tests write.

Honest queries do not meet its limit of time on a machine that stalls; those who mean harm get a stricter one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from served_release import hostile_quads, real_quads, write_release

from running_server import Server, started

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a release into a folder of releases."""
    folder = tmp_path_factory.mktemp("site")
    write_release(folder, [*real_quads(ROOT), *hostile_quads()])
    return folder


@pytest.fixture(scope="session")
def server(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start the server."""
    with started(site, tmp_path_factory.mktemp("server"), seconds=20) as running:
        yield running
