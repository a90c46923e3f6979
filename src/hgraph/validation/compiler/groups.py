"""The group of a query somebody wrote, as a tree that shows where a variable is bound and where it is used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from hgraph.store.query_text import Token, tokens
from hgraph.validation.compiler.model import UnsupportedShapeError

_STARTERS: Final = frozenset({"FILTER", "OPTIONAL", "BIND", "GRAPH", "UNION", "VALUES", "MINUS", "SERVICE"})


@dataclass(frozen=True)
class Triples:
    """Triple patterns, as written."""

    text: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True)
class Expression:
    """A FILTER or BIND: its text in pieces, with a group for each EXISTS."""

    pieces: tuple[str | Group, ...]
    names: frozenset[str]
    """Variables outside the groups."""
    binds: bool


@dataclass(frozen=True)
class Nested:
    """A group under OPTIONAL, GRAPH or on its own, or the branches of a UNION."""

    form: Literal["group", "optional", "graph"]
    groups: tuple[Group, ...]
    name: str = ""


@dataclass(frozen=True)
class Selected:
    """A sub-select."""

    head: str
    group: Group
    tail: str


Item = Triples | Expression | Nested | Selected


@dataclass(frozen=True)
class Group:
    """What stands between two braces."""

    items: tuple[Item, ...]

    def inner(self) -> Iterator[Group]:
        """Yield the groups directly inside, those of EXISTS left out."""
        for item in self.items:
            if isinstance(item, Nested):
                yield from item.groups
            elif isinstance(item, Selected):
                yield item.group

    def binds(self, name: str) -> bool:
        """Say whether a triple pattern of the group itself binds a variable in every solution."""
        return any(name in variables(item.tokens) for item in self.items if isinstance(item, Triples))


def variables(found: Sequence[Token]) -> frozenset[str]:
    """Return the names of the variables among tokens."""
    return frozenset(token.text[1:] for token in found if token.kind == "variable")


def read_group(text: str) -> Group:
    """Return the tree of a group with its braces. Raises ``UnsupportedShapeError`` for what it does not know."""
    found = list(tokens(text))
    return _Reader(text, found).group(0, len(found) - 1)


class _Reader:
    """Reads tokens from a text."""

    def __init__(self, text: str, found: list[Token]) -> None:
        self._text = text
        self._tokens = found

    def group(self, first: int, last: int) -> Group:
        """Return the group whose braces are these two tokens."""
        if self._tokens[first + 1].text == "SELECT":
            return Group((self._select(first, last),))
        items: list[Item] = []
        at = first + 1
        while at < last:
            at, item = self._item(at, last)
            if item is not None:
                items.append(item)
        return Group(tuple(items))

    def _item(self, at: int, last: int) -> tuple[int, Item | None]:
        token = self._tokens[at]
        if token.kind == "word" and token.text in {"FILTER", "BIND"}:
            return self._expression(at, last)
        if token.kind == "word" and token.text in {"OPTIONAL", "GRAPH"}:
            brace = at + (1 if token.text == "OPTIONAL" else 2)
            end = self._closing(brace)
            name = self._between(at + 1, brace) if token.text == "GRAPH" else ""
            form: Literal["optional", "graph"] = "graph" if name else "optional"
            return end + 1, Nested(form, (self.group(brace, end),), name)
        if token.text == "{":
            return self._union(at)
        if token.kind == "word" and token.text in _STARTERS:
            raise UnsupportedShapeError("query-not-joinable")
        if token.text == ".":
            return at + 1, None
        return self._triples(at, last)

    def _triples(self, at: int, last: int) -> tuple[int, Triples]:
        depth = self._tokens[at].depth
        end = at
        while end < last:
            token = self._tokens[end]
            starts = token.text == "{" or (token.kind == "word" and token.text in _STARTERS)
            if token.depth == depth and starts:
                break
            end += 1
        return end, Triples(self._between(at, end), tuple(self._tokens[at:end]))

    def _union(self, at: int) -> tuple[int, Item]:
        end = self._closing(at)
        if self._tokens[at + 1].text == "SELECT":
            return end + 1, self._select(at, end)
        branches = [self.group(at, end)]
        while end + 1 < len(self._tokens) and self._tokens[end + 1].text == "UNION":
            at, end = end + 2, self._closing(end + 2)
            if self._tokens[at + 1].text == "SELECT":
                branches.append(Group((self._select(at, end),)))
            else:
                branches.append(self.group(at, end))
        return end + 1, Nested("group", tuple(branches))

    def _select(self, first: int, last: int) -> Selected:
        depth = self._tokens[first].depth + 1
        brace = next(
            index
            for index in range(first + 2, last)
            if self._tokens[index].text == "{" and self._tokens[index].depth == depth
        )
        end = self._closing(brace)
        head_end = brace - (self._tokens[brace - 1].text == "WHERE")
        head = self._between(first + 2, head_end)
        return Selected(head, self.group(brace, end), self._between(end + 1, last))

    def _expression(self, at: int, last: int) -> tuple[int, Expression]:
        binds = self._tokens[at].text == "BIND"
        end = at + 1
        while end < last and self._tokens[end].kind != "open":
            end += 1
        end = self._closing(end)
        pieces: list[str | Group] = []
        names: set[str] = set()
        start = index = at
        while index <= end:
            token = self._tokens[index]
            if token.kind == "variable":
                names.add(token.text[1:])
            if token.text == "{":
                close = self._closing(index)
                pieces += [self._between(start, index), self.group(index, close)]
                start = close + 1
                index = close
            index += 1
        if start <= end:
            pieces.append(self._between(start, end + 1))
        return end + 1, Expression(tuple(pieces), frozenset(names), binds)

    def _closing(self, opening: int) -> int:
        depth = self._tokens[opening].depth
        for index in range(opening + 1, len(self._tokens)):
            if self._tokens[index].kind == "close" and self._tokens[index].depth == depth:
                return index
        raise UnsupportedShapeError("query-not-joinable")

    def _between(self, start: int, stop: int) -> str:
        """Return the text of tokens ``start`` to before ``stop``."""
        return self._text[self._tokens[start].start : self._tokens[stop - 1].end] if start < stop else ""
