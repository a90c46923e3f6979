"""A check that is stopped, by its user or by force, leaves nothing behind: no process, no file, no other byte."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli import unchanged

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

import generate  # noqa: E402

CHECK = (sys.executable, "-c", "from hgraph.cli import main; main()", "check", "--stage", "reporting")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project large enough that its rules are shared out over two processes."""
    folder = tmp_path_factory.mktemp("large")
    (folder / "hgraph.toml").write_text('title = "Gegenereerd"\n', encoding="utf-8")
    generate.write_file(folder / "data" / "policy.nt", 2000, each=True)
    return folder


def children(process: subprocess.Popen[bytes]) -> list[str]:
    """Return the processes that a process has started."""
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()


@pytest.mark.skipif(sys.platform != "linux", reason="the work is shared out on Linux only")
@pytest.mark.parametrize(
    ("number", "moment"),
    [(signal.SIGINT, 2), (signal.SIGTERM, 2), (signal.SIGKILL, 2), (signal.SIGINT, 1), (signal.SIGKILL, 1)],
)
def test_at_a_moment_when_two_processes_work(large: Path, number: signal.Signals, moment: int) -> None:
    """First the rules are prepared while the data are read; then they run, with texts, terms and titles beside."""
    target = large / "report.json"
    with unchanged(large):
        process = subprocess.Popen([*CHECK, "--output", str(target)], cwd=large, stderr=subprocess.DEVNULL)
        found: list[str] = []
        seen: set[str] = set()
        while len(seen) < moment and process.poll() is None:
            found = children(process)
            seen.update(found)
        assert len(seen) >= moment, "the work was not shared out"
        process.send_signal(number)
        assert process.wait(timeout=60) != 0
        deadline = time.monotonic() + 10
        while any(Path(f"/proc/{child}").exists() for child in found) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not [child for child in found if Path(f"/proc/{child}").exists()]
    assert not target.exists()
