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
    from hgraph.checks import Examination, Since
    from hgraph.findings import FindingReport, Severity
    from hgraph.settings import Settings
    from hgraph.validation import Baseline

_FORMATS = ("text", "markdown", "html", "csv", "xlsx", "json", "junit", "sarif", "turtle")
_LIMIT = 10
_LAST_COMMIT = "HEAD"


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
    changed_since: Annotated[
        str | None, typer.Option("--changed-since", help=say("compared.since"), metavar=say("compared.revision"))
    ] = None,
    changed: Annotated[
        list[Path] | None,
        typer.Option("--changed", help=say("compared.changed"), metavar=say("metavar.file"), readable=False),
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
    since = _since(settings, changed_since, changed, earlier)
    threshold = Severity[(fail_on or settings.fail_on).upper()]
    with opened(settings) as opened_project:
        with busy(say("busy.check")):
            examination = examine(opened_project, since)
            report = examination.report(wished, judged)
        if earlier:
            report = compare(report, earlier)
        how = Rendering(
            settings.language,
            _stage_name(report, examination, changed_since, settings.language),
            threshold,
            examination.active(report.stage),
            width(output),
            limit or _LIMIT,
            _verdict(report, examination, threshold, changed_since, settings.language),
        )
        rendered = render_findings(wanted, report, examination.register(), how)
    emit(rendered, output, colours=None if wanted == "text" else {})
    if report.fixed and wanted != "text":
        typer.echo(message("report.stale", settings.language, stage=report.stage), err=True)
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
    title = stages.find(stage).titles[settings.language]
    numbers = {"compiled": ways["in-store"], "left": ways["by-pyshacl"], "off": len(rules) - len(plans)}
    head = words("head", stage=title, **numbers)
    if ways["not-run"]:
        head = f"{head} {words('head-wrong', count=ways['not-run'])}"
    return f"{head}\n\n{draw([words('rule'), words('way'), words('why')], rows, line_width=width())}"


def _since(
    settings: Settings, revision: str | None, files: list[Path] | None, earlier: Baseline | None
) -> Since | None:
    """Return the change that a check is limited to, with what was found before it; ``None`` for a whole check."""
    from hgraph.checks import Since
    from hgraph.dataset import changes_since
    from hgraph.errors import UsageError

    if revision is None and not files:
        return None
    if settings.store:
        raise UsageError("changes-at-endpoint", store=settings.store)
    change = changes_since(settings, revision or _LAST_COMMIT, files or None)
    return Since(change, earlier.findings if earlier else None)


def _stage_name(report: FindingReport, examination: Examination, revision: str | None, language: str) -> str:
    from hgraph.messages import message

    title = examination.stage_title(report.stage, language)
    if not report.partial:
        return title
    return message("report.partial-stage", language, stage=title, since=revision or _LAST_COMMIT)


def _verdict(
    report: FindingReport, examination: Examination, threshold: Severity, revision: str | None, language: str
) -> str:
    from hgraph.findings import Severity
    from hgraph.messages import message

    ready = "partial-ready" if report.partial else "ready-but-stale" if report.fixed else "ready"
    return message(
        f"report.{'not-ready' if report.reaches(threshold) else ready}",
        language,
        stage=examination.stage_title(report.stage, language),
        count=sum(report.count(severity) for severity in Severity if severity >= threshold),
        threshold=message(f"report.severity.{threshold.token}", language).lower(),
        since=revision or _LAST_COMMIT,
    )
