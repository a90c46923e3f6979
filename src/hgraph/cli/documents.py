"""A document in the form that was asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hgraph.documents import Document


def shown(document: Document, wanted: str, output: Path | None) -> str | bytes:
    """Return a document as ``text``, ``markdown``, ``html`` or ``xlsx``; or only its first table or its picture.

    A table comes as ``csv`` or ``json``, a picture as ``svg``. Raises ``UsageError`` (``no-table``, ``no-picture``) if
    the document has none.
    """
    from hgraph.documents import document_html, document_markdown, document_text, document_xlsx

    if wanted == "html":
        return document_html(document)
    if wanted == "markdown":
        return document_markdown(document)
    if wanted == "xlsx":
        return document_xlsx(document)
    if wanted in ("csv", "json"):
        return _table(document, wanted)
    if wanted == "svg":
        return _picture(document)
    from hgraph.cli.output import width
    from hgraph.cli.tables import draw

    return document_text(document, width(output), draw)


def _table(document: Document, wanted: str) -> str:
    from hgraph.documents import Grid
    from hgraph.errors import UsageError
    from hgraph.reports import records_json, rows_csv

    for block in document.blocks:
        if isinstance(block, Grid):
            made = rows_csv if wanted == "csv" else records_json
            return made(block.headings, block.rows)
    raise UsageError("no-table", format=wanted)


def _picture(document: Document) -> str:
    from hgraph.documents import Figure
    from hgraph.errors import UsageError

    for block in document.blocks:
        if isinstance(block, Figure):
            return block.svg + "\n"
    raise UsageError("no-picture")
