"""Findings and answers as CSV (RFC 4180, UTF-8), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from hgraph.findings import FindingReport, Register
from hgraph.terms import Iri, Table, Term

FINDING_COLUMNS: Final = (
    "severity", "rule", "focus", "focus_label", "path", "value", "message", "remedy", "owners", "file", "graph",
    "status", "fingerprint",
)  # fmt: skip
_FORMULA_START: Final = ("=", "+", "-", "@", "\t", "\r")


def findings_csv(report: FindingReport, register: Register, language: str) -> str:
    """Return one row per finding under ``FINDING_COLUMNS``; several owners stand in one cell, set apart by ``;``."""
    rows = (
        (
            finding.severity.token,
            finding.code,
            str(finding.focus),
            register.name(finding.focus, language),
            finding.path or "",
            str(finding.value or ""),
            finding.messages[language],
            finding.remedies[language],
            "; ".join(register.name(owner, language) for owner in finding.owners),
            finding.place.file or "",
            finding.place.graph or "",
            finding.status.value,
            finding.fingerprint,
        )
        for finding in report.findings
    )
    return _write(FINDING_COLUMNS, rows)


def table_csv(table: Table, headings: Sequence[str] | None = None, name: Callable[[Term], str] | None = None) -> str:
    """Return an answer as CSV. With ``name``, IRIs are followed by a column ``…_label`` with the name of the thing."""
    labelled = _iri_columns(table) if name else set()
    header: list[str] = []
    for index, column in enumerate(headings or table.columns):
        header += [column, f"{column}_label"] if index in labelled else [column]
    rows = []
    for row in table.rows:
        cells: list[str] = []
        for index, term in enumerate(row):
            cells.append("" if term is None else str(term))
            if index in labelled and name:
                cells.append("" if term is None else name(term))
        rows.append(cells)
    return _write(header, rows)


def _iri_columns(table: Table) -> set[int]:
    return {i for i in range(len(table.columns)) if any(isinstance(row[i], Iri) for row in table.rows)}


def rows_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows of text as CSV under a header."""
    return _write(header, rows)


def _write(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_inert(cell) for cell in row])
    return stream.getvalue()


def _inert(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: numbers stay, other dangerous openings get an apostrophe."""
    if cell.startswith(_FORMULA_START) and not cell.lstrip("+-").replace(".", "", 1).isdigit():
        return "'" + cell
    return cell
