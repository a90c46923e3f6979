"""What became of one thing and of each of its properties, in a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from hgraph.diff.changes import Comparison, Fate, Path, PropertyChange, ThingChange
from hgraph.messages import message
from hgraph.reports import day
from hgraph.terms import Iri, Literal, Term, to_python

_LONGEST: Final = 200
"""Characters of a text that is quoted; JSON has it whole."""


class Sentences:
    """Says what changed in one language."""

    def __init__(self, comparison: Comparison, language: str) -> None:
        """Take what is compared and the reader's language (``nl`` or ``en``)."""
        self._comparison = comparison
        self._language = language

    def _say(self, key: str, **values: object) -> str:
        return message(f"diff.{key}", self._language, **values)

    def _name(self, iri: str) -> str:
        return self._comparison.label(iri, self._language)

    def order(self, change: ThingChange) -> tuple[str, str, str]:
        """Return the key that puts the changes of one person in order: by kind, by name, by IRI."""
        return self.kind(change), self._name(change.thing), change.thing

    def kind(self, change: ThingChange) -> str:
        """Return what a thing is; empty if it has no class."""
        return self._name(change.kind) if change.kind else ""

    def thing(self, change: ThingChange) -> str:
        """Return what became of a thing, without its properties."""
        name, kind = self._name(change.thing), self.kind(change)
        thing = self._say("thing.kind", name=name, kind=kind) if kind else name
        return self._say(f"thing.{change.fate.value}", thing=thing)

    def properties(self, change: ThingChange) -> Iterator[str]:
        """Yield a sentence for each property of a changed thing; what came or went as a whole needs none."""
        if change.fate is Fate.CHANGED:
            for each in change.properties:
                yield from self._property(each)

    def _property(self, change: PropertyChange) -> Iterator[str]:
        sides: dict[str, tuple[list[Term], list[Term]]] = defaultdict(lambda: ([], []))
        for side, terms in enumerate((change.went, change.came)):
            for term in terms:
                sides[term.language or "" if isinstance(term, Literal) else ""][side].append(term)
        for language, (went, came) in sorted(sides.items()):
            name = self._path(change.path)
            if language and language != self._language:
                name = self._say("property.language", property=name, language=language)
            yield self._change(name, went, came)

    def _path(self, path: Path) -> str:
        first, last = self._name(path[0]), self._name(path[-1])
        return first if len(path) == 1 else self._say("property.path", first=first, last=last)

    def _change(self, name: str, went: Sequence[Term], came: Sequence[Term]) -> str:
        old, new = ("; ".join(sorted(self._value(term) for term in terms)) for terms in (went, came))
        if not came:
            return self._say("property.removed", property=name, old=old)
        if not went:
            return self._say("property.added", property=name, new=new)
        if len(went) == len(came) == 1 and (days := _days(went[0], came[0])):
            count = self._say("property.day") if abs(days) == 1 else self._say("property.days", count=abs(days))
            key = "later" if days > 0 else "earlier"
            return self._say(f"property.{key}", property=name, old=old, new=new, days=count)
        return self._say("property.became", property=name, old=old, new=new)

    def _value(self, term: Term) -> str:
        if isinstance(term, Iri):
            return self._name(term)
        value = to_python(term)
        if isinstance(value, date) and not isinstance(value, datetime):
            return day(value, self._language)
        if isinstance(value, str):
            return self._say("property.quoted", text=_short(value))
        return str(term)


def _days(old: Term, new: Term) -> int:
    """Return by how many days a date moved; 0 if these are no dates."""
    before, after = to_python(old), to_python(new)
    if isinstance(before, date) and isinstance(after, date) and type(before) is type(after):
        return (after - before).days
    return 0


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
