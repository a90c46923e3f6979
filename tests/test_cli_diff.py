"""``hgraph diff`` from the command line: every way to name a version, every form, every refusal."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from checkout import commit_all, committed, git
from cli import run, unchanged

ACTIONS = "data/actions.ttl"
SENTENCE = "budget in euro: 410000 werd 380000."


@pytest.fixture
def plan(example_folder: Path, tmp_path: Path) -> Path:
    """Return a copy of the example under git, in which the budget of one action was cut after two commits."""
    folder = committed(Path(shutil.copytree(example_folder, tmp_path / "plan")), day="2021-03-01")
    git(folder, "tag", "ingediend")
    actions = folder / ACTIONS
    actions.write_text(actions.read_text(encoding="utf-8").replace('"410000"', '"380000"'), encoding="utf-8")
    return commit_all(folder, "after", day="2021-06-01")


@pytest.mark.parametrize("old", ["HEAD~1", "ingediend"])
def test_a_revision_against_what_is_there(plan: Path, old: str) -> None:
    with unchanged(plan):
        result = run("diff", old, "--project", plan)
    assert (result.exit_code, result.stderr) == (0, "")
    assert SENTENCE in result.stdout
    assert f"Van versie {old} naar het plan zoals het nu is" in result.stdout
    assert "Voor de fase Rapportage zijn de bevindingen dezelfde." in result.stdout


def test_two_revisions(plan: Path) -> None:
    result = run("diff", "HEAD", "ingediend", "--project", plan, "--changes-only")
    assert "budget in euro: 380000 werd 410000." in result.stdout
    assert "Gevolgen" not in result.stdout


def test_two_folders(plan: Path, example_folder: Path) -> None:
    result = run("diff", example_folder, plan, "--project", plan, "--changes-only")
    assert SENTENCE in result.stdout


def test_two_rounds_as_they_were_on_their_days(plan: Path) -> None:
    result = run("diff", "ronde:1", "--project", plan, "--changes-only")
    assert (result.exit_code, "Van ronde 1 naar" in result.stdout) == (0, True), result.stderr


def test_two_files_of_statements(plan: Path, example_folder: Path) -> None:
    result = run("diff", example_folder / ACTIONS, plan / ACTIONS, "--project", plan, "--changes-only")
    assert SENTENCE in result.stdout


def test_two_graphs(plan: Path) -> None:
    result = run("diff", "graaf:graaf/acties", "graph:graaf/plan", "--project", plan, "--changes-only", "--limit", "1")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Weg: " in result.stdout
    assert "Nieuw: " in result.stdout


@pytest.mark.parametrize("suffix", ["md", "html", "json", "rdfp", "txt"])
def test_the_name_of_the_file_decides_the_form(plan: Path, tmp_path: Path, suffix: str) -> None:
    output = tmp_path / f"changes.{suffix}"
    assert run("diff", "HEAD~1", "--project", plan, "--output", output, "--changes-only").exit_code == 0
    content = output.read_text(encoding="utf-8")
    marks = {"md": "# Wat is er", "html": "<!doctype html>", "json": "{", "rdfp": "TX .\nD <", "txt": "Wat is er"}
    assert content.startswith(marks[suffix])
    assert "380000" in content
    again = tmp_path / f"again.{suffix}"
    run("diff", "HEAD~1", "--project", plan, "--output", again, "--changes-only")
    assert again.read_bytes() == output.read_bytes()


def test_json_with_what_it_leads_to(plan: Path) -> None:
    document = json.loads(run("diff", "HEAD~1", "--project", plan, "--format", "json").stdout)
    assert document["counts"] == {"new": 0, "changed": 1, "gone": 0}
    assert document["consequences"]["new"] == document["consequences"]["fixed"] == []


def test_hostile_names_are_shown_and_not_run(plan: Path, tmp_path: Path) -> None:
    actions = plan / ACTIONS
    text = actions.read_text(encoding="utf-8")
    name = "Aanspreekpunten samenleven in alle gemeenten"
    actions.write_text(text.replace(name, "<script>alert(1)</script>*x*"), encoding="utf-8")
    pages = {form: run("diff", "HEAD", "--project", plan, "--format", form).stdout for form in ("html", "markdown")}
    assert "<script>" not in pages["html"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;*x*" in pages["html"]
    assert "\\<script\\>alert(1)\\</script\\>\\*x\\*" in pages["markdown"]


class TestRefused:
    """What cannot be compared: one sentence, nothing written."""

    @pytest.mark.parametrize(
        ("version", "code", "exit_code"),
        [
            ("bestaat-niet", "no-such-revision", 2),
            ("ronde:9", "no-such-round", 2),
            ("graaf:graaf/bestaat-niet", "no-such-graph", 2),
            ("graaf:<>", "no-such-graph", 2),
        ],
    )
    def test_a_version_that_is_none(self, plan: Path, version: str, code: str, exit_code: int) -> None:
        with unchanged(plan):
            result = run("diff", version, "--project", plan)
        assert (result.exit_code, result.code) == (exit_code, code)

    def test_a_form_that_is_none(self, plan: Path) -> None:
        result = run("diff", "HEAD", "--project", plan, "--format", "docx")
        assert (result.exit_code, result.code) == (2, "unknown-format")

    def test_a_folder_without_data(self, plan: Path, tmp_path: Path) -> None:
        (tmp_path / "leeg").mkdir()
        result = run("diff", tmp_path / "leeg", "--project", plan)
        assert (result.exit_code, result.code) == (3, "no-data")

    def test_a_broken_file(self, plan: Path, tmp_path: Path) -> None:
        (tmp_path / "stuk.ttl").write_text("<a> <b>", encoding="utf-8")
        result = run("diff", tmp_path / "stuk.ttl", "--project", plan)
        assert (result.exit_code, result.code) == (3, "syntax")

    def test_an_endpoint_has_graphs_only(self, plan: Path) -> None:
        result = run("diff", "HEAD", "--project", plan, "--store", "http://localhost:1/sparql")
        assert (result.exit_code, result.code) == (2, "version-at-endpoint")


def test_a_link_in_an_earlier_revision_leads_nowhere(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "elders").mkdir()
    (tmp_path / "elders" / "x.ttl").write_text("<urn:x:a> <urn:x:b> <urn:x:c> .", encoding="utf-8")
    (plan / "data" / "link.ttl").symlink_to(tmp_path / "elders" / "x.ttl")
    commit_all(plan, "with a link")
    (plan / "data" / "link.ttl").unlink()
    result = run("diff", "HEAD", "--project", plan, "--changes-only")
    assert (result.exit_code, "Er is geen verschil" in result.stdout) == (0, True)
