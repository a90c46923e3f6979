"""The forms a picture of the thread can take."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from hgraph.terms import Iri
from hgraph.trace.as_dot import picture_dot
from hgraph.trace.as_graphml import thread_graphml
from hgraph.trace.as_mermaid import picture_mermaid
from hgraph.trace.as_svg import picture_svg
from hgraph.trace.captions import Captions, walk_title, ways_title
from hgraph.trace.paths import Ways
from hgraph.trace.picture import PER_COLUMN, Picture, draw
from hgraph.trace.walk import ThreadTree
from hgraph.trace.wording import Wording

_DRAWN: Final[Mapping[str, Callable[[Picture, Captions, str], str]]] = {
    "svg": picture_svg,
    "mermaid": picture_mermaid,
    "dot": picture_dot,
}

FOLDING: Final = tuple(_DRAWN)
"""The forms for people: a column that would be too long folds."""

PICTURES: Final = (*FOLDING, "graphml")
"""All forms, with the one for programs, which holds everything."""


def walk_picture(trees: Sequence[ThreadTree], wording: Wording, form: str, per_column: int | None = PER_COLUMN) -> str:
    """Return one or both ways from one thing in a form of ``PICTURES``; see ``draw`` for what folds."""
    return _picture(trees, wording, form, per_column, walk_title(trees, wording))


def ways_picture(ways: Ways, wording: Wording, form: str, per_column: int | None = PER_COLUMN) -> str:
    """Return the ways between two things in a form of ``PICTURES``: without one, those to what they have in common."""
    found = ways.ways or ((ways.common.first, ways.common.second) if ways.common else ())
    trees = [way.tree() for way in found] or [ThreadTree.alone(thing) for thing in (ways.start, ways.target)]
    title = ways_title(ways, wording)
    return _picture(trees, wording, form, per_column, title, ways.target if ways.ways else None)


def _picture(
    trees: Sequence[ThreadTree],
    wording: Wording,
    form: str,
    per_column: int | None,
    title: str,
    target: Iri | None = None,
) -> str:
    if form not in _DRAWN:
        return thread_graphml(trees, wording, title)
    picture = draw(wording.graph, trees, per_column, target)
    wording.labels.learn([*(thing for box in picture.boxes for thing in box.things), *wording.graph.relations])
    return _DRAWN[form](picture, Captions(picture, wording), title)
