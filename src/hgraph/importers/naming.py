"""Names in an import: of the things taken, and from what somebody typed to the acts that are meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from hgraph.dataset import read_triples
from hgraph.errors import UsageError
from hgraph.importers.choosing import folded
from hgraph.importers.comparing import names_in
from hgraph.importers.converting import Entity
from hgraph.importers.mapping import SourceMapping
from hgraph.importers.records import records
from hgraph.importers.spill import Sorter
from hgraph.iris import expand, shorten
from hgraph.namespaces import RDFS
from hgraph.settings import Settings
from hgraph.terms import Iri, Literal


def entity_names(entity: Entity) -> dict[str, str]:
    """Return what an entity is called, by language."""
    return names_in(entity.statements())


def resolve_acts(typed: Iterable[str], related: Sorter, own: Sorter, mapping: SourceMapping) -> frozenset[Iri]:
    """Return the acts that were typed: by IRI, by number, or by any of their titles in source or project.

    Raises ``UsageError`` (``import-unknown-act``) for one that fits no act, or more than one.
    """
    texts = list(typed)
    found = {text: {iri} for text in texts if (iri := expand(text))}
    wanted = {folded(text): text for text in texts if text not in found}
    for sorter in (related, own) if wanted else ():
        for record in records(sorter.triples()):
            kind = mapping.kind_of(record.subject, record.classes)
            if kind and kind.gazette:
                names = {folded(str(t)) for terms in record.values.values() for t in terms if isinstance(t, Literal)}
                for name in names & wanted.keys():
                    found.setdefault(wanted[name], set()).add(record.subject)
    for text in texts:
        if len(found.get(text, ())) != 1:
            raise UsageError("import-unknown-act", text=text, count=len(found.get(text, ())))
    return frozenset(act for acts in found.values() for act in acts)


def property_names(settings: Settings, language: str) -> Callable[[Iri], str]:
    """Return what gives the name of a property in a language, read from the ontology when it is first asked for."""

    @cache
    def names() -> dict[str, str]:
        found: dict[str, str] = {}
        for path in settings.content("ontology", "**/*.ttl"):
            for subject, predicate, value in read_triples(path):
                if predicate == RDFS.label and isinstance(value, Literal) and value.language == language:
                    found[str(subject)] = value.lexical
        return found

    return lambda property_: names().get(property_) or shorten(property_)
