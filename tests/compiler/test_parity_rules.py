"""The project's own rules: the compiled queries and pySHACL find the same, values included, wherever they look."""

import sys
from pathlib import Path

import pytest
from oracle import by_compiler, by_pyshacl, difference, stored
from w3c_cases import Expected

from hgraph.namespaces import HG, SH, STATEMENT_KIND
from hgraph.project import open_project
from hgraph.settings import load_settings
from hgraph.terms import Iri
from hgraph.validation import effective_shapes, read_rules, read_stages
from hgraph.validation.compiler import compile_shapes, run

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import generate  # noqa: E402
import seeded_errors  # noqa: E402

SETTINGS = load_settings(ROOT)
RULES = read_rules(SETTINGS)
SHAPES = [triple for triple in effective_shapes(RULES, read_stages(SETTINGS), "reporting") if triple[1] != SH.message]
"""The strictest stage. pySHACL fills in messages for every result, which is slow and not compared."""


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("generated")
    (folder / "hgraph.toml").write_text('title = "Gegenereerd"\n', encoding="utf-8")
    generate.write_file(folder / "data" / "policy.nt", generate.EACH, each=True)
    with open_project(load_settings(folder)) as project:
        yield project


def statements(project):
    return project.store.construct(project.query("validation/statements"))


def rules_of(results: list[Expected]) -> set[str]:
    return {RULES.rule_of(result.shape).code for result in results}


def test_nothing_is_left_to_pyshacl():
    plan = compile_shapes(SHAPES)
    assert not plan.fallback, plan.reasons
    assert not plan.problems


@pytest.mark.parametrize("source", ["real_project", "example_project", "generated"])
def test_same_findings(source, request):
    project = request.getfixturevalue(source)
    triples = statements(project)
    compiled, reference = by_compiler(project.store, triples, SHAPES), by_pyshacl(triples, SHAPES)
    assert not difference(reference, compiled)
    if source == "generated":
        assert {rule.code for rule in RULES} - rules_of(compiled) == set(seeded_errors.EXCEPTIONS)


@pytest.mark.parametrize("kinds", [["bron"], ["bron", "fictief"]])
def test_same_findings_when_the_mark_changes(generated, kinds):
    """The two rules for which a fictional graph can hold no error."""
    triples = [triple for triple in statements(generated) if triple[1] != HG.statementKind]
    for kind in kinds:
        graph, mark = Iri(f"https://hgraph.example/id/graaf/{kind}"), Iri(getattr(STATEMENT_KIND, kind))
        triples.append((graph, Iri(HG.statementKind), mark))
    shapes = [*only_rule("thing-without-source"), *only_rule("illustrative-beside-sourced")]
    compiled, reference = by_compiler(stored(triples), triples, shapes), by_pyshacl(triples, shapes)
    assert not difference(reference, compiled)
    assert rules_of(compiled) == {"illustrative-beside-sourced" if len(kinds) == 2 else "thing-without-source"}


def only_rule(code):
    rule = RULES.find(code)
    shared = {SH.declare, SH.prefix, SH.namespace}
    return [triple for triple in SHAPES if triple[0] in (rule.iri, *rule.constraints) or triple[1] in shared]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_number_of_workers_changes_nothing(generated, workers):
    plan = compile_shapes(SHAPES)
    assert run(plan, generated.store, workers=workers) == run(plan, generated.store)
