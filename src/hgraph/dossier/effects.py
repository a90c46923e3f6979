"""The third and fourth part of a note: what the plan costs and asks of whom, and the legislation that has to change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from hgraph.documents import Block, Paragraph
from hgraph.dossier.ledger import in_order
from hgraph.dossier.telling import Teller
from hgraph.namespaces import DCAT, DCT, ELI, ELI_DL, HG
from hgraph.terms import Iri

_LEGISLATION = ("need", "affects", "kind", "status", "source")


class Effects(Teller):
    """Tells the effects on budget, local authorities and staff."""

    def blocks(self) -> Iterator[Block]:
        """Yield the part with its headings."""
        yield self.heading("effects")
        yield self.heading("budget", 3)
        yield from self._budget()
        yield self.heading("local", 3)
        yield from self._local()
        yield self.heading("staff", 3)
        yield self.gap("staff")

    def _budget(self) -> Iterator[Block]:
        actions = self.ledger.parts(HG.Action)
        amounts = {action: self.ledger.amount(action, HG.budgetAmount) for action in actions}
        known = {action: amount for action, amount in amounts.items() if amount is not None}
        if actions:
            whole = sum(known.values(), Decimal(0))
            key = "budget.some" if known else "budget.none"
            yield Paragraph(self.say(key, count=len(known), all=len(actions), amount=self._euro(whole)))
        if known:
            by_minister: dict[str, list[Decimal]] = defaultdict(list)
            for action, amount in known.items():
                by_minister[self.ledger.names(action, HG.leadMinister) or self.say("nobody")].append(amount)
            rows = [
                [name, str(len(found)), self._euro(sum(found, Decimal(0)))]
                for name, found in sorted(by_minister.items())
            ]
            yield self.table(("minister", "budgeted-actions", "amount"), rows, (False, True, True))
        without = [a for a in actions if a not in known]
        if reasons := [(a, r) for a in without if (r := self.ledger.literal(a, HG.noBudgetReason))]:
            yield self.table(("action", "no-budget"), [[self.ledger.name(a), reason] for a, reason in reasons])
        yield self.gap("budget")

    def _local(self) -> Iterator[Block]:
        for plan in self.ledger.things(HG.PolicyPlan):
            if set(self.ledger.links(plan, HG.translatesLocally)).intersection(self.ledger.subjects):
                yield Paragraph(self.sourced(plan, self.say("local", plan=self.ledger.name(plan))))
        yield self.gap("local")

    def _euro(self, amount: Decimal) -> str:
        whole = f"{amount:,.2f}".removesuffix(".00")
        return whole.translate(str.maketrans(",.", ".,")) if self.language == "nl" else whole


class Legislation(Teller):
    """Tells which legislation has to change, and how far that has come."""

    def blocks(self) -> Iterator[Block]:
        """Yield the part with its headings."""
        needs = self.ledger.things(HG.AmendmentNeed)
        yield self.heading("legislation")
        if needs:
            yield self.table(_LEGISLATION, [self._need(need) for need in needs])
        else:
            yield Paragraph(self.say("none-recorded.legislation"))
        for track in self.ledger.things(ELI_DL.LegislativeProcess):
            if rows := self._steps(track):
                yield Paragraph(self.sourced(track), "strong")
                yield self.table(("step", "planned", "actual"), rows)
        yield self.gap("legislation")

    def _need(self, need: Iri) -> list[str]:
        return [
            self.ledger.name(need),
            self._affected(need) or self.say("not-recorded"),
            self.ledger.names(need, HG.amendmentKind) or self.say("not-recorded"),
            self.ledger.names(need, HG.needStatus) or self.say("not-recorded"),
            self.cited(need),
        ]

    def _affected(self, need: Iri) -> str:
        """Return what a need affects; several articles of one act together, and then the act is not named by itself."""
        provisions = self.ledger.links(need, HG.affects)
        self.ledger.learn(provisions)
        articles: dict[Iri, list[str]] = defaultdict(list)
        others = []
        for provision in provisions:
            number = self.ledger.literal(provision, ELI.number)
            acts = self.ledger.links(provision, ELI.is_part_of)
            if number[:1].isdigit() and len(acts) == 1:
                articles[acts[0]].append(number)
            else:
                others.append(provision)
        told = [
            self.say(
                "articles.one" if len(numbers) == 1 else "articles.many",
                act=self.ledger.plain_name(act),
                numbers=", ".join(sorted(numbers, key=in_order)),
            )
            for act, numbers in articles.items()
        ]
        return "; ".join([*told, *(self.ledger.plain_name(each) for each in others if each not in articles)])

    def _steps(self, track: Iri) -> list[list[str]]:
        """Return the steps of a track, what was planned beside what happened, in the order in which they came."""
        by_step: dict[Iri, list[Iri]] = defaultdict(list)
        for event in self.ledger.links(track, ELI_DL.consists_of):
            for step in self.ledger.links(event, ELI_DL.occured_at_stage):
                by_step[step].append(event)
        rows = []
        for step, events in by_step.items():
            planned = "; ".join(p for event in events if (p := self.ledger.period(event, HG.plannedPeriod)))
            actual = "; ".join(a for event in events if (a := self._happened(event)))
            rows.append((self._first(events), [self.ledger.plain_name(step), planned, actual]))
        return [row for _, row in sorted(rows)]

    def _happened(self, event: Iri) -> str:
        return self.ledger.day(event, ELI_DL.activity_date) or self.ledger.period(event, DCT.temporal)

    def _first(self, events: Sequence[Iri]) -> str:
        """Return the day by which steps are put in order: when they happened, else when they were to be done."""
        ledger = self.ledger
        periods = [
            period
            for event in events
            for property_ in (DCT.temporal, HG.plannedPeriod)
            for period in ledger.links(event, property_)
        ]
        days = [
            *(ledger.date(event, ELI_DL.activity_date) for event in events),
            *(ledger.date(period, DCAT.startDate) or ledger.date(period, DCAT.endDate) for period in periods),
        ]
        return min((each.isoformat() for each in days if each), default="9999")
