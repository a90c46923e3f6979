"""``hgraph stage``: which stage is reached, and what separates from the next."""

from __future__ import annotations

from typing import Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, OutputOption, ProjectOption, StoreOption, format_option
from hgraph.cli.pages import Command

_FORMATS = ("text", "json")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("stage", cls=Command, help=say("command.stage"))(stage)


def stage(
    thing: Annotated[str | None, typer.Argument(help=say("argument.thing"), metavar=say("metavar.thing"))] = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: Annotated[str | None, format_option(*_FORMATS)] = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Show the stage that the plan, or one thing, has reached, and the violations that keep it from the next."""
    from hgraph.checks import examine
    from hgraph.cli.output import busy, chosen_format, emit, width
    from hgraph.cli.session import opened, settings_for
    from hgraph.reports import standing_json, standing_text

    wanted = chosen_format(format_, output, _FORMATS, "text")
    settings = settings_for(project, language, store)
    with opened(settings) as opened_project:
        focus = opened_project.resolve(thing) if thing else None
        with busy(say("busy.check")):
            examination = examine(opened_project)
        standing = examination.standing(focus)
        by_class = examination.standings_by_class() if focus is None else {}
        register, tongue = examination.register(), settings.language
        if wanted == "json":
            rendered = standing_json(standing, by_class, register, tongue)
        else:
            rendered = standing_text(standing, by_class, examination.stages, register, tongue, width(output))
    emit(rendered, output)
