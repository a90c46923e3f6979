"""From sorted statements to records: all that is said of one thing, also by other things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

from hgraph.errors import UnreadableInput
from hgraph.importers.mapping import Kind, SourceMapping, Steps
from hgraph.importers.notes import Notes
from hgraph.importers.spill import Sorter, by_subject, triples_of
from hgraph.namespaces import RDF
from hgraph.terms import Iri, Literal, Term, Triple

MEMBER_OF: Final = Iri("urn:hgraph:import:member-of")
"""Says of a member in which body it is: the body says it the other way round. Never written to a file."""

_IS_A: Final = f"<{RDF.type}>".encode()

Values = Mapping[Iri, Sequence[Term]]


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that is said of one thing."""

    subject: Iri
    values: Values

    @property
    def classes(self) -> frozenset[str]:
        """The classes it is said to be of."""
        return frozenset(str(term) for term in self.values.get(Iri(RDF.type), ()))

    def of(self, property_: Iri | None) -> Sequence[Term]:
        """Return the values of one property."""
        return self.values.get(property_, ()) if property_ else ()


def records(triples: Iterable[Triple]) -> Iterator[Record]:
    """Yield a record per subject of triples that come in order of subject."""
    for subject, statements in groupby(triples, key=itemgetter(0)):
        values: dict[Iri, list[Term]] = {}
        for _, predicate, value in statements:
            values.setdefault(predicate, []).append(value)
        yield Record(Iri(str(subject)), values)


class LookUps:
    """The things that others point at, held in memory with the few values that are needed."""

    def __init__(self, most: int) -> None:
        """Take how many may be held."""
        self._most = most
        self.records: dict[Iri, Record] = {}
        self.kinds: dict[Iri, Kind] = {}

    def add(self, record: Record, kind: Kind) -> None:
        """Hold a record, without its long list of members. Raises ``UnreadableInput`` (``import-too-many``)."""
        if len(self.records) >= self._most:
            raise UnreadableInput("import-too-many", limit=self._most)
        values = {name: () if name == kind.members else tuple(terms) for name, terms in record.values.items()}
        self.records[record.subject] = Record(record.subject, values)
        self.kinds[record.subject] = kind

    def follow(self, record: Record, path: Steps) -> list[Term]:
        """Return the values at the end of a path from a record."""
        found = list(record.of(path[0]))
        for step in path[1:]:
            things = [self.records[term] for term in found if isinstance(term, Iri) and term in self.records]
            found = [value for thing in things for value in thing.of(step)]
        return list(dict.fromkeys(found))

    def names(self, thing: Iri) -> list[str]:
        """Return the names that the source gives a body."""
        return [str(term) for term in self.records[thing].of(self.kinds[thing].called)]

    def called(self, thing: Iri) -> frozenset[str]:
        """Return the names of a body, folded, as somebody may type them."""
        kind = self.kinds.get(thing)
        if kind is None:
            return frozenset()
        names = {str(term) for term in self.records[thing].of(kind.called)}
        names |= {derived.form.format(name=name) for name in names for derived in kind.derived}
        return frozenset(" ".join(name.casefold().split()) for name in names)


def relate(found: Sorter, related: Sorter, mapping: SourceMapping, look_ups: LookUps, notes: Notes) -> None:
    """Pass on the records that are taken, each with what other records say about it, and hold those looked up.

    A description that belongs to another thing (a title in one language) is passed on as a statement about that thing.
    """
    for subject, (lines,) in by_subject(found.lines()):
        classes = classes_in(lines)
        kind = mapping.kind_of(subject, classes)
        if kind is None:
            _note_twin(subject, classes, mapping, notes)
        elif kind.carried_to:
            _carry(record_of(lines), kind, related)
        elif kind.looked_up:
            record = record_of(lines)
            look_ups.add(record, kind)
            for member in record.of(kind.members):
                if isinstance(member, Iri):
                    related.add_triple((member, MEMBER_OF, record.subject))
        else:
            for line in lines:
                related.add_line(line)


def classes_in(lines: Iterable[bytes]) -> frozenset[str]:
    """Return the classes in lines about one thing, without parsing them."""
    parts = (line.split(b" ") for line in lines if _IS_A in line)
    return frozenset(part[2][1:-1].decode("utf-8") for part in parts if part[1] == _IS_A)


def record_of(lines: Iterable[bytes]) -> Record:
    """Return lines about one thing as a record."""
    return next(records(triples_of(lines)))


def _carry(record: Record, kind: Kind, related: Sorter) -> None:
    for thing in record.of(kind.carried_to):
        if isinstance(thing, Iri):
            for taken in kind.taken:
                for value in record.of(taken.path[0]):
                    related.add_triple((thing, taken.to, value))


def _note_twin(subject: str, classes: frozenset[str], mapping: SourceMapping, notes: Notes) -> None:
    """Notice a thing that would be taken if its IRI had the other scheme; its IRI is not changed, so it is left out."""
    scheme, _, rest = subject.partition("://")
    other = f"{'https' if scheme == 'http' else 'http'}://{rest}"
    if rest and mapping.kind_of(other, classes):
        notes.add("import-namespace-twin", subject, subject, other)


def text_of(terms: Iterable[Term], language: str) -> str | None:
    """Return a text among values: the one in a language, else one without, else any; ``None`` if there is none."""
    texts = [term for term in terms if isinstance(term, Literal)]
    ranked = sorted(texts, key=lambda text: (text.language != language, text.language is not None, text.lexical))
    return ranked[0].lexical if ranked else None
