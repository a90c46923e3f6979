"""``hgraph report``: which reports are there, how an action goes, which targets were reached."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Final

import typer

from hgraph.cli.groups import command_group
from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, OutputOption, ProjectOption, StoreOption, format_option
from hgraph.cli.pages import Command
from hgraph.cli.sectioned import FORMATS

if TYPE_CHECKING:
    from hgraph.project import Project
    from hgraph.reports.duties import Wording

_YEAR: Final = re.compile(r"(?:19|2[0-9])[0-9]{2}", re.ASCII)
_GROUPINGS: Final = ("minister", "outcome")

OnOption = Annotated[str | None, typer.Option("--on", help=say("report.on"), metavar=say("waive.day"))]
PlanOption = Annotated[str | None, typer.Option("--plan", help=say("report.plan"), metavar=say("report.metavar-plan"))]


def register(app: typer.Typer) -> None:
    """Add the group of commands to the application."""
    group = command_group(app, "report", help_text=say("report.help"))
    group.command("year", cls=Command, help=say("report.year"))(year)
    group.command("action", cls=Command, help=say("report.action"))(action)
    group.command("indicators", cls=Command, help=say("report.indicators"))(indicators)


def year(
    wanted_year: Annotated[str, typer.Argument(help=say("report.the-year"), metavar=say("report.metavar-year"))],
    by: Annotated[
        str, typer.Option("--by", help=say("report.by"), metavar=say("report.metavar-by"), show_default=False)
    ] = "minister",
    on: OnOption = None,
    plan: PlanOption = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: Annotated[str | None, format_option(*FORMATS)] = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Show which reports on a year are there, came late, are still due or are not recorded, per minister."""
    from hgraph.cli.dates import typed_or_today
    from hgraph.cli.sectioned import show_report, wanted_format
    from hgraph.cli.session import opened, settings_for
    from hgraph.duties import read_duties, year_report
    from hgraph.errors import UsageError
    from hgraph.namespaces import HG
    from hgraph.reports.duties import year_document

    wanted = wanted_format(format_, output)
    settings = settings_for(project, language, store)
    if not _YEAR.fullmatch(wanted_year):
        raise UsageError("not-a-year", text=wanted_year)
    if by not in _GROUPINGS:
        raise UsageError("unknown-grouping", text=by, known=", ".join(_GROUPINGS))
    judged = typed_or_today(on)
    with opened(settings) as own:
        about = own.resolve(plan, own.instances(HG.PolicyPlan)) if plan else None
        if about and about not in own.instances(HG.PolicyPlan):
            raise UsageError("not-a-plan", thing=own.labels.label(about, settings.language))
        report = year_report(read_duties(own, about), int(wanted_year), judged)
        document = year_document(report, _wording(own), by)
    show_report(document, wanted, output)


def action(
    thing: Annotated[str, typer.Argument(help=say("report.the-action"), metavar=say("report.metavar-action"))],
    on: OnOption = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: Annotated[str | None, format_option(*FORMATS)] = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Show the life of one action: reports, measurements against targets, status with the age of its evidence."""
    from hgraph.cli.dates import typed_or_today
    from hgraph.cli.sectioned import show_report, wanted_format
    from hgraph.cli.session import opened, settings_for
    from hgraph.duties import action_life
    from hgraph.namespaces import HG
    from hgraph.reports.duties import action_document

    wanted = wanted_format(format_, output)
    settings = settings_for(project, language, store)
    judged = typed_or_today(on)
    with opened(settings) as own:
        about = own.resolve(thing, own.instances(HG.Action))
        document = action_document(action_life(own, about, judged), _wording(own))
    show_report(document, wanted, output)


def indicators(
    on: OnOption = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: Annotated[str | None, format_option(*FORMATS)] = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Show all indicators against their targets, and which cannot be judged and why."""
    from hgraph.cli.dates import typed_or_today
    from hgraph.cli.sectioned import show_report, wanted_format
    from hgraph.cli.session import opened, settings_for
    from hgraph.duties import judged, read_indicators
    from hgraph.reports.duties import indicators_document

    wanted = wanted_format(format_, output)
    settings = settings_for(project, language, store)
    day = typed_or_today(on)
    with opened(settings) as own:
        found = [each for indicator in read_indicators(own) for each in judged(indicator, day)]
        document = indicators_document(found, day, _wording(own))
    show_report(document, wanted, output)


def _wording(project: Project) -> Wording:
    from hgraph.reports.duties import Wording

    return Wording(project.settings.language, project.labels.label)
