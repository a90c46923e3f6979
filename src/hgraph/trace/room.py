"""What is taken on a page, so that no mark and no word is put over another or over a box."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom."""
_BAND: Final = 60.0
_DOWN: Final = 4.0


class Room:
    """Finds free places between two edges of a page, among those that are wished for."""

    def __init__(self, left: float, right: float) -> None:
        """Begin with nothing taken; nothing is put left of ``left`` or right of ``right`` that fits between them."""
        self._left = left
        self._right = right
        self._bands: dict[int, list[Rectangle]] = defaultdict(list)
        self.lowest = 0.0

    def take(self, rectangle: Rectangle) -> None:
        """Let nothing else be put here."""
        for band in self._of(rectangle):
            self._bands[band].append(rectangle)
        self.lowest = max(self.lowest, rectangle[3])

    def is_free(self, rectangle: Rectangle) -> bool:
        """Say whether nothing here is taken."""
        return not any(_overlap(rectangle, other) for band in self._of(rectangle) for other in self._bands[band])

    def put(self, wishes: Iterable[tuple[float, float]], width: float, height: float) -> tuple[float, float]:
        """Take the first place that is free for something of a size, and return its middle.

        ``wishes`` are middles, the best first, at least one. If none of them is free, it goes right below the best, as
        far down as it must.
        """
        wished = [self._within(x, y, width) for x, y in wishes]
        for x, y in wished:
            if self.is_free(_around(x, y, width, height)):
                break
        else:
            x, y = wished[0]
            while not self.is_free(_around(x, y, width, height)):
                y += _DOWN
        self.take(_around(x, y, width, height))
        return x, y

    def _within(self, x: float, y: float, width: float) -> tuple[float, float]:
        return max(self._left + width / 2, min(x, self._right - width / 2)), y

    @staticmethod
    def _of(rectangle: Rectangle) -> range:
        return range(int(rectangle[1] // _BAND), int(rectangle[3] // _BAND) + 1)


def _around(x: float, y: float, width: float, height: float) -> Rectangle:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _overlap(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
