"""Moments of a source to Belgian calendar days: the day on which something is true in Brussels, whatever the zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from hgraph.belgian_days import BRUSSELS, belgian_time

_FORM: Final = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:T(?P<time>\d\d:\d\d:\d\d(?:\.\d{1,9})?))?(?P<zone>Z|[+-]\d\d:\d\d)?", re.ASCII
)
_WHOLE_DAYS: Final = (time(0, 0, 0), time(23, 59, 59))


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or date-time as a source writes it, with the Belgian day it falls on."""

    day: date
    written: date
    """The day as it stands in the text, before any zone is looked at."""
    zone: str
    """``Z``, an offset, or empty."""
    technical: bool
    """Whether the text has a time of day that no decision has: neither midnight nor the last second of a day."""

    @property
    def belgian(self) -> bool:
        """Say whether the text names the offset that Brussels had at that moment."""
        offset = datetime.combine(self.written, time(12), BRUSSELS).strftime("%z")
        return self.zone == f"{offset[:3]}:{offset[3:]}"


def moment(text: str) -> Moment | None:
    """Return what a date or date-time of XML Schema says; ``None`` if the text is neither.

    A time without a zone is taken as Belgian time. Midnight and the last second of a day are days whatever the clock.

    >>> moment("2021-05-09T22:00:00Z").day.isoformat()
    '2021-05-10'
    >>> moment("2019-10-02T00:00:00Z").day.isoformat()
    '2019-10-02'
    """
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    try:
        written = date.fromisoformat(found["day"])
        clock = time.fromisoformat(found["time"] or "00:00:00")
        day = written if found["time"] is None else _in_brussels(written, clock, found["zone"] or "")
    except (ValueError, OverflowError):
        return None
    local = _clock_in_brussels(written, clock, found["zone"] or "")
    technical = found["time"] is not None and clock not in _WHOLE_DAYS and local not in _WHOLE_DAYS
    return Moment(day, written, found["zone"] or "", technical)


def _in_brussels(day: date, clock: time, zone: str) -> date:
    return _local(day, clock, zone).date()


def _clock_in_brussels(day: date, clock: time, zone: str) -> time:
    return _local(day, clock, zone).time()


def _local(day: date, clock: time, zone: str) -> datetime:
    """Return the moment on the clocks of Brussels."""
    offset = None if not zone else UTC if zone == "Z" else datetime.fromisoformat(f"2000-01-01T00:00:00{zone}").tzinfo
    return belgian_time(datetime.combine(day, clock, offset))
