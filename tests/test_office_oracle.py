"""Two ways to one answer: what the records say, the questions say too, on any government whatever."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli import ROOT
from hgraph.namespaces import HG
from hgraph.office import (
    Problem,
    answer_for_field,
    answer_for_office,
    answer_for_portfolio,
    answers_for_named,
    field_term,
    field_timeline,
    handover,
    line_on,
    related,
    reshuffles,
    steps,
    timeline,
)
from hgraph.office.days import Interval
from hgraph.settings import load_settings
from hgraph.terms import Iri
from office_worlds import LENGTH, World, asked, day, iri, worlds

SETTINGS = load_settings(ROOT)
DAYS = st.integers(-1, LENGTH + 5).map(day)
FORMS = st.integers(0, 3).map(lambda form: iri(f"veld/{form}"))
by_many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@by_many
@given(worlds(), FORMS, DAYS)
def test_who_holds_a_field_on_a_day(world: World, form: Iri, on: date) -> None:
    with asked(world, SETTINGS) as both:
        answer = answer_for_field(both.records, form, on)
        rows = both.rows("responsible-on-date", field=form, date=on.isoformat())
    assert {(row[0], row[2]) for row in rows} == {(each.person, each.portfolio) for each in answer.holdings}


@by_many
@given(worlds(), DAYS)
def test_who_holds_which_portfolio_on_a_day(world: World, on: date) -> None:
    with asked(world, SETTINGS) as both:
        held = {(each.portfolio, each.person) for each in both.records.holdings if on in each}
        statement = both.project.select("office/holdings")
    assert {str(row[0]) for row in statement.rows} == {iri(f"pakket/{n}") for n in range(len(world.portfolios))}
    expected = {
        (iri(f"pakket/{number}"), iri(f"persoon/{person}"))
        for number, portfolio in enumerate(world.portfolios)
        for person, start, until in portfolio.offices
        if day(portfolio.start) <= on
        and (portfolio.until is None or on < day(portfolio.until))
        and day(start) <= on
        and (until is None or on < day(until))
    }
    assert held == expected


@by_many
@given(worlds(), FORMS, DAYS)
def test_an_answer_is_one_person_or_says_why_not(world: World, form: Iri, on: date) -> None:
    with asked(world, SETTINGS) as both:
        records = both.records
        answers = [answer_for_field(records, form, on)]
        answers += [answer_for_portfolio(records, portfolio, on) for portfolio in records.portfolios]
        for office in records.offices.values():
            answers += [answer_for_office(records, office, fields, on) for fields in ((), (form,))]
        answers += answers_for_named(records, Iri(HG.leadMinister), records.offices, (form,), on)
    for answer in answers:
        assert (len(answer.people) == 1) or answer.problem
        assert len(answer.people) < 2 or answer.problem in (
            Problem.SEVERAL,
            Problem.SPLIT,
            Problem.DIVIDED,
            Problem.DISAGREE,
        )
        assert all(on in holding for holding in answer.holdings)
        assert all(holding.interval.until <= on for holding in answer.before)
        assert all(holding.interval.start > on for holding in answer.after)
    of_portfolios = [answer for answer in answers if answer.way.portfolios and not answer.way.named]
    for answer in of_portfolios:
        holders = {each.person for each in records.holders(answer.way.portfolios[0], on)}
        assert len(holders) < 2 or answer.problem is Problem.SEVERAL


@by_many
@given(worlds(tidy=True), DAYS)
def test_open_actions_nobody_answers_for(world: World, on: date) -> None:
    with asked(world, SETTINGS) as both:
        rows = both.rows("actions-without-minister-on-date", date=on.isoformat())
        expected = set()
        for number, (lead, fields) in enumerate(world.actions):
            office = both.records.offices[iri(f"mandataris/{lead}-0")]
            forms = tuple(iri(f"veld/{form}") for form in sorted(fields))
            if not _answers_forward(both.records, office, forms, on):
                expected.add(iri(f"actie/{number}"))
    assert {row[0] for row in rows} == expected


def _answers_forward(records, office, forms, on):
    """Say whether somebody answers, without what came before the portfolio: the question looks at successors only."""
    answer = answer_for_office(records, office, forms, on)
    if not answer.people:
        return False
    by_field = any(on in each for form in forms for each in records.field_holdings(form))
    started = any(records.portfolios[portfolio].interval.start <= on for portfolio in answer.way.portfolios)
    return by_field or started


@by_many
@given(worlds(tidy=True), DAYS)
def test_what_changes_hands_on_a_day(world: World, on: date) -> None:
    with asked(world, SETTINGS) as both:
        rows = both.rows("handovers-on-date", date=on.isoformat())
        found = handover(both.records, on - timedelta(days=1), on)
    passed = {
        (giver, each.source, receiver, each.target)
        for each in found.handed
        for giver in each.givers
        for receiver in each.receivers
    }
    assert {row[:4] for row in rows} == passed


@by_many
@given(worlds(tidy=True))
def test_gaps_and_overlaps_of_fields(world: World) -> None:
    with asked(world, SETTINGS) as both:
        gaps = {(row[2], row[3]) for row in both.rows("field-gaps")}
        overlaps = both.rows("field-overlaps")
        expected_gaps, any_overlap = set(), False
        for form in {both.records.field(form) for form in both.records.covering}:
            held = [(each.interval, each.person) for each in both.records.field_holdings(form)]
            whole = Interval(min(i.start for i, _ in held), max(i.until for i, _ in held))
            for stretch in timeline(whole, held):
                if stretch.is_gap:
                    expected_gaps.add((stretch.interval.start.isoformat(), stretch.interval.until.isoformat()))
                any_overlap = any_overlap or stretch.is_overlap
    assert gaps == expected_gaps
    assert bool(overlaps) == any_overlap


@by_many
@given(worlds(), FORMS)
def test_the_timeline_of_a_field_covers_the_terms_of_its_governments(world: World, form: Iri) -> None:
    with asked(world, SETTINGS) as both:
        stretches = field_timeline(both.records, form)
        terms = field_term(both.records, form)
    assert sum(each.interval.days for each in stretches) == sum(term.days for term in terms)
    for stretch in stretches:
        expected = {each for each in both.records.field_holdings(form) if stretch.interval.start in each}
        assert stretch.holders == expected


@by_many
@given(worlds(), st.integers(-1, LENGTH), st.integers(1, 20))
def test_every_portfolio_passes_stays_or_falls(world: World, start: int, days: int) -> None:
    before, after = day(start), day(start + days)
    with asked(world, SETTINGS) as both:
        found = handover(both.records, before, after)
        records = both.records
    passing, fallen = {each.source for each in found.passings}, {each.source for each in found.fallen}
    for portfolio in records.portfolios.values():
        if before not in portfolio.interval:
            continue
        stays = after in portfolio.interval and portfolio.iri not in passing
        assert (portfolio.iri in passing) + (portfolio.iri in fallen) + stays == 1
    assert not passing & fallen
    for each in found.passings:
        assert after in records.portfolios[each.target].interval
        assert set(each.fields) <= records.fields_of(each.source) & records.fields_of(each.target)
    assert not set(found.renewed) & {
        person for each in found.handed for person in each.receivers if each.target != each.source
    }


@by_many
@given(worlds(), DAYS)
def test_a_line_leads_to_portfolios_in_force_by_its_own_steps(world: World, on: date) -> None:
    with asked(world, SETTINGS) as both:
        records = both.records
        for portfolio in records.portfolios:
            line = line_on(records, portfolio, on)
            assert set(line.portfolios) <= related(records, portfolio)
            assert all(on in records.portfolios[each].interval for each in line.portfolios)
            reached = {portfolio} | {end for step in line.steps for end in (step.predecessor, step.successor)}
            assert set(line.portfolios) <= reached


@by_many
@given(worlds())
def test_the_steps_are_the_succession_that_is_recorded(world: World) -> None:
    with asked(world, SETTINGS) as both:
        found = {(step.predecessor, step.successor) for step in steps(both.records)}
        days = [each.after for each in reshuffles(both.records)]
    assert found == {
        (iri(f"pakket/{other}"), iri(f"pakket/{number}"))
        for number, held in enumerate(world.portfolios)
        for other in held.before
    }
    assert days == sorted(set(days))
    assert all(day(0) < each < day(LENGTH) for each in days)


@pytest.mark.parametrize("circle", [((0, 1), (1, 0)), ((0, 0),)])
def test_a_circle_in_the_succession_ends_where_it_closes(circle: tuple[tuple[int, int], ...]) -> None:
    from office_worlds import Held

    held = [Held(0, 5, frozenset({0}), frozenset(), ((0, 0, 5),)), Held(5, 9, frozenset(), frozenset(), ((1, 5, 9),))]
    for successor, other in circle:
        held[successor] = Held(
            held[successor].start,
            held[successor].until,
            held[successor].fields,
            frozenset({other}),
            held[successor].offices,
        )
    with asked(World(tuple(held)), SETTINGS) as both:
        assert line_on(both.records, iri("pakket/0"), day(20)).portfolios == ()
        assert answer_for_portfolio(both.records, iri("pakket/0"), day(20)).problem is Problem.NOBODY
