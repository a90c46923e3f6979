"""Verifying a dossier in a process of its own, which ends when its time or its memory does.

The rules and questions in a dossier may be anybody's, and an engine that is at work on one cannot be stopped from
within its process. What was found there, or the error, comes back on standard output, pickled.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hgraph.dossier.verifying import Verification, verify_dossier
from hgraph.errors import HgraphError, UnreadableInput
from hgraph.store.sharing import end_with

MOST_SECONDS: Final = 600
"""What verifying may take by default."""
MOST_MEMORY: Final = 4 << 30
"""Bytes of address space."""
_NO_MEMORY: Final = 70
"""How the process ends, by itself, when its memory did."""


_PROGRAM: Final = "from hgraph.dossier.apart import main; main()"


def verify_within(place: Path, seconds: float = MOST_SECONDS, memory: int = MOST_MEMORY) -> Verification:
    """Verify a dossier as ``verify_dossier`` does, in bounded time and memory; whatever is in it, this process lives.

    Raises what that raises, and ``UnreadableInput``: ``dossier-takes-too-long`` after so many seconds, and
    ``dossier-breaks-check`` if the process ended before it had an answer, which memory beyond the bound makes it do.
    """
    # -P: the folder we stand in may hold a module that is called like one of ours
    command = [sys.executable, "-P", "-c", _PROGRAM, os.fspath(place), str(memory)]
    with TemporaryDirectory(prefix="hgraph-verify-") as room:  # what a process leaves behind that was ended, goes too
        try:
            done = subprocess.run(  # noqa: S603 - no shell
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=seconds,
                check=False,
                env={**os.environ, "TMPDIR": room},
            )
        except subprocess.TimeoutExpired as error:
            raise UnreadableInput("dossier-takes-too-long", place=place, seconds=f"{seconds:g}") from error
    if done.returncode < 0 or done.returncode == _NO_MEMORY:
        raise UnreadableInput("dossier-breaks-check", place=place, megabytes=memory >> 20)
    if done.returncode:
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))  # a defect of ours, with its traceback
    outcome: Verification | HgraphError = pickle.loads(done.stdout)  # noqa: S301 - written by the lines below
    if isinstance(outcome, HgraphError):
        raise outcome
    return outcome


def main() -> None:
    """Verify the dossier that the command line names, and write the outcome to standard output."""
    import resource  # not on every system, and only needed here

    place, memory = Path(sys.argv[1]), int(sys.argv[2])
    end_with(os.getppid())
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing else gets between
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    outcome: Verification | HgraphError
    try:
        outcome = verify_dossier(place)
    except HgraphError as error:
        outcome = error
    except MemoryError:
        os._exit(_NO_MEMORY)
    with sink:
        pickle.dump(outcome, sink, protocol=pickle.HIGHEST_PROTOCOL)
