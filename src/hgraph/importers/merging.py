"""Imported statements beside those the project has: nothing twice, nothing overwritten, contradictions as claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from hgraph.dataset import FORMATS
from hgraph.dataset.reading import read_data_file
from hgraph.errors import UnreadableInput, UsageError
from hgraph.importers.claims import claim
from hgraph.importers.mapping import Kind, SourceMapping
from hgraph.importers.notes import Notes
from hgraph.importers.spill import Sorter, by_subject, triples_of
from hgraph.namespaces import DCT, RDF, STATEMENT_KIND
from hgraph.settings import Settings
from hgraph.terms import Iri, Literal, Term, Triple

_SOURCE: Final = f"<{DCT.source}>".encode()


@dataclass
class Held:
    """How many statements of the source the project has already, and in which it says otherwise."""

    statements: int = 0
    contradicted: int = 0
    confirmed: set[tuple[Iri, Iri]] = field(default_factory=set)
    """Acts of which the project states itself that they amend an act."""


def read_own(settings: Settings, target: Iri, sorter: Sorter) -> None:
    """Add to a sorter what the project's own graphs say of things that are not its own, the target graph left out.

    Raises ``UsageError`` (``import-into-fiction``) if the project is fiction, ``UnreadableInput`` as reading does.
    """
    base = settings.id_base
    for path in settings.content("data", "**/*"):
        if path.suffix not in FORMATS:
            continue
        graph = read_data_file(path, base)
        if graph.name == target:
            continue
        if graph.kind == STATEMENT_KIND.fictief:
            raise UsageError("import-into-fiction", place=settings.folder)
        triples = graph.triples if graph.triples is not None else _streamed(path)
        for triple in triples:
            if not triple.subject.value.startswith(base):  # type: ignore[union-attr]  # no quoted triples in data
                sorter.add(f"{triple} .")


def _streamed(path: object) -> Iterable[ox.Triple]:
    try:
        yield from (quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES))
    except SyntaxError as error:
        raise UnreadableInput("syntax", place=f"{path}:{error.lineno}", reason=error.msg) from error


def merge(new: Sorter, own: Sorter, merged: Sorter, reader: Merger) -> Held:
    """Put into a sorter what is to stand in the imported graph; ``own`` has what the project says elsewhere."""
    for _, lines in by_subject(new.lines(), own.lines()):
        if not lines[0]:
            continue
        if not lines[1]:
            for line in reader.completed(lines[0]):
                merged.add_line(line)
            continue
        for triple in reader.beside(list(triples_of(lines[0])), list(triples_of(lines[1]))):
            merged.add_triple(triple)
    return reader.held


class Merger:
    """Says what remains of the statements about one thing beside what the project says of it."""

    def __init__(self, mapping: SourceMapping, source: Iri, id_base: str, notes: Notes) -> None:
        """Take how the source is read, the address that is named as the source, and where to note contradictions."""
        self._mapping, self._source, self._id_base, self._notes = mapping, source, id_base, notes
        self.held = Held()

    def completed(self, lines: list[bytes]) -> list[bytes]:
        """Return the lines about one thing with its source; a claim has one already."""
        if any(line.split(b" ", 2)[1] == _SOURCE for line in lines):
            return lines
        subject = lines[0].partition(b" ")[0]
        return [*lines, b"%s %s <%s> .\n" % (subject, _SOURCE, self._source.encode("utf-8"))]

    def complete(self, triples: list[Triple]) -> list[Triple]:
        """Return statements about a thing with their source; a claim has one already."""
        (subject, *_) = triples[0]
        if not triples or any(predicate == DCT.source for _, predicate, _ in triples):
            return triples
        return [*triples, (subject, Iri(DCT.source), self._source)]

    def beside(self, new: list[Triple], own: list[Triple]) -> list[Triple]:
        """Return what is left of new statements about a thing the project describes."""
        subject = Iri(str(new[0][0]))
        known: dict[Iri, set[Term]] = {}
        for _, predicate, value in own:
            known.setdefault(predicate, set()).add(value)
        self._learn(subject, known)
        classes = frozenset(str(value) for _, predicate, value in new if predicate == RDF.type)
        kind = self._mapping.kind_of(subject, classes)
        left: list[Triple] = []
        claims: list[Triple] = []
        for triple in new:
            verdict = self._verdict(triple, known, kind)
            if verdict == "new":
                left.append(triple)
            elif verdict == "held":
                self.held.statements += 1
            elif verdict == "contradicted":
                self.held.contradicted += 1
                rivals = sorted(_rivals(triple[2], known[triple[1]]), key=str)
                self._notes.add("import-contradiction", subject, str(triple[2]), ", ".join(map(str, rivals)))
                claims += claim(subject, triple[1], triple[2], [self._source], self._id_base)
                sources = [term for term in known.get(Iri(DCT.source), ()) if isinstance(term, Iri)]
                for rival in rivals if sources else ():
                    claims += claim(subject, triple[1], rival, sources, self._id_base)
        return [*(self.complete(left) if left else []), *claims]

    def _verdict(self, triple: Triple, known: Mapping[Iri, set[Term]], kind: Kind | None) -> str:
        _, predicate, value = triple
        if value in known.get(predicate, ()):
            return "held"
        rivals = _rivals(value, known.get(predicate, set()))
        if rivals and kind and any(derived.to == predicate for derived in kind.derived):
            return "yields"
        return "contradicted" if rivals and predicate in self._mapping.singles else "new"

    def _learn(self, subject: Iri, known: Mapping[Iri, set[Term]]) -> None:
        for name in (name for kind in self._mapping.kinds for name in kind.amends):
            self.held.confirmed.update((subject, term) for term in known.get(name, ()) if isinstance(term, Iri))


def _rivals(value: Term, others: set[Term]) -> set[Term]:
    """Return the values that cannot stand beside one: all others, of texts only those in its language."""
    if isinstance(value, Literal) and value.language:
        return {other for other in others if isinstance(other, Literal) and other.language == value.language}
    return set(others)
