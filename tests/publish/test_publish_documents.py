"""The documents about things: four readers nobody here wrote agree on what they say."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from hgraph.dataset import canonical_lines, parsed_quads
from hgraph.namespaces import RDF, XSD
from hgraph.publish.documents import CONTEXT_FILE, MOST_INCOMING, read_context
from hgraph.publish.dumps import packed
from hgraph.publish.spelling import Ambiguous, JsonLdSpelling, TurtleSpelling, in_order
from hgraph.publish.statements import NAMES
from hgraph.releases import Addresses
from hgraph.terms import Iri, Literal
from published import BASE, ROOT
from strategies import data_text, iris, terms

ID = f"{BASE}id/"
ADDRESSES = Addresses(BASE)
CONTEXT = read_context((ROOT / CONTEXT_FILE).read_bytes())
PROPERTIES = sorted(Iri(entry["@id"]) for entry in CONTEXT.values() if isinstance(entry, dict))
FACTS = st.lists(
    st.one_of(
        st.tuples(st.one_of(iris, st.sampled_from(PROPERTIES)), terms(data_text)),
        st.tuples(st.just(Iri(RDF.type)), iris),
    ),
    min_size=1,
    max_size=8,
)
DUMPS = ("dataset.jsonld", "dataset.nq.gz", "dataset.nt.gz", "dataset.trig", "dataset.ttl")


@pytest.fixture(scope="module")
def release(site: Path) -> Path:
    return site / "current"


def as_lines(quads: Any) -> list[str]:
    return canonical_lines((s, p, o, None) for s, p, o, _ in quads)


def by_pyld(path: Path, release: Path) -> list[str]:
    """Return what a JSON-LD processor reads in a document, with the context that stands in the release."""

    def load(url: str, _: object) -> dict[str, Any]:
        assert url == BASE + CONTEXT_FILE
        return {"contextUrl": None, "documentUrl": url, "document": loaded_context(release)}

    options = {
        "base": BASE + path.relative_to(release).as_posix(),
        "documentLoader": load,
        "format": "application/n-quads",
    }
    text = jsonld.to_rdf(json.loads(path.read_text(encoding="utf-8")), options)
    return as_lines(parsed_quads(text.encode(), ".nq"))


@cache
def loaded_context(release: Path) -> Any:
    return json.loads((release / CONTEXT_FILE).read_bytes())


def places(release: Path) -> Iterator[Path]:
    for folder in ("doc", "term", "code", "extern"):
        yield from (path.with_suffix("") for path in sorted((release / folder).rglob("*.nt")))


def test_everything_that_is_described_has_its_documents(release: Path) -> None:
    dataset = list(parsed_quads(gzip.decompress((release / "dumps/dataset.nq.gz").read_bytes()), ".nq"))
    things = {str(subject) for subject, _, _, _ in dataset}
    assert {ADDRESSES.place(thing) for thing in things} == {
        place.relative_to(release).as_posix() for place in places(release)
    }


def test_turtle_and_n_triples_and_json_say_the_same(release: Path) -> None:
    for number, place in enumerate(places(release)):
        lines = as_lines(parsed_quads(place.with_name(place.name + ".nt").read_bytes(), ".nt"))
        assert as_lines(parsed_quads(place.with_name(place.name + ".ttl").read_bytes(), ".ttl")) == lines
        if number % 10 == 0:  # the other processor is slow
            assert by_pyld(place.with_name(place.name + ".jsonld"), release) == lines


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_rdflib_reads_the_same_in_each(release: Path) -> None:
    place = release / "doc/plan/higkbp-2020-2024"
    graphs = [rdflib.Graph().parse(f"{place}{suffix}") for suffix in (".ttl", ".nt", ".jsonld")]
    assert len(graphs[0]) > 30
    assert all(set(graph) == set(graphs[0]) for graph in graphs)


def test_a_document_says_what_it_is_and_what_points_at_its_thing(release: Path) -> None:
    graph = rdflib.Graph().parse(release / "doc/plan/higkbp-2020-2024.ttl")
    plan, document = rdflib.URIRef(f"{ID}plan/higkbp-2020-2024"), rdflib.URIRef(f"{BASE}doc/plan/higkbp-2020-2024")
    assert graph.value(document, rdflib.FOAF.primaryTopic) == plan
    assert graph.value(document, rdflib.DCTERMS.issued).toPython().isoformat() == "2026-11-27"
    assert graph.value(document, rdflib.DCTERMS.license)
    record = json.loads((release / "release.json").read_bytes())
    assert str(graph.value(document, rdflib.DCTERMS.isPartOf)) == record["iri"]
    assert len(list(graph.subjects(None, plan))) > 3
    for pointed in graph.objects(plan, rdflib.URIRef("https://w3id.org/hgraph/ns#coordinatingMinister")):
        assert list(graph.objects(pointed, rdflib.URIRef(NAMES[0]))) or list(graph.triples((pointed, None, None)))


def test_more_links_than_fit_are_counted(release: Path) -> None:
    text = (release / "term/TraceAssertion.nt").read_text(encoding="utf-8")
    graph = rdflib.Graph().parse(data=text, format="nt")
    pointing = list(graph.subjects(rdflib.RDF.type, rdflib.URIRef("https://w3id.org/hgraph/ns#TraceAssertion")))
    assert len(pointing) <= MOST_INCOMING
    crowded = [path for path in release.rglob("*.nt") if "rdf-schema#comment" in path.read_text(encoding="utf-8")]
    assert crowded
    assert any(f"{MOST_INCOMING} van de" in path.read_text(encoding="utf-8") for path in crowded)


@pytest.mark.parametrize("name", DUMPS)
def test_a_dump_holds_the_whole_dataset(release: Path, name: str) -> None:
    path = release / "dumps" / name
    content = path.read_bytes()
    assert (path.parent / f"{name}.sha256").read_text() == f"{hashlib.sha256(content).hexdigest()}  {name}\n"
    content = gzip.decompress(content) if name.endswith(".gz") else content
    suffix = "." + name.removesuffix(".gz").rpartition(".")[2]
    if suffix == ".jsonld":
        body = json.loads(content)
        content = json.dumps(body | {"@context": loaded_context(release)["@context"]}).encode()
    quads = list(parsed_quads(content, suffix))
    whole = list(parsed_quads(gzip.decompress((path.parent / "dataset.nq.gz").read_bytes()), ".nq"))
    if suffix in (".nt", ".ttl"):
        assert as_lines(quads) == as_lines(whole)
    else:
        assert canonical_lines(quads) == canonical_lines(whole)


def test_the_unpacked_quads_hash_to_the_id(release: Path) -> None:
    content = gzip.decompress((release / "dumps/dataset.nq.gz").read_bytes())
    assert hashlib.sha256(content).hexdigest() == json.loads((release / "release.json").read_bytes())["id"]


def test_what_is_packed_has_no_name_and_no_time() -> None:
    content = b"".join(packed(["een\n", "twee\n"]))
    assert gzip.decompress(content) == b"een\ntwee\n"
    assert content[3] == 0, "no name, no comment"
    assert content[4:8] == bytes(4), "no time"


@given(iris, FACTS)
def test_any_thing_reads_back_from_turtle(thing: Iri, facts: Any) -> None:
    spelling, prefixes = TurtleSpelling(ID), set()
    block = spelling.block(thing, in_order(facts), prefixes)
    read = parsed_quads((spelling.head(prefixes) + block).encode(), ".ttl")
    assert as_lines(read) == canonical_lines((thing, p, o, None) for p, o in facts)


@given(iris, FACTS)
def test_any_thing_reads_back_from_json(thing: Iri, facts: Any) -> None:
    context = CONTEXT
    try:
        node = JsonLdSpelling(context).node(thing, in_order(facts))
    except Ambiguous:
        context = {}
        node = JsonLdSpelling(context).node(thing, in_order(facts))
    document = {"@context": context, "@graph": [json.loads(node)]}
    expected = canonical_lines((thing, p, o, None) for p, o in facts)
    assert as_lines(parsed_quads(json.dumps(document).encode(), ".jsonld")) == expected
    if not any(isinstance(value, Literal) and value.datatype == XSD.double for _, value in facts):  # it rewrites those
        text = jsonld.to_rdf(document, {"format": "application/n-quads"})
        assert as_lines(parsed_quads(text.encode(), ".nq")) == expected
