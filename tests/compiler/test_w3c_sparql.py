"""SHACL-SPARQL as W3C tests it: constraints in SPARQL, constraint components, pre-binding, and what must be refused."""

import pytest
from oracle import Refused, by_compiler, difference, stored
from test_w3c_core import EXCUSED as EXCUSED_IN_CORE
from w3c_cases import read_cases, suite_folder

CASES = read_cases("sparql")
EXCUSED = {
    "sparql/pre-binding/shapesGraph-001": "a query may leave $shapesGraph out, and neither pySHACL nor a store has it",
}
"""Cases that get another answer, with the reason."""


@pytest.mark.skipif(suite_folder() is None, reason="HGRAPH_REFERENCE_DATA does not lead to the suite of W3C")
def test_number_of_cases():
    assert len(CASES) == len({case.name for case in CASES}) == 22
    assert sum(case.expected is None for case in CASES) == 7
    assert set(EXCUSED) <= {case.name for case in CASES}
    assert len(EXCUSED) + len(EXCUSED_IN_CORE) <= 5


@pytest.mark.parametrize("case", [c for c in CASES if c.name not in EXCUSED], ids=lambda case: case.name)
def test_case(case):
    if case.expected is None:
        with pytest.raises(Refused):
            by_compiler(stored(case.data), case.triples, case.shapes)
        return
    found = by_compiler(stored(case.data), case.triples, case.shapes)
    assert not difference(case.expected.elements(), found, apart=case.apart)


@pytest.mark.parametrize("case", [c for c in CASES if c.name in EXCUSED], ids=lambda case: case.name)
def test_excused_case_is_refused(case):
    with pytest.raises(Refused):
        by_compiler(stored(case.data), case.triples, case.shapes)
