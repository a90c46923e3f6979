"""The thread of five levels in hgraph, Sphinx-Needs and Doorstop: the same items and links, in the same run.

    python benchmarks/threads.py                     # 1,000 and 10,000 items
    python benchmarks/threads.py --sizes 1000 --no-peers

Each tool runs in a process of its own, the others in environments of their own under ``benchmarks/.venv``, which this
command makes from ``thread_peers.txt``; one that cannot be installed, or that takes longer than ``--limit`` seconds, is
listed as such. The tables go to standard output and, with ``--write``, between their markers in ``README.md``.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from tables import write_between
from thread_items import Item, items, write_doorstop, write_hgraph, write_sphinx
from validation import times_of

HERE: Final = Path(__file__).parent
MARKERS: Final = ("<!-- threads: begin -->", "<!-- threads: end -->")
PEERS_FILE: Final = HERE / "thread_peers.txt"
PEERS: Final = {"sphinx-needs": "Sphinx-Needs", "doorstop": "Doorstop"}
COLUMNS: Final = (
    "tool",
    "read s",
    "of processor s",
    "trace one ms",
    "look up one ms",
    "reached",
    "matrix s",
    "pairs crossed",
    "peak MB",
)


def prepare(folder: Path, size: int) -> list[Item]:
    """Write the same items for each tool, in a folder of its own."""
    found = items(size)
    write_hgraph(folder / "hgraph", found)
    write_sphinx(folder / "sphinx-needs", found)
    write_doorstop(folder / "doorstop", found)
    return found


def run(python: str, tool: str, folder: Path, found: Sequence[Item], limit: float) -> dict[str, Any]:
    """Run one tool on its items and return its times; or why there are none."""
    first, last = found[0].name, found[-1].name
    command = [python, str(HERE / "thread_tools.py"), tool, str(folder / tool), first, last]
    return times_of(command, limit)


def installed(tool: str, peers: Path = PEERS_FILE) -> str | None:
    """Make the environment of another tool if it is not there; return its Python, or ``None`` if that fails."""
    wanted = next(line for line in pinned(peers) if line.startswith(f"{tool}=="))
    folder = HERE / ".venv" / tool
    python, mark = folder / "bin" / "python", folder / "installed.txt"
    if mark.exists() and mark.read_text(encoding="utf-8") == wanted:
        return str(python)
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wanted]
    for command in ([sys.executable, "-m", "venv", str(folder)], install):
        if subprocess.run(command, check=False).returncode:
            return None
    mark.write_text(wanted, encoding="utf-8")
    return str(python)


def pinned(peers: Path = PEERS_FILE) -> list[str]:
    """Return the other tools in a file of peers, each with its version."""
    lines = peers.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def table(size: int, links: int, runs: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the tools beside each other at one size."""
    lines = [f"### {size:,} items, {links:,} links", "", _row(COLUMNS), _row(["---", *["---:"] * (len(COLUMNS) - 1)])]
    for name, times in runs.items():
        if "failure" in times:
            lines.append(_row([name, *["\u2013"] * (len(COLUMNS) - 2), times["failure"]]))
            continue
        numbers = [f"{times['read']:.2f}", f"{times['cpu']:.2f}", f"{times['trace']:.1f}", f"{times['lookup']:.1f}"]
        crossed = [f"{times['reached']:,}", f"{times['matrix']:.2f}", f"{times['crossed']:,}"]
        lines.append(_row([name, *numbers, *crossed, f"{times['peak_mb']:.0f}"]))
    return [*lines, ""]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def measure(sizes: Sequence[int], wish: argparse.Namespace) -> list[str]:
    """Measure size by size, and return the tables as lines of Markdown."""
    lines: list[str] = []
    for size in sizes:
        print(f"{size:,} items", file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            found = prepare(Path(folder), size)
            runs = {"**hgraph**": run(sys.executable, "hgraph", Path(folder), found, wish.limit)}
            for tool, name in {} if wish.no_peers else PEERS.items():
                python = installed(tool)
                runs[name] = (
                    run(python, tool, Path(folder), found, wish.limit) if python else {"failure": "not installed"}
                )
        lines += table(size, sum(len(item.parents) for item in found), runs)
    return lines


def main() -> None:
    """Read the command line, measure, and print or write the tables."""
    parser = argparse.ArgumentParser(description="Measure the thread beside Sphinx-Needs and Doorstop.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000], help="numbers of items")
    parser.add_argument("--limit", type=float, default=300, help="seconds after which a tool is stopped")
    parser.add_argument("--no-peers", action="store_true", help="hgraph alone")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    wish = parser.parse_args()
    lines = measure(wish.sizes, wish)
    tools = ["hgraph-policy " + version("hgraph-policy"), *(line.replace("==", " ") for line in pinned())]
    head = f"Measured on {date.today()} with `python benchmarks/threads.py {' '.join(sys.argv[1:])}`".rstrip()  # noqa: DTZ011
    machine = f"Python {platform.python_version()}; {'; '.join(tools)}; {os.cpu_count()} cores, {platform.machine()}."
    text = "\n".join([head.replace(" `", "`") if head.endswith(" `") else head + ".", "", machine, "", *lines]).strip()
    if wish.write:
        write_between(HERE / "README.md", MARKERS, text)
    print(text)


if __name__ == "__main__":
    main()
