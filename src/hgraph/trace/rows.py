"""A walk as data: the same steps as JSON and as the rows of a table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from hgraph.namespaces import XSD
from hgraph.terms import Iri, Literal, Table, Term, tagged
from hgraph.trace.links import Direction, Link, Passage
from hgraph.trace.paths import Way, Ways
from hgraph.trace.walk import Step, ThreadTree
from hgraph.trace.wording import Wording, sources_of, words_of

COLUMNS: Final = ("direction", "depth", "from", "relation", "thing", "name", "kind", "review", "mark", "words", "place")


def thread_json(trees: Sequence[ThreadTree], wording: Wording) -> str:
    """Return one or both ways from one thing as JSON: a flat list of steps a way, each with the index of its parent."""
    document = {
        "start": _thing(trees[0].start, wording),
        "language": wording.language,
        **{str(tree.direction): _way(tree, wording) for tree in trees},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def thread_table(trees: Sequence[ThreadTree], wording: Wording) -> Table:
    """Return the steps as rows, the start left out; of several quotes the first, as in the tree."""
    return Table(COLUMNS, [row for tree in trees for row in _rows(tree, wording)])


def ways_json(ways: Ways, wording: Wording) -> str:
    """Return the ways between two things as JSON, each as a list of steps; without one, what they have in common."""
    common = ways.common
    document = {
        "start": _thing(ways.start, wording),
        "target": _thing(ways.target, wording),
        "language": wording.language,
        "ways": [_one_way(way, wording) for way in ways.ways],
        "cut": ways.cut,
        "common": common
        and {
            **_thing(common.thing, wording),
            "direction": common.direction,
            "ways": [_one_way(way, wording) for way in (common.first, common.second)],
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def ways_table(ways: Ways, wording: Wording) -> Table:
    """Return the steps of all ways as rows, with the number of the way first, counted from 1."""
    rows: list[tuple[Term | None, ...]] = [
        (Literal(str(number), Iri(XSD.integer)), *row)
        for number, way in enumerate(ways.ways, start=1)
        for row in _rows(way.tree(), wording)
    ]
    return Table(("way", *COLUMNS), rows)


def _one_way(way: Way, wording: Wording) -> dict[str, Any]:
    return {"direction": way.direction, "steps": _way(way.tree(), wording)["steps"]}


def _rows(tree: ThreadTree, wording: Wording) -> Iterator[tuple[Term | None, ...]]:
    for step in tree.steps[1:]:
        words = next(iter(words_of(wording.graph, step)), None)
        yield (
            Literal(str(tree.direction)),
            Literal(str(step.depth), Iri(XSD.integer)),
            tree.steps[step.parent or 0].thing,
            tagged(wording.readings(step.links, tree.direction), wording.language),
            step.thing,
            tagged(wording.name(step.thing), wording.language),
            wording.graph.type(step.thing),
            next((link.status for link in step.links if link.status), None),
            Literal(str(step.mark)) if step.mark else None,
            Literal(words.words) if words else None,
            tagged(wording.place(words), wording.language) if words else None,
        )


def _way(tree: ThreadTree, wording: Wording) -> dict[str, Any]:
    return {
        "steps": [_step(index, step, tree.direction, wording) for index, step in enumerate(tree.steps)],
        "circles": [[{"iri": thing, "name": wording.name(thing)} for thing in circle] for circle in tree.cycles],
    }


def _step(index: int, step: Step, direction: Direction, wording: Wording) -> dict[str, Any]:
    return {
        "index": index,
        "parent": step.parent,
        "depth": step.depth,
        **_thing(step.thing, wording),
        "mark": step.mark,
        "hidden": step.hidden,
        "links": [_link(link, direction, wording) for link in step.links],
        "words": [_words(passage, wording) for passage in words_of(wording.graph, step)],
        "sources": sources_of(wording.graph, step.thing),
    }


def _thing(thing: Iri, wording: Wording) -> dict[str, Any]:
    return {
        "iri": thing,
        "name": wording.name(thing),
        "kind": wording.graph.type(thing),
        "kindName": wording.kind(thing),
    }


def _link(link: Link, direction: Direction, wording: Wording) -> dict[str, Any]:
    return {
        "relation": link.relation,
        "reads": wording.reading(link, direction),
        "origin": link.origin,
        "consequence": link.consequence,
        "review": link.status,
        "suspect": wording.graph.is_suspect(link),
        "assertions": [
            {
                "iri": assertion.iri,
                "kind": assertion.kind,
                "review": assertion.status,
                "strength": assertion.strength,
                "evidence": list(assertion.evidence),
                "justification": assertion.justification(wording.language),
            }
            for assertion in link.assertions
        ],
    }


def _words(passage: Passage, wording: Wording) -> dict[str, Any]:
    return {
        "passage": passage.iri,
        "quote": passage.words,
        "document": passage.document,
        "readIn": passage.read_in,
        "heading": passage.heading,
        "paragraph": passage.paragraph,
        "place": wording.place(passage),
        "changed": passage.iri in wording.graph.suspects,
    }
