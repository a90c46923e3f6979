"""``hgraph stage``: which stage is reached, and what separates from the next."""

from __future__ import annotations

from typing import Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, OutputOption, ProjectOption, StoreOption, format_option
from hgraph.cli.pages import Command

_FORMATS = ("text", "csv", "json")


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
    on: Annotated[str | None, typer.Option("--on", help=say("compared.on"), metavar=say("waive.day"))] = None,
) -> None:
    """Show the stage that the plan, or one thing, has reached, and the violations that keep it from the next.

    CSV has a row per thing, with the stage it has reached.
    """
    from hgraph.checks import examine
    from hgraph.cli.dates import typed_or_today
    from hgraph.cli.output import busy, chosen_format, emit, width
    from hgraph.cli.session import opened, preparing, settings_for
    from hgraph.reports import standing_csv, standing_json, standing_text
    from hgraph.validation import today

    wanted = chosen_format(format_, output, _FORMATS, "text")
    judged = typed_or_today(on)
    settings = settings_for(project, language, store)
    with preparing(settings, judged if on else None) as prepared, opened(settings) as opened_project:
        focus = opened_project.resolve(thing) if thing else None
        with busy(say("busy.check")):
            examination = examine(opened_project, None, prepared)
            report = examination.progress(focus, judged)
        names, tongue = examination.register(), settings.language
        opened_project.labels.learn(str(each.thing) for each in report.things)
        if wanted == "csv":
            rendered = standing_csv(report.things, names, tongue)
        elif wanted == "json":
            rendered = standing_json(report, names, tongue)
        else:
            rendered = standing_text(report, names, tongue, today=today(), width=width(output))
    emit(rendered, output)
