"""The parts of a SPARQL query, found by reading its tokens: comments, strings and IRIs never count as words of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from hgraph.errors import UsageError
from hgraph.namespaces import RDF

DEEPEST: Final = 100
"""Brackets within brackets; an engine's own stack ends somewhere beyond, and with it the process."""

_TOKEN: Final = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''
      |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?|_)?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.|\.+(?=[\w:%\\-]))*)
  | (?P<word>[^\W\d]\w*)
  | (?P<open>[({\[])
  | (?P<close>[)}\]])
  | (?P<other>\S)
    """,
    re.VERBOSE | re.DOTALL,
)
_FOREIGN: Final = ("SERVICE", "FROM", "DESCRIBE")
_HELD: Final = re.compile("|".join(_FOREIGN))
_NOT_BEFORE: Final = "?$:"
"""Before variables and local names: ``hg:heldFrom`` stands in half of all queries."""
_GLUED_GRAPH: Final = re.compile("GRAPH", re.IGNORECASE)
_BEFORE_NAMES: Final = ("PREFIX", "DESCRIBE")
_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


class Token(NamedTuple):
    """One token: its kind, its text (words in capitals), where it stands, and how many brackets are open around it."""

    kind: str
    text: str
    start: int
    end: int
    depth: int


def tokens(query: str) -> Iterator[Token]:
    """Yield the tokens of a query without comments. Raises ``UsageError`` beyond ``DEEPEST`` open brackets."""
    depth = 0
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or "other"
        if kind == "comment":
            continue
        depth -= kind == "close"
        text = match.group().upper() if kind == "word" else match.group()
        yield Token(kind, text, match.start(), match.end(), depth)
        depth += kind == "open"
        if depth > DEEPEST:
            raise UsageError("query-too-deep", limit=DEEPEST)


def refuse_foreign(query: str) -> None:
    """Raise ``UsageError`` for what no store does: SERVICE, FROM, DESCRIBE, and nesting without end."""
    if not _is_suspect(query) and sum(map(query.count, "({[")) <= DEEPEST:
        return
    words = foreign_words(list(tokens(query)))
    if "SERVICE" in words:
        raise UsageError("query-calls-out")
    if "FROM" in words:
        raise UsageError("query-names-graphs")
    if "DESCRIBE" in words:
        raise UsageError("query-form", expected="SELECT, ASK, CONSTRUCT")


def _is_suspect(query: str) -> bool:
    """Say whether one of the three words stands anywhere but in a variable or a local name, at a glance."""
    capitals = query.upper()
    cleared = 0
    for held in _HELD.finditer(capitals):
        start = held.start()
        while start > cleared and (capitals[start - 1].isalnum() or capitals[start - 1] == "_"):
            start -= 1
        goes_on = start == cleared > 0  # the same long word, of which the beginning was seen
        if not goes_on and (not start or capitals[start - 1] not in _NOT_BEFORE):
            return True
        cleared = held.end()
    return False


def foreign_words(found: Sequence[Token]) -> set[str]:
    """Return which of SERVICE, FROM and DESCRIBE an engine may read in tokens, space around them or not.

    Engines want no space after a word: ``SERVICEex:there {`` calls out, and so does ``trueSERVICE<…> {``. No word of
    SPARQL but these holds one of them, so any that does counts; a prefixed name counts where the word could stand.
    """
    words: set[str] = set()
    nothing = Token("other", "", 0, 0, 0)
    for before, token, after in zip([nothing, *found], found, [*found[1:], nothing], strict=False):
        if token.kind == "word":
            words.update(word for word in _FOREIGN if word in token.text)
        elif token.kind == "name":
            prefix = token.text.partition(":")[0].upper()
            held = [word for word in _FOREIGN if word in prefix]
            in_group = after.text == "{" and before.text != "GRAPH"
            at_top = token.depth == 0 and after.text != "(" and before.text not in _BEFORE_NAMES
            words.update(word for word in held if (in_group if word == "SERVICE" else at_top))
    return words


def names_in(query: str) -> frozenset[str]:
    """Return every IRI that stands in a query, in full or by its prefix, ``a`` for ``rdf:type`` included."""
    found = list(tokens(query))
    prefixes = _declared(found)
    names = {token.text[1:-1] for token in found if token.kind == "iri"}
    for token in found:
        prefix, _, local = token.text.partition(":")
        if token.kind == "name" and f"{prefix}:" in prefixes:
            names.add(prefixes[f"{prefix}:"] + local.replace("\\", ""))
        elif token.kind == "word" and token.text == "A":
            names.add(RDF.type)
    return frozenset(names)


def _declared(found: Sequence[Token]) -> dict[str, str]:
    """Return the namespaces that the tokens of a query declare, by prefix with its colon."""
    return {
        name.text: iri.text[1:-1]
        for word, name, iri in zip(found, found[1:], found[2:], strict=False)
        if (word.text, name.kind, iri.kind) == ("PREFIX", "name", "iri")
    }


def graphs_named(query: str) -> set[str]:
    """Return the IRIs of the graphs that a query names with ``GRAPH <…>`` or ``GRAPH prefix:name``, space or not.

    Engines want no space after a word, so ``GRAPHex:g {`` names ``ex:g``, and so does ``trueGRAPHex:g {``. Where one
    text can be read in several ways, every reading whose prefix is declared counts; a prefix nobody declared leaves the
    local name alone, which is no graph.
    """
    found = list(tokens(query))
    prefixes = _declared(found)
    full: set[str] = set()
    for before, token, after in zip([None, *found], found, [*found[1:], None], strict=False):
        follows = before is not None and before.kind == "word" and before.text.endswith("GRAPH")
        if token.kind == "iri" and follows:
            full.add(token.text[1:-1])
        elif token.kind == "name" and (follows or (after and after.text == "{")):
            prefix, _, local = token.text.partition(":")
            read = [prefix] if follows else [prefix[glued.end() :] for glued in _GLUED_GRAPH.finditer(prefix)]
            known = [each for each in read if f"{each}:" in prefixes] or read[:1]
            full.update(prefixes.get(f"{each}:", "") + local.replace("\\", "") for each in known)
    return full


@dataclass(frozen=True, slots=True)
class QueryParts:
    """The text of a query in its parts, without comments; in the order of the fields they are the query again."""

    prologue: str
    form: str
    head: str
    """Projection of a SELECT, or template of a CONSTRUCT with its braces."""
    where: str
    """The group with its braces."""
    grouping: str
    """``GROUP BY`` and ``HAVING``."""
    order: str
    """What stands after ``ORDER BY``, without those words."""
    offset: int
    limit: int | None
    values: str
    """A ``VALUES`` block at the end."""


@lru_cache(maxsize=256)
def split(query: str) -> QueryParts:
    """Return the parts of a query that an engine has accepted as a SELECT, ASK or CONSTRUCT."""
    found = list(tokens(query))
    form = next(index for index, token in enumerate(found) if token.kind == "word" and token.text in _FORMS)
    groups = _top_groups(found, form)
    short = found[form].text == "CONSTRUCT" and len(groups) == 1
    where = groups[0] if found[form].text != "CONSTRUCT" or short else groups[1]
    head_end = where[0] - (found[where[0] - 1].text == "WHERE")
    tail = _tail(query, found[where[1] + 1 :])
    return QueryParts(
        prologue=_text(query, found[:form]),
        form=found[form].text,
        head=_text(query, found[where[0] : where[1] + 1] if short else found[form + 1 : head_end]),
        where=_text(query, found[where[0] : where[1] + 1]),
        grouping=" ".join(tail[name] for name in ("GROUP", "HAVING") if name in tail),
        order=re.sub(r"(?is)\A\s*ORDER\s+BY\b", "", tail.get("ORDER", "")),
        offset=_number(tail, "OFFSET") or 0,
        limit=_number(tail, "LIMIT"),
        values=tail.get("VALUES", ""),
    )


def unordered(query: str) -> str:
    """Return a SELECT without its ORDER BY, for whoever puts the rows in order; one that asks for a part stays."""
    parts = split(query)
    if not parts.order or parts.limit is not None or parts.offset:
        return query
    return f"{parts.prologue} {parts.form} {parts.head} {parts.where} {parts.grouping} {parts.values}"


def _top_groups(found: list[Token], form: int) -> list[tuple[int, int]]:
    """Return first and last token of each ``{ … }`` that stands in no other bracket, up to the WHERE group."""
    groups: list[tuple[int, int]] = []
    start = 0
    for index, token in enumerate(found[form:], start=form):
        if token.depth or token.text not in "{}":
            continue
        if token.kind == "open":
            start = index
        else:
            groups.append((start, index))
    return groups[: 2 if found[form].text == "CONSTRUCT" and found[groups[0][0] - 1].text == "CONSTRUCT" else 1]


def _tail(query: str, after: list[Token]) -> dict[str, str]:
    """Return the clauses behind the WHERE group by their first word."""
    starts = [
        index
        for index, token in enumerate(after)
        if token.depth == 0 and token.text in {"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"}
    ]
    return {after[a].text: _text(query, after[a:b]) for a, b in pairwise([*starts, len(after)])}


def _number(tail: dict[str, str], clause: str) -> int | None:
    return int(tail[clause].split()[1]) if clause in tail else None


def _text(query: str, part: list[Token]) -> str:
    """Return the text of tokens as written, with every comment between them replaced by a space."""
    pieces = []
    end = part[0].start if part else 0
    for token in part:
        gap = query[end : token.start]
        pieces.append(gap if gap.isspace() or not gap else " ")
        pieces.append(query[token.start : token.end])
        end = token.end
    return "".join(pieces)
