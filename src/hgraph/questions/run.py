"""Asking a question: bind, select, compute, and put the rows in one order whatever the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from hgraph.messages import LANGUAGES
from hgraph.namespaces import XSD
from hgraph.questions.binding import bind
from hgraph.questions.card import Column, Question
from hgraph.terms import Iri, Literal, Table, Term, to_python

if TYPE_CHECKING:
    from hgraph.store import Store

Row = tuple[Term | None, ...]

_LANGUAGE_PARAMETER = "language"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question: the columns of its card, computed ones included, and the sorted rows."""

    question: Question
    table: Table

    def empty_text(self, language: str) -> str | None:
        """Return what the absence of rows means, or ``None`` if there are rows."""
        return None if self.table.rows else self.question.empty_texts[language]


def ask(question: Question, arguments: Mapping[str, object], store: Store, language: str = LANGUAGES[0]) -> Answer:
    """Ask a question and return its answer; ``language`` chooses among texts that exist in both.

    Raises ``UsageError`` as ``bind`` does, and whatever the store raises.
    """
    given = dict(arguments)
    if any(parameter.name == _LANGUAGE_PARAMETER and parameter.internal for parameter in question.parameters):
        given[_LANGUAGE_PARAMETER] = language
    found = store.select(bind(question, given))
    order = [found.columns.index(column.name) for column in question.projected]
    rows = [_with_computed(tuple(row[place] for place in order), question) for row in found.rows]
    names = tuple(column.name for column in question.columns)
    # Whatever the card leaves open, all columns decide.
    keys = [[names.index(name) for name in part] for part in (*question.sort, *((name,) for name in names))]
    rows.sort(key=lambda row: [_key(next((row[i] for i in key if row[i] is not None), None)) for key in keys])
    return Answer(question, Table(names, rows))


def _with_computed(row: Row, question: Question) -> Row:
    terms = {column.name: term for column, term in zip(question.projected, row, strict=True)}
    return row + tuple(_days(column, terms) for column in question.computed)


def _days(column: Column, terms: Mapping[str, Term | None]) -> Literal | None:
    # Counted here because the engines do not agree on the difference of two dates.
    ends = [to_python(term) for term in (terms[name] for name in column.days or ()) if term is not None]
    if len(ends) != 2:
        return None
    start, end = ends
    if not (isinstance(start, date) and isinstance(end, date)):
        return None
    return Literal(str((end - start).days), Iri(XSD.integer))


def _key(term: Term | None) -> tuple[int, Decimal, str, str, str]:
    """Return a key that sorts numbers by value, then texts without regard to capitals, and what is unbound last."""
    if term is None:
        return (2, Decimal(0), "", "", "")
    value = to_python(term)
    if isinstance(value, int | Decimal):
        return (0, Decimal(value), "", "", "")
    language = term.language or "" if isinstance(term, Literal) else ""
    return (1, Decimal(0), str(term).casefold(), str(term), language)
