"""A version of a plan: a folder, a release, a file, a revision in git, a round of submission, or a named graph."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from hgraph.dataset import STATEMENT_FILES, checked_out, data_files, revision_of_day
from hgraph.errors import UsageError
from hgraph.iris import expand
from hgraph.messages import message
from hgraph.project import Project, open_project, open_statements
from hgraph.releases import DATASET, RELEASE
from hgraph.settings import Settings, load_settings
from hgraph.terms import Iri, to_ntriples, to_python

_ROUND: Final = ("ronde:", "round:")
_GRAPH: Final = ("graaf:", "graph:")
_FILE: Final = Iri("urn:hgraph:version")
"""The graph that the statements of a file stand in while it is open."""


@dataclass(frozen=True)
class Version:
    """A version that is open: its project, the files with its statements, and what a person calls it."""

    project: Project
    files: Sequence[Path]
    settings: Settings
    """Of the version itself: with the rules it had."""
    _name: tuple[str, str]

    def name(self, language: str) -> str:
        """Return what the version is called in a language."""
        key, value = self._name
        return message(f"diff.version.{key}", language, value=value)


@contextmanager
def opened_version(text: str, settings: Settings) -> Iterator[Version]:
    """Open the version that a text stands for, and close it with all that was written for it.

    ``text`` is empty (the project as it is), a folder with a project or a release, a file (``.ttl``, ``.nt``, ``.nq``,
    ``.trig``), ``round:2`` (the project at the end of the day on which that round was submitted), ``graph:`` with the
    IRI of a named graph of the project, or a revision in git. Raises ``UsageError`` (``no-such-revision``, ``no-git``,
    ``no-such-round``, ``no-such-graph``) and ``UnreadableInput`` as reading does.
    """
    with tempfile.TemporaryDirectory(prefix="hgraph-version-") as folder:
        version = _open(text, settings, Path(folder))
        with version.project:
            yield version


@contextmanager
def opened_versions(old: str, new: str, settings: Settings) -> Iterator[tuple[Version, Version]]:
    """Open two versions at once, as ``opened_version`` does: the engine reads one while it reads the other."""
    with ExitStack() as stack:
        with ThreadPoolExecutor(2) as pool:
            opening = [pool.submit(stack.enter_context, opened_version(text, settings)) for text in (old, new)]
        before, after = (each.result() for each in opening)
        yield before, after


def _open(text: str, settings: Settings, folder: Path) -> Version:
    given = Path(text)
    if settings.store and not (given.exists() and text) and not text.lower().startswith(_GRAPH):
        raise UsageError("version-at-endpoint", store=settings.store)
    if not text:
        return _of_project(settings, ("present", settings.title))
    dump = _dump_of_release(given)
    if given.is_dir() and not dump:
        return _of_project(load_settings(given, language=settings.language), ("folder", text))
    if dump or (given.suffix in STATEMENT_FILES and given.is_file()):
        path, kind = (dump, "release") if dump else (given, "file")
        return Version(open_statements(settings, _FILE, [path]), [path], settings, (kind, text))
    lowered = text.lower()
    if lowered.startswith(_GRAPH):
        return _of_graph(text.partition(":")[2], settings, folder)
    if lowered.startswith(_ROUND):
        number = text.partition(":")[2]
        revision = _revision_of_round(number, settings)
        return _of_project(_earlier(settings, revision, folder), ("round", number))
    return _of_project(_earlier(settings, text, folder), ("revision", text))


def _dump_of_release(folder: Path) -> Path | None:
    """Return the file with all statements of a release, of the one that is shown if a site is given."""
    places = (place / DATASET for place in (folder, folder / "current") if (place / RELEASE).is_file())
    return next((dump for dump in places if dump.is_file()), None)


def _of_project(settings: Settings, name: tuple[str, str]) -> Version:
    return Version(open_project(settings), data_files(settings), settings, name)


def _earlier(settings: Settings, revision: str, folder: Path) -> Settings:
    checked_out(settings, revision, folder)
    return load_settings(folder, language=settings.language)


def _of_graph(text: str, settings: Settings, folder: Path) -> Version:
    iri = expand(text) or expand(settings.id_base + text)
    with open_project(settings) as whole:
        rows = whole.select_given("diff/statements-of-graph", graph=[iri]).rows if iri else []
    if not iri or not rows:
        raise UsageError("no-such-graph", graph=text)
    path = folder / "graph.nt"
    lines = (" ".join(to_ntriples(term) for term in row if term is not None) for row in rows)
    path.write_text("".join(f"{line} .\n" for line in lines), encoding="utf-8")
    return Version(open_statements(settings, iri, [path]), [path], settings, ("graph", text))


def _revision_of_round(number: str, settings: Settings) -> str:
    with open_project(settings) as project:
        rows = project.select("diff/rounds").rows
    days = {str(round_): to_python(day) for round_, day, _ in rows if round_ is not None and day is not None}
    day = days.get(number)
    if not isinstance(day, date):
        raise UsageError("no-such-round", round=number, known=", ".join(sorted(days)))
    return revision_of_day(settings, day)
