"""How rules will run: all shipped ones in the store; one beyond the compiler through pySHACL, with the reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cli import run
from hgraph.settings import load_settings
from hgraph.validation import effective_shapes, plan_rules, read_rules, read_stages

ROOT = Path(__file__).parents[1]
OWN = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix hg: <https://w3id.org/hgraph/ns#> .
@prefix mine: <https://voorbeeld.example/shapes#> .
mine:FirstTitleOnly a sh:NodeShape ; sh:targetClass hg:Action ; sh:severity sh:Warning ;
    rdfs:label "Alleen de eerste"@nl, "The first only"@en ;
    rdfs:comment "Om te tonen."@nl, "To show."@en ; hg:remedy "Niets."@nl, "None."@en ;
    sh:sparql mine:FirstTitleOnly-check .
mine:FirstTitleOnly-check a sh:SPARQLConstraint ; sh:prefixes <https://w3id.org/hgraph/ns> ;
    sh:message "{$this} heeft een titel."@nl, "{$this} has a title."@en ;
    sh:select "SELECT $this ?value WHERE { $this dct:title ?value } ORDER BY ?value LIMIT 1" .
"""


@pytest.mark.parametrize("stage", ["framework", "submission", "approval", "reporting"])
def test_every_shipped_rule_runs_in_the_store(stage: str) -> None:
    settings = load_settings(ROOT)
    rules, stages = read_rules(settings), read_stages(settings)
    plans = plan_rules(effective_shapes(rules, stages, stage), rules)
    assert len(plans) == sum(stages.grade(rule, stage) is not None for rule in rules)
    assert [plan.code for plan in plans if plan.reason or not plan.queries] == []


@pytest.mark.parametrize(("language", "way"), [("nl", "door pySHACL"), ("en", "through pySHACL")])
def test_a_rule_beyond_the_compiler_is_named_with_the_reason(
    example_folder: Path, tmp_path: Path, language: str, way: str
) -> None:
    plan = Path(shutil.copytree(example_folder, tmp_path / "plan"))
    (plan / "shapes").mkdir()
    (plan / "shapes" / "own.ttl").write_text(OWN)
    told = run("check", "--project", plan, "--explain-plan", "--language", language)
    checked = run("check", "--project", plan, "--language", language, "--format", "json")
    assert told.exit_code == 0
    assert [line for line in told.stdout.splitlines() if line.startswith("first-title-only") and way in line]
    assert checked.exit_code == 0
    assert '"rule": "first-title-only"' in checked.stdout
