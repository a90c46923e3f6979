"""What a query of a stranger may be, told from its tokens before any engine sees it.

This gives a reason at once for what would fail later anyway: workers cannot reach a network, and a query that costs too
much ends its worker. Nothing rests on it alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hgraph.errors import UsageError
from hgraph.serve.refusals import Refusal
from hgraph.settings import ServingLimits
from hgraph.store.query_text import DEEPEST, Token, foreign_words, tokens

_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
_PROLOGUE: Final = frozenset({"PREFIX", "BASE", "VERSION"})
_FLEETING: Final = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_CHAINING: Final = frozenset({"!", "+", "-", "*", "/", "|", "&", "^", "=", "<", ">"})
_MOST_OPERATORS: Final = 1_000
_ENDS: Final = frozenset({".", ";", ","})
_ENDS_OF_DATA: Final = frozenset({"VALUES"})


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the tokens say: the form of the query, whether it names its graphs, whether its answer keeps."""

    form: str
    names_graphs: bool
    lasting: bool
    """Whether the same query gives the same answer as long as the data are the same."""
    ordered: bool
    """Whether the rows have an order, so that the next ones can be asked for."""


def scan(query: str, limits: ServingLimits) -> Scanned:
    """Return what a query is. Raises ``Refusal``: 403 for SERVICE and updates, 400 for no query."""
    if len(query.encode("utf-8", "replace")) > limits.body:
        raise Refusal(413, "query-too-large", limit=limits.body)
    found = _tokens(query, limits)
    words = [token.text for token in found if token.kind == "word"]
    foreign = foreign_words(found)
    if "SERVICE" in foreign:
        raise Refusal(403, "calls-out")
    form = next((word for word in words if word not in _PROLOGUE), "")
    if form in _UPDATES:
        raise Refusal(403, "read-only")
    if form not in _FORMS:
        raise Refusal(400, "no-query")
    patterns = count_patterns(found)
    if patterns > limits.patterns:
        raise Refusal(400, "too-many-patterns", count=patterns, limit=limits.patterns)
    if sum(token.text in _CHAINING or token.text == "UNION" for token in found) > _MOST_OPERATORS:
        raise Refusal(400, "too-many-operators", limit=_MOST_OPERATORS)
    return Scanned(form, "FROM" in foreign, _FLEETING.isdisjoint(words), "ORDER" in words)


def _tokens(query: str, limits: ServingLimits) -> list[Token]:
    deepest = min(limits.nesting, DEEPEST)
    found = []
    try:
        for token in tokens(query):
            if token.depth > deepest:
                raise Refusal(400, "too-deep", limit=deepest)
            found.append(token)
    except UsageError as error:
        raise Refusal(400, "too-deep", limit=deepest) from error
    return found


def count_patterns(found: Sequence[Token]) -> int:
    """Return about how many triple patterns tokens hold: statements in groups, and the steps of paths in them."""
    count = 0
    around: list[str] = []
    data = False
    for index, token in enumerate(found):
        if token.kind == "word":
            data = token.text in _ENDS_OF_DATA
        elif token.kind == "open":
            around.append("data" if data or around[-1:] == ["data"] else token.text)
            count += token.text == "["
            data = data and token.text == "("  # the names of its variables come before its rows
        elif token.kind == "close":
            if around and around.pop() == "{" and found[index - 1].text not in _ENDS | {"{", "}"}:
                count += 1
        elif around and around[-1] in "{[" and token.text in _ENDS | {"/", "^"} and not _in_number(found, index):
            count += 1
    return count


def _in_number(found: Sequence[Token], index: int) -> bool:
    """Say whether a point stands within a number."""
    before, here, after = found[max(index - 1, 0)], found[index], found[min(index + 1, len(found) - 1)]
    touching = before.end == here.start and here.end == after.start
    return touching and before.text.isdigit() and after.text.isdigit()
