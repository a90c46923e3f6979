"""What the README shows is what happens: every command line in it is executed and every shown line compared."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXPECTED_EXIT = {"hgraph check --stage approval --language en": 1}


def blocks() -> list[tuple[str, list[str]]]:
    """Return every command of the README with the lines shown under it."""
    found = []
    for block in CONSOLE.findall((ROOT / "README.md").read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            found.append((command, shown.splitlines()))
    return found


def shown_in(shown: list[str], actual: list[str]) -> str | None:
    """Return the first shown line that does not follow in the output, or None. ``…`` stands for lines left out."""
    position, gap = 0, False
    for line in shown:
        if line.strip() == "…":
            gap = True
            continue
        places = range(position, len(actual)) if gap else range(position, min(position + 1, len(actual)))
        match = next((place for place in places if actual[place].rstrip() == line.rstrip()), None)
        if match is None:
            return line
        position, gap = match + 1, False
    return None if gap or position == len(actual) else f"(more lines: {actual[position]})"


def test_the_readme_shows_commands() -> None:
    assert len(blocks()) >= 9


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tour")


@pytest.mark.parametrize(("command", "shown"), blocks(), ids=[command for command, _ in blocks()])
def test_readme_command(command: str, shown: list[str], workplace: Path) -> None:
    program = str(Path(sys.executable).parent / "hgraph")
    name, *arguments = shlex.split(command)
    assert name == "hgraph"
    inside = os.environ | {"HGRAPH_LANGUAGE": "nl"}
    done = subprocess.run([program, *arguments], cwd=workplace, capture_output=True, text=True, env=inside, check=False)
    assert done.returncode == EXPECTED_EXIT.get(command, 0), done.stderr
    missing = shown_in(shown, done.stdout.splitlines())
    assert missing is None, f"not in the output of {command}: {missing}\n{done.stdout[:3000]}"


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    program = str(Path(sys.executable).parent / "hgraph")
    asked = [program, "--language", "en", "--help"]
    help_text = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    commands = re.findall(r"^  ([a-z]+)  ", help_text.partition("Commands:")[2], re.MULTILINE)
    assert len(commands) >= 8
    assert [command for command in commands if f"hgraph {command}" not in readme] == []


def test_links_of_the_readme_lead_somewhere() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)]+)\)", readme) if not link.startswith("http")]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
