"""Coverage as a document: the shares first, then what is open, by minister, theme, objective or document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hgraph.analysis.coverage import (
    Called,
    Coverage,
    Covered,
    TextCoverage,
    by_theme,
    called_coverage,
    objective_coverage,
    passage_coverage,
    text_coverage,
)
from hgraph.documents import Bar, Block, Bullets, Document, Figure, Grid, Heading, Item, Paragraph, bars_svg
from hgraph.messages import message
from hgraph.project import Project
from hgraph.terms import Iri
from hgraph.trace import ThreadGraph

_MARKS: Final = "*- "
"""What Markdown puts around a sentence or before it."""


class By(StrEnum):
    """What coverage is shown by."""

    MINISTER = "minister"
    THEME = "theme"
    OBJECTIVE = "objective"
    DOCUMENT = "document"


@dataclass(frozen=True)
class _Row:
    """One line: its name and how many things are covered in which way."""

    name: str
    counts: Counter[Covered]

    @property
    def whole(self) -> int:
        return sum(self.counts.values())

    def share(self) -> str:
        """Return the share over accepted links, in percent, rounded down: 100 means all."""
        return str(100 * self.counts[Covered.ACCEPTED] // self.whole) if self.whole else ""


def coverage_told(
    project: Project,
    graph: ThreadGraph,
    language: str,
    by: By | None = None,
    objectives: Collection[Iri] | None = None,
) -> Document:
    """Return what is covered and what is not as a document, of everything or by one of ``By``.

    With ``objectives``, only those count, and who they call upon; passages and texts count all the same.
    """
    return _Teller(project, graph, language, objectives).document(by)


class _Teller:
    """Asks for what is needed and tells it."""

    def __init__(
        self, project: Project, graph: ThreadGraph, language: str, objectives: Collection[Iri] | None = None
    ) -> None:
        self._project = project
        self._graph = graph
        self._language = language
        self._only = objectives

    def _objectives(self) -> list[Coverage]:
        found = objective_coverage(self._project, self._graph)
        return [each for each in found if self._only is None or each.thing in self._only]

    def _called(self) -> list[Called]:
        found = called_coverage(self._project, self._graph)
        return [pair for pair in found if self._only is None or pair.objective in self._only]

    def _say(self, key: str, **values: object) -> str:
        return message(f"analysis.coverage.{key}", self._language, **values)

    def _name(self, iri: Iri) -> str:
        return self._project.labels.label(iri, self._language)

    def document(self, by: By | None) -> Document:
        """Return the whole."""
        tell = {
            None: self._everything,
            By.MINISTER: self._by_minister,
            By.THEME: self._by_theme,
            By.OBJECTIVE: self._by_objective,
            By.DOCUMENT: self._by_document,
        }[by]
        title = self._say("title") if by is None else self._say(f"title-{by.value}")
        return Document(title, self._language, list(tell()), self._say("explained"))

    def _everything(self) -> Iterator[Block]:
        objectives = self._objectives()
        called = self._called()
        passages = [each for group in passage_coverage(self._project, self._graph).values() for each in group]
        texts = text_coverage(self._project, self._graph)
        open_ = sum(len(text.open) for text in texts)
        all_ = sum(text.sentences for text in texts)
        rows = [
            _Row(self._say("objectives"), _counted(objectives)),
            _Row(self._say("called"), _counted(pair.coverage for pair in called)),
            _Row(self._say("passages"), _counted(passages)),
            _Row(self._say("sentences"), Counter({Covered.ACCEPTED: all_ - open_, Covered.NONE: open_})),
        ]
        yield from self._shares("what", rows)
        yield from self._open("open-objectives", [each.thing for each in objectives if each.covered is Covered.NONE])
        yield from self._open_pairs(called)

    def _by_minister(self) -> Iterator[Block]:
        called = self._called()
        self._project.labels.learn({pair.called for pair in called})
        found: dict[str, Counter[Covered]] = defaultdict(Counter)
        for pair in called:
            found[self._name(pair.called)][pair.coverage.covered] += 1
        if not found:
            yield Paragraph(self._say("none-called"))
            return
        yield from self._shares("called-upon", [_Row(name, counts) for name, counts in sorted(found.items())])
        yield from self._open_pairs(called)

    def _by_theme(self) -> Iterator[Block]:
        objectives = self._objectives()
        themes = by_theme(self._project, objectives)
        if not themes:
            yield Paragraph(self._say("no-theme"))
            return
        self._project.labels.learn(themes)
        rows = [_Row(self._name(theme), _counted(group)) for theme, group in themes.items()]
        yield from self._shares("theme", sorted(rows, key=lambda row: row.name))
        themed = {each.thing for group in themes.values() for each in group}
        yield from self._open("without-theme", [each.thing for each in objectives if each.thing not in themed])

    def _by_objective(self) -> Iterator[Block]:
        objectives = self._objectives()
        if not objectives:
            yield Paragraph(self._say("no-objective"))
            return
        self._project.labels.learn({each.thing for each in objectives})
        rows = sorted(
            [
                self._name(each.thing),
                self._say(f"covered.{each.covered.value}"),
                str(len(each.accepted)),
                str(len(each.proposed)),
            ]
            for each in objectives
        )
        headings = [self._say(f"column.{name}") for name in ("objective", "covered", "accepted", "proposed")]
        yield Grid(headings, rows, (False, False, True, True), row_headings=True)

    def _by_document(self) -> Iterator[Block]:
        documents = passage_coverage(self._project, self._graph)
        if not documents:
            yield Paragraph(self._say("no-passage"))
            return
        self._project.labels.learn(documents)
        rows = [_Row(self._name(document), _counted(group)) for document, group in documents.items()]
        yield from self._shares("document", sorted(rows, key=lambda row: row.name))
        for text in text_coverage(self._project, self._graph):
            yield from self._text(text)

    def _text(self, text: TextCoverage) -> Iterator[Block]:
        yield Heading(self._name(text.document))
        share = 100 * text.claimed // text.length if text.length else 0
        done = text.sentences - len(text.open)
        yield Paragraph(self._say("text", share=share, claimed=done, sentences=text.sentences))
        if text.open:
            yield Paragraph(self._say("text-open"))
            yield Bullets([Item(sentence.strip(_MARKS)) for sentence in text.open])

    def _shares(self, what: str, rows: Sequence[_Row]) -> Iterator[Block]:
        headings = [self._say(f"column.{what}"), *(self._say(f"column.{name}") for name in ("all", *Covered, "share"))]
        cells = [
            [row.name, str(row.whole), *(str(row.counts[each]) for each in Covered), row.share()]
            for row in rows
            if row.whole
        ]
        yield Grid(headings, cells, (False, *[True] * (len(headings) - 1)), row_headings=True)
        bars = [Bar(r.name, [r.counts[each] for each in Covered], f"{r.share()} %") for r in rows if r.whole]
        legend = [self._say(f"column.{each}") for each in Covered]
        described = "; ".join(f"{bar.name}: {bar.note}" for bar in bars)
        yield Figure(bars_svg(bars, legend, described), self._say("picture"))

    def _open(self, heading: str, things: Iterable[Iri]) -> Iterator[Block]:
        open_ = list(things)
        self._project.labels.learn(open_)
        names = sorted(map(self._name, open_))
        if names:
            yield Heading(f"{self._say(heading)} ({len(names)})")
            yield Bullets([Item(name) for name in names])

    def _open_pairs(self, called: Sequence[Called]) -> Iterator[Block]:
        pairs = [pair for pair in called if pair.coverage.covered is Covered.NONE]
        self._project.labels.learn({iri for pair in pairs for iri in (pair.called, pair.objective)})
        open_: dict[str, list[str]] = defaultdict(list)
        for pair in pairs:
            open_[self._name(pair.called)].append(self._name(pair.objective))
        if open_:
            yield Heading(f"{self._say('open-called')} ({sum(map(len, open_.values()))})")
            yield Bullets([Item(name, [Item(text) for text in sorted(texts)]) for name, texts in sorted(open_.items())])


def _counted(coverage: Iterable[Coverage]) -> Counter[Covered]:
    return Counter(each.covered for each in coverage)
