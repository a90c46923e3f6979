"""The embedded store: graphs that overlap, folders, files, and what it refuses."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgraph.errors import UnreadableInput, UsageError
from hgraph.store import EmbeddedStore
from hgraph.terms import Iri, Literal

G1, G2, G3 = (Iri(f"urn:graph:{n}") for n in (1, 2, 3))
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def triple(n: int):
    return (Iri(f"urn:s:{n}"), Iri("urn:p"), Literal(str(n)))


def count(store, query=COUNT):
    return int(store.select(query).rows[0][0].lexical)


def test_a_statement_in_two_graphs_counts_once():
    store = EmbeddedStore.in_memory()
    store.add(G1, [triple(1), triple(2)])
    assert count(store) == 2
    store.add(G2, [triple(2), triple(3)])
    assert count(store) == 3
    assert count(store, "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }") == 4
    assert store.graphs == (G1, G2)
    store.remove_graph(G2)
    assert count(store) == 2
    store.remove_graph(G3)
    assert store.graphs == (G1,)


@given(st.lists(st.tuples(st.sampled_from([G1, G2, G3]), st.integers(0, 6)), max_size=25))
def test_the_default_graph_is_a_set_whatever_the_graphs_share(statements):
    store = EmbeddedStore.in_memory()
    for step, (graph, n) in enumerate(statements):
        store.add(graph, [triple(n)])
        if step % 7 == 0:
            assert count(store) == len({m for _, m in statements[: step + 1]})
    assert count(store) == len({n for _, n in statements})
    assert len(store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")) == len({n for _, n in statements})


def test_triples_of_the_parser_and_of_the_project_are_the_same():
    store = EmbeddedStore.in_memory()
    store.add(G1, [triple(1)])
    store.add(G1, [quad.triple for quad in ox.parse('<urn:s:1> <urn:p> "1" .', ox.RdfFormat.TURTLE)])
    assert store.construct("CONSTRUCT WHERE { ?s ?p ?o }") == [triple(1)]


def test_an_empty_store_answers():
    store = EmbeddedStore.in_memory()
    assert (store.graphs, count(store), store.ask("ASK { ?s ?p ?o }")) == ((), 0, False)


def test_a_folder_is_found_again(tmp_path):
    folder = tmp_path / "new" / "store"
    store = EmbeddedStore.on_disk(folder)
    store.add(G1, [triple(1)])
    store.add(G2, [triple(1), triple(2)])
    assert count(store) == 2
    store.close()
    again = EmbeddedStore.on_disk(folder)
    assert (again.graphs, count(again)) == ((G1, G2), 2)
    again.add(G3, [triple(3)])
    again.remove_graph(G2)
    assert count(again) == 2
    again.close()
    last = EmbeddedStore.on_disk(folder)
    assert count(last) == 2
    last.close()


def test_a_folder_in_use_is_refused(tmp_path):
    store = EmbeddedStore.on_disk(tmp_path / "store")
    with pytest.raises(UnreadableInput) as error:
        EmbeddedStore.on_disk(tmp_path / "store")
    assert error.value.code == "store-in-use"
    store.close()
    EmbeddedStore.on_disk(tmp_path / "store").close()


def test_a_folder_with_something_else_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("x")
    for place in (tmp_path, tmp_path / "letter.txt"):
        with pytest.raises(UnreadableInput) as error:
            EmbeddedStore.on_disk(place)
        assert error.value.code == "not-a-store"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.txt"]


def test_a_damaged_folder_is_refused(tmp_path):
    (tmp_path / "oxigraph").mkdir()
    (tmp_path / "oxigraph" / "CURRENT").write_text("nonsense\n")
    with pytest.raises(UnreadableInput) as error:
        EmbeddedStore.on_disk(tmp_path)
    assert error.value.code == "not-a-store"


def test_a_file_with_an_error_adds_nothing(tmp_path):
    file = tmp_path / "data.ttl"
    file.write_text("<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> .\n")
    store = EmbeddedStore.in_memory()
    with pytest.raises(UnreadableInput) as error:
        store.load(G1, file)
    assert (error.value.code, error.value.place) == ("syntax", f"{file}:2")
    with pytest.raises(UnreadableInput) as error:
        store.load(G1, tmp_path / "missing.nt")
    assert error.value.code == "not-readable"
    assert (count(store), store.graphs) == (0, ())


def test_triples_that_break_off_add_nothing():
    def broken():
        yield triple(1)
        raise OSError("the disk is gone")

    store = EmbeddedStore.in_memory()
    with pytest.raises(OSError, match="the disk is gone"):
        store.add(G1, broken())
    assert count(store) == 0


def test_no_query_calls_out():
    """A listener nobody may reach: the refusal comes before the engine sees the query."""
    store = EmbeddedStore.in_memory()
    for query in ("ASK { SERVICE <http://127.0.0.1:1/> {} }", "ASK { SERVICE SILENT <http://127.0.0.1:1/> {} }"):
        with pytest.raises(UsageError) as error:
            store.ask(query)
        assert error.value.code == "query-calls-out"
    for query in ("LOAD <http://127.0.0.1:1/>", "CLEAR ALL", "DELETE WHERE { ?s ?p ?o }"):
        with pytest.raises(UsageError) as error:
            store.ask(query)
        assert error.value.code == "query-syntax"


def test_answers_may_be_used_in_another_thread():
    from concurrent.futures import ThreadPoolExecutor

    store = EmbeddedStore.in_memory()
    store.add(G1, [triple(n) for n in range(100)])
    with ThreadPoolExecutor(4) as pool:
        tables = list(pool.map(store.select, ["SELECT ?s WHERE { ?s ?p ?o }"] * 20))
    assert all(len(table.rows) == 100 for table in tables)


def test_a_graph_is_replaced_and_an_overlap_that_comes_with_it_is_seen():
    store = EmbeddedStore.in_memory()
    one, two = Iri("urn:1"), Iri("urn:2")
    store.add(one, [(Iri("urn:a"), Iri("urn:p"), Literal("1"))])
    store.add(two, [(Iri("urn:b"), Iri("urn:p"), Literal("2"))])
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    assert str(store.select(count).rows[0][0]) == "2"
    own, other = (ox.Triple(ox.NamedNode(f"urn:{name}"), ox.NamedNode("urn:p"), ox.Literal(name)) for name in "cd")
    changed = store.replace(one, [own])
    assert changed == {
        (Iri("urn:a"), Iri("urn:p"), Literal("1")),
        (Iri("urn:c"), Iri("urn:p"), Literal("c")),
    }
    assert set(store.triples_of(one)) == {(Iri("urn:c"), Iri("urn:p"), Literal("c"))}
    shared = ox.Triple(ox.NamedNode("urn:b"), ox.NamedNode("urn:p"), ox.Literal("2"))
    store.replace(one, [own, other, shared])
    assert str(store.select(count).rows[0][0]) == "3", "what stands in two graphs counts once"
    store.replace(one, [own])
    assert str(store.select(count).rows[0][0]) == "2"
