"""Statements that a release makes about itself, collected and written as Turtle and JSON-LD."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from hgraph.dataset import triples_to_turtle
from hgraph.namespaces import PREFIXES, RDF, XSD
from hgraph.terms import Iri, Literal, Term, Triple, tagged

_LOCAL: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_BY_NAMESPACE: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}


class Description:
    """Statements about some things; each counts once. Same statements, same bytes."""

    def __init__(self) -> None:
        """Begin without any."""
        self._triples: set[Triple] = set()

    def state(self, subject: str, predicate: str, *values: Term | None) -> None:
        """Add a statement for each value; ``None`` is what is not known, and adds nothing."""
        self._triples |= {(Iri(subject), Iri(predicate), value) for value in values if value is not None}

    def classify(self, subject: str, *classes: str) -> None:
        """Add the classes of a thing."""
        self.state(subject, RDF.type, *map(Iri, classes))

    @property
    def triples(self) -> list[Triple]:
        """The statements, in order."""
        return sorted(self._triples, key=lambda triple: (str(triple[0]), triple[1], _key(triple[2])))

    def as_turtle(self) -> bytes:
        """Return canonical Turtle."""
        return triples_to_turtle(self.triples).encode()

    def as_json(self) -> bytes:
        """Return JSON-LD, compacted with the prefixes in use; it needs no context from elsewhere."""
        used: set[str] = set()
        nodes: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in self.triples:
            node = nodes[str(subject)]
            if predicate == RDF.type:
                node["@type"].append(_compact(str(value), used))
            else:
                node[_compact(predicate, used)].append(_value(value, used))
        graph = [
            {"@id": subject, **{name: found[0] if len(found) == 1 else found for name, found in node.items()}}
            for subject, node in nodes.items()
        ]
        context = {prefix: PREFIXES[prefix] for prefix in sorted(used)}
        return (json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=1) + "\n").encode()


def _key(term: Term) -> tuple[str, str, str]:
    return (str(term), term.language or "", term.datatype) if isinstance(term, Literal) else (str(term), "", "")


def _compact(iri: str, used: set[str]) -> str:
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _BY_NAMESPACE.get(iri[:cut])
    if prefix is None or not _LOCAL.fullmatch(iri[cut:]):
        return iri
    used.add(prefix)
    return f"{prefix}:{iri[cut:]}"


def _value(term: Term, used: set[str]) -> object:
    if isinstance(term, Iri):
        return {"@id": str(term)}
    if term.language:
        return {"@value": term.lexical, "@language": term.language}
    return (
        term.lexical
        if term.datatype == XSD.string
        else {"@value": term.lexical, "@type": _compact(term.datatype, used)}
    )


def worded(texts: Mapping[str, str]) -> Iterable[Literal]:
    """Return texts by language as literals."""
    return [tagged(text, language) for language, text in sorted(texts.items()) if text]


def number(count: int) -> Literal:
    """Return a count."""
    return Literal(str(count), Iri(XSD.integer))


def moment(day: date) -> Literal:
    """Return the beginning of a day as a moment with its time zone."""
    return Literal(f"{day.isoformat()}T00:00:00Z", Iri(XSD.dateTime))


def web_address(address: str) -> Literal:
    """Return an address as a literal."""
    return Literal(address, Iri(XSD.anyURI))
