"""Answers larger than an endpoint gives at a time come whole and in order, or not at all."""

from __future__ import annotations

import time

import pytest
from graphs import LARGE, LARGE_SIZE, POLICY

from hgraph.errors import EndpointError
from hgraph.store.remote import RemoteStore
from hgraph.store.transport import Limits

V = "PREFIX v: <https://store.example/ns#> "
THING = "https://store.example/ding/{:05d}"


@pytest.fixture(scope="module")
def store(capped_store):
    return capped_store.over(LARGE)


def things(rows):
    return [str(row[0]) for row in rows]


def test_more_rows_than_any_cap(store):
    table = store.select(V + "SELECT ?thing ?label ?number WHERE { ?thing v:label ?label ; v:nummer ?number }")
    assert len(table.rows) == len(set(table.rows)) == LARGE_SIZE
    assert {(str(t), str(label), str(n)) for t, label, n in table.rows} == {
        (THING.format(n), f"één van {n % 50} 😀", str(n)) for n in range(LARGE_SIZE)
    }


def test_the_order_asked_for_holds_over_all_pages(store):
    table = store.select(V + "SELECT ?thing ?number WHERE { ?thing v:nummer ?number } ORDER BY DESC(?number)")
    assert things(table.rows) == [THING.format(n) for n in reversed(range(LARGE_SIZE))]


def test_an_order_of_several_parts(store):
    query = V + "SELECT ?label ?thing WHERE { ?thing v:label ?label } ORDER BY LCASE(STR(?label)) DESC(?thing)"
    table = store.select(query)
    expected = sorted(range(LARGE_SIZE), key=lambda n: (f"één van {n % 50} 😀", -n))
    assert [str(row[1]) for row in table.rows] == [THING.format(n) for n in expected]


@pytest.mark.parametrize(("limit", "offset"), [(10_000, 0), (10_001, 1_000), (100, 10_450)])
def test_a_slice_larger_than_a_page(store, limit, offset):
    query = V + f"SELECT ?thing WHERE {{ ?thing v:nummer ?n }} ORDER BY ?thing LIMIT {limit} OFFSET {offset}"
    expected = [THING.format(n) for n in range(LARGE_SIZE)][offset : offset + limit]
    assert things(store.select(query).rows) == expected


def test_a_slice_without_order_has_its_size(store):
    rows = store.select(V + "SELECT ?thing WHERE { ?thing v:nummer ?n } LIMIT 10200").rows
    assert len(rows) == len(set(rows)) == 10_200


def test_rows_that_occur_many_times_are_as_many_as_there_are(store):
    rows = store.select(V + "SELECT ?label WHERE { ?thing v:label ?label }").rows
    assert len(rows) == LARGE_SIZE
    assert len(set(rows)) == 50


def test_columns_that_are_often_empty(store):
    query = V + "SELECT ?thing ?n WHERE { ?thing v:label ?l OPTIONAL { ?thing v:nummer ?n FILTER(?n < 100) } }"
    rows = store.select(query).rows
    assert len(rows) == LARGE_SIZE
    assert sum(row[1] is not None for row in rows) == 100


def test_groups_and_distinct_rows_beyond_a_page(store):
    joined = "{ ?thing v:label ?label ; v:nummer ?n }"
    grouped = store.select(V + f"SELECT ?label ?n (COUNT(?thing) AS ?times) WHERE {joined} GROUP BY ?label ?n")
    distinct = store.select(V + f"SELECT DISTINCT ?n ?label WHERE {joined}")
    assert len(grouped.rows) == len(distinct.rows) == LARGE_SIZE
    assert {str(row[2]) for row in grouped.rows} == {"1"}


def test_a_whole_graph_beyond_any_cap(store):
    triples = store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert len(triples) == len(set(triples)) == 2 * LARGE_SIZE


@pytest.mark.remote
def test_pages_larger_than_the_cap_shrink(virtuoso_capped):
    greedy = RemoteStore(virtuoso_capped.query, (LARGE,), Limits(page_rows=20_000))
    assert len(greedy.select(V + "SELECT ?thing WHERE { ?thing v:nummer ?n }").rows) == LARGE_SIZE
    assert greedy.page_rows == 9_999
    greedy.close()


def test_more_equal_rows_than_a_page_cannot_be_paged(remote_store):
    store = remote_store.over(LARGE, limits=Limits(page_rows=100))
    with pytest.raises(EndpointError) as error:
        store.select(V + "SELECT ?label WHERE { ?thing v:label ?label }")
    assert error.value.code == "rows-all-alike"


def test_an_order_by_what_is_no_column_cannot_be_paged(remote_store):
    store = remote_store.over(POLICY, limits=Limits(page_rows=3))
    with pytest.raises(EndpointError) as error:
        store.select(V + "SELECT ?thing WHERE { ?thing v:thema ?t } ORDER BY ?t")
    assert error.value.code == "order-not-in-columns"


SLOW = (
    V + "SELECT (COUNT(*) AS ?n) WHERE { ?a v:nummer ?x . ?b v:nummer ?y . ?c v:nummer ?z . "
    "FILTER(?x + ?y + ?z + STRLEN(STR(?a)) = 7) }"
)
SLOW_ROWS = V + "SELECT ?a ?b WHERE { ?a v:nummer ?x . ?b v:nummer ?y FILTER(REGEX(STR(?a), CONCAT(STR(?y), '$'))) }"


@pytest.mark.remote
def test_a_query_the_endpoint_stops_is_an_error(virtuoso_capped):
    store = RemoteStore(virtuoso_capped.query, (LARGE,))
    with pytest.raises(EndpointError) as error:
        store.select(SLOW_ROWS)
    store.close()
    assert error.value.code == "endpoint-gives-up"


def test_a_query_that_takes_too_long_for_us_is_an_error(remote_store):
    store = remote_store.over(LARGE, limits=Limits(total=0.5))
    started = time.monotonic()
    with pytest.raises(EndpointError) as error:
        store.select(SLOW)
    assert time.monotonic() - started < 1
    assert error.value.code == "endpoint-timeout"
