"""How the columns of a table share the width of a page."""

from __future__ import annotations

import re
from typing import Final

from hgraph.documents.model import Grid

WIDE_FROM: Final = 8
"""From so many columns, a table stands on a page of its own, turned."""
_UPRIGHT, _TURNED = 110, 170
"""Characters that fit beside each other in the small letters of a table."""
_PADDING, _LONGEST_WORD, _LONGEST_TEXT = 6, 18, 70
_BOLD: Final = 1.25
"""How much wider the letters of a heading may be."""
_PIECE: Final = re.compile(r"[^\s/?&=#._-]+")


def column_weights(grid: Grid) -> list[float]:
    """Return how much room each column gets, beside the others: its longest word, and a share of what is left."""
    columns = [[heading, *(row[place] for row in grid.rows)] for place, heading in enumerate(grid.headings)]
    least = [_PADDING + min(max(_longest(texts[:1]) * _BOLD, _longest(texts[1:])), _LONGEST_WORD) for texts in columns]
    # A heading may well take two or three lines; what stands under it decides.
    wanted = [min(max([len(texts[0]) // 3, *map(len, texts[1:])]), _LONGEST_TEXT) for texts in columns]
    room = _TURNED if len(columns) >= WIDE_FROM else _UPRIGHT
    spare = max(0, room - sum(least))
    asked = [max(0, want - word) for want, word in zip(wanted, least, strict=True)]
    share = min(1.0, spare / sum(asked)) if any(asked) else 0.0
    return [word + share * more for word, more in zip(least, asked, strict=True)]


def _longest(texts: list[str]) -> int:
    return max((len(piece) for text in texts for piece in _PIECE.findall(text)), default=1)
