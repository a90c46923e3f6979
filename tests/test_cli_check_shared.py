"""``hgraph check`` shared out over copies of the process, as it is with many data, says what it says alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cli import run
from flawed_plan import flawed_copy

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there work is shared out")


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few data count as many."""
    monkeypatch.setattr("hgraph.cli.session._WORTH_A_COPY", 0)
    monkeypatch.setattr("hgraph.store.embedded._WORTH_A_COPY", 0)


@pytest.fixture
def plan(example_folder: Path, tmp_path: Path) -> Path:
    """A plan in which rules find something, and a term is misspelt."""
    folder = flawed_copy(example_folder, tmp_path / "plan")
    words = min(folder.glob("data/**/*.ttl"))
    words.write_text(
        words.read_text(encoding="utf-8") + "\n<https://example.org/x> a <https://w3id.org/hgraph/ns#Axion> .\n"
    )
    return folder


@pytest.mark.parametrize("line", ["check --format json", "check --stage approval", "stage --format csv"])
def test_says_the_same_as_alone(line: str, plan: Path, request: pytest.FixtureRequest) -> None:
    alone = run(*line.split(), "--project", plan)
    request.getfixturevalue("many")
    shared = run(*line.split(), "--project", plan)
    assert (shared.exit_code, shared.stdout, shared.stderr) == (alone.exit_code, alone.stdout, alone.stderr)
    assert "Axion" in shared.stdout or line.startswith("stage")


def test_a_rule_that_cannot_be_read_is_told_once(plan: Path, many: None) -> None:
    (plan / "shapes").mkdir(exist_ok=True)
    (plan / "shapes" / "broken.ttl").write_text("hgsh:X a [\n", encoding="utf-8")
    told = run("check", "--project", plan)
    assert told.exit_code == 3
    assert "broken.ttl:1" in told.stderr
    assert told.stderr.count("broken.ttl") == 1
