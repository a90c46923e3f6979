"""``hgraph check``: what is missing for a stage, and who owes it."""

from __future__ import annotations

from typing import Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import (
    LanguageOption,
    OutputOption,
    ProjectOption,
    StageOption,
    StoreOption,
    Threshold,
    format_option,
)
from hgraph.cli.pages import Command

_FORMATS = ("text", "json", "csv", "turtle")
_LIMIT = 10


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("check", cls=Command, help=say("command.check"))(check)


def check(
    project: ProjectOption = None,
    stage: StageOption = None,
    fail_on: Annotated[Threshold | None, typer.Option("--fail-on", help=say("option.fail-on"))] = None,
    language: LanguageOption = None,
    format_: Annotated[str | None, format_option(*_FORMATS)] = None,
    output: OutputOption = None,
    store: StoreOption = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, help=say("option.limit", default=_LIMIT), metavar=say("metavar.number")),
    ] = None,
) -> None:
    """Check a project and leave with 1 if an open finding reaches the threshold; nothing is written to the data."""
    from hgraph.checks import examine
    from hgraph.cli.output import busy, chosen_format, emit, width
    from hgraph.cli.session import opened, settings_for
    from hgraph.findings import Severity
    from hgraph.messages import message
    from hgraph.reports import findings_csv, findings_json, findings_text, findings_turtle
    from hgraph.validation import read_stages

    wanted = chosen_format(format_, output, _FORMATS, "text")
    settings = settings_for(project, language, store)
    read_stages(settings).find(stage or settings.stage)
    threshold = Severity[(fail_on or settings.fail_on).upper()]
    with opened(settings) as opened_project, busy(say("busy.check")):
        examination = examine(opened_project)
        report = examination.report(stage or settings.stage)
    register, tongue = examination.register(), settings.language
    title = examination.stage_title(report.stage, tongue)
    fails = report.fails(threshold)
    if wanted == "text":
        reaching = sum(report.count(severity) for severity in Severity if severity >= threshold)
        verdict = message(
            "report.not-ready" if fails else "report.ready",
            tongue,
            stage=title,
            count=reaching,
            threshold=message(f"report.severity.{threshold.token}", tongue).lower(),
        )
        body = findings_text(report, register, tongue, stage_name=title, width=width(output), limit=limit or _LIMIT)
        emit(f"{body}\n{verdict}\n", output)
    else:
        render = {"json": findings_json, "csv": findings_csv, "turtle": findings_turtle}[wanted]
        emit(render(report, register, tongue), output)
    raise typer.Exit(1 if fails else 0)
