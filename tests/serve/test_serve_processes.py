"""What is left when a server ends, well or badly: nothing."""

from __future__ import annotations

from pathlib import Path

import requests

from running_server import gone, started


def test_when_the_server_dies_its_workers_do(site: Path, tmp_path: Path) -> None:
    with started(site, tmp_path) as other:
        workers = other.workers()
        assert len(workers) == 2
        other.process.kill()
        assert gone(workers)


def test_an_honest_end_leaves_nothing(site: Path, tmp_path: Path) -> None:
    with started(site, tmp_path) as other:
        workers = other.workers()
        requests.get(other.address, timeout=5)
    assert gone(workers)
    assert not list(tmp_path.glob("hgraph-serve-*"))
