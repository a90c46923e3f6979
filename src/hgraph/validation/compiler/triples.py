"""Triple patterns one by one, in an order in which each is found from what is known before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hgraph.store.query_text import Token

_NODES: Final = frozenset({"variable", "iri", "name"})
_PROPERTY: Final = re.compile(r"<[^>]*>|[\w.-]*:(?:[\w.:%-]|\\.)*|a")
_MODIFIERS: Final = frozenset({"*", "+", "?"})


@dataclass(frozen=True)
class TriplePattern:
    """One triple pattern as written."""

    subject: str
    verb: str
    object: str
    names: frozenset[str]
    """Its variables."""

    @property
    def plain(self) -> bool:
        """Say whether the verb is one property, and no path."""
        return bool(_PROPERTY.fullmatch(self.verb))


class _NotPlainError(Exception):
    """Raised for triples that are written in a way this module does not read."""


def triple_patterns(text: str, found: Sequence[Token]) -> list[TriplePattern] | None:
    """Return the triple patterns in a run of tokens; ``None`` if they hold lists, blank nodes or bare numbers."""
    try:
        return list(_Reader(text, found).triples())
    except (_NotPlainError, IndexError):
        return None


def in_reach(patterns: Sequence[TriplePattern], known: Iterable[str]) -> list[TriplePattern] | None:
    """Return patterns so that each has a known variable or constant to start from; ``None`` if that cannot be."""
    bound = set(known)
    waiting = list(patterns)
    ordered: list[TriplePattern] = []
    while waiting:
        best = max(waiting, key=lambda pattern: _reach(pattern, bound))
        if not _reach(best, bound):
            return None
        waiting.remove(best)
        ordered.append(best)
        bound |= best.names
    return ordered


def _reach(pattern: TriplePattern, bound: set[str]) -> int:
    """Return how well a pattern can be looked up: by both ends, by its subject, by its object, or not at all."""

    def given(end: str) -> bool:
        return end[0] not in "?$" or end[1:] in bound

    linked = bool(pattern.names & bound) or not pattern.names
    if not linked:
        return 0
    return 1 + given(pattern.subject) * 2 + given(pattern.object)


class _Reader:
    """Reads subject, verb and object, with ``;`` and ``,``."""

    def __init__(self, text: str, found: Sequence[Token]) -> None:
        self._found = found
        self._text = text
        self._at = 0
        self._offset = found[0].start if found else 0

    def triples(self) -> Iterator[TriplePattern]:
        """Yield the patterns."""
        while self._at < len(self._found):
            if self._peek() == ".":
                self._at += 1
                continue
            subject = self._node()
            yield from self._about(subject)

    def _about(self, subject: tuple[str, set[str]]) -> Iterator[TriplePattern]:
        while self._peek() not in {".", ""}:
            if self._peek() == ";":
                self._at += 1
                continue
            verb = self._verb()
            while True:
                object_ = self._node()
                names = frozenset(subject[1] | verb[1] | object_[1])
                yield TriplePattern(subject[0], verb[0], object_[0], names)
                if self._peek() != ",":
                    break
                self._at += 1

    def _node(self) -> tuple[str, set[str]]:
        token = self._next()
        start = token.start
        if token.kind == "string":
            self._suffix()
        elif token.kind not in _NODES or token.text.startswith("_:"):
            raise _NotPlainError
        return self._since(start), {token.text[1:]} if token.kind == "variable" else set()

    def _suffix(self) -> None:
        following = self._found[self._at : self._at + 3]
        if following and following[0].kind == "language":
            self._at += 1
        elif [token.text for token in following[:2]] == ["^", "^"]:
            self._at += 3

    def _verb(self) -> tuple[str, set[str]]:
        start = self._found[self._at].start
        first = self._found[self._at]
        if first.kind == "variable":
            self._at += 1
            return self._since(start), {first.text[1:]}
        self._path()
        return self._since(start), set()

    def _path(self) -> None:
        while True:
            while self._peek() in {"^", "!"}:
                self._at += 1
            token = self._next()
            if token.text == "(":
                self._path()
                if self._next().text != ")":
                    raise _NotPlainError
            elif token.kind not in {"iri", "name"} and token.text != "A":
                raise _NotPlainError
            while self._peek() in _MODIFIERS:
                self._at += 1
            if self._peek() not in {"/", "|"}:
                return
            self._at += 1

    def _peek(self) -> str:
        return self._found[self._at].text if self._at < len(self._found) else ""

    def _next(self) -> Token:
        self._at += 1
        return self._found[self._at - 1]

    def _since(self, start: int) -> str:
        end = self._found[self._at - 1].end
        return self._text[start - self._offset : end - self._offset]
