"""The command line: it parses, calls and shows; it decides nothing."""

from __future__ import annotations

import os
import sys
from typing import Final

DEFECT_EXIT: Final = 70
INTERRUPTED_EXIT: Final = 130


def main() -> None:
    """Run the command line and leave with its exit code: 0 ready, 1 findings, 2 usage, 3 input, 4 endpoint."""
    from hgraph.cli.app import app
    from hgraph.cli.language import language_of_arguments
    from hgraph.errors import HgraphError

    try:
        app()
    except HgraphError as error:
        _complain(error, language_of_arguments())
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED_EXIT)


def _complain(error: object, language: str) -> None:
    from hgraph.errors import HgraphError
    from hgraph.messages import message

    if isinstance(error, HgraphError):
        place = f"{error.place}: " if error.place else ""
        sys.stderr.write(f"{place}{error.sentence(language)}\n{error.remedy(language)}\n")
        sys.stderr.write(message("cli.explain-hint", language, code=error.code) + "\n")
