"""A written group with the target in it, wherever ``$this`` would otherwise be used unbound (see ``written``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hgraph.store.query_text import tokens
from hgraph.validation.compiler.classes import last
from hgraph.validation.compiler.fragments import fragment
from hgraph.validation.compiler.groups import Expression, Group, Item, Nested, Selected, Triples, variables
from hgraph.validation.compiler.model import UnsupportedShapeError
from hgraph.validation.compiler.stars import with_links_apart, written
from hgraph.validation.compiler.triples import TriplePattern, in_reach, triple_patterns

_THIS: Final = "this"


class SubSelectWithoutThisError(Exception):
    """Raised for a sub-select that does not give ``$this``, which SHACL forbids."""


@dataclass(frozen=True)
class Target:
    """The pattern that binds ``?this`` to each focus node."""

    pattern: str


def joined_to(target: Target, group: Group, outside: str, *, as_set: bool) -> str:
    """Return the text of a group, braces included, joined to the target.

    ``outside`` is the rest of the query, whose variables count as used; ``as_set`` says that nobody counts the rows.
    Raises ``UnsupportedShapeError`` if ``$this`` cannot be bound where it is used.
    """
    used = variables(list(tokens(outside)))
    joiner = _Joiner(target, used)
    # Engines that know no sizes take the first of two patterns that look alike: the one somebody thought of first.
    start, rest = _start(group)
    names = names_in(group)
    pattern = last(target.pattern) if start else target.pattern
    read = triple_patterns(start.text, start.tokens) if start and as_set else None
    if read is not None:
        opening = with_links_apart(read, used.union(*map(_mentioned, rest.items)))
    else:
        opening = _ended(start.text) if start else ""
    return fragment("written.group", body=f"{opening} {pattern} {joiner.body(rest, names)}")


def _start(group: Group) -> tuple[Triples | None, Group]:
    first = group.items[0] if group.items else None
    if isinstance(first, Triples) and not _in_a_circle(first):
        return first, Group(group.items[1:])
    return None, group


def _in_a_circle(first: Triples) -> bool:
    """Say whether one triple pattern leads from a variable to itself: no engine has an index for that."""
    ends = [token.text for token in first.tokens if token.kind == "variable"]
    return len(ends) == 2 and ends[0][1:] == ends[1][1:]


class _Joiner:
    """Writes groups."""

    def __init__(self, target: Target, used: frozenset[str]) -> None:
        self._target = target
        self._used = used

    def body(
        self, group: Group, around: frozenset[str] = frozenset(), *, graph: bool = False, exists: bool = False
    ) -> str:
        """Return the text between the braces of a group in which ``$this`` is bound, as the names ``around`` may be."""
        names = names_in(group) | around | self._used
        return " ".join(self._item(item, names, graph=graph, exists=exists) for item in group.items)

    def _item(self, item: Item, names: frozenset[str], *, graph: bool, exists: bool) -> str:
        if isinstance(item, Triples):
            return _ended(item.text)
        if isinstance(item, Expression):
            return self._expression(item, names, graph=graph)
        if isinstance(item, Selected):
            return self._select(item, graph=graph, exists=exists)
        if item.form == "graph":
            body = self._nested(item.groups[0], optional=False, graph=True, exists=exists)
            return fragment("written.graph", name=item.name, body=body)
        optional = item.form == "optional"
        bodies = [self._nested(each, optional=optional, graph=graph, exists=exists) for each in item.groups]
        key = "written.optional" if optional else "written.group"
        return fragment("pattern.union").join(fragment(key, body=body) for body in bodies)

    def _nested(self, group: Group, *, optional: bool, graph: bool, exists: bool) -> str:
        """Return the body of a group an engine answers on its own, with the target in it if it needs one.

        The filters of an OPTIONAL see what stands before it; the group of an EXISTS has its variables filled in.
        """
        body = self.body(group, graph=graph, exists=exists)
        if exists or group.binds(_THIS) or not _uses(group, filters=not optional):
            return body
        if graph:
            raise UnsupportedShapeError("query-not-joinable")
        return f"{self._target.pattern} {body}"

    def _select(self, item: Selected, *, graph: bool, exists: bool) -> str:
        words = {token.text for token in tokens(item.tail) if token.kind == "word"}
        projected = {token.text[1:] for token in tokens(item.head) if token.kind == "variable" and token.depth == 0}
        if exists or graph or words & {"LIMIT", "OFFSET"}:
            raise UnsupportedShapeError("query-not-joinable")
        every = item.head.split()[-1:] == ["*"] and _THIS in names_in(item.group)
        if _THIS not in projected and not every:
            raise SubSelectWithoutThisError
        grouped = {token.text[1:] for token in tokens(item.tail) if token.kind == "variable" and token.depth == 0}
        if "GROUP" in words and _THIS not in grouped:
            raise UnsupportedShapeError("query-counts-for-one")
        body = f"{self._target.pattern} {self.body(item.group)}"
        return fragment("written.select", head=item.head, body=body, tail=item.tail)

    def _expression(self, item: Expression, names: frozenset[str], *, graph: bool) -> str:
        pieces = []
        for piece in item.pieces:
            if isinstance(piece, str):
                pieces.append(piece)
            else:
                pieces.append(fragment("written.group", body=self._exists(piece, names, graph=graph)))
        return " ".join(pieces)

    def _exists(self, group: Group, names: frozenset[str], *, graph: bool) -> str:
        """Return the body of an EXISTS; several triple patterns become one inside the other.

        That there are x and y with A and B says the same as that there is an x with A for which there is a y with B.
        Written so, an engine looks up one pattern after the other from what is known; written as one group, some work
        the whole group out anew for every row.
        """
        plain = self.body(group, names, graph=graph, exists=True)
        found = [item for item in group.items if isinstance(item, Triples)]
        others = [item for item in group.items if not isinstance(item, Triples)]
        if any(not isinstance(item, Expression) or item.binds for item in others):
            return plain
        patterns: list[TriplePattern] = []
        for item in found:
            read = triple_patterns(item.text, item.tokens)
            if read is None:
                return plain
            patterns += read
        ordered = in_reach(patterns, names | {_THIS})
        if ordered is None or len(ordered) < 2:
            return plain
        within = names.union(*(pattern.names for pattern in patterns))
        filters = [self._item(item, within, graph=graph, exists=True) for item in others]
        body = " ".join([written(ordered[-1]), *filters])
        for pattern in reversed(ordered[:-1]):
            body = fragment("written.inner", triple=written(pattern), rest=body)
        return body


def _ended(text: str) -> str:
    return text if text.rstrip().endswith(".") else f"{text} ."


def names_in(group: Group) -> frozenset[str]:
    """Return the variables that a group may bind."""
    return frozenset().union(*(_names(item) for item in group.items))


def _names(item: Item) -> frozenset[str]:
    """Return the variables that something outside an EXISTS may have bound."""
    if isinstance(item, Triples):
        return variables(item.tokens)
    if isinstance(item, Expression):
        return item.names if item.binds else frozenset()
    groups = item.groups if isinstance(item, Nested) else (item.group,)
    return frozenset().union(*map(names_in, groups))


def _mentioned(item: Item) -> frozenset[str]:
    """Return every variable an item names, at whatever depth."""
    if isinstance(item, Triples):
        return variables(item.tokens)
    if isinstance(item, Expression):
        groups = [piece for piece in item.pieces if isinstance(piece, Group)]
        return item.names.union(*(_mentioned(each) for group in groups for each in group.items))
    if isinstance(item, Selected):
        own = variables(list(tokens(f"{item.head} {item.tail}")))
        return own.union(*map(_mentioned, item.group.items))
    own = variables(list(tokens(item.name)))
    return own.union(*(_mentioned(each) for group in item.groups for each in group.items))


def _uses(group: Group, *, filters: bool) -> bool:
    """Say whether a group uses ``$this`` in its own expressions; ``filters`` says whether its filters count."""
    for item in group.items:
        if isinstance(item, Expression) and (filters or item.binds) and _speaks(item):
            return True
        if isinstance(item, Nested) and item.form == "optional" and any(_in_filters(each) for each in item.groups):
            return True
    return False


def _in_filters(group: Group) -> bool:
    return any(isinstance(item, Expression) and not item.binds and _speaks(item) for item in group.items)


def _speaks(item: Expression) -> bool:
    """Say whether an expression names ``$this``, also inside an EXISTS."""
    return _THIS in item.names or any(_mentions(piece) for piece in item.pieces if isinstance(piece, Group))


def _mentions(group: Group) -> bool:
    for item in group.items:
        if isinstance(item, Triples) and _THIS in variables(item.tokens):
            return True
        if isinstance(item, Expression) and _speaks(item):
            return True
    return any(_mentions(inner) for inner in group.inner())
