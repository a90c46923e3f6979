"""The typer application: one module per command or group of commands, each imported for its parameters only."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Final

import typer

from hgraph.cli.groups import require_command
from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption
from hgraph.cli.pages import Group

COMMANDS: Final = {
    "check": "check",
    "stage": "stage",
    "rules": "rules",
    "ask": "ask",
    "trace": "trace",
    "report": "report",
    "plans": "plans",
    "law": "law",
    "responsible": "responsible",
    "handover": "handover",
    "impact": "impact",
    "coverage": "coverage",
    "matrix": "matrix",
    "diff": "diff",
    "dossier": "dossier",
    "publish": "publish",
    "explain": "explain",
    "waive": "waive",
    "import": "importing",
    "init": "init",
    "serve": "serve",
    "format": "maintain",
}
"""Each command and group, in the order of the help page, with its module in ``hgraph.cli``."""


def application(arguments: Sequence[str]) -> typer.Typer:
    """Return the application for the arguments of one run.

    If the first of them names a command, only that one is there: typer would build all others too, which takes longer
    than many a command. Otherwise, for help and completion and whatever else comes first, all are.
    """
    app = typer.Typer(
        name="hgraph",
        cls=Group,
        subcommand_metavar=say("metavar.command"),
        help=say("help"),
        invoke_without_command=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    named = [command for command in arguments[:1] if command in COMMANDS]
    for command in named or COMMANDS:
        import_module(f"hgraph.cli.{COMMANDS[command]}").register(app)
    return app


def _show_version(wanted: bool) -> None:
    if wanted:
        from hgraph import __version__

        typer.echo(f"hgraph {__version__}")
        raise typer.Exit


def _root(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001
        bool, typer.Option("--version", help=say("option.version"), callback=_show_version, is_eager=True)
    ] = False,
    language: LanguageOption = None,  # noqa: ARG001
) -> None:
    """Take what may also stand before the command; the language is read before anything else."""
    require_command(context)
