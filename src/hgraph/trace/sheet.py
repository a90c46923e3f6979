"""The page of one picture: the texts of its boxes broken into lines, and a place in pixels for every box."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from hgraph.trace.captions import Caption, Captions
from hgraph.trace.columns import Column
from hgraph.trace.lettering import BOLD, broken
from hgraph.trace.picture import Box, Picture
from hgraph.trace.placing import Placed, indents, place

MARGIN: Final = 24.0
PADDING: Final = 9.0
LETTER: Final = 12.0
SMALL: Final = 10.5
LINE: Final = 15.0
GAP_FOR_WORDS: Final = 150.0
ASIDE: Final = 44.0
LEAST_RIGHT: Final = 608.0
"""The page is never narrower, so that its title and legend have room."""
_INDENT: Final = 16.0
_BETWEEN: Final = 12.0
_BEND: Final = 9.0
_WIDTHS: Final = {Column.PASSAGE: 270.0, Column.ACTION: 225.0}
_WIDTH: Final = 215.0
_GAP: Final = 78.0
_TIES_WITH_WORDS: Final = 16
"""So many ties at most have their words beside them; of more the reader must point at the line."""
_NAME_LINES: Final = 5
_QUOTE_LINES: Final = 7


@dataclass
class Sheet:
    """One picture on its page: what stands where, in pixels; ``top`` is where the boxes begin."""

    picture: Picture
    captions: Captions
    title: str
    texts: list[Caption] = field(init=False)
    columns: list[Column] = field(init=False)
    lefts: dict[Column, float] = field(init=False)
    lines: list[list[tuple[str, str]]] = field(init=False)
    placed: Placed = field(init=False)
    with_words: bool = field(init=False)
    top: float = 0.0

    def __post_init__(self) -> None:
        """Break the texts into lines, and find a place for every box."""
        boxes = self.picture.boxes
        self.texts = [self.captions.box(box) for box in boxes]
        self.columns = [column for column in Column if any(box.column is column for box in boxes)]
        self.with_words = len(self.picture.ties) <= _TIES_WITH_WORDS
        gap = GAP_FOR_WORDS if self.with_words else _GAP
        self.lefts, left = {}, MARGIN
        deepest = self._deepest()
        for column in self.columns:
            self.lefts[column] = left
            left += self.width(column) + deepest[column] * _INDENT + gap
        aside = any(boxes[tie.origin].column is boxes[tie.consequence].column for tie in self.picture.ties)
        self.right = left - gap + MARGIN + (ASIDE if aside else 0)
        self.lines = [_lines(box, text, self.width(box.column) - 2 * PADDING) for box, text in self._boxed()]
        self.placed = self._placed()

    def _boxed(self) -> Iterable[tuple[Box, Caption]]:
        return zip(self.picture.boxes, self.texts, strict=True)

    def _deepest(self) -> dict[Column, int]:
        ties = [(tie.origin, tie.consequence) for tie in self.picture.ties]
        found = indents(ties, self.picture.kin(), len(self.picture.boxes))
        deepest = dict.fromkeys(self.columns, 0)
        for number, box in enumerate(self.picture.boxes):
            deepest[box.column] = max(deepest[box.column], found[number])
        return deepest

    def _placed(self) -> Placed:
        return self._placed_with([len(lines) * LINE + 2 * PADDING for lines in self.lines])

    def _placed_with(self, heights: Sequence[float]) -> Placed:
        columns = [self.columns.index(box.column) for box in self.picture.boxes]
        ties = [(tie.origin, tie.consequence) for tie in self.picture.ties]
        return place(columns, ties, self.picture.kin(), heights, _BETWEEN, _BEND)

    def width(self, column: Column) -> float:
        """Return the width of the boxes of a column."""
        return _WIDTHS.get(column, _WIDTH)

    def edges(self, number: int) -> tuple[float, float, float, float]:
        """Return the left, right, top and bottom edge of a box."""
        box = self.picture.boxes[number]
        left = self.lefts[box.column] + self.placed.indents[number] * _INDENT
        top = self.top + self.placed.tops[number]
        height = len(self.lines[number]) * LINE + 2 * PADDING
        return left, left + self.width(box.column), top, top + height


def _lines(box: Box, caption: Caption, width: float) -> list[tuple[str, str]]:
    """Return the lines of a box, each with what it is: kind, name, quote or note."""
    lines = [("kind", line) for line in broken(caption.kind, SMALL, width, 2)] if caption.kind else []
    lines += [("name", line) for line in broken(caption.name, LETTER * BOLD, width, _NAME_LINES)]
    if caption.quote:
        lines += [("quote", line) for line in broken(f"“{caption.quote}”", LETTER, width, _QUOTE_LINES)]
    for note in caption.notes:
        lines += [("note", line) for line in broken(note, SMALL, width, 3 if box.folded else 2)]
    return lines
