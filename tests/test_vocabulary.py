"""What is generated from the ontology: current in the checkout, and right for any ontology."""

from __future__ import annotations

import ast
import json
import warnings
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from hgraph.dataset import read_triples
from hgraph.maintenance import generated_files
from hgraph.namespaces import HG, OWL, PREFIXES, RDF, RDFS, SCHEMA, SH, XSD
from hgraph.settings import load_settings
from hgraph.terms import Iri, Literal, Triple
from hgraph.vocabulary import jsonld_context, namespaces_module, prefix_card, terms_in
from strategies import iris

ROOT = Path(__file__).parents[1]
GENERATED = dict(generated_files(load_settings(ROOT)))
CONTEXT = json.loads((ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8"))["@context"]

SHADOWED = {"modality"}
"""Prefixes whose name is that of a property too; in JSON-LD the property has it, and the codes are written in full."""


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_generated_files_are_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == GENERATED[path], "repair with: make generated"


class TestPrefixCard:
    """From ``sh:PrefixDeclaration`` to a mapping."""

    def test_is_read_from_the_triples_in_order_of_prefix(self) -> None:
        card = prefix_card(read_triples(ROOT / "ontology" / "prefixes.ttl"))
        assert card == PREFIXES
        assert list(card) == sorted(card)

    def test_half_a_declaration_is_none(self) -> None:
        triples: list[Triple] = [(Iri("urn:a"), Iri(SH.namespace), Literal("urn:x:"))]
        assert prefix_card(triples) == {}


class TestNamespaces:
    """Constants that are what the ontology says."""

    def test_the_module_has_the_terms_in_use(self) -> None:
        assert HG.Action == "https://w3id.org/hgraph/ns#Action"
        assert RDF.type == "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
        assert XSD.date == "http://www.w3.org/2001/XMLSchema#date"

    @given(st.sets(iris, max_size=20))
    def test_whatever_the_terms_the_module_is_python_and_true(self, terms: set[Iri]) -> None:
        source = namespaces_module(PREFIXES, terms)
        found: dict[str, object] = {}
        exec(compile(ast.parse(source), "namespaces", "exec"), found)  # noqa: S102
        assert found["PREFIXES"] == PREFIXES
        classes = [value for value in found.values() if isinstance(value, type) and value.__module__ == "builtins"]
        constants = {
            value
            for one in classes
            for name, value in vars(one).items()
            if not name.startswith("__") and name != "Final"
        }
        assert constants <= {str(term) for term in terms}

    def test_the_order_of_the_terms_does_not_matter(self) -> None:
        terms = ["https://w3id.org/hgraph/ns#b", "https://w3id.org/hgraph/ns#a", "urn:none"]
        assert namespaces_module(PREFIXES, terms) == namespaces_module(PREFIXES, reversed(terms))

    @pytest.mark.parametrize(
        ("local", "constant"),
        [("class", "class_"), ("a-b", "a_b"), ("2020", "_2020"), ("0a-b", "_0a_b"), ("Plan", "Plan")],
    )
    def test_a_name_that_python_does_not_take_is_bent(self, local: str, constant: str) -> None:
        source = namespaces_module({"x": "urn:x:"}, [f"urn:x:{local}"])
        assert f'    {constant}: Final = "urn:x:{local}"\n' in source
        ast.parse(source)

    def test_the_longest_namespace_has_the_term(self) -> None:
        source = namespaces_module({"a": "urn:x/", "b": "urn:x/y/"}, ["urn:x/y/z", "urn:x/z"])
        assert (
            source.index("class A") < source.index('"urn:x/z"') < source.index("class B") < source.index('"urn:x/y/z"')
        )

    def test_terms_are_what_is_described_and_every_property(self) -> None:
        triples: list[Triple] = [
            (Iri("urn:s"), Iri("urn:p"), Literal("1", Iri("urn:t"))),
            (Iri("urn:s"), Iri("urn:q"), Iri("urn:o")),
        ]
        assert terms_in(triples) == {"urn:s", "urn:p", "urn:q"}


class TestContext:
    """JSON that is RDF."""

    def test_names_every_own_term_and_every_prefix(self) -> None:
        own = {
            str(subject).rpartition("#")[2]
            for subject, predicate, value in read_triples(ROOT / "ontology" / "hgraph.ttl")
            if predicate == RDF.type and value in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
        }
        assert set(CONTEXT) == own | set(PREFIXES)
        assert set(PREFIXES) & own == SHADOWED

    def test_a_document_written_with_it_says_what_it_should(self) -> None:
        document = {
            "@context": CONTEXT,
            "@id": "https://hgraph.example/id/actie/x",
            "@type": "Action",
            "leadMinister": "themis-mandataris:5fed907ee6670526694a0710",
            "budgetAmount": "12.50",
            "noBudgetReason": {"nl": "Onbekend"},
            "dct:title": {"@value": "Actie", "@language": "nl"},
        }
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
        action = rdflib.URIRef("https://hgraph.example/id/actie/x")
        assert set(graph) == {
            (action, rdflib.RDF.type, rdflib.URIRef(HG.Action)),
            (
                action,
                rdflib.URIRef(HG.leadMinister),
                rdflib.URIRef("http://themis.vlaanderen.be/id/mandataris/5fed907ee6670526694a0710"),
            ),
            (action, rdflib.URIRef(HG.budgetAmount), rdflib.Literal("12.50", datatype=rdflib.XSD.decimal)),
            (action, rdflib.URIRef(HG.noBudgetReason), rdflib.Literal("Onbekend", lang="nl")),
            (action, rdflib.DCTERMS.title, rdflib.Literal("Actie", lang="nl")),
        }

    def test_another_processor_takes_it_too(self) -> None:
        document = json.dumps({"@context": CONTEXT, "@id": "urn:x", "partOfPlan": "urn:plan"})
        (quad,) = ox.parse(document, ox.RdfFormat.JSON_LD)
        assert (quad.predicate.value, quad.object.value) == (HG.partOfPlan, "urn:plan")

    @pytest.mark.parametrize(
        ("kind", "range_", "entry"),
        [
            (OWL.Class, None, "urn:x#T"),
            (OWL.ObjectProperty, HG.Action, {"@id": "urn:x#T", "@type": "@id"}),
            (OWL.DatatypeProperty, RDF.langString, {"@id": "urn:x#T", "@container": "@language"}),
            (OWL.DatatypeProperty, XSD.date, {"@id": "urn:x#T", "@type": XSD.date}),
            (OWL.DatatypeProperty, XSD.string, {"@id": "urn:x#T"}),
            (OWL.DatatypeProperty, RDFS.Literal, {"@id": "urn:x#T"}),
            (OWL.DatatypeProperty, None, {"@id": "urn:x#T"}),
        ],
    )
    def test_each_kind_of_term_has_its_entry(self, kind: str, range_: str | None, entry: object) -> None:
        triples: list[Triple] = [(Iri("urn:x#T"), Iri(RDF.type), Iri(kind))]
        if range_:
            triples.append((Iri("urn:x#T"), Iri(SCHEMA.rangeIncludes), Iri(range_)))
        assert json.loads(jsonld_context({}, triples))["@context"]["T"] == entry
