"""From options to an open project: the same few lines for every command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hgraph.cli.language import language_asked_for, say, settle
from hgraph.cli.output import busy

if TYPE_CHECKING:
    from datetime import date

    from hgraph.checks import Preparation
    from hgraph.project import Project
    from hgraph.settings import Settings

_WORTH_A_COPY: Final = 1_000_000
"""Bytes of data that take longer to read than a copy of this process to begin."""


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


@contextmanager
def preparing(settings: Settings, on: date | None = None) -> Iterator[Callable[[], Preparation]]:
    """Give what reads and compiles the rules; with much data it is begun at once, beside the reading of the data.

    ``on`` is the day for which the rules judge, by default today. Few data are read before a copy would pay.
    """
    from hgraph.dataset import data_files
    from hgraph.store.sharing import beside

    work = partial(_prepared, settings, on)
    if settings.store or sum(path.stat().st_size for path in data_files(settings) if path.is_file()) < _WORTH_A_COPY:
        yield work
        return

    with beside(work) as prepared:
        yield prepared


def _prepared(settings: Settings, on: date | None) -> Preparation:
    from hgraph.checks import prepare

    return prepare(settings, on)
