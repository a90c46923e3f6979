"""Every question card is complete, and a broken one is refused with the line that is wrong."""

import re
from pathlib import Path

import pytest
import yaml

from hgraph.errors import UnreadableInput, UsageError
from hgraph.iris import expand
from hgraph.namespaces import PREFIXES
from hgraph.questions import find_question, load_question, load_questions
from hgraph.questions.card import Question
from hgraph.questions.catalogue import projected_variables
from hgraph.questions.header import split_header

ROOT = Path(__file__).parents[1]
QUERIES = ROOT / "queries"
QUESTIONS = load_questions(QUERIES.glob("*.rq"))
INTERNAL = sorted([*QUERIES.glob("internal/*.rq"), QUERIES / "validation" / "owners.rq"])
each_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)


def test_there_are_questions_and_each_has_a_kebab_name():
    assert len(QUESTIONS) >= 22
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", name) for name in QUESTIONS)


def test_no_two_questions_have_the_same_title():
    for language in ("nl", "en"):
        titles = [question.titles[language] for question in QUESTIONS.values()]
        assert len(set(titles)) == len(titles)


@each_question
def test_the_title_is_a_question_and_the_other_texts_are_sentences(question: Question):
    for language in ("nl", "en"):
        assert question.titles[language].endswith("?")
        assert question.descriptions[language].endswith(".")
        assert question.empty_texts[language].endswith(".")
    assert question.titles["nl"] != question.titles["en"]


@each_question
def test_an_empty_answer_speaks_of_what_is_recorded_and_never_of_what_is_done(question: Question):
    assert "vastgelegd" in question.empty_texts["nl"]
    assert "recorded" in question.empty_texts["en"]


@each_question
def test_only_known_prefixes_are_used_and_none_in_vain(question: Question):
    assert_prefixes(question.query)


@pytest.mark.parametrize("path", INTERNAL, ids=lambda path: path.stem)
def test_internal_queries_say_what_they_give(path: Path):
    header, query = split_header(path.read_text(encoding="utf-8"))
    fields = yaml.safe_load(header)
    assert set(fields) == {"title", "columns"}
    assert list(fields["columns"]) == projected_variables(query)
    assert_prefixes(query)
    assert_total_order(query, [name for name, column in fields["columns"].items() if column["type"] != "text"])


def assert_prefixes(query: str) -> None:
    declared = dict(re.findall(r"^PREFIX ([\w-]+): <([^>]+)>$", query, re.MULTILINE))
    body = re.sub(r"^PREFIX.*$", "", query, flags=re.MULTILINE)
    used = set(re.findall(r"(?<![\w?<-])([a-z][\w-]*):(?=\w)", re.sub(r"<[^>\s]*>", "", body)))
    assert declared == {name: PREFIXES[name] for name in used}


@each_question
def test_the_query_names_no_graph_of_its_own_and_calls_nobody(question: Question):
    assert not re.search(r"\b(FROM|SERVICE|BASE|MINUS)\b", question.query)
    assert question.query.isascii()


@each_question
def test_rows_are_distinct_and_ordered_by_every_column_that_is_not_text(question: Question):
    assert re.search(r"^SELECT DISTINCT ", question.query, re.MULTILINE)
    assert_total_order(question.query, [column.name for column in question.projected if column.type != "text"])


def assert_total_order(query: str, columns: list[str]) -> None:
    # Words can be longer than what Virtuoso sorts by; they follow from the passage they are cut from.
    order = query.rpartition("ORDER BY")[2]
    assert set(columns) <= set(re.findall(r"\?(\w+)", order))


@each_question
def test_names_are_ascii_words(question: Question):
    names = [column.name for column in question.columns] + [parameter.name for parameter in question.parameters]
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in names)


@each_question
def test_an_iri_parameter_names_a_class_that_has_a_name_or_none(question: Question):
    for parameter in question.parameters:
        assert parameter.of_class is None or expand(parameter.of_class)


def test_an_unknown_question_is_answered_with_names_like_it():
    with pytest.raises(UsageError) as raised:
        find_question("commitment-missed", QUESTIONS)
    assert raised.value.code == "unknown-question"
    assert "commitments-missed" in raised.value.remedy("en")


def test_an_unknown_question_unlike_any_is_answered_with_all_names():
    with pytest.raises(UsageError) as raised:
        find_question("", QUESTIONS)
    assert all(name in raised.value.remedy("nl") for name in QUESTIONS)


GOOD = """\
#+ title: {nl: "Wat is er?", en: "What is there?"}
#+ description: {nl: Alles., en: Everything.}
#+ tags: [all]
#+ params:
#+   thing: {type: iri, required: false, label: {nl: Ding, en: Thing}, example: plan/x}
#+ columns:
#+   thing: {type: iri, label: {nl: Ding, en: Thing}}
#+   start: {type: date, label: {nl: Begin, en: Start}}
#+   end: {type: date, label: {nl: Einde, en: End}}
#+ computed:
#+   days: {days: [start, end], label: {nl: Dagen, en: Days}}
#+ sort: [thing]
#+ empty: neutral
#+ empty_text: {nl: Er is niets vastgelegd., en: No thing is recorded.}
SELECT DISTINCT ?thing ?start ?end
WHERE {
  VALUES ?thing { UNDEF }
  ?thing ?start ?end .
}
ORDER BY STR(?thing)
"""
BROKEN = {
    "no-header": ("SELECT ?thing {}", "question-without-header", None),
    "empty-file": ("", "question-without-header", None),
    "only-a-mark": ("#+\nSELECT ?thing {}", "question-without-header", None),
    "not-yaml": (GOOD.replace("#+ tags: [all]", "#+ tags: [all"), "question-not-yaml", 4),
    "control-character": (GOOD.replace("[all]", "[\x07]"), "question-not-yaml", None),
    "not-a-mapping": ("#+ just words\nSELECT ?thing {}", "question-wrong-value", 1),
    "key-missing": (GOOD.replace("#+ empty: neutral\n", ""), "question-key-missing", 1),
    "language-missing": (GOOD.replace(", en: Everything.", ""), "question-key-missing", 2),
    "label-language-missing": (GOOD.replace("nl: Begin, en: Start", "nl: Begin"), "question-key-missing", 8),
    "language-unknown": (GOOD.replace("en: Everything.", "en: Everything., fr: Tout."), "question-key-unknown", 2),
    "key-unknown": (GOOD.replace("#+ empty:", "#+ order: no\n#+ empty:"), "question-key-unknown", 13),
    "type-unknown": (GOOD.replace("start: {type: date", "start: {type: day"), "question-wrong-value", 8),
    "text-empty": (GOOD.replace("nl: Alles.", "nl: ''"), "question-wrong-value", 2),
    "flag-unclear": (GOOD.replace("required: false", "required: maybe"), "question-wrong-value", 5),
    "tags-no-list": (GOOD.replace("[all]", "all"), "question-wrong-value", 3),
    "meaning-unknown": (GOOD.replace("neutral", "fine"), "question-wrong-value", 13),
    "sort-unknown": (GOOD.replace("sort: [thing]", "sort: [name]"), "question-wrong-value", 12),
    "sort-unknown-below": (GOOD.replace("sort: [thing]", "sort: [thing, [start, name]]"), "question-wrong-value", 12),
    "days-of-no-date": (GOOD.replace("[start, end]", "[start, thing]"), "question-wrong-value", 11),
    "days-of-one-date": (GOOD.replace("[start, end]", "[start]"), "question-wrong-value", 11),
    "column-missing": (GOOD.replace("SELECT DISTINCT ?thing ?start", "SELECT DISTINCT ?thing"), "question-columns", 7),
    "column-order": (GOOD.replace("?thing ?start ?end\nW", "?thing ?end ?start\nW"), "question-columns", 7),
    "no-select": (GOOD.replace("SELECT DISTINCT ?thing ?start ?end\nWHERE", "ASK"), "question-columns", 7),
    "parameter-without-place": (GOOD.replace("  VALUES ?thing { UNDEF }\n", ""), "question-parameter-unbound", 5),
    "place-not-on-its-own-line": (GOOD.replace("{\n  VALUES", "{ VALUES"), "question-parameter-unbound", 5),
    "place-without-parameter": (
        GOOD.replace("?start ?end .", "?start ?end .\n  VALUES ?end { UNDEF }"),
        "question-parameter-undeclared",
        5,
    ),
    "no-order": (GOOD.replace("ORDER BY STR(?thing)\n", ""), "question-without-order", 12),
}


def test_the_good_card_of_these_tests_is_good(tmp_path: Path):
    path = tmp_path / "what-is-there.rq"
    path.write_text(GOOD, encoding="utf-8")
    question = load_question(path)
    assert question.name == "what-is-there"
    assert [column.name for column in question.columns] == ["thing", "start", "end", "days"]
    assert "#" not in question.query


@pytest.mark.parametrize(("text", "code", "line"), BROKEN.values(), ids=BROKEN)
def test_a_broken_card_is_refused_with_file_and_line(tmp_path: Path, text: str, code: str, line: int | None):
    path = tmp_path / "broken.rq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput) as raised:
        load_question(path)
    assert raised.value.code == code
    assert raised.value.place == (f"{path}:{line}" if line else str(path))
    assert all(raised.value.sentence(language) and raised.value.remedy(language) for language in ("nl", "en"))


def test_a_card_that_is_not_utf8_is_refused(tmp_path: Path):
    path = tmp_path / "broken.rq"
    path.write_bytes(GOOD.replace("Alles.", "Éénentwintig.").encode("latin-1"))
    with pytest.raises(UnreadableInput) as raised:
        load_question(path)
    assert raised.value.code == "not-utf8"


def test_a_card_that_is_a_folder_is_refused(tmp_path: Path):
    (tmp_path / "folder.rq").mkdir()
    with pytest.raises(UnreadableInput) as raised:
        load_question(tmp_path / "folder.rq")
    assert raised.value.code == "not-readable"
