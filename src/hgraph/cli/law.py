"""``hgraph law``: acts and their articles, what a change touches, collisions, the regulatory agenda, and tracks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hgraph.cli.groups import command_group
from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, OutputOption, ProjectOption, StoreOption, format_option
from hgraph.cli.pages import Command

if TYPE_CHECKING:
    from hgraph.law import LawRegister, LawWording, Page
    from hgraph.project import Project
    from hgraph.terms import Iri

_FORMATS = ("text", "markdown", "csv", "json")
_OnOption = Annotated[str | None, typer.Option("--on", help=say("law.on"), metavar=say("waive.day"))]
_FormatOption = Annotated[str | None, format_option(*_FORMATS)]


def register(app: typer.Typer) -> None:
    """Add the group of commands to the application."""
    group = command_group(app, "law", help_text=say("law.help"))
    for command in (show, impact, collisions, agenda, track):
        group.command(command.__name__, cls=Command, help=say(f"law.{command.__name__}"))(command)


def show(
    decree: Annotated[str, typer.Argument(help=say("law.decree"), metavar=say("law.metavar-decree"))],
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: _FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Show an act with its articles, versions, amendments, needs, obligations and one sentence per article."""
    from hgraph import law
    from hgraph.errors import UsageError
    from hgraph.trace import ThreadReader, Wording

    wanted = _wanted(format_, output)
    with _opened(project, language, store) as (opened, known, wording):
        act = _meant(opened, decree, known.acts)
        if act not in known.acts:
            raise UsageError("not-an-act", thing=wording.name(act))
        part = law.thread_behind(ThreadReader(opened), known, act)
        thread = Wording(part, opened.labels, wording.language)
        shown = law.ShownAct(known.acts[act], known, thread, wording)
        _emit(
            wanted,
            output,
            document=lambda: law.act_document(shown),
            rows=lambda: (law.ACT_COLUMNS, law.act_rows(shown)),
            pages=lambda: [law.act_page(shown)],
        )


def impact(
    article: Annotated[str, typer.Argument(help=say("law.article"), metavar=say("law.metavar-article"))],
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: _FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Show what is touched if an article changes: grouped, each with the way it is reached."""
    from hgraph import law
    from hgraph.errors import UsageError
    from hgraph.trace import ThreadReader, Wording

    wanted = _wanted(format_, output)
    with _opened(project, language, store) as (opened, known, wording):
        provision = _meant(opened, article, known.parts)
        if provision not in known.parts:
            raise UsageError("not-a-provision", thing=wording.name(provision))
        part = law.thread_around(ThreadReader(opened), known, provision)
        thread = Wording(part, opened.labels, wording.language)
        touched = law.impact(thread.graph, known, provision)
        sentence = law.sentence_about(provision, known, thread, wording)
        _emit(
            wanted,
            output,
            document=lambda: law.impact_document(provision, touched, sentence, thread, wording),
            rows=lambda: (law.IMPACT_COLUMNS, law.impact_rows(provision, touched, thread, wording)),
            pages=lambda: [law.impact_page(provision, touched, sentence, thread, wording)],
        )


def collisions(
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: _FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Show every pair of needs of different ministers that affect one provision."""
    from hgraph import law

    wanted = _wanted(format_, output)
    with _opened(project, language, store) as (_, known, wording):
        found = law.collisions(known)
        _emit(
            wanted,
            output,
            document=lambda: law.collisions_document(found, wording),
            rows=lambda: (law.COLLISION_COLUMNS, law.collision_rows(found, wording)),
            pages=lambda: [law.collisions_page(found, wording)],
        )


def agenda(
    since: Annotated[str | None, typer.Option("--since", help=say("law.since"), metavar=say("waive.day"))] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", help=say("law.baseline"), metavar=say("metavar.file"), readable=False),
    ] = None,
    on: _OnOption = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: _FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Show the regulatory agenda on a day, and what is new, slipped, dropped or done since an earlier one."""
    from hgraph import law
    from hgraph.cli.dates import typed_or_none, typed_or_today
    from hgraph.errors import UsageError

    wanted = _wanted(format_, output)
    if since is not None and baseline is not None:
        raise UsageError("since-and-baseline")
    day = typed_or_today(on)
    before = typed_or_none(since, "--since")
    with _opened(project, language, store) as (opened, known, wording):
        title = opened.settings.title
        earlier = law.agenda_on(known, before) if before else law.read_agenda(baseline, title) if baseline else None
        if earlier and earlier.on > day:
            raise UsageError("since-after-on", since=earlier.on, on=day)
        current = law.agenda_on(known, day)
        changes = law.changes_between(earlier, current) if earlier else None
        _emit(
            wanted,
            output,
            document=lambda: law.agenda_document(current, changes, title, wording),
            rows=lambda: (law.AGENDA_COLUMNS, law.agenda_rows(current, changes, wording)),
            pages=lambda: [law.agenda_page(current, changes, earlier.on if earlier else None, wording)],
        )


def track(
    thing: Annotated[str, typer.Argument(help=say("law.track-of"), metavar=say("law.metavar-track"))],
    on: _OnOption = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: _FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Show the tracks of a need, or one track, on a day: planned beside actual, delays, and claims that contradict."""
    from hgraph import law
    from hgraph.cli.dates import typed_or_today
    from hgraph.errors import UsageError

    wanted = _wanted(format_, output)
    day = typed_or_today(on)
    with _opened(project, language, store) as (opened, known, wording):
        meant = _meant(opened, thing, {*known.tracks, *known.needs})
        tracks = law.tracks_of(meant, known)
        if not tracks:
            code = "need-without-track" if meant in known.needs else "not-a-track"
            raise UsageError(code, thing=wording.name(meant))
        shown = [law.ShownTrack(each, known, day, wording) for each in tracks]
        _emit(
            wanted,
            output,
            document=lambda: {"tracks": [law.track_document(each) for each in shown]},
            rows=lambda: (law.TRACK_COLUMNS, [row for each in shown for row in law.track_rows(each)]),
            pages=lambda: [law.track_page(each) for each in shown],
        )


@contextmanager
def _opened(
    project: Path | None, language: str | None, store: str | None
) -> Iterator[tuple[Project, LawRegister, LawWording]]:
    """Give the project, its law and the words for it."""
    from hgraph.cli.session import opened, settings_for
    from hgraph.law import LawWording, read_register

    settings = settings_for(project, language, store)
    with opened(settings) as opened_project:
        known = read_register(opened_project.select)
        opened_project.labels.learn(known.named())
        yield opened_project, known, LawWording(opened_project.labels, settings.language)


def _meant(project: Project, text: str, among: Collection[str]) -> Iri:
    return project.resolve(text, frozenset(among))


def _wanted(format_: str | None, output: Path | None) -> str:
    from hgraph.cli.output import chosen_format

    return chosen_format(format_, output, _FORMATS, "text")


def _emit(
    wanted: str,
    output: Path | None,
    *,
    document: Callable[[], dict[str, object]],
    rows: Callable[[], tuple[Sequence[str], Sequence[Sequence[str]]]],
    pages: Callable[[], Sequence[Page]],
) -> None:
    """Write what was found in the form that is wanted; only that form is made."""
    from hgraph.cli.output import emit, width
    from hgraph.cli.sheets import page_text
    from hgraph.reports import plain_json, rows_csv
    from hgraph.reports.pages import page_markdown

    if wanted == "json":
        emit(plain_json(document()), output, colours={})
    elif wanted == "csv":
        emit(rows_csv(*rows()), output, colours={})
    elif wanted == "markdown":
        emit("\n".join(map(page_markdown, pages())), output, colours={})
    else:
        emit("\n".join(page_text(page, width(output)) for page in pages()), output)
