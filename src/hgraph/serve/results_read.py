"""Results that a worker gave in JSON, as a table of terms."""

from __future__ import annotations

import json
from typing import Any

from hgraph.namespaces import XSD
from hgraph.store.values import level
from hgraph.terms import Iri, Literal, Table, Term, tagged


def table_of(content: bytes) -> Table:
    """Return the rows of results in JSON; a blank node is an ``_:`` IRI, a triple its text."""
    document = json.loads(content)
    names = tuple(document["head"]["vars"])
    rows = [tuple(_term(binding.get(name)) for name in names) for binding in document["results"]["bindings"]]
    return Table(names, rows)


def _term(found: dict[str, Any] | None) -> Term | None:
    if found is None:
        return None
    value = found["value"]
    if found["type"] == "uri":
        return Iri(value)
    if found["type"] == "bnode":
        return Iri(f"_:{value}")
    if found["type"] == "triple":
        return Literal(" ".join(str(_term(value[part])) for part in ("subject", "predicate", "object")))
    if "xml:lang" in found:
        return tagged(value, found["xml:lang"])
    return level(value, found.get("datatype", XSD.string), None)
