"""What has changed in a project since an earlier revision in git: graphs, statements, texts and rules."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from hgraph.dataset.conversion import to_triple
from hgraph.dataset.reading import FORMATS, parse_file
from hgraph.errors import UsageError
from hgraph.namespaces import HG
from hgraph.settings import CONTENT_FOLDERS, PROJECT_FILE, Settings
from hgraph.terms import Iri, Triple

_RULES: Final = ("shapes", "ontology", "queries")
_FILES: Final = ("100644", "100755")
"""What git calls files; links and other checkouts have another mode."""
_PATIENCE: Final = 60
"""Seconds that one question to git may take."""
_NOTHING_OF_THEIRS: Final = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
"""A checkout may come from anybody; programs it would like to start are not started."""


@dataclass(frozen=True)
class Change:
    """What differs between two states of a project."""

    statements: frozenset[Triple] = frozenset()
    """Statements that came to a graph or went from it."""
    graphs: frozenset[Iri] = frozenset()
    """Graphs in whose files anything differs."""
    texts: bool = False
    """Whether a pinned text, or any other file with the data, differs."""
    rules: bool = False
    """Whether what decides about everything differs: shapes, words, questions or settings."""

    @property
    def properties(self) -> frozenset[str]:
        """The properties of which statements came or went."""
        return frozenset(predicate for _, predicate, _ in self.statements)


def changes_since(settings: Settings, revision: str, files: Sequence[Path] | None = None) -> Change:
    """Return what differs between a revision in git (a branch, a tag, a commit) and the files as they are.

    With ``files``, only those are compared. Raises ``UsageError`` (``no-git``, ``no-such-revision``,
    ``not-in-project``, ``earlier-file-unreadable``) and ``UnreadableInput`` as reading does.
    """
    folder = settings.folder.resolve()
    top = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
    commit = _commit(folder, revision)
    changed = _names(_git(folder, "diff", "--name-only", "--no-renames", "-z", commit, "--", "."), top)
    changed |= _names(_git(folder, "ls-files", "--others", "--exclude-standard", "--full-name", "-z"), top)
    if files is not None:
        changed &= {_in_project(path, folder) for path in files}
    data = sorted(path for path in changed if path.is_relative_to(folder / "data"))
    statements: set[Triple] = set()
    graphs: set[Iri] = set()
    for path in (path for path in data if path.suffix in FORMATS):
        earlier = _earlier(folder, commit, path, top, settings.id_base)
        now = {to_triple(triple) for triple in parse_file(path, settings.id_base)} if path.exists() else set()
        named = {Iri(str(s)) for s, p, _ in earlier | now if p == HG.statementKind}
        moved = {graph for graph in named if not (_names_graph(earlier, graph) and _names_graph(now, graph))}
        statements |= (earlier | now) if moved else (earlier ^ now)
        graphs |= named
    rules = any(path.is_relative_to(folder / kind) for kind in _RULES for path in changed)
    return Change(
        frozenset(statements),
        frozenset(graphs),
        texts=any(path.suffix not in FORMATS for path in data),
        rules=rules or any(path.name in (PROJECT_FILE, "pyproject.toml") for path in changed),
    )


def _names_graph(triples: Iterable[Triple], graph: Iri) -> bool:
    return any(subject == graph and predicate == HG.statementKind for subject, predicate, _ in triples)


def _commit(folder: Path, revision: str) -> str:
    try:
        return _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    except UsageError as error:
        raise UsageError("no-such-revision", revision=revision) from error


def _earlier(folder: Path, commit: str, path: Path, top: Path, base: str) -> set[Triple]:
    """Return the statements of a file as it was; none if it was not there yet."""
    name = path.relative_to(top).as_posix()
    if not _git(folder, "ls-tree", "-z", "--full-tree", commit, "--", name):
        return set()
    content = _git_bytes(folder, "cat-file", "blob", f"{commit}:{name}")
    try:
        parsed = ox.parse(content, format=FORMATS[path.suffix], base_iri=base)
        return {to_triple(quad) for quad in parsed}
    except (SyntaxError, ValueError) as error:
        raise UsageError("earlier-file-unreadable", place=path, revision=commit[:12]) from error


def _in_project(path: Path, folder: Path) -> Path:
    found = path.resolve()
    if not found.is_relative_to(folder):
        raise UsageError("not-in-project", place=path, project=folder)
    return found


def _names(output: str, top: Path) -> set[Path]:
    return {top / name for name in output.split("\0") if name}


def _git(folder: Path, *arguments: str) -> str:
    return _git_bytes(folder, *arguments).decode("utf-8", "surrogateescape")


def _git_bytes(folder: Path, *arguments: str) -> bytes:
    """Return what git prints. Raises ``UsageError`` (``no-git``) if there is none, or no checkout."""
    command = ["git", "-C", str(folder), *_NOTHING_OF_THEIRS, "--literal-pathspecs", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=_PATIENCE)  # noqa: S603 - no shell
    except (OSError, subprocess.SubprocessError) as error:
        raise UsageError("no-git", place=folder) from error
    return done.stdout


def checked_out(settings: Settings, revision: str, target: Path) -> Path:
    """Write the content of a project as it was in a revision into an empty folder; return the folder of the project.

    Only what a project consists of is written: its settings, data, rules, words and questions. Links are left out, for
    they might lead anywhere. Raises ``UsageError`` (``no-git``, ``no-such-revision``).
    """
    folder = settings.folder.resolve()
    top = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
    commit = _commit(folder, revision)
    inside = folder.relative_to(top).as_posix()
    within = "" if inside == "." else f"{inside}/"
    for entry in _git(folder, "ls-tree", "-r", "-z", "--full-tree", commit, "--", inside).split("\0"):
        facts, _, name = entry.partition("\t")
        kind = facts.split(" ")[0]
        path = Path(name.removeprefix(within))
        if not name or kind not in _FILES or ".." in path.parts:
            continue
        if path.parts[0] in CONTENT_FOLDERS or path.as_posix() in (PROJECT_FILE, "pyproject.toml"):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(_git_bytes(folder, "cat-file", "blob", f"{commit}:{name}"))
    return target


def revision_of_day(settings: Settings, day: date) -> str:
    """Return the last commit of a day or before it. Raises ``UsageError`` (``no-git``, ``no-such-revision``)."""
    found = _git(settings.folder.resolve(), "rev-list", "-1", "--first-parent", f"--before={day}T23:59:59", "HEAD")
    if not found.strip():
        raise UsageError("no-such-revision", revision=day.isoformat())
    return found.strip()
