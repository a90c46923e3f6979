"""The thread of the real plan and of the fictional example, as it was read and found right."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from hgraph.project import Project
from hgraph.trace import (
    Direction,
    ThreadGraph,
    ThreadTree,
    Wording,
    read_thread,
    thread_json,
    thread_text,
    walk,
)
from hgraph.trace.wording import words_of

GOLDEN = Path(__file__).parent / "golden"
UP, DOWN = Direction.UP, Direction.DOWN

AGREEMENT = "passage/regeerakkoord-kansen-centraal"
WIDTH = 100


@dataclass(frozen=True)
class Case:
    """A walk whose text is kept in a file of its name."""

    name: str
    project: str
    start: str
    directions: tuple[Direction, ...]
    language: str = "nl"
    depth: int | None = None

    @property
    def path(self) -> Path:
        return GOLDEN / f"{self.name}.txt"


CASES = [
    Case("real-up-from-article-8.nl", "real", "artikel/decreet-2008203387/8", (UP,)),
    Case("real-down-from-the-agreement.nl", "real", AGREEMENT, (DOWN,)),
    Case("real-down-from-the-agreement.en", "real", AGREEMENT, (DOWN,), "en", 2),
    Case("real-around-the-plan.nl", "real", "plan/higkbp-2020-2024", (UP, DOWN), "nl", 1),
    Case("example-up-from-article-9.nl", "example", "artikel/decreet-2014999001/9", (UP,)),
    Case("example-around-an-action.en", "example", "actie/avondcursussen", (UP, DOWN), "en"),
    Case("example-down-from-the-agreement.en", "example", "regeerakkoord/akkoord-ravel-2020-2024", (DOWN,), "en"),
]
each_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


@pytest.fixture(scope="module")
def threads(real_project: Project, example_project: Project) -> dict[str, tuple[Project, ThreadGraph]]:
    projects = {"real": real_project, "example": example_project}
    return {name: (project, read_thread(project.select)) for name, project in projects.items()}


@pytest.fixture(scope="module")
def real(threads: dict[str, tuple[Project, ThreadGraph]]) -> ThreadGraph:
    return threads["real"][1]


@pytest.fixture(scope="module")
def base(real_project: Project) -> str:
    return real_project.settings.id_base


def trees(case: Case, threads: dict[str, tuple[Project, ThreadGraph]]) -> tuple[list[ThreadTree], Wording]:
    project, graph = threads[case.project]
    start = project.resolve(case.start)
    walks = [walk(graph, start, direction, case.depth, with_refused=True) for direction in case.directions]
    return walks, Wording(graph, project.labels, case.language)


def compare(path: Path, text: str, *, update: bool) -> None:
    if update:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), (
        f"{path.name} differs; read the new text, then HGRAPH_UPDATE_GOLDEN=1 writes it"
    )


@each_case
def test_the_tree_is_the_one_that_was_read(case: Case, threads, update_golden):
    walks, wording = trees(case, threads)
    compare(case.path, thread_text(walks, wording, WIDTH), update=update_golden)


@each_case
def test_no_line_of_a_tree_is_too_wide(case: Case, threads):
    walks, wording = trees(case, threads)
    assert max(map(len, thread_text(walks, wording, WIDTH).splitlines())) <= WIDTH


def test_the_data_of_a_walk_are_the_ones_that_were_read(threads, update_golden):
    walks, wording = trees(CASES[5], threads)
    compare(GOLDEN / "example-around-an-action.en.json", thread_json(walks, wording), update=update_golden)


def test_no_golden_file_is_left_over():
    kept = {case.path for case in CASES} | {GOLDEN / "example-around-an-action.en.json"}
    assert set(GOLDEN.iterdir()) == kept


@pytest.mark.parametrize("number", ["8", "9", "10", "11", "12", "12bis", "13", "13bis", "14"])
def test_up_from_an_article_leads_to_the_quoted_sentence_of_the_agreement(number, real, base, real_project):
    start = real_project.resolve(f"artikel/decreet-2008203387/{number}")
    tree = walk(real, start, UP)
    assert {base + AGREEMENT, base + "regeerakkoord/2019-2024", base + "plan/higkbp-2020-2024"} <= tree.things()
    words = {passage.words for step in tree.steps for passage in words_of(real, step)}
    assert any("een harmonieuze samenleving waarin kansen centraal staan" in text for text in words)


def test_down_from_the_sentence_lead_ways_to_plan_commitments_ministers_and_articles(real, base, real_project):
    reached = walk(real, real_project.resolve(AGREEMENT), DOWN).things()
    expected = [
        "plan/higkbp-2020-2024",
        "kader/doelstellingenkader-2020",
        "toezegging/goedkeuring-26-juni-2020",
        "toezegging/ontwerpregelgeving-ikw",
        "goedkeuring/higkbp-2020-10-23",
        "groep/gevatte-vakministers",
        *(
            f"artikel/decreet-2008203387/{number}"
            for number in ("8", "9", "10", "11", "12", "12bis", "13", "13bis", "14")
        ),
        "artikel/decreet-2013204197/6",
        "artikel/decreet-2013204197/7",
    ]
    assert {base + name for name in expected} <= reached
    assert "http://themis.vlaanderen.be/id/mandataris/5fed907ee6670526694a0710" in reached


def test_every_commitment_of_the_plan_rests_on_words(real, base):
    commitments = [thing for thing in real.things if thing.startswith(base + "toezegging/")]
    assert commitments
    for commitment in commitments:
        tree = walk(real, commitment, UP, 1)
        assert any(step.thing in real.passages for step in tree.steps), commitment


@pytest.mark.parametrize("name", ["real", "example"])
def test_every_thing_of_a_plan_can_be_walked_both_ways(name: str, threads):
    _, graph = threads[name]
    for thing in graph.things:
        assert thing in walk(graph, thing, UP).things()
        assert thing in walk(graph, thing, DOWN).things()


@pytest.mark.parametrize("name", ["real", "example"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_line_shows_an_address_where_a_name_belongs(name: str, language: str, threads):
    project, graph = threads[name]
    wording = Wording(graph, project.labels, language)
    unnamed = {thing for thing in graph.things if thing not in project.labels}
    assert unnamed == set()
    for relation in graph.relations:
        assert ":" not in wording.label(relation)


def test_json_of_the_whole_real_thread_is_json(threads):
    walks, wording = trees(CASES[1], threads)
    document = json.loads(thread_json(walks, wording))
    assert [step["index"] for step in document["down"]["steps"]] == list(range(len(document["down"]["steps"])))
