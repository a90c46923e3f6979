"""Names of things in the reader's language: read for the things that are shown, or once for all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Final

from hgraph.iris import shorten
from hgraph.messages import LANGUAGES
from hgraph.terms import Iri, Table

_WORDS: Final = re.compile(r"\w+")


Row = tuple[str, str, str, int]
"""Thing, label, language tag (empty if none) and rank (0 is best)."""
LabelSource = Callable[[Collection[str] | None], Iterable[Row]]
"""Gives the labels of some things, or of all (``None``)."""
_ONE_BY_ONE: Final = 20
"""So many things are looked up singly; whoever asks for more is given all labels at once."""


class LabelIndex:
    """Labels of every thing per language; the best-ranked label wins, and a missing language falls back to another.

    With a source, labels are fetched when they are first asked for: those of the things named to ``learn`` together,
    others one by one, and all of them for a search.
    """

    def __init__(self, rows: Iterable[Row] = (), id_base: str | None = None, source: LabelSource | None = None) -> None:
        """Take the labels that are known already, and where others come from."""
        self._id_base = id_base
        self._source = source
        self._whole = source is None
        self._singly = 0
        self._labels: dict[str, dict[str, str]] = {}
        self._other_names: dict[str, tuple[str, ...]] = {}
        self._add(rows)

    @classmethod
    def from_table(cls, table: Table, id_base: str | None = None) -> LabelIndex:
        """Take the answer of ``queries/internal/labels.rq``: columns thing, label, lang, rank."""
        return cls(label_rows(table), id_base)

    def __contains__(self, iri: object) -> bool:
        """Say whether a thing has a label at all."""
        return isinstance(iri, str) and bool(self._known(iri))

    def label(self, iri: str, language: str) -> str:
        """Return the name of a thing: in the language, else untagged, else in another language, else its short IRI."""
        return self.named(iri, language)[0]

    def named(self, iri: str, language: str) -> tuple[str, str | None]:
        """Return the same name, and the tag of its language: empty if it has none, ``None`` for a short IRI."""
        by_tag = self._known(iri)
        for tag in (language, "", *LANGUAGES, *sorted(by_tag)):
            if tag in by_tag:
                return by_tag[tag], tag
        return shorten(iri, self._id_base), None

    def learn(self, things: Iterable[str]) -> None:
        """Fetch the labels of things together, those that are known already left out."""
        wanted = set() if self._whole else {thing for thing in things if thing not in self._labels}
        if wanted and self._source:
            self._labels |= {thing: {} for thing in wanted}
            self._add(self._source(wanted))

    def forget(self, things: Iterable[str]) -> None:
        """Ask again for the labels of things when they are needed, for they may have changed."""
        if self._source is None:
            return
        for thing in things:
            self._labels.pop(thing, None)
            self._other_names.pop(thing, None)
        self._whole, self._singly = False, 0

    def _known(self, iri: str) -> dict[str, str]:
        if not self._whole and iri not in self._labels:
            self._singly += 1
            if self._singly > _ONE_BY_ONE:
                self._learn_all()
            else:
                self.learn([iri])
        return self._labels.get(iri, {})

    def _learn_all(self) -> None:
        if not self._whole and self._source:
            self._labels, self._other_names = {}, {}
            self._add(self._source(None))
        self._whole = True

    def _add(self, rows: Iterable[Row]) -> None:
        best: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
        names: dict[str, set[str]] = defaultdict(set)
        for thing, label, language, rank in rows:
            tag = language.split("-")[0].lower()
            known = best[thing].get(tag)
            if known is not None:
                names[thing] |= {label, known[1]}
            if known is None or (rank, label) < known:
                best[thing][tag] = (rank, label)
        self._other_names |= {
            thing: tuple(sorted(texts - {label for _, label in best[thing].values()})) for thing, texts in names.items()
        }
        self._labels |= {thing: {tag: label for tag, (_, label) in by_tag.items()} for thing, by_tag in best.items()}

    def search(self, words: str, among: Collection[str] | None = None) -> list[Iri]:
        """Return the things called by these words, sorted by IRI; ``among`` limits the search to these things.

        A label that equals the words counts before one that holds each as a word, and that before one that holds each
        as a part of a word: "artikel 8" is not "artikel 38". Names a thing is not shown by (a long title, another
        spelling) count like those it is shown by.
        """
        wanted = words.casefold().split()
        if not wanted:
            return []
        self._learn_all()
        tiers: tuple[list[Iri], list[Iri], list[Iri]] = ([], [], [])
        for thing, by_tag in self._labels.items():
            if among is not None and thing not in among:
                continue
            texts = [label.casefold() for label in (*by_tag.values(), *self._other_names.get(thing, ()))]
            tier = min((_closeness(wanted, text) for text in texts), default=len(tiers))
            if tier < len(tiers):
                tiers[tier].append(Iri(thing))
        return sorted(next((tier for tier in tiers if tier), []))

    def things(self) -> Iterable[str]:
        """Return every thing with a label."""
        self._learn_all()
        return self._labels.keys()


def label_rows(table: Table) -> Iterable[Row]:
    """Return the answer of ``queries/internal/labels.rq`` as rows: columns thing, label, lang, rank."""
    return ((str(thing), str(label), str(lang or ""), int(str(rank))) for thing, label, lang, rank in table.rows)


def _closeness(wanted: list[str], text: str) -> int:
    """Return 0 for the same text, 1 if every word stands in it, 2 if every word is part of one, 3 otherwise."""
    if " ".join(wanted) == text:
        return 0
    standing = set(_WORDS.findall(text))
    if all(word in standing for word in wanted):
        return 1
    return 2 if all(word in text for word in wanted) else 3
