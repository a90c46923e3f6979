"""An error as a person meets it: the place, one sentence, what to do, and where to read more."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hgraph.errors import HgraphError


def complain(error: HgraphError) -> None:
    """Say on standard error what is wrong, in the language that was asked for."""
    from hgraph.cli.language import language, say

    place = f"{error.place}: " if error.place else ""
    sys.stderr.write(f"{place}{error.sentence(language())}\n{error.remedy(language())}\n")
    sys.stderr.write(say("explain-hint", code=error.code) + "\n")
