"""Tables for people: names instead of IRIs, columns headed in the reader's language, drawn by rich."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Final

from hgraph.cli.output import width
from hgraph.messages import message, printable
from hgraph.terms import Term

_LONGEST: Final = 160
_WRAPS_FROM: Final = 60
_GAP: Final = 3
_LONG_WORD: Final = 24
"""A word up to this long is never broken in a table."""

if TYPE_CHECKING:
    from hgraph.questions import Answer


def answer_table(answer: Answer, name: Callable[[Term], str], language: str, *, plain: bool = False) -> str:
    """Return the answer to a question as a drawn table with its title and the number of rows."""
    rows = [["" if term is None else _short(name(term)) for term in row] for row in answer.table.rows]
    headings = [column.labels[language] for column in answer.question.columns]
    numeric = [column.type in ("integer", "decimal") for column in answer.question.columns]
    drawn = draw(headings, rows, numeric, line_width=None if plain else width()) if rows else ""
    count = len(rows)
    tail = message("cli.ask.one-row", language) if count == 1 else message("cli.ask.rows", language, count=count)
    return f"{answer.question.titles[language]}\n\n{drawn}{tail}\n"


def _short(text: str) -> str:
    """Return a text of at most ``_LONGEST`` characters; a longer one is cut at a word. CSV and JSON have it whole."""
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(" ", 1)[0] + " …"


def draw(
    headings: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool] = (), line_width: int | None = None
) -> str:
    """Return a table as text; cells wrap so that lines have ``line_width`` characters (160 if not given).

    If that leaves no room for the words in the cells, each row becomes a list of its cells.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    line_width = line_width or _LONGEST
    headings, *cells = ([printable(cell) for cell in row] for row in (headings, *rows))
    widths = _fitted(headings, cells, line_width)
    if widths is None:
        return _lists(headings, cells, line_width)
    wraps = any(len(cell) > _WRAPS_FROM for row in cells for cell in row)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1), pad_edge=False, leading=1 if wraps else 0)
    for index, (heading, fitted) in enumerate(zip(headings, widths, strict=True)):
        right = index < len(numeric) and numeric[index]
        table.add_column(Text(heading), justify="right" if right else "left", overflow="fold", width=fitted)
    for row in cells:
        table.add_row(*map(Text, row))
    stream = io.StringIO()
    console = Console(file=stream, width=line_width, color_system=None, highlight=False, legacy_windows=False)
    console.print(table)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n\n"


def _lists(headings: Sequence[str], rows: Sequence[Sequence[str]], line_width: int) -> str:
    lines = []
    for row in rows:
        named = [f"{heading}: {cell}" for heading, cell in zip(headings, row, strict=True) if cell]
        lines += [fill(text, line_width, subsequent_indent="  ", break_on_hyphens=False) for text in named] + [""]
    return "\n".join(lines) + "\n"


def _fitted(headings: Sequence[str], rows: Sequence[Sequence[str]], line_width: int) -> list[int] | None:
    """Return a width for each column: what it asks for, or enough for its longest word and a share of what is left.

    ``None`` if there is no room for the longest words.
    """
    columns = list(zip(headings, *rows, strict=True))
    asked = [max(len(line) for cell in column for line in (cell.splitlines() or [""])) for column in columns]
    room = line_width - _GAP * (len(columns) - 1)
    if sum(asked) <= room:
        return asked
    words = [max(len(word) for cell in column for word in (cell.split() or [""])) for column in columns]
    least = [min(word, _LONG_WORD) for word in words]
    if sum(least) > room:
        return None
    spare = room - sum(least)
    widths = list(least)
    by_want = sorted(range(len(columns)), key=lambda index: asked[index] - least[index])
    for done, index in enumerate(by_want):  # who wants little gets it, the others share what is left
        granted = min(asked[index] - least[index], spare // (len(columns) - done))
        widths[index] += granted
        spare -= granted
    return widths
