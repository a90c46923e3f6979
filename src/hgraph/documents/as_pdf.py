"""A document as an accessible PDF: tagged, with its language, and the same bytes for the same document.

The text goes to the typesetter as data, never as markup, and only the fonts that come with it are used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hgraph.documents.columns import WIDE_FROM, column_weights
from hgraph.documents.model import Block, Bullets, Document, Facts, Figure, Grid, Heading, Item, Paragraph, Quotation
from hgraph.messages import message
from hgraph.reports import legible

if TYPE_CHECKING:
    import typst

_TEMPLATES: Final = Path(__file__).parent / "templates"
_FIXED: Final = datetime(2000, 1, 1, tzinfo=UTC)
_ACCESSIBLE: Final = "ua-1"
_LONG_WORD: Final = re.compile(r"(?=\S*(?:\d|[/?&=#._:-]\w))\S{20,}|\S{50,}")
"""A word that is none, such as an address: a mark at its end is that of a sentence."""
_PIECE: Final = re.compile(r"[^\W\d_]{1,30}[/?&=#._:-]*|[^/?&=#._-]{1,16}[/?&=#._-]*|[/?&=#._-]+")
"""Between pieces such a word may break; letters alone are left to the hyphenation of the language."""
_MAY_BREAK: Final = "\u200b"
_NOTHING: Final = "\u2013"
"""What stands for a heading without words, which no reader could be told of."""
_DEEPEST: Final = 8
"""Lists nest so deep; what lies deeper stands at this level."""
_DOTS_PER_INCH: Final = 144.0


def document_pdf(document: Document) -> bytes:
    """Return a document as PDF/UA: with headings, table headings, texts for pictures, title and language.

    A text in a script that no font here has keeps a document from being PDF/UA; it is tagged all the same.
    """
    import typst

    content = {
        "title": _text(document.title) or _NOTHING,
        "language": document.language,
        "subtitle": _text(document.subtitle),
        "page": message("document.page", document.language, number="{number}", count="{count}"),
        "wide": WIDE_FROM,
        "blocks": [shown for block in document.blocks for shown in _block(block)],
    }
    typesetter, inputs = _typesetter("document.typ"), {"document": json.dumps(content, ensure_ascii=False)}
    try:
        made = typesetter.compile(format="pdf", sys_inputs=inputs, timestamp=_FIXED, pdf_standards=_ACCESSIBLE)
    except typst.TypstError:
        made = typesetter.compile(format="pdf", sys_inputs=inputs, timestamp=_FIXED)
    return _whole(made)


def picture_png(figure: Figure) -> bytes:
    """Return the picture of a figure as PNG, for readers that know no SVG."""
    made = _typesetter("picture.typ").compile(
        format="png", sys_inputs={"svg": figure.svg}, timestamp=_FIXED, ppi=_DOTS_PER_INCH
    )
    return _whole(made)


def _whole(made: bytes | list[bytes] | None) -> bytes:
    """Return what was made as one file."""
    return made if isinstance(made, bytes) else b"".join(made or [])


@cache
def _typesetter(template: str) -> typst.Compiler:
    import typst

    fonts = typst.Fonts(include_system_fonts=False)
    return typst.Compiler(_TEMPLATES / template, root=_TEMPLATES, font_paths=fonts)


def _block(block: Block) -> Iterator[dict[str, Any]]:
    match block:
        case Heading(text, level):
            yield {"kind": "heading", "text": _text(text) or _NOTHING, "level": level - 1}
        case Paragraph(text, weight):
            yield {"kind": "paragraph", "text": _text(text), "weight": weight}
        case Bullets(items):
            yield {"kind": "bullets", "items": [_item(item) for item in items]}
        case Facts(pairs):
            yield {"kind": "facts", "pairs": [[_text(name), _text(value)] for name, value in pairs]}
        case Grid():
            yield _grid(block)
        case Quotation(text, source):
            yield {"kind": "quotation", "text": _text(text), "source": _text(source)}
        case Figure(svg, caption):
            yield {"kind": "figure", "svg": svg, "caption": _text(caption) or _NOTHING}


def _grid(grid: Grid) -> dict[str, Any]:
    return {
        "kind": "grid",
        "headings": [_text(heading) for heading in grid.headings],
        "rows": [[_text(cell) for cell in row] for row in grid.rows],
        "numeric": [grid.is_numeric(column) for column in range(len(grid.headings))],
        "weights": column_weights(grid),
        "caption": _text(grid.caption),
        "rowheadings": grid.row_headings,
    }


def _item(item: Item, depth: int = 1) -> dict[str, Any]:
    below = [_item(each, depth + 1) for each in item.below] if depth < _DEEPEST else []
    return {"text": _text(item.text), "below": below}


def _text(text: str) -> str:
    """Return a text that a narrow column can hold: a long word may break, after its marks and within long runs."""
    plain = " ".join(legible(text).split())
    return _LONG_WORD.sub(lambda found: _MAY_BREAK.join(_PIECE.findall(found[0])), plain)
