"""One quote in one text: is it still there, did it move, did it change? Nothing is re-anchored by guess."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class RecutStatus(StrEnum):
    """What became of a quote in a text."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quote with its surroundings and its place: code points, counted from 0, ``end`` not included."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Recut:
    """The answer: the status and, for a quote that moved or changed, where the words now stand."""

    status: RecutStatus
    start: int | None = None
    end: int | None = None


def recut(text: str, anchor: Anchor) -> Recut:
    """Cut a quote again from a text.

    *same*: the words stand at their position. *moved*: they stand at exactly one other position and the text before or
    after agrees there. *ambiguous*: they stand elsewhere, but not at one certain place. *changed*: they are gone, but
    the text before and the text after still enclose something, at one place. *gone*: none of these.
    """
    if anchor.exact and _stands_at_its_place(text, anchor):
        return Recut(RecutStatus.SAME, anchor.start, anchor.end)
    hits = list(_occurrences(text, anchor.exact))
    if hits:
        certain = [start for start in hits if _surroundings_agree(text, start, anchor)]
        if len(hits) == 1 and certain:
            return Recut(RecutStatus.MOVED, certain[0], certain[0] + len(anchor.exact))
        return Recut(RecutStatus.AMBIGUOUS)
    enclosed = list(_enclosed(text, anchor))
    if len(enclosed) == 1:
        return Recut(RecutStatus.CHANGED, *enclosed[0])
    return Recut(RecutStatus.GONE)


def _stands_at_its_place(text: str, anchor: Anchor) -> bool:
    fits = anchor.start >= 0 and anchor.end == anchor.start + len(anchor.exact)
    return fits and text.startswith(anchor.exact, anchor.start)


def _occurrences(text: str, words: str) -> Iterator[int]:
    position = text.find(words) if words else -1
    while position >= 0:
        yield position
        position = text.find(words, position + 1)


def _surroundings_agree(text: str, start: int, anchor: Anchor) -> bool:
    before = bool(anchor.prefix) and text[:start].endswith(anchor.prefix)
    after = bool(anchor.suffix) and text.startswith(anchor.suffix, start + len(anchor.exact))
    return before or after


def _enclosed(text: str, anchor: Anchor) -> Iterator[tuple[int, int]]:
    """Yield the stretches between prefix and suffix that are at most three times as long as the quote was."""
    longest = 3 * len(anchor.exact) + 1
    if not (anchor.prefix and anchor.suffix):
        return
    for before in _occurrences(text, anchor.prefix):
        start = before + len(anchor.prefix)
        end = text.find(anchor.suffix, start, start + longest + len(anchor.suffix))
        if end > start:
            yield start, end
