"""The course of each tie on the page, and the places along it where its marks and words may stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Final

from hgraph.trace.picture import Tie
from hgraph.trace.sheet import ASIDE, Sheet

Point = tuple[float, float]
_STEP: Final = 9.0
"""About how far apart the places along a course are."""
_TRUNK: Final = 15.0
"""Room beside the line of a family, between the edges of the eldest and of those below."""


@dataclass(frozen=True, slots=True)
class Route:
    """A course as SVG writes it, and where marks and words may stand on it, the best place first.

    ``rightmost`` is the edge that words may not pass; ``None`` if that does not matter.
    """

    curve: str
    places: tuple[Point, ...]
    rightmost: float | None = None


def route(sheet: Sheet, number: int, tie: Tie) -> Route:
    """Return the course of a tie, given by its number too."""
    here, there = sheet.edges(tie.origin), sheet.edges(tie.consequence)
    columns = [sheet.columns.index(sheet.picture.boxes[box].column) for box in (tie.origin, tie.consequence)]
    if number in sheet.placed.families:
        return _below(here, there)
    if columns[0] == columns[1]:
        return _aside(here, there)
    forward = columns[0] < columns[1]
    left, right = (here, there) if forward else (there, here)
    points = [(left[1], (left[2] + left[3]) / 2)]
    for column, y in sheet.placed.bends[number]:
        edge = sheet.lefts[sheet.columns[column]]
        points += [(edge, sheet.top + y), (edge + sheet.width(sheet.columns[column]), sheet.top + y)]
    points.append((right[0], (right[2] + right[3]) / 2))
    if not forward:
        points.reverse()
    shift = -3.0 if forward else 3.0
    points[-1] = (points[-1][0] + shift, points[-1][1])
    curve = [f"M{px(points[0][0])} {px(points[0][1])}"]
    along: list[Point] = []
    for index in range(0, len(points) - 1, 2):
        (x, y), (x2, y2) = points[index], points[index + 1]
        half = (x + x2) / 2
        curve.append(f"C{px(half)} {px(y)} {px(half)} {px(y2)} {px(x2)} {px(y2)}")
        along += _bent((x, y), (half, y), (half, y2), (x2, y2))
        if index + 2 < len(points):
            curve.append(f"H{px(points[index + 2][0])}")
    return Route("".join(curve), _nearest_first(_beside(sheet, tie, points), along))


def px(number: float) -> str:
    """Return a length as SVG writes it: with one decimal at most."""
    return f"{number:.1f}".removesuffix(".0")


def _below(here: Sequence[float], there: Sequence[float]) -> Route:
    """Return the course from the eldest of a family to one that stands below it."""
    x, y = here[0] + 7, (there[2] + there[3]) / 2
    curve = f"M{px(x)} {px(here[3])}V{px(y)}H{px(there[0] - 2)}"
    return Route(curve, _nearest_first((x, (here[3] + y) / 2), _straight((x, here[3]), (x, y))), here[0] + _TRUNK)


def _aside(here: Sequence[float], there: Sequence[float]) -> Route:
    """Return the course between two boxes of one column that are no family: around their right."""
    y, y2 = (here[2] + here[3]) / 2, (there[2] + there[3]) / 2
    out = max(here[1], there[1]) + 24 + min(ASIDE - 24, abs(y2 - y) / 12)
    start, end = (here[1], y), (there[1] + 3, y2)
    curve = f"M{px(start[0])} {px(y)}C{px(out)} {px(y)} {px(out)} {px(y2)} {px(end[0])} {px(y2)}"
    return Route(curve, _nearest_first((out - 8, (y + y2) / 2), _bent(start, (out, y), (out, y2), end)))


def _beside(sheet: Sheet, tie: Tie, points: Sequence[Point]) -> Point:
    """Return where the words of a tie stand best: at the end that is no fold if one is, else in the middle."""
    folded = [sheet.picture.boxes[box].folded for box in (tie.origin, tie.consequence)]
    (x, y), (x2, y2) = points[-2:]
    if folded == [False, True]:
        (x, y), (x2, y2) = points[:2]
        return x + (16 if x2 > x else -16), y
    return (x2 - (18 if x2 > x else -18), y2) if folded == [True, False] else ((x + x2) / 2, (y + y2) / 2)


def _nearest_first(best: Point, along: Iterator[Point] | Sequence[Point]) -> tuple[Point, ...]:
    return best, *sorted(along, key=lambda point: hypot(point[0] - best[0], point[1] - best[1]))


def _straight(start: Point, end: Point) -> Iterator[Point]:
    return _bent(start, start, end, end)


def _bent(start: Point, leaving: Point, coming: Point, end: Point) -> Iterator[Point]:
    """Yield points along a cubic curve, its ends left out."""
    steps = max(8, round(hypot(end[0] - start[0], end[1] - start[1]) / _STEP))
    for step in range(1, steps):
        t = step / steps
        shares = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        x, y = (
            sum(share * point[axis] for share, point in zip(shares, (start, leaving, coming, end), strict=True))
            for axis in (0, 1)
        )
        yield x, y
