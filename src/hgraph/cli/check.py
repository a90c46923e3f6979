"""``hgraph check``: what is missing for a stage, and who owes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
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
    from hgraph.checks import Examination, Preparation, Since
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
    watch: Annotated[bool, typer.Option("--watch", help=say("compared.watch"))] = False,
    on: Annotated[str | None, typer.Option("--on", help=say("compared.on"), metavar=say("waive.day"))] = None,
    explain_plan: Annotated[bool, typer.Option("--explain-plan", help=say("option.explain-plan"))] = False,
) -> None:
    """Check a project and leave with 1 if an open finding reaches the threshold; nothing is written to the data."""
    from hgraph.cli.dates import typed_or_none
    from hgraph.cli.output import chosen_format, emit, require_file
    from hgraph.cli.session import preparing, settings_for

    wanted = chosen_format(format_, output, _FORMATS, "text")
    require_file(wanted, output)
    settings = settings_for(project, language, store)
    day = typed_or_none(on, "--on")
    if explain_plan:
        emit(_plan(settings, stage), output, colours={})
        return
    with nullcontext() if watch else preparing(settings, day) as prepared:
        from hgraph.findings import Severity
        from hgraph.validation import read_baseline, read_stages

        wished = read_stages(settings).find(stage or settings.stage).token
        showing = _Showing(
            wanted,
            output,
            settings.language,
            wished,
            Severity[(fail_on or settings.fail_on).upper()],
            limit or _LIMIT,
            day,
            read_baseline(baseline, wished, settings.title) if baseline else None,
            changed_since or _LAST_COMMIT,
            changed_since is not None or bool(changed),
        )
        if prepared is None:
            raise typer.Exit(_watched(settings, lambda: settings_for(project, language), showing))
        since = _since(settings, showing, changed) if showing.limited else None
        raise typer.Exit(_checked(settings, since, showing, prepared))


@dataclass(frozen=True)
class _Showing:
    """How a look at a project is to be shown and judged."""

    format_: str
    output: Path | None
    language: str
    stage: str
    threshold: Severity
    limit: int
    on: date | None
    earlier: Baseline | None
    revision: str
    limited: bool
    """Whether the check is limited to what has changed since the revision."""

    def show(self, examination: Examination) -> int:
        """Show what was found, or write it to the file, and return the exit code. The project has to be open."""
        from hgraph.cli.output import emit, width
        from hgraph.messages import message
        from hgraph.reports import Rendering, render_findings
        from hgraph.validation import compare

        report = examination.report(self.stage, self.on)
        if self.earlier:
            report = compare(report, self.earlier)
        how = Rendering(
            self.language,
            self._stage_name(report, examination),
            self.threshold,
            examination.active(report.stage),
            width(self.output),
            self.limit,
            self._verdict(report, examination),
            self._outlook(report, examination) if self.format_ == "text" else "",
        )
        rendered = render_findings(self.format_, report, examination.register(), how)
        emit(rendered, self.output, colours=None if self.format_ == "text" else {})
        if report.fixed and self.format_ != "text":
            typer.echo(message("report.stale", self.language, stage=report.stage), err=True)
        return 1 if report.fails(self.threshold) else 0

    def _stage_name(self, report: FindingReport, examination: Examination) -> str:
        from hgraph.messages import message

        title = examination.stage_title(report.stage, self.language)
        if not report.partial:
            return title
        return message("report.partial-stage", self.language, stage=title, since=self.revision)

    def _outlook(self, report: FindingReport, examination: Examination) -> str:
        """Return what the next stage would find; empty if there is none, or if the report is about that very stage.

        After a change, only what the report needs is known, and of the next stage nothing is said.
        """
        from hgraph.reports import outlook_sentence
        from hgraph.validation import today

        outlook = None if self.limited else examination.outlook(self.on)
        if outlook is None or outlook.stage.token == report.stage:
            return ""
        return outlook_sentence(outlook, self.language, today())

    def _verdict(self, report: FindingReport, examination: Examination) -> str:
        from hgraph.findings import Severity
        from hgraph.messages import message

        ready = "partial-ready" if report.partial else "ready-but-stale" if report.fixed else "ready"
        return message(
            f"report.{'not-ready' if report.reaches(self.threshold) else ready}",
            self.language,
            stage=examination.stage_title(report.stage, self.language),
            count=sum(report.count(severity) for severity in Severity if severity >= self.threshold),
            threshold=message(f"report.severity.{self.threshold.token}", self.language).lower(),
            since=self.revision,
        )


def _checked(settings: Settings, since: Since | None, showing: _Showing, prepared: Callable[[], Preparation]) -> int:
    """Look at a project once and show it; return the exit code."""
    from hgraph.cli.output import busy
    from hgraph.cli.session import opened

    with opened(settings) as project:
        from hgraph.checks import examine

        with busy(say("busy.check")):
            examination = examine(project, since, prepared)
        return showing.show(examination)


def _watched(settings: Settings, load: Callable[[], Settings], showing: _Showing) -> int:
    """Look at a project again at every save, until interrupted; return the last exit code."""
    from hgraph.cli.watch import watch
    from hgraph.errors import UsageError

    if settings.store:
        raise UsageError("changes-at-endpoint", store=settings.store)
    if showing.limited:
        raise UsageError("watch-is-limited-already")
    return watch(load, showing.show, showing.on)


def _plan(settings: Settings, wished: str | None) -> str:
    """Return how the rules of a stage run, as a table; no data are read."""
    from hgraph.cli.output import width
    from hgraph.cli.tables import draw
    from hgraph.messages import message
    from hgraph.validation import effective_shapes, plan_rules, read_rules, read_stages

    def words(key: str, **values: object) -> str:
        return message(f"validation.plan.{key}", settings.language, **values)

    rules, stages = read_rules(settings), read_stages(settings)
    stage = stages.find(wished or settings.stage).token
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


def _since(settings: Settings, showing: _Showing, files: list[Path] | None) -> Since:
    """Return the change that a check is limited to, with what was found before it if that is known."""
    from hgraph.checks import Since
    from hgraph.dataset import changes_since
    from hgraph.errors import UsageError

    if settings.store:
        raise UsageError("changes-at-endpoint", store=settings.store)
    change = changes_since(settings, showing.revision, files or None)
    return Since(change, showing.earlier.findings if showing.earlier else None)
