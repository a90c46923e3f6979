"""Reports of sections for every form a command may be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Final

from hgraph.messages import printable

if TYPE_CHECKING:
    from hgraph.reports import SectionedReport

FORMATS: Final = ("text", "markdown", "csv", "xlsx", "json")


def wanted_format(format_: str | None, output: Path | None) -> str:
    """Return the form asked for, else the one the file name ends in; text by default. Raises ``UsageError``."""
    from hgraph.cli.output import chosen_format, require_file

    wanted = chosen_format(format_, output, FORMATS, "text")
    require_file(wanted, output)
    return wanted


def show_report(document: SectionedReport, wanted: str, output: Path | None, drawn: Sequence[str] = ()) -> None:
    """Write a report in a form; in text, ``drawn`` lines take the place of its sections, if there are any."""
    from hgraph.cli.output import emit, width
    from hgraph.reports import sectioned_csv, sectioned_json, sectioned_markdown, sectioned_xlsx

    if wanted == "text":
        emit(_text(document, width(output), drawn), output, colours={})
        return
    if wanted == "xlsx":
        emit(sectioned_xlsx(document), output)
        return
    writers = {"markdown": sectioned_markdown, "csv": sectioned_csv, "json": sectioned_json}
    emit(writers[wanted](document), output, colours={})


def _text(document: SectionedReport, line_width: int, drawn: Sequence[str]) -> str:
    from hgraph.cli.tables import draw
    from hgraph.reports import on_a_page

    def wrapped(text: str, indent: str = "", more: str = "  ") -> str:
        return fill(
            printable(text),
            line_width,
            initial_indent=indent,
            subsequent_indent=" " * len(indent) + more,
            break_on_hyphens=False,
        )

    lines = [wrapped(document.title), *(wrapped(sentence) for sentence in document.lead), ""]
    lines += [printable(line) for line in drawn]
    for section in () if drawn else document.sections:
        lines += [wrapped(section.heading)]
        lines += [wrapped(line, "  ") for line in section.lines]
        for first, *rest in section.told:
            lines += [wrapped(first, "  • ", ""), *(wrapped(line, "    ") for line in rest)]
        headings, cells, numeric = on_a_page(section, document.language)
        if headings and not section.told:
            lines += ["", draw(headings, cells, numeric, line_width=line_width).rstrip("\n")]
        lines += [""]
    return "\n".join(lines).rstrip("\n") + "\n"
