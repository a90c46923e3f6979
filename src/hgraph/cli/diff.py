"""``hgraph diff``: what changed between two versions of a plan, in sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, OutputOption, ProjectOption, StageOption, StoreOption, format_option
from hgraph.cli.pages import Command

if TYPE_CHECKING:
    from hgraph.diff import Comparison, Consequences

_FORMATS = ("text", "markdown", "html", "json", "patch")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("diff", cls=Command, help=say("diff.help"))(diff)


def diff(
    old: Annotated[str, typer.Argument(help=say("diff.old"), metavar=say("diff.version"))],
    new: Annotated[str | None, typer.Argument(help=say("diff.new"), metavar=say("diff.version"))] = None,
    project: ProjectOption = None,
    stage: StageOption = None,
    changes_only: Annotated[bool, typer.Option("--changes-only", help=say("diff.changes-only"))] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help=say("diff.limit"), metavar=say("metavar.number"))
    ] = None,
    language: LanguageOption = None,
    format_: Annotated[str | None, format_option(*_FORMATS)] = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Compare two versions by what they state, and tell it by thing, under who answers for it."""
    from hgraph.cli.output import busy, chosen_format, emit
    from hgraph.cli.session import settings_for
    from hgraph.diff import compare, consequences, opened_versions
    from hgraph.validation import read_stages

    wanted = chosen_format(format_, output, _FORMATS, "text")
    settings = settings_for(project, language, store)
    wished = read_stages(settings).find(stage or settings.stage).token
    with busy(say("busy.read")), opened_versions(old, new or "", settings) as (before, after):
        comparison = compare(before, after)
        judged = not changes_only and wanted != "patch" and comparison.things
        leads_to = consequences(before.project, after.project, wished) if judged else None
        emit(_rendered(comparison, leads_to, settings.language, wanted, output, limit), output, colours={})


def _rendered(
    comparison: Comparison,
    leads_to: Consequences | None,
    language: str,
    wanted: str,
    output: Path | None,
    limit: int | None,
) -> str | bytes:
    from hgraph.cli.documents import shown
    from hgraph.diff import comparison_json, patch_text, told

    if wanted == "patch":
        return patch_text(comparison.differences)
    if wanted == "json":
        return comparison_json(comparison, leads_to, language)
    return shown(told(comparison, leads_to, language, limit or (0 if wanted == "text" else None)), wanted, output)
