"""``hgraph explain``: one word for every rule, error, question and stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, OutputOption, ProjectOption
from hgraph.cli.pages import Command

if TYPE_CHECKING:
    from hgraph.findings import RuleText
    from hgraph.questions import Parameter, Question
    from hgraph.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("explain", cls=Command, help=say("command.explain"))(explain)


def explain(
    code: Annotated[str, typer.Argument(help=say("argument.code"), metavar="CODE")],
    project: ProjectOption = None,
    language: LanguageOption = None,
    output: OutputOption = None,
) -> None:
    """Explain a rule, an error, a question or a stage by its code or name."""
    from hgraph.cli.output import emit
    from hgraph.cli.session import settings_for
    from hgraph.errors import UsageError

    settings = settings_for(project, language)
    pages = dict(_pages(settings))
    wanted = code.strip()
    if wanted not in pages:
        from hgraph.validation import code_of

        wanted = code_of(wanted)
    if wanted not in pages:
        raise UsageError("unknown-code", code=code, suggestions=", ".join(_alike(wanted, pages)))
    emit(pages[wanted](), output)


def _alike(wanted: str, codes: Iterable[str]) -> list[str]:
    """Return a few codes: those with the word in them, else those that look most like it."""
    having = sorted(code for code in codes if wanted and wanted in code)
    return having[:5] or get_close_matches(wanted, codes, n=3, cutoff=0)


def _pages(settings: Settings) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield every code with what writes its page; of two with one code the later wins, so rules come last."""
    from hgraph.checks import other_rules
    from hgraph.cli.rules import rule_page
    from hgraph.messages import catalogue
    from hgraph.questions import load_questions
    from hgraph.validation import read_rules, read_stages

    language = settings.language
    for name in catalogue("errors"):
        yield name, partial(_error_page, name, language)
    for name, question in load_questions(settings.content("queries", "*.rq")).items():
        yield name, partial(question_page, question, language)
    stages = read_stages(settings)
    for profile in stages:
        yield profile.token, partial(_page, profile.token, profile.titles[language], profile.descriptions[language])
    for text in other_rules():
        yield text.code, partial(_other_rule_page, text, language)
    for rule in read_rules(settings):
        yield rule.code, partial(rule_page, rule, stages, language)


def _page(code: str, title: str, *body: str) -> str:
    from hgraph.cli.output import paragraph

    return "\n".join([f"{code}: {title}", "", *map(paragraph, body)]) + "\n"


def _other_rule_page(text: RuleText, language: str) -> str:
    from hgraph.messages import message

    why = message("report.why", language, text=text.why[language])
    return _page(text.code, text.label[language], why, message("report.remedy", language, text=text.remedy[language]))


def _error_page(name: str, language: str) -> str:
    from hgraph.messages import catalogue, message
    from hgraph.reports import without_placeholders

    entry = catalogue("errors")[name]
    remedy = message("report.remedy", language, text=without_placeholders(entry["remedy"][language]))
    return _page(name, without_placeholders(entry[language]).replace("….", "…"), remedy)


def _with_picks(question: Question) -> list[Parameter]:
    """Return the parameters of a question that have a list to choose from."""
    return [parameter for parameter in question.asked if parameter.of_class or parameter.object_of]


def question_page(question: Question, language: str) -> str:
    """Return the card of a question: title, description, parameters, columns, and what an empty answer means."""
    from hgraph.cli.output import paragraph
    from hgraph.messages import message

    lines = [f"{question.name}: {question.titles[language]}", "", paragraph(question.descriptions[language].strip())]
    if question.asked:
        lines += ["", "  " + message("cli.ask.parameters", language)]
    for parameter in question.asked:
        need = message(f"cli.ask.{'required' if parameter.required else 'optional'}", language)
        text = message(
            "cli.ask.parameter",
            language,
            name=parameter.name,
            type=message(f"cli.ask.type.{parameter.type}", language),
            need=need,
            label=parameter.labels[language],
            example=parameter.example,
        )
        lines.append(paragraph(text, "    "))
    lines += [
        paragraph(message("cli.ask.which", language, name=each.name), "    ") for each in _with_picks(question)[:1]
    ]
    columns = ", ".join(column.labels[language] for column in question.columns)
    lines += ["", paragraph(message("cli.ask.columns", language, columns=columns))]
    lines.append(paragraph(message("cli.ask.empty", language, text=question.empty_texts[language].strip())))
    return "\n".join(lines) + "\n"
