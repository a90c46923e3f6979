"""Tables on pages: headings, rows of shown values, and which columns hold numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hgraph.pages.shown import Shown

Cell = Shown | Sequence[Shown]
"""One value, or several under each other."""


@dataclass(frozen=True)
class Grid:
    """A table: the name a link points at, what it shows, its headings and rows."""

    name: str
    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    numeric: Sequence[bool] = ()
    row_headings: bool = True
    """Whether the first cell of a row names the row."""
    seen: bool = True
    """Whether the caption is for everybody, or only for those who do not see the page."""

    def is_numeric(self, column: int) -> bool:
        """Say whether a column holds numbers."""
        return column < len(self.numeric) and self.numeric[column]
