"""What all tests share: the real plan, the fictional example, both opened once, and real engines on request."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from unittest.mock import patch

import pytest

from cli import fingerprint
from hgraph.checks import Examination, Preparation, Since, examine
from hgraph.cli import collect_seldom
from hgraph.project import Project, open_project
from hgraph.scaffold import create_project
from hgraph.settings import load_settings

ROOT = Path(__file__).parents[1]

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs tests in the background has it ignored
collect_seldom()  # as the program does: thousands of collected tests are walked over otherwise


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tester's own ``HGRAPH_*`` settings out; what only tests read stays."""
    for name in ("TITLE", "BASE", "STAGE", "LANGUAGE", "FAIL_ON", "STORE"):
        monkeypatch.delenv(f"HGRAPH_{name}", raising=False)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def real_project() -> Iterator[Project]:
    """Open the shipped real plan in an embedded store."""
    with open_project(load_settings(ROOT)) as project:
        yield project


@pytest.fixture(scope="module")
def one_look_at_the_real_plan(real_project: Project) -> Iterator[None]:
    """Validate the real plan once for all commands of a module."""
    look = examine(real_project)

    def examined(
        project: Project, since: Since | None = None, prepared: Callable[[], Preparation] | None = None
    ) -> Examination:
        known = since is None and project.settings.folder == real_project.settings.folder
        return look if known else examine(project, since, prepared)

    with patch("hgraph.checks.examine", examined):
        yield


_shared: Final[dict[Path, dict[str, str]]] = {}
"""The folders that tests share, as they were written."""


@pytest.fixture(scope="session")
def example_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the fictional example with the scaffold; tests that change it take a copy."""
    folder = tmp_path_factory.mktemp("example") / "plan"
    create_project(folder, example=True)
    _shared[folder] = fingerprint(folder)
    return folder


@pytest.fixture(scope="module", autouse=True)
def _shared_folders_stay_as_they_were() -> Iterator[None]:
    """Name the module that changed them: tests elsewhere would fail by it, in some orders of running only."""
    yield
    for folder, before in _shared.items():
        assert fingerprint(folder) == before


@pytest.fixture(scope="session")
def example_project(example_folder: Path) -> Iterator[Project]:
    """Open the fictional example in an embedded store."""
    with open_project(load_settings(example_folder)) as project:
        yield project


@pytest.fixture(scope="session")
def update_golden() -> bool:
    """Say whether golden files are to be written instead of compared (``HGRAPH_UPDATE_GOLDEN=1``)."""
    return os.environ.get("HGRAPH_UPDATE_GOLDEN") == "1"
