"""Plans and how they hang together: the real family, and circles that no plan should have but files can."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgraph.duties import Decision, PlanFamily, PlanNode, Tie, families, family_of, read_plans
from hgraph.errors import UsageError
from hgraph.project import Project
from hgraph.reports.duties import Wording, plans_document, plans_lines
from hgraph.terms import Iri

BASE = "https://hgraph.example/id/plan/"
PLAN = Iri(BASE + "higkbp-2020-2024")


@pytest.fixture(scope="module")
def plans(real_project: Project) -> PlanFamily:
    return read_plans(real_project)


def test_the_plan_was_approved_119_days_after_its_own_deadline(plans: PlanFamily) -> None:
    approval = plans.plans[PLAN].approval
    assert approval is not None
    assert (approval.day, approval.deadline) == (date(2020, 10, 23), date(2020, 6, 26))
    assert approval.days_late == (date(2020, 10, 23) - date(2020, 6, 26)).days == 119
    assert plans.plans[PLAN].days_after_start == 296
    assert [each.day for each in plans.plans[PLAN].later] == [date(2021, 10, 8)]


def test_the_plan_for_older_people_came_two_years_after_its_start(plans: PlanFamily) -> None:
    node = plans.plans[Iri(BASE + "ouderenbeleidsplan-2020-2025")]
    assert node.days_after_start == (date(2022, 3, 25) - date(2020, 1, 1)).days == 814
    assert node.approval is not None
    assert node.approval.days_late is None


def test_two_plans_merged_and_others_followed(plans: PlanFamily) -> None:
    family = family_of(plans, PLAN)
    ties = {
        origin.removeprefix(BASE): {(tie, to.removeprefix(BASE)) for tie, to in to_}
        for origin, to_ in family.ties.items()
    }
    assert ties["horizontaal-integratiebeleidsplan"] == {
        (Tie.MERGED, "higkbp-2020-2024"),
        (Tie.EDITION, "horizontaal-integratiebeleidsplan-2016-2019"),
    }
    assert ties["horizontaal-integratiebeleidsplan-2016-2019"] == {(Tie.FOLLOWED, "higkbp-2020-2024")}
    assert ties["higkbp-2020-2024"] == {
        (Tie.FOLLOWED, "gelijkekansenbeleidsplan-2025-2029"),
        (Tie.LOCAL, "plan-samenleven"),
    }
    assert {each.removeprefix(BASE) for each in family.roots} == {
        "horizontaal-integratiebeleidsplan",
        "horizontaal-gelijkekansenbeleidsplan",
    }
    assert plans.plans[Iri(BASE + "horizontaal-integratiebeleidsplan-2016-2019")].updates[0][0] == date(2018, 7, 13)


def test_every_plan_is_in_exactly_one_family(plans: PlanFamily) -> None:
    found = families(plans)
    assert sorted(plan for family in found for plan in family.plans) == sorted(plans.plans)
    assert sum(len(family.plans) for family in found) == len(plans.plans)


def test_plans_of_the_same_wave_stand_together(real_project: Project, plans: PlanFamily) -> None:
    document = plans_document(families(plans), Wording("nl", real_project.labels.label))
    last = document.sections[-1]
    assert last.heading.startswith("Andere plannen volgens: Nieuwe aanpak van transversaal beleid")
    assert len(last.rows) == 3


def test_a_thing_that_is_no_plan_is_refused(plans: PlanFamily) -> None:
    with pytest.raises(UsageError) as raised:
        family_of(plans, Iri(BASE + "bestaat-niet"))
    assert raised.value.code == "not-a-plan"


names = st.sampled_from([Iri(f"{BASE}{letter}") for letter in "abcd"])


@given(st.lists(st.tuples(names, st.sampled_from(list(Tie)), names), max_size=8), names)
def test_a_drawing_ends_and_shows_every_plan_once(links: list[tuple[Iri, Tie, Iri]], start: Iri) -> None:
    ties: dict[Iri, list[tuple[Tie, Iri]]] = {}
    for origin, tie, to in links:
        if origin != to:
            ties.setdefault(origin, []).append((tie, to))
    plans = {Iri(f"{BASE}{letter}"): PlanNode(Iri(f"{BASE}{letter}")) for letter in "abcd"}
    family = family_of(PlanFamily(plans, {origin: tuple(dict.fromkeys(to)) for origin, to in ties.items()}), start)
    wording = Wording("nl", lambda thing, _: f"[{thing.removeprefix(BASE)}]")
    lines = list(plans_lines([family], wording, start))
    above = wording.say("plans.above", plan="").strip()
    for plan in family.plans:
        shown = [line for line in lines if f"[{plan.removeprefix(BASE)}]" in line and above not in line]
        assert shown or len(family.roots) == 1, plan
        assert len(shown) <= 1


def test_a_decision_in_time_is_not_late() -> None:
    assert Decision(PLAN, date(2020, 6, 26), date(2020, 6, 26)).days_late == 0
    assert Decision(PLAN, date(2020, 6, 25), date(2020, 6, 26)).days_late == -1
    assert Decision(PLAN, None, date(2020, 6, 26)).days_late is None
