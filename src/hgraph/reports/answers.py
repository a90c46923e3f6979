"""The answer to a question in the forms people take away: CSV for a spreadsheet, a workbook, and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from hgraph.messages import message
from hgraph.questions import Answer
from hgraph.reports.as_csv import table_csv
from hgraph.reports.as_json import table_json
from hgraph.reports.sectioned import Cell, Column, Section, SectionedReport
from hgraph.reports.sectioned_xlsx import sectioned_xlsx
from hgraph.terms import Iri, Term, to_python

Name = Callable[[str, str], str]
"""From the IRI of a thing and a language to what the thing is called."""


def named_columns(answer: Answer) -> list[str]:
    """Return the columns in which things stand, and that get a column with names beside them."""
    return [column.name for column in answer.question.columns if column.type in ("iri", "term")]


def answer_csv(answer: Answer, name: Name, language: str) -> str:
    """Return an answer as CSV that no spreadsheet runs: IRIs with names beside them, nothing left out."""
    return table_csv(answer.table, _naming(name, language), named_columns(answer))


def answer_json(answer: Answer, name: Name, language: str) -> str:
    """Return an answer as SPARQL results in JSON, with a ``label`` at each IRI."""
    return table_json(answer.table, _naming(name, language))


def answer_xlsx(answer: Answer, name: Name, language: str, about: Iterable[str] = ()) -> bytes:
    """Return an answer as a workbook: days as days, numbers as numbers, names in sight and IRIs folded away.

    ``about`` are sentences for the first sheet: where the data come from and under which terms. The same answer gives
    the same bytes.
    """
    return sectioned_xlsx(_report(answer, name, language, about))


def _naming(name: Name, language: str) -> Callable[[Term], str]:
    return lambda term: name(term, language) if isinstance(term, Iri) else str(term)


def _report(answer: Answer, name: Name, language: str, about: Iterable[str]) -> SectionedReport:
    question = answer.question
    lines = [question.descriptions[language], *about]
    if empty := answer.empty_text(language):
        lines.insert(1, empty)
    section = Section(
        question.name,
        message("report.answer.heading", language),
        columns=tuple(_columns(answer, language)),
        rows=tuple(tuple(_cells(answer, row, name, language)) for row in answer.table.rows),
    )
    return SectionedReport(question.titles[language], language, tuple(lines), (section,))


def _columns(answer: Answer, language: str) -> Iterator[Column]:
    named = set(named_columns(answer))
    for column in answer.question.columns:
        label = column.labels[language]
        if column.name in named:
            yield Column(f"{column.name}_label", label)
            iri = message("report.answer.iri", language, column=label)
            yield Column(column.name, iri, folded=column.type == "iri")
        else:
            yield Column(column.name, label)


def _cells(answer: Answer, row: Sequence[Term | None], name: Name, language: str) -> Iterator[Cell]:
    named = set(named_columns(answer))
    for column, term in zip(answer.question.columns, row, strict=True):
        if column.name in named:
            yield None if term is None else name(term, language) if isinstance(term, Iri) else str(term)
        yield _cell(term)


def _cell(term: Term | None) -> Cell:
    value = None if term is None else to_python(term)
    # A moment keeps its zone, for which a cell has no room; a day is a day.
    return str(term) if isinstance(value, bool | datetime) else value
