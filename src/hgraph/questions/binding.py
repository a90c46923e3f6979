"""Parameters into a query: typed, refused when ill-typed, and only ever as one serialised term in a place made for it.

A query names such a place with a line of its own, ``VALUES ?name { UNDEF }``, or in a sub-select
``{ SELECT ?name { VALUES ?name { UNDEF } } }``. The term takes the place of ``UNDEF``; a line whose parameter is not
given is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from hgraph.errors import UsageError
from hgraph.iris import expand
from hgraph.namespaces import XSD
from hgraph.questions.card import Parameter, Question
from hgraph.terms import Iri, Literal, Term, is_valid_iri, to_ntriples

_PLACE: Final = re.compile(
    r"^[ \t]*(?:VALUES \?(\w+) \{ UNDEF \}|\{ SELECT \?(\w+) \{ VALUES \?(?:\2) \{ UNDEF \} \} \})[ \t]*$"
)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,19}")
_LARGEST: Final = 2**63 - 1


def bind(question: Question, arguments: Mapping[str, object]) -> str:
    """Return the query of a question with its arguments in place.

    An argument is a string as a person types it or a value of its type: an ``Iri``, a ``date``, an ``int``; ``None``
    counts as not given. Raises ``UsageError``: ``unknown-parameter``, ``missing-parameter``, ``ill-typed-parameter``.
    """
    given = {name: value for name, value in arguments.items() if value is not None}
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in given:
        if name not in known:
            shown = ", ".join(parameter.name for parameter in question.asked) or "-"
            raise UsageError("unknown-parameter", question=question.name, name=name, known=shown)
    for parameter in question.parameters:
        if (parameter.required or parameter.internal) and parameter.name not in given:
            raise UsageError(
                "missing-parameter", question=question.name, name=parameter.name, expected=parameter.example
            )
    terms = {name: to_ntriples(to_term(known[name], value)) for name, value in given.items()}
    lines = (_filled(line, terms) for line in question.query.split("\n"))
    return "\n".join(line for line in lines if line is not None)


def parameter_lines(query: str) -> set[str]:
    """Return the names for which a query has at least one place."""
    matches = (_PLACE.match(line) for line in query.split("\n"))
    return {match[1] or match[2] for match in matches if match}


def _filled(line: str, terms: Mapping[str, str]) -> str | None:
    place = _PLACE.match(line)
    if place is None:
        return line
    term = terms.get(place[1] or place[2])
    return None if term is None else line.replace("UNDEF", term)


def to_term(parameter: Parameter, value: object) -> Term:
    """Return the term that a value of a parameter stands for. Raises ``UsageError`` (``ill-typed-parameter``)."""
    term = _READERS[parameter.type](value)
    if term is None:
        raise UsageError("ill-typed-parameter", name=parameter.name, value=value, expected=parameter.example)
    return term


def _iri(value: object) -> Iri | None:
    iri = value if isinstance(value, Iri) else expand(value) if isinstance(value, str) else None
    return iri if iri is not None and is_valid_iri(iri) and _is_writable(iri) else None


def _date(value: object) -> Literal | None:
    if isinstance(value, datetime) or not isinstance(value, date | str):
        return None
    text = str(value).strip()
    try:
        return Literal(date.fromisoformat(text).isoformat(), Iri(XSD.date)) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def _integer(value: object) -> Literal | None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value).strip()
    number = int(text) if _INTEGER.fullmatch(text) else None
    return Literal(str(number), Iri(XSD.integer)) if number is not None and abs(number) <= _LARGEST else None


def _text(value: object) -> Literal | None:
    return Literal(value) if isinstance(value, str) and not isinstance(value, Iri) and _is_writable(value) else None


def _is_writable(text: str) -> bool:
    # No engine takes a lone surrogate, and NUL ends a string in some of them.
    return not any(character == "\0" or 0xD800 <= ord(character) <= 0xDFFF for character in text)


_READERS: Final = {"iri": _iri, "date": _date, "integer": _integer, "text": _text}
