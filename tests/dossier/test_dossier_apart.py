"""A dossier that asks too much of whoever verifies it: its time and memory end, and this process does not."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from dossiers import resealed, written
from hgraph.dossier import Dossier, verify_dossier, verify_within, write_dossier
from hgraph.errors import UnreadableInput

LABELS = "project/queries/internal/labels.rq"
ENDLESS = """
SELECT ?thing ?label ?lang ?rank
WHERE { ?thing ?b ?c . ?d ?e ?label . ?g ?lang ?i . ?j ?rank ?l . FILTER(STR(?c) = CONCAT(STR(?i), STR(?l), "no")) }
"""
HUGE = """
SELECT (GROUP_CONCAT(CONCAT(?all, STR(?c))) AS ?thing) (1 AS ?label) (2 AS ?lang) (3 AS ?rank)
WHERE { { SELECT (GROUP_CONCAT(STR(?x)) AS ?all) WHERE { ?s ?p ?x } } ?a ?b ?c }
"""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which everything temporary is made."""
    folder = tmp_path / "room"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_apart_it_says_what_it_says_here(example_dossier: Dossier, tmp_path: Path, room: Path) -> None:
    write_dossier(example_dossier.files, tmp_path / "d.zip")
    assert verify_within(tmp_path / "d.zip") == verify_dossier(tmp_path / "d.zip")
    assert not list(room.iterdir())


def test_an_error_comes_back_whole(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as refused:
        verify_within(tmp_path / "none.zip")
    assert (refused.value.code, refused.value.place) == ("not-a-dossier", str(tmp_path / "none.zip"))


@pytest.mark.parametrize(
    ("query", "code", "memory"),
    [(ENDLESS, "dossier-takes-too-long", 4 << 30), (HUGE, "dossier-breaks-check", 1 << 30)],
    ids=["endless", "huge"],
)
def test_a_question_that_asks_too_much(
    query: str, code: str, memory: int, example_dossier: Dossier, tmp_path: Path, room: Path
) -> None:
    files = resealed(example_dossier.files, {LABELS: query.encode()})
    seconds = 4 if query == ENDLESS else 60
    with pytest.raises(UnreadableInput) as refused:
        verify_within(written(files, tmp_path / "d"), seconds, memory)
    assert refused.value.code == code
    assert not list(room.iterdir())
