"""Targets on a day: each has one verdict, and the rules find the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duties.duty_strategies import BASE
from hgraph.duties import Indicator, Lack, Measurement, Target, Trend, Verdict, judged, read_indicators
from hgraph.labels import LabelIndex
from hgraph.namespaces import DCT, HG, RDF, SH, XSD
from hgraph.project import Project
from hgraph.settings import load_settings
from hgraph.store import EmbeddedStore
from hgraph.terms import Iri, Literal, Triple
from hgraph.validation import compile_shapes, read_rules, validate_in_store
from hgraph.validation.rules import RuleBook

RULES = read_rules(load_settings(Path(__file__).parents[2]))
JUDGING = {"TargetMissed", "TargetNotMeasured"}
OWN = [
    triple
    for triple in RULES.triples
    if triple[0].rpartition("#")[2].removesuffix("-check") in JUDGING
    or triple[1] in (SH.prefix, SH.namespace, SH.declare)
]
DUE = date(2022, 12, 31)
days = st.dates(date(2021, 6, 1), date(2024, 6, 1))
values = st.integers(0, 20).map(Decimal)


def indicator(base: int | None, goal: int | None, due: date | None, *measured: tuple[int, date]) -> Indicator:
    """Return an indicator with one target and some measurements."""
    told = [
        Measurement(Iri(f"{BASE}meting/{number}"), Decimal(value), day)
        for number, (value, day) in enumerate(sorted(measured, key=lambda one: one[1]))
    ]
    target = Target(Iri(BASE + "streefwaarde/t"), None if goal is None else Decimal(goal), due)
    base_value = None if base is None else Decimal(base)
    return Indicator(Iri(BASE + "indicator/i"), (), base_value, None, (target,), tuple(told))


@pytest.mark.parametrize(
    ("base", "goal", "measured", "on", "expected"),
    [
        (0, 10, [], date(2022, 6, 1), Verdict.NOT_YET),
        (0, 10, [(8, date(2022, 6, 1))], date(2022, 12, 31), Verdict.NOT_YET),
        (0, 10, [(10, date(2022, 6, 1))], date(2022, 7, 1), Verdict.MET),
        (0, 10, [(10, date(2022, 6, 1)), (9, date(2022, 7, 1))], date(2022, 8, 1), Verdict.NOT_YET),
        (0, 10, [(10, date(2022, 12, 31))], date(2023, 1, 1), Verdict.MET),
        (0, 10, [(9, date(2022, 12, 31))], date(2023, 1, 1), Verdict.MISSED),
        (0, 10, [(9, date(2022, 12, 31)), (10, date(2023, 6, 1))], date(2023, 5, 31), Verdict.MISSED),
        (0, 10, [(9, date(2022, 12, 31)), (10, date(2023, 6, 1))], date(2023, 6, 1), Verdict.MET_LATE),
        (0, 10, [(10, date(2022, 11, 1))], date(2023, 6, 1), Verdict.MET),
        (0, 10, [(9, date(2022, 11, 1))], date(2023, 6, 1), Verdict.NOT_MEASURED),
        (0, 10, [], date(2023, 6, 1), Verdict.NOT_MEASURED),
        (50, 10, [(12, date(2023, 1, 1))], date(2023, 6, 1), Verdict.MISSED),
        (50, 10, [(8, date(2023, 1, 1))], date(2023, 6, 1), Verdict.MET),
        (None, 10, [(8, date(2023, 1, 1))], date(2023, 6, 1), Verdict.UNJUDGED),
        (0, None, [(8, date(2023, 1, 1))], date(2023, 6, 1), Verdict.UNJUDGED),
    ],
)
def test_verdict(
    base: int | None, goal: int | None, measured: list[tuple[int, date]], on: date, expected: Verdict
) -> None:
    (found,) = judged(indicator(base, goal, DUE, *measured), on)
    assert found.verdict is expected


def test_what_cannot_be_judged_says_why() -> None:
    (found,) = judged(indicator(None, None, None), DUE)
    assert found.lacks == (Lack.GOAL, Lack.DUE, Lack.BASELINE)
    without = Indicator(Iri(BASE + "indicator/i"))
    assert [(one.verdict, one.lacks) for one in judged(without, DUE)] == [(Verdict.UNJUDGED, (Lack.TARGET,))]


@pytest.mark.parametrize(
    ("base", "goal", "measured", "distance", "trend"),
    [
        (0, 10, [(4, date(2022, 1, 1))], 6, Trend.TOWARDS),
        (0, 10, [(4, date(2022, 1, 1)), (3, date(2022, 2, 1))], 7, Trend.AWAY),
        (0, 10, [(4, date(2022, 1, 1)), (4, date(2022, 2, 1))], 6, Trend.LEVEL),
        (50, 10, [(20, date(2022, 1, 1)), (12, date(2022, 2, 1))], 2, Trend.TOWARDS),
        (50, 10, [(8, date(2022, 1, 1))], -2, Trend.TOWARDS),
        (0, 10, [], None, None),
        (None, 10, [(4, date(2022, 1, 1))], None, None),
    ],
)
def test_distance_and_trend(
    base: int | None, goal: int, measured: list[tuple[int, date]], distance: int | None, trend: Trend | None
) -> None:
    (found,) = judged(indicator(base, goal, DUE, *measured), date(2022, 6, 1))
    assert (found.distance, found.trend) == (distance, trend)


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    """Return an indicator with one whole target and measurements on different days."""
    told = draw(st.dictionaries(days, values, max_size=5))
    base, goal, due = draw(values), draw(values), draw(days)
    return indicator(int(base), int(goal), due, *((int(value), day) for day, value in told.items()))


@given(indicators(), days)
def test_a_target_that_was_not_met_in_time_never_is_again(found: Indicator, later: date) -> None:
    (target,) = found.targets
    on = target.due + timedelta(days=1)
    if later > on:
        (before,), (after,) = judged(found, on), judged(found, later)
        assert before.verdict not in (Verdict.MISSED, Verdict.MET_LATE) or after.verdict is not Verdict.MET


@settings(max_examples=60, deadline=None)
@given(indicators(), days)
def test_the_rules_find_what_is_judged_here(found: Indicator, on: date) -> None:
    rules = RuleBook(OWN).on(on)
    data = list(statements(found))
    store = EmbeddedStore.in_memory()
    store.add(Iri(BASE + "graaf/w"), data)
    done = validate_in_store(store, compile_shapes(rules.triples), rules, LabelIndex(), lambda: data)
    codes = {finding.code for finding in done.result.findings}
    (one,) = judged(found, on)
    expected = {Verdict.MISSED: {"target-missed"}, Verdict.NOT_MEASURED: {"target-not-measured"}}
    assert codes == expected.get(one.verdict, set())


def statements(found: Indicator) -> Iterator[Triple]:
    """Yield an indicator as the statements a project would hold."""

    def number(value: Decimal) -> Literal:
        return Literal(str(value), Iri(XSD.decimal))

    def day(value: date) -> Literal:
        return Literal(value.isoformat(), Iri(XSD.date))

    (target,) = found.targets
    yield found.iri, Iri(RDF.type), Iri(HG.Indicator)
    yield found.iri, Iri(HG.baselineValue), number(found.base)
    yield found.iri, Iri(HG.hasTarget), target.iri
    yield target.iri, Iri(RDF.type), Iri(HG.Target)
    yield target.iri, Iri(HG.value), number(target.goal)
    yield target.iri, Iri(HG.targetDate), day(target.due)
    for measurement in found.measurements:
        yield measurement.iri, Iri(HG.measures), found.iri
        yield measurement.iri, Iri(HG.value), number(measurement.value)
        yield measurement.iri, Iri(DCT.date), day(measurement.day)


def test_the_example_met_one_target_later_and_the_others_in_time(example_project: Project) -> None:
    read = read_indicators(example_project)

    def verdicts(on: date) -> dict[str, Verdict]:
        return {one.indicator.iri.rpartition("/")[2]: one.verdict for each in read for one in judged(each, on)}

    assert verdicts(date(2024, 1, 15))["avondcursussen"] is Verdict.MISSED
    late = verdicts(date(2024, 5, 1))
    assert late.pop("avondcursussen") is Verdict.MET_LATE
    assert set(late.values()) == {Verdict.MET}
    assert verdicts(date(2021, 6, 1))["brugfiguren"] is Verdict.NOT_YET


def test_a_measurement_names_the_report_it_stands_in(example_project: Project) -> None:
    (found,) = read_indicators(example_project, Iri(BASE + "actie/avondcursussen"))
    reports = [[report.removeprefix(BASE) for report in one.reports] for one in found.measurements]
    assert reports == [["verslag/avondcursussen-2023"], []]
    assert found.units == {"nl": "streken", "en": "regions"}
