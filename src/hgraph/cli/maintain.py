"""``hgraph format``: committed Turtle in canonical form."""

from __future__ import annotations

from typing import Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, ProjectOption
from hgraph.cli.pages import Command


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("format", cls=Command, help=say("command.format"))(format_files)


def format_files(
    project: ProjectOption = None,
    language: LanguageOption = None,
    check: Annotated[bool, typer.Option("--check", help=say("option.check-only"))] = False,
    generated: Annotated[bool, typer.Option("--generated", help=say("option.generated"), hidden=True)] = False,
) -> None:
    """Rewrite what is not canonical, or with ``--check`` only name it and leave with 1."""
    import shlex

    from hgraph.cli.output import write
    from hgraph.cli.session import settings_for
    from hgraph.dataset import write_atomically
    from hgraph.maintenance import canonical_forms, generated_files

    settings = settings_for(project, language)
    wanted = dict(canonical_forms(settings)) | (dict(generated_files(settings)) if generated else {})
    stale = [path for path, text in sorted(wanted.items()) if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        write(say("format.would-change" if check else "format.changed", file=path) + "\n")
        if not check:
            write_atomically(path, wanted[path].encode("utf-8"))
    if check and stale:
        chosen = ("" if project is None else f" --project {shlex.quote(str(project))}") + " --generated" * generated
        write(say("format.repair", options=chosen) + "\n")
        raise typer.Exit(1)
    write(say("format.done", count=len(wanted)) + "\n")
