"""``hgraph handover``: what passes from whom to whom at a reshuffle, or the reshuffles there were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, OutputOption, ProjectOption, StoreOption, format_option
from hgraph.cli.pages import Command

if TYPE_CHECKING:
    from datetime import date

    from hgraph.office import Records, Wording
    from hgraph.project import Project

_FORMATS = ("text", "markdown", "csv", "json")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("handover", cls=Command, help=say("handover.help"))(handover)


def handover(
    on: Annotated[str | None, typer.Option("--on", help=say("handover.on"), metavar=say("waive.day"))] = None,
    between: Annotated[
        tuple[str, str] | None, typer.Option("--between", help=say("handover.between"), metavar=say("handover.days"))
    ] = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: Annotated[str | None, format_option(*_FORMATS)] = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Show what passes from whom to whom on a day or between two; without a day, list the reshuffles."""
    from hgraph.cli.output import chosen_format, emit, width
    from hgraph.cli.session import opened, settings_for
    from hgraph.office import Wording, read_records

    wanted = chosen_format(format_, output, _FORMATS, "text")
    days = _days(on, between)
    settings = settings_for(project, language, store)
    with opened(settings) as opened_project:
        records = read_records(opened_project.select)
        wording = Wording(records, opened_project.labels, settings.language)
        if days is None:
            rendered = _reshuffles(records, wording, wanted, width(output))
        else:
            rendered = _handover(opened_project, records, wording, days, (wanted, width(output)))
    emit(rendered, output)


def _days(on: str | None, between: tuple[str, str] | None) -> tuple[date, date] | None:
    """Return the day before and the last day asked for. Raises ``UsageError`` for days that make no period."""
    from datetime import date, timedelta

    from hgraph.cli.dates import typed_day
    from hgraph.errors import UsageError

    if on is not None and between is not None:
        raise UsageError("handover-two-periods")
    if between is not None:
        before, after = (typed_day(text, "--between") for text in between)
        if before >= after:
            raise UsageError("handover-days-reversed", before=before, after=after)
        return before, after
    if on is None:
        return None
    day = typed_day(on, "--on")
    if day == date.min:
        raise UsageError("not-a-date", text=on, option="--on")
    return day - timedelta(days=1), day


def _reshuffles(records: Records, wording: Wording, wanted: str, width: int) -> str:
    from hgraph.cli.tables import draw
    from hgraph.office import reshuffles, reshuffles_data, reshuffles_outline, reshuffles_rows
    from hgraph.reports import markdown_table, markdown_words, outline_markdown, outline_text, plain_json, rows_csv

    found = reshuffles(records)
    headings, rows = reshuffles_rows(found, wording)
    if wanted == "csv":
        return rows_csv(headings, rows)
    if wanted == "json":
        return plain_json(reshuffles_data(found, wording))
    outline = reshuffles_outline(found, wording)
    if wanted == "markdown":
        cells = [list(map(markdown_words, row)) for row in rows]
        lines = markdown_table(list(map(markdown_words, headings)), ["---", *["--:"] * len(headings[1:])], cells)
        return outline_markdown(outline) + ("\n" + "\n".join(lines) if rows else "")
    numeric = [False, *[True] * (len(headings) - 1)]
    return outline_text(outline, width) + (
        f"\n{draw(headings, rows, numeric, width)}".rstrip("\n") + "\n" if rows else ""
    )


def _handover(
    project: Project, records: Records, wording: Wording, days: tuple[date, date], form: tuple[str, int]
) -> str:
    from hgraph import office
    from hgraph.reports import outline_markdown, outline_text, plain_json, rows_csv

    wanted, width = form
    found = office.handover(records, *days)
    things = office.open_things(project.select("office/open-things"))
    moved = office.moves(records, project.select("office/roles").rows, things, *days)
    if wanted == "json":
        return plain_json(office.handover_data(found, moved, wording))
    targets = [each.target for each in found.handed]
    notes = office.portfolio_notes(project.select_about("office/notes", targets), wording.language)
    page = office.HandoverPage(found, moved, wording, notes)
    if wanted == "csv":
        return rows_csv(*page.rows())
    outline = page.outline()
    return outline_text(outline, width) if wanted == "text" else outline_markdown(outline)
