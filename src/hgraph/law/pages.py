"""A page for people: titled sections of sentences and tables, whatever form it is shown in."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences, then a table if there are rows. Cells are plain text in the reader's language."""

    title: str
    sentences: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A title, a few sentences and sections; empty sections are left out when it is made."""

    title: str
    sentences: tuple[str, ...] = ()
    sections: tuple[Section, ...] = field(default=())
