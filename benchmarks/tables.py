"""What was measured, as tables of Markdown, and what was meant to be reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

MARKERS: Final = ("<!-- measured: begin -->", "<!-- measured: end -->")
TIMES: Final = "\u00d7"
NONE: Final = "\u2013"
NAMES: Final = {
    "parse": "bare parse of the file (pyoxigraph)",
    "hgraph": "**hgraph**",
    "pyshacl": "pySHACL on rdflib",
    "pyshacl-prepared": "pySHACL, each query parsed once",
    "pyshifty": "pyshifty (Rust)",
    "pyrudof": "pyrudof (Rust)",
    "topbraid": "TopBraid (Java), with its start",
}
HEADS: Final = (
    "engine",
    "load s",
    "compile s",
    "validate s",
    "report s",
    "together s",
    f"{TIMES} hgraph",
    "peak MB",
    "findings",
    "same",
)
Run = Mapping[str, Any]
Goal = tuple[str, str, float, float]
"""What, the goal in words, its limit, and what was measured."""


def together(run: Run) -> float:
    """Return the seconds of all phases but the start of Python and its imports."""
    return sum(value for phase, value in run["seconds"].items() if phase != "start")


def engine_table(actions: int, triples: int, runs: Mapping[str, Run]) -> list[str]:
    """Return the engines beside each other on one graph; a phase an engine does not tell apart is a dash."""
    lines = [f"### {actions:,} actions, {triples:,} triples", "", *_head(HEADS)]
    own = runs["hgraph"]
    for name, run in runs.items():
        if "failure" in run:
            lines.append(_row([NAMES[name], *[NONE] * 7, run["failure"], NONE]))
            continue
        phases = [_seconds(run["seconds"].get(phase)) for phase in ("load", "compile", "validate", "report")]
        found, ratio = run["findings"], together(run) / together(own)
        same = NONE if name == "parse" else "yes" if found == own["findings"] else _differences(found, own["findings"])
        number = NONE if name == "parse" else f"{len(found):,}"
        lines.append(
            _row(
                [
                    NAMES[name],
                    *phases,
                    _seconds(together(run)),
                    f"{ratio:.2g}" if ratio < 10 else f"{ratio:.0f}",
                    f"{run['peak_mb']:.0f}",
                    number,
                    same,
                ]
            )
        )
    return lines


def check_table(checks: Mapping[int, Mapping[str, float]]) -> list[str]:
    """Return what the whole of ``hgraph check`` takes, from a cold start to a written report."""
    lines = [
        "### `hgraph check`, from a cold start to the report",
        "",
        *_head(("actions", "s", "peak MB", "findings", f"{TIMES} the size before")),
    ]
    before = None
    for actions, run in sorted(checks.items()):
        growth = f"{run['seconds'] / before:.1f}" if before else NONE
        lines.append(
            _row([f"{actions:,}", _seconds(run["seconds"]), f"{run['peak_mb']:.0f}", f"{run['findings']:,}", growth])
        )
        before = run["seconds"]
    return lines


def recheck_table(times: Mapping[int, Mapping[str, float]]) -> list[str]:
    """Return what a check takes after one minister's file was changed, beside a check of everything."""
    rows = (
        ("`hgraph check`, from a cold start", "whole", "whole"),
        ("`hgraph check --changed-since HEAD`, from a cold start", "changed", "whole"),
        ("everything, project open", "open_whole", "whole"),
        ("after a save, project open (`--watch`)", "save", "whole"),
    )
    lines = ["### After twenty actions in one minister's file were changed"]
    for actions, taken in sorted(times.items()):
        lines += ["", f"{actions:,} actions:", "", *_head(("what", "s", "of a whole check from a cold start"))]
        lines += [_row([what, _seconds(taken[name]), f"{taken[name] / taken[base]:.3f}"]) for what, name, base in rows]
    return lines


def lookup_table(actions: int, times: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return how long questions and traces take on a project that is open."""
    slowest = sorted(times["questions"].items(), key=lambda item: -item[1])
    middle = slowest[len(slowest) // 2][1]
    rows = [("median of all questions", middle), *((f"question `{name}`", value) for name, value in slowest[:3])]
    rows += [
        (label, times["traces"][key])
        for key, label in (
            ("read", "read the whole thread"),
            ("up", "trace one action up"),
            ("down", "trace one action down"),
        )
    ]
    lines = [f"### Questions and traces, {actions:,} actions, project open", "", *_head(("what", "ms"))]
    return [*lines, *(_row([label, f"{value:.1f}"]) for label, value in rows)]


def goals(
    engines: Mapping[int, Mapping[str, Run]],
    checks: Mapping[int, Mapping[str, float]],
    lookups: Mapping[int, Mapping[str, Mapping[str, float]]],
    rechecks: Mapping[int, Mapping[str, float]],
) -> list[str]:
    """Return the goals, what was measured for each, and whether that reaches it; what was not measured is left out."""
    lines = ["### Goals", "", *_head(("what", "goal", "measured", "reached"))]
    for what, goal, limit, value in _measured(engines, checks, lookups, rechecks):
        reached = value >= limit if goal.startswith("at least") else value <= limit
        lines.append(_row([what, goal, f"{value:.3g}", "yes" if reached else "**no**"]))
    return lines


def _measured(
    engines: Mapping[int, Mapping[str, Run]],
    checks: Mapping[int, Mapping[str, float]],
    lookups: Mapping[int, Mapping[str, Mapping[str, float]]],
    rechecks: Mapping[int, Mapping[str, float]],
) -> Iterable[Goal]:
    for actions, runs in sorted(engines.items()):
        at = f"at {actions:,}"
        if actions >= 1_000:
            yield from _against(runs, "pyshacl", 100, at)
            yield from _against(runs, "pyshacl-prepared", 100, at)
        if actions >= 10_000:
            yield from _against(runs, "pyshifty", 5, at)
            share = together(runs["hgraph"]) / together(runs["parse"])
            if actions == 10_000:
                yield f"load and validate against the bare parse, {at}", f"at most 5{TIMES}", 5, share
    yield from _of_checks(checks)
    for actions, times in sorted(rechecks.items()):
        share = times["save"] / times["whole"]
        yield f"check after a save, project open, against a whole check, at {actions:,}", "at most 0.1", 0.1, share
    for actions, times in lookups.items():
        if actions >= 100_000:
            yield f"slowest question at {actions:,}, ms", "at most 1,000", 1_000, max(times["questions"].values())


def _of_checks(checks: Mapping[int, Mapping[str, float]]) -> Iterable[Goal]:
    for actions, part, unit, limit in (
        (1_000, "seconds", "seconds", 1.5),
        (10_000, "peak_mb", "MB", 300),
        (100_000, "peak_mb", "MB", 1_600),
    ):
        if actions in checks:
            yield f"`check` at {actions:,}, {unit}", f"at most {limit:,}", limit, checks[actions][part]
    if {10_000, 100_000} <= checks.keys():
        growth = checks[100_000]["seconds"] / checks[10_000]["seconds"]
        yield "`check` at 100,000 against 10,000", f"at most 11{TIMES}", 11, growth


def _against(runs: Mapping[str, Run], peer: str, factor: int, at: str) -> Iterable[Goal]:
    run = runs.get(peer, {"failure": ""})
    if "stopped" in run:  # so many times at least; the load of both is in it
        what = f"load and validation against {NAMES[peer]}, {at}, which was {run['failure']}"
        yield what, f"at least {factor}{TIMES}", factor, run["stopped"] / together(runs["hgraph"])
    elif "failure" not in run:
        ratio = run["seconds"]["validate"] / _like(runs["hgraph"], run)
        yield f"validation against {NAMES[peer]}, {at}", f"at least {factor}{TIMES}", factor, ratio


def _like(own: Run, peer: Run) -> float:
    """Return hgraph's seconds for what the peer counts as validation: with the load if the peer reads the file too."""
    return together(own) - (own["seconds"]["load"] if "load" in peer["seconds"] else 0.0)


def paragraphs(tables: Iterable[Sequence[str]]) -> list[str]:
    """Return tables one after the other, set apart by empty lines."""
    return [line for table in tables for line in (*table, "")][:-1]


def write_between(path: Path, markers: tuple[str, str], text: str) -> None:
    """Replace what stands between two markers of a file. Raises ``ValueError`` if they are not there."""
    before, begin, rest = path.read_text(encoding="utf-8").partition(markers[0])
    _, end, after = rest.partition(markers[1])
    if not (begin and end):
        raise ValueError(path)
    path.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")


def _differences(found: Sequence[str], own: Sequence[str]) -> str:
    return f"{len(set(found) - set(own))} more, {len(set(own) - set(found))} fewer"


def _head(names: Sequence[str]) -> list[str]:
    return [_row(names), _row(["---", *["---:"] * (len(names) - 1)])]


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _seconds(value: float | None) -> str:
    return NONE if value is None else f"{value:.2f}" if value < 10 else f"{value:.1f}"
