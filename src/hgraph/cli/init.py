"""``hgraph init``: a new project, empty or with the fictional example."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption
from hgraph.cli.pages import Command


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("init", cls=Command, help=say("command.init"))(init)


def init(
    directory: Annotated[Path, typer.Argument(help=say("argument.directory"), metavar=say("metavar.directory"))],
    example: Annotated[bool, typer.Option("--example", help=say("option.example"))] = False,
    language: LanguageOption = None,  # noqa: ARG001 - read before anything else
) -> None:
    """Write a new project into an empty or new folder, whole or not at all."""
    import shlex

    from hgraph.cli.output import write
    from hgraph.scaffold import create_project

    for path in create_project(directory, example=example):
        write(say("init.written", file=path) + "\n")
    write(say("init.next", folder=shlex.quote(str(directory))) + "\n")
