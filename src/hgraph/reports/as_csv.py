"""Findings and answers as CSV (RFC 4180, UTF-8), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

from hgraph.findings import FindingReport, Register, WaiverNote
from hgraph.terms import Iri, Table, Term

FINDING_COLUMNS: Final = (
    "severity", "rule", "focus", "focus_label", "path", "value", "message", "remedy", "owners", "gaps",
    "file", "graph", "status", "waiver_owner", "waiver_until", "waiver_reason", "fingerprint",
)  # fmt: skip
_FORMULA_START: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)


def findings_csv(report: FindingReport, register: Register, language: str) -> str:
    """Return one row per finding under ``FINDING_COLUMNS``; names in one cell are set apart by ``;``, each once."""

    def names(things: Iterable[Iri]) -> str:
        return "; ".join(dict.fromkeys(register.name(thing, language) for thing in things))

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
            names(finding.owners),
            names(finding.gaps),
            finding.place.file or "",
            finding.place.graph or "",
            finding.status.value,
            *_waiver(finding.waiver, language),
            finding.fingerprint,
        )
        for finding in report.listed
    )
    return _write(FINDING_COLUMNS, rows)


def _waiver(note: WaiverNote | None, language: str) -> tuple[str, str, str]:
    return (note.owner, note.until.isoformat(), note.text(language)) if note else ("", "", "")


def table_csv(table: Table, name: Callable[[Term], str] | None = None, named: Collection[str] | None = None) -> str:
    """Return an answer as CSV. With ``name``, a column ``…_label`` with the name of the thing follows each IRI.

    ``named`` are the columns that get one, with or without rows; if not given, those in which an IRI stands.
    """
    labelled = (set(named) if named is not None else _iri_columns(table)) if name else set()
    header: list[str] = []
    for column in table.columns:
        header += [column, f"{column}_label"] if column in labelled else [column]
    rows = []
    for row in table.rows:
        cells: list[str] = []
        for column, term in zip(table.columns, row, strict=True):
            cells.append("" if term is None else str(term))
            if column in labelled and name:
                cells.append("" if term is None else name(term))
        rows.append(cells)
    return _write(header, rows)


def _iri_columns(table: Table) -> set[str]:
    return {column for i, column in enumerate(table.columns) if any(isinstance(row[i], Iri) for row in table.rows)}


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
    return "'" + cell if cell.startswith(_FORMULA_START) and not _NUMBER.fullmatch(cell) else cell
