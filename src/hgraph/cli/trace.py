"""``hgraph trace``: up and down the thread, with the words each step rests on."""

from __future__ import annotations

from typing import Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import FormatOption, LanguageOption, OutputOption, ProjectOption, StoreOption

_FORMATS = ("text", "json")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("trace", help=say("command.trace"))(trace)


def trace(
    thing: Annotated[str, typer.Argument(help=say("argument.thing"), metavar="THING")],
    up: Annotated[bool, typer.Option("--up", help=say("option.up"))] = False,
    down: Annotated[bool, typer.Option("--down", help=say("option.down"))] = False,
    depth: Annotated[int | None, typer.Option("--depth", min=1, help=say("option.depth"))] = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Show where a thing comes from and what it leads to."""
