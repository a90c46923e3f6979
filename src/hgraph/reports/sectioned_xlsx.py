"""A report of sections as a workbook: a sheet with what comes first, and a sheet for each section with rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from hgraph.messages import message
from hgraph.reports.entries import legible
from hgraph.reports.sectioned import Cell, Section, SectionedReport, plain

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_OFF: Final = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_FIXED: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NAME: Final = 31
_LONGEST: Final = 32_767
_WIDEST: Final = 60
_FIRST_DAY: Final = date(1900, 3, 1)


def sectioned_xlsx(document: SectionedReport) -> bytes:
    """Return a report as an Office Open XML workbook, the same bytes for the same report; nothing in it calculates."""
    from xlsxwriter import Workbook

    stream = BytesIO()
    workbook = Workbook(stream, {"in_memory": True, **_OFF})
    workbook.set_properties({"title": legible(document.title)[:255], "created": _FIXED})
    names = _Names()
    first = workbook.add_worksheet(names.free(message("duties.sheet.first", document.language)))
    _write_first(workbook, first, document)
    for section in document.sections:
        if section.rows:
            _write_section(workbook, workbook.add_worksheet(names.free(section.heading)), section)
    workbook.close()
    return stream.getvalue()


class _Names:
    """Names of sheets: none too long, none with what no sheet may have in its name, no two alike."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, wanted: str) -> str:
        """Return the name as it can be, with a number behind it if it is taken."""
        base = " ".join(_NOT_IN_A_NAME.sub(" ", legible(wanted)).split()).strip("'") or "…"
        name, number = base[:_NAME].strip(" '"), 1
        while name.casefold() in self._taken:
            number += 1
            tail = f" {number}"
            name = base[: _NAME - len(tail)].strip(" '") + tail
        self._taken.add(name.casefold())
        return name


def _write_first(workbook: Workbook, sheet: Worksheet, document: SectionedReport) -> None:
    bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrap = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 100)
    lines = [(document.title, bold), *((line, wrap) for line in document.lead)]
    for section in document.sections:
        lines += [("", wrap), (section.heading, bold), *((line, wrap) for line in section.lines)]
        if section.rows:
            lines.append((message("duties.sheet.rows", document.language, count=len(section.rows)), wrap))
    for row, (line, style) in enumerate(lines):
        sheet.write_string(row, 0, legible(line)[:_LONGEST], style)


def _write_section(workbook: Workbook, sheet: Worksheet, section: Section) -> None:
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrap = workbook.add_format({"text_wrap": True, "valign": "top"})
    days = workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    for at, column in enumerate(section.columns):
        cells = [row[at] for row in section.rows]
        sheet.set_column(at, at, _width(column.label, cells), None, {"hidden": True} if column.folded else {})
        sheet.write_string(0, at, legible(column.label), head)
        for row, cell in enumerate(cells, 1):
            _write(sheet, row, at, cell, wrap, days)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(section.rows), len(section.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _width(label: str, cells: Sequence[Cell]) -> int:
    longest = max((len(str(cell)) for cell in (label, *cells) if cell is not None), default=0)
    return max(10, min(longest + 2, _WIDEST))


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, wrap: Any, days: Any) -> None:  # noqa: ANN401
    """Write a cell as what it is: a day as a day, a number as a number, everything else as text."""
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, wrap)
    elif isinstance(cell, date) and cell >= _FIRST_DAY:
        sheet.write_datetime(row, column, datetime.combine(cell, datetime.min.time()), days)
    elif isinstance(cell, int | Decimal) and not isinstance(cell, bool) and len(plain(Decimal(cell))) <= 15:
        sheet.write_number(row, column, float(cell), wrap)
    else:
        sheet.write_string(row, column, legible(str(cell))[:_LONGEST], wrap)
