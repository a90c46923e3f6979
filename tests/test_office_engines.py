"""Office over time asked of real engines: the same records and the same answers as from the files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pyoxigraph as ox
import pytest

from engines import Endpoint, load_into, oxigraph_server, virtuoso_server
from hgraph.namespaces import HG
from hgraph.office import handover, moves, open_things, read_records, responsible
from hgraph.project import Project
from hgraph.store.remote import RemoteStore
from hgraph.terms import Iri

QUERIES = ("holdings", "offices", "succession", "covered", "fields", "governments", "groups", "roles", "open-things")
THINGS = {
    "real": ("plan/higkbp-2020-2024", "artikel/decreet-2008203387/8", "wijzigingsnood/integratiedecreet"),
    "example": ("actie/brugfiguren", "doelstelling/geen-kind-uit-beeld", "toezegging/acties-vastleggen"),
}


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def endpoint(request: pytest.FixtureRequest) -> Iterator[Endpoint]:
    """A real engine that holds every graph of both projects."""
    with {"oxigraph": oxigraph_server, "virtuoso": virtuoso_server}[request.param]() as engine:
        for name in THINGS:
            project = request.getfixturevalue(f"{name}_project")
            for graph, path in project.files.items():
                triples = ox.parse(path=path, base_iri=project.settings.id_base)
                load_into(engine, graph, (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode())
        yield engine


@pytest.mark.remote
@pytest.mark.parametrize("name", THINGS)
def test_an_engine_gives_the_same_records_and_answers(
    endpoint: Endpoint, name: str, request: pytest.FixtureRequest
) -> None:
    near: Project = request.getfixturevalue(f"{name}_project")
    far = replace(near, store=RemoteStore(endpoint.query, near.store.graphs))
    for query in QUERIES:
        assert set(far.select(f"office/{query}").rows) == set(near.select(f"office/{query}").rows), query
    records = read_records(far.select)
    assert records == read_records(near.select)
    for slug in THINGS[name]:
        thing = Iri(near.settings.id_base + slug)
        for day in (date(2021, 6, 1), date(2022, 5, 17), date(2023, 11, 8)):
            there = responsible(records, far.select_about, thing, day)
            assert there == responsible(records, near.select_about, thing, day)
            assert there or slug == "toezegging/acties-vastleggen"
    days = (date(2022, 2, 28), date(2023, 11, 8))
    found = [
        moves(records, project.select("office/roles").rows, open_things(project.select("office/open-things")), *days)
        for project in (near, far)
    ]
    assert found[0] == found[1]
    assert found[0].passed
    assert handover(records, *days).handed
    assert {move.role for move in found[0].passed} <= {HG.leadMinister, HG.owedBy, HG.coordinatingMinister}
    far.store.close()
