"""Start-up of ``hgraph --help`` against the smallest possible typer program, as a ratio from one run.

Run with ``make benchmark``. Goal: at most 1.5.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

EMPTY = """
import typer
app = typer.Typer()
@app.command()
def nothing() -> None: ...
@app.command()
def more() -> None: ...
app()
"""
RUNS = 15


def seconds(command: list[str]) -> float:
    """Return the wall time of one run of a command."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Run both programs alternately, so that noise hits both, and print medians and their ratio."""
    hgraph = [str(Path(sys.executable).parent / "hgraph"), "--help"]
    empty = [sys.executable, "-c", EMPTY, "--help"]
    pairs = [(seconds(hgraph), seconds(empty)) for _ in range(RUNS)]
    own, peer = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"hgraph --help      {own * 1000:6.0f} ms")
    print(f"empty typer --help {peer * 1000:6.0f} ms")
    print(f"ratio              {own / peer:6.2f}   (goal: at most 1.5; median of {RUNS} alternating runs)")


if __name__ == "__main__":
    main()
