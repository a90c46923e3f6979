"""The data of a dossier: everything a check needs, in files of a fixed form, and the settings that open them alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from hgraph.dataset import canonical_text, read_data, read_triples, triples_to_turtle
from hgraph.namespaces import HG
from hgraph.project import open_project
from hgraph.settings import PROJECT_FILE, Settings, shipped_content
from hgraph.terms import Iri, Triple, to_ntriples
from hgraph.validation import on_day

FOLDER: Final = "project"
"""Where the data stand in a dossier; a project of its own, so every command can open it."""
_KEPT: Final = ("title", "base", "stage", "language", "fail_on")
_PATTERNS: Final = {"ontology": "**/*.ttl", "shapes": "**/*.ttl", "queries": "**/*.rq"}
RULE_FOLDERS: Final = tuple(_PATTERNS)
"""Folders below ``FOLDER`` that decide what a check finds."""


class PackedSettings(Settings):
    """Settings of a project that holds all it needs: nothing that is shipped with the program is mixed in."""

    def _roots(self, kind: str) -> list[Path]:  # noqa: ARG002 - the same for every kind
        return [self.folder]

    @classmethod
    def of(cls, folder: Path, like: Settings) -> PackedSettings:
        """Return the settings of a packed folder, with all values given, so that the environment has no say."""
        return cls(folder=folder, store=None, **{name: getattr(like, name) for name in _KEPT})


def packed_files(settings: Settings, on: date) -> dict[str, bytes]:
    """Return the files of a project as a dossier keeps them, by name below ``FOLDER``.

    Rules and questions are the effective ones, those shipped with the program included; where a rule asks for the
    present, it gets the day of the dossier, so that it says the same on every later day. Raises ``UnreadableInput`` for
    files that cannot be used and ``EndpointError`` if a remote store fails.
    """
    files = {PROJECT_FILE: _settings_file(settings)} | _rules(settings, on)
    files |= dict(_data_of_store(settings) if settings.store else _data_of_files(settings))
    return dict(sorted(files.items()))


def shipped_rules(on: date) -> dict[str, bytes]:
    """Return the rules, words and questions that are shipped with the program, as a dossier of a day keeps them."""
    shipped = Settings.model_construct(folder=shipped_content())
    return _rules(shipped, on)


def _rules(settings: Settings, on: date) -> dict[str, bytes]:
    files = {}
    for kind, pattern in _PATTERNS.items():
        for path in settings.content(kind, pattern):
            name = f"{kind}/{_below(path, kind, settings)}"
            files[name] = _rule_text(path, on).encode() if kind == "shapes" else path.read_bytes()
    return files


def _rule_text(path: Path, on: date) -> str:
    """Return a file of shapes in canonical form, with a day in place of the present."""
    return canonical_text(path, None, lambda triple: next(on_day([triple], on)))


def _settings_file(settings: Settings) -> bytes:
    lines = [f"{name} = {json.dumps(getattr(settings, name), ensure_ascii=False)}\n" for name in _KEPT]
    return "".join(lines).encode()


def _below(path: Path, kind: str, settings: Settings) -> str:
    """Return the name of a file below the content folder it stands in."""
    for root in (settings.folder, shipped_content()):
        if path.is_relative_to(root / kind):
            return path.relative_to(root / kind).as_posix()
    return path.name


def _data_of_files(settings: Settings) -> Iterator[tuple[str, bytes]]:
    data = settings.folder / "data"
    for graph in read_data(settings):
        triples = read_triples(graph.path, settings.id_base)
        content = canonical_text(graph.path, settings.id_base) if graph.triples is not None else _lines(triples)
        yield f"data/{graph.path.relative_to(data).as_posix()}", content.encode()
        yield from _texts(data, _named_in(triples))


def _lines(triples: Iterable[Triple]) -> str:
    """Return triples as N-Triples, sorted."""
    return "".join(sorted({f"{to_ntriples(s)} {to_ntriples(p)} {to_ntriples(o)} .\n" for s, p, o in triples}))


def _texts(data: Path, names: set[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the pinned texts that can be read; one that is missing, or lies elsewhere, is a finding of the check."""
    for name in sorted(names):
        path = (data / name).resolve()
        if path.is_relative_to(data.resolve()) and path.is_file():
            yield f"data/{path.relative_to(data.resolve()).as_posix()}", path.read_bytes()


def _data_of_store(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield the graphs of an endpoint, each in a file of its own, called after the graph."""
    taken: set[str] = set()
    with open_project(settings) as project:
        graphs = sorted({Iri(str(row[0])) for row in project.select("internal/graphs").rows})
        for graph in graphs:
            rows = project.select_given("diff/statements-of-graph", graph=[graph]).rows
            triples = [(s, Iri(str(p)), o) for s, p, o in rows if s is not None and o is not None]
            yield f"data/{_file_name(graph, taken)}", triples_to_turtle(triples, settings.id_base).encode()
            yield from _texts(settings.folder / "data", _named_in(triples))


def _named_in(triples: Iterable[Triple]) -> set[str]:
    return {str(value) for _, property_, value in triples if property_ == HG.textFile}


def _file_name(graph: Iri, taken: set[str]) -> str:
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", graph.rstrip("/").rpartition("/")[2]).strip("-") or "graph"
    name, number = plain, 1
    while name in taken:
        number += 1
        name = f"{plain}-{number}"
    taken.add(name)
    return f"{name}.ttl"


def is_content(name: str) -> bool:
    """Say whether a file of a dossier belongs to its data."""
    return name.partition("/")[0] == FOLDER
