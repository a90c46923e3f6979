"""IRIs in short and long form: every short form that is shown can be typed back."""

from __future__ import annotations

import doctest

import curies
import pytest
from hypothesis import given
from hypothesis.strategies import integers, sampled_from

from hgraph import iris as module
from hgraph.iris import expand, shorten
from hgraph.namespaces import PREFIXES
from hgraph.terms import Iri, is_valid_iri
from strategies import any_text, iris

LIBRARY = curies.Converter.from_prefix_map(PREFIXES)
BASE = "https://hgraph.example/id/"


class TestShortening:
    """What a reader sees instead of an IRI."""

    @pytest.mark.parametrize(
        ("iri", "short"),
        [
            ("https://w3id.org/hgraph/ns#Action", "hg:Action"),
            ("https://w3id.org/hgraph/code/review-status/aanvaard", "review-status:aanvaard"),
            ("http://themis.vlaanderen.be/id/mandataris/x", "themis-mandataris:x"),
            ("https://hgraph.example/id/plan/x", "plan/x"),
            ("https://hgraph.example/id/plan/x/periode", "plan/x/periode"),
            ("https://elders.example/x", "https://elders.example/x"),
            ("_:b0", "_:b0"),
            ("", ""),
        ],
    )
    def test_takes_the_shortest_known_form(self, iri: str, short: str) -> None:
        assert shorten(iri, BASE) == short

    def test_the_scheme_letter_counts(self) -> None:
        assert shorten("http://w3id.org/hgraph/ns#Action") == "http://w3id.org/hgraph/ns#Action"

    @given(iris)
    def test_a_curie_stands_for_the_iri_it_was_made_from(self, iri: Iri) -> None:
        short = shorten(iri)
        assert expand(short) == iri

    @given(sampled_from([*PREFIXES.values()]), any_text, integers(0, 3))
    def test_says_what_the_library_for_curies_says(self, namespace: str, name: str, less: int) -> None:
        iri = namespace[: len(namespace) - less] + name
        assert shorten(iri) == (LIBRARY.compress(iri) or iri)

    @given(any_text)
    def test_any_text_is_shown(self, text: str) -> None:
        assert isinstance(shorten(text, BASE), str)


class TestExpanding:
    """What a person types."""

    @pytest.mark.parametrize(
        "text", ["hg:Action", " hg:Action ", "<https://w3id.org/hgraph/ns#Action>", "https://w3id.org/hgraph/ns#Action"]
    )
    def test_reads_curies_and_iris(self, text: str) -> None:
        assert expand(text) == Iri("https://w3id.org/hgraph/ns#Action")

    @pytest.mark.parametrize(
        "text",
        ["", "plan/x", "onbekend:x", "hg:a b", "http://a b", "https://x.be/<script>", ":x", "hg", "urn:", "Ik:jij"],
    )
    def test_reads_nothing_else(self, text: str) -> None:
        assert expand(text) is None

    @given(any_text)
    def test_what_comes_out_is_an_iri_or_nothing(self, text: str) -> None:
        expanded = expand(text)
        assert expanded is None or (isinstance(expanded, Iri) and is_valid_iri(expanded))

    @given(iris)
    def test_an_iri_stays_what_it_is(self, iri: Iri) -> None:
        assert expand(iri) == iri
        assert expand(f"<{iri}>") == iri

    @pytest.mark.parametrize("prefix", PREFIXES)
    def test_every_prefix_of_the_card_can_be_typed(self, prefix: str) -> None:
        assert expand(f"{prefix}:x") == PREFIXES[prefix] + "x"


def test_the_examples_in_the_docstrings_run() -> None:
    assert doctest.testmod(module) == (0, 3)
