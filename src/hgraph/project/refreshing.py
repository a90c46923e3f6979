"""An open project that follows its files: what was saved since the last look is read anew, the rest stays as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from hgraph.dataset import FORMATS, Change, DataGraph, parse_file, read_data_file
from hgraph.namespaces import HG
from hgraph.project.opening import Project
from hgraph.settings import CONTENT_FOLDERS, PROJECT_FILE, Settings
from hgraph.store import EmbeddedStore
from hgraph.terms import Iri, Triple

_Stamps = dict[Path, tuple[int, int]]
_EVERYTHING: Final = Change(rules=True)


class Refresher:
    """Sees which files of an open project change, and brings its store up to date."""

    def __init__(self, project: Project) -> None:
        """Take a project as it has just been opened. Raises ``TypeError`` for one at an endpoint: it has no files."""
        if not isinstance(project.store, EmbeddedStore):
            raise TypeError(project.store)
        self._project = project
        self._store = project.store
        self._seen = _stamps(project.settings)
        self._waiting: set[Path] = set()

    def refresh(self) -> Change | None:
        """Read what has changed since the last call into the store; ``None`` if nothing has.

        A change with ``rules`` means that the project has to be opened anew, and nothing was read: shapes, words,
        questions or settings differ, or graphs came, went or got another name. Raises ``UnreadableInput`` for a file
        that cannot be read; the store keeps what it had, and the file is read again when it changes again.
        """
        now = _stamps(self._project.settings)
        changed = {path for path in now.keys() | self._seen.keys() if now.get(path) != self._seen.get(path)}
        if not changed:
            return None
        self._seen = now
        self._waiting |= changed
        data = self._project.settings.folder / "data"
        if any(not path.is_relative_to(data) for path in self._waiting):
            return _EVERYTHING
        base = self._project.settings.id_base
        files = sorted(path for path in self._waiting if path.suffix in FORMATS)
        graphs = [self._read(path) for path in files]
        if None in graphs:
            return _EVERYTHING
        texts = len(files) < len(self._waiting)
        self._waiting.clear()
        statements: set[Triple] = set()
        for graph in graphs:
            if graph is not None:
                triples = parse_file(graph.path, base) if graph.triples is None else graph.triples
                statements |= self._store.replace(graph.name, triples)
        self._project.labels.forget(str(subject) for subject, _, _ in statements)
        return Change(frozenset(statements), frozenset(graph.name for graph in graphs if graph), texts=texts)

    def _read(self, path: Path) -> DataGraph | None:
        """Return the graph of a file; ``None`` if it is not the graph that was read from there before."""
        known = {file: name for name, file in self._project.files.items()}.get(path)
        if known is None or not path.exists():
            return None
        graph = read_data_file(path, self._project.settings.id_base)
        same_kind = graph.kind is not None and self._kind_of(known) == graph.kind
        return graph if graph.name == known and same_kind else None

    def _kind_of(self, graph: Iri) -> str:
        return next((str(o) for s, p, o in self._store.triples_of(graph) if s == graph and p == HG.statementKind), "")


def _stamps(settings: Settings) -> _Stamps:
    """Return when each file of a project was last written, and how long it is."""
    paths = [path for kind in CONTENT_FOLDERS for path in settings.content(kind, "**/*")]
    found: _Stamps = {}
    for path in [*paths, settings.folder / PROJECT_FILE]:
        try:
            status = path.stat()
        except OSError:  # gone between the list and the look
            continue
        found[path] = status.st_mtime_ns, status.st_size
    return found
