"""A document as one HTML file: no scripts, nothing fetched, fit for paper and phone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hgraph.documents.model import Block, Document, Figure, Grid, Heading
from hgraph.messages import message
from hgraph.reports.templating import template

_TEMPLATES: Final = Path(__file__).parent / "templates"
_NAMES: Final = {Heading: "section", Grid: "table", Figure: "picture"}
_WORTH_CONTENTS: Final = 4
"""From so many sections, the document begins with a list of them."""


@dataclass(frozen=True)
class _Shown:
    """One block with its kind, and for a section, a table or a picture the name that something points at."""

    kind: str
    block: Block
    name: str = ""


def document_html(document: Document) -> str:
    """Return a document as one self-contained HTML page; every text in it is escaped."""
    blocks = list(_shown(document))
    sections = [shown for shown in blocks if isinstance(shown.block, Heading) and shown.block.level == 2]
    return template(_TEMPLATES, "document.html").render(
        document=document,
        blocks=blocks,
        sections=sections if len(sections) >= _WORTH_CONTENTS else [],
        words={name: message(f"document.{name}", document.language) for name in ("skip", "contents")},
    )


def _shown(document: Document) -> Iterator[_Shown]:
    numbers = Counter[str]()
    for block in document.blocks:
        kind = type(block).__name__.lower()
        numbers[kind] += 1
        name = _NAMES.get(type(block))
        yield _Shown(kind, block, f"{name}-{numbers[kind]}" if name else "")
