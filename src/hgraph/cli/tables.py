"""Tables for people: names instead of IRIs, columns headed in the reader's language, drawn by rich."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from hgraph.cli.output import width
from hgraph.messages import message, printable
from hgraph.terms import Term

_LONGEST: Final = 160
_WRAPS_FROM: Final = 60

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
    """Return a table as text; cells wrap so that lines have ``line_width`` characters (160 if not given)."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    wraps = any(len(cell) > _WRAPS_FROM for row in rows for cell in row)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, leading=1 if wraps else 0)
    for index, heading in enumerate(headings):
        right = index < len(numeric) and numeric[index]
        table.add_column(heading, justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    stream = io.StringIO()
    console = Console(file=stream, width=line_width or 160, color_system=None, highlight=False, legacy_windows=False)
    console.print(table)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n\n"
