"""Constraints somebody wrote in SPARQL: joined to the target where that is the same, left alone where it is not."""

import tomllib
from pathlib import Path

import pytest
from cases import LOOKED, TARGET, apart, found, plan_of, read, shapes, written
from oracle import stored

from hgraph.terms import Iri
from hgraph.validation.compiler import run

CASES = tomllib.loads((Path(__file__).parent / "written.toml").read_text(encoding="utf-8"))
SHAPE = Iri("http://example.org/S")


@pytest.mark.parametrize("name", CASES)
def test_asked_at_once(name):
    case = CASES[name]
    parts = (written(case["query"]), case.get("target", TARGET))
    plan = plan_of(*parts)
    assert not plan.problems
    assert not plan.fallback, plan.reasons
    assert found(plan, LOOKED + case["data"]) == sorted(case["fails"])
    assert bool(apart(LOOKED + case["data"], shapes(*parts))) == ("alone" in case)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT $this WHERE { $this ex:p ?x } LIMIT 1", "query-with-limit"),
        (
            "SELECT $this ?value WHERE { { SELECT $this ?value WHERE { $this ex:p ?value } LIMIT 1 } }",
            "query-not-joinable",
        ),
        ("SELECT (COUNT(?x) AS ?value) WHERE { $this ex:p ?x }", "query-without-this"),
        ("SELECT $this (COUNT(?x) AS ?value) WHERE { $this ex:p ?x }", "query-counts-for-one"),
        ("SELECT $this WHERE { FILTER ($this = $currentShape) }", "query-asks-for-shapes"),
        ("SELECT $this WHERE { GRAPH ?g { ?x ex:p ?y . FILTER (?y = $this) } }", "query-not-joinable"),
        ("SELECT $this WHERE { FILTER EXISTS { { SELECT $this WHERE { $this ex:p 1 } } } }", "query-not-joinable"),
    ],
)
def test_left_to_pyshacl(query, reason):
    plan = plan_of(written(query))
    assert plan.reasons == {SHAPE: reason}
    assert plan.queries == ()


def test_path_of_a_property_shape_is_filled_in():
    query = written("SELECT $this ?value WHERE { $this $PATH ?value . FILTER (?value > 1) }")
    body = f"sh:property [ sh:path ( ex:p ex:q ) ; {query} ]"
    data = LOOKED + "ex:good ex:p ex:x . ex:x ex:q 1 . ex:bad ex:p ex:y . ex:y ex:q 2 ."
    assert found(plan_of(body), data) == ["bad 2"]
    assert apart(data, shapes(body)) == ""


def test_row_is_kept_for_the_message():
    plan = plan_of(written("SELECT $this ?value ?other WHERE { $this ex:p ?value ; ex:q ?other }"))
    (result,) = run(plan, stored(read(LOOKED + "ex:bad ex:p 1 ; ex:q 'two'@en .")))
    assert {name: str(term) for name, term in result.bindings.items()} == {
        "this": "http://example.org/bad",
        "value": "1",
        "other": "two",
    }
    assert result.constraint is not None


def test_all_columns_are_those_of_the_query():
    plan = plan_of(written("SELECT * WHERE { $this ex:p ?value }"), "sh:targetClass ex:A")
    (result,) = run(plan, stored(read("ex:bad a ex:A ; ex:p 1 .")))
    assert set(result.bindings) == {"this", "value"}


def test_constraint_that_is_switched_off():
    assert plan_of(written("SELECT $this WHERE { $this ex:p 1 }", "; sh:deactivated true")).queries == ()


def test_triple_patterns_are_looked_up_one_inside_the_other():
    plan = plan_of(written("SELECT $this WHERE { FILTER NOT EXISTS { ?y ex:q ?z . $this ex:p ?y } }"))
    (query,) = plan.queries
    assert query.text.index("ex:p ?y") < query.text.index("FILTER EXISTS") < query.text.index("ex:q ?z")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this ?r WHERE { $this ex:p ?x . ?r ex:about ?x ; ex:year ?y }",
        "SELECT $this WHERE { $this ex:p ?x . ?r ex:about ?x ; ex:year ?y . FILTER (?r != $this) }",
        "SELECT $this WHERE { $this ex:p ?x . ?r ex:about ?x ; ex:year ?y . OPTIONAL { ?r ex:q ?z } }",
        "SELECT $this WHERE { $this ex:p ?x . ?r ex:about $this ; ex:year ?x }",
        "SELECT $this (COUNT(?y) AS ?n) WHERE { $this ex:p ?x . ?r ex:about ?x ; ex:year ?y } GROUP BY $this",
        "SELECT * WHERE { $this ex:p ?x . ?r ex:about ?x ; ex:year ?y }",
    ],
)
def test_link_that_somebody_looks_at_stays(query):
    (found_query,) = plan_of(written(query)).queries
    assert "SELECT DISTINCT ?x" not in found_query.text
