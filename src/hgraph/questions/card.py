"""What a question says about itself: its words in both languages, its parameters, its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PARAMETER_TYPES: Final = ("iri", "date", "text", "integer")
COLUMN_TYPES: Final = ("iri", "text", "date", "integer", "decimal", "term")
"""``term`` is a column in which every kind of value may stand."""
EMPTY_MEANINGS: Final = ("good", "bad", "neutral")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question wants to know first.

    ``of_class`` is the CURIE of the class an IRI belongs to, ``object_of`` that of the property that points at it. With
    ``by_name`` the question asks by the name of the thing, so that several of one name are as good as one. An
    ``internal`` parameter is filled in by the program.
    """

    name: str
    type: str
    labels: Mapping[str, str]
    example: str
    required: bool = False
    internal: bool = False
    of_class: str | None = None
    object_of: str | None = None
    by_name: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an answer. A computed one holds the days from one date column to another."""

    name: str
    type: str
    labels: Mapping[str, str]
    days: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question: ``name`` is the file name, the argument of ``hgraph ask`` and the last part of its address.

    Each part of ``sort`` is a column, or several of which the first with a value counts.
    """

    name: str
    path: Path
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    projected: tuple[Column, ...]
    computed: tuple[Column, ...]
    sort: tuple[tuple[str, ...], ...]
    empty: str
    empty_texts: Mapping[str, str]
    query: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns of the answer: those of the query, then the computed ones."""
        return self.projected + self.computed

    @property
    def asked(self) -> tuple[Parameter, ...]:
        """The parameters a person gives, without the internal ones."""
        return tuple(parameter for parameter in self.parameters if not parameter.internal)
