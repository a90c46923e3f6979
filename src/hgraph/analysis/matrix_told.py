"""A matrix as a document: a row and a column for each name that crosses, and lists of those that do not."""

from __future__ import annotations

from collections import defaultdict
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
        passed = {way for ways in matrix.cells.values() for way in ways if way is not None}
        labels.learn({*matrix.rows, *matrix.columns, *passed, matrix.row_kind, matrix.column_kind})

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
        row_names, column_names = (
            sorted({self._name(thing) for thing in things}) for things in (self._matrix.rows, self._matrix.columns)
        )
        crossed_rows = [name for name in row_names if name in {row for row, _ in cells}]
        crossed_columns = [name for name in column_names if name in {column for _, column in cells}]
        if cells:
            yield Paragraph(self._say(f"explained-{self._mark}"), "note")
            yield self._grid(row_kind, crossed_rows, crossed_columns, cells)
        else:
            yield Paragraph(self._say("nothing", rows=row_kind, columns=column_kind))
        for kind, all_, crossed in (
            (row_kind, row_names, set(crossed_rows)),
            (column_kind, column_names, set(crossed_columns)),
        ):
            if left := [name for name in all_ if name not in crossed]:
                yield Heading(f"{self._say('uncrossed', kind=kind)} ({len(left)})")
                yield Bullets([Item(name) for name in left])

    def _cells(self) -> Mapping[tuple[str, str], _Ways]:
        found: dict[tuple[str, str], _Ways] = defaultdict(frozenset)
        for (row, column), ways in self._matrix.cells.items():
            found[self._name(row), self._name(column)] |= ways
        return dict(found)

    def _grid(
        self, kind: str, rows: Sequence[str], columns: Sequence[str], cells: Mapping[tuple[str, str], _Ways]
    ) -> Grid:
        marks = [[self._marked(cells.get((row, column), frozenset())) for column in columns] for row in rows]
        if self._mark is Mark.NAMES:
            body = [[row, *line] for row, line in zip(rows, marks, strict=True)]
            return Grid([kind, *columns], body, row_headings=True)
        totals = [str(sum(bool(cell) for cell in line)) for line in marks]
        body = [[row, *line, total] for row, line, total in zip(rows, marks, totals, strict=True)]
        foot = [str(sum(bool(line[number]) for line in marks)) for number in range(len(columns))]
        body.append([self._say("total"), *foot, str(sum(map(int, totals)))])
        return Grid(
            [kind, *columns, self._say("total")], body, (False, *[True] * (len(columns) + 1)), row_headings=True
        )

    def _marked(self, ways: _Ways) -> str:
        passed = sorted(self._name(way) for way in ways if way is not None)
        if self._mark is Mark.LINK:
            return self._say("direct" if None in ways else "indirect") if ways else ""
        if self._mark is Mark.COUNT:
            return str(len(ways)) if ways else ""
        return "; ".join([*([self._say("direct-name")] if None in ways else []), *dict.fromkeys(passed)])
