"""Traps in what a source says of one thing, and of several things side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, groupby, islice, pairwise
from typing import Final

from hgraph.importers.converting import Entity
from hgraph.importers.notes import Notes
from hgraph.importers.records import Record
from hgraph.importers.spill import Sorter
from hgraph.namespaces import XSD
from hgraph.terms import Iri, Literal

_DOCUMENT: Final = re.compile(r"\bVR (?P<year>\d{4}) (?P<day>\d{2})(?P<month>\d{2}) (?:DOC|MED)\.\d{4}(?:[/-]\w+)?")
_ELI_DAY: Final = re.compile(r"/(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})/(?P<number>[^/]+)$")
_LAST: Final = re.compile(r"[^/#]+$")
_SIDE_BY_SIDE: Final = 500
"""Things with one key that are laid side by side; more than that is not one portfolio."""
_OPEN_END: Final = "9999-12-31"


def look_at(entity: Entity, notes: Notes) -> None:
    """Note what is wrong with one thing.

    An end before its beginning is left out. One on the day of its beginning can only be the last day, so the day after
    takes its place, for an end is the first day that no longer counts. What was stated becomes a claim either way.
    """
    kind = entity.kind
    if kind.title and not entity.one(kind.title):
        notes.add("import-without-title", entity.subject)
    if kind.period and kind.period[0] != kind.period[1]:
        _look_at_period(entity, kind.period, notes)
    if kind.gazette:
        _look_at_gazette(entity, notes)
    _look_at_numbers(entity, notes)


def _look_at_period(entity: Entity, period: tuple[Iri, Iri], notes: Notes) -> None:
    start, end = (entity.day(name) for name in period)
    if not start or not end or end > start or (end == start and entity.kind.last_day_counts):
        return
    stated = entity.values.pop(period[1])
    entity.outdone += [(period[1], term) for term in stated]
    if end < start:
        notes.add("import-end-before-start", entity.subject, start.isoformat(), end.isoformat())
        return
    following = (start + timedelta(days=1)).isoformat()
    notes.add("import-single-day", entity.subject, start.isoformat(), following)
    entity.values[period[1]] = [Literal(following, Iri(XSD.date))]


def _look_at_gazette(entity: Entity, notes: Notes) -> None:
    names = entity.kind.gazette
    signed, published = entity.day(names.get("document")), entity.day(names.get("publication"))
    if signed and published and published < signed:
        notes.add("import-published-too-early", entity.subject, signed.isoformat(), published.isoformat())
    found = _ELI_DAY.search(entity.subject)
    number = entity.one(names.get("number"))
    if found and signed and signed.isoformat() != f"{found['year']}-{found['month']}-{found['day']}":
        notes.add("import-eli-date", entity.subject, signed.isoformat())
    if found and number and number != found["number"]:
        notes.add("import-numac", entity.subject, number)


def _look_at_numbers(entity: Entity, notes: Notes) -> None:
    """Note a document number of the Flemish Government whose day is none, or is not among the days of the document."""
    texts = [str(term) for terms in entity.values.values() for term in terms if isinstance(term, Literal)]
    days = sorted(
        str(term)
        for terms in entity.values.values()
        for term in terms
        if isinstance(term, Literal) and term.datatype == XSD.date
    )
    for found in (match for text in texts for match in _DOCUMENT.finditer(text)):
        day = f"{found['year']}-{found['month']}-{found['day']}"
        if not _exists(day) or (days and day not in days):
            notes.add("import-document-number", entity.subject, found.group(), ", ".join(days))


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


class SideBySide:
    """Lays things side by side that share a portfolio, a person or the end of an IRI, on disk if they are many."""

    def __init__(self, lines: Sorter) -> None:
        """Take a sorter to keep them in."""
        self._lines = lines
        self._forms: Counter[tuple[str, str]] = Counter()

    def add(self, entity: Entity, record: Record) -> None:
        """Take one thing that is in the source."""
        if len(entity.kind.iris) > 1 and entity.kind.holds:
            form = next(form for form in entity.kind.iris if entity.subject.startswith(form))
            self._forms[entity.kind.class_, form] += 1
        holds = entity.kind.holds
        if not holds or not entity.kind.period:
            return
        start, end = (entity.one(name) for name in entity.kind.period)
        title, person, post = (entity.one(holds.get(name)) for name in ("portfolio", "person", "post"))
        last = _LAST.search(entity.subject)
        self._put("name", last.group() if last else "", entity.subject)
        if title and start:
            folded = " ".join(title.casefold().split())
            self._put("portfolio", folded, start, end or _OPEN_END, person, entity.subject, title)
        if person and post and start:
            zones = ",".join(sorted({str(term)[-1:] for term in record.of(entity.kind.period[1])}))
            self._put("person", f"{person} {post}", start, end or _OPEN_END, zones, entity.subject)

    def look(self, notes: Notes) -> None:
        """Note what is wrong between things."""
        for class_ in sorted({class_ for class_, _ in self._forms}):
            forms = [f"{form} ({count})" for (each, form), count in sorted(self._forms.items()) if each == class_]
            if len(forms) > 1:
                notes.add("import-two-forms", class_, forms[0], forms[1])
        looks = {"name": _twin_iris, "portfolio": _one_portfolio, "person": _one_person}
        for (topic, _), group in groupby(self._rows(), key=lambda row: (row[0], row[1])):
            looks[topic]([row[2:] for row in islice(group, _SIDE_BY_SIDE)], notes)

    def _put(self, *parts: str) -> None:
        self._lines.add("\t".join(_SPACES.sub(" ", part) for part in parts))

    def _rows(self) -> Iterator[list[str]]:
        for line in self._lines.lines():
            yield line.decode("utf-8").rstrip("\n").split("\t")


_SPACES: Final = re.compile(r"[\t\n\r]")


def _twin_iris(rows: list[list[str]], notes: Notes) -> None:
    """Note two IRIs that differ only in the word for their class and end the same."""
    for (first,), (second,) in combinations(rows, 2):
        notes.add("import-twin-iri", first, first, second)


def _one_portfolio(rows: list[list[str]], notes: Notes) -> None:
    """Note two persons with one portfolio on one day, and one portfolio written in two ways."""
    for one, other in combinations(rows, 2):
        start, end, person, subject, _ = one
        if person != other[2] and start < other[1] and other[0] < end:
            notes.add("import-two-holders", subject, max(start, other[0]), other[3])
    written = sorted({row[4]: row[3] for row in rows}.items())
    for (first, _), (second, subject) in pairwise(written):
        notes.add("import-case-variant", subject, first, second)


def _one_person(rows: list[list[str]], notes: Notes) -> None:
    """Note an end in universal time that is one day before the next beginning of that person in that post."""
    starts = {row[0] for row in rows}
    for _, end, zones, subject in rows:
        if "Z" in zones and end != _OPEN_END:
            following = (date.fromisoformat(end) + timedelta(days=1)).isoformat()
            if following in starts:
                notes.add("import-day-shifted", subject, end, following)
