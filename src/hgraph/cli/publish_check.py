"""``hgraph publish check``: a site seen with the eyes of the programs that visit it, with what to fix."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, OutputOption, format_option
from hgraph.cli.pages import Command
from hgraph.cli.sectioned import FORMATS

_THINGS: Final = 3
_SECONDS: Final = 15


def register_check(group: typer.Typer) -> None:
    """Add the command to the group ``publish``."""
    group.command("check", cls=Command, help=say("sitecheck.help"))(check)


def check(
    address: Annotated[str, typer.Argument(help=say("sitecheck.address"), metavar="URL")],
    things: Annotated[
        int,
        typer.Option(
            "--things",
            help=say("sitecheck.things", default=_THINGS),
            metavar=say("sitecheck.number"),
            min=1,
            max=100,
            show_default=False,
        ),
    ] = _THINGS,
    timeout: Annotated[
        float,
        typer.Option(
            "--timeout",
            help=say("sitecheck.timeout", default=_SECONDS),
            metavar=say("sitecheck.seconds"),
            min=0.1,
            show_default=False,
        ),
    ] = _SECONDS,
    language: LanguageOption = None,
    format_: Annotated[str | None, format_option(*FORMATS)] = None,
    output: OutputOption = None,
) -> None:
    """Show what was expected and seen, and leave with 1 if something has to be fixed, 4 if the site is silent."""
    from hgraph.cli.language import language as spoken
    from hgraph.cli.output import busy
    from hgraph.cli.sectioned import show_report, wanted_format
    from hgraph.sitecheck import check_site, site_document

    wanted = wanted_format(format_, output)
    tongue = language.value if language else spoken()
    with busy(say("sitecheck.busy", address=address)):
        report = check_site(address, language=tongue, things=things, seconds=timeout)
    for_programs = wanted not in ("text", "markdown")
    show_report(site_document(report, tongue, whole=for_programs), wanted, output)
    if not report.ready:
        raise typer.Exit(1)
