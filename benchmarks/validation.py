"""hgraph beside other SHACL engines, on the same generated files and the same effective shapes.

    python benchmarks/validation.py                       # 1,000 and 10,000 actions
    python benchmarks/validation.py --large --slow        # 100,000 actions too, and pySHACL at 10,000

Every engine runs in a process of its own. The other engines come from ``peers.txt`` and live in ``benchmarks/.venv``,
which this command makes; one that cannot be installed is listed as such. The tables go to standard output and, with
``--write``, into ``benchmarks/README.md``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any, Final

from generate import write_file
from tables import MARKERS, check_table, engine_table, goals, lookup_table, paragraphs, recheck_table, write_between

from hgraph.dataset import read_vocabulary
from hgraph.settings import load_settings

HERE: Final = Path(__file__).parent
PEERS: Final = ("pyshifty", "pyrudof", "topbraid")
REPEAT_UNDER: Final = 20.0
"""A run shorter than this many seconds is done three times, and the median counts."""
IN_TURN: Final = 7
"""Runs of hgraph and of the bare parse, one after the other in turn, of which the median counts."""
QUICK: Final = 3.0
"""A check shorter than this many seconds is done as often as that, for a moment's wait of the machine tells."""
RATE: Final = 0.003
HGRAPH: Final = (sys.executable, "-c", "from hgraph.cli import main; main()")


@dataclass(frozen=True)
class Files:
    """One generated graph: the project, all statements an engine needs to know in one file, and the shapes."""

    actions: int
    folder: Path
    triples: int

    @property
    def statements(self) -> Path:
        """The data with the ontology and the code lists, which the rules read too."""
        return self.folder / "statements.nt"

    @property
    def shapes(self) -> Path:
        """The shapes as they hold in the last stage."""
        return self.folder / "shapes.ttl"


def prepare(folder: Path, actions: int) -> Files:
    """Generate a project with an error for every rule and at a rate, and write its statements and shapes."""
    data = folder / "data" / "policy.nt"
    triples = write_file(data, actions, each=True, rate=RATE)
    (folder / "hgraph.toml").write_text('title = "Gegenereerd (fictief)"\nstage = "reporting"\n', encoding="utf-8")
    files = Files(actions, folder, triples)
    words = {f"{triple} .\n" for graph in read_vocabulary(load_settings(folder)) for triple in graph.triples}
    with files.statements.open("w", encoding="utf-8") as stream, data.open(encoding="utf-8") as source:
        for line in source:
            stream.write(line)
        stream.writelines(sorted(words))
    command = [*HGRAPH, "rules", "--effective", "--stage", "reporting", "--project", str(folder)]
    subprocess.run([*command, "--output", str(files.shapes)], check=True, stdout=subprocess.DEVNULL)
    return files


def run_engine(python: str, engine: str, files: Files, limit: float = 1800) -> dict[str, Any]:
    """Run one engine, thrice if it is quick, and return the medians and its findings; or why there are none."""
    runs: list[dict[str, Any]] = []
    while not runs or (len(runs) < 3 and total(runs[0]) < REPEAT_UNDER):
        run = run_once(python, engine, files, limit)
        if "failure" in run:
            return run
        runs.append(run)
    return middle(runs)


def run_in_turn(engines: Sequence[str], files: Files, times: int) -> dict[str, dict[str, Any]]:
    """Run quick engines of this environment in turn, so often each, and return what ``run_engine`` does, by name.

    A machine that others use too is slow for seconds at a time: in turn, it is so for all alike.
    """
    runs: dict[str, list[dict[str, Any]]] = {engine: [] for engine in engines}
    for _ in range(times):
        for engine, known in runs.items():
            if not known or ("failure" not in known[-1] and total(known[0]) < REPEAT_UNDER):
                known.append(run_once(sys.executable, engine, files, 1800))
    failed = {engine: run for engine, known in runs.items() for run in known if "failure" in run}
    return {engine: failed.get(engine) or middle(known) for engine, known in runs.items()}


def run_once(python: str, engine: str, files: Files, limit: float) -> dict[str, Any]:
    """Run one engine once and return what it cost and found; or why there is nothing, under ``failure``."""
    target = files.folder / f"findings-{engine}.txt"
    command = [python, str(HERE / "engines.py"), engine, str(files.statements), str(files.shapes), str(target)]
    answer = answer_of(command, limit)
    if answer is None:
        return {"failure": f"stopped after {limit:.0f} s", "stopped": limit}
    if answer.returncode:
        return {"failure": (answer.stderr.strip().splitlines() or ["failed"])[-1][:80]}
    run: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return run | {"findings": target.read_text(encoding="utf-8").splitlines()}


def middle(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the medians of runs of one engine, with its findings."""
    seconds = {phase: median(run["seconds"][phase] for run in runs) for phase in runs[0]["seconds"]}
    return {"seconds": seconds, "peak_mb": median(run["peak_mb"] for run in runs), "findings": runs[-1]["findings"]}


def answer_of(command: Sequence[str], limit: float) -> subprocess.CompletedProcess[str] | None:
    """Run a command and all it starts; ``None`` if it had to be stopped. Nothing is left running."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True) as process:
        try:
            out, err = process.communicate(timeout=limit)
        except BaseException as error:
            os.killpg(process.pid, signal.SIGKILL)
            if isinstance(error, subprocess.TimeoutExpired):
                return None
            raise
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def times_of(command: Sequence[str], limit: float) -> dict[str, Any]:
    """Run a command whose last line is JSON and return that; or why there is none, under ``failure``."""
    answer = answer_of(command, limit)
    if answer is None:
        return {"failure": f"stopped after {limit:.0f} s"}
    if answer.returncode:
        return {"failure": (answer.stderr.strip().splitlines() or ["failed"])[-1][:80]}
    times: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return times


def total(run: dict[str, Any]) -> float:
    """Return the seconds of a run without the start of Python and its imports."""
    return sum(value for phase, value in run["seconds"].items() if phase != "start")


def run_check(files: Files) -> dict[str, float]:
    """Run ``hgraph check`` as a person does, from a cold start, and return seconds, peak memory and findings."""
    report = files.folder / "report.json"
    command = [*HGRAPH, "check", "--project", str(files.folder), "--output", str(report)]
    taken = []
    while not taken or (len(taken) < (3 if taken[0][0] > QUICK else IN_TURN) and taken[0][0] < REPEAT_UNDER):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            raise SystemExit(f"hgraph check ended with {process.returncode}")
        taken.append((time.perf_counter() - start, usage.ru_maxrss / 1024))
    found = len(json.loads(report.read_text(encoding="utf-8"))["findings"])
    return {"seconds": median(t for t, _ in taken), "peak_mb": median(m for _, m in taken), "findings": found}


def run_lookups(files: Files) -> dict[str, dict[str, float]]:
    """Time every question and a trace on an opened project, in a process of its own."""
    command = [sys.executable, str(HERE / "lookups.py"), str(files.folder)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    times: dict[str, dict[str, float]] = json.loads(answer.stdout)
    return times


def run_rechecks(folder: Path, actions: int, times: int = 3) -> dict[str, float]:
    """Time a check after a change beside a whole one, so many times, in a process of its own."""
    command = [sys.executable, str(HERE / "recheck.py"), str(folder), str(actions), str(times)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(answer.stdout)
    return measured


def install_peers() -> str | None:
    """Make the environment of the other engines if it is not there; return its Python, or ``None`` if that fails."""
    folder = HERE / ".venv"
    python = folder / "bin" / "python"
    wanted = (HERE / "peers.txt").read_text(encoding="utf-8")
    mark = folder / "peers.txt"
    if mark.exists() and mark.read_text(encoding="utf-8") == wanted:
        return str(python)
    commands = (
        [sys.executable, "-m", "venv", str(folder)],
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(HERE / "peers.txt")],
    )
    for command in commands:
        if subprocess.run(command, check=False).returncode:
            return None
    mark.write_text(wanted, encoding="utf-8")
    return str(python)


def compare(files: Files, python: str | None, *, slow: bool, limit: float) -> dict[str, dict[str, Any]]:
    """Run every engine that is meant for this size and return the runs by name, hgraph first."""
    runs = run_in_turn(("parse", "hgraph"), files, IN_TURN)
    if files.actions <= 1_000:
        runs["pyshacl-prepared"] = run_engine(sys.executable, "pyshacl-prepared", files, limit)
    if files.actions <= 1_000 or (slow and files.actions <= 10_000):
        runs["pyshacl"] = run_engine(sys.executable, "pyshacl", files, limit)
    if files.actions <= 10_000:
        for name in PEERS:
            runs[name] = run_engine(python, name, files, limit) if python else {"failure": "not installed"}
    return runs


def versions() -> list[str]:
    """Return what ran, with its version, for the head of the tables."""
    pinned = [line.strip() for line in (HERE / "peers.txt").read_text(encoding="utf-8").splitlines()]
    own = []
    for name in ("hgraph-policy", "pyoxigraph", "pyshacl", "rdflib"):
        try:
            own.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            own.append(f"{name} (checkout)")
    skipped = ("pyoxigraph", "pyshacl", "rdflib", "pyparsing", "#")
    peers = [line.replace("==", " ") for line in pinned if line and not line.startswith(skipped)]
    return [f"Python {platform.python_version()}", *own, *peers, f"{os.cpu_count()} cores, {platform.machine()}"]


def measure(sizes: Sequence[int], workplace: Path, wish: argparse.Namespace) -> list[str]:
    """Measure everything, size by size, and return the tables as paragraphs of Markdown."""
    python = None if wish.no_peers else install_peers()
    engines, checks, lookups, rechecks = {}, {}, {}, {}
    for actions in sizes:
        print(f"{actions:,} actions", file=sys.stderr)
        files = prepare(workplace / str(actions), actions)
        if actions not in wish.check_only:
            engines[files] = compare(files, python, slow=wish.slow, limit=wish.limit)
        checks[actions] = run_check(files)
        if actions >= 10_000:
            lookups[actions] = run_lookups(files)
        if actions == 10_000:
            rechecks[actions] = run_rechecks(workplace / "rechecks", actions)
    tables: Iterable[Sequence[str]] = [
        *(engine_table(files.actions, files.triples, runs) for files, runs in engines.items()),
        check_table(checks),
        *([recheck_table(rechecks)] if rechecks else []),
        *(lookup_table(actions, times) for actions, times in lookups.items()),
        goals({files.actions: runs for files, runs in engines.items()}, checks, lookups, rechecks),
    ]
    return paragraphs(tables)


def main() -> None:
    """Read the command line, measure, and print or write the tables."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # byte code is kept, as on any machine
    parser = argparse.ArgumentParser(description="Measure hgraph beside other SHACL engines.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000], help="numbers of actions")
    parser.add_argument("--check-only", type=int, nargs="+", default=[], help="numbers of actions for `check` alone")
    parser.add_argument("--large", action="store_true", help="100,000 actions too (hgraph only)")
    parser.add_argument("--slow", action="store_true", help="pySHACL at 10,000 actions too")
    parser.add_argument("--no-peers", action="store_true", help="install and run no other engines")
    parser.add_argument("--limit", type=float, default=1800, help="seconds after which another engine is stopped")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    wish = parser.parse_args()
    sizes = sorted({*wish.sizes, *wish.check_only, *([100_000] if wish.large else [])})
    with tempfile.TemporaryDirectory(prefix="hgraph-benchmark-") as folder:
        body = measure(sizes, Path(folder), wish)
    command = " ".join(["python benchmarks/validation.py", *sys.argv[1:]])
    text = "\n".join(
        [f"Measured on {time.strftime('%Y-%m-%d')} with `{command}`.", "", "; ".join(versions()) + ".", "", *body]
    )
    print(text)
    if wish.write:
        write_between(HERE / "README.md", MARKERS, text)


if __name__ == "__main__":
    main()
