"""The typer application: one module per command group, each imported for its parameters only."""

from __future__ import annotations

from typing import Annotated

import typer

from hgraph.cli import (
    ask,
    check,
    coverage,
    diff,
    dossier,
    explain,
    handover,
    impact,
    importing,
    init,
    law,
    maintain,
    matrix,
    plans,
    publish,
    report,
    responsible,
    rules,
    serve,
    stage,
    trace,
    waive,
)
from hgraph.cli.groups import require_command
from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption
from hgraph.cli.pages import Group

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


def _show_version(wanted: bool) -> None:
    if wanted:
        from hgraph import __version__

        typer.echo(f"hgraph {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001
        bool, typer.Option("--version", help=say("option.version"), callback=_show_version, is_eager=True)
    ] = False,
    language: LanguageOption = None,  # noqa: ARG001
) -> None:
    """Take what may also stand before the command; the language is read before anything else."""
    require_command(context)


for module in (
    check,
    stage,
    rules,
    ask,
    trace,
    report,
    plans,
    law,
    responsible,
    handover,
    impact,
    coverage,
    matrix,
    diff,
    dossier,
    publish,
    explain,
    waive,
    importing,
    init,
    serve,
    maintain,
):
    module.register(app)
