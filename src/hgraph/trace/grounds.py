"""What rests on a thing alone: what would have no ground left in the thread if the thing were dropped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from hgraph.terms import Iri
from hgraph.trace.graph import ThreadGraph
from hgraph.trace.links import Role

if TYPE_CHECKING:
    import networkx as nx


def left_without_ground(graph: ThreadGraph, dropped: Iri) -> frozenset[Iri]:
    """Return the things that rest on a thing, directly or through others, and on nothing else that stands without it.

    A thing stands if a way of grounds leads to it from something that rests on nothing, or from things that rest on
    each other only. To be part of something is no ground, and neither is a refused link. Time grows with the number of
    links.
    """
    import networkx as nx

    grounds = _grounds(graph)
    if dropped not in grounds:
        return frozenset()
    resting = nx.descendants(grounds, dropped)
    grounds.remove_node(dropped)
    knots = nx.condensation(grounds.subgraph(_within(grounds, resting)))
    # What still rests on anything outside stands by it; so does a knot that nothing led to before.
    standing: set[int] = set()
    for number in nx.topological_sort(knots):
        members: Iterable[Iri] = knots.nodes[number]["members"]
        outside = any(
            origin not in resting for member in members for origin in grounds.predecessors(member) if origin != member
        )
        if outside or any(before in standing for before in knots.predecessors(number)):
            standing.add(number)
    lost = (knots.nodes[number]["members"] for number in knots if number not in standing)
    return frozenset(member for members in lost for member in members)


def _within(grounds: nx.DiGraph[Iri], resting: set[Iri]) -> list[Iri]:
    return [thing for thing in grounds if thing in resting]


def _grounds(graph: ThreadGraph) -> nx.DiGraph[Iri]:
    import networkx as nx

    found: nx.DiGraph[Iri] = nx.DiGraph()
    found.add_edges_from(
        (origin, consequence)
        for origin, consequence, data in graph.links.edges(data=True)
        if data["link"].role is Role.GROUND and origin != consequence
    )
    return found
