"""``hgraph coverage``: what is covered, what is not, and of which text nothing was taken up."""

from __future__ import annotations

from typing import Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, OutputOption, ProjectOption, StoreOption, format_option
from hgraph.cli.pages import Command

_FORMATS = ("text", "markdown", "html", "csv", "xlsx", "json", "svg")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("coverage", cls=Command, help=say("analysis.coverage"))(coverage)


def coverage(
    by: Annotated[str | None, typer.Option("--by", help=say("analysis.by"), metavar=say("analysis.dimension"))] = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: Annotated[str | None, format_option(*_FORMATS)] = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Show shares over accepted links, and what is open."""
    from hgraph.analysis import By, coverage_told, thread_of_coverage
    from hgraph.cli.documents import shown
    from hgraph.cli.output import chosen_format, emit, require_file
    from hgraph.cli.session import opened, settings_for
    from hgraph.errors import UsageError

    wanted = chosen_format(format_, output, _FORMATS, "text")
    require_file(wanted, output)
    if by is not None and by not in set(By):
        raise UsageError("unknown-dimension", dimension=by, known=", ".join(By))
    settings = settings_for(project, language, store)
    with opened(settings) as opened_project:
        graph = thread_of_coverage(opened_project)
        document = coverage_told(opened_project, graph, settings.language, By(by) if by else None)
        emit(shown(document, wanted, output), output, colours={})
