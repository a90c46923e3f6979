"""Duties, actions and reports as they are recorded, before anybody judges them on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hgraph.terms import Iri


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty to report on a plan every year; ``terms`` hold the last day on which the report on a year is in time."""

    iri: Iri
    plan: Iri
    first: int | None = None
    """The first year of the duty; ``None`` if that is not recorded: such a duty holds for no year."""
    owed_by: tuple[Iri, ...] = ()
    channels: tuple[Iri, ...] = ()
    terms: Mapping[int, date] = field(default_factory=dict)

    def holds(self, year: int) -> bool:
        """Say whether the duty holds for a year."""
        return self.first is not None and year >= self.first


@dataclass(frozen=True, slots=True)
class Action:
    """An action with who leads it, when it is planned to run, and the status it bears itself."""

    iri: Iri
    plans: tuple[Iri, ...] = ()
    ministers: tuple[Iri, ...] = ()
    start: date | None = None
    end: date | None = None
    status: Iri | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report on an action for one year, through one channel; ``channel`` keeps the name that was used."""

    iri: Iri
    year: int | None = None
    made: date | None = None
    channel: Iri | None = None
    status: Iri | None = None
    retrieved: date | None = None
    """The day on which the evidence for the status was looked up."""
    evidence: tuple[Iri, ...] = ()

    def there(self, on: date) -> bool:
        """Say whether the report was there on a day; one without a date always was."""
        return self.made is None or self.made <= on

    def evidence_day(self, on: date) -> date | None:
        """Return the last day up to ``on`` on which there was evidence: of the report itself or of a look at it."""
        return max((day for day in (self.made, self.retrieved) if day is not None and day <= on), default=None)


@dataclass(frozen=True)
class Owed:
    """All that is recorded about reporting: duties, the actions of their plans, and the reports by action."""

    duties: tuple[Duty, ...] = ()
    actions: Mapping[Iri, Action] = field(default_factory=dict)
    reports: Mapping[Iri, tuple[Report, ...]] = field(default_factory=dict)
    portfolios: Mapping[Iri, tuple[Iri, ...]] = field(default_factory=dict)
    """The portfolios an office holder had, by office holder."""
    gaps: Mapping[Iri, tuple[Iri, ...]] = field(default_factory=dict)
    """Known gaps that explain why a plan has no actions or no reports, by plan."""

    def actions_of(self, plan: Iri) -> tuple[Action, ...]:
        """Return the actions of a plan, in order of IRI."""
        return tuple(action for _, action in sorted(self.actions.items()) if plan in action.plans)
