"""How the columns of a table share the width of a page."""

from __future__ import annotations

from typing import Final

from hgraph.documents.model import Grid

WIDE_FROM: Final = 8
"""From so many columns, a table stands on a page of its own, turned."""
_LEAST, _LONGEST_WORD, _LONGEST_TEXT = 3.0, 16, 60


def column_weights(grid: Grid) -> list[float]:
    """Return how much room each column asks for, beside the others: that of its words, and more for long texts."""
    found = []
    for column, heading in enumerate(grid.headings):
        texts = [heading, *(row[column] for row in grid.rows)]
        longest = max((len(word) for text in texts for word in text.split()), default=1)
        average = sum(map(len, texts)) / len(texts)
        found.append(max(_LEAST, min(longest, _LONGEST_WORD) * 0.9, min(average, _LONGEST_TEXT) ** 0.9))
    return found
