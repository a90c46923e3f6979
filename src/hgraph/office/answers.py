"""Who answers for a thing on a day, and how that is known: from whom it names to who holds that portfolio then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from hgraph.namespaces import HG
from hgraph.office.records import Holding, Office, Records
from hgraph.office.succession import Step, line_on, related
from hgraph.terms import Iri

BY_FIELD: Final = frozenset({HG.leadMinister, HG.coordinatingMinister, HG.owedBy})
"""Roles that follow the policy field of a thing; in others, people bring in their own portfolio, whatever the field."""
IN_TURN: Final = frozenset({HG.leadMinister, HG.coordinatingMinister})
"""Roles that one person has at a time: several who are named follow on each other, or contradict each other."""


class Problem(StrEnum):
    """Why an answer is not one person."""

    NOBODY = "nobody"
    """Nobody is recorded for the day."""
    SEVERAL = "several"
    """Two persons hold the same on the day."""
    SEVERAL_NAMED = "several-named"
    """Several persons are named at once for a role that one has at a time; each has an answer with this problem."""
    SPLIT = "split"
    """The portfolio was divided, or joined, and no policy field decides."""
    DIVIDED = "divided"
    """The portfolio that is asked about was divided, or joined: there is an answer for its parts only."""
    DISAGREE = "disagree"
    """The succession of portfolios and the policy field lead to different persons."""
    NOT_NAMED = "not-named"
    """A group is named whose members are not recorded."""
    NO_PORTFOLIO = "no-portfolio"
    """Somebody is named for whom no portfolio is recorded."""


class Basis(StrEnum):
    """What an answer rests on."""

    NAMED = "named"
    """The person named still held the portfolio."""
    SUCCESSION = "succession"
    FIELD = "field"
    BOTH = "both"
    """Succession and policy field lead to the same person."""
    ITSELF = "itself"
    """What is named is no office holder: it answers itself."""


@dataclass(frozen=True, slots=True)
class Way:
    """The way to an answer: who was named, with which portfolios, for which fields, and what followed on what."""

    named: Office | None = None
    portfolios: tuple[Iri, ...] = ()
    fields: tuple[Iri, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers in one role on one day, with the way there and what is wrong with it.

    ``body`` is what is named if that is no office holder. ``before`` and ``after`` are the nearest holdings on either
    side of a day on which there is none.
    """

    day: date
    way: Way
    holdings: tuple[Holding, ...]
    basis: Basis | None
    problem: Problem | None = None
    before: tuple[Holding, ...] = ()
    after: tuple[Holding, ...] = ()
    body: Iri | None = None

    @property
    def people(self) -> tuple[Iri, ...]:
        """The persons who answer, each once."""
        return tuple(dict.fromkeys(holding.person for holding in self.holdings))


def answer_for_field(records: Records, form: Iri, day: date) -> Answer:
    """Return who holds a policy field, in any of its forms, on a day."""
    held = records.field_holdings(form)
    return _answer(day, Way(fields=(form,)), _on(held, day), Basis.FIELD, held)


def answer_for_portfolio(records: Records, portfolio: Iri, day: date) -> Answer:
    """Return who holds a portfolio on a day, or what it had become or come from by then."""
    line = line_on(records, portfolio, day)
    holdings = _holdings(records, line.portfolios, day)
    wrong = Problem.DIVIDED if len(line.portfolios) > 1 and len({each.person for each in holdings}) > 1 else None
    basis = Basis.SUCCESSION if line.steps else Basis.NAMED
    way = Way(portfolios=(portfolio,), steps=line.steps)
    return _answer(day, way, holdings, basis, _line_holdings(records, [portfolio]), wrong)


def answer_for_office(records: Records, office: Office, fields: Sequence[Iri], day: date) -> Answer:
    """Return who answers on a day for what an office holder was named for, given the policy fields it concerns.

    The person named, while the portfolio stays theirs; else who holds the field then, and who took over the portfolio.
    """
    mine = _portfolios_of(records, office)
    about = {records.field(form) for form in fields}
    decisive = [each for each in mine if records.fields_of(each) & about] or mine
    lines = [line_on(records, portfolio, day) for portfolio in decisive]
    by_line = _holdings(records, [each for line in lines for each in line.portfolios], day)
    in_fields = [each for form in fields for each in records.field_holdings(form)]
    by_field = _on(in_fields, day)
    still = tuple(each for each in _holdings(records, decisive, day) if each.person == office.person)
    both = tuple(each for each in by_field if each in by_line)
    walked = tuple(dict.fromkeys(step for line in lines for step in line.steps))
    wrong = None
    if still or both:
        found, basis = (still, Basis.NAMED) if still else (both, Basis.BOTH)
        walked = () if still else _leading(records, walked, both, day)
    elif by_field:
        found, basis = by_field, Basis.FIELD
        wrong, walked = (Problem.DISAGREE if by_line else None), ()
    else:
        found, basis = by_line, Basis.SUCCESSION
        wrong = None if mine else Problem.NO_PORTFOLIO
        wrong = Problem.SPLIT if len({each.person for each in by_line}) > 1 else wrong
    way = Way(office, tuple(decisive), tuple(fields), walked)
    return _answer(day, way, found, basis, [*in_fields, *_line_holdings(records, decisive)], wrong)


def answers_for_named(
    records: Records, role: Iri, named: Iterable[Iri], fields: Sequence[Iri], day: date
) -> list[Answer]:
    """Return the answers in one role for those named in it: offices, groups of ministers, policy fields, bodies."""
    found: list[Answer] = []
    offices: list[Office] = []
    for each in sorted(set(named)):
        if role == HG.concernsField:
            found.append(answer_for_field(records, each, day))
        elif each in records.groups:
            members = [records.offices[member] for member in records.groups[each] if member in records.offices]
            offices += members
            found += [] if members else [_bare(day, each, Problem.NOT_NAMED)]
        elif each in records.offices:
            offices.append(records.offices[each])
        else:
            found.append(_bare(day, each, None))
    chosen = _in_turn(offices, day) if role in IN_TURN else _each_person(offices, day)
    about = fields if role in BY_FIELD else ()
    answers = [answer_for_office(records, office, about, day) for office in chosen]
    if role in IN_TURN and len({person for answer in answers for person in answer.people}) > 1:
        answers = [replace(each, problem=each.problem or Problem.SEVERAL_NAMED) for each in answers]
    return found + answers


def _bare(day: date, body: Iri, problem: Problem | None) -> Answer:
    return Answer(day, Way(), (), None if problem else Basis.ITSELF, problem, body=body)


def _in_turn(offices: Sequence[Office], day: date) -> list[Office]:
    """Return those in office on the day; else the last before it; else the first after it."""
    serving = [each for each in offices if day in each.interval]
    if serving:
        return _once(serving)
    past = [each for each in offices if each.interval.until <= day]
    if past:
        last = max(each.interval.until for each in past)
        return _once(each for each in past if each.interval.until == last)
    first = min((each.interval.start for each in offices), default=None)
    return _once(each for each in offices if each.interval.start == first)


def _each_person(offices: Sequence[Office], day: date) -> list[Office]:
    by_person: dict[Iri, list[Office]] = defaultdict(list)
    for office in offices:
        by_person[office.person].append(office)
    return [office for held in by_person.values() for office in _in_turn(held, day)]


def _once(offices: Iterable[Office]) -> list[Office]:
    return list({each.person: each for each in sorted(offices, key=lambda each: each.iri, reverse=True)}.values())[::-1]


def _portfolios_of(records: Records, office: Office) -> list[Iri]:
    """Return the portfolios an office holder has: those of the office, else those the person held in its days."""
    held = records.of_person.get(office.person, ())
    through = [each.portfolio for each in held if office.iri in each.offices]
    return list(dict.fromkeys(through or [each.portfolio for each in held if each.interval & office.interval]))


def _holdings(records: Records, portfolios: Iterable[Iri], day: date) -> tuple[Holding, ...]:
    return tuple(sorted({each for portfolio in portfolios for each in records.holders(portfolio, day)}))


def _line_holdings(records: Records, portfolios: Iterable[Iri]) -> list[Holding]:
    lines = {
        each for portfolio in portfolios if portfolio in records.portfolios for each in related(records, portfolio)
    }
    return [each for portfolio in lines for each in records.portfolios[portfolio].holdings]


def _on(holdings: Iterable[Holding], day: date) -> tuple[Holding, ...]:
    return tuple(sorted({each for each in holdings if day in each}))


def _leading(records: Records, walked: Iterable[Step], holdings: Iterable[Holding], day: date) -> tuple[Step, ...]:
    """Return the steps that lead to these holdings, those to others left out."""
    wanted = {each.portfolio for each in holdings}
    found: list[Step] = []
    for step in reversed(tuple(walked)):
        forward = records.portfolios[step.successor].interval.start <= day
        reached, left = (step.successor, step.predecessor) if forward else (step.predecessor, step.successor)
        if reached in wanted:
            found.append(step)
            wanted.add(left)
    return tuple(reversed(found))


def _answer(
    day: date,
    way: Way,
    holdings: tuple[Holding, ...],
    basis: Basis,
    around: Iterable[Holding],
    wrong: Problem | None = None,
) -> Answer:
    if holdings:
        several = Problem.SEVERAL if len({each.person for each in holdings}) > 1 else None
        return Answer(day, way, holdings, basis, wrong or several)
    held = set(around)
    ended = max((each.interval.until for each in held if each.interval.until <= day), default=None)
    begun = min((each.interval.start for each in held if each.interval.start > day), default=None)
    before = tuple(sorted(each for each in held if each.interval.until == ended))
    after = tuple(sorted(each for each in held if each.interval.start == begun))
    return Answer(day, way, (), None, wrong or Problem.NOBODY, before, after)
