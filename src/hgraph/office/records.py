"""What is recorded about offices: portfolios with their holders, policy fields with their forms, and governments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final

from hgraph.belgian_days import belgian_day
from hgraph.office.days import END_OF_TIME, Interval, joined
from hgraph.terms import Iri, Table, Term, to_python

TABLES: Final = ("holdings", "offices", "succession", "covered", "fields", "governments", "groups")
"""The questions the records are read with: files of these names in ``queries/office/``."""

_DAY: Final = timedelta(days=1)
_INSTANT: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Office:
    """One identifier of an office holder, whose it is and for how long; at a reshuffle everybody gets another."""

    iri: Iri
    person: Iri
    interval: Interval


@dataclass(frozen=True, slots=True, order=True)
class Holding:
    """Unbroken days on which one person holds one portfolio, through one or more offices in turn."""

    interval: Interval
    portfolio: Iri
    person: Iri
    offices: tuple[Iri, ...] = field(default=())

    def __contains__(self, day: date) -> bool:
        """Say whether the portfolio is held on a day."""
        return day in self.interval


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A bundle of policy fields over an interval, from whom it takes over, and who holds it."""

    iri: Iri
    interval: Interval
    fields: frozenset[Iri]
    predecessors: tuple[Iri, ...]
    holdings: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class Government:
    """A government: its term, and the offices of its members."""

    iri: Iri
    term: Interval
    members: frozenset[Iri]


@dataclass(frozen=True)
class Records:
    """All that is recorded about offices, ready to be asked."""

    portfolios: Mapping[Iri, Portfolio]
    offices: Mapping[Iri, Office]
    same_field: Mapping[Iri, Iri]
    validity: Mapping[Iri, Interval]
    governments: tuple[Government, ...] = ()
    groups: Mapping[Iri, tuple[Iri, ...]] = field(default_factory=dict)

    @cached_property
    def holdings(self) -> tuple[Holding, ...]:
        """Every holding, in the order of time."""
        return tuple(sorted(each for portfolio in self.portfolios.values() for each in portfolio.holdings))

    @cached_property
    def successors(self) -> Mapping[Iri, tuple[Iri, ...]]:
        """The portfolios that take over from a portfolio, wholly or partly, in the order of time."""
        found: dict[Iri, list[Iri]] = defaultdict(list)
        for portfolio in sorted(self.portfolios.values(), key=lambda each: (each.interval, each.iri)):
            for predecessor in portfolio.predecessors:
                found[predecessor].append(portfolio.iri)
        return {iri: tuple(portfolios) for iri, portfolios in found.items()}

    @cached_property
    def covering(self) -> Mapping[Iri, tuple[Iri, ...]]:
        """The portfolios that cover a policy field in any of its forms, by the form that stands for all."""
        found: dict[Iri, set[Iri]] = defaultdict(set)
        for portfolio in self.portfolios.values():
            for each in portfolio.fields:
                found[self.field(each)].add(portfolio.iri)
        return {form: tuple(sorted(portfolios)) for form, portfolios in found.items()}

    @cached_property
    def of_person(self) -> Mapping[Iri, tuple[Holding, ...]]:
        """The holdings of a person, in the order of time."""
        found: dict[Iri, list[Holding]] = defaultdict(list)
        for holding in self.holdings:
            found[holding.person].append(holding)
        return {person: tuple(holdings) for person, holdings in found.items()}

    @cached_property
    def offices_of(self) -> Mapping[Iri, tuple[Office, ...]]:
        """The offices of a person, in the order of time."""
        found: dict[Iri, list[Office]] = defaultdict(list)
        for office in sorted(self.offices.values(), key=lambda each: (each.interval, each.iri)):
            found[office.person].append(office)
        return {person: tuple(offices) for person, offices in found.items()}

    def field(self, form: Iri) -> Iri:
        """Return the form that stands for all forms of a policy field: those with a name in common."""
        return self.same_field.get(form, form)

    def fields_of(self, portfolio: Iri) -> frozenset[Iri]:
        """Return the policy fields of a portfolio, each by the form that stands for all."""
        return frozenset(self.field(each) for each in self.portfolios[portfolio].fields)

    def holders(self, portfolio: Iri, day: date) -> tuple[Holding, ...]:
        """Return the holdings of a portfolio on a day: one, none, or several if the records contradict each other."""
        known = self.portfolios.get(portfolio)
        return tuple(each for each in known.holdings if day in each) if known else ()

    def field_holdings(self, form: Iri) -> tuple[Holding, ...]:
        """Return every holding of a portfolio that covers a policy field in any form, in the order of time."""
        portfolios = self.covering.get(self.field(form), ())
        return tuple(sorted(each for portfolio in portfolios for each in self.portfolios[portfolio].holdings))


def read_records(select: Callable[[str], Table]) -> Records:
    """Return the records of a project, given how it answers a question by name: ``read_records(project.select)``.

    What has no day, because its end is not after its start, is left out; the rules report it.
    """
    return build({name: select(f"office/{name}") for name in TABLES})


def build(tables: Mapping[str, Table]) -> Records:
    """Return the records from the answers to the questions in ``TABLES``; the order of rows does not matter."""
    offices = _offices(tables["offices"])
    same_field, validity = _fields(tables["fields"])
    groups: dict[Iri, list[Iri]] = defaultdict(list)
    for group, member in tables["groups"].rows:
        groups[Iri(str(group))] += [Iri(str(member))] if member is not None else []
    return Records(
        portfolios=_portfolios(tables, offices),
        offices=offices,
        same_field=same_field,
        validity=validity,
        governments=_governments(tables["governments"], offices),
        groups={group: tuple(sorted(members)) for group, members in groups.items()},
    )


def first_day(term: Term | None) -> date | None:
    """Return the Belgian day of a date or a moment; ``None`` if there is none, or it is no date."""
    value = None if term is None else to_python(term)
    return belgian_day(value) if isinstance(value, date) else None


def day_after(term: Term | None) -> date | None:
    """Return the first day after what is valid up to a date or moment; a moment at midnight is that day itself."""
    value = None if term is None else to_python(term)
    if isinstance(value, datetime):
        return belgian_day(value - _INSTANT) + _DAY
    return value + _DAY if isinstance(value, date) and value < END_OF_TIME else None


def _interval(start: Term | None, until: Term | None) -> Interval | None:
    first = first_day(start)
    interval = Interval(first, first_day(until) or END_OF_TIME) if first else None
    return interval or None


def _offices(table: Table) -> dict[Iri, Office]:
    found: dict[Iri, Office] = {}
    for office, person, start, end in table.rows:
        interval = _interval(start, end)
        if isinstance(office, Iri) and interval and office not in found:
            found[office] = Office(office, person if isinstance(person, Iri) else office, interval)
    return found


def _portfolios(tables: Mapping[str, Table], offices: Mapping[Iri, Office]) -> dict[Iri, Portfolio]:
    intervals: dict[Iri, Interval] = {}
    named: dict[Iri, set[Iri]] = defaultdict(set)
    for portfolio, held_from, held_until, office in tables["holdings"].rows:
        interval = _interval(held_from, held_until)
        if isinstance(portfolio, Iri) and interval:
            intervals.setdefault(portfolio, interval)
            if isinstance(office, Iri):
                named[portfolio].add(office)
    predecessors = _pairs(tables["succession"])
    covered = _pairs(tables["covered"])
    found = {}
    for portfolio, interval in intervals.items():
        held = [offices[each] for each in sorted(named[portfolio]) if each in offices]
        before = tuple(sorted(set(predecessors.get(portfolio, ())) - {portfolio}))
        fields = frozenset(covered.get(portfolio, ()))
        holdings = tuple(_holdings(portfolio, interval, held))
        found[portfolio] = Portfolio(portfolio, interval, fields, before, holdings)
    return found


def _holdings(portfolio: Iri, interval: Interval, offices: Iterable[Office]) -> list[Holding]:
    """Return who holds a portfolio: the days of their offices within its own, offices that follow on joined."""
    by_person: dict[Iri, list[Office]] = defaultdict(list)
    for office in offices:
        if office.interval & interval:
            by_person[office.person].append(office)
    found = []
    for person, held in by_person.items():
        in_turn = sorted(held, key=lambda each: (each.interval, each.iri))
        for whole in joined(each.interval & interval for each in held):
            within = tuple(each.iri for each in in_turn if each.interval & whole)
            found.append(Holding(whole, portfolio, person, within))
    return sorted(found)


def _pairs(table: Table) -> dict[Iri, list[Iri]]:
    found: dict[Iri, list[Iri]] = defaultdict(list)
    for one, other in table.rows:
        if isinstance(one, Iri) and isinstance(other, Iri):
            found[one].append(other)
    return found


def _fields(table: Table) -> tuple[dict[Iri, Iri], dict[Iri, Interval]]:
    """Return for every form the one that stands for all with a name in common, and the days a form is valid."""
    forms: dict[Term, set[Iri]] = defaultdict(set)
    validity: dict[Iri, Interval] = {}
    for form, name, valid_from, valid_until in table.rows:
        if isinstance(form, Iri) and name is not None:
            forms[name].add(form)
            validity[form] = Interval(first_day(valid_from) or date.min, day_after(valid_until) or END_OF_TIME)
    same: dict[Iri, Iri] = {}

    def stands_for(form: Iri) -> Iri:
        while same.get(form, form) != form:
            form = same[form]
        return form

    for together in forms.values():
        roots = sorted(stands_for(form) for form in together)
        same |= dict.fromkeys([*together, *roots], roots[0])
    return {form: stands_for(form) for form in validity}, validity


def _governments(table: Table, offices: Mapping[Iri, Office]) -> tuple[Government, ...]:
    members: dict[Iri, set[Iri]] = defaultdict(set)
    terms: dict[Iri, tuple[date | None, date | None]] = {}
    for government, member, start, end in table.rows:
        if isinstance(government, Iri) and isinstance(member, Iri):
            members[government].add(member)
            terms.setdefault(government, (first_day(start), first_day(end)))
    found = []
    for government, (begun, ended) in terms.items():
        # A government without dates of its own lasts as long as its members are in office.
        held = [offices[each].interval for each in members[government] if each in offices]
        first = begun or min((each.start for each in held), default=None)
        if first is not None:
            term = Interval(first, ended or max((each.until for each in held), default=END_OF_TIME))
            found += [Government(government, term, frozenset(members[government]))] if term else []
    return tuple(sorted(found, key=lambda each: (each.term, each.iri)))
