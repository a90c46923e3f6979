"""A report of sections with rows, before it has a form: text, Markdown, CSV, JSON and workbook are made from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hgraph.messages import message
from hgraph.reports.as_csv import rows_csv
from hgraph.reports.as_json import plain_json
from hgraph.reports.as_markdown import markdown_table, markdown_words
from hgraph.reports.entries import day, legible

Cell = str | int | Decimal | date | None
"""What stands in a row; ``None`` is an empty cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key for programs, its heading for people, and whether people who read a page see it."""

    key: str
    label: str
    shown: bool = True
    """Whether it stands on a page; in CSV, JSON and workbooks it always does."""
    folded: bool = False
    """Whether a workbook hides it until somebody unfolds it."""


@dataclass(frozen=True)
class Section:
    """A part of a report: a heading, sentences, and rows under columns; ``name`` is what programs call it."""

    name: str
    heading: str
    lines: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    told: tuple[tuple[str, ...], ...] = ()
    """Each row as sentences, for text that is read line by line; without it the rows are a table there too."""


@dataclass(frozen=True)
class SectionedReport:
    """A report: a title, the sentences that come first, and its sections; ``facts`` are for programs."""

    title: str
    language: str
    lead: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    facts: tuple[tuple[str, Any], ...] = ()


def on_a_page(section: Section, language: str) -> tuple[list[str], list[list[str]], list[bool]]:
    """Return the headings, the cells and which columns hold numbers, as people read them on a page.

    A column that is empty in every row is left out.
    """
    kept = [
        at
        for at, column in enumerate(section.columns)
        if column.shown and any(row[at] not in (None, "") for row in section.rows)
    ]
    cells = [[spoken(row[at], language) for at in kept] for row in section.rows]
    numeric = [all(isinstance(row[at], int | Decimal | None) for row in section.rows) for at in kept]
    return [section.columns[at].label for at in kept], cells, numeric


def spoken(cell: Cell, language: str) -> str:
    """Return a cell as a reader of a language writes it."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return day(cell, language)
    if isinstance(cell, Decimal):
        return plain(cell).replace(".", message("duties.decimal-mark", language))
    return legible(str(cell))


def plain(number: Decimal) -> str:
    """Return a number without an exponent and without zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def sectioned_markdown(document: SectionedReport) -> str:
    """Return a report as Markdown without any HTML; nothing in its texts is markup."""
    lines = [f"# {markdown_words(document.title)}", ""]
    for sentence in document.lead:
        lines += [markdown_words(sentence), ""]
    for section in document.sections:
        lines += [f"## {markdown_words(section.heading)}", ""]
        lines += [f"- {markdown_words(line)}" for line in section.lines] + [""] * bool(section.lines)
        headings, cells, numeric = on_a_page(section, document.language)
        if headings:
            rule = ["--:" if right else "---" for right in numeric]
            lines += markdown_table(headings, rule, ([markdown_words(cell) for cell in row] for row in cells))
    return "\n".join(lines).rstrip("\n") + "\n"


def sectioned_csv(document: SectionedReport) -> str:
    """Return all rows of a report under one header: the section each stands in, and every column there is."""
    keys = list(dict.fromkeys(column.key for section in document.sections for column in section.columns))
    rows = (
        [section.name, *(written(record.get(key)) for key in keys)]
        for section in document.sections
        for record in records(section)
    )
    return rows_csv(["section", *keys], rows)


def written(cell: Cell) -> str:
    """Return a cell as programs read it: days as year-month-day, numbers with a point."""
    if cell is None:
        return ""
    return plain(cell) if isinstance(cell, Decimal) else cell.isoformat() if isinstance(cell, date) else str(cell)


def records(section: Section) -> Iterator[dict[str, Cell]]:
    """Yield the rows of a section by the keys of its columns."""
    for row in section.rows:
        yield {column.key: cell for column, cell in zip(section.columns, row, strict=True)}


def sectioned_json(document: SectionedReport) -> str:
    """Return a report as JSON: its facts, and each section with its sentences and its rows by key."""
    found = {
        "title": document.title,
        "language": document.language,
        **dict(document.facts),
        "lead": list(document.lead),
        "sections": [
            {
                "name": section.name,
                "heading": section.heading,
                "lines": list(section.lines),
                "rows": [_values(record.items()) for record in records(section)],
            }
            for section in document.sections
        ],
    }
    return plain_json(found)


def _values(cells: Iterable[tuple[str, Cell]]) -> dict[str, Any]:
    return {key: _value(cell) for key, cell in cells}


def _value(cell: Cell) -> Any:  # noqa: ANN401 - what JSON can hold
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def rows_in(sections: Sequence[Section]) -> int:
    """Return how many rows all sections have together."""
    return sum(len(section.rows) for section in sections)
