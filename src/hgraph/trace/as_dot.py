"""A picture of the thread in DOT, the language of Graphviz."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from hgraph.messages import printable
from hgraph.trace.captions import Caption, Captions
from hgraph.trace.lettering import broken
from hgraph.trace.picture import Picture, Standing

_STYLES: Final = {
    Standing.COUNTS: "style=solid",
    Standing.PROPOSED: "style=dashed",
    Standing.REFUSED: 'style=dotted, arrowhead="tee", color="#8a8a8a"',
}
_LETTER: Final = 12.0
_WIDTH: Final = 260.0
_NAME_LINES: Final = 4
_QUOTE_LINES: Final = 6


def picture_dot(picture: Picture, captions: Captions, title: str) -> str:
    """Return the picture as a directed graph from left to right, one rank a column."""
    texts = [captions.box(box) for box in picture.boxes]
    lines = [
        "digraph thread {",
        f"  graph [rankdir=LR, label={_quoted(title)}, labelloc=t, newrank=true, fontname=sans];",
        "  node [shape=box, fontname=sans, fontsize=11];",
        "  edge [fontname=sans, fontsize=9];",
    ]
    asked = {*picture.starts, picture.target}
    for column, boxes in groupby(enumerate(picture.boxes), key=lambda item: item[1].column):
        heading = _quoted(captions.heading(column))
        lines += [f"  subgraph cluster_{column} {{", f"    label={heading};", "    color=transparent;"]
        for number, box in boxes:
            style = ", penwidth=3" if asked.intersection(box.things) else ", style=dashed" if box.folded else ""
            told = _quoted("\n".join(texts[number].told))
            lines.append(f"    n{number} [label={_quoted(_label(texts[number]))}, tooltip={told}{style}];")
        lines.append("  }")
    for tie in picture.ties:
        words = _quoted(("? " if tie.suspect else "") + captions.tie(tie))
        told = _quoted("\n".join(captions.tie_told(tie, texts)))
        how = _STYLES[tie.standing]
        lines.append(f"  n{tie.origin} -> n{tie.consequence} [label={words}, tooltip={told}, {how}];")
    return "\n".join([*lines, "}"]) + "\n"


def _label(caption: Caption) -> str:
    quote = broken(f"“{caption.quote}”", _LETTER, _WIDTH, _QUOTE_LINES) if caption.quote else []
    name = broken(caption.name, _LETTER, _WIDTH, _NAME_LINES)
    return "\n".join(part for part in (caption.kind, *name, *quote, *caption.notes) if part)


def _quoted(text: str) -> str:
    r"""Return text as a string of DOT: backslashes doubled, so that no ``\N`` is read, and entities kept as text."""
    escaped = printable(text).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
