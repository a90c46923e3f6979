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


def test_what_a_killed_server_leaves_is_removed_by_the_next(site: Path, tmp_path: Path) -> None:
    def folders() -> set[Path]:
        return set(tmp_path.glob("hgraph-serve-*"))

    strange = tmp_path / "hgraph-serve-of-somebody"
    strange.mkdir()
    with started(site, tmp_path) as killed:
        killed.process.kill()
        killed.process.wait()
        left = folders() - {strange}
        assert len(left) == 1
    with started(site, tmp_path) as first:
        own = folders() - {strange}
        assert len(own) == 1
        assert not own & left
        with started(site, tmp_path):
            assert own < folders() - {strange}
        assert folders() == own | {strange}
        assert first.get().status_code == 200


def test_the_least_memory_is_enough_for_an_honest_question(site: Path, tmp_path: Path) -> None:
    with started(site, tmp_path, seconds=20, memory=64_000_000) as small:
        for _ in range(3):
            answer = small.get("question/actions-without-minister-on-date/answer", params={"date": "2022-05-17"})
            assert answer.status_code == 200, answer.text


def test_an_honest_end_leaves_nothing(site: Path, tmp_path: Path) -> None:
    with started(site, tmp_path) as other:
        workers = other.workers()
        requests.get(other.address, timeout=5)
    assert gone(workers)
    assert not list(tmp_path.glob("hgraph-serve-*"))
