"""RDF terms and tables of terms, independent of the library that parsed them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
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

    def __hash__(self) -> int:
        """Return the hash of the lexical form, which is kept with it: literals are compared by the thousand."""
        return hash(self.lexical)


Term = Iri | Literal
"""What stands in an answer. The project keeps no blank nodes; a store gives those of others as ``_:`` IRIs."""

Triple = tuple[Term, Iri, Term]
"""Subject, predicate, object."""

_INTEGERS: Final = frozenset({XSD.integer, XSD.int, XSD.long, XSD.nonNegativeInteger, XSD.positiveInteger})
_ZONE: Final = r"(?:Z|[+-]\d\d:\d\d)?"
_LEXICAL_FORMS: Final = {
    **dict.fromkeys(_INTEGERS, re.compile(r"[+-]?\d+", re.ASCII)),
    XSD.decimal: re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII),
    **dict.fromkeys(
        (XSD.double, XSD.float),
        re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,9})?|[+-]?INF|NaN", re.ASCII),
    ),
    XSD.boolean: re.compile("true|false|0|1"),
    XSD.date: re.compile(r"\d{4}-\d\d-\d\d" + _ZONE, re.ASCII),
    XSD.dateTime: re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?" + _ZONE, re.ASCII),
}
"""Python's own readers take more than XML Schema does (``1_000``, ``20200626``, Arabic digits); these do not."""


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
    form = _LEXICAL_FORMS.get(term.datatype)
    if form is None or not form.fullmatch(term.lexical):
        return term.lexical
    try:
        return _value(term)
    except ValueError:
        return term.lexical


def _value(term: Literal) -> str | int | bool | Decimal | date | datetime:
    if term.datatype in _INTEGERS:
        return int(term.lexical)
    if term.datatype == XSD.boolean:
        return term.lexical in ("true", "1")
    if term.datatype == XSD.date:
        return date.fromisoformat(term.lexical[:10])
    if term.datatype == XSD.dateTime:
        return datetime.fromisoformat(term.lexical)
    return Decimal(term.lexical)


_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def _iri_pattern(beyond_ascii: str = "", private: str = "") -> re.Pattern[str]:
    """Return the grammar of an absolute IRI (RFC 3987); possessive repeats keep a long refusal linear.

    ``private`` are the characters that only a query may hold, behind ``?``.
    """
    name = rf"A-Za-z0-9\-._~!$&'()*+,;={beyond_ascii}"

    def run(extra: str) -> str:
        return rf"(?:[{name}{extra}]++|%[0-9A-Fa-f]{{2}})*+"

    authority = rf"(?:{run(':')}@)?(?:\[[0-9A-Fa-f:.]+\]|{run('')})(?::[0-9]*+)?"
    hierarchy = rf"(?://{authority}(?:/{run(':@/')})?|(?!//){run(':@/')})"
    return re.compile(rf"[A-Za-z][A-Za-z0-9+.\-]*+:(?=.){hierarchy}(?:\?{run(':@/?' + private)})?(?:#{run(':@/?')})?")


@cache
def _international() -> re.Pattern[str]:
    """Return the whole grammar, which takes long to compile and is seldom needed."""
    planes = "".join(f"{chr(plane * 0x10000)}-{chr(plane * 0x10000 + 0xFFFD)}" for plane in range(1, 14))
    beyond_ascii = f"\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef{planes}\U000e1000-\U000efffd"
    return _iri_pattern(beyond_ascii, "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd")


_ASCII: Final = _iri_pattern()


def to_ntriples(term: Term) -> str:
    """Return a term in N-Triples syntax, which is also SPARQL syntax: the only way a value enters a query.

    Raises ``ValueError`` for an IRI that is none and for a language tag that is none.
    """
    if isinstance(term, Iri):
        if not is_valid_iri(term):
            raise ValueError(term)
        return f"<{term}>"
    quoted = '"' + "".join(_ESCAPES.get(character, character) for character in term.lexical) + '"'
    if term.language:
        if not _LANGUAGE_TAG.fullmatch(term.language):
            raise ValueError(term.language)
        return f"{quoted}@{term.language}"
    return quoted if term.datatype == XSD.string else f"{quoted}^^{to_ntriples(term.datatype)}"


def is_valid_iri(text: str) -> bool:
    """Say whether text can stand between ``<`` and ``>``: an absolute IRI with something after its scheme."""
    return bool((_ASCII if text.isascii() else _international()).fullmatch(text))
