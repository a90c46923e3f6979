"""The thread of a thing as a picture in its page: SVG without a style of its own, for the style sheet has it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from hgraph.pages.edition import Edition
from hgraph.pages.frame import Page
from hgraph.trace import ThreadTree, walk_picture

PER_COLUMN: Final = 4
WORTH_IT: Final = 4
"""From so many things, the start among them, a page has a picture."""
_POINTED_AT: Final = re.compile(r"(?<=>)\s*<title>[^<]*</title>")
"""What is told when a reader points at a box or a line: the list beside the picture tells it to everybody."""
_LINES: Final = re.compile(r"\n\s*<")
_STYLE: Final = re.compile(r"\s*<style>.*?</style>", re.DOTALL)


def picture(edition: Edition, walks: Sequence[ThreadTree], page: Page) -> str | None:
    """Return walks from a thing as SVG to stand in a page; none of so little that the list shows it at a glance."""
    if walks[0].start not in edition.pictured or len({step.thing for tree in walks for step in tree.steps}) < WORTH_IT:
        return None
    drawn = walk_picture(walks, edition.wording(page.language), "svg", PER_COLUMN)
    return _LINES.sub("<", _POINTED_AT.sub("", _STYLE.sub("", drawn)))
