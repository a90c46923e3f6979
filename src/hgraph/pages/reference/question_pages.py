"""Pages of questions: what each asks, a form for a server, and the answers that stand ready as table and as files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from hgraph.messages import LANGUAGES, message
from hgraph.pages.frame import QUESTIONS, Format, Page
from hgraph.pages.reference.fields import Field, field_of, options_of
from hgraph.pages.reference.grids import Grid
from hgraph.pages.reference.precomputed import Precomputed, precompute
from hgraph.pages.reference.site import Site
from hgraph.pages.shown import Shown
from hgraph.questions import Answer, Parameter, Question, bind, load_questions
from hgraph.releases import File
from hgraph.reports import answer_csv, answer_json, answer_xlsx
from hgraph.terms import Iri

_ROWS: Final = 500
"""Rows of an answer on a page; its files have all."""
_TOGETHER: Final = 3
"""So many answers stand on the page of the question; more have a page each."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """An answer that stands ready, as a page shows it."""

    heading: str
    given: Sequence[tuple[str, Shown]]
    count: str
    grid: Grid | None
    empty: str
    cut: str
    files: Sequence[Format]


@dataclass(frozen=True)
class Asked:
    """A question with the answers that stand ready."""

    question: Question
    ready: Sequence[Precomputed]

    @property
    def path(self) -> str:
        """The path of its page, without language and suffix."""
        return f"{QUESTIONS}/{self.question.name}"

    def query(self) -> str | None:
        """Return the query with the values of the first answer in place; ``None`` if it cannot be asked here."""
        if not self.ready:
            return None
        arguments: dict[str, object] = dict(self.ready[0].arguments)
        if any(parameter.internal for parameter in self.question.parameters):
            arguments["language"] = LANGUAGES[0]
        return bind(self.question, arguments)


def asked(site: Site) -> list[Asked]:
    """Return all questions of the project with the answers that stand ready, in order of name."""
    questions = load_questions(site.view.project.settings.content("queries", "*.rq"))
    return [Asked(question, precompute(question, site.view)) for question in questions.values()]


def question_files(site: Site, questions: Sequence[Asked]) -> Iterator[File]:
    """Yield the index of questions, the page of each, and its answers as files."""
    for language in LANGUAGES:
        yield _index(site, questions, Page(QUESTIONS, language))
    for each in questions:
        yield File(f"{each.path}.rq", each.question.path.read_bytes())
        for language in LANGUAGES:
            yield _page(site, each, Page(each.path, language))
            for ready in each.ready:
                yield from _answer_files(site, ready, language)
                if len(each.ready) > _TOGETHER:
                    yield _answer_page(site, each, ready, Page(ready.path, language))


def _index(site: Site, questions: Sequence[Asked], page: Page) -> File:
    by_tag: dict[str, list[Asked]] = defaultdict(list)
    for each in questions:
        by_tag[each.question.tags[0] if each.question.tags else "other"].append(each)
    groups = []
    for tag, members in by_tag.items():
        heading = message(f"content.tag.{tag}", page.language) if _is_known(tag) else tag
        rows = [
            [
                Shown(each.question.titles[page.language], href=page.to(each.path)),
                Shown(_wanted(each.question, page.language)),
                Shown(_counted(each, page.language)),
            ]
            for each in members
        ]
        groups.append((heading, tag, rows))
    groups.sort(key=lambda group: group[0].casefold())
    title = message("content.questions.title", page.language)
    return site.file("reference/questions.html", page, title=title, groups=groups, count=len(questions))


def _is_known(tag: str) -> bool:
    from hgraph.messages import catalogue

    return tag in catalogue("content")["tag"]


def _wanted(question: Question, language: str) -> str:
    labels = [
        parameter.labels[language]
        if parameter.required
        else message("content.question.optional", language, label=parameter.labels[language])
        for parameter in question.asked
    ]
    return ", ".join(labels)


def _counted(each: Asked, language: str) -> str:
    if not each.ready:
        return message("content.questions.nothing-ready", language)
    if len(each.ready) > 1:
        return message("content.questions.several", language, count=len(each.ready))
    return _rows(len(each.ready[0].answers[language].table.rows), language)


def _rows(count: int, language: str) -> str:
    if count == 1:
        return message("content.answer.rows.one", language)
    if not count:
        return message("content.answer.rows.none", language)
    return message("content.answer.rows.many", language, count=count)


def _page(site: Site, each: Asked, page: Page) -> File:
    question = each.question
    shown = [_ready(site, ready, page) for ready in each.ready] if len(each.ready) <= _TOGETHER else []
    full = [ready for ready in each.ready if ready.answers[page.language].table.rows]
    empty = [ready for ready in each.ready if not ready.answers[page.language].table.rows]
    apart, without_rows = ([_link(site, ready, page) for ready in some if not shown] for some in (full, empty))
    formats = [*_formats(each.ready[0], page)] if len(each.ready) == 1 else []
    return site.file(
        "reference/question.html",
        page,
        title=question.titles[page.language],
        formats=[*formats, _query_format(each, page)],
        question=question,
        fields=[_field(site, parameter, page) for parameter in question.asked],
        action=page.link(f"{each.path}/answer"),
        ready=shown,
        apart=apart,
        without_rows=without_rows,
        columns=[(column.labels[page.language], column.type) for column in question.columns],
        query=each.query(),
    )


def _answer_page(site: Site, each: Asked, ready: Precomputed, page: Page) -> File:
    shown = _ready(site, ready, page)
    title = f"{each.question.titles[page.language]} {shown.heading}"
    return site.file(
        "reference/answer.html",
        page,
        title=title,
        formats=shown.files,
        question=each.question,
        parent=each.path,
        answer=shown,
    )


def _link(site: Site, ready: Precomputed, page: Page) -> tuple[Shown, str]:
    answer = ready.answers[page.language]
    return Shown(_heading(site, ready, page), href=page.to(ready.path)), _rows(len(answer.table.rows), page.language)


def _heading(site: Site, ready: Precomputed, page: Page) -> str:
    if not ready.given:
        return message("content.answer.heading", page.language)
    return ", ".join(
        f"{parameter.labels[page.language]}: {site.cell(term, page).text}" for parameter, term in ready.given
    )


def _ready(site: Site, ready: Precomputed, page: Page) -> _Ready:
    language = page.language
    answer = ready.answers[language]
    rows = answer.table.rows
    heading = _heading(site, ready, page)
    return _Ready(
        heading,
        [(parameter.labels[language], site.cell(term, page)) for parameter, term in ready.given],
        _rows(len(rows), language),
        _grid(site, answer, ready.slug, page) if rows else None,
        answer.empty_text(language) or "",
        message("content.answer.cut", language, shown=_ROWS, count=len(rows)) if len(rows) > _ROWS else "",
        list(_formats(ready, page)),
    )


def _grid(site: Site, answer: Answer, slug: str, page: Page) -> Grid:
    columns = answer.question.columns
    kept = [at for at in range(len(columns)) if any(row[at] is not None for row in answer.table.rows)]
    shown = answer.table.rows[:_ROWS]
    site.view.project.labels.learn(term for row in shown for term in row if isinstance(term, Iri))
    return Grid(
        f"answer-{slug}" if slug else "answer",
        answer.question.titles[page.language],
        [columns[at].labels[page.language] for at in kept],
        [[site.cell(row[at], page) for at in kept] for row in shown],
        [columns[at].type in ("integer", "decimal") for at in kept],
        seen=False,
    )


def _formats(ready: Precomputed, page: Page) -> Iterator[Format]:
    stem = f"{ready.path}.{page.language}"
    yield Format("CSV", f"{stem}.csv", "text/csv")
    yield Format("XLSX", f"{stem}.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    yield Format("JSON", f"{stem}.json", "application/sparql-results+json")


def _query_format(each: Asked, page: Page) -> Format:
    return Format(message("content.question.query", page.language), f"{each.path}.rq", "application/sparql-query")


def _answer_files(site: Site, ready: Precomputed, language: str) -> Iterator[File]:
    answer = ready.answers[language]
    stem = f"{ready.path}.{language}"
    yield File(f"{stem}.csv", ("\ufeff" + answer_csv(answer, site.name, language)).encode())
    yield File(f"{stem}.xlsx", answer_xlsx(answer, site.name, language, _about(site, ready, language)))
    yield File(f"{stem}.json", answer_json(answer, site.name, language).encode())


def _about(site: Site, ready: Precomputed, language: str) -> Iterator[str]:
    """Yield what the first sheet of a workbook says of the data: with which values, from which release, which terms."""
    for parameter, term in ready.given:
        yield f"{parameter.labels[language]}: {site.cell(term, Page(ready.path, language)).text}"
    release = site.view.release
    yield message(
        "content.workbook.release",
        language,
        title=site.frame.title(language),
        release=release.short_id,
        issued=release.issued,
    )
    yield message("content.workbook.licence", language, licence=site.frame.licence)
    yield message("content.workbook.gaps", language)


def _field(site: Site, parameter: Parameter, page: Page) -> Field:
    def names_of(things: AbstractSet[str]) -> Mapping[str, str]:
        site.view.project.labels.learn(things)
        return {thing: site.name(thing, page.language) for thing in things}

    return field_of(parameter, page.language, options_of(parameter, site.view.project, names_of))
