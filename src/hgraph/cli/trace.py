"""``hgraph trace``: up and down the thread, with the words each step rests on."""

from __future__ import annotations

from typing import Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, OutputOption, ProjectOption, StoreOption, format_option
from hgraph.cli.pages import Command

_FORMATS = ("text", "json", "csv", "turtle")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("trace", cls=Command, help=say("command.trace"))(trace)


def trace(
    thing: Annotated[str, typer.Argument(help=say("argument.thing"), metavar=say("metavar.thing"))],
    up: Annotated[bool, typer.Option("--up", help=say("option.up"))] = False,
    down: Annotated[bool, typer.Option("--down", help=say("option.down"))] = False,
    depth: Annotated[
        int | None, typer.Option("--depth", min=1, help=say("option.depth"), metavar=say("metavar.number"))
    ] = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: Annotated[str | None, format_option(*_FORMATS)] = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Show where a thing comes from and what it leads to."""
    from hgraph.cli.output import chosen_format, emit, width
    from hgraph.cli.session import opened, settings_for
    from hgraph.reports import table_csv, table_turtle
    from hgraph.trace import Direction, Wording, read_thread, thread_json, thread_table, thread_text, walk

    wanted = chosen_format(format_, output, _FORMATS, "text")
    settings = settings_for(project, language, store)
    both = up == down
    ways = [way for way, asked in ((Direction.UP, up or both), (Direction.DOWN, down or both)) if asked]
    with opened(settings) as opened_project:
        start = opened_project.resolve(thing)
        graph = read_thread(opened_project.select)
        trees = [walk(graph, start, way, depth, with_refused=True) for way in ways]
        wording = Wording(graph, opened_project.labels, settings.language)
        if wanted == "text":
            emit(thread_text(trees, wording, width(output)), output)
        elif wanted == "json":
            emit(thread_json(trees, wording), output)
        else:
            table = thread_table(trees, wording)
            emit(table_csv(table) if wanted == "csv" else table_turtle(table), output)
