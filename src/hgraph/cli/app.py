"""The typer application: one module per command group, each imported for its parameters only."""

from __future__ import annotations

from typing import Annotated

import typer

from hgraph.cli import ask, check, explain, init, maintain, rules, stage, trace
from hgraph.cli.language import say

app = typer.Typer(
    name="hgraph",
    help=say("help"),
    no_args_is_help=True,
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
    version: Annotated[
        bool, typer.Option("--version", help=say("option.version"), callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    pass


for module in (check, stage, rules, ask, trace, explain, init, maintain):
    module.register(app)
