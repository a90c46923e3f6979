"""The queries of the rules say the same in every store: embedded, Oxigraph's server and Virtuoso."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from engines import load_into, oxigraph_server, virtuoso_server
from hgraph.dataset import read_triples, read_vocabulary
from hgraph.dataset.conversion import to_oxigraph, to_triple
from hgraph.namespaces import HG, RDF, RDFS, SH
from hgraph.settings import load_settings
from hgraph.store import EmbeddedStore, Store
from hgraph.store.remote import RemoteStore
from hgraph.terms import Iri, Literal, Term, Triple
from hgraph.validation import Rule, read_rules
from test_shapes import READ_BY_RULES

ROOT = Path(__file__).parents[1]
SETTINGS = load_settings(ROOT)
RULES = read_rules(SETTINGS)
QUERIES = [rule for rule in RULES if rule.constraints[0] in RULES.queries]
WORDS = Iri("https://rules.example/graaf/woorden")
ENGINES = ("memory", "oxigraph", "virtuoso")


def graph_of(rule: Rule) -> Iri:
    return Iri(f"https://rules.example/graaf/{rule.code}")


def case(rule: Rule) -> list[Triple]:
    return read_triples(ROOT / "tests" / "shapes" / f"{rule.iri.rpartition('#')[2]}.ttl", SETTINGS.id_base)


def vocabulary() -> list[Triple]:
    triples = (to_triple(triple) for graph in read_vocabulary(SETTINGS) for triple in graph.triples)
    return [t for t in triples if t[1] in READ_BY_RULES or (t[1] == RDF.type and t[2] == HG.ProcedureStep)]


def ntriples(triples: list[Triple]) -> str:
    quads = [ox.Triple(to_oxigraph(s), ox.NamedNode(p), to_oxigraph(o)) for s, p, o in triples]  # type: ignore[arg-type]
    return (ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


@pytest.fixture(scope="module", params=ENGINES)
def store_over(request: pytest.FixtureRequest) -> Iterator[Callable[[Rule], Store]]:
    """Return what opens a store over the vocabulary and the case of one rule."""
    contents = {WORDS: ntriples(vocabulary())} | {graph_of(rule): ntriples(case(rule)) for rule in QUERIES}
    if request.param == "memory":

        def embedded(rule: Rule) -> Store:
            store = EmbeddedStore.in_memory()
            for name in (WORDS, graph_of(rule)):
                store.load(name, contents[name].encode())
            return store

        yield embedded
        return
    with {"oxigraph": oxigraph_server, "virtuoso": virtuoso_server}[request.param]() as endpoint:
        for name, text in contents.items():
            load_into(endpoint, name, text)
        yield lambda rule: RemoteStore(endpoint.query, (WORDS, graph_of(rule)))


def classes_under(name: str) -> list[str]:
    """Return a class and its subclasses; asked beforehand, because a path inside a sub-select misleads Virtuoso."""
    below = [str(s) for s, p, o in vocabulary() if p == RDFS.subClassOf and o == name]
    return [name, *(deeper for found in below for deeper in classes_under(found))]


def targets_of(rule: Rule) -> Iterator[str]:
    for kind, term in rule.targets:
        if kind == SH.targetClass:
            yield from (f"{{ $this a <{name}> }}" for name in classes_under(term))
        elif kind == SH.targetSubjectsOf:
            yield f"{{ $this <{term}> ?any }}"
        else:
            yield f"{{ ?any <{term}> $this }}"


def of_all_targets(rule: Rule) -> str:
    """Return the query of a rule for all its focus nodes at once, as a compiler would ask it."""
    targets = " UNION ".join(targets_of(rule))
    text = RULES.queries[rule.constraints[0]]
    bound = text.replace("WHERE {", f"WHERE {{ {{ SELECT DISTINCT $this WHERE {{ {targets} }} }}", 1)
    return "".join(f"PREFIX {prefix}: <{name}>\n" for prefix, name in RULES.prefixes.items()) + bound


def expected(rule: Rule) -> set[tuple[Term, Term]]:
    parts: dict[Term, dict[str, Term]] = {}
    for subject, predicate, value in case(rule):
        parts.setdefault(subject, {})[predicate] = value
    results = [entry for entry in parts.values() if entry.get(RDF.type) == SH.ValidationResult]
    return {(entry[SH.focusNode], spelling(entry[SH.value])) for entry in results}


def spelling(term: Term) -> Term:
    return Literal(term.lexical) if isinstance(term, Literal) else term


@pytest.mark.remote
@pytest.mark.parametrize("rule", QUERIES, ids=lambda rule: rule.code)
def test_query_gives_the_results_of_its_case(rule: Rule, store_over: Callable[[Rule], Store]) -> None:
    store = store_over(rule)
    rows = store.select(of_all_targets(rule)).records()
    store.close()
    assert {(row["this"], spelling(row.get("value", row["this"]))) for row in rows} == expected(rule)
