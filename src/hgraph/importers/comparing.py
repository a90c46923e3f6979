"""What an import would change: things that are new, changed, gone from the source, or the same, by kind and by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from hgraph.importers.mapping import Kind, SourceMapping
from hgraph.importers.records import classes_in
from hgraph.importers.spill import Sorter, by_subject, triples_of
from hgraph.namespaces import DCAT, DCT, FOAF, HG, SKOS, SPDX, XSD
from hgraph.terms import Iri, Literal, Term, Triple

_OF_THE_GRAPH: Final = frozenset({DCAT.Dataset, FOAF.Document, SPDX.Checksum})
"""Classes of what the graph says of itself, of its source and of the files read."""
CLAIM_KIND: Final = "claim"
OTHER_KIND: Final = "other"


class Standing(StrEnum):
    """What becomes of a thing by an import."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Difference:
    """One property of a thing: its values before and after."""

    property_: Iri
    before: tuple[Term, ...]
    after: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is new, changed or gone, with its name by language and what differs."""

    standing: Standing
    kind: str
    thing: Iri
    names: Mapping[str, str]
    differences: tuple[Difference, ...]
    values: Mapping[Iri, tuple[Term, ...]] = field(default_factory=dict)
    """All that is said of the thing after the import, before it if it is gone, here and elsewhere in the project."""

    @property
    def days(self) -> list[str]:
        """The days that are stated of the thing, in order."""
        texts = (term for terms in self.values.values() for term in terms if isinstance(term, Literal))
        return sorted(term.lexical for term in texts if term.datatype == XSD.date)


@dataclass
class Comparison:
    """How the imported graph would differ from what stands there now; all are counted, the first are kept."""

    kept: int
    counts: Counter[tuple[str, Standing]] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)
    statements: Counter[Standing] = field(default_factory=Counter)

    def full(self, kind: str, standing: Standing) -> bool:
        """Say whether enough changes of a kind and standing are kept."""
        return self.counts[kind, standing] >= self.kept

    def add(self, change: Change) -> None:
        """Count a change and keep it."""
        self.counts[change.kind, change.standing] += 1
        self.changes.append(change)

    def of(self, kind: str, standing: Standing) -> list[Change]:
        """Return the changes that are kept of one kind and standing, in order of name."""
        found = [change for change in self.changes if (change.kind, change.standing) == (kind, standing)]
        return sorted(found, key=lambda change: (sorted(change.names.items()), change.days, change.thing))

    def total(self, standing: Standing) -> int:
        """Return the number of things of one standing."""
        return sum(count for (_, each), count in self.counts.items() if each is standing)

    @property
    def anything(self) -> bool:
        """Say whether the file would differ in what it says of things."""
        return any(self.total(standing) for standing in Standing if standing is not Standing.SAME)


def compare(
    after: Sorter, before: Sorter, own: Sorter, mapping: SourceMapping, comparison: Comparison, foci: Collection[str]
) -> dict[str, dict[str, str]]:
    """Compare the graph to be with the graph that is; ``own`` has what stands elsewhere in the project.

    Returns the names, by language, of the things in ``foci``.
    """
    names: dict[str, dict[str, str]] = {}
    for thing, (new, old, elsewhere) in by_subject(after.lines(), before.lines(), own.lines()):
        if thing in foci:
            names[thing] = names_in(triples_of([*(new or old), *elsewhere]))
        if not (new or old):
            continue
        added, removed = set(new) - set(old), set(old) - set(new)
        comparison.statements[Standing.NEW] += len(added)
        comparison.statements[Standing.GONE] += len(removed)
        comparison.statements[Standing.SAME] += len(new) - len(added)
        known = bool(elsewhere)
        standing = Standing.CHANGED if known or (old and new) else Standing.GONE if old else Standing.NEW
        if not (added or removed):
            standing = Standing.SAME
        subject, here = Iri(thing), [*(new or old), *elsewhere]
        kind = _kind(subject, here, mapping)
        if kind is None:
            continue
        if standing is Standing.SAME or comparison.full(kind, standing):
            comparison.counts[kind, standing] += 1
            continue
        about = list(triples_of(here))
        differences = _differences(list(triples_of(sorted(removed))), list(triples_of(sorted(added))))
        comparison.add(Change(standing, kind, subject, names_in(about), differences, _grouped(about)))
    return names


def _kind(subject: Iri, lines: Sequence[bytes], mapping: SourceMapping) -> str | None:
    """Return the name of the kind of a thing; ``None`` for what the graph says of itself and of the files read."""
    classes = classes_in(lines)
    if HG.Claim in classes:
        return CLAIM_KIND
    if classes & _OF_THE_GRAPH:
        return None
    kind: Kind | None = mapping.kind_of(subject, classes)
    return kind.name if kind else OTHER_KIND


def _grouped(triples: Iterable[Triple]) -> dict[Iri, tuple[Term, ...]]:
    grouped: dict[Iri, list[Term]] = {}
    for _, predicate, value in triples:
        grouped.setdefault(predicate, []).append(value)
    return {predicate: tuple(dict.fromkeys(values)) for predicate, values in grouped.items()}


def _differences(removed: Sequence[Triple], added: Sequence[Triple]) -> tuple[Difference, ...]:
    before, after = _grouped(removed), _grouped(added)
    return tuple(Difference(name, before.get(name, ()), after.get(name, ())) for name in sorted({*before, *after}))


_NAMES = (SKOS.prefLabel, DCT.title, FOAF.name)


def names_in(about: Iterable[Triple]) -> dict[str, str]:
    """Return what a thing is called by language (empty for none), the preferred label before a title."""
    found: dict[str, str] = {}
    stated = list(about)
    for property_ in _NAMES:
        texts = sorted(
            (value for _, name, value in stated if name == property_ and isinstance(value, Literal)), key=str
        )
        for text in texts:
            found.setdefault(text.language or "", text.lexical)
    return found
