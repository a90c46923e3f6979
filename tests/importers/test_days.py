"""Moments of a source are Belgian days, whatever zone they are written in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgraph.importers.days import moment

MOMENTS = st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1)).map(lambda when: when.replace(microsecond=0))  # noqa: DTZ001
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-05-10T00:00:00+02:00", "2021-05-10"),
        ("2021-05-09T22:00:00Z", "2021-05-10"),
        ("2021-05-09T00:00:00Z", "2021-05-09"),
        ("2023-11-08T00:00:00+01:00", "2023-11-08"),
        ("2023-11-07T23:00:00Z", "2023-11-08"),
        ("2020-09-01T00:00:00", "2020-09-01"),
        ("2006-03-31T23:59:59", "2006-03-31"),
        ("2021-07-09", "2021-07-09"),
        ("2021-07-09Z", "2021-07-09"),
    ],
)
def test_a_moment_is_a_day_in_brussels(text: str, day: str) -> None:
    found = moment(text)
    assert found is not None
    assert found.day == date.fromisoformat(day)
    assert not found.technical


@pytest.mark.parametrize("text", ["2024-10-07T16:47:33.659Z", "2024-10-07T09:00:00+02:00"])
def test_a_time_that_no_decision_has_is_technical(text: str) -> None:
    found = moment(text)
    assert found is not None
    assert found.technical


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gisteren",
        "2021-13-01",
        "2021-02-30T00:00:00Z",
        "20210510",
        "2021-05-10T25:00:00",
        "\u0662\u0660\u0662\u0661-05-10",
    ],
)
def test_what_is_no_moment_is_none(text: str) -> None:
    assert moment(text) is None


@given(MOMENTS, OFFSETS)
def test_the_zone_it_is_written_in_does_not_matter(when: datetime, offset: timezone) -> None:
    there = when.replace(tzinfo=UTC).astimezone(offset)
    found = moment(there.isoformat())
    assert found is not None
    assert found.day == there.astimezone(ZoneInfo("Europe/Brussels")).date()


@given(MOMENTS)
def test_belgian_time_is_known_as_such(when: datetime) -> None:
    noon = datetime(when.year, when.month, when.day, 12, tzinfo=ZoneInfo("Europe/Brussels"))
    found = moment(noon.isoformat())
    assert found is not None
    assert found.belgian
