"""What ``hgraph law`` says on an endpoint is what it says on the files; its questions run on both engines elsewhere."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from cli import ROOT, run
from engines import load_into, virtuoso_server
from hgraph.project import Project

LINES = (
    ("show", "Gelijkekansendecreet"),
    ("impact", "artikel/decreet-2008203387/8"),
    ("collisions",),
    ("agenda", "--on", "2022-06-01", "--since", "2020-09-01"),
    ("track", "wijzigingsnood/integratiedecreet", "--on", "2026-01-01", "--format", "csv"),
)


@pytest.mark.remote
@pytest.mark.parametrize("server", [virtuoso_server], ids=["virtuoso"])
def test_an_endpoint_gives_the_same(server, real_project: Project):
    with server() as engine:
        for graph, path in real_project.files.items():
            triples = ox.parse(path=path, base_iri=real_project.settings.id_base)
            load_into(engine, graph, (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode())
        for line in LINES:
            far = run("law", *line, "--project", ROOT, "--store", engine.query)
            assert far == run("law", *line, "--project", ROOT)
            assert (far.exit_code, far.stderr) == (0, "")
