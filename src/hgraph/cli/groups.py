"""Groups of commands: each shows its page where no command of it is named, in the language of the reader."""

from __future__ import annotations

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption
from hgraph.cli.pages import Group


def command_group(app: typer.Typer, name: str, *, help_text: str) -> typer.Typer:
    """Add a group of commands to the application under a name, and return it for its commands to be added."""
    group = typer.Typer(
        cls=Group,
        help=help_text,
        subcommand_metavar=say("metavar.command"),
        invoke_without_command=True,
        rich_markup_mode=None,
    )
    group.callback()(_alone)
    app.add_typer(group, name=name)
    return group


def _alone(context: typer.Context, language: LanguageOption = None) -> None:  # noqa: ARG001 - it is read before
    require_command(context)


def require_command(context: typer.Context) -> None:
    """Show the page of a group and leave with 2 if no command of it was named."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)
