"""``hgraph law``: acts and their articles, what a change touches, collisions, the regulatory agenda, and tracks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, OutputOption, ProjectOption, StoreOption, format_option
from hgraph.cli.pages import Command, Group

if TYPE_CHECKING:
    from hgraph.law import LawRegister, LawWording, Page
    from hgraph.project import Project
    from hgraph.terms import Iri

_FORMATS = ("text", "markdown", "csv", "json")
_OnOption = Annotated[str | None, typer.Option("--on", help=say("law.on"), metavar=say("waive.day"))]
_FormatOption = Annotated[str | None, format_option(*_FORMATS)]


def register(app: typer.Typer) -> None:
    """Add the group of commands to the application."""
    group = typer.Typer(
        cls=Group,
        help=say("law.help"),
        subcommand_metavar=say("metavar.command"),
        invoke_without_command=True,
        rich_markup_mode=None,
    )
    group.callback()(_group)
    for name, command in (("show", show), ("impact", impact), ("collisions", collisions), ("agenda", agenda)):
        group.command(name, cls=Command, help=say(f"law.{name}"))(command)
    group.command("track", cls=Command, help=say("law.track"))(track)
    app.add_typer(group, name="law")


def _group(context: typer.Context, language: LanguageOption = None) -> None:  # noqa: ARG001
    """Show the help of the group if no command of it is named; the language is read before anything else."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


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
    from hgraph.cli.output import chosen_format
    from hgraph.errors import UsageError
    from hgraph.trace import Wording, read_thread

    wanted = chosen_format(format_, output, _FORMATS, "text")
    with _opened(project, language, store) as (opened, known, wording):
        act = _meant(opened, decree, known.acts)
        if act not in known.acts:
            raise UsageError("not-an-act", thing=wording.name(act))
        thread = Wording(read_thread(opened.select), opened.labels, wording.language)
        shown = law.ShownAct(known.acts[act], known, thread, wording)
        if wanted == "json":
            _emit_document(law.act_document(shown), output)
        elif wanted == "csv":
            _emit_rows(law.ACT_COLUMNS, law.act_rows(shown), output)
        else:
            _emit_page(law.act_page(shown), wanted, output)


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
    from hgraph.cli.output import chosen_format
    from hgraph.errors import UsageError
    from hgraph.trace import Wording, read_thread

    wanted = chosen_format(format_, output, _FORMATS, "text")
    with _opened(project, language, store) as (opened, known, wording):
        provision = _meant(opened, article, known.parts)
        if provision not in known.parts:
            raise UsageError("not-a-provision", thing=wording.name(provision))
        thread = Wording(read_thread(opened.select), opened.labels, wording.language)
        touched = law.impact(thread.graph, known, provision)
        sentence = law.sentence_about(provision, known, thread, wording)
        if wanted == "json":
            _emit_document(law.impact_document(provision, touched, sentence, thread, wording), output)
        elif wanted == "csv":
            _emit_rows(law.IMPACT_COLUMNS, law.impact_rows(provision, touched, thread, wording), output)
        else:
            _emit_page(law.impact_page(provision, touched, sentence, thread, wording), wanted, output)


def collisions(
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: _FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Show every pair of needs of different ministers that affect one provision."""
    from hgraph import law
    from hgraph.cli.output import chosen_format

    wanted = chosen_format(format_, output, _FORMATS, "text")
    with _opened(project, language, store) as (_, known, wording):
        found = law.collisions(known)
        if wanted == "json":
            _emit_document(law.collisions_document(found, wording), output)
        elif wanted == "csv":
            _emit_rows(law.COLLISION_COLUMNS, law.collision_rows(found, wording), output)
        else:
            _emit_page(law.collisions_page(found, wording), wanted, output)


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
    from hgraph.cli.dates import typed_day
    from hgraph.cli.output import chosen_format
    from hgraph.errors import UsageError
    from hgraph.validation import today

    wanted = chosen_format(format_, output, _FORMATS, "text")
    if since is not None and baseline is not None:
        raise UsageError("since-and-baseline")
    day = today() if on is None else typed_day(on, "--on")
    before = None if since is None else typed_day(since, "--since")
    with _opened(project, language, store) as (opened, known, wording):
        title = opened.settings.title
        earlier = law.agenda_on(known, before) if before else law.read_agenda(baseline, title) if baseline else None
        if earlier and earlier.on > day:
            raise UsageError("since-after-on", since=earlier.on, on=day)
        current = law.agenda_on(known, day)
        changes = law.changes_between(earlier, current) if earlier else None
        if wanted == "json":
            _emit_document(law.agenda_document(current, changes, title, wording), output)
        elif wanted == "csv":
            _emit_rows(law.AGENDA_COLUMNS, law.agenda_rows(current, changes, wording), output)
        else:
            _emit_page(law.agenda_page(current, changes, earlier.on if earlier else None, wording), wanted, output)


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
    from hgraph.cli.dates import typed_day
    from hgraph.cli.output import chosen_format
    from hgraph.errors import UsageError
    from hgraph.validation import today

    wanted = chosen_format(format_, output, _FORMATS, "text")
    day = today() if on is None else typed_day(on, "--on")
    with _opened(project, language, store) as (opened, known, wording):
        meant = _meant(opened, thing, {*known.tracks, *known.needs})
        tracks = law.tracks_of(meant, known)
        if not tracks:
            code = "need-without-track" if meant in known.needs else "not-a-track"
            raise UsageError(code, thing=wording.name(meant))
        shown = [law.ShownTrack(each, known, day, wording) for each in tracks]
        if wanted == "json":
            _emit_document({"tracks": [law.track_document(each) for each in shown]}, output)
        elif wanted == "csv":
            _emit_rows(law.TRACK_COLUMNS, [row for each in shown for row in law.track_rows(each)], output)
        else:
            _emit_pages([law.track_page(each) for each in shown], wanted, output)


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


def _emit_page(page: Page, wanted: str, output: Path | None) -> None:
    _emit_pages([page], wanted, output)


def _emit_pages(pages: Sequence[Page], wanted: str, output: Path | None) -> None:
    from hgraph.cli.output import emit, width
    from hgraph.cli.sheets import page_text
    from hgraph.reports import page_markdown

    if wanted == "markdown":
        emit("\n".join(map(page_markdown, pages)), output, colours={})
    else:
        emit("\n".join(page_text(page, width(output)) for page in pages), output)


def _emit_rows(columns: Sequence[str], rows: Sequence[Sequence[str]], output: Path | None) -> None:
    from hgraph.cli.output import emit
    from hgraph.reports import rows_csv

    emit(rows_csv(columns, rows), output, colours={})


def _emit_document(document: dict[str, object], output: Path | None) -> None:
    from hgraph.cli.output import emit
    from hgraph.reports import plain_json

    emit(plain_json(document), output, colours={})
