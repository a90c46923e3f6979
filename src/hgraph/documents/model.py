"""What a document is made of. Every text is plain: no markup of any form has a meaning in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """The beginning of a section; level 2 under the title, 3 and 4 below that."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more sentences; a note is said more quietly, a strong one more loudly, and a gap waits to be filled in."""

    text: str
    weight: str = "plain"
    """``plain``, ``strong``, ``note`` or ``gap``."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list, with lines below it."""

    text: str
    below: Sequence[Item] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list in which the order has no meaning of its own."""

    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with what they stand for, such as a title page has."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: a row of headings, rows of text, which columns hold numbers, and what it shows."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: Sequence[bool] = ()
    caption: str = ""
    row_headings: bool = False
    """Whether the first cell of a row names the row."""

    def is_numeric(self, column: int) -> bool:
        """Say whether a column holds numbers."""
        return column < len(self.numeric) and self.numeric[column]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of somebody else, and where they stand."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as SVG made by this program, with what it shows in words for who cannot see it."""

    svg: str
    caption: str


Block = Heading | Paragraph | Bullets | Facts | Grid | Quotation | Figure


@dataclass(frozen=True, slots=True)
class Document:
    """A title and what stands under it, in one language (``nl`` or ``en``)."""

    title: str
    language: str
    blocks: Sequence[Block]
    subtitle: str = ""
