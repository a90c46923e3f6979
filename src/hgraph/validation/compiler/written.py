"""Queries somebody wrote (``sh:sparql``): asked for all focus nodes at once, where that gives what one by one would.

SHACL puts the focus node in the place of ``$this`` before it runs a query. Asking once with the target as part of the
query gives the same rows if ``$this`` is bound, to the same node, wherever the query uses it:

* the target stands first in the outermost group, so that every filter, OPTIONAL and NOT EXISTS there sees it;
* in a group further in, which an engine answers on its own before joining it, a triple pattern with ``$this`` joins on
  it, but a FILTER or BIND finds it unbound, unless a triple pattern of that very group binds it; there the target is
  written in once more, and in every sub-select too, which must project ``$this``;
* rows that are grouped are grouped by ``$this``, and the target gives each node once;
* a limit counts over all focus nodes together: such a query is left alone.

MINUS, VALUES and SERVICE are forbidden by SHACL itself; a query that has them is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from hgraph.errors import UsageError
from hgraph.namespaces import PREFIXES, SH
from hgraph.store.paging import analyse
from hgraph.store.query_text import QueryParts, Token, split, tokens
from hgraph.terms import Iri, Literal, Term
from hgraph.validation.compiler.checks import Check, Rows
from hgraph.validation.compiler.fragments import fragment
from hgraph.validation.compiler.groups import read_group
from hgraph.validation.compiler.joining import SubSelectWithoutThisError, Target, joined_to
from hgraph.validation.compiler.model import UnsupportedShapeError, WrongShapeError
from hgraph.validation.compiler.place import Place
from hgraph.validation.compiler.shapes import ShapesGraph, wrong_value

_FORBIDDEN: Final = ("MINUS", "VALUES", "SERVICE", "FROM")
_GIVEN: Final = frozenset({"currentShape", "shapesGraph"})
_AGGREGATES: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_IMPORTS: Final = PREFIXES["owl"] + "imports"


def written_checks(graph: ShapesGraph, place: Place, constraint: Iri) -> Iterable[Check]:
    """Return the check of one SPARQL constraint; none if it is switched off.

    Raises ``WrongShapeError`` for a query that SHACL or SPARQL forbids, ``UnsupportedShapeError`` for one that cannot
    be asked for all focus nodes at once.
    """
    if graph.says(constraint, SH.deactivated):
        return []
    written = graph.value(constraint, SH.select)
    if not isinstance(written, Literal):
        raise wrong_value(place.shape, SH.sparql, constraint)
    text = _with_path(written.lexical, place)
    found = list(tokens(text))
    _refuse(found, constraint)
    unsupported = _beyond(found)
    prologue = _prologue(graph, constraint, found)
    try:
        analyse(f"{prologue}\n{text}", "SELECT")
    except UsageError as error:
        if "$this" in text and _AGGREGATES & {token.text for token in found}:
            raise UnsupportedShapeError("query-counts-for-one") from error
        reason = str(error.values.get("reason", error.code)).partition("\n")[0]
        raise WrongShapeError("query-syntax", constraint, reason=reason) from error
    if unsupported:  # said last: what is wrong with a query is said first
        raise UnsupportedShapeError(unsupported)
    parts = split(f"{prologue}\n{text}")
    try:
        marked = _joined(parts, place, grouped=bool(parts.grouping or _AGGREGATES & {token.text for token in found}))
    except SubSelectWithoutThisError as error:
        raise WrongShapeError("query-not-allowed", constraint, word="SELECT") from error
    value = "value" if "value" in _projected(parts.head) else place.value if place.path is None else None
    query = place.query(["sparql"], marked, "written")
    return [Rows(query, place.source("sparql", constraint), value, predicate="path")]


def _joined(parts: QueryParts, place: Place, *, grouped: bool) -> str:
    """Return the query asked for every focus node at once."""
    _require_joinable(parts)
    target = place.focus()
    if grouped:
        target = fragment("written.distinct_target", pattern=target)
    outside = f"{parts.head} {parts.grouping} {parts.order}"
    as_set = not grouped and "*" not in parts.head.split()
    group = joined_to(Target(target), read_group(parts.where), outside, as_set=as_set)
    tail = f"{parts.grouping} ORDER BY {parts.order}" if parts.order else parts.grouping
    head = parts.head
    if as_set and head.split()[0].upper() not in {"DISTINCT", "REDUCED"}:
        head = fragment("written.distinct_head", head=head)  # an endpoint may find a statement of two graphs twice
    return fragment("query.written", prologue=parts.prologue, head=head, group=group, tail=tail)


def _require_joinable(parts: QueryParts) -> None:
    if parts.limit is not None or parts.offset:
        raise UnsupportedShapeError("query-with-limit")
    head = list(tokens(parts.head))
    if "this" not in _projected(parts.head) and "*" not in parts.head.split():
        raise UnsupportedShapeError("query-without-this")
    aggregates = _AGGREGATES & {token.text for token in head if token.kind == "word"}
    by_this = any(token.kind == "variable" and token.text[1:] == "this" for token in _group_by(parts.grouping))
    if (aggregates or parts.grouping) and not by_this:
        raise UnsupportedShapeError("query-counts-for-one")


def _group_by(grouping: str) -> list[Token]:
    """Return the tokens of GROUP BY that stand in no bracket, without HAVING."""
    found: list[Token] = []
    for token in tokens(grouping):
        if token.text == "HAVING":
            break
        if token.depth == 0:
            found.append(token)
    return found


def _projected(head: str) -> set[str]:
    """Return the variables a projection names, those behind AS among them."""
    names: set[str] = set()
    before = ""
    for token in tokens(head):
        if token.kind == "variable" and (token.depth == 0 or before == "AS"):
            names.add(token.text[1:])
        before = token.text
    return names


def _refuse(found: list[Token], constraint: Iri) -> None:
    """Raise the error for what a query may not hold."""
    before = ""
    for token in found:
        if token.kind == "word" and token.text in _FORBIDDEN:
            raise WrongShapeError("query-not-allowed", constraint, word=token.text)
        if token.kind == "variable" and before == "AS" and token.text[1:] in {"this", *_GIVEN}:
            raise WrongShapeError("query-not-allowed", constraint, word=f"AS {token.text}")
        before = token.text


def _beyond(found: list[Token]) -> str | None:
    """Return the reason why a query is left to pySHACL by the variables it uses, if they are one."""
    names = {token.text[1:] for token in found if token.kind == "variable"}
    if names & _GIVEN:
        return "query-asks-for-shapes"
    return "query-not-joinable" if any(name.startswith("hgraph_") for name in names) else None


def _with_path(text: str, place: Place) -> str:
    """Return a query with the path of its property shape in the place of ``$PATH``."""
    if place.path is None:
        return text
    path = fragment("path.nested", path=place.path.text) if not place.path.simple else place.path.text
    pieces = []
    end = 0
    for token in tokens(text):
        if token.kind == "variable" and token.text[1:] == "PATH":
            pieces += [text[end : token.start], path]
            end = token.end
    return "".join([*pieces, text[end:]])


def _prologue(graph: ShapesGraph, constraint: Iri, found: list[Token]) -> str:
    """Return the declarations of the prefixes a query uses and does not declare itself."""
    declared = _declared(graph, constraint)
    own = {after.text for word, after in pairwise(found) if word.text == "PREFIX"}
    used = {f"{token.text.partition(':')[0]}:" for token in found if token.kind == "name"} - own - {"_:"}
    lines = []
    for name in sorted(used):
        prefix = name.removesuffix(":")
        if prefix not in declared:
            raise WrongShapeError("missing-prefix", constraint, prefix=name)
        lines.append(fragment("text.declaration", prefix=prefix, namespace=declared[prefix]))
    return "\n".join(lines)


def _declared(graph: ShapesGraph, constraint: Iri) -> Mapping[str, str]:
    """Return the prefixes that are declared for a query; queries mostly share them."""
    holders = tuple(graph.values(constraint, SH.prefixes))
    if holders not in graph.declared:
        graph.declared[holders] = _read_declarations(graph, holders)
    return graph.declared[holders]


def _read_declarations(graph: ShapesGraph, holders: Sequence[Term]) -> Mapping[str, str]:
    waiting = list(holders)
    seen = set(waiting)
    prefixes: dict[str, str] = {}
    while waiting:
        holder = waiting.pop()
        for declaration in graph.values(holder, SH.declare):
            prefix, namespace = graph.value(declaration, SH.prefix), graph.value(declaration, SH.namespace)
            prefixes.setdefault(str(prefix), str(namespace))
        for imported in graph.values(holder, _IMPORTS):
            if imported not in seen:
                seen.add(imported)
                waiting.append(imported)
    return prefixes
