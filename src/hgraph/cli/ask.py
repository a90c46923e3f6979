"""``hgraph ask``: a question put to the graph, or the list of questions."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import FormatOption, LanguageOption, OutputOption, ProjectOption, StoreOption

if TYPE_CHECKING:
    from hgraph.project import Project
    from hgraph.questions import Answer, Question
    from hgraph.settings import Settings

_FORMATS = ("table", "csv", "json", "turtle")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    free_form = {"allow_extra_args": True, "ignore_unknown_options": True}
    app.command("ask", help=say("command.ask"), context_settings=free_form)(ask)


def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help=say("argument.question"), metavar="[QUESTION]")] = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Put a question with its parameters (``name=value`` or ``--name value``), or list all questions."""
    from hgraph.cli.output import chosen_format, emit
    from hgraph.cli.session import opened, settings_for
    from hgraph.questions import ask as put
    from hgraph.questions import find_question, load_questions

    wanted = chosen_format(format_, output, _FORMATS, "table" if sys.stdout.isatty() and not output else "csv")
    settings = settings_for(project, language, store)
    questions = load_questions(settings.content("queries", "*.rq"))
    if question is None:
        emit(_listing(list(questions.values()), settings.language), output)
        return
    card = find_question(question, questions)
    given = parameters_of(context.args)
    with opened(settings) as opened_project:
        classes = {parameter.name: parameter.of_class for parameter in card.asked if parameter.type == "iri"}
        arguments = {
            name: _meant(opened_project, value, classes[name]) if name in classes else value
            for name, value in given.items()
        }
        answer = put(card, arguments, opened_project.store, settings.language)
        emit(_rendered(answer, opened_project, settings, wanted, explicit=format_ == "table"), output, colours={})
    if not answer.table.rows:
        typer.echo(answer.empty_text(settings.language), err=True)


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


def _meant(project: Project, text: str, class_: str | None) -> object:
    from hgraph.iris import expand

    return expand(text) or project.resolve(text, expand(class_) if class_ else None)


def _listing(questions: Sequence[Question], language: str) -> str:
    from hgraph.messages import message

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


def _rendered(answer: Answer, project: Project, settings: Settings, wanted: str, *, explicit: bool) -> str:
    from hgraph.reports import table_csv, table_json, table_turtle
    from hgraph.terms import Iri, Term

    def name(term: Term) -> str:
        return project.labels.label(term, settings.language) if isinstance(term, Iri) else str(term)

    if wanted == "csv":
        return table_csv(answer.table, name=name)
    if wanted == "json":
        return table_json(answer.table, name)
    if wanted == "turtle":
        return table_turtle(answer.table)
    from hgraph.cli.tables import answer_table

    return answer_table(answer, name, settings.language, plain=explicit and not sys.stdout.isatty())
