"""``hgraph publish``: a release of the data, ready for any web server, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hgraph.cli.groups import command_group
from hgraph.cli.language import language as spoken_language
from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, ProjectOption
from hgraph.cli.pages import Command
from hgraph.cli.publish_check import register_check

if TYPE_CHECKING:
    from hgraph.publish import Built, LeakFound

_SHOWN_LEAKS = 20


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    group = command_group(app, "publish", help_text=say("publish.help"))
    group.command("build", cls=Command, help=say("publish.build"))(build)
    group.command("list", cls=Command, help=say("publish.list"))(list_releases)
    register_check(group)


def build(
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help=say("publish.output"), metavar=say("metavar.directory"), readable=False),
    ],
    base: Annotated[str | None, typer.Option("--base", help=say("publish.base"), metavar="IRI")] = None,
    on: Annotated[str | None, typer.Option("--on", help=say("publish.on"), metavar=say("waive.day"))] = None,
    archive: Annotated[
        Path | None,
        typer.Option("--archive", help=say("publish.archive"), metavar=say("metavar.file"), readable=False),
    ] = None,
    keep: Annotated[
        int | None, typer.Option("--keep", help=say("publish.keep"), min=1, metavar=say("metavar.number"))
    ] = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
) -> None:
    """Write the release and say where it stands; leave with 1 if it would show what must not be shown."""
    from hgraph.cli.dates import typed_or_today
    from hgraph.cli.output import busy, write
    from hgraph.cli.session import settings_for
    from hgraph.publish import LeakFound, Site, build_release, chosen_base, pack, require_public

    issued = typed_or_today(on)
    settings = settings_for(project, language)
    address = chosen_base(settings, base)
    require_public(address)
    try:
        with _stages() as told:
            built = build_release(settings, output, issued, address, told)
    except LeakFound as found:
        _show_leaks(found)
        raise typer.Exit(1) from found
    lines = _summary(built, output)
    if archive:
        with busy(say("publish.archive")):
            pack(built.folder, archive)
        lines.append(say("publish.archived", place=archive))
    if keep:
        with Site.opened(output) as site:
            gone = site.keep(keep)
        lines += [say("publish.removed", names=", ".join(gone))] if gone else []
    write("".join(f"{line}\n" for line in [*lines, _next(output)]))


def list_releases(
    site: Annotated[Path, typer.Argument(help=say("publish.site"), metavar=say("metavar.directory"), readable=False)],
    language: LanguageOption = None,
) -> None:
    """Show the releases that follow one another."""
    from hgraph.cli.language import language as spoken
    from hgraph.cli.output import write
    from hgraph.publish import Site

    tongue = language or spoken()
    rows = [
        say(
            "publish.row",
            id=str(record["id"])[:16],
            issued=record.get("issued", ""),
            things=record.get("counts", {}).get("things", ""),
            title=record.get("title", {}).get(tongue, ""),
        )
        for record in Site(site.absolute()).line()
    ]
    write("".join(f"{row}\n" for row in rows or [say("publish.none", place=site)]))


@contextmanager
def _stages() -> Iterator[Callable[[str], None]]:
    """Give what is told which stage begins, and shows it on a terminal; nothing in a pipe."""
    import sys

    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status(say("publish.reading")) as status:
        yield lambda stage: status.update(say(f"publish.{stage}"))


def _summary(built: Built, output: Path) -> list[str]:
    release = built.release
    key = "publish.built" if built.made else "publish.same"
    place = output / built.folder.relative_to(built.folder.parents[1])
    size = f"{built.size / 1_000_000:.1f} MB"
    lines = [
        say(
            key,
            id=release.short_id,
            place=place,
            things=len(release.things),
            statements=release.statements,
            files=built.files,
            size=size,
        ),
        say("publish.identity", sum=release.id),
    ]
    if built.withheld:
        lines.append(say("publish.withheld", count=built.withheld))
    if built.previous:
        lines.append(say("publish.after", id=built.previous[:16]))
    return lines + [f"- {sentence}" for sentence in built.lacking[spoken_language()]]


def _next(output: Path) -> str:
    import shlex

    return say("publish.next", place=shlex.quote(str(output)), current=shlex.quote(str(output / "current")))


def _show_leaks(found: LeakFound) -> None:
    leaks = found.leaks
    typer.echo(say("publish.leak"), err=True)
    for leak in leaks[:_SHOWN_LEAKS]:
        from hgraph.messages import printable

        typer.echo(f"  {leak.path}: {printable(leak.iri)}", err=True)
    if len(leaks) > _SHOWN_LEAKS:
        typer.echo("  " + say("publish.more-leaks", count=len(leaks) - _SHOWN_LEAKS), err=True)
