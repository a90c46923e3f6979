"""A matrix of two kinds of thing: which of the one reach which of the other along the thread, and through what.

A way runs all up or all down the thread and ends at the first thing of the columns; that things belong to the same plan
or document is no way. People and posts stand for the things that name them, for a thread ends where somebody answers
for it: a minister reaches what their actions reach.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hgraph.errors import UsageError
from hgraph.iris import expand
from hgraph.namespaces import HG, MANDAAT, PREFIXES
from hgraph.project import Project
from hgraph.terms import Iri, Table
from hgraph.trace import Column, column_of

_AGENTS: Final = frozenset({MANDAAT.Mandataris, HG.MinisterGroup})


Line = Mapping[Iri, frozenset[Iri | None]]
"""By column that a row reaches: what the ways lead through last; ``None`` if a link leads there at once."""


@dataclass(frozen=True)
class Matrix:
    """Two kinds, the things of each that have a place, and a line for each row that reaches a column."""

    row_kind: Iri
    column_kind: Iri
    rows: tuple[Iri, ...]
    columns: tuple[Iri, ...]
    lines: Mapping[Iri, Line]


def matrix(project: Project, row_kind: Iri, column_kind: Iri, by: Iri | None = None) -> Matrix:
    """Return the matrix of two classes; with ``by``, only ways that lead through a thing of that class count.

    All things of both classes are there, crossed or not, in order of IRI.
    """
    rows, columns = (tuple(sorted(map(Iri, project.instances(kind)))) for kind in (row_kind, column_kind))
    through = project.instances(by) if by else None
    thread = _Thread(project.select("analysis/links"), columns, agents=column_kind in _AGENTS)
    lines = {row: thread.line(row, agent=row_kind in _AGENTS) for row in rows}
    if through is not None:
        lines = {row: _only(line, through) for row, line in lines.items()}
    return Matrix(row_kind, column_kind, rows, columns, {row: line for row, line in lines.items() if line})


def _only(line: Line, through: Collection[str]) -> Line:
    """Return a line with the ways that lead through some things."""
    kept = ((column, frozenset(filter(through.__contains__, passed))) for column, passed in line.items())
    return {column: passed for column, passed in kept if passed}


_Ends = Mapping[int, Sequence[tuple[Iri, Iri | None]]]
"""By thing, the columns that are reached with it, and what was passed last if the thing itself only names them."""
_AT_ONCE: Final[frozenset[Iri | None]] = frozenset({None})


class _Thread:
    """The links of the thread, and for each thing the columns that are one step on.

    Things are numbers while they are followed, for long names as keys would take most of the time.
    """

    def __init__(self, links: Table, columns: Sequence[Iri], *, agents: bool) -> None:
        """Take the links, each from origin to consequence; of columns that are agents, what names them is the end."""
        self._numbers = {column: number for number, column in enumerate(columns)}
        pairs = [
            (self._number(origin), self._number(consequence))
            for origin, consequence in links.rows
            if isinstance(origin, Iri) and isinstance(consequence, Iri)
        ]
        names = self._names = list(self._numbers)
        ways: tuple[list[set[int]], list[set[int]]] = ([set() for _ in names], [set() for _ in names])
        for origin, consequence in pairs:
            ways[0][consequence].add(origin)
            ways[1][origin].add(consequence)
        self._named = [up | down for up, down in zip(*ways, strict=True)]
        ends: dict[int, list[tuple[Iri, Iri | None]]] = defaultdict(list)
        for number, column in enumerate(columns):
            for thing in sorted(self._named[number]) if agents else (number,):
                ends[thing].append((column, names[thing] if agents else None))
        self._ends: _Ends = ends
        stops = range(len(columns))
        self._onward = [[[other for other in others if other not in stops] for others in way] for way in ways]
        self._met = [[self._upon(names[here], others) for here, others in enumerate(way)] for way in ways]

    def _number(self, thing: Iri) -> int:
        return self._numbers.setdefault(thing, len(self._numbers))

    def _upon(self, here: Iri, others: Iterable[int]) -> Line:
        """Return the columns that one step from a thing comes upon, with what was passed last before each."""
        found: dict[Iri, frozenset[Iri | None]] = {}
        for other in others:
            if other in self._ends:
                _add(found, {column: frozenset({named_by or here}) for column, named_by in self._ends[other]})
        return found

    def line(self, row: Iri, *, agent: bool) -> Line:
        """Return the columns that a row reaches, with what was passed last before each."""
        own = self._numbers.get(row)
        found: dict[Iri, frozenset[Iri | None]] = {}
        if own is None:
            return found
        for start in sorted(self._named[own]) if agent else (own,):
            _add(found, {column: frozenset({named_by}) for column, named_by in self._ends.get(start, ())})
            for onward, met in zip(self._onward, self._met, strict=True):
                _follow(start, onward, met, found)
        found.pop(row, None)
        for column in [column for column, passed in found.items() if row in passed]:
            found[column] = found[column] - {row} | _AT_ONCE
        return found


def _follow(
    start: int, onward: Sequence[Sequence[int]], met: Sequence[Line], found: dict[Iri, frozenset[Iri | None]]
) -> None:
    """Follow the thread one way and note every column that is met, with what was passed last before it."""
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        if met[here]:
            _add(found, met[here])
        for there in onward[here]:
            if there not in seen:
                seen.add(there)
                waiting.append(there)


def _add(found: dict[Iri, frozenset[Iri | None]], line: Line) -> None:
    """Add the columns of a line, most of which are new."""
    if found.keys().isdisjoint(line):
        found.update(line)
    else:
        for column, passed in line.items():
            found[column] = found.get(column, frozenset()) | passed


def kind_named(project: Project, text: str) -> Iri:
    """Return the class that a text names: by IRI, CURIE, name in any language or last part of its IRI; one with things.

    Raises ``UsageError`` (``unknown-kind``) with the classes of the thread that have things.
    """
    present = {Iri(str(row[0])) for row in project.select("analysis/classes").rows}
    project.labels.learn(present)
    iri = expand(text)
    if iri in present:
        return iri
    wanted = text.casefold()
    by_name = [
        class_
        for class_ in sorted(present)
        if wanted in {project.labels.label(class_, language).casefold() for language in ("nl", "en")}
    ]
    by_address = [class_ for class_ in sorted(present) if re.split("[/#]", class_)[-1].casefold() == wanted]
    for named in (by_name, by_address):
        if len(named) == 1:
            return named[0]
    told = {class_ for class_ in present if class_.startswith(PREFIXES["hg"]) or column_of(class_) is not Column.ACTION}
    known = sorted({project.labels.label(class_, project.settings.language) for class_ in told})
    raise UsageError("unknown-kind", kind=text, known=", ".join(known))
