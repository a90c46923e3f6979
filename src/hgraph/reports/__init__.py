"""Findings for people, offices and programs: one file per format, all from the same list."""

from hgraph.reports.answers import answer_csv, answer_json, answer_xlsx
from hgraph.reports.as_csv import findings_csv, rows_csv, table_csv
from hgraph.reports.as_json import findings_json, plain_json, records_json, table_json, term_json
from hgraph.reports.as_markdown import markdown_table, markdown_words
from hgraph.reports.as_outline import outline_markdown, outline_text
from hgraph.reports.as_text import findings_text
from hgraph.reports.as_turtle import findings_turtle, table_turtle
from hgraph.reports.entries import day, legible, without_placeholders
from hgraph.reports.formats import FINDING_FORMATS, Rendering, render_findings
from hgraph.reports.sectioned import (
    Section,
    SectionedReport,
    on_a_page,
    rows_in,
    sectioned_csv,
    sectioned_json,
    sectioned_markdown,
)
from hgraph.reports.sectioned_xlsx import sectioned_xlsx
from hgraph.reports.standing import outlook_sentence, standing_csv, standing_json, standing_text

__all__ = [
    "FINDING_FORMATS",
    "Rendering",
    "Section",
    "SectionedReport",
    "answer_csv",
    "answer_json",
    "answer_xlsx",
    "day",
    "findings_csv",
    "findings_json",
    "findings_text",
    "findings_turtle",
    "legible",
    "markdown_table",
    "markdown_words",
    "on_a_page",
    "outline_markdown",
    "outline_text",
    "outlook_sentence",
    "plain_json",
    "records_json",
    "render_findings",
    "rows_csv",
    "rows_in",
    "sectioned_csv",
    "sectioned_json",
    "sectioned_markdown",
    "sectioned_xlsx",
    "standing_csv",
    "standing_json",
    "standing_text",
    "table_csv",
    "table_json",
    "table_turtle",
    "term_json",
    "without_placeholders",
]
