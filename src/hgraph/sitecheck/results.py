"""One row of a check: what was asked by whom, what was expected, and what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How a check came out."""

    GOOD = "good"
    WRONG = "wrong"
    ABSENT = "absent"
    """There is nothing to check, such as an endpoint that a site does not have."""


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one check; ``check`` is its code, under which its name and its remedy stand in the catalogue."""

    check: str
    address: str
    client: str
    expected: str
    seen: str
    outcome: Outcome

    @property
    def wrong(self) -> bool:
        """Say whether something has to be mended."""
        return self.outcome is Outcome.WRONG


def judged(check: str, asked: tuple[str, str], expected: str, seen: str, *, good: bool) -> Result:
    """Return a result; ``asked`` are the address and the client."""
    address, client = asked
    return Result(check, address, client, expected, seen, Outcome.GOOD if good else Outcome.WRONG)
