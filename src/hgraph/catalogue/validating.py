"""The record held against the profiles of DCAT: what is missing becomes findings; the record is written anyhow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hgraph.dataset import read_triples
from hgraph.findings import Finding
from hgraph.labels import LabelIndex
from hgraph.namespaces import DCT, PROF, RDF
from hgraph.settings import Settings
from hgraph.store import EmbeddedStore
from hgraph.terms import Iri, Triple
from hgraph.validation import RuleBook, compile_shapes, validate_in_store

_RECORD: Final = Iri("urn:hgraph:record")


@dataclass(frozen=True)
class Profile:
    """A profile of DCAT: its IRI, and its shapes."""

    iri: Iri
    title: str
    shapes: tuple[Triple, ...]


def profiles(settings: Settings) -> list[Profile]:
    """Return the profiles in ``shapes/catalogue``, one file each. Raises ``UnreadableInput`` for what is not Turtle."""
    return [_profile(path) for path in settings.content("shapes", "catalogue/*.ttl")]


def _profile(path: Path) -> Profile:
    triples = read_triples(path)
    iri = next((Iri(str(s)) for s, p, o in triples if p == RDF.type and o == PROF.Profile), Iri(path.as_uri()))
    title = next((str(o) for s, p, o in triples if s == iri and p == DCT.title), path.stem)
    return Profile(iri, title, tuple(triples))


def findings_of(record: Sequence[Triple], profile: Profile) -> tuple[Finding, ...]:
    """Return what a record lacks of a profile; nothing if it conforms."""
    rules = RuleBook(profile.shapes)
    store = EmbeddedStore.in_memory()
    store.add(_RECORD, record)
    done = validate_in_store(store, compile_shapes(rules.triples), rules, LabelIndex(), lambda: record)
    store.close()
    return done.result.findings
