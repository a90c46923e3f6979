"""Asking a question: bind, select, compute, and put the rows in one order whatever the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from hgraph.messages import LANGUAGES
from hgraph.namespaces import XSD
from hgraph.questions.binding import bind
from hgraph.questions.card import Question
from hgraph.store.query_text import unordered
from hgraph.terms import Iri, Literal, Table, Term, to_python

if TYPE_CHECKING:
    from hgraph.store import Store

Row = tuple[Term | None, ...]
_Key = tuple[int, Decimal, str, str, str]
_NOTHING: Final = Decimal(0)

_LANGUAGE_PARAMETER = "language"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question: the columns of its card, computed ones included, and the sorted rows."""

    question: Question
    table: Table

    def empty_text(self, language: str) -> str | None:
        """Return what the absence of rows means, or ``None`` if there are rows."""
        return None if self.table.rows else self.question.empty_texts[language]


def ask(
    question: Question,
    arguments: Mapping[str, object],
    store: Store,
    language: str = LANGUAGES[0],
    *,
    cut: bool = False,
) -> Answer:
    """Ask a question and return its answer; ``language`` chooses among texts that exist in both.

    ``cut`` says that the store may give no more than the first rows: then it has to put them in order, which is
    otherwise done here. Raises ``UsageError`` as ``bind`` does, and whatever the store raises.
    """
    given = dict(arguments)
    if any(parameter.name == _LANGUAGE_PARAMETER and parameter.internal for parameter in question.parameters):
        given[_LANGUAGE_PARAMETER] = language
    query = bind(question, given)
    found = store.select(query if cut else unordered(query))
    order = [found.columns.index(column.name) for column in question.projected]
    rows = [tuple(row[place] for place in order) for row in found.rows]
    if question.computed:
        rows = _with_computed(rows, question)
    names = tuple(column.name for column in question.columns)
    return Answer(question, Table(names, _in_order(rows, question, names)))


def _in_order(rows: Iterable[Row], question: Question, names: Sequence[str]) -> list[Row]:
    """Return rows in the order of the card; all columns decide about those that it leaves together."""
    keys = _Keys()
    by_card = _sorting([[names.index(name) for name in part] for part in question.sort], keys)
    by_all = _sorting([[place] for place in range(len(names))], keys)
    found: list[Row] = []
    for _, together in groupby(sorted(((by_card(row), row) for row in rows), key=itemgetter(0)), key=itemgetter(0)):
        equals = [row for _, row in together]
        found += equals if len(equals) == 1 else sorted(equals, key=by_all)
    return found


class _Keys(dict[Term | None, "_Key"]):
    """The key of each term, made once: the same dates and things stand in many rows."""

    def __missing__(self, term: Term | None) -> _Key:
        self[term] = found = _key(term)
        return found


def _sorting(parts: Sequence[Sequence[int]], keys: _Keys) -> Callable[[Row], list[_Key]]:
    """Return the key of a row by columns; of several columns in one part the first with a value counts."""
    if all(len(part) == 1 for part in parts):
        places = [part[0] for part in parts]
        return lambda row: [keys[row[place]] for place in places]

    def key(row: Row) -> list[_Key]:
        return [keys[next((row[place] for place in part if row[place] is not None), None)] for part in parts]

    return key


def _with_computed(rows: Iterable[Row], question: Question) -> list[Row]:
    """Return rows with the computed columns at their end."""
    places = {column.name: place for place, column in enumerate(question.projected)}
    spans = [tuple(places[name] for name in column.days or ()) for column in question.computed]
    known: dict[tuple[Term | None, ...], Literal | None] = {}

    def days(row: Row, span: tuple[int, ...]) -> Literal | None:
        ends = tuple(row[place] for place in span)
        if ends not in known:
            known[ends] = _days(ends)
        return known[ends]

    return [row + tuple(days(row, span) for span in spans) for row in rows]


def _days(terms: Sequence[Term | None]) -> Literal | None:
    # Counted here because the engines do not agree on the difference of two dates.
    ends = [to_python(term) for term in terms if term is not None]
    if len(ends) != 2:
        return None
    start, end = ends
    if not (isinstance(start, date) and isinstance(end, date)):
        return None
    return Literal(str((end - start).days), Iri(XSD.integer))


def _key(term: Term | None) -> _Key:
    """Return a key that sorts numbers by value, then texts without regard to capitals, and what is unbound last."""
    if term is None:
        return (2, _NOTHING, "", "", "")
    if not isinstance(term, Literal):
        return (1, _NOTHING, term.casefold(), term, "")
    value = to_python(term)
    if isinstance(value, int | Decimal):
        return (0, Decimal(value), "", "", "")
    return (1, _NOTHING, term.lexical.casefold(), term.lexical, term.language or "")
