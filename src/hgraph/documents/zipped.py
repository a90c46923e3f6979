"""Zip files that are the same whenever, wherever and in whatever order they are made."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Final

_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip file knows."""
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16


def fixed_zip(files: Mapping[str, bytes], *, compressed: bool) -> bytes:
    """Return a zip file of files by name, sorted by name, with one time and one permission for all.

    What is not compressed is the same on every machine; how well bytes are compressed depends on the machine's zlib.
    """
    return _zip(dict(sorted(files.items())), zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED)


def settled_zip(content: bytes) -> bytes:
    """Return a zip file that a library wrote, with the times taken out and nothing compressed; its order stays.

    Office files (docx, xlsx) are zip files; some readers want their first part first.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return _zip({name: archive.read(name) for name in archive.namelist()}, zipfile.ZIP_STORED)


def _zip(files: Mapping[str, bytes], method: int) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = method
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE
            archive.writestr(entry, content)
    return stream.getvalue()
