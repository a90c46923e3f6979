"""The workbook: opens, filters, holds what things are, calculates nothing, and is the same every time."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from format_samples import EVERYTHING, REGISTER, hostile, hostile_register, valued, workbook
from hypothesis import given, settings
from openpyxl.worksheet.worksheet import Worksheet

from fictional_report import REPORT
from hgraph.findings import FindingReport, Severity, Status
from hgraph.messages import LANGUAGES, message
from hgraph.namespaces import XSD
from hgraph.reports.as_xlsx import SHEET_COLUMNS, findings_xlsx
from hgraph.reports.entries import legible
from hgraph.terms import Iri, Literal, Term
from strategies import any_text


def sheet(report: FindingReport = EVERYTHING, language: str = "nl") -> Worksheet:
    """Return the sheet with findings."""
    return workbook(findings_xlsx(report, REGISTER, language)).worksheets[0]


def cell_for(value: Term) -> Any:
    """Return the cell in which the value of a finding stands."""
    report = FindingReport.of("s", [valued(1, value, Status.OPEN, Severity.INFO)], 1)
    return sheet(report).cell(2, list(SHEET_COLUMNS).index("value") + 1)


class TestSheet:
    """What a person meets."""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_two_sheets_by_name(self, language: str) -> None:
        names = [message(f"report.sheet.{name}", language) for name in ("findings", "about")]
        assert workbook(findings_xlsx(REPORT, REGISTER, language)).sheetnames == names

    def test_headings_stay_and_filter(self) -> None:
        found = sheet()
        last = openpyxl.utils.get_column_letter(len(SHEET_COLUMNS))
        assert found.freeze_panes == "A2"
        assert found.auto_filter.ref == f"A1:{last}{len(EVERYTHING.listed) + 1}"
        assert found.print_title_rows == "$1:$1"
        headings = [cell.value for cell in found[1]]
        assert headings == [message(f"report.column.{name}", "nl") for name in SHEET_COLUMNS]
        assert all(cell.font.bold for cell in found[1])

    def test_columns_are_as_wide_as_their_text_needs_and_wrap(self) -> None:
        found = sheet()
        spans = ([part.width] * (part.max - part.min + 1) for part in found.column_dimensions.values())
        widths = [width for span in spans for width in span]
        assert widths == pytest.approx(list(SHEET_COLUMNS.values()), abs=1)
        assert all(cell.alignment.wrap_text for row in found.iter_rows(min_row=2) for cell in row if cell.value)

    def test_a_longer_text_makes_a_higher_row(self) -> None:
        said = {"nl": "Lang. " * 60, "en": "Long. " * 60}
        report = FindingReport.of("s", [replace(EVERYTHING.findings[0], messages=said)], 1)
        assert (sheet(report).row_dimensions[2].height or 0) >= 7 * 15

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_about_says_stage_counts_and_what_was_not_looked_at(self, language: str) -> None:
        made = workbook(findings_xlsx(EVERYTHING, REGISTER, language, stage_name="Indiening")).worksheets[1]
        facts = {str(row[0]): row[1] for row in made.iter_rows(values_only=True)}
        section, status = (message(f"report.{key}", language) for key in ("section.violation", "finding-status.waived"))
        assert facts[f"{section} · {status}"] == 1
        assert facts[message("report.about.stage", language)] == "Indiening"
        assert facts[message("report.about.rules", language)] == 12
        assert facts["indicator-incomplete"] == "indicator-incomplete"


class TestCells:
    """Dates are dates, numbers are numbers, and everything else is text."""

    def test_a_date(self) -> None:
        cell = cell_for(Literal("2031-12-31", Iri(XSD.date)))
        assert cell.is_date
        assert cell.value == datetime(2031, 12, 31)  # noqa: DTZ001 - a cell knows no zones

    def test_the_end_of_a_waiver_is_a_date(self) -> None:
        until = list(SHEET_COLUMNS).index("until")
        assert {row[until].value for row in sheet().iter_rows(min_row=2) if row[until].is_date} == {
            datetime(2026, 5, 31)  # noqa: DTZ001 - a cell knows no zones
        }

    @pytest.mark.parametrize(
        ("lexical", "datatype", "value"),
        [("12500", XSD.integer, 12500), ("12.50", XSD.decimal, 12.5), ("-3", XSD.integer, -3)],
    )
    def test_a_number(self, lexical: str, datatype: str, value: float) -> None:
        cell = cell_for(Literal(lexical, Iri(datatype)))
        assert (cell.data_type, cell.value) == ("n", value)

    @pytest.mark.parametrize(
        ("lexical", "datatype"),
        [
            ("0012", XSD.string),
            ("2031-12-31", XSD.string),
            ("1899-12-31", XSD.date),
            ("1900-02-28", XSD.date),
            ("2031-13-31", XSD.date),
            ("2031-12-31T10:00:00+01:00", XSD.dateTime),
            ("12345678901234567890", XSD.integer),
            ("0.12345678901234567890", XSD.decimal),
            ("NaN", XSD.double),
            ("INF", XSD.double),
            ("=1+1", XSD.string),
            ("+32 2 123", XSD.string),
            ("@SUM(A1)", XSD.string),
            ("{=1}", XSD.string),
            ("https://hgraph.example/", XSD.string),
            ("mailto:x@hgraph.example", XSD.string),
            ("_x0041_", XSD.string),
            ("#N/A", XSD.string),
        ],
    )
    def test_text_as_it_was_written(self, lexical: str, datatype: str) -> None:
        cell = cell_for(Literal(lexical, Iri(datatype)))
        assert (cell.data_type, cell.value) == ("s", lexical)
        assert cell.hyperlink is None

    @settings(max_examples=30)
    @given(any_text.filter(bool))
    def test_any_text_comes_back(self, text: str) -> None:
        value = cell_for(Literal(text)).value
        assert str(value or "").replace("\r", "") == legible(text).replace("\r", "")

    def test_a_text_too_long_for_a_cell_is_cut_and_says_so(self) -> None:
        value = cell_for(Literal("\U0001f600" * 40_000)).value
        assert value.endswith("… (afgekapt)")
        assert len(value.encode("utf-16-le")) <= 2 * 32_767

    def test_nothing_calculates_or_links(self) -> None:
        made = findings_xlsx(hostile(EVERYTHING), hostile_register(), "en")
        with zipfile.ZipFile(io.BytesIO(made)) as parts:
            names = parts.namelist()
            xml = b"".join(parts.read(name) for name in names if name.startswith("xl/worksheets"))
        assert b"<f>" not in xml
        assert b"<hyperlink" not in xml
        assert not any("external" in name or "vba" in name.lower() for name in names)


class TestBytes:
    """The same report gives the same file on any day."""

    def test_no_clock_is_read(self) -> None:
        made = findings_xlsx(EVERYTHING, REGISTER, "nl")
        with zipfile.ZipFile(io.BytesIO(made)) as parts:
            assert {part.date_time[:3] for part in parts.infolist()} == {(1980, 1, 1)}
            assert parts.read("docProps/core.xml").count(b"2000-01-01T00:00:00Z") == 2
