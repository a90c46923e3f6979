"""Office over time on the fictional example, with a field that nobody held for a month and two held for another."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from hgraph.namespaces import HG
from hgraph.office import (
    Basis,
    Problem,
    Records,
    answers_for_named,
    handover,
    moves,
    open_things,
    read_records,
    responsible,
)
from hgraph.project import Project, open_project
from hgraph.settings import load_settings
from hgraph.terms import Iri, Table
from questions.golden import FOLDER


@pytest.fixture(scope="module")
def project(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("office") / "plan"
    shutil.copytree(example_folder, folder)
    shutil.copy(FOLDER / "gaps.ttl", folder / "data")
    with open_project(load_settings(folder)) as opened:
        yield opened


@pytest.fixture(scope="module")
def records(project: Project) -> Records:
    return read_records(project.select)


@pytest.fixture
def iri(project: Project):
    return lambda slug: Iri(project.settings.id_base + slug)


@pytest.mark.parametrize(
    ("day", "people", "basis", "problem"),
    [
        (date(2021, 12, 31), ["kastanje"], Basis.NAMED, None),
        (date(2022, 1, 1), [], None, Problem.NOBODY),  # she is still in office, with another portfolio
        (date(2022, 1, 31), [], None, Problem.NOBODY),
        (date(2022, 2, 1), ["lantaarn"], Basis.FIELD, None),
        (date(2023, 5, 1), ["lantaarn", "zeegras"], Basis.FIELD, Problem.SEVERAL),
        (date(2023, 6, 1), ["lantaarn"], Basis.FIELD, None),
    ],
)
def test_the_field_decides_and_not_another_portfolio_of_the_minister(
    project, records, iri, day, people, basis, problem
):
    answers = responsible(records, project.select_about, iri("actie/erfgoeddag"), day)
    (lead,) = [each.answer for each in answers if each.role == HG.leadMinister]
    assert sorted(person.rpartition("/")[2] for person in lead.people) == people
    assert (lead.basis, lead.problem) == (basis, problem)


def test_before_and_after_a_gap(project, records, iri):
    answers = responsible(records, project.select_about, iri("actie/erfgoeddag"), date(2022, 1, 15))
    (lead,) = [each.answer for each in answers if each.role == HG.leadMinister]
    assert [each.person for each in lead.before] == [iri("persoon/kastanje")]
    assert [each.person for each in lead.after] == [iri("persoon/lantaarn")]


def test_an_involved_minister_follows_the_own_portfolio_and_not_the_field_of_the_action(records, iri):
    named, fields, day = [iri("mandataris/kastanje-2020")], (iri("beleidsveld/wonen"),), date(2022, 5, 1)
    (involved,) = answers_for_named(records, Iri(HG.involvedMinister), named, fields, day)
    (lead,) = answers_for_named(records, Iri(HG.leadMinister), named, fields, day)
    assert involved.people == (iri("persoon/regenboog"),)
    assert lead.people == (iri("persoon/wintermaan"),)
    assert lead.problem is Problem.DISAGREE or lead.problem is None


def test_two_who_are_named_for_the_lead_are_two_answers(records, iri):
    named = [iri("mandataris/zeegras-2020"), iri("mandataris/wintermaan-2020")]
    answers = answers_for_named(records, Iri(HG.leadMinister), named, (), date(2021, 1, 1))
    assert {person for answer in answers for person in answer.people} == {
        iri("persoon/zeegras"),
        iri("persoon/wintermaan"),
    }
    assert {answer.problem for answer in answers} == {Problem.SEVERAL_NAMED}
    involved = answers_for_named(records, Iri(HG.involvedMinister), named, (), date(2021, 1, 1))
    assert {answer.problem for answer in involved} == {None}, "more than one may be involved"


def test_a_group_answers_through_its_members(records, iri):
    answers = answers_for_named(records, Iri(HG.owedBy), [iri("groep/vakministers")], (), date(2022, 5, 1))
    people = {person.rpartition("/")[2] for answer in answers for person in answer.people}
    assert people == {"regenboog", "lantaarn", "wintermaan", "zeegras"}


def test_a_body_answers_itself(records, iri):
    body = iri("bestuursorgaan/regering-van-ravel")
    (answer,) = answers_for_named(records, Iri(HG.owedBy), [body], (), date(2022, 5, 1))
    assert (answer.body, answer.basis, answer.problem) == (body, Basis.ITSELF, None)


def test_until_when_things_are_open(project, iri):
    things = open_things(project.select("office/open-things"))
    heritage = things[iri("actie/erfgoeddag")]
    assert heritage.is_open(date(2022, 12, 31))
    assert not heritage.is_open(date(2023, 1, 1))
    assert not things[iri("actie/stopgezet")].is_open(date(2022, 1, 1)), "when it was dropped is not recorded"
    assert things[iri("actie/zonder-alles")].is_open(date(2099, 1, 1)), "no end is recorded"


def test_a_thing_with_two_ends_is_over_at_the_first():
    thing, kind = Iri("urn:ding"), Iri(HG.Action)
    from hgraph.namespaces import XSD
    from hgraph.terms import Literal

    def ends(day: str) -> tuple:
        return (thing, kind, Literal(day, Iri(XSD.date)), None, None, None)

    columns = ("thing", "kind", "ends", "done", "done_year", "status")
    (found,) = open_things(Table(columns, [ends("2022-05-31"), ends("2021-05-31")])).values()
    assert found.closed_from == date(2021, 6, 1)


def test_across_the_gap_the_action_passes_and_on_its_first_day_it_falls(project, records, iri):
    things, roles = open_things(project.select("office/open-things")), project.select("office/roles").rows
    across = moves(records, roles, things, date(2021, 12, 31), date(2022, 2, 1))
    assert [(move.thing.iri, move.after.people) for move in across.passed] == [
        (iri("actie/erfgoeddag"), (iri("persoon/lantaarn"),))
    ]
    first = moves(records, roles, things, date(2021, 12, 31), date(2022, 1, 1))
    assert [move.thing.iri for move in first.fallen] == [iri("actie/erfgoeddag")]
    both = moves(records, roles, things, date(2022, 5, 1), date(2022, 12, 31))
    assert not both.passed


def test_a_portfolio_without_recorded_successor_falls(records, iri):
    found = handover(records, date(2021, 12, 31), date(2022, 1, 1))
    assert [(each.source, each.later) for each in found.fallen] == [(iri("bevoegdheid/erfgoed-2020"), ())]
