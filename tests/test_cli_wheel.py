"""The wheel is whole: installed on its own, in a folder without a project, it shows what the checkout shows."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from cli import ROOT, Result, run, run_process

READING = [
    "check",
    "check --stage approval --language en",
    "stage",
    "ask",
    "ask commitments-missed",
    "trace toezegging/goedkeuring-26-juni-2020",
    "rules --format csv",
    "explain action-without-objective",
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with what is installed; nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=60)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Install the wheel in an environment that borrows the libraries, and only those, of this one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    python = str(folder / "bin" / "python")
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True, timeout=60)
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    (Path(site) / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    where = [python, "-c", "import hgraph; print(hgraph.__file__)"]
    found = subprocess.run(where, check=True, capture_output=True, text=True, cwd=folder).stdout
    assert found.startswith(site)
    return str(folder / "bin" / "hgraph")


def test_holds_all_content(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    for kind in ("ontology", "shapes", "queries", "data"):
        files = {path.relative_to(ROOT).as_posix() for path in (ROOT / kind).rglob("*") if path.is_file()}
        assert {f"hgraph/content/{file}" for file in files} <= inside


def test_holds_every_file_of_the_package(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "src" / "hgraph"
    files = {p.relative_to(package.parent).as_posix() for p in package.rglob("*") if p.is_file() and p.suffix != ".pyc"}
    assert files <= inside


@pytest.mark.parametrize("line", READING)
def test_shows_what_the_checkout_shows(line: str, program: str, tmp_path: Path) -> None:
    assert run_process(*line.split(), program=program, cwd=tmp_path) == run(*line.split(), cwd=tmp_path)


def test_begins_a_project_and_checks_it(program: str, tmp_path: Path) -> None:
    begun = run_process("init", "plan", "--example", program=program, cwd=tmp_path)
    assert (begun.exit_code, begun.stderr) == (0, "")
    checked = run_process("check", "--stage", "reporting", "--fail-on", "info", program=program, cwd=tmp_path / "plan")
    assert (checked.exit_code, checked.stderr) == (0, "")


def test_its_own_content_is_in_canonical_form(program: str, tmp_path: Path) -> None:
    assert run_process("format", "--check", program=program, cwd=tmp_path).exit_code == 0


def test_says_its_version(program: str, wheel: Path) -> None:
    assert run_process("--version", program=program) == Result(0, f"hgraph {wheel.name.split('-')[1]}\n", "")
