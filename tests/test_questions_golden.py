"""Every question gives the answer that was read and found right, on the real plan and on the fictional example."""

import csv
import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from engines import Endpoint, load_into, oxigraph_server, virtuoso_server
from hgraph.namespaces import RDF, XSD
from hgraph.project import Project, open_project
from hgraph.settings import load_settings
from hgraph.store.remote import RemoteStore
from hgraph.store.transport import Limits
from hgraph.terms import Literal, Term
from questions.golden import CASES, FOLDER, QUESTIONS, Case, answer, written

each_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


@pytest.fixture(scope="module")
def gaps_project(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("gaps") / "plan"
    shutil.copytree(example_folder, folder)
    shutil.copy(FOLDER / "gaps.ttl", folder / "data")
    with open_project(load_settings(folder)) as project:
        yield project


@pytest.fixture
def project(case: Case, request: pytest.FixtureRequest) -> Project:
    return request.getfixturevalue(f"{case.project}_project")


def test_every_question_has_an_answer_of_both_plans():
    for plan in ("real", "example"):
        assert QUESTIONS.keys() == {case.question for case in CASES if case.project == plan}
    assert len(QUESTIONS) >= 30


@each_case
def test_the_answer_is_the_one_that_was_read(case: Case, project: Project, request: pytest.FixtureRequest):
    text = written(answer(case, project), project)
    if request.getfixturevalue("update_golden"):
        case.path.write_text(text, encoding="utf-8")
    assert text == case.path.read_text(encoding="utf-8"), (
        f"{case.path.name} differs; read the new answer, then HGRAPH_UPDATE_GOLDEN=1 writes it"
    )


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def endpoint(request: pytest.FixtureRequest) -> Iterator[Endpoint]:
    """A real engine that holds every graph of the three projects."""
    with {"oxigraph": oxigraph_server, "virtuoso": virtuoso_server}[request.param]() as engine:
        for name in ("real", "gaps"):
            project = request.getfixturevalue(f"{name}_project")
            for graph, path in project.files.items():
                triples = ox.parse(path=path, base_iri=project.settings.id_base)
                load_into(engine, graph, (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode())
        yield engine


@pytest.mark.remote
@pytest.mark.parametrize("page_rows", [7])
def test_every_engine_gives_the_same_answers_however_it_is_asked(
    endpoint: Endpoint, page_rows: int, request: pytest.FixtureRequest
):
    differing = []
    for case in CASES:
        project = request.getfixturevalue(f"{case.project}_project")
        store = RemoteStore(endpoint.query, project.store.graphs, Limits(page_rows=page_rows))
        if written(answer(case, project, store), project) != case.path.read_text(encoding="utf-8"):
            differing.append(case.name)
        store.close()
    assert not differing


@each_case
def test_every_value_is_of_the_type_its_column_says(case: Case, project: Project):
    found = answer(case, project)
    for column, terms in zip(found.question.columns, zip(*found.table.rows, strict=True), strict=False):
        assert {kind(term) for term in terms if term is not None} <= KINDS[column.type], column.name


KINDS = {
    "iri": {"iri"},
    "text": {XSD.string, RDF.langString},
    "date": {XSD.date},
    "integer": {XSD.integer},
    "decimal": {XSD.decimal, XSD.integer},
    "term": {"iri", XSD.string, RDF.langString, XSD.date, XSD.integer, XSD.decimal},
}


def kind(term: Term) -> str:
    return term.datatype if isinstance(term, Literal) else "iri"


def test_every_question_has_an_answer_that_was_read():
    assert {case.question for case in CASES} == set(QUESTIONS)


def test_every_question_has_an_answer_that_is_not_empty():
    assert {case.question for case in CASES if is_filled(case)} == set(QUESTIONS)


def test_no_golden_file_is_left_over():
    assert {path.stem for path in FOLDER.glob("*.csv")} == {case.name for case in CASES}


def test_the_plan_was_approved_119_days_late():
    (row,) = [row for row in rows("commitments-missed") if row["commitment"] == "toezegging/goedkeuring-26-juni-2020"]
    assert (row["planned_end"], row["actual"], row["days_late"]) == ("2020-06-26", "2020-10-23", "119")
    assert dt.date(2020, 10, 23) - dt.date(2020, 6, 26) == dt.timedelta(days=119)


def test_nobody_held_welfare_or_poverty_reduction_on_17_may_2022():
    assert {row["days_vacant"] for row in rows("portfolio-gaps")} == {"2"}
    for name in ("welfare", "poverty"):
        assert not is_filled(Case(f"portfolios-on-date.{name}-in-the-gap", "portfolios-on-date", "real", {}))
    assert not is_filled(Case("responsible-on-date.welfare-in-the-gap", "responsible-on-date", "real", {}))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("approval", "Bart Somers"), ("update", "Bart Somers"), ("last-day-of-somers", "Bart Somers"),
        ("first-day-of-rutten", "Gwendolyn Rutten"), ("last-day-of-rutten", "Gwendolyn Rutten"),
        ("first-day-of-peeters", "Lydia Peeters"),
    ],
)  # fmt: skip
def test_the_coordinator_changes_on_the_day(day: str, name: str):
    (row,) = rows(f"coordinators-on-date.{day}")
    assert row["person"].startswith(f"{name} <")


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_filled(case: Case) -> bool:
    lines = case.path.read_text(encoding="utf-8").splitlines()
    return len(lines) > 2 or not lines[1].startswith(("(", '"('))
