"""Statements of others looked at one by one: what could do harm or cannot be kept is left out, and noticed."""

from __future__ import annotations

import re
from typing import Final

import pyoxigraph as ox

from hgraph.errors import UnreadableInput
from hgraph.importers.mapping import SourceMapping
from hgraph.importers.notes import Notes
from hgraph.namespaces import RDF
from hgraph.settings import ImportLimits
from hgraph.terms import is_valid_iri

_PLAIN: Final = r"[!$&-9;=?A-Z_a-z~]"
_CLEAN_IRI: Final = rf"<https?://{_PLAIN}++(?:#{_PLAIN}*+)?>"
_CLEAN: Final = re.compile(
    rf'{_CLEAN_IRI} {_CLEAN_IRI} (?:{_CLEAN_IRI}|"[^"\\\x00-\x1f\x7f]*+"(?:@[a-zA-Z0-9-]+|\^\^{_CLEAN_IRI})?)'
)
"""A statement of which nothing has to be looked at more closely."""
_STEERS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SCHEMES: Final = ("http://", "https://", "urn:")
_HARMLESS: Final = ("mailto:", "tel:")
_MOST_NAMES: Final = 10_000


class Screen:
    """Says of each statement whether it is kept, and as what line."""

    def __init__(self, mapping: SourceMapping, limits: ImportLimits, notes: Notes) -> None:
        """Take what is looked for, how large it may be, and where to note what is left out."""
        self._mapping, self._limits, self._notes = mapping, limits, notes
        self._meant: dict[str, str | None] = {name: name for name in mapping.predicates}
        self._shortest = min(limits.iri_size, limits.value_size)

    def line(self, triple: ox.Triple, file: str) -> str | None:
        """Return a statement in N-Triples, or ``None`` if it is not wanted or cannot be kept.

        A property or class with ``http`` for ``https``, or the other way round, is taken as what was meant, and noted.
        """
        name = triple.predicate.value
        meant = self._meaning(name)
        if meant is None:
            return None
        if meant != name:
            self._notes.add("import-namespace-twin", str(_focus(triple)), name, meant, file)
            triple = ox.Triple(triple.subject, ox.NamedNode(meant), triple.object)
        if meant == RDF.type:
            class_ = triple.object.value if isinstance(triple.object, ox.NamedNode) else ""
            right = class_ if class_ in self._mapping.classes else _other_scheme(class_)
            if right not in self._mapping.classes:
                return None
            if right != class_:
                self._notes.add("import-namespace-twin", str(_focus(triple)), class_, right, file)
                triple = ox.Triple(triple.subject, triple.predicate, ox.NamedNode(right))
        line = str(triple)
        if (len(line) <= self._shortest and _CLEAN.fullmatch(line)) or self._acceptable(triple, file):
            return f"{line} ."
        return None

    def _meaning(self, name: str) -> str | None:
        """Return the property a name stands for, ``None`` if it is not looked for."""
        if name in self._meant:
            return self._meant[name]
        other = _other_scheme(name)
        meant = other if other in self._mapping.predicates else None
        if len(self._meant) < _MOST_NAMES:
            self._meant[name] = meant
        return meant

    def _acceptable(self, triple: ox.Triple, file: str) -> bool:
        """Say whether a statement can be kept; if not, note why."""
        focus = str(_focus(triple))
        if isinstance(triple.object, ox.Triple):
            raise UnreadableInput("newer-rdf", place=file, token="<<")  # noqa: S106 - what is written, not a secret
        for term in (triple.subject, triple.object):
            if isinstance(term, ox.BlankNode):
                self._notes.add("import-blank-node", focus, triple.predicate.value, file=file)
                return False
            if isinstance(term, ox.NamedNode) and (code := self._wrong_with(term.value)):
                self._notes.add(code, focus, term.value, file=file)
                return False
        if isinstance(triple.object, ox.Literal):
            return self._acceptable_text(triple.object.value, focus, triple.predicate.value, file)
        return True

    def _acceptable_text(self, text: str, focus: str, name: str, file: str) -> bool:
        if len(text) > self._limits.value_size:
            self._notes.add("import-too-long", focus, name, file=file)
            return False
        if _STEERS.search(text):
            self._notes.add("import-control-character", focus, name, file=file)
            return False
        return True

    def _wrong_with(self, iri: str) -> str | None:
        if len(iri) > self._limits.iri_size:
            return "import-too-long"
        if not iri.lower().startswith((*_SCHEMES, *_HARMLESS)):
            return "import-active-iri" if ":" in iri else "import-unsafe-iri"
        return None if is_valid_iri(iri) else "import-unsafe-iri"


def _focus(triple: ox.Triple) -> str:
    """Return what a note about a statement is about: its subject, or its property if the subject has no name."""
    subject = triple.subject
    return (
        subject.value if isinstance(subject, ox.NamedNode) and is_valid_iri(subject.value) else triple.predicate.value
    )


def _other_scheme(name: str) -> str:
    scheme, separator, rest = name.partition("://")
    return {"http": "https", "https": "http"}.get(scheme, scheme) + separator + rest
