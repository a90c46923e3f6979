"""Graphs and shapes made at random, small and the same in every run: the compiled queries say what pySHACL says."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st
from oracle import Refused, by_compiler, by_pyshacl, difference, stored
from shape_strategies import (
    COMPONENTS,
    MIXED,
    NODES,
    ONLY_ON_PROPERTIES,
    ORDERED,
    PAIRS,
    PROPERTIES,
    RANGES,
    Path,
    Shape,
    graphs,
    number,
    severities,
    sh,
    shapes_graph,
    targets,
)
from w3c_cases import text_of

from hgraph.namespaces import XSD
from hgraph.terms import Iri, Literal

QUICK = settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def require_parity(data, shapes_):
    note("data:\n" + "\n".join(map(str, data)))
    note("shapes:\n" + "\n".join(map(str, shapes_)))
    try:
        reference = by_pyshacl(data, shapes_)
    except Refused:
        assume(False)  # noqa: FBT003 - what pySHACL cannot use says nothing
    store = stored(data)
    found = by_compiler(store, data, shapes_)
    store.close()
    assert not difference(set(reference), set(found))
    assert not Counter(found) - Counter(reference), "what is reached in two ways may be reported once, never more often"


@pytest.mark.parametrize("component", COMPONENTS)
@given(st.data())
@settings(QUICK, max_examples=12)
def test_each_component(component, data):
    world = data.draw(st.sampled_from(ORDERED)) if component in (*RANGES, *PAIRS) else MIXED
    way = True if component in ONLY_ON_PROPERTIES else None
    shape = data.draw(world.shapes(1, with_path=way, demanding=component))
    members = [(shape, data.draw(targets(world)), data.draw(severities))]
    require_parity(data.draw(graphs(world.values)), shapes_graph(members))


@given(st.data())
@settings(QUICK, max_examples=300)
def test_combined(data):
    world = data.draw(st.sampled_from([MIXED, *ORDERED]))
    members = st.lists(st.tuples(world.shapes(2), targets(world), severities), min_size=1, max_size=2)
    require_parity(data.draw(graphs(world.values)), shapes_graph(data.draw(members)))


DATE, ONE = Literal("2020-06-26", Iri(XSD.date)), number(1)
P, Q = PROPERTIES[:2]
N0, N1, N2 = NODES[:3]
BLANK = Iri("_:b0")


@pytest.mark.parametrize(
    ("data", "shape", "values"),
    [
        pytest.param([(N0, P, DATE)], Shape(P, (("maxInclusive", ONE),)), [DATE], id="a date is not a number"),
        pytest.param([(N0, P, N1), (N0, Q, N2)], Shape(P, (("lessThan", Q),)), [N1], id="IRIs have no order"),
        pytest.param([(N0, P, BLANK)], Shape(P, (("minLength", number(0)),)), [BLANK], id="blank nodes have no length"),
        pytest.param(
            [(N2, P, N1), (N1, Q, N0)],
            Shape(Path("inversePath", (Path("sequence", (P, Q)),)), (("nodeKind", sh("Literal")),)),
            [N2],
            id="a sequence backwards",
        ),
    ],
)
def test_where_pyshacl_differs_from_the_recommendation(data, shape, values):
    """What the strategies above keep away from, with the answer of the recommendation."""
    shapes_ = shapes_graph([(shape, [(sh("targetNode"), N0)], None)])
    found = by_compiler(stored(data), data, shapes_)
    assert [result.value for result in found] == [text_of(value) for value in values]
    assert difference(by_pyshacl(data, shapes_), found), "pySHACL has come round: widen the strategies"
