"""Findings for people, offices and programs: one file per format, all from the same list."""

from hgraph.reports.as_csv import findings_csv, rows_csv, table_csv
from hgraph.reports.as_import import IMPORT_FORMATS, Account, import_report
from hgraph.reports.as_json import findings_json, table_json
from hgraph.reports.as_text import findings_text
from hgraph.reports.as_turtle import findings_turtle, table_turtle
from hgraph.reports.entries import day
from hgraph.reports.formats import FINDING_FORMATS, Rendering, render_findings
from hgraph.reports.standing import outlook_sentence, standing_csv, standing_json, standing_text

__all__ = [
    "FINDING_FORMATS",
    "IMPORT_FORMATS",
    "Account",
    "Rendering",
    "day",
    "findings_csv",
    "findings_json",
    "findings_text",
    "findings_turtle",
    "import_report",
    "outlook_sentence",
    "render_findings",
    "rows_csv",
    "standing_csv",
    "standing_json",
    "standing_text",
    "table_csv",
    "table_json",
    "table_turtle",
]
