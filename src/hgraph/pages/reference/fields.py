"""Fields of the form of a question: how a parameter is asked, what there is to pick from, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Final

from hgraph.project import Project
from hgraph.questions import Parameter, choices

_MOST: Final = 300
"""Things a list in a form may offer; with more, the reader types."""
_KINDS: Final = {"date": "date", "integer": "number"}

Options = Sequence[tuple[str, str]]
"""What there is to pick from: the value and its name, in order of name."""


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter in a form: how it is asked, what is filled in already, and what is wrong with that."""

    name: str
    label: str
    kind: str
    required: bool
    example: str
    options: Options
    value: str = ""
    error: str = ""


def options_of(
    parameter: Parameter, project: Project, names_of: Callable[[AbstractSet[str]], Mapping[str, str]]
) -> Options:
    """Return the things to pick from for a parameter, none if they are many or not known.

    ``names_of`` names things. Of a parameter that is asked by name, things of one name are one.
    """
    among = choices(parameter, project) if parameter.type == "iri" else None
    if among is None or len(among) > _MOST:
        return ()
    names = names_of(among)
    found = sorted(((thing, names[thing]) for thing in among), key=lambda each: (each[1].casefold(), each[0]))
    if parameter.by_name:
        found = list({name: (thing, name) for thing, name in reversed(found)}.values())[::-1]
    return found


def field_of(parameter: Parameter, language: str, options: Options, given: str = "", error: str = "") -> Field:
    """Return a parameter as a form asks it; what is given may be a value or its name.

    A value that is not among those to pick from, or is wrong, is shown as it was typed.
    """
    known = next((value for value, name in options if given in (value, name)), "")
    picked = bool(options) and not error and (bool(known) or not given)
    kind = "select" if picked else "text" if error else _kind(parameter.type, given)
    label = parameter.labels[language]
    return Field(
        parameter.name,
        label,
        kind,
        parameter.required,
        parameter.example,
        options if picked else (),
        known or given,
        error,
    )


def _kind(type_: str, given: str) -> str:
    """Return the kind of field for a type; a value that such a field cannot hold stands in one of text."""
    kind = _KINDS.get(type_, "text")
    try:
        if given and kind == "date":
            date.fromisoformat(given)
        elif given and kind == "number":
            int(given)
    except ValueError:
        return "text"
    return kind
