"""Offices and their holders in the reader's language: names, days, terms, and why an answer is what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hgraph.labels import LabelIndex
from hgraph.messages import message, printable
from hgraph.office.answers import Answer, Basis, Problem
from hgraph.office.days import Interval
from hgraph.office.outline import Item, Outline, Section
from hgraph.office.records import Holding, Records
from hgraph.office.responsibility import RoleAnswer
from hgraph.office.succession import Step
from hgraph.terms import Iri

_SHOWN: Final = 5


@dataclass(frozen=True)
class Wording:
    """Finds words for what is recorded of offices, in one language."""

    records: Records
    labels: LabelIndex
    language: str

    def say(self, entry: str, **values: object) -> str:
        """Return a sentence of the catalogue ``office``."""
        return message(f"office.{entry}", self.language, **values)

    def name(self, thing: str) -> str:
        """Return the name of a thing on one line, safe to show."""
        return " ".join(printable(self.labels.label(thing, self.language)).split())

    def portfolio(self, portfolio: Iri) -> str:
        """Return the name of a portfolio without the person in brackets behind it, who is named beside it."""
        name = self.name(portfolio)
        known = self.records.portfolios.get(portfolio)
        for person in {each.person for each in known.holdings} if known else ():
            name = name.removesuffix(f" ({self.name(person)})")
        return name

    def day(self, day: date) -> str:
        """Return a day as a reader of the language writes it."""
        month = message(f"validation.months.{day.month}", self.language)
        return message("validation.date", self.language, day=day.day, month=month, year=day.year)

    def term(self, interval: Interval) -> str:
        """Return the days of an interval: from the first day until the first that no longer counts."""
        start = self.day(interval.start)
        return (
            self.say("term", start=start, until=self.day(interval.until))
            if interval.end
            else self.say("term-open", start=start)
        )

    def listed(self, things: Iterable[str]) -> str:
        """Return names as one enumeration, each once; empty if there are none."""
        names = list(dict.fromkeys(self.name(thing) for thing in things))
        if len(names) < 2:
            return "".join(names)
        return self.say("and", first=", ".join(names[:-1]), last=names[-1])

    def role(self, role: Iri) -> str:
        """Return the name of a role, as a heading."""
        return self.say(f"role.{role.rpartition('#')[2]}")

    def who(self, answer: Answer) -> str:
        """Return who answers, in a few words."""
        people = self.listed(answer.people)
        if answer.problem in (Problem.SEVERAL, Problem.DISAGREE):
            return self.say("contradiction", people=people)
        if answer.problem is Problem.SPLIT:
            return self.say("undecided", people=people)
        if answer.problem is Problem.DIVIDED:
            return self.say("divided", people=people)
        if answer.body:
            return self.name(answer.body)
        return people or self.say("nobody")

    def problem(self, answer: Answer) -> str | None:
        """Return what is wrong with an answer, as a sentence; ``None`` if it is one person."""
        if answer.problem is None:
            return None
        people, day = self.listed(answer.people), self.day(answer.day)
        portfolio = " · ".join(self.portfolio(each) for each in answer.way.portfolios)
        person = self.name(answer.way.named.person) if answer.way.named else ""
        if answer.problem is Problem.NOBODY:
            if answer.way.fields:
                return self.say("problem.nobody-field", field=self.listed(answer.way.fields), day=day)
            return self.say("problem.nobody-portfolio", portfolio=portfolio, day=day)
        body = self.name(answer.body) if answer.body else ""
        return self.say(
            f"problem.{answer.problem}", people=people, day=day, portfolio=portfolio, person=person, body=body
        )

    def held(self, holding: Holding, entry: str = "held") -> str:
        """Return who holds which portfolio, from when until when."""
        values = {"person": self.name(holding.person), "portfolio": self.portfolio(holding.portfolio)}
        return self.say(entry, term=self.term(holding.interval), **values)

    def step(self, step: Step) -> str:
        """Return how one portfolio follows on another."""
        after = self.records.portfolios[step.successor]
        people = self.listed(each.person for each in after.holdings) or self.say("nobody")
        said = self.say(
            f"how.{step.passage}",
            person=people,
            day=self.day(after.interval.start),
            portfolio=self.portfolio(step.successor),
        )
        if step.gap:
            return self.say("how.gap-one" if step.gap.days == 1 else "how.gap", step=said, days=step.gap.days)
        return self.say("how.overlap", step=said, days=step.overlap.days) if step.overlap else said

    def how(self, each: RoleAnswer) -> Iterator[str]:
        """Yield the steps from the thing to the answer."""
        answer, way = each.answer, each.answer.way
        if each.through:
            shown = self.listed(each.through[:_SHOWN])
            more = len(each.through) > _SHOWN
            yield self.say("how.through-more" if more else "how.through", things=shown, count=len(each.through))
        if way.named:
            yield self.say("how.named", person=self.name(way.named.person), term=self.term(way.named.interval))
            yield from (self.say("how.portfolio", portfolio=self.portfolio(portfolio)) for portfolio in way.portfolios)
        yield from (self.say("how.field", field=self.name(field)) for field in way.fields)
        yield from (self.step(step) for step in way.steps)
        yield from self._result(answer)

    def _result(self, answer: Answer) -> Iterator[str]:
        day = self.day(answer.day)
        if answer.basis is Basis.NAMED and answer.holdings:
            yield self.say("how.result-named", day=day)
        elif answer.basis is Basis.FIELD:
            for holding in answer.holdings:
                yield self.say("how.result-field", day=day, portfolio=self.portfolio(holding.portfolio))
        elif answer.basis is Basis.BOTH:
            yield self.say("how.result-both")
        elif answer.basis is Basis.ITSELF:
            yield self.say("how.result-itself")
        yield from (self.say("how.office", office=office) for office in offices_on(self.records, answer))


def offices_on(records: Records, answer: Answer) -> list[Iri]:
    """Return the identifiers of those who answer that are valid on the day."""
    named = [office for holding in answer.holdings for office in holding.offices]
    return [office for office in dict.fromkeys(named) if answer.day in records.offices[office].interval]


def responsible_outline(thing: Iri, day: date, answers: Sequence[RoleAnswer], wording: Wording) -> Outline:
    """Return the answer to who answers for a thing on a day as a page: a section per role, with how it is known."""
    title = wording.say("title", thing=wording.name(thing), day=wording.day(day))
    if not answers:
        return Outline(title, (wording.say("nothing", thing=wording.name(thing)),))
    return Outline(title, sections=tuple(_section(each, wording) for each in answers))


def divided(answer: Answer, wording: Wording) -> Iterator[str]:
    """Yield what went where of a portfolio that was divided: its policy fields, and those that cannot be placed."""
    if answer.problem is not Problem.DIVIDED:
        return
    records = wording.records
    for portfolio in answer.way.portfolios:
        for field in sorted(records.fields_of(portfolio), key=wording.name):
            held = [each for each in answer.holdings if field in records.fields_of(each.portfolio)]
            entry = "divided.field" if held else "divided.nowhere"
            people = wording.listed(each.person for each in held)
            yield wording.say(entry, field=wording.name(field), people=people)


def _section(each: RoleAnswer, wording: Wording) -> Section:
    answer = each.answer
    heading = wording.say("heading", role=wording.role(each.role), who=wording.who(answer))
    items = [Item(wording.held(holding)) for holding in answer.holdings]
    if (problem := wording.problem(answer)) is not None:
        items.append(Item(problem))
    if answer.problem is Problem.NOBODY:
        before = [wording.held(holding, "before") for holding in answer.before] or [wording.say("before-nobody")]
        after = [wording.held(holding, "after") for holding in answer.after] or [wording.say("after-nobody")]
        items += map(Item, (*before, *after))
    items += map(Item, divided(answer, wording))
    how = list(wording.how(each))
    if how:
        items += [Item(wording.say("how")), *(Item(line, 1) for line in how)]
    return Section(heading, tuple(items))
