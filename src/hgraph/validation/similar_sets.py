"""Which sets of words are nearly the same: an exact answer that compares only sets with a rare word in common."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

_FEW: Final = 1000
"""Candidates up to which sorting them at once is quicker than merging them one by one."""


class SimilarSets:
    """Sets in a fixed order, indexed so that those similar to one of them are found without comparing with all.

    Similar is a Jaccard similarity, shared words over all words, of at least the threshold. The index is that of
    AllPairs (Bayardo, Ma and Srikant 2007) and PPJoin (Xiao, Wang, Lin and Yu 2008). Two sets that similar share at
    least ``ceil(threshold * size)`` words of either; so when the words of every set are put in one order, they already
    share one among the first ``size - ceil(threshold * size) + 1`` of each. Rare words come first in that order, which
    keeps the lists of sets behind a word short.
    """

    def __init__(self, sets: Sequence[Collection[str]], threshold: Fraction) -> None:
        """Index the sets; the threshold is above 0 and at most 1. An empty set is similar to nothing."""
        self._shared, self._all = threshold.numerator, threshold.denominator
        frequency = Counter(word for words in sets for word in set(words))
        order = {word: rank for rank, (word, _) in enumerate(sorted(frequency.items(), key=lambda kv: (kv[1], kv[0])))}
        self._sets = [tuple(sorted(order[word] for word in set(words))) for words in sets]
        self._behind: dict[int, list[int]] = defaultdict(list)
        for position, ranks in enumerate(self._sets):
            for rank in self._first(ranks):
                self._behind[rank].append(position)

    def similar_to(self, position: int, start: int = 0) -> Iterator[int]:
        """Yield the positions from ``start`` on of the sets similar to the one at ``position``, in ascending order.

        Lazy where there are many: whoever needs only a few asks for no more than those.
        """
        own = self._sets[position]
        words = frozenset(own)
        before = position
        for other in self._candidates(own, start):
            if other not in (position, before) and self._alike(words, self._sets[other]):
                yield other
            before = other

    def _candidates(self, own: tuple[int, ...], start: int) -> Iterable[int]:
        """Return the positions that may hold a similar set, ascending; some may come more than once."""
        behind = [self._behind[word] for word in self._first(own)]
        begins = [bisect_left(positions, start) for positions in behind]
        if sum(map(len, behind)) - sum(begins) <= _FEW:
            return sorted({p for positions, begin in zip(behind, begins, strict=True) for p in positions[begin:]})
        return heapq.merge(*map(_from, behind, begins))

    def _first(self, ranks: tuple[int, ...]) -> tuple[int, ...]:
        """Return the rarest words of a set: one of them stands among those of every set similar to it."""
        return ranks[: len(ranks) + self._shared * -len(ranks) // self._all + 1] if ranks else ()

    def _alike(self, one: frozenset[int], other: tuple[int, ...]) -> bool:
        """Say whether two sets are similar, in whole numbers: floating point would leave doubt at the threshold."""
        small, large = (len(one), len(other)) if len(one) < len(other) else (len(other), len(one))
        if small * self._all < large * self._shared:
            return False
        common = len(one.intersection(other))
        return common * self._all >= (small + large - common) * self._shared


def _from(positions: list[int], begin: int) -> Iterator[int]:
    return (positions[index] for index in range(begin, len(positions)))
