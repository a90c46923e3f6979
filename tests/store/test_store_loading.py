"""A large file goes into the store leniently and is judged beside it: the same statements, and the same refusals."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgraph.errors import UnreadableInput
from hgraph.store import EmbeddedStore
from hgraph.store.loading import load_judged
from hgraph.terms import Iri, Literal, to_ntriples
from strategies import any_text, terms

GRAPH = Iri("urn:graph:1")
NAME = ox.NamedNode(GRAPH)
LINE = "<urn:s:{n}> <urn:p> <https://hgraph.example/id/thing/{n}> .\n"
MANY = 120_000
"""Lines of a file that is large enough to be judged beside."""

REFUSED = {
    "an IRI that is relative": "<urn:a> <urn:b> <c> .",
    "a character no IRI may hold": "<urn:a> <urn:b> <https://hgraph.example/a|b> .",
    "a percent sign without digits": "<urn:a> <urn:b> <https://hgraph.example/%zz> .",
    "a port that is none": "<urn:a> <urn:b> <https://hgraph.example:a/> .",
    "a language tag that is none": '<urn:a> <urn:b> "x"@toolongatag .',
    "a datatype that is relative": '<urn:a> <urn:b> "x"^^<d> .',
    "no full stop": "<urn:a> <urn:b> <urn:c>",
    "half a surrogate": '<urn:a> <urn:b> "\\uD800" .',
}


def read(path: Path, *, judged: bool) -> set[ox.Quad]:
    engine = ox.Store()
    if judged:
        load_judged(engine, path, ox.RdfFormat.N_TRIPLES, None, NAME)
    else:
        engine.load(path=path, format=ox.RdfFormat.N_TRIPLES, to_graph=NAME)
    return set(engine)


@given(st.lists(terms(any_text), max_size=12))
def test_what_may_be_read_is_read_the_same(
    tmp_path_factory: pytest.TempPathFactory, values: list[Iri | Literal]
) -> None:
    path = tmp_path_factory.mktemp("judged") / "a.nt"
    path.write_text("".join(f"<urn:s> <urn:p> {to_ntriples(value)} .\n" for value in values), encoding="utf-8")
    assert read(path, judged=True) == read(path, judged=False)


@pytest.mark.parametrize("line", REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_refused_with_its_line_and_nothing_stays(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.nt"
    path.write_text(LINE.format(n=1) + line + "\n" + LINE.format(n=2), encoding="utf-8")
    with pytest.raises(SyntaxError) as strict:
        read(path, judged=False)
    engine = ox.Store()
    with pytest.raises(SyntaxError) as beside:
        load_judged(engine, path, ox.RdfFormat.N_TRIPLES, None, NAME)
    assert (beside.value.lineno, beside.value.msg) == (strict.value.lineno, strict.value.msg)
    assert len(engine) == 0
    assert not engine.contains_named_graph(NAME)


def test_a_graph_that_is_there_keeps_what_it_had(tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    path.write_text(LINE.format(n=1) + REFUSED["an IRI that is relative"] + "\n", encoding="utf-8")
    engine = ox.Store()
    engine.load(LINE.format(n=7).encode(), format=ox.RdfFormat.N_TRIPLES, to_graph=NAME)
    with pytest.raises(SyntaxError):
        load_judged(engine, path, ox.RdfFormat.N_TRIPLES, None, NAME)
    assert len(engine) == 1


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "a.nt"
    path.write_text("".join(LINE.format(n=n) for n in range(MANY)), encoding="utf-8")
    return path


def test_a_large_file_is_read_whole(large: Path) -> None:
    store = EmbeddedStore.in_memory()
    store.load(GRAPH, large)
    assert int(str(store.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows[0][0])) == MANY


def test_a_large_file_with_one_wrong_iri_is_refused_whole(large: Path, tmp_path: Path) -> None:
    path = tmp_path / "b.nt"
    path.write_text(
        large.read_text(encoding="utf-8") + REFUSED["a port that is none"] + "\n" + LINE.format(n=1), encoding="utf-8"
    )
    store = EmbeddedStore.in_memory()
    with pytest.raises(UnreadableInput, match=rf"b\.nt:{MANY + 1}\b"):
        store.load(GRAPH, path)
    assert store.graphs == ()
    store.load(GRAPH, large)
    assert store.graphs == (GRAPH,)


def test_a_file_that_is_gone_is_said_to_be_so(tmp_path: Path) -> None:
    engine = ox.Store()
    with pytest.raises(FileNotFoundError):
        load_judged(engine, tmp_path / "gone.nt", ox.RdfFormat.N_TRIPLES, None, NAME)
    assert not engine.contains_named_graph(NAME)
    with pytest.raises(UnreadableInput) as error:
        EmbeddedStore.in_memory().load(GRAPH, tmp_path / "gone.nt")
    assert error.value.code == "not-readable"
