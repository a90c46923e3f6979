"""``hgraph plans``: the policy plans, what merged and what followed, and how late they were approved."""

from __future__ import annotations

from typing import Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, OutputOption, ProjectOption, StoreOption, format_option
from hgraph.cli.pages import Command
from hgraph.cli.sectioned import FORMATS


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("plans", cls=Command, help=say("plans.help"))(plans)


def plans(
    family: Annotated[
        str | None, typer.Option("--family", help=say("plans.family"), metavar=say("report.metavar-plan"))
    ] = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: Annotated[str | None, format_option(*FORMATS)] = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """List the policy plans by family, or draw the family of one."""
    from hgraph.cli.sectioned import show_report, wanted_format
    from hgraph.cli.session import opened, settings_for
    from hgraph.duties import families, family_of, read_plans
    from hgraph.errors import UsageError
    from hgraph.reports.duties import Wording, plans_document, plans_lines

    wanted = wanted_format(format_, output)
    settings = settings_for(project, language, store)
    with opened(settings) as own:
        known = read_plans(own)
        wording = Wording(settings.language, own.labels.label)
        about = own.resolve(family, known.plans.keys()) if family else None
        if about and about not in known.plans:
            raise UsageError("not-a-plan", thing=own.labels.label(about, settings.language))
        found = [family_of(known, about)] if about else families(known)
        document = plans_document(found, wording)
        drawn = list(plans_lines(found, wording, about))
    show_report(document, wanted, output, drawn)
