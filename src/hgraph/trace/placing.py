"""Where boxes stand: their order within a column, so that ties cross little, and their height on the page.

Ties between boxes of one column make a family: the consequence stands below its origin, a little to the right. A tie
that passes a column in between gets a bend there, for which room is kept, so that no tie runs behind a box.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_SWEEPS: Final = 12
_SETTLINGS: Final = 8

Spot = Hashable
"""A box by its number, or a bend by its tie and column."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The top of each box, its indent in its column, the bends of each tie from left to right, and the whole height.

    ``families`` are the ties, by their number, that are drawn as a family.
    """

    tops: Mapping[int, float]
    indents: Mapping[int, int]
    bends: Mapping[int, Sequence[tuple[int, float]]]
    families: frozenset[int]
    height: float


def place(
    columns: Sequence[int],
    ties: Sequence[tuple[int, int]],
    kin: Iterable[int],
    heights: Sequence[float],
    gap: float,
    bend: float,
) -> Placed:
    """Return where boxes stand, given the column and the height of each, and the ties as pairs of boxes.

    ``kin`` are the ties, by number, that may make a family of two boxes of one column. ``gap`` is the room between
    boxes and ``bend`` that for a passing tie, in the unit of the heights. Boxes keep their order where ties do not say
    better; the answer depends on the arguments alone.
    """
    parents, families = _families(ties, kin)
    layers: list[list[Spot]] = [[] for _ in range(max(columns, default=-1) + 1)]
    for box, column in enumerate(columns):
        layers[column].append(box)
    sizes: dict[Spot, float] = {box: height + gap for box, height in enumerate(heights)}
    near: dict[Spot, list[Spot]] = defaultdict(list)
    passing: dict[int, list[tuple[int, Spot]]] = {}
    for number, (one, other) in enumerate(ties):
        if columns[one] == columns[other]:
            continue
        left, right = sorted((one, other), key=lambda box: columns[box])
        passing[number] = [(column, ("bend", number, column)) for column in range(columns[left] + 1, columns[right])]
        for column, spot in passing[number]:
            layers[column].append(spot)
            sizes[spot] = bend
        for here, there in pairwise([left, *(spot for _, spot in passing[number]), right]):
            near[here].append(there)
            near[there].append(here)
    _order(layers, near, parents)
    tops = _settled(layers, near, sizes)
    bends = {number: [(column, tops[spot] + bend / 2) for column, spot in spots] for number, spots in passing.items()}
    boxes = {box: tops[box] for box in range(len(columns))}
    height = max((top + heights[box] for box, top in boxes.items()), default=0.0)
    lowest = max((middle for spots in bends.values() for _, middle in spots), default=0.0)
    return Placed(boxes, _indents(parents, len(columns)), bends, families, max(height, lowest))


def indents(ties: Sequence[tuple[int, int]], kin: Iterable[int], boxes: int) -> Mapping[int, int]:
    """Return the indent of each box as ``place`` gives it."""
    return _indents(_families(ties, kin)[0], boxes)


def _families(ties: Sequence[tuple[int, int]], kin: Iterable[int]) -> tuple[dict[Spot, Spot], frozenset[int]]:
    """Return the box each box of a family stands below, and the ties that say so; of a circle one is left out."""
    parents: dict[Spot, Spot] = {}
    families = set()
    for number in sorted(kin):
        origin, consequence = ties[number]
        above: Spot | None = origin
        while above is not None and above != consequence:
            above = parents.get(above)
        if above is None and consequence not in parents:
            parents[consequence] = origin
            families.add(number)
    return parents, frozenset(families)


def _indents(parents: Mapping[Spot, Spot], boxes: int) -> dict[int, int]:
    indents = dict.fromkeys(range(boxes), 0)
    for box in range(boxes):
        above: Spot | None = parents.get(box)
        while above is not None:
            indents[box] += 1
            above = parents.get(above)
    return indents


def _order(layers: list[list[Spot]], near: Mapping[Spot, Sequence[Spot]], parents: Mapping[Spot, Spot]) -> None:
    """Sweep right and left, each time putting spots where the middle of their neighbours is, families together.

    The best order met is kept.
    """
    best, fewest = [list(layer) for layer in layers], None
    for sweep in range(_SWEEPS):
        rightward = sweep % 2 == 0
        places = {spot: place for layer in layers for place, spot in enumerate(layer)}
        columns = {spot: column for column, layer in enumerate(layers) for spot in layer}
        for column in range(len(layers)) if rightward else reversed(range(len(layers))):
            layer = layers[column]
            wish = {
                spot: _middle(
                    [places[other] for other in near[spot] if (columns[other] < column) is rightward], places[spot]
                )
                for spot in layer
            }
            layers[column] = _in_families(layer, wish, parents)
            places |= {spot: place for place, spot in enumerate(layers[column])}
        crossed = sum(_crossings(layers, near, column) for column in range(len(layers) - 1))
        if fewest is None or crossed < fewest:
            best, fewest = [list(layer) for layer in layers], crossed
        if not crossed:  # no order is better
            break
    layers[:] = best


def _middle(places: Sequence[float], otherwise: float) -> float:
    return sum(places) / len(places) if places else float(otherwise)


def _in_families(layer: Sequence[Spot], wish: Mapping[Spot, float], parents: Mapping[Spot, Spot]) -> list[Spot]:
    """Return spots in the order of their wishes, each family together behind its eldest."""
    children: dict[Spot | None, list[Spot]] = defaultdict(list)
    for spot in layer:
        children[parents.get(spot)].append(spot)
    ordered: list[Spot] = []

    def family(spot: Spot) -> list[Spot]:
        found, waiting = [], [spot]
        while waiting:
            found.append(waiting.pop())
            waiting += children[found[-1]]
        return found

    means = {spot: _middle([wish[each] for each in family(spot)], 0) for spot in layer}
    waiting = sorted(children[None], key=means.__getitem__)[::-1]
    while waiting:
        spot = waiting.pop()
        ordered.append(spot)
        waiting += sorted(children[spot], key=means.__getitem__)[::-1]
    return ordered


def _crossings(layers: Sequence[Sequence[Spot]], near: Mapping[Spot, Sequence[Spot]], column: int) -> int:
    """Return how many ties cross between a column and the next."""
    places = {spot: place for place, spot in enumerate(layers[column + 1])}
    ends = [
        places[other]
        for spot in layers[column]
        for other in sorted((each for each in near[spot] if each in places), key=places.__getitem__)
    ]
    return _inversions(ends)


def _inversions(numbers: list[int]) -> int:
    """Return how many pairs of numbers stand in the wrong order, by merging."""
    if len(numbers) < 2:
        return 0
    half = len(numbers) // 2
    left, right = numbers[:half], numbers[half:]
    count = _inversions(left) + _inversions(right)
    left.sort()
    right.sort()
    passed = 0
    for number in right:
        while passed < len(left) and left[passed] <= number:
            passed += 1
        count += len(left) - passed
    return count


def _settled(
    layers: Sequence[Sequence[Spot]], near: Mapping[Spot, Sequence[Spot]], sizes: Mapping[Spot, float]
) -> dict[Spot, float]:
    """Return the top of each spot: in the order of its layer, none over another, near to its neighbours."""
    tops: dict[Spot, float] = {}
    for layer in layers:
        top = 0.0
        for spot in layer:
            tops[spot] = top
            top += sizes[spot]
    for settling in range(_SETTLINGS):
        for layer in layers if settling % 2 == 0 else reversed(layers):
            wishes = [
                _middle([tops[other] + sizes[other] / 2 for other in near[spot]], tops[spot] + sizes[spot] / 2)
                - sizes[spot] / 2
                for spot in layer
            ]
            tops |= dict(zip(layer, _apart(wishes, [sizes[spot] for spot in layer]), strict=True))
    least = min(tops.values(), default=0.0)
    return {spot: round(top - least, 1) for spot, top in tops.items()}


def _apart(wishes: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Return the tops nearest to the wishes, in the least squares, that keep the order and leave none over another.

    Blocks that want to overlap are pooled at their mean, until none does.
    """
    offsets = [0.0]
    for size in sizes:
        offsets.append(offsets[-1] + size)
    blocks: list[tuple[float, int]] = []
    for wish, offset in zip(wishes, offsets, strict=False):
        total, count = wish - offset, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / count:
            before, number = blocks.pop()
            total, count = total + before, count + number
        blocks.append((total, count))
    levels = [total / count for total, count in blocks for _ in range(count)]
    return [level + offset for level, offset in zip(levels, offsets, strict=False)]
