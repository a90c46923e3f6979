"""The parts of a query are found by its tokens, whatever comments, strings and names say."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

import pyoxigraph as ox
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from hgraph.errors import UsageError
from hgraph.store.query_text import foreign_words, graphs_named, names_in, refuse_foreign, split, tokens


@dataclass
class Case:
    """A query, and the parts it is to have; those not named are empty."""

    query: str
    where: str
    head: str = ""
    prologue: str = ""
    grouping: str = ""
    order: str = ""
    limit: int | None = None
    offset: int = 0
    values: str = ""


INNER = "{ ?x ?y ?z { SELECT ?x { ?x ?a ?b } ORDER BY ?b LIMIT 1 } }"
LONG = '{ ?x ?y """a "quoted" } # no comment""" }'
ESCAPED = "{ ?x ?y 'it\\'s }' FILTER(?a<?b && ?c>?d) }"
CASES = [
    Case("SELECT * { ?s ?p ?o }", head="*", where="{ ?s ?p ?o }"),
    Case(
        "PREFIX select: <urn:where#> # LIMIT 3\nSELECT DISTINCT ?s WHERE{?s select:a 'LIMIT 4' .} ORDER BY\nDESC(?s)",
        prologue="PREFIX select: <urn:where#>",
        head="DISTINCT ?s",
        where="{?s select:a 'LIMIT 4' .}",
        order="DESC(?s)",
    ),
    Case(
        "select (count(?x) as ?n) where { ?x ?y ?z } group by ?y having (count(?x) > 1) order by ?n limit 5 offset 7",
        head="(count(?x) as ?n)",
        where="{ ?x ?y ?z }",
        grouping="group by ?y having (count(?x) > 1)",
        order="?n",
        limit=5,
        offset=7,
    ),
    Case(
        f"SELECT ?x {INNER} OFFSET 2 LIMIT 9 VALUES ?x {{ 1 }}",
        head="?x",
        where=INNER,
        limit=9,
        offset=2,
        values="VALUES ?x { 1 }",
    ),
    Case("SELECT (EXISTS { ?x ?y ?z } AS ?e) { ?x ?a ?b }", head="(EXISTS { ?x ?y ?z } AS ?e)", where="{ ?x ?a ?b }"),
    Case("CONSTRUCT { ?x a ?y } WHERE { ?x ?p ?y } LIMIT 2", head="{ ?x a ?y }", where="{ ?x ?p ?y }", limit=2),
    Case("CONSTRUCT { ?x a ?y } { ?x ?p ?y }", head="{ ?x a ?y }", where="{ ?x ?p ?y }"),
    Case("CONSTRUCT WHERE { ?x a ?y } LIMIT 2", head="{ ?x a ?y }", where="{ ?x a ?y }", limit=2),
    Case("ASK " + LONG, where=LONG),
    Case("ASK " + ESCAPED, where=ESCAPED),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.query[:40])
def test_parts(case):
    ox.Store().query(case.query)
    found = split(case.query)
    for name, expected in vars(case).items():
        if name != "query":
            part = getattr(found, name)
            assert (" ".join(part.split()) if isinstance(part, str) else part) == expected, name


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <urn:x> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "ASK{{SERVICE#\n<urn:x>{?s ?p ?o}}}",
        "SELECT * { ?s ?p '#' SERVICE <urn:x> { ?s ?p ?o } }",
        'SELECT * { ?s ?p """ " """ . SERVICE <urn:x> { ?s ?p ?o } }',
        "SELECT * { ?s ?p '\\\\' . SERVICE <urn:x> { ?s ?p ?o } }",
        "SELECT * { ?s <urn:#> ?o SERVICE <urn:x> { ?s ?p ?o } }",
        "SELECT * { FILTER(?a<?b) SERVICE <urn:x> { ?s ?p ?o } FILTER(?b>?c) }",
        "SELECT (EXISTS { SERVICE <urn:x> { ?s ?p ?o } } AS ?e) {}",
        "SELECT * { ?s ?p 'a'@nl SERVICE <urn:x> { ?s ?p ?o } }",
        "PREFIX x: <urn:x> SELECT * { SERVICEx:y { ?s ?p ?o } }",
        "PREFIX x: <urn:x> SELECT * { serviceSilentx:y{ ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<urn:x> { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE<urn:x> { ?s ?p ?o } }",
        "PREFIX x: <urn:x> SELECT * { ?s ?p 1.0e0SERVICEx:y { ?s ?p ?o } }",
    ],
)
def test_service_is_found(query):
    with contextlib.suppress(RuntimeError, OSError):  # to the engine it is a query, whatever it then comes to
        ox.Store().query(query.replace("<urn:x>", "<urn:x:>"))
    with pytest.raises(UsageError) as error:
        refuse_foreign(query)
    assert error.value.code == "query-calls-out"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p ?o } # SERVICE <urn:x> { }",
        "PREFIX service: <urn:service#> SELECT * { service:from service:describe 'SERVICE' }",
        'SELECT * { ?s <urn:SERVICE> """ SERVICE \n FROM """ }',
        "SELECT * { ?s ?p 'x'@service }",
        "PREFIX a: <urn:a#> SELECT * { ?s a:b.SERVICE ?o }",
        "PREFIX service: <urn:service#> SELECT * { GRAPH service:x { ?service a service:x } }",
        "PREFIX from: <urn:from#> SELECT ?x { ?x a from:x } GROUP BY ?x HAVING(?x = from:x)",
        "SELECT * { ?s ?p '\\'SERVICE <urn:x>' }",
    ],
)
def test_the_word_alone_is_no_service(query):
    ox.Store().query(query)
    refuse_foreign(query)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("PREFIX x: <urn:x:> SELECT * FROMx:y { ?s ?p ?o }", "query-names-graphs"),
        ("SELECT * FROMNAMED<urn:x:> { ?s ?p ?o }", "query-names-graphs"),
        ("PREFIX x: <urn:x:> DESCRIBEx:y", "query-form"),
        ("DESCRIBE<urn:x:>", "query-form"),
    ],
)
def test_so_are_the_others(query, code):
    ox.Store().query(query)
    with pytest.raises(UsageError) as error:
        refuse_foreign(query)
    assert error.value.code == code


FRAGMENTS = (
    *("?s ?p true", "?s ?p 1.0e0", "?s ?p 7", "?s a <urn:x>", "?s ?p ex:o", "?s ?p 'x'@nl"),
    *("?s ?p ?o . ", "?s ?p '#' . ", '?s ?p "\'" . ', r"?s ?p '\\' . ", '?s ?p """ " """ . ', "?s ?p ''' # ' ''' . "),
    *("# ", "# '", '# """', "\n", "\r", "{", "}", "?s <urn:#'> ?o . ", "FILTER(?a<?b) ", "FILTER(?a>?b) "),
    *("SERVICE <urn:y> { ?s ?p ?o } ", "?SERVICE ?p ?o . ", "?s ?p 'x'@nl . ", "'''", '"', "'"),
)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=8).map("".join))
def test_a_query_that_calls_out_never_passes(text):
    """Whatever comes before it, a SERVICE the engine would follow is found: the engine itself is the judge of that."""
    query = f"SELECT * {{ {text}\n SERVICE <http://127.0.0.1:1/> {{ ?s ?p ?o }} }}"
    event(f"calls out: {_is_pattern(query)}")
    if _is_pattern(query):
        with pytest.raises(UsageError):
            refuse_foreign(query)


def _is_pattern(query: str) -> bool:
    """Say whether the last SERVICE is one to the engine: a word in its place that is none makes it complain there."""
    head, _, tail = query.rpartition("SERVICE")
    try:
        ox.Store().query(f"{head}GRAPH{tail}".replace("SERVICE <urn:y>", "GRAPH <urn:y>"))
    except (SyntaxError, RuntimeError):
        return False
    try:
        ox.Store().query(f"{head}SERVICEX{tail}".replace("SERVICE <urn:y>", "GRAPH <urn:y>"))
    except SyntaxError:
        return True
    return False


GLUED = (
    "service",
    "FROM",
    "de\u017fcribe",
    "Describe",
    "held",
    "x:",
    "?",
    "$",
    "::",
    " ",
    "{",
    "_",
    "é",
    "7",
    "<urn:x>",
    "'",
)


@given(st.lists(st.sampled_from(GLUED), max_size=9).map("".join))
def test_the_glance_passes_over_no_word_that_a_look_at_the_tokens_finds(query):
    words = foreign_words(list(tokens(query)))
    event(f"found: {sorted(words)}")
    if words:
        with pytest.raises(UsageError):
            refuse_foreign(query)


def test_names_that_stand_in_a_query():
    query = """PREFIX g: <urn:g:>
    SELECT * { ?s a g:b\\,c ; <urn:p> 'g:no <urn:no>' ; ?a ?o . FILTER(?o = g:d) } # g:e <urn:e>"""
    type_ = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    assert names_in(query) == {"urn:g:", "urn:g:b,c", "urn:p", "urn:g:d", type_}


def test_nesting_has_an_end():
    refuse_foreign("ASK " + "{" * 100 + "}" * 100)
    with pytest.raises(UsageError) as error:
        refuse_foreign("ASK " + "{" * 101 + "}" * 101)
    assert error.value.code == "query-too-deep"
    refuse_foreign("ASK { FILTER(" + "+".join(["(1)"] * 200) + " > 0) }")


def test_graphs_that_a_query_names():
    query = """PREFIX g: <urn:g:>
    SELECT * { GRAPH <urn:a> { ?s ?p ?o } GRAPH g:b\\,c { ?s ?p 'GRAPH <urn:no>' } GRAPH ?g { ?s ?p ?o } }
    # GRAPH <urn:d>"""
    assert graphs_named(query) == {"urn:a", "urn:g:b,c"}


@pytest.mark.parametrize(
    ("pattern", "named"),
    [
        ("GRAPHg:b { ?s ?p ?o }", {"urn:g:b"}),
        ("graphg:b{ ?s ?p ?o }", {"urn:g:b"}),
        ("GRAPH<urn:a>{ ?s ?p ?o }", {"urn:a"}),
        ("GRAPH:b { ?s ?p ?o }", {"urn:empty:b"}),
        ("?s ?p trueGRAPHg:b { ?s ?p ?o }", {"urn:g:b"}),
        ("?s ?p trueGRAPH<urn:a> { ?s ?p ?o }", {"urn:a"}),
        ("?s ?p 1GRAPHg:b { ?s ?p ?o }", {"urn:g:b"}),
        ("GRAPHgraph:b { ?s ?p ?o }", {"urn:graph:b", "urn:empty:b"}),
        ("GRAPH graph:b { ?s ?p ?o }", {"urn:graph:b"}),
        ("?s graph:b ?o . FILTER EXISTS { ?s graph:c graph:d }", set()),
    ],
)
def test_graphs_that_a_query_names_without_a_space(pattern: str, named: set[str]):
    declared = "PREFIX g: <urn:g:> PREFIX graph: <urn:graph:> PREFIX : <urn:empty:> "
    assert graphs_named(f"{declared}SELECT * {{ {pattern} }}") == named
    ox.Store().query(f"{declared}SELECT * {{ {pattern} }}")  # what the engine reads without complaint


def test_a_graph_under_a_prefix_that_nobody_declared_is_none_of_those_in_view():
    assert graphs_named("SELECT * { GRAPHx:b { ?s ?p ?o } }") == {"b"}
    assert graphs_named("SELECT * { GRAPH x:b { ?s ?p ?o } }") == {"b"}
