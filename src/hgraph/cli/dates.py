"""Days as they are typed: year-month-day, and nothing else."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from hgraph.errors import UsageError

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def typed_day(text: str, option: str) -> date:
    """Return the day that was typed after an option. Raises ``UsageError`` (``not-a-date``)."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise UsageError("not-a-date", text=text, option=option)


def typed_or_none(text: str | None, option: str) -> date | None:
    """Return the day that was typed after an option, ``None`` if there was none. Raises as ``typed_day`` does."""
    return None if text is None else typed_day(text, option)


def typed_or_today(text: str | None, option: str = "--on") -> date:
    """Return the day that was typed after an option, today if there was none. Raises as ``typed_day`` does."""
    from hgraph.validation import today

    return typed_or_none(text, option) or today()
