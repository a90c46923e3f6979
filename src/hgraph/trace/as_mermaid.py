"""A picture of the thread as a Mermaid flowchart: a frame for each column, the line of a link as it was judged."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from hgraph.messages import printable
from hgraph.trace.captions import Caption, Captions
from hgraph.trace.lettering import broken
from hgraph.trace.picture import Picture, Standing

_LINES: Final = {Standing.COUNTS: "-->", Standing.PROPOSED: "-.->", Standing.REFUSED: "--x"}
_PLAIN: Final = frozenset(" .,()-–…“”‘’")
_LETTER: Final = 12.0
_WIDTH: Final = 260.0
_NAME_LINES: Final = 4
_QUOTE_LINES: Final = 6


def picture_mermaid(picture: Picture, captions: Captions, title: str) -> str:
    """Return the picture as a flowchart from left to right, with its title for screen readers."""
    texts = [captions.box(box) for box in picture.boxes]
    lines = ["flowchart LR", f"  accTitle: {_escaped(title)}", f"  accDescr: {_escaped(captions.counted())}"]
    numbered = enumerate(picture.boxes)
    for column, boxes in groupby(numbered, key=lambda item: item[1].column):
        lines.append(f'  subgraph {column}["{_escaped(captions.heading(column))}"]')
        for number, box in boxes:
            opening, closing = ("[[", "]]") if box.folded else ("[", "]")
            lines.append(f'    n{number}{opening}"{_label(texts[number])}"{closing}')
        lines.append("  end")
    for tie in picture.ties:
        mark = "? " if tie.suspect else ""
        words = _escaped(mark + captions.tie(tie))
        lines.append(f'  n{tie.origin} {_LINES[tie.standing]}|"{words}"| n{tie.consequence}')
    asked = {*picture.starts, picture.target}
    starts = [f"n{number}" for number, box in enumerate(picture.boxes) if asked.intersection(box.things)]
    if starts:
        lines += ["  classDef start stroke-width:3px", f"  class {','.join(starts)} start"]
    return "\n".join(lines) + "\n"


def _label(caption: Caption) -> str:
    parts: Sequence[str] = [
        *broken(caption.kind, _LETTER, _WIDTH, 2),
        *broken(caption.name, _LETTER, _WIDTH, _NAME_LINES),
        *(broken(f"“{caption.quote}”", _LETTER, _WIDTH, _QUOTE_LINES) if caption.quote else ()),
        *caption.notes,
    ]
    return "<br/>".join(_escaped(part) for part in parts if part)


def _escaped(text: str) -> str:
    """Return text for a label: all but letters, digits and harmless signs as numbers, which Mermaid reads back."""
    return "".join(
        character if character.isalnum() or character in _PLAIN else f"#{ord(character)};"
        for character in " ".join(printable(text).split())
    )
