"""Terms as Turtle and as JSON-LD write them: shortened where that is safe, each spelled once and then remembered."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from hgraph.dataset import canonical_term
from hgraph.namespaces import PREFIXES, RDF, XSD
from hgraph.terms import Iri, Literal, Term

Facts = Iterable[tuple[Iri, Term]]
"""What is stated of one thing: properties and values, in the order in which they are written."""
_LOCAL: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_PLAIN_PATH: Final = re.compile(r"(?!\.\.?(?:/|\Z))[\w.~%-]+(?:/(?!\.\.?(?:/|\Z))[\w.~%-]+)*", re.ASCII)
"""A path that resolves to what it was, and cannot be taken for anything else."""
_BY_NAMESPACE: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}


def in_order(facts: Facts) -> list[tuple[Iri, Term]]:
    """Return facts in the order of canonical Turtle: the class first, then by property and value."""
    return sorted(set(facts), key=lambda fact: (fact[0] != RDF.type, fact[0], _sortable(fact[1])))


def _sortable(term: Term) -> str:
    return term if isinstance(term, Iri) else canonical_term(term)


def split(iri: str) -> tuple[str, str]:
    """Return namespace and local name of an IRI."""
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    return iri[:cut], iri[cut:]


class TurtleSpelling:
    """Turtle under one base."""

    def __init__(self, id_base: str) -> None:
        """Take the base that own things are written relative to."""
        self._id_base = id_base
        self._known: dict[Term, tuple[str, str]] = {}

    def block(self, thing: Iri, facts: Facts, prefixes: set[str]) -> str:
        """Return what is stated of a thing as one block, and note the prefixes it uses. There is at least one fact."""
        lines: list[str] = []
        last: Iri | None = None
        for predicate, value in facts:
            spelled = self._term(value, prefixes)
            if predicate == last:
                lines[-1] += f" , {spelled}"
            else:
                lines.append(f"{'a' if predicate == RDF.type else self._term(predicate, prefixes)} {spelled}")
                last = predicate
        return " ".join([self._term(thing, prefixes), " ;\n    ".join(lines), ".\n"])

    def head(self, prefixes: Iterable[str]) -> str:
        """Return the beginning of a document: its base and the prefixes it uses."""
        names = sorted(set(prefixes) - {""})
        return f"@base <{self._id_base}> .\n" + "".join(f"@prefix {n}: <{PREFIXES[n]}> .\n" for n in names) + "\n"

    def name(self, iri: Iri, prefixes: set[str]) -> str:
        """Return an IRI as it is written."""
        return self._term(iri, prefixes)

    def _term(self, term: Term, prefixes: set[str]) -> str:
        known = self._known.get(term)
        if known is None:
            known = self._known[term] = self._spelled(term)
        prefixes.add(known[1])
        return known[0]

    def _spelled(self, term: Term) -> tuple[str, str]:
        """Return a term and the prefix it uses, empty if none."""
        if isinstance(term, Literal):
            if term.language or term.datatype == XSD.string:
                return canonical_term(term), ""
            datatype, prefix = self._spelled(term.datatype)
            return f"{canonical_term(Literal(term.lexical))}^^{datatype}", prefix
        if term.startswith(self._id_base):
            path = term[len(self._id_base) :]
            return (f"<{path}>" if _PLAIN_PATH.fullmatch(path) else f"<{term}>"), ""
        namespace, local = split(term)
        short = _BY_NAMESPACE.get(namespace)
        if short is not None and _LOCAL.fullmatch(local):
            return f"{short}:{local}", short
        return f"<{term}>", ""


class Ambiguous(Exception):  # noqa: N818 - not an error: the thing is then written without a context
    """An IRI that a context would read as another one: its scheme is a name in the context."""


class JsonLdSpelling:
    """JSON-LD compacted with a context of names, prefixes and properties, as ``ontology/context.jsonld`` is one."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        """Take what stands under ``@context``; without anything, IRIs are written in full."""
        simple = {iri: name for name, iri in context.items() if isinstance(iri, str)}
        self._names = frozenset(context)
        self._prefixes = {iri: name for iri, name in simple.items() if iri[-1:] in "#/"}
        self._classes = {iri: name for iri, name in simple.items() if iri not in self._prefixes}
        self._properties = {
            entry["@id"]: (name, entry.get("@type"), entry.get("@container"))
            for name, entry in context.items()
            if isinstance(entry, dict)
        }
        self._known: dict[Iri, str] = {}

    def node(self, thing: Iri, facts: Facts) -> str:
        """Return what is stated of a thing as one JSON object. Raises ``Ambiguous``."""
        types: list[Any] = []
        node: dict[str, Any] = {"@id": self._iri(thing)}
        values: dict[str, list[Any]] = defaultdict(list)
        worded: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for predicate, value in facts:
            if predicate == RDF.type and isinstance(value, Iri):
                types.append(self._classes.get(value) or self._iri(value))
                continue
            name, type_, container = self._properties.get(predicate, (None, None, None))
            if name is None or not _fits(value, type_, container):
                values[self._iri(predicate)].append(self._value(value))
            elif container and isinstance(value, Literal) and value.language:
                worded[name][value.language].append(value.lexical)
            elif type_:
                values[name].append(self._iri(value) if isinstance(value, Iri) else value.lexical)
            else:
                values[name].append(self._value(value))
        if types:
            node["@type"] = _one(types)
        node |= {name: _one(found) for name, found in values.items()}
        node |= {name: {tag: _one(texts) for tag, texts in tags.items()} for name, tags in worded.items()}
        return json.dumps(node, ensure_ascii=False)

    def name(self, iri: Iri) -> str:
        """Return an IRI as a JSON string."""
        return json.dumps(self._iri(iri), ensure_ascii=False)

    def _value(self, term: Term) -> object:
        if isinstance(term, Iri):
            return {"@id": self._iri(term)}
        if term.language:
            return {"@value": term.lexical, "@language": term.language}
        if term.datatype == XSD.string:
            return term.lexical
        return {"@value": term.lexical, "@type": self._iri(term.datatype)}

    def _iri(self, iri: Iri) -> str:
        known = self._known.get(iri)
        if known is None:
            known = self._known[iri] = self._compact(iri)
        return known

    def _compact(self, iri: Iri) -> str:
        namespace, local = split(iri)
        prefix = self._prefixes.get(namespace)
        if prefix is not None and _LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
        scheme, _, rest = iri.partition(":")
        if scheme in self._names and not rest.startswith("//"):
            raise Ambiguous(iri)
        return str(iri)


def _fits(value: Term, type_: str | None, container: str | None) -> bool:
    """Say whether a value can be written under the name of its property."""
    if container:
        return isinstance(value, Literal) and bool(value.language)
    if type_ is None:
        return True
    if isinstance(value, Iri):
        return type_ == "@id"
    return value.language is None and value.datatype == type_


def _one(values: list[Any]) -> object:
    return values[0] if len(values) == 1 else values
