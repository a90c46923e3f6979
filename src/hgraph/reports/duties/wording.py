"""Names and sentences for reports on duties, in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from hgraph.messages import message
from hgraph.reports.entries import day
from hgraph.reports.sectioned import Column
from hgraph.terms import Iri


@dataclass(frozen=True)
class Wording:
    """A language, and what gives the names of things in it."""

    language: str
    label: Callable[[str, str], str]

    def say(self, entry: str, **values: object) -> str:
        """Return a sentence of the catalogue ``duties``."""
        return message(f"duties.{entry}", self.language, **values)

    def name(self, thing: Iri | None) -> str:
        """Return the name of a thing; nothing for nothing."""
        return "" if thing is None else self.label(thing, self.language)

    def names(self, things: Iterable[Iri]) -> str:
        """Return the names of things in one line, each once."""
        return "; ".join(dict.fromkeys(map(self.name, things)))

    def day(self, value: date | None) -> str:
        """Return a day as a reader writes it; nothing for nothing."""
        return "" if value is None else day(value, self.language)

    def counted(self, entry: str, count: int) -> str:
        """Return a number of things in words; the entry has a sentence for one and one for many."""
        return self.say(f"{entry}.{'one' if count == 1 else 'many'}", count=count)

    def columns(self, *shown: str, hidden: Iterable[str] = ()) -> tuple[Column, ...]:
        """Return columns by their keys, those that people see on a page first."""
        return (
            *(Column(key, self.say(f"column.{key}")) for key in shown),
            *(Column(key, self.say(f"column.{key}"), shown=False) for key in hidden),
        )

    def evidence_age(self, evidence: date | None, on: date) -> int | None:
        """Return the whole months from a day of evidence to another day."""
        if evidence is None:
            return None
        return (on.year - evidence.year) * 12 + on.month - evidence.month - (on.day < evidence.day)
