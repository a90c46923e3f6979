"""Reading back an agenda that was written as JSON, to compare a later one with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from hgraph.errors import UnreadableInput, UsageError
from hgraph.law.agenda import Agenda, AgendaEntry, PlannedStep, State
from hgraph.law.shown_agenda import AGENDA_KIND
from hgraph.terms import Iri, is_valid_iri

_LARGEST: Final = 50_000_000
"""Bytes an agenda may have; one of ten thousand needs has some ten million."""


def read_agenda(path: Path, project: str | None = None) -> Agenda:
    """Read an agenda that ``law agenda --format json`` wrote, of the same project if its title is given.

    Only what a comparison needs is read: states, planned days and labels. Raises ``UsageError`` (``no-such-agenda``,
    ``agenda-of-other-project``) and ``UnreadableInput`` (``not-readable``, ``not-an-agenda``).
    """
    document = _document(path)
    needs = document.get("needs")
    if document.get("kind") != AGENDA_KIND or not isinstance(needs, list):
        raise UnreadableInput("not-an-agenda", place=path, part="kind, needs")
    if project is not None and document.get("project") != project:
        raise UsageError("agenda-of-other-project", place=path, title=document.get("project"), wanted=project)
    try:
        on = date.fromisoformat(document["on"])
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableInput("not-an-agenda", place=path, part="on") from error
    entries = [_checked(path, number, entry) for number, entry in enumerate(needs, start=1)]
    return Agenda(on, tuple(sorted(entries, key=lambda entry: entry.need)))


def _document(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _LARGEST:
            raise UnreadableInput("not-an-agenda", place=path, part="JSON")
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise UsageError("no-such-agenda", place=path) from error
    except OSError as error:
        raise UnreadableInput("not-readable", place=path) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableInput("not-an-agenda", place=path, part="JSON") from error
    if not isinstance(document, dict):
        raise UnreadableInput("not-an-agenda", place=path, part="kind, needs")
    return document


def _checked(path: Path, number: int, entry: Any) -> AgendaEntry:  # noqa: ANN401 - whatever JSON holds
    try:
        return _entry(entry)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableInput("not-an-agenda", place=path, part=f"needs[{number}]") from error


def _entry(entry: Mapping[str, Any]) -> AgendaEntry:
    return AgendaEntry(
        _iri(entry["need"]),
        State(entry["state"]),
        planned_effect=_day(entry.get("planned_effect")),
        overdue=_count(entry.get("days_overdue")),
        planned=tuple(
            PlannedStep(_iri(step["stage"]), date.fromisoformat(step["end"])) for step in entry.get("planned", ())
        ),
        label=str(entry["label"]),
    )


def _iri(value: object) -> Iri:
    if not isinstance(value, str) or not is_valid_iri(value):
        raise ValueError(value)
    return Iri(value)


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))


def _count(value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise ValueError(value)
