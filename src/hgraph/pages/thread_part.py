"""The way up and down from a thing as a nested list with the quoted words, and as a picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from textwrap import shorten
from typing import Final

from hgraph.messages import message
from hgraph.pages.edition import Edition
from hgraph.pages.frame import Page
from hgraph.pages.shown import Shown, one_line
from hgraph.terms import Iri
from hgraph.trace import Direction, Mark, Step, ThreadTree, walk_near, words_of

DEPTHS: Final = {Direction.UP: 3, Direction.DOWN: 2}
"""How many steps of the way a page tells."""
_QUOTE: Final = 180


@dataclass(slots=True)
class Told:
    """One step of the way: how it follows from the one above, the thing, what to know of the link, and its words."""

    reads: str
    thing: Shown
    kind: str
    marks: list[tuple[str, str]]
    quote: str = ""
    more: str = ""
    below: list[Told] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Way:
    """The way in one direction, and what is said of things right behind the first that are not told."""

    steps: list[Told]
    more: str


def trees(edition: Edition, thing: Iri) -> dict[Direction, ThreadTree]:
    """Return the walks from a thing that its page tells; an empty one has no step but the first."""
    thread, most = edition.records.thread, edition.lines
    return edition.once(
        thing,
        "trees",
        lambda: {way: walk_near(thread, thing, way, depth, most) for way, depth in DEPTHS.items()},
    )


def told(edition: Edition, tree: ThreadTree, page: Page) -> Way:
    """Return a walk as a page tells it: the nearest steps, each with how much lies right behind it."""
    quoted: set[Iri] = {tree.start}
    nodes: dict[int, Told] = {}
    top: list[Told] = []
    for index, step in enumerate(tree.steps[1:], start=1):
        node = _step(edition, step, tree.direction, page, quoted)
        nodes[index] = node
        (nodes[step.parent].below if step.parent else top).append(node)
    return Way(top, _more(tree.steps[0], page.language))


def _step(edition: Edition, step: Step, direction: Direction, page: Page, quoted: set[Iri]) -> Told:
    wording = edition.wording(page.language)
    passages = [passage for passage in words_of(wording.graph, step) if passage.iri not in quoted][:1]
    quoted.update(passage.iri for passage in passages)
    quote = shorten(one_line(passages[0].words), _QUOTE, placeholder=" …") if passages else ""
    return Told(
        wording.readings(step.links, direction),
        edition.thing(step.thing, page),
        "" if step.mark else wording.kind(step.thing) or "",
        _marks(edition, step, page.language),
        quote,
        _more(step, page.language),
    )


def _more(step: Step, language: str) -> str:
    """Return how much lies right behind a step that is not told."""
    if not step.hidden:
        return ""
    return message("trace.hidden-one" if step.hidden == 1 else "trace.hidden", language, count=step.hidden)


def _marks(edition: Edition, step: Step, language: str) -> list[tuple[str, str]]:
    """Return what to know of a step, each with its tone."""
    wording = edition.wording(language)
    bad = {message("trace.mark.suspect", language), message("trace.mark.refused", language)}
    marks = [("bad" if text in bad else "doubt", text) for text in wording.review(step.links)]
    if step.mark is Mark.AGAIN:
        marks.append(("plain", message("pages.thread.elsewhere", language)))
    return marks
