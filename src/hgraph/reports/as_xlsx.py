"""The check report as a workbook: one row per finding to filter and assign, and a sheet about the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from hgraph.findings import FindingReport, Register, Severity, Status
from hgraph.messages import message
from hgraph.namespaces import XSD
from hgraph.reports.entries import (
    SEVERITIES,
    Entry,
    day,
    entries,
    legible,
    property_name,
    rules_not_run,
    rules_without_target,
    status_name,
    tally,
)
from hgraph.terms import Iri, Literal, Term, to_python

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

SHEET_COLUMNS: Final[Mapping[str, int]] = {
    "severity": 15,
    "status": 12,
    "rule": 24,
    "thing": 30,
    "what": 50,
    "owners": 30,
    "remedy": 40,
    "gaps": 30,
    "why": 40,
    "where": 26,
    "waiver": 30,
    "until": 14,
    "property": 20,
    "value": 26,
    "code": 26,
    "iri": 40,
    "fingerprint": 18,
}
"""Columns of the sheet with findings, in order, with their widths in characters."""

_TONES: Final = {Severity.VIOLATION: "#B3131B", Severity.WARNING: "#7D4600", Severity.INFO: "#0A5390"}
_FIXED: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_PRINTED: Final = "gaps"
_LINE_HEIGHT: Final = 15
_HIGHEST: Final = 409
_LONGEST: Final = 32_767
_FIRST_DAY: Final = date(1900, 3, 1)
_EXACT: Final = 10**15
_OFF: Final = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_READING: Final = ("rows", "fingerprint", "gap", "record")


def findings_xlsx(report: FindingReport, register: Register, language: str, *, stage_name: str | None = None) -> bytes:
    """Return the report as an Office Open XML workbook, the same bytes for the same report; nothing in it calculates.

    ``stage_name`` is shown instead of the token of the stage.
    """
    from xlsxwriter import Workbook

    stream = BytesIO()
    workbook = Workbook(stream, {"in_memory": True, **_OFF})
    workbook.set_properties({"title": legible(register.title)[:255], "created": _FIXED})
    _findings(workbook, report, register, language)
    _about(workbook, report, register, language, stage_name or report.stage)
    workbook.close()
    return stream.getvalue()


def _findings(workbook: Workbook, report: FindingReport, register: Register, language: str) -> None:
    sheet = workbook.add_worksheet(message("report.sheet.findings", language))
    cells = _Cells(workbook, sheet, language)
    for column, (name, width) in enumerate(SHEET_COLUMNS.items()):
        sheet.set_column(column, column, width)
        cells.heading(0, column, message(f"report.column.{name}", language))
    shown = entries(report, register, language)
    for row, entry in enumerate(shown, 1):
        values = list(_row(entry, register, language))
        sheet.set_row(row, _height(values))
        for column, value in enumerate(values):
            cells.write(row, column, value)
        cells.severity(row, 0, entry.finding.severity)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(shown), len(SHEET_COLUMNS) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    _prepare_print(sheet, len(shown))


def _height(values: Sequence[str | Literal]) -> int:
    """Return a height in which every text fits: not all programs work that out when they open a workbook."""
    needed = 1
    for value, width in zip(values, SHEET_COLUMNS.values(), strict=True):
        lines = str(value).split("\n")
        needed = max(needed, sum(len(wrap(line, width - 2)) or 1 for line in lines))
    return min(needed * _LINE_HEIGHT, _HIGHEST)


def _prepare_print(sheet: Worksheet, rows: int) -> None:
    """Print what people need on paper, as wide as one sheet of A3, with the headings on each."""
    sheet.print_area(0, 0, rows, list(SHEET_COLUMNS).index(_PRINTED))
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _row(entry: Entry, register: Register, language: str) -> Iterator[str | Literal]:
    finding = entry.finding
    values: dict[str, str | Literal] = {
        "severity": message(f"report.name.{finding.severity.token}", language),
        "owners": "\n".join(entry.owners),
        "gaps": "\n".join(entry.gaps),
        "until": Literal(finding.waiver.until.isoformat(), Iri(XSD.date)) if finding.waiver else "",
        "property": property_name(finding, register, language),
        "value": _value(finding.value, register, language),
        "code": finding.code,
        "fingerprint": finding.fingerprint,
    }
    for name in SHEET_COLUMNS:
        yield values[name] if name in values else getattr(entry, name)


def _value(term: Term | None, register: Register, language: str) -> str | Literal:
    return register.name(term, language) if term is None or isinstance(term, Iri) else term


def _about(workbook: Workbook, report: FindingReport, register: Register, language: str, stage_name: str) -> None:
    sheet = workbook.add_worksheet(message("report.sheet.about", language))
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 80)
    cells = _Cells(workbook, sheet, language)
    facts = list(_facts(report, register, language, stage_name))
    for row, (name, value) in enumerate(facts):
        cells.heading(row, 0, name)
        cells.write(row, 1, value)
    row = len(facts)
    for heading, items in _apart(report, register, language).items():
        if items:
            cells.heading(row + 1, 0, message(f"report.section.{heading}", language))
            cells.write(row + 1, 1, message(f"report.{heading}-means", language))
            for at, (name, what) in enumerate(items, row + 2):
                cells.write(at, 0, name)
                cells.write(at, 1, what)
            row += 2 + len(items)


def _apart(report: FindingReport, register: Register, language: str) -> dict[str, list[tuple[str, str | int]]]:
    """Return what the check did not look at: rules with their codes, and classes with their number of things."""
    return {
        "without-target": [(name, code) for code, name in rules_without_target(report, register, language)],
        "not-run": [(name, code) for code, name in rules_not_run(report, register, language)],
        "unwatched": [(register.name(group.class_, language), len(group.things)) for group in report.unwatched],
    }


def _facts(report: FindingReport, register: Register, language: str, stage: str) -> Iterator[tuple[str, str | int]]:
    yield message("report.about.title", language), register.title
    yield message("report.about.stage", language), stage
    yield message("report.about.rules", language), report.rules_run
    counts = tally(report)
    for severity in SEVERITIES:
        for status in Status:
            if status is Status.OPEN or counts[severity, status]:
                name = message(f"report.section.{severity.token}", language)
                yield f"{name} · {status_name(status, language)}", counts[severity, status]
    if report.on:
        yield (
            message("report.column.waiver", language),
            message("report.judged-on", language, on=day(report.on, language)),
        )
    heading = message("report.about.reading", language)
    for name in _READING:
        yield heading, message(f"report.reading.{name}", language)
        heading = ""


class _Cells:
    """Writes values into a sheet as what they are: text as text, dates as dates, numbers as numbers."""

    def __init__(self, workbook: Workbook, sheet: Worksheet, language: str) -> None:
        wrapped: dict[str, Any] = {"text_wrap": True, "valign": "top"}
        day = "d/mm/yyyy" if language == "nl" else "dd/mm/yyyy"
        self._sheet = sheet
        self._language = language
        self._text = workbook.add_format({**wrapped, "num_format": "@"})
        self._number = workbook.add_format({**wrapped, "align": "left"})
        self._date = workbook.add_format({**wrapped, "align": "left", "num_format": day})
        self._tones = {
            severity: workbook.add_format({**wrapped, "bold": True, "font_color": tone})
            for severity, tone in _TONES.items()
        }
        self._heading = workbook.add_format({**wrapped, "bold": True, "bg_color": "#FFE615", "border": 1})

    def heading(self, row: int, column: int, text: str) -> None:
        """Write a heading; an empty one leaves the cell as it is."""
        if text:
            self._sheet.write_string(row, column, legible(text), self._heading)

    def severity(self, row: int, column: int, severity: Severity) -> None:
        """Write a severity in its own colour."""
        name = message(f"report.name.{severity.token}", self._language)
        self._sheet.write_string(row, column, name, self._tones[severity])

    def write(self, row: int, column: int, value: str | int | Literal) -> None:
        """Write a value, if there is one; what a cell cannot hold exactly is written as text."""
        if value == "":
            return
        known = to_python(value) if isinstance(value, Literal) else value
        if isinstance(known, date) and _is_plain_date(known):
            self._sheet.write_datetime(row, column, datetime(known.year, known.month, known.day), self._date)  # noqa: DTZ001 - a cell knows no zones
        elif isinstance(known, int | Decimal) and not isinstance(known, bool) and _is_exact(known):
            self._sheet.write_number(row, column, float(known), self._number)
        else:
            self._sheet.write_string(row, column, self._fitting(legible(str(value))), self._text)

    def _fitting(self, text: str) -> str:
        if len(text.encode("utf-16-le")) <= 2 * _LONGEST:
            return text
        return message("report.cut", self._language, text=text[: _LONGEST // 2 - 20])


def _is_plain_date(value: date) -> bool:
    """Say whether a day can stand in a cell; moments keep their time zone, which a cell has no room for."""
    return not isinstance(value, datetime) and value >= _FIRST_DAY


def _is_exact(value: int | Decimal) -> bool:
    """Say whether a cell, which holds fifteen digits, shows a number as it was written."""
    number = Decimal(value)
    return number.is_finite() and abs(number) < _EXACT and Decimal(repr(float(number))) == number
