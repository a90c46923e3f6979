"""The first part of a note: where the plan comes from, what obliges it, and what was decided before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from hgraph.documents import Block, Facts, Quotation
from hgraph.dossier.telling import Teller
from hgraph.namespaces import DCT, HG, MANDAAT
from hgraph.reports import day
from hgraph.terms import Iri
from hgraph.trace import Passage

_QUOTES_SHOWN: Final = 6


class Situation(Teller):
    """Tells the situation."""

    def blocks(self) -> Iterator[Block]:
        """Yield the part with its headings."""
        yield self.heading("situation")
        yield self.heading("fields", 3)
        yield from self._fields()
        yield self.heading("ground", 3)
        yield from self._ground()
        yield self.heading("obligations", 3)
        yield from self._obligations()
        yield self.heading("earlier", 3)
        yield from self._earlier()
        yield self.heading("advice", 3)
        yield self.gap("advice")

    def _fields(self) -> Iterator[Block]:
        pairs = []
        for name, property_ in (
            ("fields", HG.concernsField),
            ("coordinating", HG.coordinatingMinister),
            ("approach", HG.followsApproach),
            ("merges", HG.merges),
        ):
            found = dict.fromkeys(
                value for subject in self.ledger.subjects for value in self.ledger.links(subject, property_)
            )
            told = self._holders(found) if name == "coordinating" else map(self.ledger.plain_name, found)
            if found:
                pairs.append((self.say(f"fact.{name}"), "; ".join(dict.fromkeys(told))))
        if pairs:
            yield Facts(pairs)
        if not any(self.ledger.links(subject, HG.concernsField) for subject in self.ledger.subjects):
            yield self.gap("fields")
        if not any(self.ledger.links(subject, HG.coordinatingMinister) for subject in self.ledger.subjects):
            yield self.gap("coordinating")

    def _holders(self, holders: Iterable[Iri]) -> Iterator[str]:
        """Yield who held an office, one after another; terms of one name that follow each other are one term."""
        terms: dict[str, list[tuple[date, date]]] = defaultdict(list)
        for holder in holders:
            first, last = self.ledger.date(holder, MANDAAT.start), self.ledger.date(holder, MANDAAT.einde)
            terms[self.ledger.plain_name(holder)].append((first or date.min, last or date.max))
        found = []
        for name, known in terms.items():
            joined: list[tuple[date, date]] = []
            for first, last in sorted(known):
                if joined and first <= joined[-1][1]:
                    joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
                else:
                    joined.append((first, last))
            found += [(first, last, name) for first, last in joined]
        for first, last, name in sorted(found):
            if first == date.min:
                yield name
                continue
            days = {"first": day(first, self.language), "last": day(last, self.language)}
            yield self.say("in-office.from" if last == date.max else "in-office.both", name=name, **days)

    def _ground(self) -> Iterator[Block]:
        grounds = {
            ground
            for subject in self.ledger.subjects
            for property_ in (HG.concretises, HG.tracesTo)
            for ground in self.ledger.links(subject, property_)
        }
        passages = [self.ledger.passage(ground) for ground in grounds]
        quoted = sorted((p for p in passages if p), key=lambda p: (p.document or "", p.paragraph or 0, p.iri))
        for passage in quoted[:_QUOTES_SHOWN]:
            yield self._quotation(passage)
        documents = sorted((g for g in grounds if not self.ledger.passage(g)), key=self.ledger.name)
        yield from self.listed(documents)
        if not grounds:
            yield self.gap("ground")

    def _quotation(self, passage: Passage) -> Quotation:
        self.citations.number(passage.document or passage.iri)
        return Quotation(" ".join(passage.words.split()), self.ledger.wording.place(passage))

    def _obligations(self) -> Iterator[Block]:
        met = dict.fromkeys(
            duty for subject in self.ledger.subjects for duty in self.ledger.links(subject, HG.meetsObligation)
        )
        yield from self.listed(met, described=True)
        if not met:
            yield self.gap("obligations")

    def _earlier(self) -> Iterator[Block]:
        subjects = set(self.ledger.subjects)
        rows = [
            (self.ledger.date(event, DCT.date) or date.max, self._event(event, who))
            for kind, about, who in (
                (HG.Submission, HG.submits, HG.submittedBy),
                (HG.Approval, HG.decidesOn, HG.decidedBy),
            )
            for event in self.ledger.things(kind)
            if subjects.intersection(self.ledger.links(event, about))
        ]
        if rows:
            ordered = [row for _, row in sorted(rows)]
            yield self.table(("event", "day", "by", "result", "source"), ordered)
        else:
            yield self.gap("earlier")

    def _event(self, event: Iri, who: str) -> list[str]:
        result = self.ledger.names(event, HG.decisionResult)
        return [
            self.ledger.name(event),
            self.ledger.day(event, DCT.date) or self.say("no-day"),
            self.ledger.names(event, who),
            result,
            self.cited(event),
        ]
