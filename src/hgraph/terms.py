"""RDF terms and tables of terms, independent of the library that parsed them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from hgraph.namespaces import RDF, XSD


class Iri(str):
    """An IRI. A plain ``str`` never counts as one."""

    __slots__ = ()


_STRING: Final = Iri(XSD.string)
_LANGUAGE_STRING: Final = Iri(RDF.langString)


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal: lexical form, datatype, and language tag (lower case) if the datatype is ``rdf:langString``."""

    lexical: str
    datatype: Iri = _STRING
    language: str | None = None

    def __str__(self) -> str:
        """Return the lexical form."""
        return self.lexical


Term = Iri | Literal
"""What stands in an answer. Blank nodes do not occur in anything the project keeps; a store gives them as ``_:`` IRIs."""

Triple = tuple[Term, Iri, Term]
"""Subject, predicate, object."""

_INTEGERS: Final = frozenset({XSD.integer, XSD.int, XSD.long, XSD.nonNegativeInteger, XSD.positiveInteger})


@dataclass(frozen=True, slots=True)
class Table:
    """An answer to a SELECT: column names, and rows with one term or ``None`` (unbound) per column."""

    columns: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]

    def records(self) -> list[dict[str, Term]]:
        """Return the rows as mappings of the bound columns."""
        return [
            {name: term for name, term in zip(self.columns, row, strict=True) if term is not None} for row in self.rows
        ]


def tagged(text: str, language: str) -> Literal:
    """Return a language-tagged string."""
    return Literal(text, _LANGUAGE_STRING, language.lower())


def to_python(term: Term) -> str | int | bool | Decimal | date | datetime:
    """Return the Python value of a term: numbers, booleans, dates and times by datatype, anything else as text.

    An ill-formed lexical form comes back as text.
    """
    if isinstance(term, Iri):
        return str(term)
    try:
        return _value(term)
    except (ValueError, ArithmeticError):
        return term.lexical


def _value(term: Literal) -> str | int | bool | Decimal | date | datetime:
    if term.datatype in _INTEGERS:
        return int(term.lexical)
    if term.datatype in (XSD.decimal, XSD.double, XSD.float):
        return Decimal(term.lexical)
    if term.datatype == XSD.boolean:
        return {"true": True, "1": True, "false": False, "0": False}.get(term.lexical, term.lexical)
    if term.datatype == XSD.date:
        return date.fromisoformat(term.lexical[:10])
    if term.datatype == XSD.dateTime:
        return datetime.fromisoformat(term.lexical)
    return term.lexical


_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_NOT_IN_AN_IRI: Final = frozenset('<>"{}|^`\\ ')


def to_ntriples(term: Term) -> str:
    """Return a term in N-Triples syntax, which is also SPARQL syntax: the only way a value enters a query.

    Raises ``ValueError`` for an IRI with a character that no IRI may hold.
    """
    if isinstance(term, Iri):
        if not is_valid_iri(term):
            raise ValueError(term)
        return f"<{term}>"
    quoted = '"' + "".join(_ESCAPES.get(character, character) for character in term.lexical) + '"'
    if term.language:
        return f"{quoted}@{term.language}"
    return quoted if term.datatype == XSD.string else f"{quoted}^^{to_ntriples(term.datatype)}"


def is_valid_iri(text: str) -> bool:
    """Say whether text can stand between ``<`` and ``>``: absolute, and free of characters an IRI may not hold."""
    scheme, colon, rest = text.partition(":")
    legal = not any(character in _NOT_IN_AN_IRI or ord(character) <= 0x20 for character in text)
    return bool(colon and rest and legal and scheme[:1].isalpha() and all(c.isalnum() or c in "+-." for c in scheme))
