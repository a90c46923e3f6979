"""How far a check after a change reaches: which findings it would have met again, and which it left as they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from hgraph.dataset import Change
from hgraph.findings import Finding, Place, Status
from hgraph.namespaces import DCT, ELI, ELI_DL, FOAF, HG, MANDAAT, OA, RDF, RDFS, SKOS, SPDX
from hgraph.terms import Iri, Term

NAMES: Final = frozenset(
    map(Iri, (SKOS.prefLabel, ELI.title_short, DCT.title, RDFS.label, FOAF.name, ELI_DL.process_title))
)
"""The properties by which things are called, those of ``queries/internal/labels.rq``."""
_QUOTES: Final = frozenset({OA.exact, OA.prefix, OA.suffix, OA.start, OA.end, OA.hasSource, OA.hasSelector}) | {
    HG.textFile, SPDX.checksum, SPDX.checksumValue, RDF.type,
}  # fmt: skip
_TITLES: Final = frozenset({HG.partOfPlan, HG.leadMinister, MANDAAT.isBestuurlijkeAliasVan, RDF.type})
_OF_TERMS: Final = frozenset({"unknown-term", "namespace-twin"})
_OF_QUOTES: Final = "quote-"
_OF_PINNED_TEXTS: Final = "pinned-text-"
_OF_TITLES: Final = frozenset({"action-near-duplicate"})


@dataclass(frozen=True)
class Extent:
    """What was looked at anew."""

    rules: Mapping[Iri, frozenset[Term] | None]
    """The focus nodes of each rule; ``None``: all of them."""
    graphs: frozenset[Iri] = frozenset()
    """The graphs whose terms were judged."""
    texts: bool = False
    """Whether the quotes were cut again."""
    titles: bool = False
    """Whether the titles of actions were compared."""

    def covers(self, finding: Finding) -> bool:
        """Say whether a finding would have been met if it still stood; those about waivers and rules always are."""
        if finding.code in _OF_TERMS:
            return finding.place.graph in self.graphs
        if finding.code.startswith((_OF_QUOTES, _OF_PINNED_TEXTS)):
            return self.texts
        if finding.code in _OF_TITLES:
            return self.titles
        return finding.rule not in self.rules or self.covers_all(finding.rule, finding.focus)

    def covers_all(self, rule: Iri, thing: Term) -> bool:
        """Say whether all that a shape has to say about a thing was looked at; of other rules, that is not known."""
        foci = self.rules.get(rule, frozenset())
        return foci is None or thing in foci


def as_first_found(finding: Finding) -> Finding:
    """Return an earlier finding, open, with no more of its place than its rule gave: the rest may differ."""
    place = finding.place
    if finding.code.startswith(_OF_QUOTES):
        place = Place(document=place.document, passage=place.passage)
    elif finding.code.startswith(_OF_PINNED_TEXTS):
        place = Place(file=place.file)
    elif finding.code not in _OF_TERMS:
        place = Place()
    return replace(finding, place=place, owners=(), gaps=(), status=Status.OPEN, waiver=None)


def touches_texts(change: Change) -> bool:
    """Say whether a change may concern quotes, the texts they are cut from, or what passages are called."""
    return change.texts or any(predicate in _QUOTES or predicate in NAMES for _, predicate, _ in change.statements)


def touches_titles(change: Change) -> bool:
    """Say whether a change may concern which actions are called nearly the same."""
    return any(predicate in _TITLES or predicate in NAMES for _, predicate, _ in change.statements)
