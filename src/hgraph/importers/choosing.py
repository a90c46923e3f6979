"""Which things of a source are taken: all that the mapping lets through, or only those somebody asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from hgraph.errors import UsageError
from hgraph.importers.converting import FOOTNOTE, Entity
from hgraph.importers.mapping import Kind
from hgraph.importers.records import MEMBER_OF, LookUps, Record
from hgraph.messages import message
from hgraph.terms import Iri, Literal, to_ntriples

_LEGAL_WORD: Final = re.compile(r"^\w+\s+")
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What somebody asks for: the members of a government, what falls in a period, what is about some acts."""

    government: str | None = None
    since: date | None = None
    until: date | None = None
    about: frozenset[Iri] = frozenset()


@dataclass
class Subjects:
    """The acts that others may be about: the words by which a title names each, learned while reading."""

    acts: frozenset[Iri]
    titles: dict[Iri, str] = field(default_factory=dict)
    days: dict[Iri, date] = field(default_factory=dict)

    def learn(self, act: Iri, title: str | None, day: date | None) -> None:
        """Take the title and the day of one of the acts; what is known already stays."""
        if act in self.acts:
            if title:
                self.titles.setdefault(act, title)
            if day:
                self.days.setdefault(act, day)

    def named_in(self, title: str) -> list[Iri]:
        """Return the acts that a title names by their date and by all the words of their own title."""
        words = folded(title)
        return sorted(act for act, name in self.names.items() if f"{name} " in f"{words} ")

    @property
    def names(self) -> Mapping[Iri, str]:
        """How a title in Dutch names each act: what it is, of which day, and on what; none if that is not known."""
        found = {}
        for act in self.acts & self.titles.keys() & self.days.keys():
            title, day = folded(self.titles[act]), self.days[act]
            first = _LEGAL_WORD.match(title)
            if first:
                month = message(f"validation.months.{day.month}", "nl")
                found[act] = f"{first.group().strip()} van {day.day} {month} {day.year} {title[first.end() :]}"
        return found


def folded(title: str) -> str:
    """Return a title as titles are compared: without footnote mark, case and double spaces."""
    return _SPACE.sub(" ", FOOTNOTE.sub("", title)).strip().casefold()


class Chooser:
    """Says of each entity whether it is taken."""

    def __init__(self, narrowing: Narrowing, look_ups: LookUps, subjects: Subjects) -> None:
        """Take what is asked for, and what is known of the things that others point at."""
        self._narrowing, self._look_ups = narrowing, look_ups
        self._subjects = subjects
        self._words: dict[str, list[list[bytes]]] = {}
        wanted = narrowing.government
        self._government = None if wanted is None else " ".join(wanted.casefold().split())

    def require_government(self) -> None:
        """Raise ``UsageError`` (``import-unknown-government``) if the source has no body of the name asked for."""
        bodies = [thing for thing, kind in self._look_ups.kinds.items() if kind.members]
        if self._government is None or any(self._government in self._look_ups.called(body) for body in bodies):
            return
        known = sorted({str(name) for body in bodies for name in self._look_ups.names(body)})
        raise UsageError("import-unknown-government", government=self._narrowing.government, known=", ".join(known))

    def may_take(self, lines: list[bytes], kind: Kind) -> bool:
        """Say whether lines about one thing have the words without which it is not taken, before they are parsed."""
        if not kind.only:
            return True
        if kind.name not in self._words:
            self._words[kind.name] = [_words(allowed, kind) for allowed in kind.only.values()]
        content = b"".join(lines)
        return all(any(word in content for word in words) for words in self._words[kind.name])

    def takes(self, entity: Entity, record: Record) -> bool:
        """Say whether an entity is taken."""
        return (
            not entity.kind.only_checked
            and all(
                allowed & {str(term) for term in entity.values.get(name, ())}
                for name, allowed in entity.kind.only.items()
            )
            and (self._government is None or self._in_government(entity, record))
            and self._in_period(entity)
            and (not self._narrowing.about or bool(self.reasons(entity)))
        )

    def reasons(self, entity: Entity) -> list[tuple[Iri, bool]]:
        """Return the acts asked for that an act is or is about, and of each whether only its title says so."""
        if not entity.kind.amends:
            return []
        stated = {term for name in entity.kind.amends for term in entity.values.get(name, ())} | {entity.subject}
        found = dict.fromkeys(self._subjects.named_in(entity.one(entity.kind.title)), True)
        found |= {act: False for act in self._narrowing.about if act in stated}
        return sorted(found.items())

    def bodies(self, record: Record) -> list[Iri]:
        """Return the bodies a thing is a member of, only the one asked for if one is."""
        bodies = sorted(term for term in record.of(MEMBER_OF) if isinstance(term, Iri))
        return [body for body in bodies if self._government is None or self._government in self._look_ups.called(body)]

    def _in_government(self, entity: Entity, record: Record) -> bool:
        return bool(entity.kind.body and self.bodies(record))

    def _in_period(self, entity: Entity) -> bool:
        since, until = self._narrowing.since, self._narrowing.until
        if (since is None and until is None) or not entity.kind.period:
            return True
        start, end = (entity.day(name) for name in entity.kind.period)
        if since and end and (end < since or (end == since and not entity.kind.last_day_counts)):
            return False
        return not (until and start and start > until)


def _words(allowed: frozenset[str], kind: Kind) -> list[bytes]:
    """Return how the values that are allowed stand in a line, those that become one of them included."""
    codes = {code for code, meant in kind.codes.items() if meant in allowed}
    return [to_ntriples(Literal(word))[1:-1].encode("utf-8") for word in sorted(allowed | codes)]
