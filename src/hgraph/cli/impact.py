"""``hgraph impact``: what a change of one thing touches, and what loses its only ground if it is dropped."""

from __future__ import annotations

from typing import Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, OutputOption, ProjectOption, StoreOption, format_option
from hgraph.cli.pages import Command

_FORMATS = ("text", "markdown", "html", "csv", "json")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("impact", cls=Command, help=say("analysis.impact"))(impact)


def impact(
    thing: Annotated[str, typer.Argument(help=say("argument.thing"), metavar=say("metavar.thing"))],
    drop: Annotated[bool, typer.Option("--drop", help=say("analysis.drop"))] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help=say("analysis.limit"), metavar=say("metavar.number"))
    ] = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: Annotated[str | None, format_option(*_FORMATS)] = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Show everything that lies below a thing in the thread, by kind and by who answers for it."""
    from hgraph.analysis import impact_of, impact_rows, impact_told
    from hgraph.cli.documents import shown
    from hgraph.cli.output import chosen_format, emit
    from hgraph.cli.session import opened, settings_for
    from hgraph.reports import records_json, rows_csv
    from hgraph.trace import Direction, ThreadReader, Wording

    wanted = chosen_format(format_, output, _FORMATS, "text")
    settings = settings_for(project, language, store)
    with opened(settings) as opened_project:
        start = opened_project.resolve(thing)
        graph = ThreadReader(opened_project).around([start], [Direction.DOWN], with_origins=True)
        found = impact_of(opened_project, graph, start)
        wording = Wording(graph, opened_project.labels, settings.language)
        opened_project.labels.learn({start, *(iri for each in found.touched for iri in (each.thing, *each.owners))})
        if wanted in ("csv", "json"):
            headings, rows = impact_rows(found, wording)
            emit(rows_csv(headings, rows) if wanted == "csv" else records_json(headings, rows), output)
            return
        emit(shown(impact_told(found, wording, limit, drop=drop), wanted, output), output, colours={})
