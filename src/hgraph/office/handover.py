"""What passes from whom to whom between two days: portfolios, policy fields, and what people answer for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hgraph.office.days import Interval
from hgraph.office.records import Holding, Records
from hgraph.terms import Iri

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Passing:
    """A portfolio that passes to others, or that the same person goes on with under another name (``kept``).

    ``fields`` pass with it for certain: both portfolios cover them. ``gap`` are the days on which nobody held it.
    """

    source: Iri
    target: Iri
    givers: tuple[Iri, ...]
    receivers: tuple[Iri, ...]
    fields: tuple[Iri, ...]
    gap: Interval | None
    partly: bool

    @property
    def kept(self) -> bool:
        """Say whether the same people go on with it: no handover, whatever its name is now."""
        return bool(set(self.givers) & set(self.receivers))


@dataclass(frozen=True, slots=True)
class Fallen:
    """A portfolio that ended and that nobody had taken over on the last day; ``later`` take it over afterwards."""

    source: Iri
    givers: tuple[Iri, ...]
    fields: tuple[Iri, ...]
    later: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """A policy field of a portfolio that passed, which none of the receiving portfolios covers.

    ``elsewhere`` hold it all the same, without being recorded as successors.
    """

    source: Iri
    field: Iri
    elsewhere: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class Handover:
    """What changes between the day ``before`` and the day ``after``.

    ``renewed`` are identifiers that people got in these days without any change of what they hold.
    """

    before: date
    after: date
    passings: tuple[Passing, ...]
    fallen: tuple[Fallen, ...]
    undecided: tuple[Undecided, ...]
    renewed: Mapping[Iri, tuple[Iri, ...]]

    @property
    def handed(self) -> tuple[Passing, ...]:
        """The passings to another person."""
        return tuple(each for each in self.passings if not each.kept)


def handover(records: Records, before: date, after: date) -> Handover:
    """Return what passes between two days, as it stands on the last of them; ``after`` is the later day."""
    passings: list[Passing] = []
    fallen: list[Fallen] = []
    undecided: list[Undecided] = []
    for source in _sources(records, before, after):
        targets = _targets(records, source, before, after)
        givers = _givers(records, source, before)
        if not targets:
            fields = tuple(sorted(records.fields_of(source)))
            fallen.append(Fallen(source, givers, fields, _later(records, source, after)))
            continue
        found = [_passing(records, source, target, givers, after, partly=len(targets) > 1) for target in targets]
        passings += [each for each in found if each.source != each.target or each.givers != each.receivers]
        undecided += _undecided(records, source, targets, after)
    return Handover(
        before,
        after,
        tuple(sorted(passings, key=lambda each: (each.receivers, each.source, each.target))),
        tuple(fallen),
        tuple(undecided),
        _renewed(records, before, after),
    )


def reshuffles(records: Records) -> list[Handover]:
    """Return what happened on every day within the term of a government on which an office or portfolio began or ended.

    On most of these days everybody gets another identifier; only what passes counts as a handover.
    """
    terms = [government.term for government in records.governments]
    intervals = [
        *(office.interval for office in records.offices.values()),
        *(portfolio.interval for portfolio in records.portfolios.values()),
    ]
    days = {day for interval in intervals for day in (interval.start, interval.until)}
    within = sorted(day for day in days if any(day in term and day != term.start for term in terms))
    return [handover(records, day - DAY, day) for day in within]


def _sources(records: Records, before: date, after: date) -> list[Iri]:
    """Return the portfolios in force on the first day, and those that had ended and wait for who takes over."""
    within = Interval(before + DAY, after + DAY)
    return sorted(
        iri
        for iri, portfolio in records.portfolios.items()
        if before in portfolio.interval
        or (
            portfolio.interval.until <= before
            and any(records.portfolios[each].interval.start in within for each in records.successors.get(iri, ()))
        )
    )


def _targets(records: Records, source: Iri, before: date, after: date) -> list[Iri]:
    """Return the portfolios in force on the last day that this one had become, itself included if it still runs."""
    within = Interval(before + DAY, after + DAY)
    found = [source] if after in records.portfolios[source].interval else []
    waiting, seen = [source], {source}
    while waiting:
        for successor in records.successors.get(waiting.pop(), ()):
            interval = records.portfolios[successor].interval
            if successor in seen or interval.start not in within:
                continue
            seen.add(successor)
            if after in interval:
                found.append(successor)
            else:
                waiting.append(successor)
    return sorted(found)


def _people(holdings: Iterable[Holding]) -> tuple[Iri, ...]:
    return tuple(dict.fromkeys(each.person for each in holdings))


def _givers(records: Records, source: Iri, before: date) -> tuple[Iri, ...]:
    """Return who held a portfolio on a day, or who held it last."""
    held = records.holders(source, before)
    past = [each for each in records.portfolios[source].holdings if each.interval.until <= before]
    last = max((each.interval.until for each in past), default=None)
    return _people(held or (each for each in past if each.interval.until == last))


def _passing(
    records: Records, source: Iri, target: Iri, givers: tuple[Iri, ...], after: date, *, partly: bool
) -> Passing:
    gap = Interval(records.portfolios[source].interval.until, records.portfolios[target].interval.start)
    follows = source in records.portfolios[target].predecessors
    return Passing(
        source,
        target,
        givers,
        _people(records.holders(target, after)),
        tuple(sorted(records.fields_of(source) & records.fields_of(target))),
        gap if gap and follows else None,
        partly or len(records.successors.get(source, ())) > 1,
    )


def _undecided(records: Records, source: Iri, targets: Iterable[Iri], after: date) -> list[Undecided]:
    placed = {field for target in targets for field in records.fields_of(target)}
    return [
        Undecided(source, field, tuple(each for each in records.field_holdings(field) if after in each))
        for field in sorted(records.fields_of(source) - placed)
    ]


def _later(records: Records, source: Iri, after: date) -> tuple[Holding, ...]:
    successors = records.successors.get(source, ())
    held = [each for successor in successors for each in records.portfolios[successor].holdings]
    return tuple(sorted(each for each in held if each.interval.start > after))


def _renewed(records: Records, before: date, after: date) -> dict[Iri, tuple[Iri, ...]]:
    """Return the new identifiers of those who hold the same portfolios on both days, by person."""
    found: dict[Iri, tuple[Iri, ...]] = {}
    for person, holdings in records.of_person.items():
        first = {each.portfolio for each in holdings if before in each}
        last = {each.portfolio for each in holdings if after in each}
        new = tuple(each.iri for each in records.offices_of.get(person, ()) if before < each.interval.start <= after)
        if first and first == last and new:
            found[person] = new
    return dict(sorted(found.items()))
