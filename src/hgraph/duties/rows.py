"""From the rows of a query to Python values: what is missing or ill-formed becomes nothing, never a guess."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from hgraph.terms import Iri, Term, to_python


def iri(term: Term | None) -> Iri | None:
    """Return an IRI; ``None`` for anything else."""
    return term if isinstance(term, Iri) else None


def number(term: Term | None) -> Decimal | None:
    """Return a number; ``None`` for anything else, endless ones included."""
    value = None if term is None else to_python(term)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    found = Decimal(value)
    return found if found.is_finite() else None


def year(term: Term | None) -> int | None:
    """Return a whole number; ``None`` for anything else."""
    value = None if term is None else to_python(term)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def day(term: Term | None) -> date | None:
    """Return a day; ``None`` for anything else, points in time included."""
    value = None if term is None else to_python(term)
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def distinct(terms: Iterable[Term | None]) -> tuple[Iri, ...]:
    """Return the IRIs among terms, each once, sorted."""
    return tuple(sorted({term for term in terms if isinstance(term, Iri)}))
