"""The thread as GraphML, for programs that draw or count: every thing and link, with typed attributes, none folded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from hgraph.messages import printable
from hgraph.trace.captions import Captions
from hgraph.trace.columns import Column
from hgraph.trace.links import Direction
from hgraph.trace.picture import draw, standing
from hgraph.trace.walk import ThreadTree
from hgraph.trace.wording import Wording

_ORDER: Final = {column: number for number, column in enumerate(Column)}
_NOT_XML: Final = re.compile(r"[\ufffe\uffff\ud800-\udfff]")


def thread_graphml(trees: Sequence[ThreadTree], wording: Wording, title: str) -> str:
    """Return walks or ways as GraphML: IRIs as identifiers, a line for each link, from origin to consequence.

    Of a thing it holds name, kind, column, words and whether it is a start; of a link how it reads, the IRI of its
    relation, its standing, its evidence and whether that is suspect.
    """
    import networkx as nx

    picture = draw(wording.graph, trees, None)
    captions = Captions(picture, wording)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(title=_text(title))
    for box in picture.boxes:
        (thing,) = box.things
        caption = captions.box(box)
        graph.add_node(
            _text(thing),
            name=_text(wording.name(thing)),
            kind=_text(wording.kind(thing) or ""),
            kindIri=_text(wording.graph.type(thing) or ""),
            column=str(box.column),
            columnNumber=_ORDER[box.column],
            quote=_text(caption.quote),
            start=thing in picture.starts,
            suspect=thing in wording.graph.suspects,
            hidden=box.hidden,
        )
    for tie in picture.ties:
        for link in tie.links:
            evidence = [passage for assertion in link.assertions for passage in assertion.evidence]
            graph.add_edge(
                _text(link.origin),
                _text(link.consequence),
                key=_text(link.relation),
                reads=_text(wording.reading(link, Direction.DOWN)),
                relation=_text(link.relation),
                standing=str(standing(link)),
                suspect=wording.graph.is_suspect(link),
                evidence=_text(" ".join(evidence)),
            )
    return "\n".join(nx.generate_graphml(graph)) + "\n"


def _text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", printable(text))
