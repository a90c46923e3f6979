"""What people read, kept word for word: the goldens are read by people before they are renewed.

``HGRAPH_UPDATE_GOLDEN=1`` writes them again.
"""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli import ROOT, run

GOLDEN = Path(__file__).parent / "golden" / "cli"

REAL = {
    "check": "check",
    "check-approval": "check --stage approval",
    "check-approval.en": "check --stage approval --language en",
    "stage": "stage",
    "stage.en": "stage --language en",
    "ask": "ask",
    "ask.en": "ask --language en",
    "ask-commitments-missed": "ask commitments-missed --format table",
    "rules": "rules",
    "rules-action-without-objective": "rules action-without-objective",
    "rules-action-without-objective.en": "rules action-without-objective --language en",
    "explain-quote-moved": "explain quote-moved",
    "explain-ambiguous-thing.en": "explain ambiguous-thing --language en",
    "explain-approval": "explain approval",
    "explain-responsible-on-date": "explain responsible-on-date",
    "trace": "trace toezegging/goedkeuring-26-juni-2020",
}
EXAMPLE = {
    "example.check": "check",
    "example.stage": "stage",
    "example.stage.en": "stage --language en",
    "example.trace": "trace actie/brugfiguren --up",
}
HELP = [
    "", "check", "stage", "rules", "ask", "trace", "report", "report year", "report action", "report indicators",
    "plans", "law", "law show", "law impact", "law collisions", "law agenda", "law track", "responsible", "handover",
    "impact", "coverage", "matrix", "diff", "explain", "waive", "import", "import themis", "import staatsblad", "init",
    "format",
]  # fmt: skip


PAGES = """
import sys
from hgraph.cli import main
language = sys.argv[1:]
for number, command in enumerate(sys.stdin.read().split("\\n")):
    print("\\n\\n" if number else "", end="")
    sys.argv[1:] = [*command.split(), "--help", *language]
    try:
        main()
    except SystemExit as end:
        assert not end.code
"""
"""A program that prints the help of every command it reads."""

pytestmark = pytest.mark.usefixtures("one_look_at_the_real_plan")


def compare(name: str, shown: str, *, update: bool) -> None:
    """Compare a text with its golden file, or write that file."""
    path = GOLDEN / f"{name}.txt"
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    expected = path.read_text(encoding="utf-8") if path.exists() else ""
    changed = difflib.unified_diff(expected.splitlines(), shown.splitlines(), path.name, "shown", lineterm="")
    assert shown == expected, "\n".join(changed) + "\nread the difference; HGRAPH_UPDATE_GOLDEN=1 takes it over"


@pytest.mark.parametrize("name", REAL)
def test_of_the_real_plan(name: str, *, update_golden: bool) -> None:
    result = run(*REAL[name].split(), "--project", ROOT)
    assert result.stderr == ""
    compare(name, result.stdout, update=update_golden)


@pytest.mark.parametrize("name", EXAMPLE)
def test_of_the_example(name: str, example_folder: Path, *, update_golden: bool) -> None:
    result = run(*EXAMPLE[name].split(), "--project", example_folder)
    assert (result.exit_code, result.stderr) == (0, "")
    compare(name, result.stdout, update=update_golden)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_help(language: str, *, update_golden: bool) -> None:
    """All pages come from one process, for they are made in the language the program was started in."""
    started = [sys.executable, "-c", PAGES, "--language", language]
    narrow, given = os.environ | {"COLUMNS": "80"}, "\n".join(HELP)
    done = subprocess.run(started, input=given, capture_output=True, text=True, env=narrow, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    compare(f"help.{language}", done.stdout, update=update_golden)


def test_every_golden_is_compared() -> None:
    names = {*REAL, *EXAMPLE, "help.nl", "help.en"}
    assert {path.stem for path in GOLDEN.glob("*.txt")} == names
