"""How law is told in the reader's language: names, days, periods, and numbers of days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from hgraph.labels import LabelIndex
from hgraph.law.records import Owner, Step
from hgraph.law.timeline import Delay
from hgraph.messages import message, printable
from hgraph.terms import Iri, Term, to_python

_SHOWN: Final = 3


@dataclass(frozen=True)
class LawWording:
    """Finds words for the parts of the register, in one language."""

    labels: LabelIndex
    language: str

    def say(self, entry: str, **values: object) -> str:
        """Return a sentence or a word of the catalogue ``law``."""
        return message(f"law.{entry}", self.language, **values)

    def name(self, thing: Iri) -> str:
        """Return what a thing is called, on one line, safe to show."""
        return " ".join(printable(self.labels.label(thing, self.language)).split())

    def names(self, things: Iterable[Iri]) -> str:
        """Return the names of things, each once, set apart by semicolons."""
        return "; ".join(dict.fromkeys(self.name(thing) for thing in things))

    def listed(self, things: Iterable[Iri]) -> str:
        """Return names within a sentence: one, or several with "and" before the last."""
        *names, last = dict.fromkeys(self.name(thing) for thing in things)
        return self.say("list", names="; ".join(names), last=last) if names else last

    def several(self, things: Iterable[Iri]) -> str:
        """Return the first few names and how many more there are."""
        listed = list(dict.fromkeys(things))
        shown = self.names(listed[:_SHOWN])
        left = len(listed) - _SHOWN
        return self.say("and-more", names=shown, count=left) if left > 0 else shown

    def day(self, day: date | None) -> str:
        """Return a day as a reader writes it; nothing for none."""
        if day is None:
            return ""
        month = message(f"validation.months.{day.month}", self.language)
        return message("validation.date", self.language, day=day.day, month=month, year=day.year)

    def value(self, term: Term) -> str:
        """Return a value as it is read: a name, a day, or the text itself."""
        if isinstance(term, Iri):
            return self.name(term)
        value = to_python(term)
        return self.day(value) if isinstance(value, date) else printable(str(term))

    def period(self, start: date | None, end: date | None) -> str:
        """Return a period whose ends are included: a day, from and to, or the one end that is known."""
        if start and end:
            if start == end:
                return self.day(start)
            return self.say("period.between", start=self.day(start), end=self.day(end))
        if start:
            return self.say("period.from", start=self.day(start))
        return self.say("period.until", end=self.day(end)) if end else ""

    def planned(self, step: Step | None) -> str:
        """Return when a step is planned, with the words of the source if it has any."""
        if step is None:
            return ""
        when = self.period(step.start, step.end)
        words = " ".join(printable(step.words or "").split())
        return self.say("period.quoted", period=when, words=words) if words and when else when or words

    def taken(self, step: Step | None) -> str:
        """Return when a step was taken, or that its day is not recorded."""
        if step is None:
            return ""
        return self.period(step.start, step.end) or self.say("day-unknown")

    def days(self, count: int) -> str:
        """Return a number of days."""
        return self.say("days-one") if count == 1 else self.say("days", count=count)

    def delay(self, delay: Delay | None) -> str:
        """Return how much later or earlier than planned; nothing if it cannot be said."""
        if delay is None:
            return ""
        if delay.least == delay.most:
            if delay.least == 0:
                return self.say("delay.none")
            entry = "delay.later" if delay.least > 0 else "delay.earlier"
            return self.say(entry, days=self.days(abs(delay.least)))
        if delay.least >= 0:
            return self.say("delay.later-between", least=delay.least, most=self.days(delay.most))
        if delay.most <= 0:
            return self.say("delay.earlier-between", least=-delay.most, most=self.days(-delay.least))
        return self.say("delay.either", earlier=self.days(-delay.least), later=self.days(delay.most))

    def owners(self, owners: Iterable[Owner]) -> str:
        """Return who answers, each once."""
        return self.names(owner.iri for owner in owners)
