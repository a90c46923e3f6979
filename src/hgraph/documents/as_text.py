"""A document as plain text, for a terminal or a mail."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap
from typing import Final

from hgraph.documents.model import Block, Bullets, Document, Facts, Figure, Grid, Heading, Item, Paragraph, Quotation
from hgraph.messages import printable

Draw = Callable[[Sequence[str], Sequence[Sequence[str]], Sequence[bool], int], str]
"""Draws a table: headings, rows, which columns hold numbers, and the characters a line may have."""
_UNDERLINES: Final = {2: "\u2500"}
"""The line under a heading, by its level."""


def document_text(document: Document, width: int, draw: Draw) -> str:
    """Return a document in lines of at most ``width`` characters, as far as its words allow, ending in a line break.

    Pictures are left out.
    """
    parts = [_lines(document.title, width)]
    if document.subtitle:
        parts[0] += _lines(document.subtitle, width)
    parts += [list(_block(block, width, draw)) for block in document.blocks]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _block(block: Block, width: int, draw: Draw) -> Iterator[str]:
    match block:
        case Heading():
            yield from _heading(block, width)
        case Paragraph(text):
            yield from _lines(text, width)
        case Bullets(items):
            for item in items:
                yield from _item(item, "", width)
        case Facts(pairs):
            yield from _facts(pairs, width)
        case Grid():
            yield from _lines(block.caption, width)
            yield from draw(block.headings, block.rows, block.numeric, width).rstrip("\n").splitlines()
        case Quotation(text, source):
            yield from _lines(f"\u201c{text}\u201d", width, "  ")
            yield from _lines(source, width, "  ")
        case Figure():
            return


def _heading(heading: Heading, width: int) -> Iterator[str]:
    lines = _lines(heading.text, width)
    yield from lines
    if heading.level in _UNDERLINES:
        yield _UNDERLINES[heading.level] * max(map(len, lines), default=0)


def _item(item: Item, indent: str, width: int) -> Iterator[str]:
    yield from _lines(item.text, width, f"{indent}\u2022 ", f"{indent}  ")
    for below in item.below:
        yield from _item(below, f"{indent}  ", width)


def _facts(pairs: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    named = [(printable(" ".join(name.split())), value) for name, value in pairs]
    longest = max((len(name) for name, _ in named), default=0) + 2
    for name, value in named:
        yield from _lines(value, width, f"{name}:".ljust(longest), " " * longest)


def _lines(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    following = first if rest is None else rest
    return wrap(
        printable(" ".join(text.split())),
        width,
        initial_indent=first,
        subsequent_indent=following,
        break_long_words=False,
        break_on_hyphens=False,
    )
