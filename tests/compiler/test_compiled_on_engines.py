"""The compiled rules find the same in every store: embedded, Oxigraph's server and Virtuoso."""

import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from engines import load_into, oxigraph_server, virtuoso_server
from hgraph.dataset import read_vocabulary
from hgraph.settings import load_settings
from hgraph.store import EmbeddedStore
from hgraph.store.remote import RemoteStore
from hgraph.terms import Iri
from hgraph.validation import read_rules
from hgraph.validation.compiler import compile_shapes, run, targets

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import generate  # noqa: E402

SETTINGS = load_settings(ROOT)
PLAN = compile_shapes(read_rules(SETTINGS).triples)
DATA, WORDS = Iri("urn:hgraph:data"), Iri("urn:hgraph:words")


@pytest.fixture(scope="module")
def contents(tmp_path_factory):
    """A generated graph with an error for every rule, and the vocabulary."""
    path = tmp_path_factory.mktemp("generated") / "policy.nt"
    generate.write_file(path, generate.EACH, each=True)
    triples = [triple for graph in read_vocabulary(SETTINGS) for triple in graph.triples]
    return {DATA: path.read_bytes(), WORDS: ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)}


@pytest.mark.parametrize("engine", [oxigraph_server, virtuoso_server])
def test_same_findings(contents, engine):
    embedded = EmbeddedStore.in_memory()
    for name, text in contents.items():
        embedded.load(name, text)
    expected = run(PLAN, embedded)
    assert len(expected) > len(PLAN.counts)
    with engine() as endpoint:
        for name, text in contents.items():
            load_into(endpoint, name, text.decode())
        remote = RemoteStore(endpoint.query, tuple(contents))
        assert run(PLAN, remote) == expected
        assert targets(PLAN, remote) == targets(PLAN, embedded)
        remote.close()
