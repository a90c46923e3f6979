"""The same query gives the same answer, by value, whichever engine stands behind the store."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from graphs import PEOPLE, POLICY

from hgraph.errors import UsageError
from hgraph.store import Store
from hgraph.store.query_text import split
from hgraph.store.transport import Limits
from hgraph.store.values import from_engine
from hgraph.terms import Iri, Literal, Table

PREFIXES = """
PREFIX : <https://store.example/id/>
PREFIX v: <https://store.example/ns#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
FORMS = tomllib.loads((Path(__file__).parent / "forms.toml").read_text(encoding="utf-8"))


def expected(form: dict) -> Table:
    prefixes = PREFIXES.replace("PREFIX", "@prefix").replace(">\n", "> .\n")
    rows = []
    for row in form["rows"]:
        triples = "".join(f"<urn:s> <urn:p> {cell} .\n" for cell in row if cell)
        terms = iter([from_engine(quad.object) for quad in ox.parse(prefixes + triples, ox.RdfFormat.TURTLE)])
        rows.append(tuple(next(terms) if cell else None for cell in row))
    return Table(tuple(form["columns"]), rows)


def assert_answer(store: Store, form: dict) -> None:
    query = PREFIXES + form["query"]
    found, wanted = store.select(query), expected(form)
    assert found.columns == wanted.columns
    if split(query).order:
        assert found.rows == wanted.rows
    else:
        assert Counter(found.rows) == Counter(wanted.rows)


@pytest.fixture(scope="module")
def store(any_store) -> Store:
    return any_store.over(POLICY, PEOPLE)


@pytest.mark.parametrize("name", FORMS)
def test_every_form_has_one_answer(store, name):
    assert_answer(store, FORMS[name])


@pytest.fixture(scope="module")
def page_by_page(remote_store) -> Store:
    return remote_store.over(POLICY, PEOPLE, limits=Limits(page_rows=3))


@pytest.mark.parametrize("name", FORMS)
def test_every_form_has_that_answer_in_pages_of_three_rows(page_by_page, name):
    assert_answer(page_by_page, FORMS[name])


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("ASK { :actie1 a v:Actie }", True),
        ("ASK { :actie1 a v:Minister }", False),
        ("ASK { ?a v:budget ?b FILTER(?b > 1000000) }", True),
        ("ASK { ?s v:jaar '1066' }", False),
        ("ASK { :e skos:broader/skos:broader* :a }", True),
    ],
)
def test_yes_or_no(store, query, answer):
    assert store.ask(PREFIXES + query) is answer


def test_a_graph_is_made_from_rows(store):
    query = (
        PREFIXES + "CONSTRUCT { ?a v:onder ?t . ?t v:boven ?a ; v:naam ?l } "
        "WHERE { ?a v:thema ?t OPTIONAL { ?t skos:prefLabel ?l } }"
    )
    made = store.construct(query)
    assert len(made) == len(set(made)) == 8 + 6
    assert (
        Iri("https://store.example/id/b"),
        Iri("https://store.example/ns#naam"),
        Literal("Integratie", Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"), "nl"),
    ) in made


@pytest.mark.parametrize(
    ("query", "triples"),
    [
        ("CONSTRUCT WHERE { ?m foaf:name ?n }", 2),
        ("CONSTRUCT { ?m a v:Mens } { ?m foaf:name ?n }", 2),
        ("CONSTRUCT { :iets a v:Ding } WHERE { ?m foaf:name ?n }", 1),
        ("CONSTRUCT { :iets a v:Ding } WHERE { ?m v:nergens ?n }", 0),
        ("CONSTRUCT { ?l a v:Naam } WHERE { :a skos:prefLabel|v:thema ?l }", 0),
        ("CONSTRUCT { [] v:over ?m } WHERE { ?m foaf:name ?n }", 2),
        ("CONSTRUCT { ?m a v:Mens } WHERE { ?m foaf:name ?n } ORDER BY DESC(?n) LIMIT 1", 1),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", 43),
    ],
)
def test_every_form_of_construct(store, query, triples):
    assert len(store.construct(PREFIXES + query)) == triples


@pytest.mark.parametrize(
    ("method", "query", "code"),
    [
        ("select", "SELECT ?x WHERE {", "query-syntax"),
        ("select", "ASK {}", "query-form"),
        ("ask", "SELECT * WHERE { ?s ?p ?o }", "query-form"),
        ("construct", "DESCRIBE <https://store.example/id/a>", "query-form"),
        ("select", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "query-syntax"),
        ("select", "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "query-calls-out"),
        ("ask", "ASK { FILTER EXISTS { sErViCe#comment\n<http://127.0.0.1:1/> { ?s ?p ?o } } }", "query-calls-out"),
        ("select", "SELECT * FROM <urn:g> WHERE { ?s ?p ?o }", "query-names-graphs"),
        ("select", "SELECT * WHERE " + "{" * 500 + "}" * 500, "query-too-deep"),
    ],
)
def test_what_no_store_does(store, method, query, code):
    with pytest.raises(UsageError) as error:
        getattr(store, method)(query)
    assert error.value.code == code
    assert all(error.value.sentence(language) and error.value.remedy(language) for language in ("nl", "en"))


def test_graphs_are_named_in_order(store):
    assert store.graphs == (POLICY, PEOPLE)


def test_a_graph_out_of_view_gives_nothing_or_is_refused(any_store, store):
    query = "ASK { GRAPH <https://store.example/graaf/van-anderen> { ?s ?p ?o } }"
    if any_store.endpoint is None:
        assert store.ask(query) is False
        return
    with pytest.raises(UsageError) as error:
        store.ask(query)
    assert error.value.code == "graph-not-in-view"
