"""The tables of a document as a workbook: a sheet each, and a first sheet with what the document says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from hgraph.documents.model import Block, Bullets, Document, Facts, Grid, Heading, Item, Paragraph, Quotation
from hgraph.messages import message
from hgraph.reports import legible

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_FIXED: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_OFF: Final = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_NUMBER: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?", re.ASCII)
_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\']")
_NAME_LENGTH, _LONGEST, _WIDEST = 31, 32_767, 60


def document_xlsx(document: Document) -> bytes:
    """Return a workbook, the same bytes for the same document; numbers are numbers, and nothing in it calculates."""
    from xlsxwriter import Workbook

    stream = BytesIO()
    workbook = Workbook(stream, {"in_memory": True, **_OFF})
    workbook.set_properties({"title": legible(document.title)[:255], "created": _FIXED})
    about = workbook.add_worksheet(message("document.sheet", document.language))
    about.set_column(0, 0, 100)
    wrap, strong = workbook.add_format({"text_wrap": True}), workbook.add_format({"bold": True, "text_wrap": True})
    about.write_string(0, 0, _cell(document.title), strong)
    for row, (text, heading) in enumerate(_sentences(document), 1):
        about.write_string(row, 0, _cell(text), strong if heading else wrap)
    names: set[str] = set()
    section = document.title
    for block in document.blocks:
        if isinstance(block, Heading):
            section = block.text
        elif isinstance(block, Grid):
            _sheet(workbook, block, _name(block.caption or section, names))
    workbook.close()
    return stream.getvalue()


def _sentences(document: Document) -> Iterator[tuple[str, bool]]:
    if document.subtitle:
        yield document.subtitle, False
    for block in document.blocks:
        yield from _lines(block)


def _lines(block: Block) -> Iterator[tuple[str, bool]]:
    match block:
        case Heading(text):
            yield text, True
        case Paragraph(text) | Quotation(text):
            yield text, False
        case Facts(pairs):
            yield from ((f"{name}: {value}", False) for name, value in pairs)
        case Bullets(items):
            for item in items:
                yield from _listed(item, 0)
        case _:
            return


def _listed(item: Item, depth: int) -> Iterator[tuple[str, bool]]:
    yield f"{'    ' * depth}\u2022 {item.text}", False
    for below in item.below:
        yield from _listed(below, depth + 1)


def _sheet(workbook: Workbook, grid: Grid, name: str) -> None:
    sheet = workbook.add_worksheet(name)
    heading = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    plain = workbook.add_format({"text_wrap": True, "valign": "top"})
    for column, text in enumerate(grid.headings):
        sheet.write_string(0, column, _cell(text), heading)
        longest = max((len(row[column]) for row in grid.rows), default=0)
        sheet.set_column(column, column, min(_WIDEST, max(10, len(text) + 2, longest + 2)))
    for number, row in enumerate(grid.rows, 1):
        for column, text in enumerate(row):
            if grid.is_numeric(column) and _NUMBER.fullmatch(text):
                sheet.write_number(number, column, float(text), plain)
            elif text:
                sheet.write_string(number, column, _cell(text), plain)
    sheet.freeze_panes(1, 1 if grid.row_headings else 0)
    if grid.rows:
        sheet.autofilter(0, 0, len(grid.rows), len(grid.headings) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _name(text: str, taken: set[str]) -> str:
    """Return the name of a sheet: as Excel allows it, and no other sheet's."""
    plain = _NOT_IN_A_NAME.sub(" ", " ".join(legible(text).split())).strip()[:_NAME_LENGTH] or "-"
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: _NAME_LENGTH - 4]} ({number})"
    taken.add(name.casefold())
    return name


def _cell(text: str) -> str:
    return legible(text)[:_LONGEST]
