"""Office over time on the real plan: the ministers, the days and the two days without anybody."""

from __future__ import annotations

import csv
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from hgraph.belgian_days import belgian_day
from hgraph.namespaces import HG
from hgraph.office import (
    END_OF_TIME,
    Basis,
    Interval,
    Passage,
    Problem,
    Records,
    answer_for_field,
    answer_for_portfolio,
    field_timeline,
    handover,
    moves,
    open_things,
    read_records,
    reshuffles,
    responsible,
    steps,
)
from hgraph.project import Project
from hgraph.terms import Iri

PERSON = "http://themis.vlaanderen.be/id/persoon/"
PEOPLE = {
    "5fed907de6670526694a05b8": "Somers",
    "4341629b-40e6-4f37-aea3-62f0900a48dd": "Rutten",
    "5fed907ee6670526694a06d2": "Peeters",
    "5fed907ee6670526694a0718": "Beke",
    "5fed907de6670526694a061b": "Crevits",
    "5fed907ee6670526694a071d": "Dalle",
    "74888cf5-6e19-4cf3-abf1-eeb9af999922": "Brouns",
    "5fed907ee6670526694a0707": "Jambon",
}
WELFARE = Iri("http://themis.vlaanderen.be/id/beleidsveld/82208ea2-8371-4ed1-906f-5ae4c101caee")
EQUAL_OPPORTUNITIES = [
    Iri(f"http://themis.vlaanderen.be/id/beleidsveld/{form}")
    for form in (
        "6252a69e-3db6-11ed-ba35-88d7f641cbef",
        "ff815ebf-7a96-42be-90fc-88824854e6a6",
        "76e7a84a-868a-4a7e-9cfc-7612219e6509",
    )
]
COORDINATORS = [
    ("2019-10-02", ["Somers"]),
    ("2020-10-23", ["Somers"]),
    ("2021-10-08", ["Somers"]),
    ("2022-05-17", ["Somers"]),
    ("2023-11-07", ["Somers"]),
    ("2023-11-08", ["Rutten"]),
    ("2024-08-01", ["Rutten"]),
    ("2024-08-02", ["Peeters"]),
    ("2024-09-29", ["Peeters"]),
    ("2024-09-30", []),
]


@pytest.fixture(scope="module")
def records(real_project: Project) -> Records:
    return read_records(real_project.select)


def names(people: tuple[Iri, ...]) -> list[str]:
    return [PEOPLE[person.removeprefix(PERSON)] for person in people]


def thing(project: Project, slug: str) -> Iri:
    return Iri(project.settings.id_base + slug)


@pytest.mark.parametrize(("day", "expected"), COORDINATORS)
def test_who_coordinates_the_plan_on_the_day(real_project: Project, records: Records, day: str, expected: list[str]):
    plan = thing(real_project, "plan/higkbp-2020-2024")
    answers = responsible(records, real_project.select_about, plan, date.fromisoformat(day))
    (coordinating,) = [each.answer for each in answers if each.role == HG.coordinatingMinister]
    assert names(coordinating.people) == expected
    assert coordinating.problem is (None if expected else Problem.NOBODY)


@pytest.mark.parametrize("form", EQUAL_OPPORTUNITIES)
@pytest.mark.parametrize(("day", "expected"), COORDINATORS)
def test_the_field_of_the_plan_has_the_same_minister_in_each_of_its_forms(
    records: Records, form: Iri, day: str, expected: list[str]
):
    assert names(answer_for_field(records, form, date.fromisoformat(day)).people) == expected


@pytest.mark.parametrize(("day", "expected"), COORDINATORS)
def test_a_commitment_of_somers_follows_the_portfolio(
    real_project: Project, records: Records, day: str, expected: list[str]
):
    commitment = thing(real_project, "toezegging/wijzigingen-in-kaart")
    answers = responsible(records, real_project.select_about, commitment, date.fromisoformat(day))
    (owed,) = [each.answer for each in answers if each.role == HG.owedBy]
    assert names(owed.people) == expected
    assert owed.way.named is not None
    assert names((owed.way.named.person,)) == ["Somers"], "the data keep the minister of the decision"


def test_on_17_may_2022_nobody_holds_welfare(records: Records):
    answer = answer_for_field(records, WELFARE, date(2022, 5, 17))
    assert (answer.people, answer.problem) == ((), Problem.NOBODY)
    assert names(tuple(each.person for each in answer.before)) == ["Beke"]
    assert names(tuple(each.person for each in answer.after)) == ["Crevits"]
    assert names(answer_for_field(records, WELFARE, date(2022, 5, 15)).people) == ["Beke"]
    assert names(answer_for_field(records, WELFARE, date(2022, 5, 18)).people) == ["Crevits"]


def test_the_gap_of_welfare_is_the_only_one_of_its_field(records: Records):
    stretches = field_timeline(records, WELFARE)
    gaps = [each.interval for each in stretches if each.is_gap]
    # The field is valid from September 2020 until the end of 2023; before and after, no holder is missed.
    assert gaps == [Interval(date(2022, 5, 16), date(2022, 5, 18))]
    assert (stretches[0].interval.start, stretches[-1].interval.until) == (date(2020, 9, 1), date(2024, 1, 1))


def test_the_portfolio_of_beke_is_divided(real_project: Project, records: Records):
    portfolio = thing(real_project, "bevoegdheid/beke-2019-10-02")
    answer = answer_for_portfolio(records, portfolio, date(2022, 5, 20))
    assert sorted(names(answer.people)) == ["Crevits", "Dalle"]
    assert answer.problem is Problem.DIVIDED
    assert {step.passage for step in answer.way.steps} == {Passage.SPLIT}
    assert {step.gap for step in answer.way.steps} == {Interval(date(2022, 5, 16), date(2022, 5, 18))}


def test_somers_held_one_portfolio_with_four_identifiers(real_project: Project, records: Records):
    (holding,) = records.portfolios[thing(real_project, "bevoegdheid/somers-2019-10-02")].holdings
    assert len(holding.offices) == 4
    assert holding.interval == Interval(date(2019, 10, 2), date(2023, 11, 8))
    on = {office for office in holding.offices if date(2021, 10, 8) in records.offices[office].interval}
    assert on == {"http://themis.vlaanderen.be/id/mandataris/1e207740-3834-4e98-8431-5a2c08704516"}


def test_every_portfolio_has_one_unbroken_holding(records: Records):
    assert {portfolio.iri: len(portfolio.holdings) for portfolio in records.portfolios.values()} == dict.fromkeys(
        records.portfolios, 1
    )
    for portfolio in records.portfolios.values():
        assert portfolio.holdings[0].interval == portfolio.interval != Interval(date.min, END_OF_TIME)


def test_how_portfolios_follow_on_each_other(real_project: Project, records: Records):
    base = real_project.settings.id_base + "bevoegdheid/"
    assert {
        (step.predecessor.removeprefix(base), step.successor.removeprefix(base)): step.passage
        for step in steps(records)
    } == {
        ("jambon-2019-10-02", "jambon-2021-05-10"): Passage.KEPT,
        ("dalle-2019-10-02", "dalle-2022-05-18"): Passage.KEPT,
        ("peeters-2019-10-02", "peeters-2024-08-02"): Passage.KEPT,
        ("crevits-2019-10-02", "brouns-2022-05-18"): Passage.WHOLE,
        ("somers-2019-10-02", "rutten-2023-11-08"): Passage.WHOLE,
        ("beke-2019-10-02", "crevits-2022-05-18"): Passage.SPLIT,
        ("beke-2019-10-02", "dalle-2022-05-18"): Passage.SPLIT,
        ("rutten-2023-11-08", "peeters-2024-08-02"): Passage.MERGED,
    }


def test_the_reshuffles_and_what_really_passed(records: Records):
    found = reshuffles(records)
    assert {
        each.after.isoformat(): (
            sorted((*names(p.givers), *names(p.receivers)) for p in each.handed),
            [names(f.givers) for f in each.fallen],
            sum(map(len, each.renewed.values())),
        )
        for each in found
    } == {
        "2021-05-10": ([], [], 11),
        "2022-05-16": ([], [["Beke"]], 12),
        "2022-05-18": ([("Beke", "Crevits"), ("Beke", "Dalle"), ("Crevits", "Brouns")], [], 9),
        "2023-11-08": ([("Somers", "Rutten")], [], 11),
        "2024-08-02": ([("Rutten", "Peeters")], [], 10),
    }


def test_across_the_gap_the_same_passes_as_on_its_last_day(records: Records):
    day = timedelta(days=1)
    across = handover(records, date(2022, 5, 15), date(2022, 5, 18))
    on = handover(records, date(2022, 5, 18) - day, date(2022, 5, 18))
    assert across.handed == on.handed
    assert not across.fallen


@pytest.mark.parametrize(
    ("day", "to", "count"), [("2023-11-08", "Rutten", 5), ("2024-08-02", "Peeters", 4), ("2021-05-10", None, 0)]
)
def test_what_goes_along(real_project: Project, records: Records, day: str, to: str | None, count: int):
    after = date.fromisoformat(day)
    things = open_things(real_project.select("office/open-things"))
    found = moves(records, real_project.select("office/roles").rows, things, after - timedelta(days=1), after)
    assert len(found.passed) == count
    assert {name for move in found.passed for name in names(move.after.people)} == ({to} if to else set())
    assert not found.fallen
    assert not found.undecided
    assert len(found.not_named) == 5, "the ministers called upon are not named by the source"


def test_when_the_government_ends_everything_falls(real_project: Project, records: Records):
    after = date(2024, 9, 30)
    things = open_things(real_project.select("office/open-things"))
    found = moves(records, real_project.select("office/roles").rows, things, after - timedelta(days=1), after)
    assert len(found.fallen) == 4
    assert len(handover(records, after - timedelta(days=1), after).fallen) == 8


def test_a_person_and_an_office_answer_too(real_project: Project, records: Records):
    somers = Iri(PERSON + "5fed907de6670526694a05b8")
    (held,) = responsible(records, real_project.select_about, somers, date(2021, 1, 1))
    assert (held.role, names(held.answer.people)) == (HG.heldBy, ["Somers"])
    first = Iri("http://themis.vlaanderen.be/id/mandataris/5fed907ee6670526694a0710")
    (now,) = responsible(records, real_project.select_about, first, date(2024, 8, 15))
    assert names(now.answer.people) == ["Peeters"]
    assert now.answer.basis is Basis.SUCCESSION


@pytest.mark.skipif(not os.environ.get("HGRAPH_REFERENCE_DATA"), reason="HGRAPH_REFERENCE_DATA names no folder")
def test_the_moments_of_themis_fall_on_the_days_of_the_records(records: Records):
    path = Path(os.environ["HGRAPH_REFERENCE_DATA"]) / "jambon_mandatees.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    from datetime import datetime

    assert len(rows) == len(records.offices) == 76
    for row in rows:
        interval = records.offices[Iri(row["mandataris"])].interval
        assert interval.start == belgian_day(datetime.fromisoformat(row["start"]))
        assert interval.until == belgian_day(datetime.fromisoformat(row["einde"]))
