"""A dossier of a plan behind an endpoint: the same verdict as from its files, and it verifies from itself alone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from engines import load_into, oxigraph_server
from hgraph.dataset import read_data, read_vocabulary
from hgraph.dossier import RECORD_FILE, Dossier, make_dossier, verify_dossier, write_dossier
from hgraph.settings import load_settings

pytestmark = pytest.mark.remote


def test_from_an_endpoint(root: Path, real_dossier: Dossier, tmp_path: Path) -> None:
    with oxigraph_server() as endpoint:
        settings = load_settings(root)
        for graph in (*read_vocabulary(settings), *read_data(settings)):
            load_into(endpoint, graph.name, "".join(f"{triple} .\n" for triple in graph.triples or []))
        made = make_dossier(load_settings(root, store=endpoint.query), "approval", date(2020, 6, 26))
    here, there = (json.loads(dossier.files[RECORD_FILE]) for dossier in (real_dossier, made))
    assert there == here
    assert len([name for name in made.files if name.startswith("project/data/")]) == len(
        [name for name in real_dossier.files if name.startswith("project/data/")]
    )
    write_dossier(made.files, tmp_path / "d.zip")
    assert verify_dossier(tmp_path / "d.zip").same
