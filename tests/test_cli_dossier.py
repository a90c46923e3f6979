"""``hgraph dossier`` from the command line: built, verified, and every refusal in words."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from checkout import commit_all, committed
from cli import run, small_project, unchanged

ON = ("--on", "2021-06-01")


def test_built_and_verified(example_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "dossier.zip"
    with unchanged(example_folder):
        built = run("dossier", "build", "--stage", "approval", *ON, "--project", example_folder, "--output", target)
    assert (built.exit_code, built.stderr) == (0, "")
    assert f"Dossier voor de fase Goedkeuring: {target} (" in built.stdout
    assert "Klaar voor de fase Goedkeuring" in built.stdout
    assert f"Narekenen: hgraph dossier verify {target}\n" in built.stdout
    verified = run("dossier", "verify", target)
    assert (verified.exit_code, verified.stderr) == (0, "")
    assert verified.stdout.endswith("Het dossier klopt: het zegt wat zijn gegevens en regels geven.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["dossier.zip"]


def test_a_plan_that_is_not_ready_gets_a_dossier_that_says_so(tmp_path: Path) -> None:
    project = small_project(tmp_path / "plan")
    built = run("dossier", "build", "--stage", "approval", *ON, "--project", project, cwd=tmp_path)
    assert built.exit_code == 1
    assert "Niet klaar voor de fase Goedkeuring." in built.stdout
    assert (tmp_path / "dossier-approval.zip").is_file()
    assert run("dossier", "verify", "dossier-approval.zip", cwd=tmp_path).exit_code == 0


def test_changes_since_a_revision_are_told(example_folder: Path, tmp_path: Path) -> None:
    folder = committed(Path(shutil.copytree(example_folder, tmp_path / "plan")), day="2021-03-01")
    actions = folder / "data" / "actions.ttl"
    actions.write_text(actions.read_text(encoding="utf-8").replace('"410000"', '"380000"'), encoding="utf-8")
    commit_all(folder, "after", day="2021-06-01")
    options = ("--stage", "approval", *ON, "--language", "en", "--since", "HEAD~1")
    built = run("dossier", "build", *options, "--project", folder, "--output", tmp_path / "made")
    assert (built.exit_code, built.stderr) == (0, "")
    page = (tmp_path / "made" / "annex-5-changes.html").read_text(encoding="utf-8")
    assert "budget in euro: 410000 became 380000." in page
    assert "From revision HEAD~1 to the plan as it is now" in page


def test_without_an_earlier_version_that_is_said(example_folder: Path, tmp_path: Path) -> None:
    run("dossier", "build", *ON, "--project", example_folder, "--output", tmp_path / "d.zip")
    with zipfile.ZipFile(tmp_path / "d.zip") as archive:
        page = archive.read("bijlage-5-wijzigingen.html").decode()
    assert "Bij het maken van dit dossier is geen vorige ronde opgegeven" in page


def test_a_dossier_that_does_not_hold(example_folder: Path, tmp_path: Path) -> None:
    run("dossier", "build", *ON, "--project", example_folder, "--output", tmp_path / "d")
    (tmp_path / "d" / "nota.docx").write_bytes(b"filled in")
    verified = run("dossier", "verify", tmp_path / "d", "--language", "en")
    assert (verified.exit_code, verified.stderr) == (1, "")
    assert "Changed since the manifest (1):\n  nota.docx\n" in verified.stdout
    assert verified.stdout.endswith("The dossier does not hold.\n")


@pytest.mark.parametrize(
    ("line", "code", "exit_code"),
    [
        ("dossier build --stage none", "unknown-stage", 2),
        ("dossier build --on 1-6-2021", "not-a-date", 2),
        ("dossier build --output full", "folder-not-empty", 2),
        ("dossier build --output full/file", "dossier-in-the-way", 2),
        ("dossier build --output d.zip --since none", "no-git", 2),
        ("dossier other", "unknown-command", 2),
        ("dossier verify", "missing-argument", 2),
        ("dossier verify none.zip", "not-a-dossier", 3),
        ("dossier verify full", "not-a-dossier", 3),
        ("dossier verify full/file", "not-a-dossier", 3),
    ],
)
def test_refusals(line: str, code: str, exit_code: int, example_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("mine")
    options = ("--project", example_folder) if line.startswith("dossier build") else ()
    with unchanged(tmp_path):
        result = run(*line.split(), *options, cwd=tmp_path)
    assert (result.code, result.exit_code) == (code, exit_code)


def test_alone_it_shows_what_there_is(tmp_path: Path) -> None:
    result = run("dossier", cwd=tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "build " in result.stderr
    assert "verify " in result.stderr


def test_an_accepted_finding_is_counted_on_the_note_and_told_in_its_annex(example_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(example_folder, tmp_path / "plan"))
    actions = folder / "data" / "actions.ttl"
    text = actions.read_text(encoding="utf-8")
    actions.write_text(text.replace("    hg:leadMinister <mandataris/zeegras-2020> ;\n", "", 1), encoding="utf-8")
    refused = run("dossier", "build", "--stage", "approval", "--project", folder, "--output", tmp_path / "open.zip")
    assert refused.exit_code == 1
    about = ("action-without-lead-minister", "actie/aanspreekpunten")
    reason = ("--reason", "Wordt in het najaar aangewezen.", "--owner", "Kabinet", "--until", "2999-12-31")
    assert run("waive", *about, *reason, "--project", folder).exit_code == 0
    built = run("dossier", "build", "--stage", "approval", "--project", folder, "--output", tmp_path / "made")
    assert built.exit_code == 0, built.stdout
    note = (tmp_path / "made" / "nota.html").read_text(encoding="utf-8")
    assert "<dt>Aanvaarde afwijkingen (bijlage 4)</dt><dd>1</dd>" in note
    annex = (tmp_path / "made" / "bijlage-4-afwijkingen.html").read_text(encoding="utf-8")
    assert "Wordt in het najaar aangewezen." in annex
    assert "<td>Kabinet</td><td>31 december 2999</td>" in annex
    assert run("dossier", "verify", tmp_path / "made").exit_code == 0
