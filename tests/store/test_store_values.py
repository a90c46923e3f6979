"""Values have one spelling, and a spelling is no other value."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgraph.namespaces import XSD
from hgraph.store.values import from_engine, from_row, level, to_row
from hgraph.terms import Iri, Literal


@pytest.mark.parametrize(
    ("datatype", "spellings", "one"),
    [
        (XSD.boolean, ["1", "true"], "true"),
        (XSD.boolean, ["0", "false"], "false"),
        (XSD.integer, ["7", "+7", "007"], "7"),
        (XSD.decimal, ["1.1", "1.10", "01.1", "+1.1"], "1.1"),
        (XSD.decimal, ["5", "5.0", "5."], "5"),
        (XSD.decimal, ["0", "-0.0", ".0"], "0"),
        (XSD.decimal, ["1000", "1000.00"], "1000"),
        (XSD.decimal, ["1.666666666666666666", "1.666666666666667"], "1.666666666666667"),
        (XSD.double, ["1E3", "1000", "1000.0", "1.0E3"], "1.0E3"),
        (XSD.double, ["0.1", "0.10000000000000000555", "1e-1"], "1.0E-1"),
        (XSD.double, ["INF", "inf"], "INF"),
        (XSD.double, ["NaN"], "NaN"),
        (XSD.double, ["0", "0.0"], "0.0E0"),
        (XSD.dateTime, ["2020-01-31T12:00:00.1Z", "2020-01-31T12:00:00.100Z"], "2020-01-31T12:00:00.1Z"),
        (XSD.dateTime, ["2020-01-31T12:00:00Z", "2020-01-31T12:00:00.000Z"], "2020-01-31T12:00:00Z"),
        (XSD.dateTime, ["2020-01-31T12:00:00+10:00"], "2020-01-31T12:00:00+10:00"),
        (XSD.date, ["2020-06-26"], "2020-06-26"),
        (XSD.boolean, ["ja"], "ja"),
        (XSD.integer, ["veel"], "veel"),
        (XSD.decimal, ["NaN"], "NaN"),
    ],
)
def test_one_spelling(datatype, spellings, one):
    assert {level(spelling, datatype, None) for spelling in spellings} == {Literal(one, Iri(datatype))}


def test_integer_types_are_one():
    for name in ("int", "long", "nonNegativeInteger", "positiveInteger"):
        assert level("7", XSD.integer.replace("integer", name), None) == Literal("7", Iri(XSD.integer))


def test_language_tags_are_in_lower_case():
    tagged = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
    assert level("loket", tagged, "nl-BE") == Literal("loket", Iri(tagged), "nl-be")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=9))
def test_a_decimal_keeps_its_value(value):
    assert Decimal(level(f"{value:f}", XSD.decimal, None).lexical) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_double_keeps_its_value(value):
    assert float(level(repr(value), XSD.double, None).lexical) == value


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=30), st.sampled_from([None, "nl", "en"]))
def test_a_text_survives_a_block_of_values(text, language):
    term = from_engine(ox.Literal(text, language=language))
    (found,) = ox.Store().query(f"SELECT ?x {{ VALUES (?x) {{ {to_row([term])} }} }}")
    assert from_engine(found[0]) == term


def test_a_row_with_an_empty_cell_and_a_blank_node():
    blank = Iri("_:b1")
    row = to_row([Iri("urn:a"), None, blank])
    (found,) = ox.Store().query(f"SELECT ?x ?y ?z {{ VALUES (?x ?y ?z) {{ {row} }} }}")
    assert [None if cell is None else from_row(from_engine(cell)) for cell in found] == [Iri("urn:a"), None, blank]


def test_a_quoted_triple_is_no_term():
    node = ox.NamedNode("urn:a")
    with pytest.raises(TypeError):
        from_engine(ox.Triple(node, node, node))
