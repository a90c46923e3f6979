"""What is generated from the ontology: the constants in ``namespaces.py`` and the JSON-LD context."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from keyword import iskeyword

from hgraph.namespaces import OWL, RDFS, SCHEMA, SH, XSD
from hgraph.terms import Triple

_HEADER = '''"""Prefixes and terms in use, made from ``ontology/`` by ``make generated``; a test keeps them current."""

from __future__ import annotations

from typing import Final

'''


_PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]+")


def prefix_card(triples: Iterable[Triple]) -> dict[str, str]:
    """Return prefix and namespace, in alphabetical order, from the prefix declarations of ``prefixes.ttl``."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for subject, predicate, value in triples:
        found[str(subject)][predicate] = str(value)
    pairs = [(entry[SH.prefix], entry[SH.namespace]) for entry in found.values() if SH.prefix in entry]
    return dict(sorted(pairs))


def namespaces_module(prefixes: Mapping[str, str], terms: Iterable[str]) -> str:
    """Return the source of ``namespaces.py``: the prefixes, and one class of constants per namespace in use.

    ``terms`` are IRIs; one whose namespace has no prefix is left out.
    """
    by_prefix: dict[str, set[str]] = defaultdict(set)
    for term in terms:
        candidates = [prefix for prefix, namespace in prefixes.items() if term.startswith(namespace)]
        prefix = max(candidates, key=lambda candidate: len(prefixes[candidate]), default="")
        local = term[len(prefixes[prefix]) :] if prefix else ""
        if _PLAIN_NAME.fullmatch(local):
            by_prefix[prefix].add(local)
    lines = [_HEADER, "PREFIXES: Final[dict[str, str]] = {\n"]
    lines += [f'    "{prefix}": "{iri}",\n' for prefix, iri in prefixes.items()]
    lines.append("}\n")
    for prefix, names in sorted(by_prefix.items()):
        lines.append(f'\n\nclass {_identifier(prefix).upper()}:\n    """Terms of ``{prefix}:``."""\n\n')
        lines += [f'    {_identifier(name)}: Final = "{prefixes[prefix]}{name}"\n' for name in sorted(names)]
    return "".join(lines)


def _identifier(name: str) -> str:
    plain = name.replace("-", "_")
    return f"{plain}_" if iskeyword(plain) else plain if plain.isidentifier() else f"_{plain}"


def jsonld_context(prefixes: Mapping[str, str], ontology: Iterable[Triple]) -> str:
    """Return ``context.jsonld``: every own property with its type, every prefix, in alphabetical order.

    Object properties become ``@id``, language strings ``@language`` containers, other datatypes typed values.
    """
    kinds: dict[str, str] = {}
    ranges: dict[str, str] = {}
    for subject, predicate, value in ontology:
        if value in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.Class):
            kinds[str(subject)] = str(value)
        elif predicate == SCHEMA.rangeIncludes:
            ranges[str(subject)] = str(value)
    context: dict[str, object] = {name: iri for name, iri in prefixes.items() if iri[-1] in "#/"}
    for term, kind in sorted(kinds.items()):
        context[term.rpartition("#")[2]] = _context_entry(term, kind, ranges.get(term, ""))
    return json.dumps({"@context": context}, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _context_entry(term: str, kind: str, range_: str) -> dict[str, str] | str:
    if kind == OWL.Class:
        return term
    if kind == OWL.ObjectProperty:
        return {"@id": term, "@type": "@id"}
    if range_.endswith("langString"):
        return {"@id": term, "@container": "@language"}
    return {"@id": term} if range_ in ("", XSD.string, RDFS.Literal) else {"@id": term, "@type": range_}


def terms_in(triples: Iterable[Triple]) -> set[str]:
    """Return every IRI that triples describe or use as a property; what is only pointed at is not a term of ours."""
    found: set[str] = set()
    for subject, predicate, _ in triples:
        found |= {str(subject), str(predicate)}
    return found
