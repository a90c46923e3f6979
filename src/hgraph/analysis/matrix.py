"""A matrix of two kinds of thing: which of the one reach which of the other along the thread, and through what.

A way runs all up or all down the thread and ends at the first thing of the columns; that things belong to the same plan
or document is no way. People and posts stand for the things that name them, for a thread ends where somebody answers
for it: a minister reaches what their actions reach.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hgraph.errors import UsageError
from hgraph.iris import expand
from hgraph.namespaces import HG, MANDAAT
from hgraph.project import Project
from hgraph.terms import Iri, Table

_AGENTS: Final = frozenset({MANDAAT.Mandataris, HG.MinisterGroup})

Neighbours = Mapping[Iri, Collection[Iri]]


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
    rows, columns = (tuple(sorted(map(Iri, project.instances(kind)))) for kind in (row_kind, column_kind))
    through = project.instances(by) if by else None
    ways = _neighbours(project.select("analysis/links"))
    stops = frozenset(columns)
    ends = _ends(columns, ways, agents=column_kind in _AGENTS)
    cells: dict[tuple[Iri, Iri], frozenset[Iri | None]] = {}
    for row in rows:
        found: _Found = defaultdict(set)
        starts = _naming(row, ways) if row_kind in _AGENTS else [row]
        for start in starts:
            for neighbours in ways:
                _follow(start, neighbours, ends, stops, found)
        found.pop(row, None)
        for column in sorted(found):
            passed = found[column]
            if row in passed:
                passed = passed - {row} | {None}
            kept = frozenset(passed if through is None else filter(through.__contains__, passed))
            if kept:
                cells[row, column] = kept
    return Matrix(row_kind, column_kind, rows, columns, cells)


_Found = dict[Iri, set[Iri | None]]
"""What was passed last before each column that is reached."""
_Ends = Mapping[Iri, Collection[tuple[Iri, Iri | None]]]
"""By thing, the columns that are reached with it, and what was passed last if the thing itself only names them."""


def _ends(columns: Iterable[Iri], ways: Sequence[Neighbours], *, agents: bool) -> _Ends:
    if not agents:
        return {column: [(column, None)] for column in columns}
    found: dict[Iri, list[tuple[Iri, Iri | None]]] = defaultdict(list)
    for column in columns:
        for thing in _naming(column, ways):
            found[thing].append((column, thing))
    return found


def _naming(agent: Iri, ways: Sequence[Neighbours]) -> list[Iri]:
    """Return the things linked to a person or post."""
    return sorted({thing for neighbours in ways for thing in neighbours.get(agent, ())})


def _follow(start: Iri, neighbours: Neighbours, ends: _Ends, stops: Collection[Iri], found: _Found) -> None:
    """Follow the thread one way and note every column that is reached, with what was passed last before it."""
    for column, named_by in ends.get(start, ()):
        found[column].add(named_by)
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for there in neighbours.get(here, ()):
            for column, named_by in ends.get(there, ()):
                found[column].add(named_by or here)
            if there not in seen and there not in stops:
                seen.add(there)
                waiting.append(there)


def _neighbours(links: Table) -> tuple[dict[Iri, list[Iri]], dict[Iri, list[Iri]]]:
    """Return what lies one step up and one step down from each thing, in order."""
    up: dict[Iri, set[Iri]] = defaultdict(set)
    down: dict[Iri, set[Iri]] = defaultdict(set)
    for origin, consequence in links.rows:
        if isinstance(origin, Iri) and isinstance(consequence, Iri):
            up[consequence].add(origin)
            down[origin].add(consequence)
    return _in_order(up), _in_order(down)


def _in_order(steps: Mapping[Iri, Collection[Iri]]) -> dict[Iri, list[Iri]]:
    return {thing: sorted(others) for thing, others in steps.items()}


def kind_named(project: Project, text: str) -> Iri:
    """Return the class that a text names: by IRI, CURIE or name in any language, one that has things.

    Raises ``UsageError`` (``unknown-kind``) with the classes there are.
    """
    present = {Iri(str(row[0])) for row in project.select("analysis/classes").rows}
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
