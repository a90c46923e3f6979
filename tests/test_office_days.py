"""Days of a government: moments become Belgian days, and every day of a term has exactly one stretch of holders."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgraph.namespaces import XSD
from hgraph.office import END_OF_TIME, Interval, belgian_day, joined, timeline
from hgraph.office.records import day_after, first_day
from hgraph.terms import Iri, Literal

FIRST = date(2019, 10, 2)
MOMENTS = st.datetimes(
    datetime(1900, 1, 2),  # noqa: DTZ001 - the zone is drawn apart
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from(
        [UTC, ZoneInfo("Europe/Brussels"), timezone(timedelta(hours=-11)), ZoneInfo("Asia/Tokyo")]
    ),
)
SHORT = st.integers(0, 20).map(lambda number: FIRST + timedelta(days=number))
INTERVALS = st.builds(Interval, SHORT, SHORT | st.just(END_OF_TIME))
HELD = st.lists(st.tuples(INTERVALS, st.integers(0, 3)), max_size=8)


def moment(text: str, kind: str = XSD.dateTime) -> Literal:
    return Literal(text, Iri(kind))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-10-02T00:00:00+02:00", date(2019, 10, 2)),
        ("2021-05-09T00:00:00Z", date(2021, 5, 9)),  # the off-by-one of an older migration stays what it says
        ("2021-05-09T22:00:00Z", date(2021, 5, 10)),  # midnight in Belgian summer time
        ("2023-11-07T23:00:00Z", date(2023, 11, 8)),  # and in winter time
        ("2023-11-08T00:00:00+01:00", date(2023, 11, 8)),
        ("2024-10-07T16:47:33.659Z", date(2024, 10, 7)),  # a technical end
        ("2022-05-16T00:00:00", date(2022, 5, 16)),  # no zone: Belgian time
    ],
)
def test_moments_of_themis_become_days(text: str, day: date) -> None:
    assert first_day(moment(text)) == day


def test_days_stay_days_and_what_is_no_date_is_none() -> None:
    assert first_day(moment("2022-05-16", XSD.date)) == date(2022, 5, 16)
    assert first_day(moment("16 mei 2022", XSD.date)) is None
    assert first_day(Literal("2022-05-16")) is None
    assert first_day(None) is None


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("2023-12-31", XSD.date, date(2024, 1, 1)),
        ("2023-12-31T23:59:59+01:00", XSD.dateTime, date(2024, 1, 1)),
        ("2024-01-01T00:00:00+01:00", XSD.dateTime, date(2024, 1, 1)),
        ("2024-01-01T00:00:01+01:00", XSD.dateTime, date(2024, 1, 2)),
    ],
)
def test_what_is_valid_up_to_a_day_ends_on_the_next(text: str, kind: str, day: date) -> None:
    assert day_after(moment(text, kind)) == day


@given(MOMENTS)
def test_the_zone_a_moment_is_written_in_changes_nothing(instant: datetime) -> None:
    elsewhere = instant.astimezone(timezone(timedelta(hours=5, minutes=45)))
    assert belgian_day(instant) == belgian_day(elsewhere) == belgian_day(instant.astimezone(UTC))


@given(MOMENTS, MOMENTS)
def test_the_order_of_moments_is_the_order_of_days(one: datetime, other: datetime) -> None:
    earlier, later = sorted([one, other])
    assert belgian_day(earlier) <= belgian_day(later)


@given(st.lists(MOMENTS, min_size=2, max_size=6).map(sorted))
def test_mandates_that_share_a_moment_never_get_a_gap_or_an_overlap(bounds: list[datetime]) -> None:
    days = [belgian_day(bound) for bound in bounds]
    held = [(Interval(start, until), number) for number, (start, until) in enumerate(itertools.pairwise(days))]
    assert all(len(stretch.holders) == 1 for stretch in timeline(Interval(days[0], days[-1]), held))


@given(INTERVALS, HELD)
def test_a_timeline_covers_the_term_exactly(term: Interval, held: list[tuple[Interval, int]]) -> None:
    stretches = timeline(term, held)
    assert bool(stretches) == bool(term)
    if not stretches:
        return
    assert (stretches[0].interval.start, stretches[-1].interval.until) == (term.start, term.until)
    for before, after in itertools.pairwise(stretches):
        assert before.interval.until == after.interval.start
        assert before.holders != after.holders
    assert all(stretch.interval for stretch in stretches)


@given(INTERVALS, HELD, SHORT)
def test_a_timeline_says_of_each_day_who_holds(term: Interval, held: list[tuple[Interval, int]], day: date) -> None:
    found = [stretch for stretch in timeline(term, held) if day in stretch.interval]
    assert len(found) == (day in term)
    for stretch in found:
        assert stretch.holders == {who for interval, who in held if day in interval}
        assert stretch.is_gap == (not stretch.holders)
        assert stretch.is_overlap == (len(stretch.holders) > 1)


@given(st.lists(INTERVALS, max_size=8), SHORT)
def test_joined_intervals_have_the_same_days_and_never_touch(intervals: list[Interval], day: date) -> None:
    found = joined(intervals)
    assert any(day in each for each in found) == any(day in each for each in intervals)
    assert all(before.until < after.start for before, after in itertools.pairwise(found))


@given(INTERVALS, INTERVALS, SHORT)
def test_the_days_in_both(one: Interval, other: Interval, day: date) -> None:
    assert (day in one & other) == (day in one and day in other)


def test_days_are_counted_without_the_end() -> None:
    assert Interval(date(2022, 5, 16), date(2022, 5, 18)).days == 2
    assert Interval(date(2022, 5, 18), date(2022, 5, 16)).days == 0
    assert Interval(FIRST).end is None
