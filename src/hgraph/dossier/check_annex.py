"""The check as an annex: the verdict, who has to move, and every finding with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from hgraph.documents import Block, Bullets, Document, Grid, Heading, Item, Paragraph
from hgraph.dossier.case import Case
from hgraph.messages import message
from hgraph.reports.entries import (
    SEVERITIES,
    Entry,
    besides,
    entries,
    rules_not_run,
    rules_without_target,
    turns,
    unwatched_kinds,
)


def check_annex(case: Case) -> Document:
    """Return the report of the check as a document."""
    return _Annex(case).document()


class _Annex:
    """Tells one report."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._entries = entries(case.report, case.register, case.language)

    def _say(self, key: str, **values: object) -> str:
        return message(f"dossier.{key}", self._case.language, **values)

    def document(self) -> Document:
        """Return the whole."""
        case = self._case
        about = message(
            "report.head", case.language, title=case.register.title, stage=case.stage_title, rules=case.report.rules_run
        )
        return Document(self._say("annex.check"), case.language, list(self._blocks()), about)

    def _blocks(self) -> Iterator[Block]:
        case = self._case
        yield Paragraph(case.verdict, "strong")
        yield Paragraph(self._say("judged-on", on=case.day))
        if other := besides(case.report, case.language):
            yield Paragraph(other)
        if not self._entries:
            yield Paragraph(message("report.nothing-found", case.language))
        yield from self._turns()
        for severity in SEVERITIES:
            shown = [entry for entry in self._entries if entry.finding.severity is severity]
            if shown:
                yield Heading(self._say(f"findings.{severity.token}", count=len(shown)))
                for rule, of_rule in groupby(shown, key=lambda entry: entry.rule):
                    yield from self._rule(rule, list(of_rule))
        yield from self._not_looked_at()

    def _turns(self) -> Iterator[Block]:
        waiting = turns(self._entries, self._case.language)
        if not waiting:
            return
        headings = [self._say("column.turn"), *(self._say(f"findings.{s.token}-column") for s in SEVERITIES)]
        rows = [[name, *(str(counts[severity]) for severity in SEVERITIES)] for name, counts in waiting]
        yield Heading(self._say("heading.turns"))
        yield Grid(headings, rows, (False, True, True, True), row_headings=True)

    def _rule(self, rule: str, shown: list[Entry]) -> Iterator[Block]:
        first = shown[0]
        yield Heading(f"{rule} ({first.finding.code})", 3)
        yield Bullets([self._finding(entry) for entry in shown])
        if first.why:
            yield Paragraph(message("report.why", self._case.language, text=first.why), "note")

    def _finding(self, entry: Entry) -> Item:
        language = self._case.language
        told = []
        if entry.owners:
            told.append(message("report.owed-by", language, owners="; ".join(entry.owners)))
        if entry.gaps:
            told.append(message("report.gaps", language, gaps="; ".join(entry.gaps)))
        if entry.where:
            told.append(message("report.place", language, place=entry.where))
        if entry.remedy:
            told.append(message("report.remedy", language, text=entry.remedy))
        if entry.waiver:
            told.append(f"{entry.status}: {entry.waiver}")
        return Item(entry.what, [Item(text) for text in told])

    def _not_looked_at(self) -> Iterator[Block]:
        report, register, language = self._case.report, self._case.register, self._case.language
        for key, rules in (
            ("no-target", rules_without_target(report, register, language)),
            ("not-run", rules_not_run(report, register, language)),
        ):
            if rules:
                yield Heading(self._say(f"heading.{key}", count=len(rules)))
                yield Bullets([Item(f"{name} ({code})") for code, name in rules])
        if kinds := unwatched_kinds(report, register, language):
            yield Heading(self._say("heading.unwatched"))
            yield Bullets([Item(kind) for kind in kinds])
