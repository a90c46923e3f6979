"""Names of things in the reader's language: one table, read once, for everything that is shown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Final

from hgraph.iris import shorten
from hgraph.messages import LANGUAGES
from hgraph.terms import Iri, Table

_WORDS: Final = re.compile(r"\w+")


class LabelIndex:
    """Labels of every thing per language; the best-ranked label wins, and a missing language falls back to another."""

    def __init__(self, rows: Iterable[tuple[str, str, str, int]] = (), id_base: str | None = None) -> None:
        """Take rows of thing, label, language tag (empty if none) and rank (0 is best)."""
        self._id_base = id_base
        best: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
        for thing, label, language, rank in rows:
            tag = language.split("-")[0].lower()
            known = best[thing].get(tag)
            if known is None or (rank, label) < known:
                best[thing][tag] = (rank, label)
        self._labels = {thing: {tag: label for tag, (_, label) in by_tag.items()} for thing, by_tag in best.items()}

    @classmethod
    def from_table(cls, table: Table, id_base: str | None = None) -> LabelIndex:
        """Take the answer of ``queries/internal/labels.rq``: columns thing, label, lang, rank."""
        rows = ((str(thing), str(label), str(lang or ""), int(str(rank))) for thing, label, lang, rank in table.rows)
        return cls(rows, id_base)

    def __contains__(self, iri: object) -> bool:
        """Say whether a thing has a label at all."""
        return iri in self._labels

    def label(self, iri: str, language: str) -> str:
        """Return the name of a thing: in the language, else untagged, else in another language, else its short IRI."""
        by_tag = self._labels.get(iri, {})
        for tag in (language, "", *LANGUAGES, *sorted(by_tag)):
            if tag in by_tag:
                return by_tag[tag]
        return shorten(iri, self._id_base)

    def search(self, words: str, among: Collection[str] | None = None) -> list[Iri]:
        """Return the things called by these words, sorted by IRI; ``among`` limits the search to these things.

        A label that equals the words counts before one that holds each as a word, and that before one that holds each
        as a part of a word: "artikel 8" is not "artikel 38".
        """
        wanted = words.casefold().split()
        if not wanted:
            return []
        tiers: tuple[list[Iri], list[Iri], list[Iri]] = ([], [], [])
        for thing, by_tag in self._labels.items():
            if among is not None and thing not in among:
                continue
            texts = [label.casefold() for label in by_tag.values()]
            tier = min((_closeness(wanted, text) for text in texts), default=len(tiers))
            if tier < len(tiers):
                tiers[tier].append(Iri(thing))
        return sorted(next((tier for tier in tiers if tier), []))

    def things(self) -> Iterable[str]:
        """Return every thing with a label."""
        return self._labels.keys()


def _closeness(wanted: list[str], text: str) -> int:
    """Return 0 for the same text, 1 if every word stands in it, 2 if every word is part of one, 3 otherwise."""
    if " ".join(wanted) == text:
        return 0
    standing = set(_WORDS.findall(text))
    if all(word in standing for word in wanted):
        return 1
    return 2 if all(word in text for word in wanted) else 3
