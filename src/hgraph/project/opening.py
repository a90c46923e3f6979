"""Opening a project: files or an endpoint become a store, and the store gives the names of things."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Self

from hgraph.dataset import read_data, read_vocabulary, statements_in
from hgraph.errors import UsageError
from hgraph.labels import LabelIndex, Row, label_rows
from hgraph.project.things import candidates, resolve_thing
from hgraph.settings import Settings
from hgraph.store import EmbeddedStore, Store
from hgraph.terms import Iri, Table, Term, Triple, is_valid_iri

_AT_A_TIME: Final = 100
_GIVEN: Final = re.compile(r"^(?P<start>\s*VALUES \?(?P<name>\w+) \{ )UNDEF(?P<end> \}\n)", re.MULTILINE)
"""A line that holds what a query is about; without it, the query is about all."""


@dataclass(frozen=True)
class Project:
    """A project as every command sees it; close it, or use it in a ``with`` block."""

    settings: Settings
    store: Store
    labels: LabelIndex = field(default_factory=LabelIndex)
    files: Mapping[Iri, Path] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    _shown: dict[Iri, str] = field(default_factory=dict, repr=False, compare=False)

    def query(self, name: str) -> str:
        """Return the text of ``queries/{name}.rq``, about everything. Raises ``UsageError`` if there is none."""
        return _GIVEN.sub("", self._text(name))

    def _text(self, name: str) -> str:
        if name not in self._texts:
            self._texts[name] = _query_text(self.settings, name)
        return self._texts[name]

    def select(self, name: str) -> Table:
        """Run ``queries/{name}.rq`` about everything and return its table."""
        return self.store.select(self.query(name))

    def select_given(self, name: str, **given: Iterable[str]) -> Table:
        """Run ``queries/{name}.rq`` with IRIs in the lines ``VALUES ?x { UNDEF }``, by the name of the variable.

        A line of a variable that is not named here is left out; what is not an IRI is left out too.
        """
        values = {variable: _in_values(things) for variable, things in given.items()}

        def line(found: re.Match[str]) -> str:
            return f"{found['start']}{values[found['name']]}{found['end']}" if found["name"] in values else ""

        return self.store.select(_GIVEN.sub(line, self._text(name)))

    def select_about(self, name: str, things: Iterable[str]) -> Iterator[tuple[Term | None, ...]]:
        """Run ``queries/{name}.rq`` about some things only, many at a time, and yield its rows.

        The query has the line ``VALUES ?x { UNDEF }`` wherever the things come. What is not an IRI is left out.
        """
        text = self._text(name)
        wanted = [f"<{thing}>" for thing in sorted(set(things)) if is_valid_iri(thing)]
        for start in range(0, len(wanted), _AT_A_TIME):
            terms = " ".join(wanted[start : start + _AT_A_TIME])
            yield from self.store.select(text.replace("UNDEF", terms)).rows

    def resolve(self, text: str, among: Collection[str] | None = None) -> Iri:
        """Return the thing a text stands for, preferably one of ``among``; see ``resolve_thing``."""
        return resolve_thing(text, self.labels, self.settings.id_base, self.settings.language, among)

    def candidates(self, text: str, among: Collection[str] | None = None) -> list[Iri]:
        """Return all things a text may stand for; see ``candidates``."""
        return candidates(text, self.labels, self.settings.id_base, among)

    def instances(self, class_: str) -> frozenset[str]:
        """Return the things of a class, those of the classes right under it included."""
        rows = self.store.select(self._text("internal/instances").replace("UNDEF", _in_values([class_]))).rows
        return frozenset(str(row[0]) for row in rows)

    def objects(self, property_: str) -> frozenset[str]:
        """Return the things that an own property points at."""
        return frozenset(str(thing) for thing, name in self.select("internal/objects").rows if str(name) == property_)

    def file_of(self, graph: Iri | None) -> str | None:
        """Return the file a graph was read from, relative to the project where it can be; ``None`` if there is none."""
        if graph is None or graph not in self.files:
            return None
        if graph not in self._shown:
            self._shown[graph] = self.shown(self.files[graph])
        return self._shown[graph]

    def shown(self, path: Path) -> str:
        """Return a file as it is shown: relative to the project where it can be."""
        folder = self.settings.folder
        return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)

    def close(self) -> None:
        """Give back what the store holds; what was not asked until now, names included, cannot be asked any more."""
        self.store.close()

    def __enter__(self) -> Self:
        """Return the project itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the project."""
        self.close()


def _in_values(things: Iterable[str]) -> str:
    return " ".join(f"<{thing}>" for thing in sorted(set(things)) if is_valid_iri(thing))


def _query_text(settings: Settings, name: str) -> str:
    """Return a query without its lines of comment, which an engine would read each time it is asked."""
    paths = settings.content("queries", f"{name}.rq")
    if not paths:
        raise UsageError("unknown-question", question=name, suggestions="")
    lines = paths[0].read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))


def open_project(settings: Settings) -> Project:
    """Open a project: its own files in an embedded store in memory, or the endpoint its settings name.

    Raises ``UnreadableInput`` for files that cannot be used and ``EndpointError`` for an endpoint that cannot be
    trusted.
    """
    if settings.store:
        from hgraph.store.remote import open_remote

        return _named(Project(settings, open_remote(settings.store, _query_text(settings, "internal/known-graphs"))))
    graphs = [*read_vocabulary(settings), *read_data(settings)]
    store = EmbeddedStore.in_memory()
    for graph in graphs:
        if graph.triples is None:
            store.load(graph.name, graph.path)
        else:
            store.add(graph.name, graph.triples)
    return _named(Project(settings, store, files={graph.name: graph.path for graph in graphs}))


def open_statements(settings: Settings, graph: Iri, files: Sequence[Path]) -> Project:
    """Open files of statements, in whatever form, as one graph beside the words of a project.

    Raises ``UnreadableInput`` for files that cannot be used.
    """
    store = EmbeddedStore.in_memory()
    for each in read_vocabulary(settings):
        store.add(each.name, each.triples or [])
    for path in files:
        store.add(graph, statements_in(path, settings.id_base))
    return _named(Project(settings, store))


def open_graphs(settings: Settings, graphs: Iterable[tuple[Iri, Iterable[Triple]]]) -> Project:
    """Open named graphs that are given, words included, as a project; nothing is read from files."""
    store = EmbeddedStore.in_memory()
    for name, triples in graphs:
        store.add(name, triples)
    return _named(Project(settings, store))


def _named(project: Project) -> Project:
    """Return the project with names that are read from its store when they are asked for."""

    def rows(things: Collection[str] | None) -> Iterable[Row]:
        if things is None:
            return label_rows(project.select("internal/labels"))
        found = project.select_about("internal/labels", things)
        return label_rows(Table(("thing", "label", "lang", "rank"), list(found)))

    return replace(project, labels=LabelIndex(id_base=project.settings.id_base, source=rows))
