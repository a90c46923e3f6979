"""``hgraph serve``: a release over HTTP, with an endpoint and questions as forms."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, ProjectOption
from hgraph.cli.pages import Command


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("serve", cls=Command, help=say("serve.help"))(serve)


def serve(
    place: Annotated[
        Path | None, typer.Argument(help=say("serve.place"), metavar=say("serve.metavar-place"), readable=False)
    ] = None,
    host: Annotated[str, typer.Option("--host", help=say("serve.host"))] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help=say("serve.port"))] = 8080,
    project: ProjectOption = None,
    language: LanguageOption = None,
) -> None:
    """Serve the release that a folder shows, until it is ended."""
    from hgraph.cli.output import write
    from hgraph.cli.session import settings_for
    from hgraph.serve.released import find_release
    from hgraph.serve.running import serve as run

    settings = settings_for(project, language)
    release = find_release(place)
    run(release, settings, host, port, lambda address: write(say("serve.ready", address=address, place=release) + "\n"))
