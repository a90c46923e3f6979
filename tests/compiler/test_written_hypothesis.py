"""Random queries over random statements: asked at once, rewritten, they find what pySHACL finds one by one."""

from cases import EX, shapes, written
from hypothesis import given, note, settings
from hypothesis import strategies as st
from oracle import by_compiler, by_pyshacl, difference, stored

from hgraph.terms import Iri, Literal

NODES = [Iri(f"{EX}n{number}") for number in range(4)]
PROPERTIES = ["p", "q", "r"]
VARIABLES = ["$this", "?a", "?b", "?c", "?value"]

statements = st.tuples(
    st.sampled_from(NODES),
    st.sampled_from([Iri(EX + name) for name in PROPERTIES]),
    st.sampled_from([*NODES, Literal("1"), Literal("2")]),
)
patterns = st.builds(
    "{} ex:{} {} .".format,
    st.sampled_from(VARIABLES),
    st.sampled_from([*PROPERTIES, "p/ex:q", "p*"]),
    st.sampled_from([*VARIABLES, "ex:n1"]),
)
filters = st.builds(
    "FILTER ({} {} {})".format,
    st.sampled_from(VARIABLES),
    st.sampled_from(["=", "!="]),
    st.sampled_from([*VARIABLES, "ex:n2"]),
)
blocks = st.lists(patterns, min_size=1, max_size=4).map(" ".join)
inner = st.tuples(blocks, st.lists(filters, max_size=1).map(" ".join)).map(" ".join)
parts = st.one_of(
    filters,
    st.builds("FILTER {} {{ {} }}".format, st.sampled_from(["EXISTS", "NOT EXISTS"]), inner),
    st.builds("OPTIONAL {{ {} }}".format, inner),
    st.builds("{{ {} }} UNION {{ {} }}".format, inner, inner),
)
bodies = st.tuples(blocks, st.lists(parts, max_size=3).map(" ".join)).map(" ".join)


@given(st.lists(statements, min_size=1, max_size=14, unique=True), bodies)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_same_as_one_by_one(data, body):
    note(body)
    given_shapes = shapes(written(f"SELECT DISTINCT $this ?value WHERE {{ {body} }}"), "sh:targetSubjectsOf ex:p, ex:q")
    compiled = by_compiler(stored(data), data, given_shapes)
    assert not difference(by_pyshacl(data, given_shapes), compiled)
