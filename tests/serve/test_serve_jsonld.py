"""JSON-LD answers of the endpoint: a processor nobody here wrote reads in them the triples that N-Triples says."""

from __future__ import annotations

import pytest
from pyld import jsonld
from served_release import HOSTILE

from hgraph.dataset import canonical_lines, parsed_quads
from hgraph.serve.negotiation import EXPANDED, EXPANDED_TYPE
from running_server import Server

EVERYTHING = """
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX : <urn:x:>
CONSTRUCT {
  <https://data.example.org/één> a :A, :B ; :text "plain", "nederlands"@nl, "vlaams"@nl-be, "", " spaces  \\t\\n\\r\\\\ \\"quotes\\" <b>&amp; é 😀 \\u2028" ;
    :number 5, 05, 5.0, -1, true, "2020-02-30"^^xsd:date, "nonsense"^^xsd:integer, "x"^^:own, "{}"^^rdf:JSON, "<b/>"^^rdf:XMLLiteral ;
    :other <urn:x:@id>, <x-foaf:b>, <http://example.org/a%20b%2F?c=d&e=(f)#g~h>, rdf:nil ;
    <http://example.org/p#> _:a . _:a :other _:b . _:b :other _:a ; rdf:first "one" ; rdf:rest rdf:nil .
} {}
"""  # noqa: E501 - a query reads best as one writes it
ALL_OF_A_GRAPH = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{HOSTILE}> {{ ?s ?p ?o }} }}"
PLAN = "DESCRIBE ?plan WHERE { ?plan a <https://w3id.org/hgraph/ns#PolicyPlan> }"
NOTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s <urn:none> ?o . ?s ?p ?o }"


def of_ntriples(content: bytes) -> list[str]:
    return canonical_lines(parsed_quads(content, ".nt"))


def of_jsonld(document: object) -> list[str]:
    text = jsonld.to_rdf(document, {"format": "application/n-quads"})
    return canonical_lines(parsed_quads(text.encode(), ".nq"))


@pytest.mark.parametrize("query", [EVERYTHING, ALL_OF_A_GRAPH, PLAN, NOTHING])
def test_the_triples_are_those_of_ntriples(server: Server, query: str) -> None:
    wanted = of_ntriples(server.query(query, accept="application/n-triples").content)
    assert bool(wanted) is (query != NOTHING)
    assert of_jsonld(server.query(query, accept="application/ld+json").json()) == wanted


def test_the_expanded_form_is_given_and_named_to_who_asks_for_it(server: Server) -> None:
    answer = server.query(PLAN, accept=f'application/ld+json;profile="{EXPANDED}"')
    assert answer.headers["Content-Type"] == EXPANDED_TYPE
    assert "Accept" in answer.headers["Vary"].split(", ")
    assert all("@context" not in node for node in answer.json())
    assert of_jsonld(jsonld.expand(answer.json())) == of_jsonld(answer.json())
    assert server.query(PLAN, accept="application/ld+json").headers["Content-Type"] == "application/ld+json"
    assert server.query(PLAN, accept="text/turtle").headers["Content-Type"].startswith("text/turtle")


def test_a_triple_about_a_triple_is_refused_in_a_sentence_not_a_defect(server: Server) -> None:
    answer = server.query(
        "CONSTRUCT { <urn:a> <urn:b> <<( <urn:c> <urn:d> <urn:e> )>> } {}", accept="application/ld+json"
    )
    assert answer.status_code == 400
    assert "RDF 1.2" in answer.text
