"""Writing a dossier, as a folder or as one zip file: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from hgraph.dataset import write_atomically
from hgraph.documents import fixed_zip
from hgraph.errors import UsageError

ZIP: Final = ".zip"


def require_free(target: Path) -> None:
    """Raise ``UsageError`` for a target that a dossier cannot be written to; done before the work, not after it.

    That is a folder with anything in it (``folder-not-empty``) and a folder in the place of the zip file, or a file in
    the place of the folder (``dossier-in-the-way``). A zip file that exists is replaced.
    """
    if target.suffix.lower() == ZIP:
        if target.is_dir():
            raise UsageError("dossier-in-the-way", place=target)
        return
    if target.is_dir():
        first = min((path.name for path in target.iterdir()), default=None)
        if first is not None:
            raise UsageError("folder-not-empty", place=target, first=first)
    elif target.exists() or target.is_symlink():
        raise UsageError("dossier-in-the-way", place=target)


def write_dossier(files: Mapping[str, bytes], target: Path) -> None:
    """Write the files of a dossier into a new folder, or into one zip file if the name ends in ``.zip``.

    Whoever looks, or interrupts, finds all of it or nothing. Raises ``UsageError`` as ``require_free`` does, and
    ``not-writable`` if the disk refuses.
    """
    target = target.absolute()
    require_free(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix.lower() == ZIP:
            write_atomically(target, fixed_zip(files, compressed=True))
        else:
            _write_folder(files, target)
    except OSError as error:
        raise UsageError("not-writable", place=target, reason=error) from error


def _write_folder(files: Mapping[str, bytes], target: Path) -> None:
    """Fill a hidden folder beside the target, make sure it is on the disk, and give it its name."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".hgraph-") as hidden:
        filled = Path(hidden) / "dossier"
        for name, content in files.items():
            path = filled / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        filled.rename(target)
