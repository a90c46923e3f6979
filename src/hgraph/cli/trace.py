"""``hgraph trace``: up and down the thread, with the words each step rests on, as a tree, as data or as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, OutputOption, ProjectOption, StoreOption, format_option
from hgraph.cli.pages import Command

if TYPE_CHECKING:
    from hgraph.terms import Iri
    from hgraph.trace import Office, ThreadReader, ThreadTree, Ways, Wording

_FORMATS = ("text", "json", "csv", "turtle", "svg", "mermaid", "dot", "graphml")
_FOLDING = ("svg", "mermaid", "dot")
_MOST_WAYS, _PER_COLUMN = 20, 12
"""What holds if nothing is said; here too, so that help needs no heavy library. A test holds them to the library."""


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("trace", cls=Command, help=say("command.trace"))(trace)


def trace(
    thing: Annotated[str, typer.Argument(help=say("argument.thing"), metavar=say("metavar.thing"))],
    up: Annotated[bool, typer.Option("--up", help=say("option.up"))] = False,
    down: Annotated[bool, typer.Option("--down", help=say("option.down"))] = False,
    to: Annotated[str | None, typer.Option("--to", help=say("trace.to"), metavar=say("metavar.thing"))] = None,
    all_paths: Annotated[bool, typer.Option("--all-paths", help=say("trace.all-paths"))] = False,
    sentence: Annotated[bool, typer.Option("--sentence", help=say("trace.sentence"))] = False,
    depth: Annotated[
        int | None, typer.Option("--depth", min=1, help=say("option.depth"), metavar=say("metavar.number"))
    ] = None,
    most: Annotated[
        int | None,
        typer.Option(
            "--most", min=1, max=1000, help=say("trace.most", default=_MOST_WAYS), metavar=say("metavar.number")
        ),
    ] = None,
    per_column: Annotated[
        int | None,
        typer.Option(
            "--per-column", min=0, help=say("trace.per-column", default=_PER_COLUMN), metavar=say("metavar.number")
        ),
    ] = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: Annotated[str | None, format_option(*_FORMATS)] = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Show where a thing comes from and what it leads to, or the ways from it to another thing."""
    from hgraph.cli.output import chosen_format, emit
    from hgraph.cli.session import opened, settings_for
    from hgraph.errors import UsageError
    from hgraph.trace import Direction, ThreadReader, Wording, all_ways, shortest_way, walk

    wanted = chosen_format(format_, output, _FORMATS, "text")
    asked = {"--up": up, "--down": down, "--all-paths": all_paths, "--sentence": sentence}
    given = {"--most": most is not None, "--per-column": per_column is not None}
    _refuse(asked | given, to is not None, wanted)
    fold = _PER_COLUMN if per_column is None else per_column or None
    settings = settings_for(project, language, store)
    with opened(settings) as opened_project:
        reader = ThreadReader(opened_project)
        start = _standing(opened_project.resolve(thing), reader)
        if to is None:
            directions = [way for way in Direction if asked[f"--{way}"] or up == down]
            wording = Wording(reader.around([start], directions), opened_project.labels, settings.language)
            trees = [walk(wording.graph, start, way, depth, with_refused=True) for way in directions]
            emit(_told_walk(trees, wording, wanted, fold, output), output)
            return
        target = _standing(opened_project.resolve(to), reader)
        if start == target:
            raise UsageError("way-to-itself", thing=opened_project.labels.label(start, settings.language))
        graph = reader.around([start, target])
        found = (
            all_ways(graph, start, target, depth, most or _MOST_WAYS)
            if all_paths
            else shortest_way(graph, start, target, depth)
        )
        wording = Wording(graph, opened_project.labels, settings.language)
        emit(_told_ways(found, wording, wanted, (all_paths, sentence), fold, output), output)


def _standing(thing: Iri, reader: ThreadReader) -> Iri:
    """Return a thing, or in the place of a person the one office through which the thread knows of it.

    Raises ``UsageError`` (``person-in-offices``) if there are several.
    """
    from hgraph.errors import UsageError
    from hgraph.iris import shorten
    from hgraph.reports import day

    offices = reader.standing_for(thing)
    if len(offices) < 2:
        return offices[0].iri if offices else thing
    settings, labels = reader.project.settings, reader.project.labels

    def told(office: Office) -> str:
        days = " – ".join(day(end, settings.language) if end else "…" for end in (office.since, office.until))
        return f"{labels.label(office.iri, settings.language)}, {days} ({shorten(office.iri, settings.id_base)})"

    person = labels.label(thing, settings.language)
    raise UsageError("person-in-offices", person=person, offices="; ".join(map(told, offices)))


def _refuse(asked: dict[str, bool], with_target: bool, wanted: str) -> None:
    """Raise ``UsageError`` for options that say nothing together."""
    from hgraph.errors import UsageError

    for option, other in (("--all-paths", "--to"), ("--sentence", "--to"), ("--most", "--all-paths")):
        if asked[option] and not (with_target if other == "--to" else asked[other]):
            raise UsageError("needs-other-option", option=option, other=other)
    clashes = [
        *((option, "--to") for option in ("--up", "--down") if with_target),
        *([("--sentence", "--all-paths")] if asked["--all-paths"] else []),
        *([("--sentence", f"--format {wanted}")] if wanted != "text" else []),
        *([("--per-column", f"--format {wanted}")] if wanted not in _FOLDING else []),
    ]
    for option, other in clashes:
        if asked[option]:
            raise UsageError("options-exclude-each-other", option=option, other=other)


def _told_walk(trees: list[ThreadTree], wording: Wording, wanted: str, fold: int | None, output: Path | None) -> str:
    from hgraph.cli.output import width
    from hgraph.reports import table_csv, table_turtle
    from hgraph.trace import thread_json, thread_table, thread_text, walk_picture

    if wanted == "text":
        return thread_text(trees, wording, width(output))
    if wanted == "json":
        return thread_json(trees, wording)
    if wanted in ("csv", "turtle"):
        table = thread_table(trees, wording)
        return table_csv(table) if wanted == "csv" else table_turtle(table)
    return walk_picture(trees, wording, wanted, fold)


def _told_ways(
    ways: Ways, wording: Wording, wanted: str, asked: tuple[bool, bool], fold: int | None, output: Path | None
) -> str:
    from hgraph.cli.output import width
    from hgraph.reports import table_csv, table_turtle
    from hgraph.trace import ways_json, ways_picture, ways_sentence, ways_table, ways_text

    all_paths, sentence = asked
    if sentence:
        return ways_sentence(ways, wording) + "\n"
    if wanted == "text":
        return ways_text(ways, wording, width(output), asked_for_all=all_paths)
    if wanted == "json":
        return ways_json(ways, wording)
    if wanted in ("csv", "turtle"):
        table = ways_table(ways, wording)
        return table_csv(table) if wanted == "csv" else table_turtle(table)
    return ways_picture(ways, wording, wanted, fold)
