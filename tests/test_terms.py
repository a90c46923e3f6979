"""Terms: what is written can be read back, and nothing that is not a term gets into a query."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hgraph.dataset.conversion import from_oxigraph, to_oxigraph
from hgraph.namespaces import RDF, XSD
from hgraph.terms import Iri, Literal, Table, is_valid_iri, tagged, to_ntriples, to_python
from strategies import NASTY, any_text, iris, languages, literals


def parsed(text: str) -> Iri | Literal:
    """Return the object that the parser of the engine reads in a line of N-Triples."""
    (quad,) = ox.parse(f"<urn:s> <urn:p> {text} .", ox.RdfFormat.N_TRIPLES)
    return from_oxigraph(quad.object)


def asked(text: str) -> Iri | Literal:
    """Return the term that the query engine reads in a query; it may write a number or a date another way."""
    (row,) = ox.Store().query(f"SELECT ?term WHERE {{ VALUES ?term {{ {text} }} }}")
    return from_oxigraph(row["term"])


def accepted_by_the_engine(text: str) -> bool:
    """Say whether the parser of the engine reads ``<text>`` as an IRI."""
    try:
        return parsed(f"<{text}>") == text
    except SyntaxError:
        return False


class TestWriting:
    """``to_ntriples`` is the only way a value enters a file or a query."""

    @given(literals(any_text))
    def test_a_literal_is_read_back_as_it_was(self, literal: Literal) -> None:
        assert parsed(to_ntriples(literal)) == literal

    @given(
        literals(any_text).filter(lambda literal: "XMLSchema" not in literal.datatype or literal.datatype == XSD.string)
    )
    def test_a_literal_enters_a_query_as_it_was(self, literal: Literal) -> None:
        assert asked(to_ntriples(literal)) == literal

    @given(iris)
    def test_an_iri_is_read_back_as_it_was(self, iri: Iri) -> None:
        assert parsed(to_ntriples(iri)) == iri
        assert asked(to_ntriples(iri)) == iri

    @given(literals(any_text))
    def test_a_literal_stays_on_one_line(self, literal: Literal) -> None:
        assert not set(to_ntriples(literal)) & set("\n\r")

    @given(literals(any_text))
    def test_conversion_to_the_parser_and_back_changes_nothing(self, literal: Literal) -> None:
        assert from_oxigraph(to_oxigraph(literal)) == literal

    @pytest.mark.parametrize("text", ["geen iri", "urn:a b", "urn:a>", "_:b0", "urn:\ud800", "hg", "/id/x", "http:"])
    def test_no_iri_no_text(self, text: str) -> None:
        with pytest.raises(ValueError, match=re.escape(text)):
            to_ntriples(Iri(text))

    @pytest.mark.parametrize("tag", ["nl } DROP ALL #", "nl_BE", "nl-", "-nl", "é", "abcdefghi"])
    def test_no_language_tag_no_text(self, tag: str) -> None:
        with pytest.raises(ValueError, match=re.escape(tag.lower())):
            to_ntriples(tagged("x", tag))

    def test_a_datatype_that_is_no_iri_is_refused(self) -> None:
        with pytest.raises(ValueError, match="datum"):
            to_ntriples(Literal("x", Iri("datum")))

    def test_plain_text_says_no_datatype(self) -> None:
        assert to_ntriples(Literal("a")) == '"a"'
        assert to_ntriples(Literal("1", Iri(XSD.integer))) == f'"1"^^<{XSD.integer}>'
        assert to_ntriples(tagged("a", "NL-be")) == '"a"@nl-be'


class TestIris:
    """``is_valid_iri`` agrees with the engine, so that no query fails on an IRI that was let through."""

    @given(st.text(max_size=20).map("https://hgraph.example/id/".__add__))
    @example("https://hgraph.example/id/%zz")
    @example("https://hgraph.example/id/[")
    @example("https://hgraph.example/id/\x85")
    @example("https://hgraph.example/id/\ue000")
    @example("https://hgraph.example/id/?\ue000")
    @example("https://hgraph.example/id/#a#b")
    @example("https://hgraph.example/id/\U000e0001")
    def test_agrees_with_the_engine_on_paths(self, text: str) -> None:
        if not any(0xD800 <= ord(character) <= 0xDFFF for character in text):
            assert is_valid_iri(text) == accepted_by_the_engine(text)

    @given(st.text("abzAZ09é:/?#[]@!$&'()*+,;=%.-_~ <>\"{}|^`\\", max_size=20))
    @example("http://a:b:c/")
    @example("http://[::1]:80/")
    @example("http://[x/")
    @example("é:x")
    @example("1a:x")
    @example("http:///")
    def test_what_is_let_through_is_taken_by_the_engine(self, text: str) -> None:
        if is_valid_iri(text):
            assert accepted_by_the_engine(text)

    @pytest.mark.parametrize("text", ["urn:x", "http://é.be/ü?q=1#f", "a:b", "https://u@h:80/p", "mailto:a@b.be"])
    def test_knows_an_iri(self, text: str) -> None:
        assert is_valid_iri(text)

    def test_a_long_refusal_takes_no_time(self) -> None:
        assert not is_valid_iri("http://" + "a" * 500_000 + " ")
        assert not is_valid_iri("http://" + "%41" * 200_000 + "%4")

    def test_a_plain_text_is_no_iri(self) -> None:
        assert not isinstance("urn:x", Iri)
        assert Iri("urn:x") == "urn:x"


class TestReading:
    """``to_python`` gives what a spreadsheet or a sum needs, and text where the form is wrong."""

    @pytest.mark.parametrize(
        ("lexical", "datatype", "value"),
        [
            ("12", XSD.integer, 12),
            ("-012", XSD.integer, -12),
            ("+5", XSD.positiveInteger, 5),
            ("1.50", XSD.decimal, Decimal("1.50")),
            (".5", XSD.decimal, Decimal("0.5")),
            ("1e5", XSD.double, Decimal(100000)),
            ("INF", XSD.double, Decimal("Infinity")),
            ("true", XSD.boolean, True),
            ("0", XSD.boolean, False),
            ("2020-06-26", XSD.date, date(2020, 6, 26)),
            ("2020-06-26Z", XSD.date, date(2020, 6, 26)),
            ("2020-06-26+02:00", XSD.date, date(2020, 6, 26)),
            ("2020-06-26T10:30:00Z", XSD.dateTime, datetime(2020, 6, 26, 10, 30, tzinfo=UTC)),
            ("tekst", XSD.string, "tekst"),
        ],
    )
    def test_a_well_formed_literal_has_a_value(self, lexical: str, datatype: str, value: object) -> None:
        read = to_python(Literal(lexical, Iri(datatype)))
        assert read == value
        assert type(read) is type(value)

    @pytest.mark.parametrize(
        ("lexical", "datatype"),
        [
            ("1_000", XSD.integer),
            ("٣", XSD.integer),
            (" 5", XSD.integer),
            ("5.0", XSD.integer),
            ("", XSD.integer),
            ("9" * 5000, XSD.integer),
            ("NaN", XSD.decimal),
            ("1E5", XSD.decimal),
            ("1,5", XSD.decimal),
            (".", XSD.decimal),
            ("1_0.5", XSD.double),
            ("Infinity", XSD.double),
            ("ja", XSD.boolean),
            ("True", XSD.boolean),
            ("2020-02-30", XSD.date),
            ("20200626", XSD.date),
            ("2020-W26-5", XSD.date),
            ("26-06-2020", XSD.date),
            ("2020-06-26 tekst", XSD.date),
            ("-0044-03-15", XSD.date),
            ("2020-06-26", XSD.dateTime),
            ("2020-06-26T24:00:01", XSD.dateTime),
        ],
    )
    def test_an_ill_formed_literal_stays_text(self, lexical: str, datatype: str) -> None:
        assert to_python(Literal(lexical, Iri(datatype))) == lexical

    @given(literals(any_text))
    def test_no_literal_is_too_strange(self, literal: Literal) -> None:
        assert isinstance(to_python(literal), (str, int, Decimal, date))

    @given(st.integers())
    def test_numbers_are_read_back(self, number: int) -> None:
        assert to_python(Literal(str(number), Iri(XSD.integer))) == number

    @given(st.dates(min_value=date(1000, 1, 1)))
    def test_dates_are_read_back(self, day: date) -> None:
        assert to_python(Literal(day.isoformat(), Iri(XSD.date))) == day

    def test_an_iri_stays_text(self) -> None:
        assert to_python(Iri("urn:x")) == "urn:x"


class TestTables:
    """A table is columns and rows; a record has only what is bound."""

    def test_records_leave_out_what_is_unbound(self) -> None:
        table = Table(("a", "b"), [(Iri("urn:x"), None), (Literal("1"), Literal("2"))])
        assert table.records() == [{"a": "urn:x"}, {"a": Literal("1"), "b": Literal("2")}]

    def test_a_row_of_the_wrong_width_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="zip"):
            Table(("a", "b"), [(None,)]).records()


@given(st.sampled_from(NASTY), languages)
def test_a_tagged_text_has_its_tag_in_lower_case(text: str, language: str) -> None:
    assert tagged(text, language.upper()) == Literal(text, Iri(RDF.langString), language)
