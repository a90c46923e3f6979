"""Portfolios that follow on each other as a graph: what a portfolio had become on a day, or what it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hgraph.office.days import Interval, Stretch, timeline
from hgraph.office.records import Holding, Portfolio, Records
from hgraph.terms import Iri


class Passage(StrEnum):
    """How a portfolio follows on another."""

    KEPT = "kept"
    """The same person goes on, under another name or with fields added."""
    WHOLE = "whole"
    SPLIT = "split"
    """Others take over from the same portfolio too."""
    MERGED = "merged"
    """The successor takes over from other portfolios too."""


@dataclass(frozen=True, slots=True)
class Step:
    """One portfolio taking over from another: how, and the days that do not fit."""

    predecessor: Iri
    successor: Iri
    passage: Passage
    gap: Interval | None = None
    overlap: Interval | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What a portfolio was on a day: the portfolios in force then, and the steps that lead to each of them."""

    portfolios: tuple[Iri, ...]
    steps: tuple[Step, ...] = ()


def steps(records: Records) -> list[Step]:
    """Return every succession in the records, by the day the successor starts."""
    found = [
        step_between(records, predecessor, portfolio.iri)
        for portfolio in records.portfolios.values()
        for predecessor in portfolio.predecessors
        if predecessor in records.portfolios
    ]
    starts = {iri: portfolio.interval for iri, portfolio in records.portfolios.items()}
    return sorted(found, key=lambda step: (starts[step.successor], step.successor, step.predecessor))


def step_between(records: Records, predecessor: Iri, successor: Iri) -> Step:
    """Return how one portfolio takes over from another."""
    before, after = records.portfolios[predecessor], records.portfolios[successor]
    gap = Interval(before.interval.until, after.interval.start)
    overlap = before.interval & after.interval
    return Step(predecessor, successor, _passage(records, before, after), gap or None, overlap or None)


def _passage(records: Records, before: Portfolio, after: Portfolio) -> Passage:
    if _last_person(before.holdings) & _first_person(after.holdings):
        return Passage.KEPT
    if len(records.successors.get(before.iri, ())) > 1:
        return Passage.SPLIT
    return Passage.MERGED if len(after.predecessors) > 1 else Passage.WHOLE


def _last_person(holdings: Iterable[Holding]) -> set[Iri]:
    held = list(holdings)
    last = max((each.interval.until for each in held), default=None)
    return {each.person for each in held if each.interval.until == last}


def _first_person(holdings: Iterable[Holding]) -> set[Iri]:
    held = list(holdings)
    first = min((each.interval.start for each in held), default=None)
    return {each.person for each in held if each.interval.start == first}


def line_on(records: Records, portfolio: Iri, day: date) -> Line:
    """Return what a portfolio was on a day, or had become: itself if in force, else the successors or predecessors.

    Several portfolios mean that it was split, or is made of several. A circle in the succession ends where it closes.
    """
    known = records.portfolios.get(portfolio)
    if known is None:
        return Line(())
    if day in known.interval:
        return Line((portfolio,))
    forward = day >= known.interval.until
    found: dict[Iri, None] = {}
    walked: dict[Step, None] = {}
    seen = {portfolio}
    waiting = [portfolio]
    while waiting:
        here = waiting.pop(0)
        for other in _next(records, here, forward=forward):
            interval = records.portfolios[other].interval
            if other in seen or (interval.start > day if forward else interval.until <= day):
                continue
            seen.add(other)
            walked[step_between(records, *((here, other) if forward else (other, here)))] = None
            if day in interval:
                found[other] = None
            else:
                waiting.append(other)
    return Line(tuple(sorted(found)), tuple(walked))


def _next(records: Records, portfolio: Iri, *, forward: bool) -> Iterator[Iri]:
    others = records.successors.get(portfolio, ()) if forward else records.portfolios[portfolio].predecessors
    yield from (other for other in others if other in records.portfolios)


def related(records: Records, portfolio: Iri) -> frozenset[Iri]:
    """Return a portfolio with all that it came from and all that came from it, to the ends of the line."""
    found = {portfolio}
    for forward in (True, False):
        waiting, seen = [portfolio], {portfolio}
        while waiting:
            for other in _next(records, waiting.pop(), forward=forward):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        found |= seen
    return frozenset(each for each in found if each in records.portfolios)


def field_term(records: Records, form: Iri) -> list[Interval]:
    """Return the days on which a policy field should have a holder: while it is valid and a government is in office.

    A government counts if one of its members ever holds the field.
    """
    field = records.field(form)
    valid = [records.validity[each] for each, same in records.same_field.items() if same == field]
    people = {holding.person for holding in records.field_holdings(field)}
    return [
        interval & government.term
        for government in records.governments
        if any(office in records.offices and records.offices[office].person in people for office in government.members)
        for interval in _hull(valid)
        if interval & government.term
    ]


def _hull(intervals: list[Interval]) -> list[Interval]:
    """Return the days from the first to the last of the forms of a field; what lies between two forms counts."""
    return [Interval(min(i.start for i in intervals), max(i.until for i in intervals))] if intervals else []


def field_timeline(records: Records, form: Iri) -> list[Stretch[Holding]]:
    """Return who held a policy field over the days it should have a holder, gaps and overlaps included."""
    held = [(holding.interval, holding) for holding in records.field_holdings(form)]
    return [stretch for term in field_term(records, form) for stretch in timeline(term, held)]
