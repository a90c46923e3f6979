"""Records of others to statements of the project's own model, one kind at a time, with every known trap noticed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from hgraph.importers.days import Moment, moment
from hgraph.importers.mapping import Kind, SourceMapping, Taken
from hgraph.importers.notes import Notes
from hgraph.importers.records import LookUps, Record, text_of
from hgraph.namespaces import RDF, XSD
from hgraph.terms import Iri, Literal, Term, Triple, tagged

FOOTNOTE: Final = re.compile(r"\s*\(\d{1,2}\)\s*$")
_PART: Final = re.compile(r"\{(?P<part>\w+)(?P<lower>:lower)?\}")
"""A gap in the form of a name; with ``:lower`` its first letter becomes small, as within a sentence."""


@dataclass
class Entity:
    """One thing as it would stand in the project: its values, and those that another value of the source outdid."""

    subject: Iri
    kind: Kind
    values: dict[Iri, list[Term]] = field(default_factory=dict)
    outdone: list[tuple[Iri, Term]] = field(default_factory=list)

    def day(self, property_: Iri | None) -> date | None:
        """Return the day that stands under a property, ``None`` if there is none."""
        terms = self.values.get(property_, []) if property_ else []
        return next((date.fromisoformat(str(term)) for term in terms), None)

    def one(self, property_: Iri | None) -> str:
        """Return the value under a property as text, empty if there is none."""
        terms = self.values.get(property_, []) if property_ else []
        return str(terms[0]) if terms else ""

    def statements(self) -> Iterator[Triple]:
        """Yield what is stated of the thing."""
        yield self.subject, Iri(RDF.type), self.kind.class_
        for name, terms in self.values.items():
            for term in terms:
                yield self.subject, name, term

    def things(self) -> Iterator[Iri]:
        """Yield the things it points at."""
        yield from (term for terms in self.values.values() for term in terms if isinstance(term, Iri))


class Converter:
    """Makes entities of records of one source."""

    def __init__(self, mapping: SourceMapping, look_ups: LookUps, notes: Notes) -> None:
        """Take how the source is read, what its things point at, and where to note what is noticed."""
        self._mapping, self._look_ups, self._notes = mapping, look_ups, notes

    def entity(self, record: Record, kind: Kind) -> Entity:
        """Return a record as an entity of its kind."""
        entity = Entity(record.subject, kind)
        for taken in kind.taken:
            self._take(record, taken, entity)
        self._name(record, entity)
        return entity

    def _take(self, record: Record, taken: Taken, entity: Entity) -> None:
        found: dict[Term, Moment | None] = {}
        for term in self._look_ups.follow(record, taken.path):
            converted, when = self._converted(record.subject, taken, entity.kind, term)
            if converted is not None and (converted not in found or _worth(when) > _worth(found[converted])):
                found[converted] = when
        for language in sorted({term.language or "" for term in found if isinstance(term, Literal)} | {""}):
            terms = {term: when for term, when in found.items() if (getattr(term, "language", None) or "") == language}
            if not terms:
                continue
            if taken.single and len(terms) > 1:
                terms = self._best(record.subject, taken, entity, terms)
            entity.values.setdefault(taken.to, []).extend(sorted(terms, key=str))

    def _best(
        self, subject: Iri, taken: Taken, entity: Entity, terms: Mapping[Term, Moment | None]
    ) -> dict[Term, Moment | None]:
        """Return the one value that counts where a thing can have one: a day in Belgian time before others."""
        ranked = sorted(terms, key=lambda term: (_worth(terms[term]), str(term)), reverse=True)
        best, others = ranked[0], ranked[1:]
        for other in others:
            first, second = terms[best], terms[other]
            shifted = first and second and abs((first.day - second.day).days) == 1 and "Z" in (first.zone, second.zone)
            code = "import-day-shifted" if shifted else "import-several-values"
            self._notes.add(code, subject, str(best), str(other))
            entity.outdone.append((taken.to, other))
        return {best: terms[best]}

    def _converted(self, subject: Iri, taken: Taken, kind: Kind, term: Term) -> tuple[Term | None, Moment | None]:
        """Return a value as it would stand in the project, ``None`` if it cannot; and the moment it was, if it was."""
        if taken.form in ("thing", "twin", "code"):
            return self._thing(subject, taken, kind, term), None
        if not isinstance(term, Literal):
            self._notes.add("import-unreadable-value", subject, str(term))
            return None, None
        if taken.form == "day":
            return self._day(subject, term)
        return self._value(subject, taken, term), None

    def _thing(self, subject: Iri, taken: Taken, kind: Kind, term: Term) -> Iri | None:
        if not isinstance(term, Iri):
            self._notes.add("import-unreadable-value", subject, str(term))
            return None
        if taken.form == "twin":
            if term == subject:
                return None
            self._notes.add("import-language-twin", subject, term)
        if taken.form == "code":
            if term not in kind.codes:
                self._notes.add("import-unknown-code", subject, term)
            return kind.codes.get(term, term)
        return term

    def _day(self, subject: Iri, term: Literal) -> tuple[Term | None, Moment | None]:
        when = moment(term.lexical)
        if when is None or when.technical:
            code = "import-unreadable-value" if when is None else "import-technical-date"
            self._notes.add(code, subject, term.lexical)
            return None, None
        return Literal(when.day.isoformat(), Iri(XSD.date)), when

    def _value(self, subject: Iri, taken: Taken, term: Literal) -> Literal | None:
        text = term.lexical
        if taken.form == "integer" and re.fullmatch(r"[+-]?\d{1,9}", text, re.ASCII):
            return Literal(str(int(text)), Iri(XSD.integer))
        if taken.form == "boolean" and text in ("true", "false", "1", "0"):
            if term.datatype != XSD.boolean:
                self._notes.add("import-wrong-boolean", subject, text, term.datatype)
            return Literal("true" if text in ("true", "1") else "false", Iri(XSD.boolean))
        if taken.form in ("integer", "boolean") or not text.strip():
            self._notes.add("import-unreadable-value", subject, text)
            return None
        if taken.form == "plain":
            return Literal(text)
        if term.language is None:
            self._notes.add("import-untagged-text", subject, text)
        if FOOTNOTE.search(text):
            self._notes.add("import-footnote-mark", subject, text)
        return tagged(text, term.language or self._mapping.language)

    def _name(self, record: Record, entity: Entity) -> None:
        """Add the names that are made of other values; of several for one property, the first that can be made."""
        parts: dict[str, str] = {}
        for part, path in entity.kind.parts.items():
            text = text_of(self._look_ups.follow(record, path), self._mapping.language)
            if text and text.strip():
                parts[part] = FOOTNOTE.sub("", text)
        for derived in entity.kind.derived:
            wanted = {found["part"] for found in _PART.finditer(derived.form)}
            fits = derived.needs is None or derived.needs in record.values
            if fits and derived.to not in entity.values and wanted <= parts.keys():
                text = " ".join(_PART.sub(lambda found: _filled(found, parts), derived.form).split())
                entity.values[derived.to] = [tagged(text, derived.language) if derived.language else Literal(text)]


def _filled(found: re.Match[str], parts: Mapping[str, str]) -> str:
    text = parts[found["part"]]
    return text[:1].lower() + text[1:] if found["lower"] else text


def _worth(when: Moment | None) -> tuple[bool, bool]:
    """Return how much a moment is worth as the name of a day: with Belgian offset, without zone, in another zone."""
    return (when.belgian, not when.zone) if when else (False, False)
