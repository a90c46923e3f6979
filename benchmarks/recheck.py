"""A check after one minister's file was changed, beside a check of everything, as one line of JSON.

    python benchmarks/recheck.py FOLDER ACTIONS [TIMES]

Writes a project of so many actions into the folder, with a file for each minister, puts it under git, changes twenty
actions of one minister, and measures:

* ``whole``: ``hgraph check``, from a cold start to the report; ``changed``: the same with ``--changed-since HEAD``;
* ``open_whole``: the look at everything and the report in a project that is open, as ``--watch`` has it; ``save``: the
  same after the save, from seeing that the file has changed.

Medians of three, or of as many as asked; the findings after the save have to be those of a look at everything.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Final

from generate import write_by_minister

from hgraph.checks import Examination, Since, examine
from hgraph.cli import collect_seldom
from hgraph.findings import Finding, Severity
from hgraph.project import Refresher, open_project
from hgraph.reports import Rendering, render_findings
from hgraph.settings import load_settings

EDITED: Final = 20
TIMES: Final = 3
STAGE: Final = "reporting"
HGRAPH: Final = (sys.executable, "-c", "from hgraph.cli import main; main()")


def prepare(folder: Path, actions: int) -> Path:
    """Write the project, put it under git, and return the file of one minister."""
    (folder / "hgraph.toml").write_text('title = "Gegenereerd (fictief)"\nstage = "reporting"\n', encoding="utf-8")
    files = write_by_minister(folder / "data", actions, each=True, rate=0.003)
    identity = ("-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.org")
    for arguments in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "before")):
        command = ["git", "-C", str(folder), *identity, *arguments]
        subprocess.run(command, check=True)
    return files[len(files) // 2]


def edited(lines: list[str], turn: int) -> list[str]:
    """Return the lines of a minister's file with the budget or the title of some actions changed, others each turn."""
    subjects = sorted({line.split(" ", 1)[0] for line in lines if "/actie/" in line.split(" ", 1)[0]})
    chosen = subjects[turn * EDITED : (turn + 1) * EDITED]
    without, renamed = set(chosen[::2]), set(chosen[1::2])
    found = []
    for line in lines:
        subject = line.split(" ", 1)[0]
        if subject in without and "#budgetAmount>" in line:
            continue
        found.append(line.replace('"Actie', '"Gewijzigde actie') if subject in renamed and "/title>" in line else line)
    return found


def cold(folder: Path, *options: str) -> float:
    """Return the seconds of ``hgraph check`` in a process of its own."""
    command = [*HGRAPH, "check", "--project", str(folder), "--output", str(folder / "report.json"), *options]
    start = time.perf_counter()
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return time.perf_counter() - start


def timed(work: Callable[[], Examination]) -> tuple[float, Examination]:
    """Return the seconds of a look and of its report as JSON, and what was found."""
    start = time.perf_counter()
    examination = work()
    report = examination.report(STAGE)
    render_findings("json", report, examination.register(), Rendering("nl", STAGE, Severity.VIOLATION))
    return time.perf_counter() - start, examination


def while_open(folder: Path, path: Path, times: int) -> dict[str, float]:
    """Return the seconds of a look at everything and of one after a save, in a project that stays open."""
    wholes, saves = [], []
    with open_project(load_settings(folder)) as project:
        refresher = Refresher(project)
        seconds, examination = timed(lambda: examine(project))
        for turn in range(1, times + 1):
            path.write_text("\n".join(edited(path.read_text(encoding="utf-8").splitlines(), turn)) + "\n", "utf-8")

            def after_the_save(known: Examination = examination) -> Examination:
                change = refresher.refresh()
                if change is None or change.rules:
                    raise SystemExit("the save was not seen as one")
                return examine(project, Since.look(change, known))

            seconds, examination = timed(after_the_save)
            saves.append(seconds)
            seconds, everything = timed(lambda: examine(project))
            wholes.append(seconds)
            if ordered(everything.findings) != ordered(examination.findings):
                raise SystemExit("a look at the change does not find what a look at everything finds")
    return {"open_whole": median(wholes), "save": median(saves)}


def ordered(findings: tuple[Finding, ...]) -> list[Finding]:
    """Return findings in an order that does not depend on how they were found."""
    return sorted(findings, key=lambda finding: (finding.sort_key, str(finding)))


def main() -> None:
    """Write the project, measure, and print the times."""
    folder, actions = Path(sys.argv[1]), int(sys.argv[2])
    often = int(sys.argv[3]) if len(sys.argv) > 3 else TIMES
    folder.mkdir(parents=True, exist_ok=True)
    collect_seldom()
    path = prepare(folder, actions)
    path.write_text("\n".join(edited(path.read_text(encoding="utf-8").splitlines(), 0)) + "\n", "utf-8")
    times = {
        "whole": median(cold(folder) for _ in range(often)),
        "changed": median(cold(folder, "--changed-since", "HEAD") for _ in range(often)),
    }
    print(json.dumps(times | while_open(folder, path, often)))


if __name__ == "__main__":
    main()
