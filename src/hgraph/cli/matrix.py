"""``hgraph matrix``: two kinds of thing crossed along the thread."""

from __future__ import annotations

from typing import Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, OutputOption, ProjectOption, StoreOption, format_option
from hgraph.cli.pages import Command

_FORMATS = ("text", "markdown", "html", "csv", "xlsx", "json")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("matrix", cls=Command, help=say("analysis.matrix"))(matrix)


def matrix(
    rows: Annotated[str, typer.Argument(help=say("analysis.rows"), metavar=say("analysis.kind"))],
    columns: Annotated[str, typer.Argument(help=say("analysis.columns"), metavar=say("analysis.kind"))],
    by: Annotated[str | None, typer.Option("--by", help=say("analysis.through"), metavar=say("analysis.kind"))] = None,
    names: Annotated[bool, typer.Option("--names", help=say("analysis.names"))] = False,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: Annotated[str | None, format_option(*_FORMATS)] = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Show which things of one kind reach which of another, and through what."""
    from hgraph.analysis import Mark, kind_named, matrix_told
    from hgraph.analysis import matrix as crossed
    from hgraph.cli.documents import shown
    from hgraph.cli.output import chosen_format, emit, require_file
    from hgraph.cli.session import opened, settings_for

    wanted = chosen_format(format_, output, _FORMATS, "text")
    require_file(wanted, output)
    settings = settings_for(project, language, store)
    with opened(settings) as opened_project:
        row_kind, column_kind = (kind_named(opened_project, text) for text in (rows, columns))
        found = crossed(opened_project, row_kind, column_kind, kind_named(opened_project, by) if by else None)
        mark = Mark.NAMES if names else Mark.COUNT if by else Mark.LINK
        document = matrix_told(found, opened_project.labels, settings.language, mark)
        emit(shown(document, wanted, output), output, colours={})
