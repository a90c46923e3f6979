"""VoID, service description and queries: true of the data, read by others, usable by an editor."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld
from rdflib.compare import isomorphic

from hgraph.namespaces import PREFIXES, SD, SH, VOID
from hgraph.project import Project
from hgraph.questions import load_questions
from hgraph.releases import View
from hgraph.settings import load_settings

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "catalogue"
FILES = (
    ".htaccess",
    ".well-known/security.txt",
    "catalogue.jsonld",
    "catalogue.ttl",
    "feeds/ldes/root.ttl",
    "licence.txt",
    "robots.txt",
    "server/Caddyfile",
    "server/apache.conf",
    "server/nginx.conf",
    "server/w3id.htaccess",
    "service.ttl",
    "sitemap.xml",
    "void.ttl",
)


def parsed(content: bytes) -> rdflib.Graph:
    """Return Turtle as rdflib reads it."""
    return rdflib.Graph().parse(data=content, format="turtle")


@pytest.fixture(scope="module")
def void(real_files: dict[str, bytes]) -> rdflib.Graph:
    """Return the VoID description of the real plan."""
    return parsed(real_files["void.ttl"])


@pytest.fixture(scope="module")
def quads(real_project: Project) -> set[tuple[str, str, str]]:
    """Return the statements of the real plan, counted without any query."""
    stated = real_project.store.construct(real_project.query("validation/statements"))
    return {(str(s), p, repr(o)) for s, p, o in stated}


class TestVoid:
    """Counts that another way of counting gives too."""

    def numbers(self, void: rdflib.Graph, property_: str) -> int:
        (dataset,) = [s for s in void.subjects(rdflib.RDF.type, rdflib.URIRef(VOID.Dataset)) if s.endswith("#dataset")]
        return int(str(void.value(dataset, rdflib.URIRef(property_))))

    def test_sizes_are_true(self, void: rdflib.Graph, quads: set[tuple[str, str, str]]) -> None:
        assert self.numbers(void, VOID.triples) == len(quads)
        assert self.numbers(void, VOID.entities) == len({s for s, _, _ in quads})
        assert self.numbers(void, VOID.properties) == len({p for _, p, _ in quads})
        assert self.numbers(void, VOID.distinctObjects) == len({o for _, _, o in quads})

    def test_property_partitions_add_up(self, void: rdflib.Graph, quads: set[tuple[str, str, str]]) -> None:
        counts = Counter(p for _, p, _ in quads)
        (dataset,) = [s for s in void.subjects(rdflib.RDF.type, rdflib.URIRef(VOID.Dataset)) if s.endswith("#dataset")]
        found = {
            str(void.value(part, rdflib.URIRef(VOID.property))): int(str(void.value(part, rdflib.URIRef(VOID.triples))))
            for part in void.objects(dataset, rdflib.URIRef(VOID.propertyPartition))
        }
        assert found == counts

    def test_class_partitions_have_properties_and_datatypes(self, void: rdflib.Graph) -> None:
        for part in void.objects(None, rdflib.URIRef(VOID.classPartition)):
            assert void.value(part, rdflib.URIRef(VOID.class_))
            assert list(void.objects(part, rdflib.URIRef(VOID.propertyPartition)))
        assert list(void.objects(None, rdflib.URIRef(PREFIXES["void-ext"] + "datatypePartition")))

    def test_examples_are_own_things(self, void: rdflib.Graph, real_view: View) -> None:
        examples = [str(thing) for thing in void.objects(None, rdflib.URIRef(VOID.exampleResource))]
        assert len(examples) > 10
        assert all(real_view.addresses.is_own(thing) and thing in real_view.release.things for thing in examples)

    def test_stands_at_the_known_place_too(self, real_files: dict[str, bytes]) -> None:
        assert real_files[".well-known/void"] == real_files["void.ttl"]


class TestService:
    """What is offered, and nothing that is not."""

    def test_names_every_graph_with_its_size(self, real_files: dict[str, bytes], real_project: Project) -> None:
        graph = parsed(real_files["service.ttl"])
        named = {str(name) for name in graph.objects(None, rdflib.URIRef(SD.name))}
        assert named == set(real_project.store.graphs)

    def test_offers_no_federation_and_no_update(self, real_files: dict[str, bytes]) -> None:
        text = real_files["service.ttl"].decode()
        assert "BasicFederatedQuery" not in text
        assert "SPARQL11Update" not in text
        assert "sd:SPARQL11Query" in text

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_says_the_limits(self, real_files: dict[str, bytes], real_project: Project, language: str) -> None:
        (comment,) = [
            str(text)
            for text in parsed(real_files["service.ttl"]).objects(None, rdflib.RDFS.comment)
            if text.language == language
        ]
        assert str(real_project.settings.serving.rows) in comment


class TestQueries:
    """Every question as an editor finds it."""

    def test_every_question_is_there_and_runs(self, real_files: dict[str, bytes]) -> None:
        graph = parsed(real_files["queries.ttl"])
        declared = {
            str(graph.value(d, rdflib.URIRef(SH.prefix))): str(graph.value(d, rdflib.URIRef(SH.namespace)))
            for d in graph.objects(None, rdflib.URIRef(SH.declare))
        }
        prologue = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in declared.items())
        questions = load_questions(load_settings(ROOT).content("queries", "*.rq"))
        found = dict(graph.subject_objects(rdflib.URIRef(SH.select)))
        assert {iri.partition("#")[2] for iri in found} == set(questions)
        store = ox.Store()
        for query in found.values():
            assert "PREFIX" not in query
            assert isinstance(store.query(prologue + query), ox.QuerySolutions)

    def test_has_words_in_both_languages_and_its_parameters(self, real_files: dict[str, bytes]) -> None:
        graph = parsed(real_files["queries.ttl"])
        for iri in graph.subjects(rdflib.RDF.type, rdflib.URIRef(SH.SPARQLSelectExecutable)):
            assert (iri, rdflib.RDF.type, rdflib.URIRef(SH.SPARQLExecutable)) in graph
            assert {text.language for text in graph.objects(iri, rdflib.RDFS.label)} == {"nl", "en"}
        names = {str(name) for name in graph.objects(None, rdflib.URIRef(SH.name))}
        assert {"thing", "on"} <= names or {"thing", "date"} <= names

    def test_is_the_same_in_json_for_another_processor(self, real_files: dict[str, bytes]) -> None:
        lines = jsonld.to_rdf(json.loads(real_files["queries.jsonld"]), {"format": "application/n-quads"})
        assert isomorphic(rdflib.Graph().parse(data=lines, format="nt"), parsed(real_files["queries.ttl"]))

    def test_is_named_after_the_document_that_comes_in_either_form(
        self, real_view: View, real_files: dict[str, bytes]
    ) -> None:
        stem = f"{real_view.addresses.base}queries#"
        graph = parsed(real_files["queries.ttl"])
        assert {str(iri).partition("#")[0] + "#" for iri in graph.subjects(unique=True)} == {stem}


@pytest.mark.parametrize("path", FILES)
def test_each_file_is_as_it_was(path: str, small_release: View, update_golden: bool) -> None:  # noqa: FBT001
    assert small_release.folder is not None
    content = (small_release.folder / path).read_text(encoding="utf-8")
    golden = GOLDEN / (path.replace("/", "~").lstrip(".") + ".golden")
    if update_golden:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(content, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == content, f"repair with HGRAPH_UPDATE_GOLDEN=1: {os.fspath(golden)}"
