"""A matrix of two kinds of thing: which of the one reach which of the other along the thread, and through what.

A way runs all up or all down the thread and passes no other thing of either kind. People and posts stand for the things
that name them, for a thread ends where somebody answers for it: a minister reaches what their actions reach.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from hgraph.errors import UsageError
from hgraph.iris import expand
from hgraph.namespaces import HG, MANDAAT, OWL, RDFS
from hgraph.project import Project
from hgraph.terms import Iri, Table

_AGENTS = frozenset({MANDAAT.Mandataris, HG.MinisterGroup})
_CLASSES = frozenset({OWL.Class, RDFS.Class})

Neighbours = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Matrix:
    """Two kinds, the things of each that have a place, and for each pair what the way leads through last.

    A way without anything between, a link from the one to the other, leads through ``None``.
    """

    row_kind: Iri
    column_kind: Iri
    rows: tuple[Iri, ...]
    columns: tuple[Iri, ...]
    cells: Mapping[tuple[Iri, Iri], frozenset[Iri | None]]


def matrix(project: Project, row_kind: Iri, column_kind: Iri, by: Iri | None = None) -> Matrix:
    """Return the matrix of two classes; with ``by``, only ways that lead through a thing of that class count.

    All things of both classes are there, crossed or not, in order of IRI.
    """
    rows, columns = (sorted(map(Iri, project.instances(kind))) for kind in (row_kind, column_kind))
    through = project.instances(by) if by else None
    up, down = _neighbours(project.select("trace/steps"))
    stops = frozenset(rows) | frozenset(columns)
    targets = frozenset(columns)
    cells: dict[tuple[Iri, Iri], set[Iri | None]] = defaultdict(set)
    for row in rows:
        starts = [row] if row_kind not in _AGENTS else [row, *sorted({*up.get(row, ()), *down.get(row, ())})]
        for neighbours in (up, down):
            for start in starts:
                _walk(row, start, neighbours, targets, stops, cells)
        if column_kind in _AGENTS:
            continue
    if column_kind in _AGENTS and row_kind not in _AGENTS:
        _through_agents(rows, columns, (up, down), stops, cells)
    kept = {
        pair: frozenset(ways if through is None else {way for way in ways if way is not None and way in through})
        for pair, ways in cells.items()
    }
    return Matrix(row_kind, column_kind, tuple(rows), tuple(columns), {pair: ways for pair, ways in kept.items() if ways})


def _walk(
    row: Iri,
    start: str,
    neighbours: Neighbours,
    targets: Collection[str],
    stops: Collection[str],
    cells: dict[tuple[Iri, Iri], set[Iri | None]],
) -> None:
    """Follow the thread one way from a start and note every target, with what was passed last."""
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for there in neighbours.get(here, ()):
            if there in targets and there != row:
                cells[row, Iri(there)].add(None if here == row else Iri(here))
            if there not in seen and there not in stops:
                seen.add(there)
                waiting.append(there)


def _through_agents(
    rows: Iterable[Iri],
    columns: Iterable[Iri],
    ways: tuple[Neighbours, Neighbours],
    stops: Collection[str],
    cells: dict[tuple[Iri, Iri], set[Iri | None]],
) -> None:
    """Note the things that name a person or post and lie on the other way from a row."""
    up, down = ways
    found: dict[tuple[Iri, Iri], set[Iri | None]] = defaultdict(set)
    targets = frozenset(rows)
    for column in columns:
        for start in sorted({*up.get(column, ()), *down.get(column, ())}):
            for neighbours in ways:
                _walk(column, start, neighbours, targets, stops, found)
            if start in targets:
                found[column, Iri(start)].add(None)
    for (column, row), passed in found.items():
        cells[row, column] |= passed


def _neighbours(steps: Table) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return what lies one step up and one step down from each thing."""
    up: dict[str, list[str]] = defaultdict(list)
    down: dict[str, list[str]] = defaultdict(list)
    for subject, _, target, direction in steps.rows:
        origin, consequence = (target, subject) if str(direction) == "up" else (subject, target)
        up[str(consequence)].append(str(origin))
        down[str(origin)].append(str(consequence))
    return up, down


def kind_named(project: Project, text: str) -> Iri:
    """Return the class that a text names: by IRI, CURIE or name in any language, one that has things.

    Raises ``UsageError`` (``unknown-kind``) with the classes there are.
    """
    present = {Iri(str(row[1])) for row in project.select("internal/types").rows}
    project.labels.learn(present)
    iri = expand(text)
    if iri in present:
        return iri
    wanted = text.casefold()
    named = [
        class_
        for class_ in sorted(present)
        if wanted in {project.labels.label(class_, language).casefold() for language in ("nl", "en")}
    ]
    if len(named) == 1:
        return named[0]
    known = sorted({project.labels.label(class_, project.settings.language) for class_ in present})
    raise UsageError("unknown-kind", kind=text, known=", ".join(known))
