"""The id of a release: the hash of the canonical dataset, whatever the order and the names of blank nodes."""

from __future__ import annotations

import random
from typing import Any

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from hgraph.dataset import canonical_lines, canonical_term, parsed_iris, parsed_quads
from hgraph.terms import Iri, Literal
from strategies import any_text, data_text, iris, languages, literals

NODES = st.one_of(iris, st.sampled_from([Iri(f"_:b{number}") for number in range(4)]))
GRAPHS = st.one_of(st.none(), st.sampled_from([Iri("urn:x:g"), Iri("urn:x:h")]))
QUADS = st.lists(
    st.tuples(NODES, st.sampled_from([Iri("urn:x:p"), Iri("urn:x:q")]), st.one_of(NODES, literals(data_text)), GRAPHS),
    min_size=1,
    max_size=8,
)


def renamed(quads: list[Any], names: dict[str, str]) -> list[Any]:
    def name(term: object) -> object:
        return Iri(names[term]) if isinstance(term, str) and term in names else term

    return [(name(s), p, name(o), g) for s, p, o, g in quads]


@given(QUADS, st.randoms(use_true_random=False))
def test_order_repetition_and_names_of_blank_nodes_do_not_matter(quads: list[Any], chance: random.Random) -> None:
    names = [f"_:b{number}" for number in range(4)]
    others = [f"_:c{number}" for number in chance.sample(range(100), 4)]
    again = renamed(quads, dict(zip(names, others, strict=True))) + quads[:0]
    chance.shuffle(again)
    assert canonical_lines(again + again[:2]) == canonical_lines(quads)


@given(QUADS)
def test_it_is_what_another_processor_gives(quads: list[Any]) -> None:
    plain = [q for q in quads if not (isinstance(q[2], Literal) and any(c in q[2].lexical for c in "\t\b\f\x7f"))]
    lines = canonical_lines(plain)
    theirs = jsonld.normalize(
        "".join(lines),
        {"algorithm": "URDNA2015", "inputFormat": "application/n-quads", "format": "application/n-quads"},
    )
    assert theirs == "".join(lines)


@given(QUADS)
def test_the_lines_say_what_was_said(quads: list[Any]) -> None:
    read = list(parsed_quads("".join(canonical_lines(quads)).encode(), ".nq"))
    assert canonical_lines(read) == canonical_lines(quads)


@given(any_text, st.one_of(st.none(), languages))
def test_a_term_can_be_read_back(text: str, language: str | None) -> None:
    literal = (
        Literal(text, Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"), language)
        if language
        else Literal(text)
    )
    (quad,) = ox.parse(f"<urn:x:s> <urn:x:p> {canonical_term(literal)} .", format=ox.RdfFormat.N_TRIPLES)
    assert quad.object.value == text
    assert quad.object.language == language


def test_iris_are_told_wherever_they_stand() -> None:
    text = '<urn:x:s> <urn:x:p> "1"^^<urn:x:type> <urn:x:g> .\n<urn:x:s> <urn:x:p> <urn:x:o> .\n'
    found = parsed_iris(text.encode(), ".nq")
    assert found >= {"urn:x:s", "urn:x:p", "urn:x:type", "urn:x:g", "urn:x:o"}
