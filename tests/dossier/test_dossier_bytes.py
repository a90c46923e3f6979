"""The bytes of a dossier: the same whenever and wherever it is made, and all of them or none."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cli import fingerprint, run_process
from dossiers import DAY
from hgraph.documents import fixed_zip, settled_zip
from hgraph.dossier import Dossier, make_dossier, require_free, write_dossier
from hgraph.errors import UsageError
from hgraph.settings import load_settings

BUILD = ("dossier", "build", "--stage", "approval", "--on", DAY.isoformat())


def test_made_again_it_is_the_same(example_dossier: Dossier, example_folder: Path) -> None:
    again = make_dossier(load_settings(example_folder), "approval", DAY)
    assert list(again.files) == list(example_dossier.files)
    assert again.files == example_dossier.files


def test_another_process_elsewhere_makes_the_same_zip(
    example_dossier: Dossier, example_folder: Path, tmp_path: Path
) -> None:
    here = tmp_path / "here.zip"
    write_dossier(example_dossier.files, here)
    elsewhere = tmp_path / "somewhere" / "else"
    elsewhere.mkdir(parents=True)
    environment = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"}
    made = run_process(*BUILD, "--project", example_folder, "--output", "there.zip", cwd=elsewhere, env=environment)
    assert made.exit_code == 0, made.stderr
    assert (elsewhere / "there.zip").read_bytes() == here.read_bytes()


def test_the_folder_holds_what_the_zip_holds(example_dossier: Dossier, tmp_path: Path) -> None:
    write_dossier(example_dossier.files, tmp_path / "folder")
    write_dossier(example_dossier.files, tmp_path / "file.zip")
    found = {p.relative_to(tmp_path / "folder").as_posix(): p for p in (tmp_path / "folder").rglob("*") if p.is_file()}
    with zipfile.ZipFile(tmp_path / "file.zip") as archive:
        assert sorted(archive.namelist()) == sorted(found) == sorted(example_dossier.files)
        assert all(archive.read(name) == path.read_bytes() for name, path in found.items())
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}


def test_the_manifest_is_what_sha256sum_checks(example_dossier: Dossier, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    write_dossier(example_dossier.files, folder)
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert len(done.stdout.splitlines()) == len(example_dossier.files) - 1
    assert example_dossier.fingerprint == hashlib.sha256((folder / "SHA256SUMS").read_bytes()).hexdigest()


def test_the_day_decides_where_a_rule_asks_for_the_present(example_dossier: Dossier) -> None:
    rules = example_dossier.files["project/shapes/commitment.ttl"].decode()
    assert "NOW()" not in rules
    assert "2021-06-01T12:00:00Z" in rules


def test_the_data_are_canonical_and_the_texts_as_they_were(example_dossier: Dossier, example_folder: Path) -> None:
    for path in sorted((example_folder / "data").rglob("*")):
        name = f"project/data/{path.relative_to(example_folder / 'data').as_posix()}"
        if path.suffix in (".ttl", ".txt"):
            assert example_dossier.files[name] == path.read_bytes(), name
    assert "project/data/README.md" not in example_dossier.files


def test_the_record_says_what_was_found(real_dossier: Dossier) -> None:
    record = json.loads(real_dossier.files["dossier.json"])
    assert record["form"] == "hgraph-dossier/1"
    assert (record["stage"], record["on"], record["ready"], record["since"]) == ("approval", "2020-06-26", False, None)
    assert record["counts"]["violation"] == sum(f["severity"] == "violation" for f in record["findings"]) == 2


def test_a_zip_is_replaced_and_a_folder_is_not(example_dossier: Dossier, tmp_path: Path) -> None:
    target = tmp_path / "new" / "d.zip"
    write_dossier(example_dossier.files, target)
    write_dossier(example_dossier.files, target)
    (tmp_path / "empty").mkdir()
    write_dossier(example_dossier.files, tmp_path / "empty")
    with pytest.raises(UsageError) as refused:
        write_dossier(example_dossier.files, tmp_path / "empty")
    assert refused.value.code == "folder-not-empty"


@pytest.mark.parametrize("name", ["file", "folder.zip"])
def test_what_stands_in_the_way_is_left_alone(name: str, tmp_path: Path) -> None:
    target = tmp_path / name
    target.mkdir() if name.endswith(".zip") else target.write_text("mine")
    before = fingerprint(tmp_path)
    with pytest.raises(UsageError) as refused:
        require_free(target)
    assert refused.value.code == "dossier-in-the-way"
    assert fingerprint(tmp_path) == before


@pytest.mark.parametrize("target", ["made", "made.zip"])
def test_a_killed_build_leaves_no_dossier(target: str, example_folder: Path, tmp_path: Path) -> None:
    """Kill the program while it writes: there is no dossier, or the whole one."""
    script = (
        "import os, sys, time\n"
        "wait = os.fsync\n"
        "def slow(number):\n"
        "    wait(number)\n"
        "    print('writing', flush=True)\n"
        "    time.sleep(60)\n"
        "os.fsync = slow\n"
        f"sys.argv = ['hgraph', *{list(BUILD)!r}, '--project', {str(example_folder)!r}, '--output', {target!r}]\n"
        "from hgraph.cli import main\n"
        "main()\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script], cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    process.stdout.close()
    assert not (tmp_path / target).exists()
    assert all(path.name.startswith(".") for path in tmp_path.iterdir())


def test_a_disk_that_refuses_is_said(example_dossier: Dossier, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(UsageError) as refused:
        write_dossier(example_dossier.files, tmp_path / "file" / "d.zip")
    assert refused.value.code == "not-writable"


class TestZip:
    """Zip files that depend on nothing but what is in them."""

    def test_the_order_of_files_does_not_matter(self) -> None:
        files = {"b": b"2" * 1000, "a": b"1" * 1000}
        swapped = {"a": b"1" * 1000, "b": b"2" * 1000}
        assert fixed_zip(files, compressed=True) == fixed_zip(swapped, compressed=True)
        assert len(fixed_zip(files, compressed=True)) < 1000 < len(fixed_zip(files, compressed=False))

    def test_times_are_taken_out(self, tmp_path: Path) -> None:
        made = []
        for year in (1999, 2020):
            path = tmp_path / f"{year}.zip"
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(zipfile.ZipInfo("first", (year, 1, 1, 0, 0, 0)), b"x")
                archive.writestr(zipfile.ZipInfo("a", (year, 1, 1, 0, 0, 0)), b"y")
            made.append(settled_zip(path.read_bytes()))
        assert made[0] == made[1]
        settled = tmp_path / "settled.zip"
        settled.write_bytes(made[0])
        with zipfile.ZipFile(settled) as archive:
            assert archive.namelist() == ["first", "a"]
