"""``hgraph waive``: a finding accepted until a date, by whom and why."""

from __future__ import annotations

from typing import Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, ProjectOption
from hgraph.cli.pages import Command


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("waive", cls=Command, help=say("waive.help"))(waive)


def waive(
    rule: Annotated[str, typer.Argument(help=say("waive.rule"), metavar=say("metavar.rule"))],
    thing: Annotated[str, typer.Argument(help=say("waive.thing"), metavar=say("metavar.thing"))],
    reason: Annotated[str, typer.Option("--reason", help=say("waive.reason"), metavar=say("waive.text"))],
    owner: Annotated[str, typer.Option("--owner", help=say("waive.owner"), metavar=say("waive.name"))],
    until: Annotated[str, typer.Option("--until", help=say("waive.until"), metavar=say("waive.day"))],
    project: ProjectOption = None,
    language: LanguageOption = None,
) -> None:
    """Write a waiver into ``data/waivers.ttl`` of a project of one's own, in place of an earlier one."""
    from hgraph.checks import examine
    from hgraph.cli.dates import typed_day
    from hgraph.cli.output import busy, write
    from hgraph.cli.session import opened, settings_for
    from hgraph.reports import day
    from hgraph.validation import Decision, record_waiver, require_own_files, today, waivable

    settings = settings_for(project, language)
    require_own_files(settings, chosen=project is not None)
    last = typed_day(until, "--until")
    decision = Decision.of(reason, owner, last, language=settings.language, decided=today())
    with opened(settings) as own:
        with busy(say("busy.check")):
            examination = examine(own)
        named = examination.rule_named(rule)
        about = waivable(own, named, thing, examination.findings, examination.waivers)
        recorded = record_waiver(own, named, about, decision, examination.rule_label(named))
    title, until_day = recorded.titles[settings.language], day(last, settings.language)
    write(say("waive.recorded", title=title, until=until_day, owner=decision.owner) + "\n")
    if recorded.replaced:
        write(say("waive.replaced") + "\n")
    write(say("waive.written", file=recorded.file) + "\n")
