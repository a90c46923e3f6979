"""One spelling for every value, so that two engines that mean the same also say the same.

What is levelled, and which engine makes it necessary: booleans (Virtuoso answers ``1`` and ``0``), integer subtypes
(Oxigraph stores them as ``xsd:integer``, Virtuoso keeps them), decimals (Virtuoso keeps 15 places, Oxigraph 18),
doubles and floats (each has its own notation), fractions of seconds (``.1`` or ``.100``), language tags (case).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from functools import lru_cache
from typing import Any, Final

import pyoxigraph as ox

from hgraph.namespaces import RDF, XSD
from hgraph.terms import Iri, Literal, Term, Triple

_SHORT: Final = 40
_PLACES: Final = Decimal("1e-15")
_BLANK: Final = "urn:hgraph:blank:"
_TAGGED: Final = Iri(RDF.langString)
_INTEGER: Final = Iri(XSD.integer)
_FRACTION: Final = re.compile(r"(\.\d*?)0+(?=\D|\Z)")


def from_engine(term: Any) -> Term:  # noqa: ANN401 - one of pyoxigraph's term classes, told apart by class
    """Return an engine's term in the project's spelling; a blank node becomes an ``_:`` IRI.

    Raises ``TypeError`` for a quoted triple, which the project does not use.
    """
    kind = type(term)
    if kind is ox.NamedNode:
        return Iri(term.value)
    if kind is ox.Literal:
        language = term.language  # which the engine gives in lower case
        return Literal(term.value, _TAGGED, language) if language else level(term.value, term.datatype.value, None)
    if kind is ox.BlankNode:
        return Iri(f"_:{term.value}")
    raise TypeError(term)


def from_triple(triple: ox.Triple) -> Triple:
    """Return an engine's triple in the project's terms."""
    return from_engine(triple.subject), Iri(triple.predicate.value), from_engine(triple.object)


def to_engine(term: Term) -> ox.NamedNode | ox.Literal:
    """Return a term as the engine's. Raises ``ValueError`` for an IRI that is none."""
    if isinstance(term, Iri):
        return ox.NamedNode(term)
    if term.language:
        return ox.Literal(term.lexical, language=term.language)
    return ox.Literal(term.lexical, datatype=ox.NamedNode(term.datatype))


def level(lexical: str, datatype: str, language: str | None) -> Literal:
    """Return a literal in the one spelling of its value; an ill-formed value stays as it is."""
    return (_kept if len(lexical) <= _SHORT else _leveled)(lexical, datatype, language)


def _leveled(lexical: str, datatype: str, language: str | None) -> Literal:
    if language:
        return Literal(lexical, _datatype(datatype), language.lower())
    rewrite = _SPELLINGS.get(datatype)
    if rewrite is None:
        return Literal(lexical, _datatype(datatype))
    try:
        return Literal(rewrite(lexical), _INTEGER if rewrite is _integer else _datatype(datatype))
    except (ArithmeticError, ValueError, KeyError):
        return Literal(lexical, _datatype(datatype))


_kept = lru_cache(maxsize=10_000)(_leveled)
"""Numbers, dates and codes come back in row after row; only short ones are kept."""


def from_row(term: Term) -> Term:
    """Return a term that went through ``to_row``: an IRI set apart for a blank node becomes ``_:`` again."""
    return Iri("_:" + term[len(_BLANK) :]) if isinstance(term, Iri) and term.startswith(_BLANK) else term


def to_row(terms: Iterable[Term | None]) -> str:
    """Return terms as one row of a VALUES block; an unbound cell is ``UNDEF``, a blank node an IRI set apart for it."""
    return "(" + " ".join(map(_in_values, terms)) + ")"


def _in_values(term: Term | None) -> str:
    if term is None:
        return "UNDEF"
    if isinstance(term, Iri):
        return str(to_engine(Iri(_BLANK + term[2:]) if term.startswith("_:") else term))
    return str(to_engine(term))


@lru_cache(maxsize=64)
def _datatype(name: str) -> Iri:
    return Iri(name)


def _boolean(lexical: str) -> str:
    return {"1": "true", "0": "false", "true": "true", "false": "false"}[lexical.lower()]


def _integer(lexical: str) -> str:
    return str(int(lexical))


def _decimal(lexical: str) -> str:
    value = Decimal(lexical)
    if not value.is_finite():
        raise ValueError(lexical)
    with localcontext(prec=200):
        rounded = value.quantize(_PLACES, ROUND_HALF_EVEN) if value.as_tuple().exponent < -15 else value  # type: ignore[operator]
    text = f"{rounded:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"", "-0"} else text


def _double(lexical: str) -> str:
    value = float(lexical)
    if value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124 - the test for not-a-number
        return {"inf": "INF", "-inf": "-INF"}.get(str(value), "NaN")
    mantissa, _, exponent = f"{Decimal(repr(value)):E}".partition("E") if value else ("0", "", "0")
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}E{int(exponent)}"


def _moment(lexical: str) -> str:
    return _FRACTION.sub(lambda match: match.group(1).rstrip("."), lexical)


_SPELLINGS: Final[dict[str, Callable[[str], str]]] = {
    XSD.boolean: _boolean,
    XSD.decimal: _decimal,
    XSD.double: _double,
    XSD.float: _double,
    XSD.dateTime: _moment,
    **{
        str(XSD.integer).removesuffix("integer") + name: _integer
        for name in (
            "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
            "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
        )
    },
}  # fmt: skip
