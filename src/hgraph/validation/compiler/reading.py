"""What a query reads, and how to get from a statement it reads to the focus nodes whose answer hangs on it.

A query is asked for every focus node at once, but what it finds about one depends only on what can be reached from
there along its patterns. Every pattern, wherever it stands, gets one way to it from ``?this``, made of patterns that
must all hold where it is looked at. If a statement comes or goes, the focus nodes concerned are those from which the
way leads to it, in the data as they are now: where the answer about a node changes, the first statement on the way
that differs has a way to it that does not.

A query that looks at anything without a way to it (whether there is fiction anywhere, what is equal by value), or at
the clock, has no such reading; it is asked anew as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final

from hgraph.namespaces import RDF
from hgraph.store.query_text import split, tokens
from hgraph.terms import Iri, to_ntriples
from hgraph.validation.compiler.classes import any_instances
from hgraph.validation.compiler.fragments import fragment, united
from hgraph.validation.compiler.groups import Expression, Group, Item, Nested, Selected, Triples, read_group
from hgraph.validation.compiler.model import Query, UnsupportedShapeError
from hgraph.validation.compiler.steps import NotAPathError, path_of, property_of, steps, turned
from hgraph.validation.compiler.triples import TriplePattern, triple_patterns

THIS: Final = "this"
_VARIABLE: Final = re.compile(r"<[^>]*>|[?$](?P<name>\w+)")
_NEVER_THE_SAME: Final = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
"""Functions that answer otherwise tomorrow, whether anything has changed or not."""
_AGGREGATES: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})


@dataclass(frozen=True)
class Reading:
    """Statements of one property that a query reads."""

    property: Iri | None
    """``None``: of any property."""
    subject: bool
    """Whether the way leads to the subject of the statement; else, to its object."""
    way: str
    """Pattern from ``?this`` to ``?hgraph_end``; empty if that end of the statement is the focus node itself."""


@dataclass(frozen=True)
class Readings:
    """All that a query reads, and the ways to the things its answer names."""

    statements: frozenset[Reading]
    named: frozenset[str]
    """Ways to what a row holds beside the focus node, for a message may call that by its name."""


class _NoWayError(Exception):
    """Raised for a query that looks at something without a way to it from the focus node."""


@lru_cache(maxsize=1024)
def readings(query: Query) -> Readings | None:
    """Return what a compiled query reads; ``None`` if it has to be asked anew whatever has changed."""
    text = any_instances(query.marked)
    try:
        parts = split(text)
        words = {token.text for token in tokens(text) if token.kind == "word"}
        if parts.limit is not None or parts.offset or words & _NEVER_THE_SAME:
            return None
        shown = parts.where if "*" in parts.head.split() else parts.head
        reader = _Reader(_prefixes(parts.prologue), frozenset(_variables(shown)) - {THIS})
        reader.group(read_group(parts.where), {THIS: ""})
    except (_NoWayError, UnsupportedShapeError, NotAPathError):
        return None
    return Readings(frozenset(reader.found), frozenset(reader.named))


def _variables(text: str) -> Iterator[str]:
    yield from (token.text[1:] for token in tokens(text) if token.kind == "variable")


def _prefixes(prologue: str) -> dict[str, str]:
    found = list(tokens(prologue))
    return {name.text[:-1]: iri.text[1:-1] for name, iri in pairwise(found) if (name.kind, iri.kind) == ("name", "iri")}


Ways = dict[str, str]
"""The pattern that leads from ``?this`` to each variable that has one; empty for ``?this`` itself."""


@dataclass
class _Reader:
    """Goes through the groups of one query."""

    prefixes: Mapping[str, str]
    shown: frozenset[str]
    """Variables that the answer has, beside ``?this``."""
    found: set[Reading] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    _count: int = 0

    def group(self, group: Group, around: Ways) -> Ways:
        """Read a group in which the variables ``around`` have ways; return the ways of those bound in it too."""
        required: list[TriplePattern] = []
        nested: list[Nested] = []
        others: list[Item] = []
        self._sort(group, required, nested, others)
        ways = self._reach(required, around)
        for union in nested:
            branches = [self.group(branch, ways) for branch in union.groups]
            shared = set.intersection(*map(set, branches)) - set(ways)
            ways |= {name: united(list(dict.fromkeys(branch[name] for branch in branches))) for name in sorted(shared)}
        ways = self._reach(required, ways)
        for pattern in required:
            self._read(pattern, ways)
        self.named |= {_canonical(ways[name], name) for name in self.shown & ways.keys()}
        for item in others:
            self._look_into(item, ways)
        return ways

    def _sort(self, group: Group, required: list[TriplePattern], nested: list[Nested], others: list[Item]) -> None:
        """Put what stands in a group with what has to hold, with the unions, or with the rest."""
        for item in group.items:
            if isinstance(item, Triples):
                patterns = triple_patterns(item.text, item.tokens)
                if patterns is None:
                    raise _NoWayError
                required += patterns
            elif isinstance(item, Selected):
                self._sort(self._opened(item), required, nested, others)
            elif isinstance(item, Nested) and item.form != "optional":
                if len(item.groups) == 1:
                    self._sort(item.groups[0], required, nested, others)
                else:
                    nested.append(item)
            else:
                others.append(item)

    def _opened(self, item: Selected) -> Group:
        """Return the group of a sub-select with the variables that stay inside called by names of their own."""
        words = {token.text for token in tokens(item.tail) if token.kind == "word"}
        head = list(tokens(item.head))
        grouped = "GROUP" in words or bool(_AGGREGATES & {token.text for token in head if token.kind == "word"})
        source = tokens(item.tail) if grouped else iter(head)
        kept = {token.text[1:] for token in source if token.kind == "variable" and token.depth == 0}
        # A group of rows about one focus node stands or falls with what those say; any other, with what others say.
        if words & {"LIMIT", "OFFSET", "EXISTS"} or ("HAVING" in words and THIS not in kept):
            raise _NoWayError
        if not grouped and "*" in item.head:
            return item.group
        self._count += 1
        return _renamed(item.group, kept, f"hgraph_local{self._count}_")

    def _look_into(self, item: Item, ways: Ways) -> None:
        if isinstance(item, Nested):
            for group in item.groups:
                self.group(group, ways)
        elif isinstance(item, Expression):
            if item.binds:  # what is shown may be another thing by a new name
                self.named |= {_canonical(ways[name], name) for name in (item.names & ways.keys()) - {THIS}}
            for piece in item.pieces:
                if isinstance(piece, Group):
                    self.group(piece, ways)

    def _reach(self, patterns: Sequence[TriplePattern], known: Ways) -> Ways:
        """Return the ways with those that patterns add, the shortest first; to share a class is the last resort."""
        ways = dict(known)
        patterns = sorted(patterns, key=self._is_type)
        while True:
            added: Ways = {}
            for pattern in patterns:
                for start, end in ((pattern.subject, pattern.object), (pattern.object, pattern.subject)):
                    if _name(start) in ways and end[0] in "?$" and _name(end) not in ways:
                        added.setdefault(_name(end), f"{ways[_name(start)]} {self._text(pattern)}".strip())
            if not added:
                return ways
            ways |= added

    def _is_type(self, pattern: TriplePattern) -> bool:
        found = list(tokens(pattern.verb))
        try:
            return len(found) == 1 and property_of(found[0], self.prefixes) == RDF.type
        except NotAPathError:
            return False

    def _read(self, pattern: TriplePattern, ways: Ways) -> None:
        """Note what a pattern reads, seen from the end that has a way."""
        subject, object_ = (_name(end) for end in (pattern.subject, pattern.object))
        ends = [(len(ways[name]), name != subject, name) for name in (subject, object_) if name in ways]
        if not ends:
            raise _NoWayError
        _, from_object, name = min(ends)
        if pattern.verb[0] in "?$":
            self.found.add(Reading(None, not from_object, _canonical(ways[name], name)))
            return
        path = path_of(pattern.verb, self.prefixes)
        for step in steps(turned(path) if from_object else path):
            way, end = ways[name], name
            if step.before is not None:
                end = "hgraph_step"
                way = f"{way} {step.before.pattern(name, end)}"
            self.found.add(Reading(step.property, step.forward, _canonical(way, end)))

    def _text(self, pattern: TriplePattern) -> str:
        verb = pattern.verb if pattern.verb[0] in "?$" else path_of(pattern.verb, self.prefixes).text
        return fragment(
            "written.triple", subject=self._end(pattern.subject), verb=verb, object=self._end(pattern.object)
        )

    def _end(self, text: str) -> str:
        """Return an end of a pattern on a way; instead of a value, anything, which finds more and never less."""
        if text[0] in "?$":
            return text
        try:
            return to_ntriples(property_of(next(tokens(text)), self.prefixes))
        except NotAPathError:
            self._count += 1
            return fragment("text.variable", name=f"hgraph_any{self._count}")


def _name(end: str) -> str:
    """Return the name of a variable; of a constant, something no variable is called."""
    return end[1:] if end[0] in "?$" else " "


def _canonical(way: str, end: str) -> str:
    """Return a way with its variables named in order, the last thing on it ``?hgraph_end``."""
    if not way:
        return ""
    names = {THIS: THIS, end: "hgraph_end"} if end != THIS else {THIS: "hgraph_end"}

    def renamed(found: re.Match[str]) -> str:
        name = found["name"]
        return found[0] if name is None else f"?{names.setdefault(name, f'hgraph_stop{len(names)}')}"

    return _VARIABLE.sub(renamed, way)


def _renamed(group: Group, kept: Iterable[str], prefix: str) -> Group:
    """Return a group whose variables have other names, but for those kept."""
    stays = set(kept)
    text = fragment("written.group", body=" ".join(map(_as_text, group.items)))

    def renamed(found: re.Match[str]) -> str:
        name = found["name"]
        return found[0] if name is None or name in stays else f"?{prefix}{name}"

    return read_group(_VARIABLE.sub(renamed, text))


def _as_text(item: Item) -> str:
    """Return an item of a group as SPARQL."""
    if isinstance(item, Triples):
        return f"{item.text} ."
    if isinstance(item, Expression):
        return " ".join(piece if isinstance(piece, str) else _braced(piece) for piece in item.pieces)
    if isinstance(item, Selected):
        return fragment("written.select", head=item.head, body=_braced(item.group), tail=item.tail)
    if item.form == "graph":
        return fragment("written.graph", name=item.name, body=_braced(item.groups[0]))
    if item.form == "optional":
        return fragment("written.optional", body=_braced(item.groups[0]))
    return united([_braced(group) for group in item.groups])


def _braced(group: Group) -> str:
    return fragment("written.group", body=" ".join(map(_as_text, group.items)))
