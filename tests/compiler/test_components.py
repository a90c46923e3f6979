"""Every component and form of path: what passes, what fails, compiled in full, and as pySHACL has it."""

import tomllib
from pathlib import Path

import pytest
from cases import LOOKED, TARGET, apart, found, plan_of, shapes

from hgraph.validation.compiler.fragments import sh, table

CASES = tomllib.loads((Path(__file__).parent / "components.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_component(name):
    case = CASES[name]
    parts = (case["shape"], case.get("target", TARGET), case.get("extra", ""))
    data = case["data"] if "target" in case else LOOKED + case["data"]
    plan = plan_of(*parts)
    assert not plan.problems
    assert not plan.fallback, plan.reasons
    assert found(plan, data) == sorted(case["fails"])
    assert apart(data, shapes(*parts)) == ""


def test_every_component_has_a_case():
    covered = set()
    for case in CASES.values():
        plan = plan_of(case["shape"], case.get("target", TARGET), case.get("extra", ""))
        covered |= {component for query in plan.queries for component in query.components}
    assert covered == {sh(name) for name in table("components")["parameters"].values()} - {
        sh("SPARQLConstraintComponent")
    }
