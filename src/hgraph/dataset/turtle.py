"""Canonical Turtle: the one form in which RDF is committed, so that a diff shows a change of fact and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

import pyoxigraph as ox

from hgraph.dataset.conversion import to_oxigraph
from hgraph.namespaces import PREFIXES, RDF
from hgraph.terms import Triple

_DIRECTIVE = re.compile(r"^@(?:prefix|base) .*\n", re.MULTILINE)
_LEADING_COMMENT = re.compile(r"\A(?:#[^\n]*\n)+")
_PREFIX_IN_USE = re.compile(r"(?:^|[\s,;^(])([A-Za-z][\w.-]*)?:[\w\\]", re.MULTILINE)
_STRING_OR_IRI = re.compile(r'"(?:[^"\\\n]|\\.)*"|<[^>\n]*>')
_PLAIN_PATH = re.compile(r"(?!\.\.?(?:/|$))[\w.~%-]+(?:/(?!\.\.?(?:/|$))[\w.~%-]+)*")


def leading_comment(text: str) -> str:
    """Return the comment lines a Turtle text opens with (empty if none); the canonical form keeps them."""
    match = _LEADING_COMMENT.match(text)
    return match.group(0) if match else ""


def to_turtle(
    triples: Iterable[ox.Triple], prefixes: Mapping[str, str], base: str | None = None, comment: str = ""
) -> str:
    """Write triples as canonical Turtle.

    Subjects, predicates and objects are sorted by their N-Triples form (``rdf:type`` first), only prefixes in use are
    declared, in alphabetical order, and subjects are set apart by an empty line. ``base`` shortens the IRIs under it,
    and no others.
    The same set of triples gives the same text. ``comment`` (lines that begin with ``#``) opens the file.
    """
    ordered = sorted(set(triples), key=_order)
    blocks = []
    for _, block in groupby(ordered, key=lambda triple: triple.subject):
        text = ox.serialize(block, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes)) or b""
        blocks.append(_DIRECTIVE.sub("", text.decode()).replace("\n\t", "\n    "))
    body = _relative("\n".join(blocks), base)
    header = [f"@base <{base}> .\n"] if base else []
    used = _used_prefixes(body)
    header += [f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items()) if name in used]
    return comment + "".join(header) + "\n" + body


def triples_to_turtle(triples: Iterable[Triple], base: str | None = None, comment: str = "") -> str:
    """Write the project's own triples as canonical Turtle with the prefixes of the namespace card."""
    converted = (ox.Triple(to_oxigraph(s), to_oxigraph(p), to_oxigraph(o)) for s, p, o in triples)  # type: ignore[arg-type]
    return to_turtle(converted, PREFIXES, base, comment)


def _order(triple: ox.Triple) -> tuple[str, bool, str, str]:
    predicate = triple.predicate.value
    return _sortable(triple.subject), predicate != RDF.type, predicate, _sortable(triple.object)


def _sortable(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """Return IRIs without brackets, so that ``<plan/x>`` comes before its part ``<plan/x/periode>``."""
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _relative(body: str, base: str | None) -> str:
    """Write IRIs under ``base`` relative to it: only plain paths, which resolve to what they were (no ``..``)."""
    if not base:
        return body

    def shorten(match: re.Match[str]) -> str:
        token = match.group(0)
        rest = token[1 + len(base) : -1] if token.startswith(f"<{base}") else ""
        return f"<{rest}>" if _PLAIN_PATH.fullmatch(rest) else token

    return _STRING_OR_IRI.sub(shorten, body)


def _used_prefixes(body: str) -> set[str]:
    """Return the prefixes a Turtle body uses; strings and IRIs are blanked first, so their colons do not count."""
    bare = _STRING_OR_IRI.sub(lambda match: " " if match.group(0)[0] == "<" else '"" ', body)
    return {match.group(1) or "" for match in _PREFIX_IN_USE.finditer(bare.replace('"" ^^', " ^^"))}
