"""One tool on one thread: read it, trace the first item down, look up the last one, cross passages with articles.

One line of JSON is the answer.

    python benchmarks/thread_tools.py hgraph|sphinx-needs|doorstop FOLDER FIRST LAST

Each tool does what it has for it. hgraph has its project open; Sphinx-Needs builds ``needs.json`` and its links are
followed in that; Doorstop builds its tree and asks each item for its children, and for the matrix for its slices of
traceability. ``crossed`` is the number of pairs of a passage and an article that a way leads between; Doorstop gives
whole ways, of which the ends are taken. Runs in the environment of the tool.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

FIRST_LEVEL: Final = "PAS"
LAST_LEVEL: Final = "ART"


def best(work: Callable[[], object], times: int = 5) -> float:
    """Return the shortest time in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken) * 1000


def timed(work: Callable[[], int]) -> tuple[float, int]:
    """Return the seconds that something takes once, and what it gives."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def processor() -> float:
    """Return the seconds of processor time that this process and what it started have used."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def hgraph(folder: Path, first: str, last: str) -> dict[str, Any]:
    """Read the whole thread of an open project; trace and look up by reading no more than is reached."""
    from hgraph.analysis import matrix
    from hgraph.cli import collect_seldom
    from hgraph.namespaces import ELI, HG
    from hgraph.project import open_project
    from hgraph.settings import load_settings
    from hgraph.trace import Direction, ThreadReader, Wording, read_thread, thread_text, walk

    collect_seldom()
    with open_project(load_settings(folder)) as project:
        start, item = (project.resolve(f"item/{name}") for name in (first, last))
        began, spent = time.perf_counter(), processor()
        thread = read_thread(project.select)
        read, cpu = time.perf_counter() - began, processor() - spent
        tree = walk(thread, start, Direction.DOWN)
        reader = ThreadReader(project)

        def trace() -> None:
            walk(reader.around([start], [Direction.DOWN]), start, Direction.DOWN)

        def look_up() -> None:
            near = reader.around([item], [Direction.DOWN])
            thread_text([walk(near, item, Direction.DOWN)], Wording(near, project.labels, "nl"), 100)

        def cross() -> int:
            return sum(map(len, matrix(project, HG.Passage, ELI.LegalResourceSubdivision).lines.values()))

        took, crossed = timed(cross)
        return {
            "read": read,
            "cpu": cpu,
            "trace": best(trace),
            "lookup": best(look_up),
            "matrix": took,
            "reached": len(tree.things()),
            "crossed": crossed,
        }


def sphinx_needs(folder: Path, first: str, last: str) -> dict[str, Any]:
    """Build the list of needs, then follow the links back in it."""
    out = folder / "out"
    began, spent = time.perf_counter(), processor()
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "needs", str(folder), str(out)]
    subprocess.run(command, check=True, stdout=sys.stderr)
    read, cpu = time.perf_counter() - began, processor() - spent
    text = (out / "needs.json").read_text(encoding="utf-8")

    def needs() -> dict[str, Any]:
        content = json.loads(text)
        found: dict[str, Any] = content["versions"][content["current_version"]]["needs"]
        return found

    def below(known: dict[str, Any]) -> Callable[[str], list[str]]:
        children: dict[str, list[str]] = {}
        for name, need in known.items():
            for parent in need.get("links", []):
                children.setdefault(parent, []).append(name)
        return lambda name: children.get(name, [])

    def reached() -> set[str]:
        return closure(first, below(needs()))

    def crossed() -> int:
        known = needs()
        onward = below(known)
        passages = [name for name in known if name.startswith(FIRST_LEVEL)]
        return sum(name.startswith(LAST_LEVEL) for passage in passages for name in closure(passage, onward))

    trace = best(reached, 3)
    look_up = best(lambda: needs()[last], 3)
    took, pairs = timed(crossed)
    return {
        "read": read,
        "cpu": cpu,
        "trace": trace,
        "lookup": look_up,
        "matrix": took,
        "reached": len(reached()),
        "crossed": pairs,
    }


def doorstop(folder: Path, first: str, last: str) -> dict[str, Any]:
    """Build the tree with all its items, then ask each item for its children."""
    from doorstop.core import builder

    began, spent = time.perf_counter(), processor()
    tree = builder.build(cwd=str(folder), root=str(folder))
    tree.load()
    for document in tree.documents:
        list(document.items)
    read, cpu = time.perf_counter() - began, processor() - spent
    began = time.perf_counter()
    found = closure(first, lambda name: [str(uid) for uid in tree.find_item(name).find_child_links()])
    trace = (time.perf_counter() - began) * 1000
    look_up = best(lambda: tree.find_item(last), 3)

    def crossed() -> int:
        ends = {
            (str(way[0].uid), str(way[-1].uid))
            for way in tree.get_traceability()
            if way[0] is not None and way[-1] is not None
        }
        return sum(a.startswith(FIRST_LEVEL) and b.startswith(LAST_LEVEL) for a, b in ends)

    took, pairs = timed(crossed)
    return {
        "read": read,
        "cpu": cpu,
        "trace": trace,
        "lookup": look_up,
        "matrix": took,
        "reached": len(found),
        "crossed": pairs,
    }


def closure(start: str, onward: Callable[[str], list[str]]) -> set[str]:
    """Return everything that can be reached, the start included."""
    found, waiting = {start}, [start]
    while waiting:
        for name in onward(waiting.pop()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def main() -> None:
    """Run the tool that the command line names and print what it took."""
    tool, folder, first, last = sys.argv[1:]
    tools = {"hgraph": hgraph, "sphinx-needs": sphinx_needs, "doorstop": doorstop}
    times = tools[tool](Path(folder), first, last)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    print(json.dumps({**times, "peak_mb": peak}))


if __name__ == "__main__":
    main()
