"""Making the folder of a new project: whole, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

from hgraph.errors import UsageError
from hgraph.settings import PROJECT_FILE

_TEMPLATES: Final = Path(__file__).parent


def create_project(directory: Path, *, example: bool = False) -> list[Path]:
    """Make a project in a folder that does not exist yet or is empty, and return the files written, sorted.

    With ``example`` it holds a small, complete, fictional plan; without, the first lines of a plan of one's own. The
    folder is filled out of sight and put in place at the end, so that an interruption leaves nothing behind.
    Raises ``UsageError``: ``folder-not-empty``, ``folder-is-a-file``, or ``folder-not-made`` if the disk refuses.
    """
    directory = directory.absolute()
    try:
        _require_free(directory)
        _put_in_place(_TEMPLATES / ("example" if example else "empty"), directory)
    except OSError as error:
        raise UsageError("folder-not-made", place=directory, reason=error) from error
    return sorted(path for path in directory.rglob("*") if path.is_file())


def _require_free(directory: Path) -> None:
    if directory.is_dir():
        first = min((path.name for path in directory.iterdir()), default=None)
        if first is not None:
            raise UsageError("folder-not-empty", place=directory, first=first)
    elif directory.exists() or directory.is_symlink():
        raise UsageError("folder-is-a-file", place=directory)


def _put_in_place(template: Path, directory: Path) -> None:
    """Fill a hidden folder on the same disk, then rename: the topmost missing folder at once, or entry by entry."""
    missing = [folder for folder in (directory, *directory.parents) if not folder.exists()]
    anchor = missing[-1].parent if missing else directory
    with tempfile.TemporaryDirectory(dir=anchor, prefix=".hgraph-") as hidden:
        filled = Path(hidden) / directory.relative_to(anchor)
        _copy(template, filled)
        if missing:
            (Path(hidden) / missing[-1].relative_to(anchor)).rename(missing[-1])
        else:
            _move_entries(filled, directory)


def _copy(template: Path, folder: Path) -> None:
    """Copy the bytes and nothing else: an installed template may be read-only, a new project may not."""
    for source in sorted(path for path in template.rglob("*") if path.is_file()):
        target = folder / source.relative_to(template)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())


def _move_entries(filled: Path, directory: Path) -> None:
    """Move the entries into an existing empty folder, which may be the one a person stands in.

    The settings file comes last: until then the folder is no project. What was moved is taken away if a move fails.
    """
    entries = sorted(filled.iterdir(), key=lambda path: (path.name == PROJECT_FILE, path.name))
    moved: list[Path] = []
    try:
        for entry in entries:
            moved.append(directory / entry.name)
            entry.rename(moved[-1])
    except BaseException:
        for path in moved:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
        raise
