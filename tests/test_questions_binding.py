"""Values enter a query as one term in a place made for it, or not at all."""

import datetime as dt
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgraph.errors import UsageError
from hgraph.namespaces import HG, XSD
from hgraph.questions import bind, load_question
from hgraph.questions.card import Question
from hgraph.terms import Iri

CARD = """\
#+ title: {nl: "Wat?", en: "What?"}
#+ description: {nl: Het., en: It.}
#+ tags: [test]
#+ params:
#+   value: {type: TYPE, REQUIRED, label: {nl: Waarde, en: Value}, example: EXAMPLE}
#+ columns:
#+   value: {type: term, label: {nl: Waarde, en: Value}}
#+ sort: [value]
#+ empty: neutral
#+ empty_text: {nl: Niets vastgelegd., en: Nothing recorded.}
SELECT ?value
WHERE {
  VALUES ?value { UNDEF }
  { SELECT ?value { VALUES ?value { UNDEF } } }
  BIND(1 AS ?one)
}
ORDER BY ?value
"""
EXAMPLES = {"iri": "hg:Action", "date": "2020-06-26", "integer": "2021", "text": "woord"}
HOSTILE = (
    "> . } #",
    '" } #',
    "x> <y",
    "a b",
    "<>",
    "\n} #",
    "\\",
    "\\u0022 } #",
    '\\" } #',
    "'''",
    '"""',
    "{{",
    "UNDEF",
    "$0",
    "\\1",
    "; DROP ALL",
    "?value",
    "\t",
    "\r",
    "\u2028",
    "é😀",
    "#+ x",
    "VALUES ?value { UNDEF }",
    "@nl",
    "^^<x>",
    "\x07",
    "\x1b[31m",
)


def card(tmp_path: Path, kind: str, *, required: bool = True) -> Question:
    path = tmp_path / "card.rq"
    text = CARD.replace("TYPE", kind).replace("EXAMPLE", f'"{EXAMPLES[kind]}"')
    path.write_text(text.replace("REQUIRED", f"required: {str(required).lower()}"), encoding="utf-8")
    return load_question(path)


@pytest.fixture(scope="module")
def text_card(tmp_path_factory: pytest.TempPathFactory) -> Question:
    return card(tmp_path_factory.mktemp("card"), "text")


@pytest.fixture(scope="module")
def iri_card(tmp_path_factory: pytest.TempPathFactory) -> Question:
    return card(tmp_path_factory.mktemp("card"), "iri")


def values(query: str) -> list[ox.NamedNode | ox.Literal]:
    return [row["value"] for row in ox.Store().query(query)]


def only(query: str) -> ox.NamedNode | ox.Literal:
    (value,) = values(query)
    return value


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",))))
def test_any_text_comes_back_equal(text_card: Question, text: str):
    assert only(bind(text_card, {"value": text})) == ox.Literal(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_equal_and_changes_nothing_else(text_card: Question, text: str):
    bound, plain = bind(text_card, {"value": text}), bind(text_card, {"value": "x"})
    assert only(bound) == ox.Literal(text)
    assert len(bound.split("\n")) == len(plain.split("\n"))


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800"])
def test_text_that_no_engine_takes_is_refused(text_card: Question, text: str):
    with pytest.raises(UsageError) as raised:
        bind(text_card, {"value": text})
    assert raised.value.code == "ill-typed-parameter"
    assert raised.value.sentence("nl").isprintable()


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",))))
def test_an_iri_comes_back_equal_or_is_refused(iri_card: Question, text: str):
    for value in (Iri(f"https://hgraph.example/id/{text}"), Iri(text)):
        try:
            query = bind(iri_card, {"value": value})
        except UsageError as error:
            assert error.code == "ill-typed-parameter"  # noqa: PT017 - either outcome is right
        else:
            assert only(query) == ox.NamedNode(value)


@pytest.mark.parametrize("text", [text for text in HOSTILE if set(text) & set('<>"{}|^`\\ \n\t\r\x07\x1b')])
@pytest.mark.parametrize("start", ["https://hgraph.example/id/", "hg:", "urn:x:"])
def test_an_iri_that_would_end_early_is_refused(iri_card: Question, start: str, text: str):
    for value in (Iri(start + text + "x"), start + text + "x"):
        with pytest.raises(UsageError) as raised:
            bind(iri_card, {"value": value})
        assert raised.value.code == "ill-typed-parameter"


@pytest.mark.parametrize("text", ["hg:Action", HG.Action, f"<{HG.Action}>", f" {HG.Action} ", Iri(HG.Action)])
def test_an_iri_may_be_typed_long_short_or_in_brackets(iri_card: Question, text: str):
    assert only(bind(iri_card, {"value": text})) == ox.NamedNode(HG.Action)


@pytest.mark.parametrize("value", ["Action", "", "nosuchprefix:Action", 5, True, dt.date(2020, 1, 1), object()])
def test_what_is_not_an_iri_is_refused(iri_card: Question, value: object):
    with pytest.raises(UsageError) as raised:
        bind(iri_card, {"value": value})
    assert raised.value.code == "ill-typed-parameter"
    assert "hg:Action" in raised.value.remedy("en")


@given(st.dates())
def test_a_date_comes_back_equal(tmp_path_factory: pytest.TempPathFactory, day: dt.date):
    question = card(tmp_path_factory.getbasetemp(), "date")
    for value in (day, day.isoformat()):
        assert only(bind(question, {"value": value})) == ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD.date))


@pytest.mark.parametrize(
    "value",
    ["26-06-2020", "2020-6-26", "20200626", "2020-W26-5", "2020-02-30", "2020-06-26T00:00:00", "vandaag", "", 2020,
     dt.datetime(2020, 6, 26, tzinfo=dt.UTC), "\uff12020-06-26", '2020-06-26"'],
)  # fmt: skip
def test_what_is_not_a_date_is_refused(tmp_path: Path, value: object):
    with pytest.raises(UsageError) as raised:
        bind(card(tmp_path, "date"), {"value": value})
    assert raised.value.code == "ill-typed-parameter"
    assert "2020-06-26" in raised.value.remedy("nl")


@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_an_integer_comes_back_equal(tmp_path_factory: pytest.TempPathFactory, number: int):
    question = card(tmp_path_factory.getbasetemp(), "integer")
    for value in (number, str(number)):
        assert only(bind(question, {"value": value})) == ox.Literal(str(number), datatype=ox.NamedNode(XSD.integer))


@pytest.mark.parametrize(
    "value", ["", "1.5", "1e3", "²", "\u0662\u0660", "2021 }", 1.5, True, 2**63, "9" * 19, "9" * 5000, object()]
)
def test_what_is_not_an_integer_is_refused(tmp_path: Path, value: object):
    with pytest.raises(UsageError) as raised:
        bind(card(tmp_path, "integer"), {"value": value})
    assert raised.value.code == "ill-typed-parameter"


def test_a_missing_parameter_is_named_with_an_example(tmp_path: Path):
    for arguments in ({}, {"value": None}):
        with pytest.raises(UsageError) as raised:
            bind(card(tmp_path, "date"), arguments)
        assert raised.value.code == "missing-parameter"
        assert "2020-06-26" in raised.value.remedy("nl")


def test_an_unknown_parameter_is_answered_with_the_known_ones(tmp_path: Path):
    with pytest.raises(UsageError) as raised:
        bind(card(tmp_path, "date"), {"datum": "2020-06-26"})
    assert raised.value.code == "unknown-parameter"
    assert "value" in raised.value.remedy("nl")


def test_an_optional_parameter_that_is_not_given_leaves_no_trace(tmp_path: Path):
    question = card(tmp_path, "iri", required=False)
    assert "UNDEF" in question.query
    bound = bind(question, {})
    assert "UNDEF" not in bound
    assert "VALUES" not in bound


def test_every_place_of_a_parameter_is_filled(tmp_path: Path):
    bound = bind(card(tmp_path, "text"), {"value": "UNDEF"})
    assert bound.count('"UNDEF"') == 2
    assert '{ SELECT ?value { VALUES ?value { "UNDEF" } } }' in bound
