"""The second part of a note: principles, objectives, actions, participation, timing, reporting, and what is unknown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from hgraph.documents import Block, Bullets, Item, Paragraph
from hgraph.dossier.telling import Teller, shortened
from hgraph.namespaces import DCAT, DCT, HG
from hgraph.terms import Iri

_ACTIONS_SHOWN: Final = 60
"""So many actions are named one by one; of more, only how many each minister has."""


class Substance(Teller):
    """Tells the substance."""

    def blocks(self) -> Iterator[Block]:
        """Yield the part with its headings."""
        objectives = [*self.ledger.parts(HG.StrategicObjective), *self.ledger.parts(HG.OperationalObjective)]
        plain = [each for each in self.ledger.parts(HG.Objective) if each not in objectives]
        objectives = [*objectives, *plain]
        actions = self.ledger.parts(HG.Action)
        about = {*self.ledger.subjects, *objectives, *actions, *self.ledger.parts(HG.Commitment)}
        yield self.heading("substance")
        for key, told in (
            ("principles", self._principles()),
            ("objectives", self._objectives(objectives)),
            ("actions", self._actions(actions)),
            ("participation", self._listed_about("participation", HG.Participation, HG.participationIn, about)),
            ("timing", self._timing()),
            ("reporting", self._listed_about("reporting", HG.ReportingObligation, HG.reportsOn, about)),
            ("unknown", self._unknown(about)),
        ):
            yield self.heading(key, 3)
            yield from told

    def _principles(self) -> Iterator[Block]:
        principles = self.ledger.parts(HG.GuidingPrinciple)
        yield from self.listed(principles)
        if not principles:
            yield self.gap("principles")

    def _objectives(self, objectives: Sequence[Iri]) -> Iterator[Block]:
        if not objectives:
            yield Paragraph(self.say("none-recorded.objectives"))
            yield self.gap("objectives")
            return
        below: dict[Iri, list[Iri]] = defaultdict(list)
        for objective in objectives:
            for whole in self.ledger.links(objective, HG.partOfObjective):
                below[whole].append(objective)
        parts = {part for of in below.values() for part in of}
        yield Paragraph(self.say("objectives", count=len(objectives), parts=len(parts)))
        roots = [each for each in objectives if each not in parts] or list(objectives)
        yield Bullets([self._objective(root, below) for root in roots])

    def _objective(self, objective: Iri, below: dict[Iri, list[Iri]]) -> Item:
        facts = [
            (name, self.ledger.names(objective, property_))
            for name, property_ in (
                ("themes", HG.hasTheme),
                ("called", HG.callsUpon),
                ("indicators", HG.hasIndicator),
            )
        ]
        told = [Item(self.say(f"objective.{name}", names=names)) for name, names in facts if names]
        parts = [Item(self.sourced(part)) for part in below[objective]]
        return Item(self.sourced(objective), [*told, *parts])

    def _actions(self, actions: Sequence[Iri]) -> Iterator[Block]:
        if not actions:
            yield Paragraph(self.say("none-recorded.actions"))
            yield self.gap("actions")
            return
        if len(actions) > _ACTIONS_SHOWN:
            leads = Counter(self.ledger.names(each, HG.leadMinister) or self.say("nobody") for each in actions)
            yield Paragraph(self.say("actions-counted", count=len(actions)))
            yield self.table(
                ("minister", "actions"), [[name, str(n)] for name, n in sorted(leads.items())], (False, True)
            )
            return
        columns = ("action", "objective", "lead", "period", "status", "source")
        yield self.table(columns, [self._action(action) for action in actions])

    def _action(self, action: Iri) -> list[str]:
        return [
            self.ledger.name(action),
            "; ".join(self.ledger.name(each) for each in self.ledger.links(action, HG.contributesTo)),
            self.ledger.names(action, HG.leadMinister) or self.say("not-recorded"),
            self.ledger.period(action, HG.plannedPeriod) or self.say("not-recorded"),
            self.ledger.names(action, HG.actionStatus) or self.say("not-recorded"),
            self.cited(action),
        ]

    def _about(self, class_: str, property_: str, about: set[Iri]) -> list[Iri]:
        """Return the things of a class that are about the plan or a part of it."""
        return [
            thing for thing in self.ledger.things(class_) if about.intersection(self.ledger.links(thing, property_))
        ]

    def _listed_about(self, key: str, class_: str, property_: str, about: set[Iri]) -> Iterator[Block]:
        found = self._about(class_, property_, about)
        yield from self.listed(found, described=True)
        if not found:
            yield self.gap(key)

    def _timing(self) -> Iterator[Block]:
        commitments = self.ledger.parts(HG.Commitment)
        if not commitments:
            yield self.gap("timing")
            return

        def last_day(commitment: Iri) -> date:
            periods = self.ledger.links(commitment, HG.plannedPeriod)
            ends = [end for period in periods if (end := self.ledger.date(period, DCAT.endDate))]
            return min(ends, default=date.max)

        rows = [
            [
                self.ledger.name(each),
                self.ledger.names(each, HG.owedBy) or self.say("nobody"),
                self.ledger.period(each, HG.plannedPeriod) or self.say("no-day"),
                self.ledger.names(each, HG.commitmentStatus) or self.say("not-recorded"),
                self.cited(each),
            ]
            for each in sorted(commitments, key=lambda each: (last_day(each), self.ledger.name(each)))
        ]
        yield self.table(("commitment", "owed-by", "by-when", "status", "source"), rows)

    def _unknown(self, about: set[Iri]) -> Iterator[Block]:
        reached = {
            *about,
            *self._about(HG.Participation, HG.participationIn, about),
            *self._about(HG.ReportingObligation, HG.reportsOn, about),
        }
        gaps = self._about(HG.KnowledgeGap, HG.gapIn, reached)
        if not gaps:
            yield Paragraph(self.say("none-recorded.unknown"))
            return
        yield Paragraph(self.say("unknown"))
        yield Bullets([self._gap_item(gap) for gap in gaps])

    def _gap_item(self, gap: Iri) -> Item:
        description, places = self.ledger.literal(gap, DCT.description), self.ledger.literal(gap, HG.lookedIn)
        below = [Item(shortened(description))] if description else []
        if places:
            below.append(Item(self.say("looked-in", places=shortened(places))))
        return Item(self.ledger.name(gap), below)
