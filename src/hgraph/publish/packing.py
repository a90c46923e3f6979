"""A whole release in one zip file, for an archive or any web server: the same release gives the same entries."""

from __future__ import annotations

import secrets
import zipfile
from pathlib import Path
from typing import Final

from hgraph.errors import UsageError

_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip file knows."""
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16
_PACKED: Final = (".gz", ".xlsx", ".png")


def pack(folder: Path, target: Path) -> None:
    """Write the files of a release into one zip file, sorted by name, whole or not at all.

    Raises ``UsageError`` (``not-writable``) if the file cannot be written.
    """
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        with zipfile.ZipFile(temporary, "x") as archive:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _MOMENT)
                entry.compress_type = zipfile.ZIP_STORED if path.suffix in _PACKED else zipfile.ZIP_DEFLATED
                entry.create_system = _UNIX
                entry.external_attr = _PLAIN_FILE
                archive.writestr(entry, path.read_bytes())
        temporary.replace(target)
    except OSError as error:
        raise UsageError("not-writable", place=target, reason=error) from error
    finally:
        temporary.unlink(missing_ok=True)
