"""The questions of the thread give the same answer from real engines over HTTP as from the embedded one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engines import Endpoint, load_into, oxigraph_server, virtuoso_server
from hgraph.project import Project
from hgraph.store.remote import RemoteStore
from hgraph.terms import Iri, to_ntriples
from hgraph.trace import TABLES, Direction, ThreadReader, Wording, read_thread, thread_text, walk, walk_picture

pytestmark = pytest.mark.remote

_ALL = "SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
_START = "artikel/decreet-2014999001/9"


@pytest.fixture(scope="module", params=[oxigraph_server, virtuoso_server], ids=["oxigraph", "virtuoso"])
def endpoint(request: pytest.FixtureRequest, example_project: Project) -> Iterator[Endpoint]:
    with request.param() as started:
        for graph in example_project.store.graphs:
            rows = example_project.store.select(_ALL.format(graph=graph)).rows
            lines = (" ".join(to_ntriples(term) for term in row if term is not None) + " ." for row in rows)
            load_into(started, graph, "\n".join(lines))
        yield started


@pytest.fixture
def remote_project(endpoint: Endpoint, example_project: Project) -> Iterator[Project]:
    store = RemoteStore(endpoint.query, example_project.store.graphs)
    yield Project(example_project.settings, store, example_project.labels)
    store.close()


@pytest.mark.parametrize("name", TABLES)
def test_a_question_of_the_thread_has_the_same_answer(name: str, remote_project: Project, example_project: Project):
    here, there = example_project.select(f"trace/{name}"), remote_project.select(f"trace/{name}")
    assert there.columns == here.columns
    assert there.rows == here.rows


def test_the_same_tree_is_drawn(remote_project: Project, example_project: Project):
    start = Iri(example_project.settings.id_base + _START)

    def drawn(project: Project) -> str:
        graph = read_thread(project.select)
        trees = [walk(graph, start, direction, with_refused=True) for direction in Direction]
        return thread_text(trees, Wording(graph, project.labels, "nl"), 100)

    assert drawn(remote_project) == drawn(example_project)


def test_what_is_reached_is_read_the_same(remote_project: Project, example_project: Project):
    start = Iri(example_project.settings.id_base + _START)

    def drawn(project: Project) -> str:
        graph = ThreadReader(project).around([start])
        trees = [walk(graph, start, direction, with_refused=True) for direction in Direction]
        wording = Wording(graph, project.labels, "nl")
        return thread_text(trees, wording, 100) + walk_picture(trees, wording, "svg")

    assert drawn(remote_project) == drawn(example_project)
