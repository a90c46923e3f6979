"""Asking: columns, computed days, one order of rows, and values that never change a query."""

import shutil
from itertools import permutations
from pathlib import Path

import pytest

from hgraph.errors import UsageError
from hgraph.namespaces import HG, XSD
from hgraph.project import Project, open_project, owners_of
from hgraph.questions import ask, bind, load_question
from hgraph.questions.card import Question
from hgraph.settings import load_settings
from hgraph.terms import Iri, Literal, Table, tagged
from test_questions_binding import HOSTILE
from test_questions_cards import GOOD, QUESTIONS, each_question

ROOT = Path(__file__).parents[1]


class Answering:
    """A store that gives the same table whatever it is asked, and keeps the question."""

    graphs = ()

    def __init__(self, table: Table) -> None:
        self.table = table
        self.asked: list[str] = []

    def select(self, query: str) -> Table:
        self.asked.append(query)
        return self.table


def day(text: str) -> Literal:
    return Literal(text, Iri(XSD.date))


def number(value: int) -> Literal:
    return Literal(str(value), Iri(XSD.integer))


@pytest.fixture
def card(tmp_path: Path) -> Question:
    (tmp_path / "card.rq").write_text(GOOD, encoding="utf-8")
    return load_question(tmp_path / "card.rq")


def test_days_are_counted_from_the_first_date_to_the_second(card: Question):
    rows = [(Iri("urn:a"), day("2020-06-26"), day("2020-10-23")), (Iri("urn:b"), day("2020-10-23"), day("2020-06-26"))]
    table = ask(card, {}, Answering(Table(("thing", "start", "end"), rows))).table
    assert table.columns == ("thing", "start", "end", "days")
    assert [row[3] for row in table.rows] == [number(119), number(-119)]


def test_days_of_an_unknown_or_ill_formed_date_are_unknown(card: Question):
    rows = [(Iri("urn:a"), None, day("2020-06-26")), (Iri("urn:b"), day("2020-02-31"), day("2020-06-26"))]
    table = ask(card, {}, Answering(Table(("thing", "start", "end"), rows))).table
    assert [row[3] for row in table.rows] == [None, None]


def test_columns_come_in_the_order_of_the_card(card: Question):
    rows = [(day("2020-06-26"), Iri("urn:a"), day("2020-06-25"))]
    table = ask(card, {}, Answering(Table(("end", "thing", "start"), rows))).table
    assert table.rows == [(Iri("urn:a"), day("2020-06-25"), day("2020-06-26"), number(1))]


def test_rows_have_one_order_whatever_the_engine(card: Question):
    texts = [tagged("appel", "en"), tagged("appel", "nl"), tagged("Beer", "nl")]
    values = [number(9), number(10), day("2020-01-01"), *texts]
    rows = [(value, None, None) for value in values] + [(None, None, None)]
    for mixed in permutations(rows[2:]):
        found = ask(card, {}, Answering(Table(("thing", "start", "end"), [*mixed, *rows[1::-1]]))).table
        assert [row[0] for row in found.rows] == [*values, None]


def test_a_sort_of_several_columns_takes_the_first_that_is_known(tmp_path: Path):
    (tmp_path / "card.rq").write_text(GOOD.replace("[thing]", "[[start, end]]"), encoding="utf-8")
    rows = [
        (Iri("urn:third"), day("2020-03-01"), None),
        (Iri("urn:first"), None, day("2020-01-01")),
        (Iri("urn:second"), day("2020-02-01"), day("2019-01-01")),
    ]
    table = ask(load_question(tmp_path / "card.rq"), {}, Answering(Table(("thing", "start", "end"), rows))).table
    assert [row[0] for row in table.rows] == ["urn:first", "urn:second", "urn:third"]


def test_an_empty_answer_says_what_it_means(card: Question):
    found = ask(card, {}, Answering(Table(("thing", "start", "end"), [])))
    assert found.empty_text("en") == "No thing is recorded."
    full = ask(card, {}, Answering(Table(("thing", "start", "end"), [(Iri("urn:a"), None, None)])))
    assert full.empty_text("en") is None


def test_the_language_chooses_among_texts(real_project: Project):
    question = QUESTIONS["knowledge-gaps"]
    dutch = ask(question, {}, real_project.store).table
    english = ask(question, {}, real_project.store, "en").table
    assert len(dutch.rows) == len(english.rows)
    assert {row[2].language for row in dutch.rows if isinstance(row[2], Literal)} == {"nl"}
    assert {row[2].language for row in english.rows if isinstance(row[2], Literal)} == {"en"}


def test_the_language_is_not_a_parameter_of_the_asker():
    question = QUESTIONS["knowledge-gaps"]
    assert [parameter.name for parameter in question.asked] == ["thing"]


@each_question
def test_every_example_can_be_asked_and_answered(question: Question, real_project: Project):
    arguments = {
        parameter.name: real_project.resolve(parameter.example) if parameter.type == "iri" else parameter.example
        for parameter in question.asked
    }
    assert ask(question, arguments, real_project.store).table.columns


@each_question
def test_a_hostile_value_is_refused_or_changes_only_its_own_line(question: Question, real_project: Project):
    benign = {"iri": Iri(HG.Action), "date": "2020-06-26", "integer": "2021", "text": "x"}
    plain = {parameter.name: benign[parameter.type] for parameter in question.parameters}
    for parameter in question.parameters:
        for value in HOSTILE:
            for hostile in (value, Iri(f"https://hgraph.example/id/{value}")):
                try:
                    query = bind(question, plain | {parameter.name: hostile})
                except UsageError:
                    continue
                assert_same_but_for(parameter.name, query, bind(question, plain))
                real_project.store.select(query)


def assert_same_but_for(name: str, query: str, plain: str) -> None:
    for line, expected in zip(query.split("\n"), plain.split("\n"), strict=True):
        assert line == expected or line.lstrip().startswith((f"VALUES ?{name} {{ ", f"{{ SELECT ?{name} {{ VALUES "))


def test_owners_name_who_answers_for_what_best_first(example_project: Project, real_project: Project):
    best = owners(example_project, "https://voorbeeld.example/id/")
    assert best["actie/taalsteun"] == {"mandataris/regenboog-2022"}
    assert best["indicator/taalsteun"] == {"mandataris/regenboog-2022"}
    assert best["streefwaarde/taalsteun"] == {"mandataris/regenboog-2022"}
    assert best["doelstelling/sterke-buurten"] == {"mandataris/zeegras-2020"}
    assert best["toezegging/participatie"] == {"groep/vakministers"}
    real = owners(real_project, "https://hgraph.example/id/")
    assert real["toezegging/acties-vastleggen"] == {"groep/gevatte-vakministers"}
    assert len(real["plan/higkbp-2020-2024"]) == 1


def owners(project: Project, base: str) -> dict[str, set[str]]:
    things = [str(thing) for thing, *_ in project.store.select("SELECT DISTINCT ?thing WHERE { ?thing a ?kind }").rows]
    return {
        thing.removeprefix(base): {owner.removeprefix(base) for owner in found}
        for (thing, missing), found in owners_of(project, things).items()
        if missing is None
    }


def test_a_completed_action_owes_no_further_report(example_folder: Path, tmp_path: Path):
    folder = tmp_path / "plan"
    shutil.copytree(example_folder, folder)
    actions = folder / "data" / "actions.ttl"
    ended = 'dcat:endDate "2022-06-30"^^xsd:date'  # the counter for associations, completed says its report on 2022
    text = actions.read_text(encoding="utf-8")
    assert text.count(ended) == 1
    actions.write_text(text.replace(ended, 'dcat:endDate "2023-06-30"^^xsd:date'), encoding="utf-8")

    def due() -> list[str]:
        with open_project(load_settings(folder)) as project:
            question = load_question(ROOT / "queries" / "reports-due.rq")
            return [str(row[0]).rpartition("/")[2] for row in ask(question, {"year": "2023"}, project.store).table.rows]

    assert due() == []
    reports = folder / "data" / "reports.ttl"
    text = reports.read_text(encoding="utf-8")
    before, _, last = text.partition("<verslag/verenigingsloket-2022>")
    reports.write_text(
        before + "<verslag/verenigingsloket-2022>" + last.replace("status:uitgevoerd", "status:in-uitvoering", 1),
        encoding="utf-8",
    )
    assert due() == ["verenigingsloket"]
