"""From options to an open project: the same few lines for every command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hgraph.cli.language import language_asked_for, say, settle
from hgraph.cli.output import busy

if TYPE_CHECKING:
    from hgraph.project import Project
    from hgraph.settings import Settings


def settings_for(project: Path | None, language: str | None = None, store: str | None = None) -> Settings:
    """Return the settings of the project the options point at."""
    from hgraph.settings import load_settings

    settings = load_settings(project, language=language or language_asked_for(), store=store)
    settle(settings.language)
    return settings


@contextmanager
def opened(settings: Settings) -> Iterator[Project]:
    """Open the project while showing that data are being read, and close it afterwards."""
    from hgraph.project import open_project

    with busy(say("busy.read")):
        project = open_project(settings)
    with project:
        yield project
