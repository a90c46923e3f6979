"""``hgraph responsible``: who answers for a thing on a day, and how that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, OutputOption, ProjectOption, StoreOption, format_option
from hgraph.cli.pages import Command

if TYPE_CHECKING:
    from datetime import date

    from hgraph.office import Records
    from hgraph.project import Project
    from hgraph.terms import Iri

_FORMATS = ("text", "markdown", "csv", "json")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("responsible", cls=Command, help=say("responsible.help"))(responsible)


def responsible(
    thing: Annotated[str, typer.Argument(help=say("responsible.thing"), metavar=say("metavar.thing"))],
    on: Annotated[str | None, typer.Option("--on", help=say("responsible.on"), metavar=say("waive.day"))] = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: Annotated[str | None, format_option(*_FORMATS)] = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Show who answers for a thing on a day, in which role and with which portfolio, and how that is known."""
    from hgraph.cli.dates import typed_or_today
    from hgraph.cli.output import chosen_format, emit, width
    from hgraph.cli.session import opened, settings_for
    from hgraph.office import Wording, read_records, responsible_data, responsible_outline, responsible_rows
    from hgraph.office import responsible as answering
    from hgraph.reports import outline_markdown, outline_text, plain_json, rows_csv

    wanted = chosen_format(format_, output, _FORMATS, "text")
    day = typed_or_today(on)
    settings = settings_for(project, language, store)
    with opened(settings) as opened_project:
        records = read_records(opened_project.select)
        focus = _meant(opened_project, records, thing, day)
        answers = answering(records, opened_project.select_about, focus, day)
        wording = Wording(records, opened_project.labels, settings.language)
        if wanted == "csv":
            rendered = rows_csv(*responsible_rows(focus, day, answers, wording))
        elif wanted == "json":
            rendered = plain_json(responsible_data(focus, day, answers, wording))
        else:
            outline = responsible_outline(focus, day, answers, wording)
            rendered = outline_text(outline, width(output)) if wanted == "text" else outline_markdown(outline)
    emit(rendered, output)


def _meant(project: Project, records: Records, text: str, day: date) -> Iri:
    """Return the thing meant; of the forms of one policy field, all of one name, the one valid on the day.

    Raises ``UsageError`` as ``Project.resolve`` does.
    """
    found = project.candidates(text)
    if (
        found
        and all(each in records.same_field for each in found)
        and len({records.field(each) for each in found}) == 1
    ):
        return min(found, key=lambda each: (day not in records.validity[each], each))
    return project.resolve(text)
