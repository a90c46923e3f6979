"""The thread as an annex: for each objective, the words it rests on, and all it leads to, down to the articles.

Where there is no objective yet, the thread of the plan and its framework is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from hgraph.documents import Block, Bullets, Document, Heading, Item, Paragraph, Quotation
from hgraph.dossier.case import Case
from hgraph.dossier.telling import Teller, shortened
from hgraph.namespaces import HG
from hgraph.terms import Iri
from hgraph.trace import Direction, Mark, Role, Step, walk, words_of

_DEEPEST: Final = 6
"""Steps that are told one below the other; deeper ones are counted."""
_QUOTES: Final = 2


def thread_annex(case: Case) -> Document:
    """Return the thread of each objective as a document."""
    return _Annex(case).document()


class _Annex(Teller):
    """Tells the thread."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.ledger)
        self._graph = case.graph

    def document(self) -> Document:
        """Return the whole."""
        return Document(self.say("annex.thread"), self.language, list(self._blocks()), self.say("thread.explained"))

    def _blocks(self) -> Iterator[Block]:
        objectives = dict.fromkeys(
            objective
            for kind in (HG.StrategicObjective, HG.OperationalObjective, HG.Objective)
            for objective in self.ledger.parts(kind)
        )
        roots = [each for each in objectives if not self.ledger.links(each, HG.partOfObjective)] or list(objectives)
        if not roots:
            yield Paragraph(self.say("thread.no-objective"), "strong")
        for start in roots or self.ledger.subjects:
            yield Heading(self.ledger.name(start))
            yield from self._up(start)
            yield from self._down(start)

    def _up(self, start: Iri) -> Iterator[Block]:
        yield Heading(self.say("thread.up"), 3)
        steps = walk(self._graph, start, Direction.UP, _DEEPEST).steps
        quoted: set[Iri] = set()
        for step in steps:
            for passage in words_of(self._graph, step)[:_QUOTES]:
                if passage.iri not in quoted:
                    quoted.add(passage.iri)
                    yield Quotation(" ".join(passage.words.split()), self.ledger.wording.place(passage))
        if items := self._tree(steps, Direction.UP, quoted):
            yield Bullets(items)
        if len(steps) == 1 and not quoted:
            yield Paragraph(self.say("thread.no-origin"))

    def _down(self, start: Iri) -> Iterator[Block]:
        yield Heading(self.say("thread.down"), 3)
        steps = walk(self._graph, start, Direction.DOWN, _DEEPEST).steps
        if items := self._tree(steps, Direction.DOWN, set()):
            yield Bullets(items)
        else:
            yield Paragraph(self.say("thread.no-consequence"))

    def _tree(self, steps: Sequence[Step], direction: Direction, quoted: set[Iri]) -> list[Item]:
        """Return the steps below the first as nested items; words that were quoted before are not quoted again."""
        below: dict[int, list[int]] = defaultdict(list)
        for index, step in enumerate(steps):
            if step.parent is not None and step.thing not in quoted and not _goes_without_saying(step):
                below[step.parent].append(index)
        made: dict[int, Item] = {}
        for index in reversed(range(len(steps))):
            words = list(self._words(steps[index], quoted)) if index and direction is Direction.DOWN else []
            made[index] = Item(self._told(steps[index], direction), [*words, *(made[each] for each in below[index])])
        return list(made[0].below)

    def _told(self, step: Step, direction: Direction) -> str:
        wording = self.ledger.wording
        kind = wording.kind(step.thing) if step.mark is None else None
        reached = f"{wording.name(step.thing)} \u00b7 {kind}" if kind else wording.name(step.thing)
        marks = wording.review(step.links)
        if step.mark is Mark.CYCLE:
            marks.append(self.say("thread.cycle"))
        elif step.mark is not None:
            marks.append(self.say("thread.elsewhere"))
        if step.hidden:
            marks.append(self.say("thread.hidden", count=step.hidden))
        said = f" [{'; '.join(marks)}]" if marks else ""
        return f"{wording.readings(step.links, direction)}: {reached}{said}"

    def _words(self, step: Step, quoted: set[Iri]) -> Iterator[Item]:
        for passage in words_of(self._graph, step)[:_QUOTES]:
            if passage.iri in quoted:
                continue
            quoted.add(passage.iri)
            words = shortened(" ".join(passage.words.split()))
            yield Item(f"\u201c{words}\u201d \u2014 {self.ledger.wording.place(passage)}")


def _goes_without_saying(step: Step) -> bool:
    """Say whether a step only tells that something is part of what the list has elsewhere, as of each article."""
    return step.mark is Mark.AGAIN and all(link.role is Role.PART for link in step.links)
