"""``hgraph ask``: a question put to the graph, or the list of questions."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, OutputOption, ProjectOption, StoreOption, format_option
from hgraph.cli.pages import Command

if TYPE_CHECKING:
    from hgraph.project import Project
    from hgraph.questions import Answer, Question
    from hgraph.settings import Settings

_FORMATS = ("table", "csv", "json", "turtle")
_LIST_FORMATS = ("table", "csv")
_WHICH = "?"
"""Given as a parameter, it asks what the parameter may be."""


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    free_form = {"allow_extra_args": True, "ignore_unknown_options": True}
    app.command("ask", cls=Command, help=say("command.ask"), context_settings=free_form)(ask)


def ask(
    context: typer.Context,
    question: Annotated[
        str | None, typer.Argument(help=say("argument.question"), metavar=say("metavar.question"))
    ] = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: Annotated[str | None, format_option(*_FORMATS)] = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Put a question with its parameters (``name=value`` or ``--name value``), or list all questions.

    ``name=?`` lists what a parameter may be.
    """
    from hgraph.cli.output import chosen_format, emit
    from hgraph.cli.session import opened, settings_for
    from hgraph.questions import ask as put
    from hgraph.questions import find_question, load_questions, meant

    usual = "table" if question is None or (sys.stdout.isatty() and not output) else "csv"
    wanted = chosen_format(format_, output, _FORMATS if question else _LIST_FORMATS, usual)
    settings = settings_for(project, language, store)
    questions = load_questions(settings.content("queries", "*.rq"))
    if question is None:
        emit(_listing(list(questions.values()), settings.language, wanted), output)
        return
    card = find_question(question, questions)
    given = parameters_of(context.args)
    with opened(settings) as opened_project:
        if asked := [name for name, value in given.items() if value == _WHICH]:
            emit(_pick_list(opened_project, card, asked[0], wanted), output)
            return
        things = {parameter.name: parameter for parameter in card.asked}
        arguments = {
            name: meant(value, things[name], opened_project) if name in things else value
            for name, value in given.items()
        }
        answer = put(card, arguments, opened_project.store, settings.language)
        emit(
            _rendered(answer, opened_project, settings, wanted, plain=output is not None or not sys.stdout.isatty()),
            output,
            colours={},
        )
    if (meaning := answer.empty_text(settings.language)) is not None:
        sys.stderr.write(meaning + "\n")


def parameters_of(arguments: Sequence[str]) -> dict[str, str]:
    """Return the parameters in ``name=value``, ``--name=value`` and ``--name value`` arguments, the last one winning.

    Raises ``UsageError`` for an argument that is none of these.
    """
    from hgraph.errors import UsageError

    found: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        argument = rest.pop(0)
        name, equals, value = argument.partition("=")
        if equals and name.strip("-"):
            found[name.lstrip("-").replace("-", "_")] = value
        elif argument.startswith("--") and rest:
            found[argument[2:].replace("-", "_")] = rest.pop(0)
        else:
            raise UsageError("parameter-without-name", argument=argument)
    return found


def _pick_list(project: Project, question: Question, name: str, wanted: str) -> str:
    """Return what a parameter may be, by name. Raises ``UsageError`` (``unknown-parameter``, ``no-pick-list``)."""
    from hgraph.cli.tables import draw
    from hgraph.errors import UsageError
    from hgraph.iris import shorten
    from hgraph.messages import message
    from hgraph.questions import choices
    from hgraph.reports import records_json, rows_csv

    parameter = next((each for each in question.asked if each.name == name), None)
    if parameter is None:
        known = ", ".join(each.name for each in question.asked)
        raise UsageError("unknown-parameter", question=question.name, name=name, known=known)
    things = choices(parameter, project)
    if things is None:
        raise UsageError("no-pick-list", name=name, example=parameter.example)
    settings = project.settings
    project.labels.learn(things)
    rows = sorted(
        [project.labels.label(thing, settings.language), shorten(thing, settings.id_base)] for thing in things
    )
    headings = [parameter.labels[settings.language], message("cli.ask.written", settings.language)]
    if wanted == "csv":
        return rows_csv(headings, rows)
    return records_json(headings, rows) if wanted == "json" else draw(headings, rows)


def _listing(questions: Sequence[Question], language: str, wanted: str) -> str:
    from hgraph.messages import message
    from hgraph.reports import rows_csv

    if wanted == "csv":
        headings = [message(f"cli.ask.heading-{heading}", language) for heading in ("name", "question", "parameters")]
        asked = [" ".join(parameter.name for parameter in question.asked) for question in questions]
        rows = [[card.name, card.titles[language], names] for card, names in zip(questions, asked, strict=True)]
        return rows_csv(headings, rows)
    longest = max(len(question.name) for question in questions)
    lines = [message("cli.ask.list-head", language), ""]
    for question in questions:
        parameters = " ".join(
            f"{parameter.name}=…" if parameter.required else f"[{parameter.name}=…]" for parameter in question.asked
        )
        lines.append(f"  {question.name:<{longest}}  {question.titles[language]}")
        if parameters:
            lines.append(f"  {'':<{longest}}  {parameters}")
    return "\n".join(lines) + "\n"


def _rendered(answer: Answer, project: Project, settings: Settings, wanted: str, *, plain: bool) -> str:
    from hgraph.reports import table_csv, table_json, table_turtle
    from hgraph.terms import Iri, Term

    def name(term: Term) -> str:
        return project.labels.label(term, settings.language) if isinstance(term, Iri) else str(term)

    if wanted == "csv":
        things = [column.name for column in answer.question.columns if column.type in ("iri", "term")]
        return table_csv(answer.table, name, things)
    if wanted == "json":
        return table_json(answer.table, name)
    if wanted == "turtle":
        return table_turtle(answer.table)
    from hgraph.cli.tables import answer_table

    return answer_table(answer, name, settings.language, plain=plain)
