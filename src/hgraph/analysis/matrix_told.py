"""A matrix as a document: a row and a column for each name that crosses, and lists of those that do not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from hgraph.analysis.matrix import Matrix
from hgraph.documents import Block, Bullets, Document, Grid, Heading, Item, Paragraph
from hgraph.labels import LabelIndex
from hgraph.messages import message
from hgraph.terms import Iri

_Ways = frozenset[Iri | None]


class Mark(StrEnum):
    """What stands in a cell: whether the link is direct, how many ways there are, or what they lead through."""

    LINK = "link"
    COUNT = "count"
    NAMES = "names"


def matrix_told(matrix: Matrix, labels: LabelIndex, language: str, mark: Mark = Mark.LINK) -> Document:
    """Return a matrix as a document, with a mark in each cell that is crossed.

    Things of one name share a row or a column, such as an office under several identifiers.
    """
    return _Teller(matrix, labels, language, mark).document()


class _Teller:
    """Tells one matrix."""

    def __init__(self, matrix: Matrix, labels: LabelIndex, language: str, mark: Mark) -> None:
        self._matrix = matrix
        self._labels = labels
        self._language = language
        self._mark = mark
        passed = (
            {way for line in matrix.lines.values() for ways in line.values() for way in ways if way}
            if mark is Mark.NAMES
            else set()
        )
        labels.learn({*matrix.rows, *matrix.columns, *passed, matrix.row_kind, matrix.column_kind})
        self._names = {thing: self._name(thing) for thing in (*matrix.rows, *matrix.columns)}
        self._links = self._say("indirect"), self._say("direct")

    def _say(self, key: str, **values: object) -> str:
        return message(f"analysis.matrix.{key}", self._language, **values)

    def _name(self, iri: Iri) -> str:
        return self._labels.label(iri, self._language)

    def document(self) -> Document:
        """Return the whole."""
        rows, columns = self._name(self._matrix.row_kind), self._name(self._matrix.column_kind)
        title = self._say("title", rows=rows, columns=columns)
        return Document(title, self._language, list(self._blocks(rows, columns)))

    def _blocks(self, row_kind: str, column_kind: str) -> Iterator[Block]:
        cells = self._cells()
        reached = {column for line in cells.values() for column in line}
        row_names, column_names = (
            sorted({self._names[thing] for thing in things}) for things in (self._matrix.rows, self._matrix.columns)
        )
        crossed_columns = [name for name in column_names if name in reached]
        if cells:
            yield Paragraph(self._say(f"explained-{self._mark}"), "note")
            yield self._grid(row_kind, [name for name in row_names if name in cells], crossed_columns, cells)
        else:
            yield Paragraph(self._say("nothing", rows=row_kind, columns=column_kind))
        for kind, names, crossed in ((row_kind, row_names, cells.keys()), (column_kind, column_names, reached)):
            if left := [name for name in names if name not in crossed]:
                yield Heading(f"{self._say('uncrossed', kind=kind)} ({len(left)})")
                yield Bullets([Item(name) for name in left])

    def _cells(self) -> Mapping[str, Mapping[str, _Ways]]:
        """Return what is crossed, by the name of the row and that of the column."""
        found: dict[str, dict[str, _Ways]] = defaultdict(dict)
        for row, line in self._matrix.lines.items():
            named = found[self._names[row]]
            for column, ways in line.items():
                name = self._names[column]
                named[name] = named[name] | ways if name in named else ways
        return dict(found)

    def _grid(
        self, kind: str, rows: Sequence[str], columns: Sequence[str], cells: Mapping[str, Mapping[str, _Ways]]
    ) -> Grid:
        places = {name: place for place, name in enumerate(columns, 1)}
        counts = self._mark is not Mark.NAMES
        blank = [""] * (len(columns) + 1 + counts)
        body = []
        for row in rows:
            line = blank.copy()
            line[0] = row
            for column, ways in cells[row].items():
                line[places[column]] = self._marked(ways)
            if counts:
                line[-1] = str(len(cells[row]))
            body.append(line)
        if not counts:
            return Grid([kind, *columns], body, row_headings=True)
        sums = Counter(column for line in cells.values() for column in line)
        body.append([self._say("total"), *(str(sums[column]) for column in columns), str(sums.total())])
        numeric = (False, *[True] * (len(columns) + 1))
        return Grid([kind, *columns, self._say("total")], body, numeric, row_headings=True)

    def _marked(self, ways: _Ways) -> str:
        if self._mark is Mark.LINK:
            return self._links[None in ways]
        if self._mark is Mark.COUNT:
            return str(len(ways))
        passed = sorted(self._name(way) for way in ways if way is not None)
        return "; ".join([*([self._say("direct-name")] if None in ways else []), *dict.fromkeys(passed)])
