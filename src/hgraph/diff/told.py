"""A comparison as a document: counts first, what it leads to, then each thing under who answers for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from hgraph.diff.changes import Comparison, Fate, ThingChange
from hgraph.diff.consequences import COVERAGE, Consequences
from hgraph.diff.sentences import Sentences
from hgraph.documents import Block, Bullets, Document, Grid, Heading, Item, Paragraph
from hgraph.findings import Finding
from hgraph.messages import message

_SCREENFUL = 60
"""So many things are told one by one even if nobody says how many are wanted."""
_ROWS = 12
"""Rows of a table of those who answer; the others share one."""


def told(comparison: Comparison, leads_to: Consequences | None, language: str, limit: int | None = None) -> Document:
    """Return what differs as a document. ``limit`` is the number of things told for each who answers.

    Without a limit, all are told unless ``limit`` is 0: then only as many as fit on a screen, and more only as counts.
    """
    return _Teller(comparison, leads_to, language, limit).document()


class _Teller:
    """Puts the parts together."""

    def __init__(self, comparison: Comparison, leads_to: Consequences | None, language: str, limit: int | None) -> None:
        self._comparison = comparison
        self._leads_to = leads_to
        self._language = language
        self._limit = limit
        self._sentences = Sentences(comparison, language)

    def _say(self, key: str, **values: object) -> str:
        return message(f"diff.{key}", self._language, **values)

    def document(self) -> Document:
        """Return the whole."""
        old, new = (version.name(self._language) for version in (self._comparison.old, self._comparison.new))
        blocks = list(self._blocks())
        return Document(self._say("title"), self._language, blocks, self._say("between", old=old, new=new))

    def _blocks(self) -> Iterator[Block]:
        things = self._comparison.things
        if not things:
            yield Paragraph(self._say("nothing"))
            return
        yield Paragraph(self._counts(things), "strong")
        groups = self._groups()
        yield self._grid("kind", self._kinds(things))
        yield self._grid("owner", [(name, changes) for name, changes in groups])
        if self._leads_to:
            yield Heading(self._say("consequences.heading"))
            yield from self._consequences(self._leads_to)
        if self._limit == 0 and len(things) > _SCREENFUL:
            yield Paragraph(self._say("folded"), "note")
            return
        yield Heading(self._say("consequences.heading-changes"))
        for name, changes in groups:
            yield Heading(name, 3)
            yield Bullets(list(self._items(changes)))

    def _counts(self, things: Sequence[ThingChange]) -> str:
        counts = [(fate, self._comparison.count(fate)) for fate in Fate]
        parts = ", ".join(self._say(f"counts.{fate.value}", count=count) for fate, count in counts if count)
        number = "one" if len(things) == 1 else "many"
        return self._say(f"counts.{number}", count=len(things), parts=parts)

    def _kinds(self, things: Iterable[ThingChange]) -> list[tuple[str, list[ThingChange]]]:
        found: dict[str, list[ThingChange]] = defaultdict(list)
        for change in things:
            found[self._sentences.kind(change) or self._say("table.other-kind")].append(change)
        return sorted(found.items())

    def _groups(self) -> list[tuple[str, list[ThingChange]]]:
        """Return the things under who answers for them, by name; what nobody answers for comes last."""
        found: dict[str, list[ThingChange]] = defaultdict(list)
        for change in self._comparison.things:
            names = {self._comparison.label(owner, self._language) for owner in change.owners}
            for name in sorted(names) or [""]:
                found[name].append(change)
        named = sorted((name, changes) for name, changes in found.items() if name)
        return [*named, *((self._say("nobody"), changes) for name, changes in found.items() if not name)]

    def _grid(self, what: str, groups: Sequence[tuple[str, Sequence[ThingChange]]]) -> Grid:
        headings = [self._say(f"table.{what}"), *(self._say(f"fate.{fate.value}") for fate in Fate)]
        counted = [(name, Counter(change.fate for change in changes)) for name, changes in groups]
        if len(counted) > _ROWS:
            counted.sort(key=lambda entry: (-sum(entry[1].values()), entry[0]))
            rest = sum((counts for _, counts in counted[_ROWS - 1 :]), Counter[Fate]())
            counted = [
                *counted[: _ROWS - 1],
                (self._say("table.others", count=len(counted) - _ROWS + 1), rest),
            ]
        rows = [[name, *(str(counts[fate]) if counts[fate] else "" for fate in Fate)] for name, counts in counted]
        return Grid(headings, rows, (False, True, True, True), self._say(f"table.{what}s"), row_headings=True)

    def _items(self, changes: Sequence[ThingChange]) -> Iterator[Item]:
        ordered = sorted(changes, key=self._sentences.order)
        shown = ordered[: self._limit] if self._limit else ordered
        for change in shown:
            yield Item(self._sentences.thing(change), [Item(text) for text in self._sentences.properties(change)])
        if left := len(ordered) - len(shown):
            yield Item(self._say("more.one" if left == 1 else "more.many", count=left))

    def _consequences(self, leads_to: Consequences) -> Iterator[Block]:
        stage = leads_to.stage[self._language]
        old, new = (
            titles[self._language] if titles else self._say("consequences.no-stage") for titles in leads_to.reached
        )
        same = leads_to.reached[0] == leads_to.reached[1]
        yield Paragraph(
            self._say("consequences.reached", stage=new) if same else self._say("consequences.moved", old=old, new=new)
        )
        if not leads_to.new and not leads_to.fixed:
            yield Paragraph(self._say("consequences.same-findings", stage=stage))
        for key, findings in (("new", leads_to.new), ("fixed", leads_to.fixed)):
            if findings:
                number = "one" if len(findings) == 1 else "many"
                yield Paragraph(self._say(f"consequences.{key}-{number}", count=len(findings), stage=stage))
                yield Bullets(self._few([Item(self._finding(finding)) for finding in findings]))
        for key, by_question in (("lost", leads_to.uncovered), ("won", leads_to.covered)):
            for question in COVERAGE:
                if things := by_question.get(question):
                    yield Paragraph(self._say(f"{key}.{question}"))
                    names = sorted(self._comparison.label(thing, self._language) for thing in things)
                    yield Bullets(self._few([Item(name) for name in names]))

    def _few(self, items: Sequence[Item]) -> list[Item]:
        most = len(items) if self._limit is None else self._limit or 10
        left = len(items) - most
        return [*items[:most], *([Item(self._say("consequences.more", count=left))] if left > 0 else [])]

    def _finding(self, finding: Finding) -> str:
        severity = message(f"report.name.{finding.severity.token}", self._language)
        return self._say("consequences.finding", severity=severity, text=finding.messages[self._language])
