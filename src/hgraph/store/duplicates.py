"""Whether a query can tell how often an engine finds the same solution.

Engines read the union of graphs as a bag, so a statement that stands in two graphs is found twice. That is no harm to a
query that makes its rows distinct, or that says of every part in which graph it stands.
"""

from __future__ import annotations

from typing import Final

from hgraph.store.query_text import Token, split, tokens

_COUNTING: Final = frozenset({"COUNT", "SUM", "AVG", "GROUP_CONCAT"})
_AGGREGATES: Final = _COUNTING | {"MIN", "MAX", "SAMPLE"}
_CLAUSES: Final = frozenset({"SELECT", "GROUP", "ORDER", "VALUES", "GRAPH"})
"""Words after which variables and names are no statement, until a word or bracket that ends the clause."""
_PATTERNS: Final = frozenset({"WHERE", "FILTER", "BIND", "OPTIONAL", "UNION", "MINUS", "EXISTS"})
_TERMS: Final = frozenset({"iri", "name", "variable", "string"})


def counts_once(query: str) -> bool:
    """Say whether an answer stays the same if statements of the default graph are found twice.

    ``query`` is one that an engine has accepted.
    """
    found = list(tokens(query))
    return _distinct(query, found) or not _reads_default_graph(found)


def _distinct(query: str, found: list[Token]) -> bool:
    """Say whether rows are made distinct or grouped, and every aggregate that counts says DISTINCT."""
    for token, opening, inside in zip(found, found[1:], found[2:], strict=False):
        if token.kind == "word" and token.text in _COUNTING and opening.text == "(" and inside.text != "DISTINCT":
            return False
    parts = split(query)
    words = [token.text for token in tokens(parts.head) if token.kind == "word"]
    grouped = bool(parts.grouping) or not _AGGREGATES.isdisjoint(words)
    return parts.form != "SELECT" or grouped or words[:1] == ["DISTINCT"]


def _reads_default_graph(found: list[Token]) -> bool:
    """Say whether a statement stands in a group that no GRAPH surrounds."""
    start = next(index for index, token in enumerate(found) if token.text == "{")
    around: list[str] = []  # of each open bracket: what it is, and for a parenthesis the clause it interrupts
    clause = ""
    for index, token in enumerate(found[start:], start=start):
        if token.text == "{":
            data = "" if clause == "VALUES" else "{"
            around.append("GRAPH" if found[max(index - 2, 0)].text == "GRAPH" else data)
            clause = ""
        elif token.kind == "open":
            around.append("(" + clause)
        elif token.kind == "close":
            clause = around.pop()[1:] if token.text == ")" else around.pop()[:0]
        elif token.kind == "word" and token.text in _CLAUSES | _PATTERNS:
            clause = token.text if token.text in _CLAUSES else ""
        elif token.kind in _TERMS and not clause and around[-1:] == ["{"] and "GRAPH" not in around:
            return True
    return False
