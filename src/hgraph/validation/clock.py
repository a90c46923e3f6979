"""The day for which rules are asked: the clock in their queries, put to a day that is given.

A rule says "today" as ``NOW()``, as any SHACL engine understands it. To judge another day, every call of the clock
gives way to noon of that day, in the text of the rule and before anything runs: what is compiled, what pySHACL runs and
what words are filled from are then the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from hgraph.namespaces import SH, XSD
from hgraph.store.query_text import tokens
from hgraph.terms import Iri, Literal, Triple, to_ntriples


def on_day(triples: Iterable[Triple], day: date) -> Iterator[Triple]:
    """Yield the triples of a shapes graph with a day for the clock of every query."""
    noon = to_ntriples(Literal(f"{day.isoformat()}T12:00:00Z", Iri(XSD.dateTime)))
    for subject, predicate, value in triples:
        if predicate == SH.select and isinstance(value, Literal):
            yield subject, predicate, Literal(_with_clock(value.lexical, noon), value.datatype, value.language)
        else:
            yield subject, predicate, value


def _with_clock(query: str, noon: str) -> str:
    """Return a query with ``noon`` for every call of ``NOW()``; in strings and IRIs the word stays as it is."""
    pieces, end = [], 0
    found = list(tokens(query))
    for word, opening, closing in zip(found, found[1:], found[2:], strict=False):
        if word.kind == "word" and word.text == "NOW" and (opening.text, closing.text) == ("(", ")"):
            pieces += [query[end : word.start], noon]
            end = closing.end
    return "".join([*pieces, query[end:]])
