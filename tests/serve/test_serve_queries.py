"""The questions as queries for an editor, from a release as it is built and served: in the form that is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from pyld import jsonld
from rdflib.compare import isomorphic

from cli import small_project
from hgraph.namespaces import RDF, SH
from published import BASE, bare_of_pages, build
from running_server import Server, started


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the release of a small project."""
    folder: Path = tmp_path_factory.mktemp("queries")
    with bare_of_pages():
        build(small_project(folder / "plan"), folder / "site")
    with started(folder / "site", folder) as server:
        yield server


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("application/ld+json", ".jsonld"),
        ("text/turtle", ".ttl"),
        ("application/ld+json;q=0.5, text/turtle;q=0.4", ".jsonld"),
    ],
)
def test_the_form_is_the_one_wanted_most(built: Server, accept: str, suffix: str) -> None:
    answer, file = built.get("queries", headers={"Accept": accept}), built.get(f"queries{suffix}")
    assert (answer.status_code, answer.headers["Content-Location"]) == (200, f"./queries{suffix}")
    assert "Accept" in answer.headers["Vary"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.content == file.content


def test_what_there_is_not_is_406_with_the_list(built: Server) -> None:
    answer = built.get("queries", headers={"Accept": "text/html"})
    assert answer.status_code == 406
    assert [form for form in ("ttl", "jsonld") if f"<./queries.{form}>" not in answer.headers["Link"]] == []


def test_both_forms_say_the_same_under_the_iri_they_are_found_at(built: Server) -> None:
    document = json.loads(built.get("queries", headers={"Accept": "application/ld+json"}).content)
    lines = jsonld.to_rdf(document, {"format": "application/n-quads"})
    graph = rdflib.Graph().parse(data=built.get("queries", headers={"Accept": "text/turtle"}).content, format="turtle")
    assert isomorphic(rdflib.Graph().parse(data=lines, format="nt"), graph)
    found = set(graph.subjects(rdflib.URIRef(RDF.type), rdflib.URIRef(SH.SPARQLExecutable)))
    assert rdflib.URIRef(f"{BASE}queries#commitments-missed") in found
