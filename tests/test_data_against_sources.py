"""What ``data/`` says of ministers, policy fields and decrees is what the public data of Themis and the Gazette say.

Those files are not part of the project. ``HGRAPH_REFERENCE_DATA`` names a folder with them: ``themis/`` and the
extracts made of it and of the Gazette.
"""

from __future__ import annotations

import csv
import os
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pyoxigraph as ox
import pytest

from data_facts import FACTS
from hgraph.namespaces import BESLUIT, DCT, ELI, FOAF, MANDAAT, ORG, PERSON, PERSOON, PREFIXES, PROV, SKOS

FOLDER = os.environ.get("HGRAPH_REFERENCE_DATA", "")
pytestmark = pytest.mark.skipif(
    not FOLDER, reason="HGRAPH_REFERENCE_DATA does not name a folder with the public data to compare with"
)

THEMIS = "http://themis.vlaanderen.be/id/"
EJUSTICE = "http://www.ejustice.just.fgov.be/eli/"
IS_REALIZED_BY = f"{PREFIXES['eli']}is_realized_by"
BRUSSELS = ZoneInfo("Europe/Brussels")
# The form of 2024 of the field Gelijke kansen en integratie en inburgering is younger than the stored policy fields.
YOUNGER_THAN_THE_REFERENCE = {f"{THEMIS}beleidsveld/76e7a84a-868a-4a7e-9cfc-7612219e6509"}


def _load(pattern: str) -> ox.Store:
    store = ox.Store()
    for path in sorted(Path(FOLDER).glob(pattern)):
        store.bulk_load(path=path, format=ox.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def themis() -> ox.Store:
    store = _load("themis/*.ttl")
    store.bulk_load(path=Path(FOLDER) / "jambon_subset.ttl", format=ox.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def gazette() -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=Path(FOLDER) / "decreten_eli.nt", format=ox.RdfFormat.N_TRIPLES)
    return store


@pytest.fixture(scope="module")
def mandates() -> dict[str, dict[str, str]]:
    with (Path(FOLDER) / "jambon_mandatees.csv").open(encoding="utf-8", newline="") as rows:
        return {row["mandataris"]: row for row in csv.DictReader(rows)}


def _values(store: ox.Store, subject: str, predicate: str) -> set[str]:
    found = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None)
    return {quad.object.value for quad in found}


def _day(moment: str) -> str:
    """Return the calendar day of a moment in Brussels; a moment without offset is already local."""
    read = datetime.fromisoformat(moment)
    return (read.astimezone(BRUSSELS) if read.tzinfo else read).date().isoformat()


def _used(prefix: str) -> set[str]:
    subjects = set(FACTS.by_subject)
    objects = {term.value for things in FACTS.by_subject.values() for terms in things.values() for term in terms}
    return {iri for iri in subjects | objects if iri.startswith(prefix)}


def test_every_iri_of_themis_is_known_there(themis: ox.Store) -> None:
    known = {term.value for quad in themis for term in (quad.subject, quad.object)}
    assert sorted(_used(THEMIS) - known - YOUNGER_THAN_THE_REFERENCE) == []


def test_every_eli_is_known_in_the_gazette(gazette: ox.Store) -> None:
    known = {quad.subject.value for quad in gazette}
    assert sorted(_used(EJUSTICE) - known) == []


def test_all_office_holders_are_there_and_no_others(mandates: dict[str, dict[str, str]]) -> None:
    assert set(FACTS.of_type(MANDAAT.Mandataris)) == set(mandates)
    (team,) = [body for body in FACTS.of_type(BESLUIT.Bestuursorgaan) if FACTS.all(body, PROV.hadMember)]
    assert set(FACTS.all(team, PROV.hadMember)) == set(mandates)


def test_office_holders_have_the_days_titles_and_ranks_of_themis(mandates: dict[str, dict[str, str]]) -> None:
    for holder, row in mandates.items():
        assert FACTS.one(holder, MANDAAT.start) == _day(row["start"])
        assert FACTS.one(holder, MANDAAT.einde) == _day(row["einde"])
        assert FACTS.all(holder, DCT.title) == ([row["title"]] if row["title"] else [])
        assert FACTS.one(holder, MANDAAT.rangorde) == row["rangorde"]
        assert FACTS.one(holder, MANDAAT.isBestuurlijkeAliasVan) == row["persoon"]
        assert FACTS.one(holder, ORG.holds) == row["mandaat"]
        assert FACTS.one(row["mandaat"], ORG.role) == row["bestuursfunctie"]


def test_persons_have_the_names_of_themis(themis: ox.Store, mandates: dict[str, dict[str, str]]) -> None:
    names = {row["persoon"]: row["name"] for row in mandates.values()}
    assert set(FACTS.of_type(PERSON.Person)) == set(names)
    for person, name in names.items():
        assert FACTS.one(person, FOAF.name) == name
        assert {FACTS.one(person, FOAF.familyName)} == _values(themis, person, FOAF.familyName)
        assert {FACTS.one(person, PERSOON.gebruikteVoornaam)} == _values(themis, person, PERSOON.gebruikteVoornaam)


def test_policy_fields_have_the_labels_domains_and_days_of_themis(themis: ox.Store) -> None:
    fields = _used(f"{THEMIS}beleidsveld/") - YOUNGER_THAN_THE_REFERENCE
    for field in fields | _used(f"{THEMIS}beleidsdomein/"):
        (label,) = [
            t.value for t in FACTS.terms(field, SKOS.prefLabel) if isinstance(t, ox.Literal) and t.language == "nl"
        ]
        assert {label} == _values(themis, field, SKOS.prefLabel)
        assert set(FACTS.all(field, SKOS.broader)) == _values(themis, field, SKOS.broader)
    for field in fields:
        assert {FACTS.one(field, PROV.generatedAtTime)} == {
            _day(moment) for moment in _values(themis, field, PROV.generatedAtTime)
        }
        # The stored policy fields of 2022 do not know yet that most of them ended with 2023.
        known = {_day(moment) for moment in _values(themis, field, PROV.invalidatedAtTime)}
        assert not known or {FACTS.one(field, PROV.invalidatedAtTime)} == known


def test_the_fields_in_force_on_the_day_of_approval_are_all_there() -> None:
    approval = date(2020, 10, 23).isoformat()
    with (Path(FOLDER) / "beleidsvelden_2020-10-23.csv").open(encoding="utf-8", newline="") as rows:
        expected = {row["uri"] for row in csv.DictReader(rows)}
    in_force = {
        field
        for field in _used(f"{THEMIS}beleidsveld/")
        if FACTS.one(field, PROV.generatedAtTime) <= approval
        and all(approval <= last_day for last_day in FACTS.all(field, PROV.invalidatedAtTime))
    }
    assert in_force == expected


def test_decrees_have_the_title_days_and_number_of_the_gazette(gazette: ox.Store) -> None:
    for act in _used(EJUSTICE):
        assert act.rsplit("/", 1)[-1] == FACTS.one(act, ELI.id_local)
        for predicate in (ELI.id_local, ELI.date_document, ELI.date_publication):
            assert {FACTS.one(act, predicate)} == _values(gazette, act, predicate)
        (text,) = _values(gazette, act, IS_REALIZED_BY)
        assert {FACTS.one(act, ELI.title)} == _values(gazette, text, ELI.title)
