"""Dossiers that the tests share, each made once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dossiers import DAY
from hgraph.dossier import Dossier, make_dossier
from hgraph.settings import load_settings


@pytest.fixture(scope="session")
def example_dossier(example_folder: Path) -> Dossier:
    """Return the dossier of the example for approval, in Dutch."""
    return make_dossier(load_settings(example_folder), "approval", DAY)


@pytest.fixture(scope="session")
def example_in_english(example_folder: Path) -> Dossier:
    """Return the dossier of the example for approval, in English, with the changes since it was the same."""
    return make_dossier(load_settings(example_folder, language="en"), "approval", DAY, since=str(example_folder))


@pytest.fixture(scope="session")
def real_dossier(root: Path) -> Dossier:
    """Return the dossier of the real plan for approval, on the day on which it was to be approved."""
    return make_dossier(load_settings(root), "approval", date(2020, 6, 26))
