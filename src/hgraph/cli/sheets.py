"""A page of titled sections as plain text, its tables drawn to fit."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from typing import TYPE_CHECKING

from hgraph.cli.tables import draw
from hgraph.messages import printable

if TYPE_CHECKING:
    from hgraph.law import Page, Section


def page_text(page: Page, width: int) -> str:
    """Return a page as text in lines of at most ``width`` characters, ending in a line break."""
    lines = [*_filled(page.title, width)]
    for sentence in page.sentences:
        lines += _filled(sentence, width)
    for section in page.sections:
        lines += _section(section, width)
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(section: Section, width: int) -> Iterator[str]:
    yield ""
    yield from _filled(section.title, width)
    yield ""
    for sentence in section.sentences:
        bullet = "• " if len(section.sentences) > 1 else ""
        yield fill(
            printable(sentence), width, initial_indent=bullet, subsequent_indent="  " if bullet else "",
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
    if section.rows:
        yield draw(section.headings, section.rows, line_width=width).rstrip("\n")


def _filled(text: str, width: int) -> list[str]:
    return [fill(printable(text), width, break_long_words=False, break_on_hyphens=False)]
