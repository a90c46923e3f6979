"""``hgraph dossier``: the approval file for one stage in one command, and its verification from itself alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hgraph.cli.groups import command_group
from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, ProjectOption, StageOption, StoreOption
from hgraph.cli.pages import Command


def register(app: typer.Typer) -> None:
    """Add the two commands to the application."""
    group = command_group(app, "dossier", help_text=say("dossier.help"))
    group.command("build", cls=Command, help=say("dossier.build"))(build)
    group.command("verify", cls=Command, help=say("dossier.verify"))(verify)


def build(
    stage: StageOption = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help=say("dossier.output"), metavar=say("dossier.target"), readable=False),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", help=say("dossier.since"), metavar=say("dossier.version"))
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help=say("dossier.on"), metavar=say("waive.day"))] = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    store: StoreOption = None,
) -> None:
    """Write the dossier and leave with 1 if the plan is not ready for the stage; the dossier says so too."""
    import shlex

    from hgraph.cli.dates import typed_or_today
    from hgraph.cli.output import busy, write
    from hgraph.cli.session import settings_for
    from hgraph.dossier import make_dossier, require_free, write_dossier
    from hgraph.validation import read_stages

    judged = typed_or_today(on)
    settings = settings_for(project, language, store)
    wished = read_stages(settings).find(stage or settings.stage).token
    target = output or Path(f"dossier-{wished}.zip")
    require_free(target)
    with busy(say("dossier.busy")):
        dossier = make_dossier(settings, wished, judged, since)
        write_dossier(dossier.files, target)
    write(say("dossier.written", stage=dossier.stage_title, place=target, count=len(dossier.files)) + "\n")
    write(dossier.verdict + "\n")
    write(say("dossier.fingerprint", sum=dossier.fingerprint) + "\n")
    write(say("dossier.next", place=shlex.quote(str(target))) + "\n")
    raise typer.Exit(0 if dossier.record.ready else 1)


def verify(
    place: Annotated[Path, typer.Argument(help=say("dossier.place"), metavar=say("dossier.target"), readable=False)],
    seconds: Annotated[
        int | None, typer.Option("--seconds", min=1, help=say("dossier.seconds"), metavar=say("metavar.number"))
    ] = None,
    language: LanguageOption = None,
) -> None:
    """Say whether a dossier holds, and leave with 1 if it does not."""
    from hgraph.cli.language import language as spoken
    from hgraph.cli.output import busy, write
    from hgraph.dossier import MOST_SECONDS, verification_text, verify_within

    with busy(say("dossier.checking")):
        found = verify_within(place, seconds or MOST_SECONDS)
    write(verification_text(found, language or spoken()))
    raise typer.Exit(0 if found.same else 1)
