"""A dossier on another machine: verified from itself alone, and no file of it can be changed without being named."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers import DAY, resealed, written
from hgraph.dossier import MANIFEST_FILE, Dossier, make_dossier, verify_dossier, write_dossier
from hgraph.dossier.manifest import compared
from hgraph.errors import UnreadableInput
from hgraph.settings import load_settings

PROGRAM = "import sys; from hgraph.cli import main; sys.argv[0] = 'hgraph'; main()"
ALONE = ("unshare", "--user", "--map-user=65534", "--net")
"""As nobody, who may pass over no permission, and without a network, where the system allows it."""
STRANGE = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "HOME": "/nonexistent", "HGRAPH_BASE": "https://other.example/"}


def may_be_alone() -> bool:
    """Say whether a process may be started without a network here."""
    if shutil.which(ALONE[0]) is None:
        return False
    return subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode == 0


def elsewhere(place: Path, cwd: Path, language: str) -> subprocess.CompletedProcess[str]:
    """Verify a dossier with nothing of this process but the program: no settings, no network, another clock."""
    command = [sys.executable, "-P", "-c", PROGRAM, "dossier", "verify", str(place), "--language", language]
    return subprocess.run(
        [*ALONE, *command] if may_be_alone() else command,
        cwd=cwd,
        env={"PATH": os.defpath, "PYTHONHASHSEED": "4711", **STRANGE},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_it_is_verified_where_the_project_is_not(example_folder: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(example_folder, tmp_path / "plan"))
    dossier = make_dossier(load_settings(project), "approval", DAY)
    shutil.rmtree(project)
    there = tmp_path / "somewhere else" / "é"
    there.mkdir(parents=True)
    write_dossier(dossier.files, there / "d.zip")
    (there / "d.zip").chmod(0o444)
    there.chmod(0o555)
    done = elsewhere(Path("d.zip"), there, "en")
    assert (done.returncode, done.stderr) == (0, "")
    head, seal, files, check, documents, rules, outcome = done.stdout.splitlines()
    assert head.endswith("as of 1 June 2021, made with hgraph 0.1.0.")
    assert seal == f"SHA-256 of the manifest: {dossier.fingerprint}"
    assert files == f"Files: all {len(dossier.files) - 1} are as the manifest says."
    assert "same outcome: ready (0 violations, 0 warnings, 0 info)" in check
    assert (documents, rules) == (
        "Documents: made again from the data, the same.",
        "Rules and questions: those of this program.",
    )
    assert outcome.startswith("The dossier holds")
    assert [path.name for path in there.iterdir()] == ["d.zip"]


def test_what_does_not_hold_does_not_hold_elsewhere(example_dossier: Dossier, tmp_path: Path) -> None:
    written(dict(example_dossier.files) | {"nota.html": b"<p>all is well</p>"}, tmp_path / "d")
    done = elsewhere(Path("d"), tmp_path, "nl")
    assert (done.returncode, done.stderr) == (1, "")
    assert "Gewijzigd sinds het manifest (1):\n  nota.html\n" in done.stdout
    assert done.stdout.endswith("Het dossier klopt niet.\n")


def test_each_file_that_is_changed_or_taken_away_is_named(example_dossier: Dossier) -> None:
    files = dict(example_dossier.files)
    seal = files.pop(MANIFEST_FILE)
    assert len(files) > 200
    for name, content in files.items():
        flipped = bytes([content[0] ^ 1]) + content[1:] if content else b" "
        assert compared(seal, files | {name: flipped}, Path()).changed == (name,)
        without = {other: each for other, each in files.items() if other != name}
        assert compared(seal, without, Path()).missing == (name,)


@settings(max_examples=200)
@given(st.data())
def test_no_byte_of_a_manifest_can_be_changed(example_dossier: Dossier, data: st.DataObject) -> None:
    files = dict(example_dossier.files)
    seal = bytearray(files.pop(MANIFEST_FILE))
    place = data.draw(st.integers(0, len(seal) - 1))
    seal[place] = data.draw(st.integers(0, 255).filter(lambda byte: byte != seal[place]))
    with suppress(UnreadableInput):
        assert not compared(bytes(seal), files, Path()).intact


@pytest.mark.parametrize(
    "name", ["nota.pdf", "bijlage-2-draad.docx", "bijlage-3-matrix-en-dekking.xlsx", "bijlage-6-bronnen.html"]
)
def test_a_document_taken_away_with_its_line_is_missed(name: str, example_dossier: Dossier, tmp_path: Path) -> None:
    found = verify_dossier(written(resealed(example_dossier.files, {name: None}), tmp_path / "d"))
    assert (found.integrity.intact, found.same, found.documents_differ) == (True, False, (name,))
    assert found.fingerprint != example_dossier.fingerprint
