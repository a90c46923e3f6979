"""A site of all items in hgraph, Sphinx-Needs and StrictDoc: the same items and links, in the same run.

    python benchmarks/publishing.py                      # 10,000 and 50,000 items; the others at 10,000 only
    python benchmarks/publishing.py --sizes 1000 --no-peers

Each tool runs in a process of its own, the others in environments of their own under ``benchmarks/.venv``, which this
command makes from ``publish_peers.txt``; one that cannot be installed, or that takes longer than ``--limit`` seconds,
is listed as such. The tables go to standard output and, with ``--write``, between their markers in ``README.md``.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from tables import write_between
from thread_items import Item, items, write_hgraph, write_sphinx_pages, write_strictdoc
from threads import installed, pinned
from validation import times_of

HERE: Final = Path(__file__).parent
PEERS_FILE: Final = HERE / "publish_peers.txt"
MARKERS: Final = ("<!-- publishing: begin -->", "<!-- publishing: end -->")
PEERS: Final = {"sphinx-needs": "Sphinx-Needs", "strictdoc": "StrictDoc"}
COLUMNS: Final = ("tool", "s", "of processor s", "peak MB", "files", "MB", "MB on disk")
GOALS: Final = "Goal at 10,000: 60 s, 150 MB, and five times that at 50,000."


def prepare(folder: Path, size: int) -> list[Item]:
    """Write the same items for each tool, in a folder of its own.

    A rule of the generator makes the items, so their graph says that it is derived; fiction would be refused.
    """
    found = items(size)
    write_hgraph(folder / "hgraph", found, kind="afgeleid")
    write_sphinx_pages(folder / "sphinx-needs", found)
    write_strictdoc(folder / "strictdoc", found)
    return found


def run(python: str, tool: str, folder: Path, limit: float) -> dict[str, Any]:
    """Run one tool on its items and return what it took; or why there is nothing."""
    return times_of([python, str(HERE / "publish_tools.py"), tool, str(folder / tool)], limit)


def table(size: int, links: int, runs: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the tools beside each other at one size."""
    lines = [f"### A site of {size:,} items, {links:,} links", "", _row(COLUMNS), _row(["---", *["---:"] * 6])]
    for name, taken in runs.items():
        if "failure" in taken:
            lines.append(_row([name, *["\u2013"] * 5, taken["failure"]]))
            continue
        numbers = [f"{taken['seconds']:.1f}", f"{taken['cpu']:.1f}", f"{taken['peak_mb']:.0f}", f"{taken['files']:,}"]
        lines.append(_row([name, *numbers, f"{taken['size_mb']:.0f}", f"{taken['disk_mb']:.0f}"]))
    return [*lines, ""]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def measure(sizes: Sequence[int], wish: argparse.Namespace) -> list[str]:
    """Measure size by size, and return the tables as lines of Markdown; the others are measured at the first size."""
    lines: list[str] = []
    for number, size in enumerate(sizes):
        print(f"{size:,} items", file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            found = prepare(Path(folder), size)
            runs = {"**hgraph**": run(sys.executable, "hgraph", Path(folder), wish.limit)}
            for tool, name in {} if wish.no_peers or number else PEERS.items():
                python = installed(tool, PEERS_FILE)
                runs[name] = run(python, tool, Path(folder), wish.limit) if python else {"failure": "not installed"}
        lines += table(size, sum(len(item.parents) for item in found), runs)
    return lines


def main() -> None:
    """Read the command line, measure, and print or write the tables."""
    parser = argparse.ArgumentParser(description="Measure a site of items beside Sphinx-Needs and StrictDoc.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 50_000], help="numbers of items")
    parser.add_argument("--limit", type=float, default=900, help="seconds after which a tool is stopped")
    parser.add_argument("--no-peers", action="store_true", help="hgraph alone")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    wish = parser.parse_args()
    lines = measure(wish.sizes, wish)
    tools = ["hgraph-policy " + version("hgraph-policy"), *(line.replace("==", " ") for line in pinned(PEERS_FILE))]
    head = " ".join([f"Measured on {date.today()} with `python benchmarks/publishing.py", *sys.argv[1:]])  # noqa: DTZ011
    machine = f"Python {platform.python_version()}; {'; '.join(tools)}; {os.cpu_count()} cores, {platform.machine()}."
    text = "\n".join([head + "`.", "", machine, GOALS, "", *lines]).strip()
    if wish.write:
        write_between(HERE / "README.md", MARKERS, text)
    print(text)


if __name__ == "__main__":
    main()
