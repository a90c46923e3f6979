"""Ten thousand changes between two versions of a plan, told as ``hgraph diff`` does, beside other ways to compare.

    python benchmarks/differences.py                  # 10,000 actions, each with another title
    python benchmarks/differences.py --actions 1000 --no-peers --write

Each part runs in a process of its own. *Summarised* is what comes after both versions are open: comparing, and the text
that a terminal gets. Beside it stand the bare parse of both files and ``graph_diff`` of rdflib, which gives statements
and no sentences. The table goes to standard output and, with ``--write``, between its markers in ``README.md``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from generate import write_file
from tables import write_between
from validation import times_of

HERE: Final = Path(__file__).parent
MARKERS: Final = ("<!-- differences: begin -->", "<!-- differences: end -->")
ENGINES: Final = {
    "parse": "bare parse of both files (pyoxigraph)",
    "hgraph": "**hgraph**",
    "rdflib": "`graph_diff` (rdflib)",
}
COLUMNS: Final = ("what", "open both s", "summarise s", "together s", "changes", "lines", "peak MB")


def prepare(folder: Path, actions: int) -> tuple[Path, Path]:
    """Write two versions of a generated plan; in the second, every action has another title."""
    old, new = folder / "old", folder / "new"
    for place in (old, new):
        (place / "data").mkdir(parents=True)
        (place / "hgraph.toml").write_text('title = "Gegenereerd (fictief)"\nstage = "reporting"\n', encoding="utf-8")
    write_file(old / "data" / "policy.nt", actions)
    text = (old / "data" / "policy.nt").read_text(encoding="utf-8")
    lines = [_retitled(line) for line in text.splitlines(keepends=True)]
    (new / "data" / "policy.nt").write_text("".join(lines), encoding="utf-8")
    for each in (old / "data").iterdir():
        if each.is_dir():
            shutil.copytree(each, new / "data" / each.name)
    return old, new


def _retitled(line: str) -> str:
    return line.replace('"Actie', '"Herziene actie') if "/terms/title>" in line else line


def parse(old: Path, new: Path) -> dict[str, Any]:
    """Read both files and do nothing with them."""
    import pyoxigraph

    start = time.perf_counter()
    for place in (old, new):
        for _ in pyoxigraph.parse(path=place / "data" / "policy.nt", format=pyoxigraph.RdfFormat.N_TRIPLES):
            pass
    return {"open": time.perf_counter() - start}


def hgraph(old: Path, new: Path) -> dict[str, Any]:
    """Open both versions, compare, and write what a terminal shows."""
    from hgraph.cli import collect_seldom
    from hgraph.cli.documents import shown
    from hgraph.diff import compare, opened_versions, told
    from hgraph.settings import load_settings

    settings = load_settings(new)
    collect_seldom()
    start = time.perf_counter()
    with opened_versions(str(old), "", settings) as (before, after):
        opened = time.perf_counter()
        comparison = compare(before, after)
        text = shown(told(comparison, None, "nl", 0), "text", None)
        done = time.perf_counter()
    lines = len(str(text).splitlines())
    return {"open": opened - start, "work": done - opened, "changes": len(comparison.things), "lines": lines}


def rdflib(old: Path, new: Path) -> dict[str, Any]:
    """Read both files into graphs and take what rdflib calls their difference."""
    from rdflib import Graph
    from rdflib.compare import graph_diff, to_isomorphic

    start = time.perf_counter()
    graphs = [Graph().parse(place / "data" / "policy.nt", format="nt") for place in (old, new)]
    opened = time.perf_counter()
    _, went, came = graph_diff(*map(to_isomorphic, graphs))
    return {"open": opened - start, "work": time.perf_counter() - opened, "changes": (len(went) + len(came)) // 2}


PARTS: Final[dict[str, Callable[[Path, Path], dict[str, Any]]]] = {"parse": parse, "hgraph": hgraph, "rdflib": rdflib}


def run(name: str, folder: Path, limit: float) -> dict[str, Any]:
    """Run one part in a process of its own; return its times, or why there are none."""
    command = [sys.executable, str(HERE / "differences.py"), "--part", name, str(folder)]
    return times_of(command, limit)


def table(actions: int, runs: dict[str, dict[str, Any]]) -> list[str]:
    """Return the parts beside each other as lines of Markdown."""
    lines = [f"### {actions:,} actions, each with another title", "", _row(*COLUMNS)]
    lines.append(_row("---", *["---:"] * (len(COLUMNS) - 1)))
    for name, times in runs.items():
        if "failure" in times:
            lines.append(_row(ENGINES[name], *["\u2013"] * (len(COLUMNS) - 2), times["failure"]))
            continue
        work = times.get("work")
        lines.append(
            _row(
                ENGINES[name],
                f"{times['open']:.2f}",
                "\u2013" if work is None else f"{work:.2f}",
                f"{times['open'] + (work or 0):.2f}",
                *(f"{times[part]:,}" if part in times else "\u2013" for part in ("changes", "lines")),
                f"{times['peak_mb']:.0f}",
            )
        )
    return lines


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Read the command line, measure, and print or write the table."""
    parser = argparse.ArgumentParser(description="Measure the comparison of two versions of a plan.")
    parser.add_argument("--actions", type=int, default=10_000, help="actions, each of which gets another title")
    parser.add_argument("--limit", type=float, default=300, help="seconds after which a part is stopped")
    parser.add_argument("--no-peers", action="store_true", help="without rdflib")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    parser.add_argument("--part", nargs=2, metavar=("NAME", "FOLDER"), help=argparse.SUPPRESS)
    wish = parser.parse_args()
    if wish.part:
        name, folder = wish.part
        times = PARTS[name](Path(folder) / "old", Path(folder) / "new")
        print(json.dumps({**times, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
        return
    with tempfile.TemporaryDirectory() as place:
        prepare(Path(place), wish.actions)
        names = [name for name in PARTS if name != "rdflib" or not wish.no_peers]
        runs = {name: run(name, Path(place), wish.limit) for name in names}
    given = f"python benchmarks/differences.py {' '.join(sys.argv[1:])}".rstrip()
    head = f"Measured on {date.today()} with `{given}`."  # noqa: DTZ011
    tools = "; ".join(f"{name} {version(name)}" for name in ("hgraph-policy", "pyoxigraph", "rdflib"))
    machine = f"Python {platform.python_version()}; {tools}; {os.cpu_count()} cores, {platform.machine()}."
    text = "\n".join([head, "", machine, "", *table(wish.actions, runs)])
    if wish.write:
        write_between(HERE / "README.md", MARKERS, text)
    print(text)


if __name__ == "__main__":
    main()
