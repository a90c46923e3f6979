"""Importing for tests: small sources in the words of Themis and the Gazette, and one run from files to findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cli import GRAPH, small_project
from hgraph.importers import Import, Outcome, Request
from hgraph.settings import load_settings

T = "http://themis.vlaanderen.be/id"
ELI = "http://www.ejustice.just.fgov.be/eli/decreet"
PREFIXES = f"""\
@prefix besluit: <http://data.vlaanderen.be/ns/besluit#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dossier: <https://data.vlaanderen.be/ns/dossier#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix mandaat: <http://data.vlaanderen.be/ns/mandaat#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix person: <http://www.w3.org/ns/person#> .
@prefix persoon: <https://data.vlaanderen.be/ns/persoon#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix t: <{T}/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
MINISTER = f"""\
<{T}/mandataris/m1> a mandaat:Mandataris ;
    dct:title "Vlaams minister van Onderwijs"@nl ;
    mandaat:start "2019-10-02T00:00:00+02:00"^^xsd:dateTime ;
    mandaat:einde "2021-05-10T00:00:00+02:00"^^xsd:dateTime ;
    mandaat:rangorde 1 ;
    mandaat:isBestuurlijkeAliasVan <{T}/persoon/p1> ;
    org:holds <{T}/mandaat/d1> .
<{T}/persoon/p1> a person:Person ; foaf:familyName "Peeters" ; persoon:gebruikteVoornaam "An" .
<{T}/mandaat/d1> a mandaat:Mandaat ; org:role <{T}/bestuursfunctie/f1> .
<{T}/bestuursfunctie/f1> a org:Role ; skos:prefLabel "Minister"@nl .
<{T}/bestuursorgaan/r1> a besluit:Bestuursorgaan ; skos:prefLabel "Proef I"@nl ;
    prov:hadMember <{T}/mandataris/m1> .
"""
"""One minister of one government, with nothing wrong."""
ACT = f"""\
<{ELI}/2008/07/10/2008203387> a eli:LegalResource ;
    eli:type_document <http://vocab.belgif.be/auth/legal-type/DECREE#id> ;
    eli:date_document "2008-07-10"^^xsd:date ;
    eli:date_publication "2008-09-23"^^xsd:date ;
    eli:id_local "2008203387" ;
    eli:responsibility_of "VLAAMSE OVERHEID"@nl ;
    eli:is_realized_by <{ELI}/2008/07/10/2008203387/justel> .
<{ELI}/2008/07/10/2008203387/justel> a eli:LegalExpression ;
    eli:realizes <{ELI}/2008/07/10/2008203387> ;
    eli:title "Decreet houdende een kader voor het gelijkekansenbeleid"@nl .
"""
"""One decree, with nothing wrong."""


@dataclass(frozen=True)
class Ran:
    """What came of an import: its outcome, and the lines of the file it would write."""

    outcome: Outcome
    lines: tuple[str, ...]

    @property
    def codes(self) -> set[str]:
        """Codes of what was noticed."""
        return {finding.code for finding in self.outcome.findings}

    @property
    def facts(self) -> tuple[str, ...]:
        """The lines that do not speak of the graph and the files it was made of."""
        about = ("/graaf/ingevoerd-", "//themis.vlaanderen.be/>", "//www.ejustice.just.fgov.be/eli/>")
        return tuple(line for line in self.lines if not any(part in line.split(" ", 1)[0] for part in about))

    def has(self, *words: str) -> bool:
        """Say whether one line holds all of some words."""
        return any(all(word in line for word in words) for line in self.lines)


def source_file(folder: Path, name: str, content: str | bytes, *, prefixed: bool = True) -> Path:
    """Write a file of a source, by default with the prefixes before it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = PREFIXES + content if isinstance(content, str) and prefixed else content
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def plan(folder: Path, more: str = "", settings: str = "") -> Path:
    """Write a small project, with more facts in a graph of its own, and return its folder."""
    files: dict[str, str | bytes] = {"hgraph.toml": f'title = "Klein"\n{settings}'}
    if more:
        files["data/facts.ttl"] = PREFIXES + GRAPH.format(name="feiten", kind="bron") + more
    return small_project(folder, files)


def import_files(folder: Path, source: str, files: Iterable[Path | str], *, write: bool = False, **more: object) -> Ran:
    """Import files into a project and return what came of it; ``more`` goes into the request."""
    settings = load_settings(folder)
    request = Request(source, tuple(map(str, files)), **more)  # type: ignore[arg-type]
    with Import(settings, request) as running:
        outcome = running.run()
        lines = tuple(line.decode().rstrip("\n") for line in running.lines())
        if write:
            running.write()
    return Ran(outcome, lines)
