"""``hgraph check``: what is missing for a stage, and who owes it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from hgraph.checks import Examination
    from hgraph.findings import FindingReport, Severity
    from hgraph.settings import Settings

_FORMATS = ("text", "markdown", "html", "csv", "xlsx", "json", "junit", "sarif", "turtle")
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
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", help=say("compared.baseline"), metavar=say("metavar.file"), readable=False),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help=say("compared.on"), metavar=say("waive.day"))] = None,
    explain_plan: Annotated[bool, typer.Option("--explain-plan", help=say("option.explain-plan"))] = False,
) -> None:
    """Check a project and leave with 1 if an open finding reaches the threshold; nothing is written to the data."""
    from hgraph.checks import examine
    from hgraph.cli.dates import typed_day
    from hgraph.cli.output import busy, chosen_format, emit, require_file, width
    from hgraph.cli.session import opened, settings_for
    from hgraph.findings import Severity
    from hgraph.messages import message
    from hgraph.reports import Rendering, render_findings
    from hgraph.validation import compare, read_baseline, read_stages

    wanted = chosen_format(format_, output, _FORMATS, "text")
    require_file(wanted, output)
    settings = settings_for(project, language, store)
    wished = read_stages(settings).find(stage or settings.stage).token
    if explain_plan:
        emit(_plan(settings, wished), output, colours={})
        return
    judged = None if on is None else typed_day(on, "--on")
    earlier = read_baseline(baseline, wished, settings.title) if baseline else None
    threshold = Severity[(fail_on or settings.fail_on).upper()]
    with opened(settings) as opened_project, busy(say("busy.check")):
        examination = examine(opened_project)
        report = examination.report(wished, judged)
    report = compare(report, earlier) if earlier else report
    register, tongue = examination.register(), settings.language
    title = examination.stage_title(report.stage, tongue)
    how = Rendering(
        tongue,
        title,
        threshold,
        examination.active(report.stage),
        width(output),
        limit or _LIMIT,
        _verdict(report, title, threshold, tongue),
        _outlook(examination, report, tongue) if wanted == "text" else "",
    )
    emit(render_findings(wanted, report, register, how), output, colours=None if wanted == "text" else {})
    if report.fixed and wanted != "text":
        typer.echo(message("report.stale", tongue, stage=report.stage), err=True)
    raise typer.Exit(1 if report.fails(threshold) else 0)


def _plan(settings: Settings, stage: str) -> str:
    """Return how the rules of a stage run, as a table; no data are read."""
    from hgraph.cli.output import width
    from hgraph.cli.tables import draw
    from hgraph.messages import message
    from hgraph.validation import effective_shapes, plan_rules, read_rules, read_stages

    def words(key: str, **values: object) -> str:
        return message(f"validation.plan.{key}", settings.language, **values)

    rules, stages = read_rules(settings), read_stages(settings)
    plans = plan_rules(effective_shapes(rules, stages, stage), rules)
    rows = [[plan.code, words(plan.way), plan.sentence(settings.language)] for plan in plans]
    ways = Counter(plan.way for plan in plans)
    head = words(
        "head",
        stage=stages.find(stage).titles[settings.language],
        compiled=ways["in-store"],
        left=ways["by-pyshacl"],
        wrong=ways["not-at-all"],
        off=sum(stages.grade(rule, stage) is None for rule in rules),
    )
    return f"{head}\n\n{draw([words('rule'), words('way'), words('why')], rows, line_width=width())}"


def _outlook(examination: Examination, report: FindingReport, language: str) -> str:
    """Return what the next stage would find; empty if there is none, or if the report is about that very stage."""
    from hgraph.reports import outlook_sentence
    from hgraph.validation import today

    outlook = examination.outlook(report.on)
    if outlook is None or outlook.stage.token == report.stage:
        return ""
    return outlook_sentence(outlook, language, today())


def _verdict(report: FindingReport, title: str, threshold: Severity, language: str) -> str:
    from hgraph.findings import Severity
    from hgraph.messages import message

    if report.fixed and not report.reaches(threshold):
        return message("report.ready-but-stale", language, stage=title)
    return message(
        "report.not-ready" if report.fails(threshold) else "report.ready",
        language,
        stage=title,
        count=sum(report.count(severity) for severity in Severity if severity >= threshold),
        threshold=message(f"report.severity.{threshold.token}", language).lower(),
    )
