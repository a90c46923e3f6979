"""What makers of pages are given, for tests: the published part of a project, opened, without building a release."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hgraph.pages import Edition
from hgraph.project import open_graphs
from hgraph.publish.building import PublishedSettings
from hgraph.publish.record import titles
from hgraph.publish.selection import select
from hgraph.publish.statements import Statements
from hgraph.releases import Addresses, Release, View
from hgraph.settings import load_settings
from published import BASE, ISSUED


@contextmanager
def view_of(project: Path) -> Iterator[View]:
    """Give the view of what would be published of a project; its release has a made-up id."""
    settings = load_settings(project)
    selection = select(settings, BASE)
    graphs = ((graph.name, graph.triples) for graph in selection.graphs)
    with open_graphs(PublishedSettings.of(settings, BASE), graphs) as opened:
        statements = Statements(triple for graph in selection.graphs for triple in graph.triples)
        kinds = {graph.name: graph.kind for graph in selection.graphs if graph.kind}
        release = Release("0123456789abcdef" * 4, ISSUED, titles(opened), statements.things, kinds, statements.count)
        yield View(opened, Addresses(BASE), release)


@contextmanager
def edition_of(project: Path) -> Iterator[Edition]:
    """Give the edition of what would be published of a project."""
    with view_of(project) as view:
        yield Edition.of(view)
