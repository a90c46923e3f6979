"""A million actions: a check from a cold start, and what a project answers once it is open.

    python benchmarks/million.py --write                        # half an hour, 13 GB of memory, 9 GB of disk
    python benchmarks/million.py --actions 10000 --folder made  # smaller, in a folder that is kept and used again

*Look up* shows what one action comes from, in words; it and the traces read no more than they reach. A question that
needs a thing gets the first of its class. Each part runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from tables import write_between
from validation import Files, prepare, run_check

HERE: Final = Path(__file__).parent
MARKERS: Final = ("<!-- million: begin -->", "<!-- million: end -->")
GOALS: Final = "Goals: at most 16 GB, and 20 ms for a look-up of one thing."


def project_of(folder: Path, actions: int) -> Files:
    """Return the project in a folder, generated if it is not there yet."""
    files = Files(actions, folder, 0)
    return files if files.shapes.exists() else prepare(folder, actions)


def while_open(folder: Path) -> dict[str, Any]:
    """Return what ``lookups.py`` measures on a project."""
    command = [sys.executable, str(HERE / "lookups.py"), str(folder), "--near"]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    times: dict[str, Any] = json.loads(answer.stdout)
    return times


def table(actions: int, check: Mapping[str, float], times: Mapping[str, Any]) -> str:
    """Return what was measured as a table of Markdown."""
    slowest = sorted(times["questions"].items(), key=lambda item: -item[1])
    near = times["near"]
    rows = [
        ("`hgraph check`, from a cold start to the report", f"{check['seconds']:.0f} s"),
        ("its largest process", f"{check['peak_mb']:,.0f} MB"),
        ("its findings", f"{check['findings']:,.0f}"),
        ("open the project", f"{near['open']:.0f} s, {near['peak_mb']:,.0f} MB"),
        ("look up one action", f"{near['look_up']:.1f} ms"),
        ("trace it up", f"{near['up']:.1f} ms"),
        ("trace it down", f"{near['down']:.1f} ms"),
        (f"median of {len(slowest)} questions", f"{slowest[len(slowest) // 2][1]:.0f} ms"),
        *((f"question `{name}`", f"{value / 1000:.1f} s") for name, value in slowest[:3]),
    ]
    lines = [f"### {actions:,} actions", "", "| what | measured |", "| --- | ---: |"]
    return "\n".join([*lines, *(f"| {what} | {value} |" for what, value in rows)])


def main() -> None:
    """Read the command line, measure, and print or write the table."""
    parser = argparse.ArgumentParser(description="Check a very large plan, and ask about one thing in it.")
    parser.add_argument("--actions", type=int, default=1_000_000, help="number of actions")
    parser.add_argument("--folder", type=Path, help="where the project is, or is to be made and kept")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hgraph-benchmark-") as folder:
        files = project_of(wish.folder or Path(folder), wish.actions)
        found = table(wish.actions, run_check(files), while_open(files.folder))
    command = "python benchmarks/million.py" + (f" --actions {wish.actions}" if wish.actions != 1_000_000 else "")
    tools = "; ".join(f"{name} {version(name)}" for name in ("hgraph-policy", "pyoxigraph"))
    machine = f"Python {platform.python_version()}; {tools}; {os.cpu_count()} cores, {platform.machine()}."
    head = f"Measured on {time.strftime('%Y-%m-%d')} with `{command} --write`."
    text = f"{head}\n\n{machine}\n{GOALS}\n\n{found}"
    print(text)
    if wish.write:
        write_between(HERE / "README.md", MARKERS, text)


if __name__ == "__main__":
    main()
