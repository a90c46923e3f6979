"""The folder a running server works in: locked while it runs, and swept up by the next one if it was killed."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

_NAME: Final = "hgraph-serve-"
_LOCK: Final = "running"


class Workplace:
    """A temporary folder of this process. The lock on it ends with the process, however that ends."""

    def __init__(self) -> None:
        """Make the folder and remove those of servers that are gone. Raises ``OSError`` if there is no room for it."""
        made = Path(tempfile.mkdtemp(prefix=f".{_NAME}"))  # under its name only once it is locked: others sweep too
        self._lock = os.open(made / _LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self.folder = made.rename(made.with_name(made.name.removeprefix(".")))
        self._sweep()

    def _sweep(self) -> None:
        for folder in self.folder.parent.glob(f"{_NAME}*"):
            try:
                lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
            except OSError:  # not a folder of a server
                continue
            try:
                if os.fstat(lock).st_uid != os.getuid():
                    continue
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:  # its server runs
                pass
            else:
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)

    def remove(self) -> None:
        """Remove the folder with all in it."""
        shutil.rmtree(self.folder, ignore_errors=True)
        os.close(self._lock)
