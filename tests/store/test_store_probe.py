"""An endpoint is believed after it has shown, by value, that it answers as it should; a liar is refused."""

from __future__ import annotations

import pytest
from graphs import ELSEWHERE, HERE, LARGE, PEOPLE, POLICY

from engines import load_into
from hgraph.errors import EndpointError
from hgraph.store import EmbeddedStore
from hgraph.store.probe import verify
from hgraph.store.remote import open_remote
from hgraph.terms import Iri, Literal, Table

GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'https://store.example/graaf/')) }"


class Liar:
    """A store that answers as the embedded one does, but for one kind of query."""

    endpoint = "http://liar.example/sparql"

    def __init__(self, sign: str = "nothing", change=lambda rows: rows) -> None:
        self.page_rows = 5000
        self._sign, self._change = sign, change
        self._honest = EmbeddedStore.in_memory()
        for name, file in ((POLICY, "policy.ttl"), (PEOPLE, "people.ttl")):
            self._honest.load(name, HERE / file)
        self.graphs = self._honest.graphs

    def select(self, query):
        table = self._honest.select(query)
        return Table(table.columns, self._change(list(table.rows))) if self._sign in query else table

    def give_fewer(self, rows):
        self.page_rows = rows

    def refuse_counting(self, shared):
        pytest.fail(f"{shared} is in one graph only")


def test_an_honest_store_is_believed(remote_store):
    store = remote_store.over(POLICY, PEOPLE, LARGE)
    verify(store)
    assert store.page_rows == 9_999


def test_the_graphs_of_the_project_are_discovered(remote_store):
    store = open_remote(remote_store.endpoint.query, GRAPHS)
    assert store.graphs == (POLICY, LARGE, PEOPLE, ELSEWHERE)
    store.close()


def test_an_honest_fake_is_believed():
    verify(Liar())


def plus_one(rows):
    *first, (*cells, last) = rows
    return [*first, (*cells, Literal(str(int(last.lexical) + 1), last.datatype))]


@pytest.mark.parametrize(
    ("sign", "change", "check"),
    [
        ("GROUP BY ?one ?other", lambda rows: rows[:-1], "grouped.rq"),
        ("GROUP BY ?one ?other", plus_one, "grouped.rq"),
        ("GROUP BY ?predicate", lambda rows: rows[1:], "uses.rq"),
        ("/<", lambda rows: rows[:-1], "closure.rq"),
        ("/<", lambda rows: [*rows, rows[0]], "closure.rq"),
        ('"tekst"@nl true', lambda rows: [*rows, (Literal("tekst"),)], "typed-comparison.rq"),
        ("?before", lambda rows: rows[::-1], "dates.rq"),
        ("LCASE(STR(?text))", lambda rows: sorted(rows, key=str), "order.rq"),
        ("UCASE", lambda rows: [(text, size, Literal("Ã")) for text, size, _ in rows], "unicode.rq"),
        ("COUNT(?right)", plus_one, "unbound.rq"),
        ("?thousands", lambda rows: [rows[1], *rows[1:]], "rows.rq"),
        ("?subject ?object\n", lambda rows: rows[:-1], "sample.rq"),
    ],
)
def test_a_liar_is_refused(sign, change, check):
    with pytest.raises(EndpointError) as error:
        verify(Liar(sign, change))
    assert (error.value.code, error.value.values["check"]) == ("store-not-trustworthy", check)
    assert check in error.value.sentence("nl")


def test_a_cap_that_is_not_mentioned_is_found():
    liar = Liar("?thousands", lambda rows: rows[:1000])
    verify(liar)
    assert liar.page_rows == 999


def test_nothing_is_counted_twice_where_graphs_overlap(remote_store):
    one, other = Iri("urn:overlap:1"), Iri("urn:overlap:2")
    load_into(remote_store.endpoint, one, '<urn:a> <urn:b> "c" .\n<urn:a> <urn:b> "d" .\n')
    load_into(remote_store.endpoint, other, '<urn:a> <urn:b> "c" .\n')
    store = remote_store.over(one, other)
    verify(store)
    assert len(store.select("SELECT DISTINCT ?s ?o WHERE { ?s ?p ?o }").rows) == 2
    assert str(store.select("SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?s ?p ?o }").rows[0][0]) == "2"
    assert len(store.select("SELECT ?g ?o WHERE { GRAPH ?g { ?s ?p ?o } }").rows) == 3
    assert len(store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")) == 2
    for query in ("SELECT ?o WHERE { ?s ?p ?o }", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"):
        with pytest.raises(EndpointError) as error:
            store.select(query)
        assert (error.value.code, error.value.values["statement"]) == ("graphs-overlap", '<urn:a> <urn:b> "c"')
