"""A page as headings, sentences and lists, before it is text, Markdown or anything else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence of a list, and how deep it stands; 0 is a sentence by itself."""

    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; ``level`` 1 for a part, 2 for a part of a part."""

    heading: str
    items: tuple[Item, ...] = ()
    level: int = 1


@dataclass(frozen=True, slots=True)
class Outline:
    """A title, sentences under it, and sections."""

    title: str
    intro: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
