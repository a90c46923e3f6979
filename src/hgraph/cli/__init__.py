"""The command line: it parses, calls and shows; it decides nothing."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hgraph.errors import HgraphError

DEFECT_EXIT: Final = 70
INTERRUPTED_EXIT: Final = 130
_COLLECTING: Final = (200_000, 20, 20)
"""When Python looks for cycles of objects: a run makes many objects and few cycles."""


def main() -> None:
    """Run the command line and leave with its exit code: 0 ready, 1 findings, 2 usage, 3 input, 4 endpoint.

    A defect of the program itself gives 70; ``HGRAPH_TRACEBACK=1`` then shows where it lies.
    """
    collect_seldom()
    _show_whatever_comes()
    from hgraph.cli.app import application
    from hgraph.cli.language import settle
    from hgraph.cli.refusals import Refusal, as_error
    from hgraph.errors import HgraphError

    settle(None)
    try:
        sys.exit(application(sys.argv[1:])(prog_name="hgraph", standalone_mode=False))
    except Refusal as refusal:
        _leave(as_error(refusal))
    except HgraphError as error:
        _leave(error)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED_EXIT)
    except Exception as defect:
        if os.environ.get("HGRAPH_TRACEBACK"):
            raise
        _apologise(defect)


def collect_seldom() -> None:
    """Let Python look for cycles of objects less often, in the whole process."""
    gc.set_threshold(*_COLLECTING)


def _show_whatever_comes() -> None:
    """Let a terminal that lacks a character show a question mark rather than stop the program."""
    import io

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _leave(error: HgraphError) -> None:
    from hgraph.cli.complaints import complain

    complain(error)
    sys.exit(error.exit_code)


def _apologise(defect: Exception) -> None:
    from hgraph import __version__
    from hgraph.cli.language import say

    reason = " ".join(str(defect).split())
    sys.stderr.write(say("defect", kind=type(defect).__name__, reason=reason, version=__version__) + "\n")
    sys.exit(DEFECT_EXIT)
