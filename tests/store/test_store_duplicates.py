"""A query that could tell a statement found twice from one found once is told from one that could not."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from hgraph.store.duplicates import counts_once

COULD = [
    "SELECT ?s { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?s (SUM(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s",
    "SELECT DISTINCT ?s ?n { { SELECT ?s (COUNT(?p) AS ?n) { ?s ?p ?o } GROUP BY ?s } }",
    "ASK { { SELECT ?s (COUNT(?p) AS ?n) { ?s ?p ?o } GROUP BY ?s } FILTER(?n > 1) }",
    "SELECT ?s { GRAPH ?g { ?s ?p ?o } ?s ?p ?x }",
    "SELECT ?s { VALUES ?o { 1 2 } ?s ?p ?o }",
    "SELECT ?s { GRAPH ?g { ?s ?p ?o OPTIONAL { ?s ?x ?y } } FILTER NOT EXISTS { ?s ?p ?o } }",
    "SELECT ?s { { GRAPH ?g { ?s ?p ?o } } UNION { ?s ?p ?o } }",
    "SELECT ?s { { SELECT ?s { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s } ?s ?p ?x }",
    "SELECT REDUCED ?s { ?s ?p ?o }",
    "CONSTRUCT { ?s <urn:n> ?n } { { SELECT ?s (COUNT(?p) AS ?n) { ?s ?p ?o } GROUP BY ?s } }",
]
COULD_NOT = [
    "SELECT DISTINCT ?s { ?s ?p ?o }",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "SELECT ?s (MAX(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s",
    "SELECT (MAX(?o) AS ?n) { ?s ?p ?o }",
    "ASK { ?s ?p ?o }",
    "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }",
    "SELECT ?s { GRAPH ?g { ?s ?p ?o } FILTER(?s > 3) BIND(3 AS ?x) VALUES ?u { 1 2 } }",
    "SELECT ?s { VALUES (?a ?b) { (1 2) } GRAPH <urn:x> { ?s ?a ?b } } ORDER BY ?s",
    "SELECT ?s ?n { { SELECT ?s (COUNT(?x) AS ?n) { GRAPH ?g { ?s ?p ?x } } GROUP BY ?s } GRAPH ?h { ?s ?p ?n } }",
    "SELECT ?n { VALUES ?n { 1 2 } FILTER(?n IN (1, 2)) }",
]


@pytest.mark.parametrize(("query", "answer"), [*((q, False) for q in COULD), *((q, True) for q in COULD_NOT)])
def test_counts_once(query, answer):
    ox.Store().query(query)
    assert counts_once(query) is answer
