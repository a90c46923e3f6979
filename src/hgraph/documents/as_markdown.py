"""A document as GitHub-flavoured Markdown without any HTML, for a merge request or a note."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hgraph.documents.model import Block, Bullets, Document, Facts, Figure, Grid, Heading, Item, Paragraph, Quotation
from hgraph.reports import markdown_table, markdown_words

_MARKS: Final = {"strong": "**", "note": "*", "gap": "**"}


def document_markdown(document: Document) -> str:
    """Return a document as Markdown, ending in a line break; nothing in its texts is taken for markup.

    Pictures are left out, for they would need HTML.
    """
    lines = [f"# {markdown_words(document.title)}", ""]
    if document.subtitle:
        lines += [markdown_words(document.subtitle), ""]
    for block in document.blocks:
        if shown := "\n".join(_block(block)).rstrip("\n"):
            lines += [shown, ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * level} {markdown_words(text)}"
        case Paragraph(text, weight):
            mark = _MARKS.get(weight, "")
            yield f"{mark}{markdown_words(text)}{mark}"
        case Bullets(items):
            for item in items:
                yield from _item(item, "")
        case Facts(pairs):
            yield from (f"- **{markdown_words(name)}:** {markdown_words(value)}" for name, value in pairs)
        case Grid():
            yield from _grid(block)
        case Quotation(text, source):
            yield f"> \u201c{markdown_words(text)}\u201d"
            if source:
                yield from (">", f"> {markdown_words(source)}")
        case Figure():
            return


def _grid(grid: Grid) -> Iterator[str]:
    if grid.caption:
        yield from (f"**{markdown_words(grid.caption)}**", "")
    rule = ["--:" if grid.is_numeric(column) else "---" for column in range(len(grid.headings))]
    rows = ([markdown_words(cell) for cell in row] for row in grid.rows)
    yield from markdown_table([markdown_words(heading) for heading in grid.headings], rule, rows)


def _item(item: Item, indent: str) -> Iterator[str]:
    yield f"{indent}- {markdown_words(item.text)}"
    for below in item.below:
        yield from _item(below, f"{indent}  ")
