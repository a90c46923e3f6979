"""What a report and a status come to on a day: exactly one answer, and the rules and questions say the same."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from duties.duty_strategies import BASE, FINAL, OPEN, PLAN, YEARS, World, days, statements, worlds
from hgraph.duties import (
    Action,
    Duty,
    Exempt,
    Freshness,
    Outcome,
    Report,
    exempt,
    is_stale,
    outcome,
    read_duties,
    status_on,
    year_report,
)
from hgraph.labels import LabelIndex
from hgraph.namespaces import SH
from hgraph.project import Project
from hgraph.settings import load_settings
from hgraph.store import EmbeddedStore
from hgraph.terms import Iri
from hgraph.validation import compile_shapes, read_rules, validate_in_store
from hgraph.validation.rules import RuleBook
from questions.golden import QUESTIONS

ROOT = Path(__file__).parents[2]
RULES = read_rules(load_settings(ROOT))
JUDGING = {"ReportMissing", "ReportLate", "StatusStale"}
OWN = [
    triple
    for triple in RULES.triples
    if triple[0].rpartition("#")[2].removesuffix("-check") in JUDGING
    or triple[1] in (SH.prefix, SH.namespace, SH.declare)
]
DUTY = Duty(Iri(BASE + "rapportageplicht/d"), PLAN, 2021, terms={2021: date(2021, 10, 28)})
ACTION = Action(Iri(BASE + "actie/a"), (PLAN,), (), date(2021, 3, 1), date(2023, 12, 31))


def report(year: int = 2021, made: date | None = None, **parts: object) -> Report:
    return Report(Iri(f"{BASE}verslag/{year}-{made}"), year, made, **parts)  # type: ignore[arg-type]


class TestOutcome:
    """One duty, one action, one year, one day."""

    @pytest.mark.parametrize(
        ("made", "on", "expected"),
        [
            (None, date(2021, 1, 1), Outcome.DUE),
            (None, date(2021, 10, 28), Outcome.DUE),
            (None, date(2021, 10, 29), Outcome.MISSING),
            (date(2021, 10, 28), date(2021, 10, 27), Outcome.DUE),
            (date(2021, 10, 28), date(2021, 10, 28), Outcome.MADE),
            (date(2021, 10, 29), date(2021, 10, 29), Outcome.LATE),
            (date(2021, 11, 15), date(2021, 11, 14), Outcome.MISSING),
            (date(2021, 11, 15), date(2026, 1, 1), Outcome.LATE),
        ],
    )
    def test_follows_from_three_days(self, made: date | None, on: date, expected: Outcome) -> None:
        reports = [report(2021, made)] if made else []
        assert outcome(DUTY, ACTION, reports, 2021, on) is expected

    def test_without_a_term_it_is_neither_due_nor_missing(self) -> None:
        assert outcome(DUTY, ACTION, [], 2022, date(2030, 1, 1)) is Outcome.UNDATED

    def test_a_report_without_a_day_is_there(self) -> None:
        assert outcome(DUTY, ACTION, [report(2021)], 2021, date(2021, 1, 1)) is Outcome.MADE

    def test_a_later_report_does_not_make_a_timely_one_late(self) -> None:
        both = [report(2021, date(2021, 12, 1)), report(2021, date(2021, 10, 1))]
        assert outcome(DUTY, ACTION, both, 2021, date(2022, 1, 1)) is Outcome.MADE

    @pytest.mark.parametrize(
        ("action", "reports", "year", "why"),
        [
            (ACTION, [], 2020, Exempt.NO_DUTY),
            (replace(ACTION, start=date(2022, 1, 1)), [], 2021, Exempt.NOT_STARTED),
            (replace(ACTION, end=date(2020, 12, 31)), [], 2021, Exempt.ENDED),
            (replace(ACTION, status=FINAL[1]), [], 2021, Exempt.DROPPED),
            (ACTION, [report(2020, date(2020, 10, 1), status=FINAL[0])], 2021, Exempt.COMPLETED),
        ],
    )
    def test_not_every_action_owes_a_report(
        self, action: Action, reports: list[Report], year: int, why: Exempt
    ) -> None:
        assert outcome(DUTY, action, reports, year, date(2030, 1, 1)) is Outcome.NOT_OWED
        assert exempt(DUTY, action, reports, year) is why

    def test_a_report_counts_through_either_name_of_the_channel(self) -> None:
        for channel in ("bbt", "beleidsbrief"):
            through = Iri(f"https://w3id.org/hgraph/code/reporting-channel/{channel}")
            made = report(2021, date(2021, 10, 1), channel=through)
            assert outcome(DUTY, ACTION, [made], 2021, date(2022, 1, 1)) is Outcome.MADE

    @given(worlds())
    def test_every_action_and_year_is_in_exactly_one_class(self, world: World) -> None:
        for year in YEARS:
            found = year_report(world.owed, year, world.on)
            assert len(found.entries) == len(world.owed.actions) == found.counts.total()
            assert sum(len(entries) for entries in found.by_outcome().values()) == len(found.entries)
            assert sum(len(entries) for entries in found.by_minister().values()) == len(found.entries)
            for entry in found.entries:
                assert [each for each in Outcome if self._is(each, world, entry.action, year)] == [entry.outcome]

    @staticmethod
    def _is(each: Outcome, world: World, action: Action, year: int) -> bool:
        """Say whether an outcome holds, each by a definition of its own."""
        reports, on = world.owed.reports[action.iri], world.on
        there = [r for r in reports if r.year == year and not (r.made and r.made > on)]
        term = world.duty.terms.get(year)
        late = bool(there and term and any(r.made for r in there) and not any(r.made and r.made <= term for r in there))
        needed = not there and exempt(world.duty, action, reports, year) is None
        return {
            Outcome.MADE: bool(there) and not late,
            Outcome.LATE: late,
            Outcome.DUE: needed and term is not None and term >= on,
            Outcome.MISSING: needed and term is not None and term < on,
            Outcome.UNDATED: needed and term is None,
            Outcome.NOT_OWED: not there and not needed,
        }[each]

    @given(worlds(), days)
    def test_what_is_there_stays_there_and_what_is_over_stays_over(self, world: World, later: date) -> None:
        allowed = {
            Outcome.DUE: {Outcome.DUE, Outcome.MISSING, Outcome.MADE, Outcome.LATE},
            Outcome.MISSING: {Outcome.MISSING, Outcome.LATE},
            Outcome.LATE: {Outcome.LATE},
            Outcome.MADE: {Outcome.MADE, Outcome.LATE},
            Outcome.UNDATED: {Outcome.UNDATED, Outcome.MADE},
            Outcome.NOT_OWED: {Outcome.NOT_OWED, Outcome.MADE, Outcome.LATE},
        }
        first, second = sorted([world.on, later])
        for year in YEARS:
            before, after = (year_report(world.owed, year, on).entries for on in (first, second))
            assert all(b.outcome in allowed[a.outcome] for a, b in zip(before, after, strict=True))


class TestStale:
    """Nine calendar months, and not a day less."""

    @pytest.mark.parametrize(
        ("evidence", "last_fresh"),
        [
            (date(2022, 1, 31), date(2022, 10, 31)),
            (date(2022, 1, 1), date(2022, 10, 1)),
            (date(2021, 5, 31), date(2022, 2, 28)),
            (date(2023, 5, 31), date(2024, 2, 29)),
            (date(2020, 2, 29), date(2020, 11, 29)),
            (date(2021, 10, 28), date(2022, 7, 28)),
        ],
    )
    def test_the_day_after_nine_months_is_the_first(self, evidence: date, last_fresh: date) -> None:
        assert not is_stale(evidence, last_fresh)
        assert is_stale(evidence, last_fresh + timedelta(days=1))

    @given(days, days, days)
    def test_what_is_stale_stays_stale(self, evidence: date, one: date, other: date) -> None:
        first, second = sorted([one, other])
        assert is_stale(evidence, second) or not is_stale(evidence, first)

    @given(worlds(), days)
    def test_without_new_evidence_a_status_only_grows_older(self, world: World, later: date) -> None:
        first, second = sorted([world.on, later])
        for action in world.owed.actions.values():
            told = world.owed.reports[action.iri]
            seen = [day for r in told for day in (r.made, r.retrieved) if day and first < day <= second]
            before, after = (status_on(action, told, on).freshness for on in (first, second))
            if not seen and before is Freshness.STALE:
                assert after is Freshness.STALE

    @given(worlds())
    def test_a_closed_action_never_grows_stale(self, world: World) -> None:
        for action in world.owed.actions.values():
            found = status_on(action, world.owed.reports[action.iri], world.on)
            assert (found.freshness is Freshness.CLOSED) == (found.status in FINAL)
            assert found.freshness is not Freshness.STALE or found.status in OPEN

    def test_looking_up_the_evidence_again_keeps_a_status_fresh(self) -> None:
        once = report(2021, date(2021, 12, 31), status=OPEN[1])
        again = replace(once, retrieved=date(2022, 6, 15))
        assert status_on(ACTION, [once], date(2022, 12, 1)).freshness is Freshness.STALE
        assert status_on(ACTION, [again], date(2022, 12, 1)).freshness is Freshness.FRESH
        assert status_on(ACTION, [again], date(2022, 6, 14)).evidence_day == date(2021, 12, 31)

    def test_without_a_report_a_status_is_unproven(self) -> None:
        found = status_on(replace(ACTION, status=OPEN[1]), [], date(2022, 1, 1))
        assert (found.status, found.freshness, found.evidence_day) == (OPEN[1], Freshness.UNPROVEN, None)

    def test_what_is_told_later_was_not_known_before(self) -> None:
        done = replace(ACTION, status=FINAL[0])
        told = [report(2021, date(2021, 12, 31), status=OPEN[1]), report(2022, date(2022, 12, 31), status=FINAL[0])]
        assert status_on(done, told, date(2022, 6, 1)).status == OPEN[1]
        assert status_on(done, told, date(2023, 6, 1)).freshness is Freshness.CLOSED


def found_by_rules(world: World) -> dict[str, set[tuple[str, str]]]:
    """Return what the rules find about a world on its day: by rule, the focus node and the value."""
    rules = RuleBook(OWN).on(world.on)
    data = list(statements(world))
    store = EmbeddedStore.in_memory()
    store.add(Iri(BASE + "graaf/w"), data)
    found = validate_in_store(store, compile_shapes(rules.triples), rules, LabelIndex(), lambda: data).result.findings
    by_rule: dict[str, set[tuple[str, str]]] = {name: set() for name in JUDGING}
    for finding in found:
        by_rule[finding.rule.rpartition("#")[2]].add((str(finding.focus), str(finding.value)))
    return by_rule


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_the_rules_find_what_is_judged_here(world: World) -> None:
    found = found_by_rules(world)
    entries = [entry for year in YEARS for entry in year_report(world.owed, year, world.on).entries]
    years = [(year, entry) for year in YEARS for entry in year_report(world.owed, year, world.on).entries]
    missing = {(entry.action.iri, str(year)) for year, entry in years if entry.outcome is Outcome.MISSING}
    assert found["ReportMissing"] == missing
    stale = {
        (entry.action.iri, str(entry.status.status)) for entry in entries if entry.status.freshness is Freshness.STALE
    }
    assert {focus for focus, _ in found["StatusStale"]} == {action for action, _ in stale}
    last_late = {
        told.iri
        for year, entry in years
        if entry.outcome is Outcome.LATE
        for told in entry.reports
        if told.made and not _reported_since(world, entry.action.iri, year)
    }
    assert {focus for focus, _ in found["ReportLate"]} == last_late


def _reported_since(world: World, action: Iri, year: int) -> bool:
    told = world.owed.reports[action]
    return any(r.year is not None and r.year > year and r.made is not None and r.made <= world.on for r in told)


EXAMPLE_DAYS = [date(2021, 12, 1), date(2022, 2, 10), date(2022, 12, 1), date(2024, 1, 15), date(2026, 11, 27)]


@pytest.mark.parametrize("on", EXAMPLE_DAYS, ids=str)
def test_questions_rules_and_reports_agree_on_the_example(example_project: Project, on: date) -> None:
    from hgraph.questions import ask

    owed_there = read_duties(example_project)
    entries = [(year, e) for year in range(2021, 2024) for e in year_report(owed_there, year, on).entries]
    missing = {(e.action.iri, str(year)) for year, e in entries if e.outcome is Outcome.MISSING}
    stale = {(e.action.iri, e.status.evidence_day.isoformat()) for _, e in entries if e.status.freshness == "stale"}

    def rows(question: str, *columns: str) -> set[tuple[str, ...]]:
        table = ask(QUESTIONS[question], {"date": on.isoformat()}, example_project.store).table
        places = [table.columns.index(column) for column in columns]
        return {tuple(str(row[place]) for place in places) for row in table.rows}

    assert rows("reports-missing", "action", "year") == missing
    assert rows("statuses-stale", "action", "evidence") == stale


def test_every_class_occurs_in_the_example(example_project: Project) -> None:
    owed_there = read_duties(example_project)
    seen = {e.outcome for on in EXAMPLE_DAYS for e in year_report(owed_there, 2021, on).entries}
    assert seen == set(Outcome) - {Outcome.UNDATED}
    fresh = {e.status.freshness for on in EXAMPLE_DAYS for e in year_report(owed_there, 2021, on).entries}
    assert fresh == set(Freshness)
    names = {
        told.channel.rpartition("/")[2] for all_of in owed_there.reports.values() for told in all_of if told.channel
    }
    assert names == {"bbt", "beleidsbrief"}


def test_the_duty_of_the_real_plan_holds_from_2021_and_not_for_2020(real_project: Project) -> None:
    owed_there = read_duties(real_project)
    (before,) = year_report(owed_there, 2020, date(2026, 11, 27)).duties
    (since,) = year_report(owed_there, 2021, date(2026, 11, 27)).duties
    assert (before.holds, since.holds) == (False, True)
    assert (since.deadline, since.actions) == (date(2021, 10, 28), 0)
    assert [gap.rpartition("/")[2] for gap in since.gaps] == ["acties-en-actiefiches", "bbt-verslagen"]
    assert sorted(owed_there.duties[0].terms) == [2021, 2022, 2023, 2024]


def test_late_reports_are_those_of_the_question(example_project: Project) -> None:
    with (ROOT / "tests" / "questions" / "reports-late.example.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    entries = year_report(read_duties(example_project), 2021, date(2026, 11, 27)).entries
    (late,) = [entry for entry in entries if entry.outcome is Outcome.LATE]
    assert row["action"] == late.action.iri.removeprefix(BASE)
    assert int(row["days_late"]) == (late.reports[0].made - late.deadline).days == 14
