"""The note to the government: the prescribed headings, filled in as far as the data go, with visible gaps elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from hgraph.documents import Block, Bullets, Document, Facts, Item, Paragraph
from hgraph.dossier.case import Case
from hgraph.dossier.effects import Effects, Legislation
from hgraph.dossier.situation import Situation
from hgraph.dossier.substance import Substance
from hgraph.dossier.telling import Teller
from hgraph.findings import Status
from hgraph.messages import catalogue
from hgraph.namespaces import HG

_REASONS_SHOWN: Final = 12


def note(case: Case, annexes: Sequence[str]) -> Document:
    """Return the note of a case; ``annexes`` are the titles of what goes with it."""
    return _Note(case, annexes).document()


class _Note(Teller):
    """Tells the note."""

    def __init__(self, case: Case, annexes: Sequence[str]) -> None:
        super().__init__(case.ledger)
        self._case = case
        self._annexes = annexes

    def document(self) -> Document:
        """Return the whole."""
        body = self._body()
        title = self.say("note.title", body=body) if body else self.say("note.title-plain")
        return Document(title, self.language, list(self._blocks()), self.say("note.about", subject=self._subject()))

    def _subject(self) -> str:
        names = [self.ledger.name(plan) for plan in self.ledger.plans]
        return "; ".join(names) or self._case.project.settings.title

    def _body(self) -> str:
        """Return the name of the government that the plan was last submitted to, or that decided on it."""
        subjects = set(self.ledger.subjects)
        found = (
            self.ledger.names(event, who)
            for kind, about, who in (
                (HG.Submission, HG.submits, HG.submittedTo),
                (HG.Approval, HG.decidesOn, HG.decidedBy),
            )
            for event in self.ledger.things(kind)
            if subjects.intersection(self.ledger.links(event, about))
        )
        return next((name for name in found if name), "")

    def _blocks(self) -> Iterator[Block]:
        yield from self._head()
        for part in (Situation, Substance, Effects, Legislation):
            yield from part(self.ledger, self.citations).blocks()
        yield from self._decision()
        yield from self._sources()
        yield self.heading("annexes")
        yield Bullets([Item(title) for title in self._annexes])

    def _sources(self) -> Iterator[Block]:
        """Yield the sources that were cited, under their numbers."""
        yield self.heading("cited")
        rows = [[str(self.citations.number(s)), self.ledger.name(s)] for s in self.citations.sources]
        yield self.table(("number", "source"), rows, (True,)) if rows else Paragraph(self.say("sources.none"))

    def _submitters(self) -> str:
        """Return the coordinating ministers who are in office on the day; empty if none is."""
        found = dict.fromkeys(
            self.ledger.plain_name(minister)
            for subject in self.ledger.subjects
            for minister in self.ledger.links(subject, HG.coordinatingMinister)
            if self.ledger.in_office(minister, self._case.on)
        )
        return "; ".join(found)

    def _head(self) -> Iterator[Block]:
        case = self._case
        if case.fictional:
            yield Paragraph(self.say("note.fictional"), "strong")
        submitters = self._submitters()
        yield Facts(
            [
                *([(self.say("fact.by"), submitters)] if submitters else []),
                (self.say("fact.stage"), case.stage_title),
                (self.say("fact.day"), case.day),
                (self.say("fact.rules"), str(case.report.rules_run)),
                (self.say("fact.waived"), str(case.report.statuses[Status.WAIVED])),
            ]
        )
        if not submitters:
            who = self.say("gap.submitter", on=case.day)
            yield Paragraph(self.say("to-fill-in", what=who), "gap")
        yield Paragraph(case.verdict, "strong")
        if blocking := case.blocking:
            yield Paragraph(self.say("note.why-not"))
            items = [Item(finding.messages[self.language]) for finding in blocking[:_REASONS_SHOWN]]
            left = len(blocking) - len(items)
            yield Bullets([*items, *([Item(self.say("note.more-reasons", count=left))] if left > 0 else [])])
        yield Paragraph(self.say("note.how-to-read"), "note")

    def _decision(self) -> Iterator[Block]:
        yield self.heading("decision")
        if not self._case.ready:
            yield Paragraph(self.say("decision.not-ready", stage=self._case.stage_title), "strong")
            yield self.gap("decision")
            return
        stage = self._case.report.stage
        wording = stage if stage in catalogue("dossier")["decision"] else "other"
        body = self._body() or self.say("decision.body")
        yield Paragraph(self.say("decision.draft"), "note")
        yield Paragraph(self.say(f"decision.{wording}", body=body, subject=self._subject()))
        yield self.gap("decision-check")
