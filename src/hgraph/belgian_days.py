"""Moments to Belgian calendar days: the day on which something is true in Brussels, whatever zone it was written in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

BRUSSELS: Final = ZoneInfo("Europe/Brussels")
"""Where the days of a government begin and end."""


def belgian_time(moment: datetime) -> datetime:
    """Return a moment on the clocks of Brussels; one without a zone is that already."""
    return moment.astimezone(BRUSSELS) if moment.tzinfo else moment.replace(tzinfo=BRUSSELS)


def belgian_day(moment: date | datetime) -> date:
    """Return the Belgian calendar day a moment falls on; a day stays that day.

    Start and end are converted alike, so a moment that two mandates share stays a day they share: the first day of the
    one, and for the other the first day that no longer counts. A conversion never makes a gap or an overlap that was
    not there, unless it is shorter than a day.

    >>> belgian_day(datetime.fromisoformat("2021-05-09T22:00:00+00:00")).isoformat()
    '2021-05-10'
    """
    return belgian_time(moment).date() if isinstance(moment, datetime) else moment
