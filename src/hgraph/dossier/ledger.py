"""What is recorded about the plan a dossier is about: its parts by kind, and their properties in the reader's words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from hgraph.messages import LANGUAGES, message
from hgraph.namespaces import DCAT, DCT, HG, MANDAAT, SKOS
from hgraph.project import Project
from hgraph.reports import day
from hgraph.terms import Iri, Literal, Term, to_python
from hgraph.trace import Passage, ThreadGraph, Wording, sources_of

_NUMBERS: Final = re.compile(r"([0-9]+)")
_DIGITS: Final = 12


class Ledger:
    """Finds the plan of a project and reads what is recorded about its parts, in one language."""

    def __init__(self, project: Project, graph: ThreadGraph, language: str) -> None:
        """Take an open project and its thread."""
        self._project = project
        self._graph = graph
        self.language = language
        self.wording = Wording(graph, project.labels, language)
        self._about: dict[str, dict[str, list[Term]]] = {}
        self.plans = self._plans()
        self.frameworks = self.parts(HG.ObjectivesFramework)

    @property
    def subjects(self) -> tuple[Iri, ...]:
        """The plan and its framework: what the government decides on."""
        return (*self.plans, *self.frameworks)

    def _plans(self) -> tuple[Iri, ...]:
        """Return the plan that is called as the project is, else those that have a framework, else all."""
        all_ = self.things(HG.PolicyPlan)
        title = self._project.settings.title
        labels = self._project.labels
        called = [plan for plan in all_ if title in {labels.label(plan, language) for language in LANGUAGES}]
        framed = {value for frame in self.things(HG.ObjectivesFramework) for value in self.values(frame, HG.partOfPlan)}
        return tuple(called or [plan for plan in all_ if plan in framed] or all_)

    def things(self, class_: str) -> list[Iri]:
        """Return all things of a class in the project, by code and name, with what is recorded about them read."""
        found = [Iri(thing) for thing in self._project.instances(class_)]
        self.learn(found)
        return sorted(found, key=lambda thing: (self.literal(thing, SKOS.notation), self.name(thing), thing))

    def parts(self, class_: str) -> list[Iri]:
        """Return the things of a class that belong to the plan, or to no plan in particular."""
        plans = self._project.instances(HG.PolicyPlan)

        def belongs(thing: Iri) -> bool:
            said = [*self.values(thing, HG.partOfPlan), *self.values(thing, DCT.isPartOf)]
            of = {value for value in said if value in plans}
            return not of or bool(of & set(self.plans))

        return [thing for thing in self.things(class_) if belongs(thing)]

    def learn(self, things: Iterable[str]) -> None:
        """Read what is recorded about things, many at a time, and the names of what it points at."""
        wanted = {thing for thing in things if thing not in self._about}
        self._about |= {thing: defaultdict(list) for thing in wanted}
        for thing, property_, value in self._project.select_about("dossier/statements", wanted):
            if value is not None:
                self._about[str(thing)][str(property_)].append(value)
        pointed = {value for thing in wanted for values in self._about[thing].values() for value in values}
        self._project.labels.learn({*wanted, *(str(value) for value in pointed if isinstance(value, Iri))})

    def values(self, thing: str, property_: str) -> list[Term]:
        """Return the values of a property of a thing."""
        self.learn([thing])
        return self._about[thing].get(property_, [])

    def links(self, thing: str, property_: str) -> list[Iri]:
        """Return the things that a property of a thing points at, by name."""
        found = {value for value in self.values(thing, property_) if isinstance(value, Iri)}
        return sorted(found, key=lambda value: (in_order(self.name(value)), value))

    def in_office(self, holder: Iri, on: date) -> bool:
        """Say whether an office holder is in office on a day; one without a term is."""
        first, last = self.date(holder, MANDAAT.start), self.date(holder, MANDAAT.einde)
        return (first is None or first <= on) and (last is None or on < last)

    def name(self, thing: Iri) -> str:
        """Return what a thing is called, with its code before it."""
        return self.wording.name(thing)

    def plain_name(self, thing: Iri) -> str:
        """Return what a thing is called, without code or term of office."""
        return self.wording.label(thing)

    def names(self, thing: str, *properties: str) -> str:
        """Return the names of what some properties of a thing point at, each once; empty if there is nothing."""
        found = [self.plain_name(value) for property_ in properties for value in self.links(thing, property_)]
        return "; ".join(dict.fromkeys(found))

    def literal(self, thing: str, property_: str) -> str:
        """Return the text of a property in the reader's language, else in one there is; empty if there is none."""
        texts = [value for value in self.values(thing, property_) if isinstance(value, Literal)]
        order = (self.language, None, *LANGUAGES)
        ranked = sorted(
            texts, key=lambda t: (order.index(t.language) if t.language in order else len(order), t.lexical)
        )
        return ranked[0].lexical if ranked else ""

    def date(self, thing: str, property_: str) -> date | None:
        """Return the first day of a property that holds days."""
        days = (to_python(value) for value in self.values(thing, property_))
        return min((d for d in days if isinstance(d, date) and not isinstance(d, datetime)), default=None)

    def day(self, thing: str, property_: str) -> str:
        """Return the first day of a property as the reader writes it; empty if there is none."""
        found = self.date(thing, property_)
        return day(found, self.language) if found else ""

    def amount(self, thing: str, property_: str) -> Decimal | None:
        """Return the sum of the numbers of a property; ``None`` if there is none."""
        numbers = [to_python(value) for value in self.values(thing, property_)]
        found = [Decimal(n) for n in numbers if isinstance(n, int | Decimal) and not isinstance(n, bool)]
        return sum(found, Decimal(0)) if found else None

    def period(self, thing: str, property_: str) -> str:
        """Return a period as it was worded, else from its first to its last day; empty if there is none."""
        for period in self.links(thing, property_):
            if worded := self.literal(period, HG.timingText):
                return worded
            first, last = self.day(period, DCAT.startDate), self.day(period, DCAT.endDate)
            key = "both" if first and last else "from" if first else "until"
            if first or last:
                return message(f"dossier.period.{key}", self.language, first=first, last=last)
        return ""

    def passage(self, thing: Iri) -> Passage | None:
        """Return the quoted words that a thing is; ``None`` if it is none."""
        return self._graph.passages.get(thing)

    def sources(self, thing: Iri) -> dict[Iri, list[int]]:
        """Return on what a thing rests: documents and other sources, with the paragraphs that are cited of each."""
        found: dict[Iri, list[int]] = {}
        for source in sources_of(self._graph, thing):
            passage = self.passage(source)
            paragraphs = found.setdefault((passage and passage.document) or source, [])
            if passage and passage.paragraph is not None and passage.paragraph not in paragraphs:
                paragraphs.append(passage.paragraph)
        return found


def in_order(text: str) -> tuple[str, ...]:
    """Return a key that puts article 9 before article 10."""
    return tuple(part.zfill(_DIGITS) if part.isdigit() else part.casefold() for part in _NUMBERS.split(text))
