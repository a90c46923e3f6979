"""The catalogue record: valid by both profiles when the settings say who publishes, honest when they do not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from pyld import jsonld
from rdflib.compare import isomorphic

from hgraph.catalogue import catalogue_files, catalogue_findings, catalogue_notes
from hgraph.catalogue.validating import findings_of, profiles
from hgraph.dataset import read_triples
from hgraph.namespaces import DCAT, DCT, FOAF, PREFIXES, RDF, SH
from hgraph.project import Project
from hgraph.releases import View
from hgraph.settings import Publication, load_settings
from hgraph.terms import Iri, Literal, Triple
from hgraph.validation import read_rules
from release_folders import BASE, WHO, finished, paths, view_of

ROOT = Path(__file__).parents[2]
PROFILES = profiles(load_settings(ROOT))
BY_NAME = {"vl": "DCAT-AP-VL", "eu": "DCAT-AP 3"}


def record_of(view: View) -> list[Triple]:
    """Return the statements of the record in a release."""
    assert view.folder is not None
    return read_triples(view.folder / "catalogue.ttl")


def graph_of(content: bytes) -> rdflib.Graph:
    """Return Turtle as rdflib reads it."""
    return rdflib.Graph().parse(data=content, format="turtle")


class TestRecord:
    """One record for both profiles."""

    def test_conforms_and_says_so(self, small_release: View) -> None:
        assert catalogue_findings(small_release, ["dumps/dataset.ttl"]) == ()
        named = {o for s, p, o in record_of(small_release) if s.endswith("#record") and p == DCT.conformsTo}
        assert named == {profile.iri for profile in PROFILES}
        assert len(named) == 2

    def test_is_the_same_in_json_for_another_processor(self, small_release: View) -> None:
        assert small_release.folder is not None
        document = json.loads((small_release.folder / "catalogue.jsonld").read_text(encoding="utf-8"))
        lines = jsonld.to_rdf(document, {"format": "application/n-quads"})
        theirs = rdflib.Graph().parse(data=lines, format="nt")
        assert isomorphic(theirs, graph_of((small_release.folder / "catalogue.ttl").read_bytes()))

    def test_measures_the_dumps_as_they_stand(self, small_release: View) -> None:
        assert small_release.folder is not None
        graph = graph_of((small_release.folder / "catalogue.ttl").read_bytes())
        found = {str(a).removeprefix(BASE): int(n) for a, n in graph.query(MEASURED)}  # type: ignore[misc]
        there = [path for path in paths(small_release.folder) if path.startswith("dumps/")]
        assert found == {path: (small_release.folder / path).stat().st_size for path in there}

    def test_keeps_one_iri_for_the_dataset_over_releases(self, small: Project, tmp_path: Path) -> None:
        first = view_of(small, tmp_path / "one", publication=WHO)
        finished(first)
        second = view_of(small, tmp_path / "two", publication=WHO, previous=tmp_path / "one", triples=ONE)
        finished(second)
        stable = f"{BASE}catalogue#dataset"
        for view in (first, second):
            assert (Iri(stable), DCAT.hasVersion, f"{BASE}releases/{view.release.short_id}") in record_of(view)
        before = [o for s, p, o in record_of(second) if p == DCAT.previousVersion]
        assert before == [f"{BASE}releases/{first.release.short_id}"]

    def test_advertises_no_endpoint_that_is_not_there(self, small: Project, tmp_path: Path) -> None:
        view = view_of(small, tmp_path, publication=WHO.model_copy(update={"endpoint": False}))
        made = finished(view)
        assert "service.ttl" not in made
        assert not any(b"/sparql>" in content for path, content in made.items() if path.endswith(".ttl"))
        assert catalogue_findings(view) == ()


ONE: list[Triple] = [(Iri(f"{BASE}id/actie/a1"), Iri(DCT.title), Literal("Een"))]
MEASURED = """\
PREFIX dcat: <http://www.w3.org/ns/dcat#>
SELECT ?address ?size WHERE { ?distribution dcat:downloadURL ?address ; dcat:byteSize ?size }
"""


class TestNothingInvented:
    """What the settings do not give is not in the record; the build says so."""

    def test_the_real_plan_has_no_publisher_yet(self, real_view: View, real_files: dict[str, bytes]) -> None:
        graph = graph_of(real_files["catalogue.ttl"])
        assert not list(graph.triples((None, rdflib.URIRef(DCT.publisher), None)))
        assert not list(graph.triples((None, rdflib.URIRef(DCAT.contactPoint), None)))
        assert not list(graph.triples((None, rdflib.URIRef(DCT.conformsTo), rdflib.URIRef(PROFILES[0].iri))))
        paths_lacking = {finding.path for finding in catalogue_findings(real_view)}
        assert paths_lacking == {DCT.publisher, DCAT.contactPoint}
        assert ".well-known/security.txt" not in real_files

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_is_said_in_sentences(self, real_view: View, small_release: View, language: str) -> None:
        assert len(catalogue_notes(real_view, language)) == 5
        assert catalogue_notes(small_release, language) == ()

    def test_a_publisher_without_a_name_is_told(self, small: Project, tmp_path: Path) -> None:
        given = Publication(publisher=f"{BASE}id/x", contact_page="https://data.example.org/contact")
        notes = catalogue_notes(view_of(small, tmp_path, publication=given), "en")
        assert any("publisher_name" in note for note in notes)

    def test_an_address_that_is_none_is_left_out(self, small: Project, tmp_path: Path) -> None:
        given = Publication(publisher="not an IRI", publisher_name={"nl": "X"}, contact_email="a b@c")
        made = finished(view_of(small, tmp_path, publication=given))
        graph = graph_of(made["catalogue.ttl"])
        assert not list(graph.triples((None, rdflib.URIRef(DCT.publisher), None)))
        assert not any("mailto" in str(term) for triple in graph for term in triple)


def shapes() -> Iterator[tuple[str, Iri, Iri]]:
    """Yield every property shape of both profiles, with the class it looks at and its path."""
    for profile in PROFILES:
        of = {(s, p): o for s, p, o in profile.shapes}
        for shape, property_, value in profile.shapes:
            if property_ == SH.property:
                for target in (o for s, p, o in profile.shapes if s == shape and p == SH.targetClass):
                    yield str(value), Iri(str(target)), Iri(str(of[value, SH.path]))


SHAPES = list(shapes())
THING = Iri("https://data.example.org/thing")


def values_for(path: str) -> list[Iri | Literal]:
    """Return a right value for a property of a record."""
    tag = Iri(PREFIXES["rdf"] + "langString")
    if path in (DCT.title, DCT.description, FOAF.name):
        return [Literal("x", tag, "nl")]
    if path == DCT.identifier:
        return [Literal("x")]
    if path == DCT.modified:
        return [Literal("2026-11-27T00:00:00Z", Iri(PREFIXES["xsd"] + "dateTime"))]
    if path == DCT.accessRights:
        return [Iri(PREFIXES["access-right"] + "PUBLIC")]
    return [Iri("https://data.example.org/value")]


class TestShapes:
    """Every shape passes what is right and refuses what is not."""

    def test_there_are_shapes_for_every_class_of_the_list(self) -> None:
        assert len(SHAPES) > 40
        assert {target.rpartition("#")[2].rpartition("/")[2] for _, target, _ in SHAPES} == {
            "Catalog", "CatalogRecord", "Dataset", "Distribution", "DataService", "DatasetSeries", "Agent",
        }  # fmt: skip

    @pytest.mark.parametrize(("shape", "target", "path"), SHAPES)
    def test_passes_and_fails(self, shape: str, target: Iri, path: Iri) -> None:
        (profile,) = [each for each in PROFILES if any(str(s) == shape for s, _, _ in each.shapes)]
        wanted = {p for each, t, p in SHAPES if t == target and any(str(s) == each for s, _, _ in profile.shapes)}
        whole: list[Triple] = [(THING, Iri(RDF.type), target)]
        whole += [(THING, Iri(p), value) for p in wanted for value in values_for(p)]
        assert findings_of(whole, profile) == ()
        found = findings_of([triple for triple in whole if triple[1] != path], profile)
        assert {finding.path for finding in found} == {path}
        assert all(finding.messages["nl"] != finding.messages["en"] for finding in found)

    def test_a_name_without_language_is_refused_in_flanders(self) -> None:
        (profile,) = [each for each in PROFILES if each.title.startswith(BY_NAME["vl"])]
        agent: list[Triple] = [(THING, Iri(RDF.type), Iri(FOAF.Agent)), (THING, Iri(FOAF.name), Literal("X"))]
        assert [finding.path for finding in findings_of(agent, profile)] == [FOAF.name]

    def test_access_rights_are_those_of_the_list(self) -> None:
        (profile,) = [each for each in PROFILES if each.title.startswith(BY_NAME["vl"])]
        start = PREFIXES["access-right"]
        for value, count in ((start + "PUBLIC", 0), (start + "NON_PUBLIC", 0), (start + "RESTRICTED", 1)):
            found = findings_of([(THING, Iri(DCT.accessRights), Iri(value))], profile)
            assert len(found) == count

    def test_repairs_are_noted(self) -> None:
        text = (ROOT / "shapes/catalogue/dcat-ap-vl.ttl").read_text(encoding="utf-8")
        assert text.count("skos:changeNote") == 7
        assert "dcat:servesdataset" in text

    def test_are_no_rules_of_a_project(self) -> None:
        assert not [rule.code for rule in read_rules(load_settings(ROOT)) if rule.code.startswith("dcat")]


def test_the_same_input_gives_the_same_bytes(small: Project, tmp_path: Path) -> None:
    one, two = view_of(small, tmp_path / "a", publication=WHO), view_of(small, tmp_path / "b", publication=WHO)
    assert one.folder
    assert two.folder
    made = [list(catalogue_files(view, paths(view.folder or tmp_path))) for view in (one, two)]
    assert [(f.path, f.content) for f in made[0]] == [(f.path, f.content) for f in made[1]]
    assert len({file.path for file in made[0]}) == len(made[0])
