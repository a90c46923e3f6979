"""Questions with parameters: bound by type, asked in a worker, told as a page with its form, CSV, workbook or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from hgraph.errors import UsageError
from hgraph.messages import message
from hgraph.pages import Format, Namer, Page, Shown
from hgraph.pages.edition import day_in_words
from hgraph.pages.reference.fields import Field, Options, field_of, options_of
from hgraph.pages.reference.grids import Grid
from hgraph.questions import Answer, Parameter, Question, ask, meant
from hgraph.releases import Form
from hgraph.reports import answer_csv, answer_json, answer_xlsx
from hgraph.serve.forms import ANSWERS, CSV, HTML, XLSX
from hgraph.serve.pages import ROWS_SHOWN, ServedPage
from hgraph.serve.serving import PoolStore, Serving
from hgraph.serve.sparql import iri_texts
from hgraph.terms import Iri, Term

RESERVED: Final = frozenset({"format", "language"})
"""Parameters of the address that are none of the question."""


@dataclass(frozen=True)
class Told:
    """An answer as it goes out: its bytes, whether it is cut, and whether it could be given at all."""

    content: bytes
    cut: bool = False
    faulty: bool = False


def told(
    serving: Serving, question: Question, given: Mapping[str, str], form: Form, language: str, client: str
) -> Told:
    """Return the answer to a question in a form; without what it needs, the form to fill in. Call it in a thread.

    Raises ``Refusal``.
    """
    values = {name: value for name, value in given.items() if name not in RESERVED and value.strip()}
    arguments, errors = _arguments(serving, question, values, language)
    store = PoolStore(serving.pool, serving.settings, client)
    answer = None
    missing = [each.name for each in question.asked if each.required and each.name not in arguments]
    if not errors and not missing:
        try:
            answer = ask(question, arguments, store, language, cut=True)
        except UsageError as error:
            errors[str(error.values.get("name", ""))] = error.sentence(language)
    elif values or form is not HTML:
        errors |= {name: message("serve.answer.needed", language) for name in missing if name not in errors}
    if form is HTML:
        return Told(_page(serving, question, values, errors, answer, (language, store.cut)), store.cut, bool(errors))
    if answer is None:
        text = "\n".join(f"{name}: {sentence}" for name, sentence in errors.items())
        return Told(f"{text}\n".encode("utf-8", "replace"), faulty=True)
    return Told(_written(serving, answer, form, language), store.cut)


def _arguments(
    serving: Serving, question: Question, values: Mapping[str, str], language: str
) -> tuple[dict[str, object], dict[str, str]]:
    """Return the values as what they mean, and a sentence for each that means nothing."""
    known = {parameter.name: parameter for parameter in question.asked}
    arguments: dict[str, object] = {}
    errors: dict[str, str] = {}
    for name, value in values.items():
        try:
            if name not in known:
                raise UsageError(  # noqa: TRY301 - told at the field, like all else that is wrong there
                    "unknown-parameter", question=question.name, name=name, known=", ".join(known) or "-"
                )
            arguments[name] = meant(value, known[name], serving.project)
        except UsageError as error:
            errors[name] = error.sentence(language)
    return arguments, errors


def _written(serving: Serving, answer: Answer, form: Form, language: str) -> bytes:
    namer = serving.namer(iri_texts([term for row in answer.table.rows for term in row]))
    if form is CSV:
        return ("\ufeff" + answer_csv(answer, namer.name, language)).encode("utf-8", "replace")
    if form is XLSX:
        release = serving.released.release
        about = [
            message(
                "content.workbook.release",
                language,
                title=serving.frame.title(language),
                release=release.short_id,
                issued=release.issued,
            ),
            message("content.workbook.licence", language, licence=serving.released.licence),
        ]
        return answer_xlsx(answer, namer.name, language, about)
    return answer_json(answer, namer.name, language).encode("utf-8", "replace")


def _page(
    serving: Serving,
    question: Question,
    values: Mapping[str, str],
    errors: Mapping[str, str],
    answer: Answer | None,
    state: tuple[str, bool],
) -> bytes:
    language, cut = state
    path = f"question/{question.name}/answer"
    page = ServedPage(path, language, tuple(values.items()))
    rows = answer.table.rows if answer else []
    known = {parameter.name for parameter in question.asked}
    return serving.frame.render(
        "served/answer.html",
        page,
        title=question.titles[language],
        description=question.descriptions[language],
        parent=f"question/{question.name}",
        problem=" ".join(sentence for name, sentence in errors.items() if name not in known),
        fields=[_field(serving, each, values, errors, language) for each in question.asked],
        answered=answer is not None,
        count=len(rows),
        cut=cut,
        limit=serving.settings.serving.rows,
        shown=ROWS_SHOWN,
        grid=_grid(serving, answer, page) if answer and rows else None,
        empty=question.empty_texts[language],
        ways=list(_ways(values, language)),
    )


def _ways(values: Mapping[str, str], language: str) -> Iterator[Format]:
    for form in ANSWERS[1:]:
        asked = urlencode([*values.items(), ("language", language), ("format", form.name)])
        yield Format(form.name.upper(), f"answer?{asked}", form.media_type)


def _grid(serving: Serving, answer: Answer, page: Page) -> Grid:
    columns, rows = answer.question.columns, answer.table.rows[:ROWS_SHOWN]
    kept = [at for at in range(len(columns)) if any(row[at] is not None for row in answer.table.rows)]
    namer = serving.namer(iri_texts([term for row in rows for term in row]))
    return Grid(
        "answer",
        answer.question.titles[page.language],
        [columns[at].labels[page.language] for at in kept],
        [[_cell(namer, row[at], page) for at in kept] for row in rows],
        [columns[at].type in ("integer", "decimal") for at in kept],
        seen=False,
    )


def _cell(namer: Namer, term: Term | None, page: Page) -> Shown:
    if term is None:
        return Shown("")
    day = "" if isinstance(term, Iri) else day_in_words(term, page.language)
    return Shown(day) if day else namer.term(term, page)


def _field(
    serving: Serving, parameter: Parameter, values: Mapping[str, str], errors: Mapping[str, str], language: str
) -> Field:
    options = _options(serving, parameter, language)
    return field_of(parameter, language, options, values.get(parameter.name, ""), errors.get(parameter.name, ""))


def _options(serving: Serving, parameter: Parameter, language: str) -> Options:
    """Return the things to pick from, by name, if they are few; worked out once for a release."""
    if not (parameter.of_class or parameter.object_of):
        return ()

    def names_of(things: AbstractSet[str]) -> Mapping[str, str]:
        namer = serving.namer(things)
        return {thing: namer.name(thing, language) for thing in things}

    key = (parameter.of_class, parameter.object_of, parameter.by_name, language)
    if key not in serving.kept:
        serving.kept[key] = options_of(parameter, serving.project, names_of)
    options: Options = serving.kept[key]
    return options
