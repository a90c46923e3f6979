"""What holds of every walk over every graph."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from small_threads import ROLES, linked, thing

from hgraph.trace import Direction, Mark, Role, ThreadGraph, walk

_NAMES = [f"n{number}" for number in range(9)]
_LINKS = st.lists(
    st.tuples(st.sampled_from(_NAMES), st.sampled_from(list(ROLES)), st.sampled_from(_NAMES)), max_size=30
)
_DIRECTIONS = st.sampled_from(list(Direction))
_DEPTHS = st.one_of(st.none(), st.integers(1, 5))


def reached_by_hand(graph: ThreadGraph, start: str) -> set[str]:
    """Return what lies down from a thing by the rule itself: one change at most, and after it only parts."""
    seen: set[tuple[str, bool]] = set()
    waiting = [(start, False)]
    while waiting:
        here, changed = waiting.pop()
        if (here, changed) in seen:
            continue
        seen.add((here, changed))
        if here in graph.links:
            for _, other, data in graph.links.out_edges(here, data=True):
                role = data["link"].role
                if not changed or role is Role.PART:
                    waiting.append((other, changed or role is Role.CHANGE))
    return {name for name, _ in seen}


@given(_LINKS, st.sampled_from(_NAMES), _DIRECTIONS)
def test_a_walk_reaches_what_it_should_and_tells_each_thing_once(links, start, direction):
    graph = linked(links)
    tree = walk(graph, thing(start), direction)
    told = Counter(step.thing for step in tree.steps if step.mark is None)
    assert set(told.values()) == {1}
    if direction is Direction.DOWN:
        assert set(told) == reached_by_hand(graph, thing(start))


@given(_LINKS, st.sampled_from(_NAMES), st.sampled_from(_NAMES))
def test_up_from_one_thing_holds_another_just_if_down_from_the_other_holds_the_one(links, one, other):
    graph = linked(links)
    up, down = walk(graph, thing(one), Direction.UP), walk(graph, thing(other), Direction.DOWN)
    assert (thing(other) in up.things()) == (thing(one) in down.things())


@given(_LINKS, st.sampled_from(_NAMES), _DIRECTIONS, _DEPTHS, st.integers(0, 99))
def test_a_walk_depends_on_the_links_and_not_on_their_order(links, start, direction, depth, seed):
    assert walk(linked(links), thing(start), direction, depth) == walk(
        linked(links, seed), thing(start), direction, depth
    )


@given(_LINKS, st.sampled_from(_NAMES), _DIRECTIONS, _DEPTHS)
def test_a_tree_is_well_formed(links, start, direction, depth):
    graph = linked(links)
    tree = walk(graph, thing(start), direction, depth)
    place = {step.thing: index for index, step in enumerate(tree.steps) if step.mark is None}
    for index, step in enumerate(tree.steps):
        if step.parent is None:
            assert (index, step.thing, step.depth) == (0, thing(start), 0)
            continue
        parent = tree.steps[step.parent]
        assert step.parent < index
        assert parent.mark is None
        assert step.depth == parent.depth + 1
        assert depth is None or step.depth <= depth
        assert step.links
        ends = [(link.consequence, link.origin) for link in step.links]
        expected = (parent.thing, step.thing) if direction is Direction.UP else (step.thing, parent.thing)
        assert set(ends) == {expected}
        if step.mark in (Mark.AGAIN, Mark.CYCLE):
            assert step.thing in place
        if step.mark is Mark.DEEPER:
            assert step.thing not in place


@given(_LINKS, st.sampled_from(_NAMES), _DIRECTIONS, st.integers(1, 5))
def test_what_a_cut_tree_hides_is_what_the_whole_tree_has_more(links, start, direction, depth):
    graph = linked(links)
    whole, cut = walk(graph, thing(start), direction), walk(graph, thing(start), direction, depth)
    assert cut.things() <= whole.things()
    assert sum(step.hidden for step in cut.steps) == len(whole.things()) - len(cut.things())
    depths = {step.thing: step.depth for step in whole.steps if step.mark is None}
    assert cut.things() == {name for name, level in depths.items() if level <= depth}


@given(_LINKS, st.sampled_from(_NAMES), _DIRECTIONS)
def test_a_circle_is_a_way_along_links_and_is_reported_just_if_there_is_one(links, start, direction):
    graph = linked(links)
    tree = walk(graph, thing(start), direction)
    for cycle in tree.cycles:
        assert len(set(cycle)) == len(cycle)
        assert set(cycle) <= tree.things()
        assert all(graph.links.has_edge(a, b) for a, b in zip(cycle, (*cycle[1:], cycle[0]), strict=True))
        assert cycle[0] == min(cycle)
    if any(step.mark is Mark.CYCLE for step in tree.steps):
        assert tree.cycles
