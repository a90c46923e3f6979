"""Own rules that are themselves wrong: a finding on their file, never a wrong answer or the end of the others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli import Result, run, small_project, unchanged

HEAD = """@prefix ex: <https://voorbeeld.example/shapes#> .
@prefix hg: <https://w3id.org/hgraph/ns#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
EX = "https://voorbeeld.example/shapes#"
GOOD = """ex:PlanWithoutTheme a sh:NodeShape ; sh:targetClass hg:PolicyPlan ; sh:property ex:PlanWithoutTheme-path .
ex:PlanWithoutTheme-path sh:path hg:hasTheme ; sh:minCount 1 .
"""
LEFT = """ex:LeftOver a sh:NodeShape ; sh:targetClass hg:PolicyPlan ; sh:property ex:LeftOver-path .
ex:LeftOver-path sh:path hg:hasTheme ; sh:minCount 1 ; sh:pattern "(?=a)" .
"""
"""A pattern that no store understands in the same way as all others: this one is for pySHACL."""


def wrong(body: str, more: str = "", name: str = "Wrong") -> str:
    """Return a shape about plans that is wrong by its body."""
    return f"ex:{name} a sh:NodeShape ; sh:targetClass hg:PolicyPlan ; {body} .\n{more}"


def query(text: str) -> tuple[str, str]:
    """Return body and rest of a shape with a query."""
    return "sh:sparql ex:Query", f'ex:Query a sh:SPARQLConstraint ; sh:prefixes ex: ; sh:select "{text}" .\n'


WRONG = {
    "text as cardinality": (wrong("sh:property ex:P", 'ex:P sh:path hg:hasTheme ; sh:minCount "1" .'), "P", '"1"'),
    "unknown parameter": (wrong("sh:property ex:P", "ex:P sh:path hg:hasTheme ; sh:minCuont 1 ."), "P", "sh:minCuont"),
    "unknown component": (wrong("sh:minimum 1"), "Wrong", "sh:minimum"),
    "missing prefix": (wrong(*query("SELECT $this WHERE { $this nergens:p ?x }")), "Query", "nergens:"),
    "query that is no query": (wrong(*query("SELECT $this WHERE { $this ?p }")), "Query", "SPARQL"),
    "query with what SHACL forbids": (wrong(*query("SELECT $this WHERE { $this ?p ?v MINUS { $this a ?v } }")),
                                      "Query", "MINUS"),
    "recursive, directly": (wrong("sh:node ex:Wrong"), "Wrong", "Wrong"),
    "recursive, by way of another": (wrong("sh:node ex:Other", "ex:Other a sh:NodeShape ; sh:node ex:Wrong ."),
                                     "Wrong", "Wrong"),
    "broken list": (wrong("sh:in ex:List", "ex:List rdf:first hg:PolicyPlan ."), "List", "List"),
    "broken path": (wrong("sh:property ex:P", 'ex:P sh:path "hg:hasTheme" ; sh:minCount 1 .'), "P", "P"),
    "path of one": (wrong("sh:property ex:P", "ex:P sh:path ex:Way ; sh:minCount 1 .\n"
                          "ex:Way rdf:first hg:hasTheme ; rdf:rest rdf:nil ."), "P", "P"),
    "shape that is not there": (wrong("sh:node ex:Nowhere"), "Wrong", "Nowhere"),
    "expression that is none": (wrong('sh:pattern "["'), "Wrong", "sh:pattern"),
}  # fmt: skip


def checked(project: Path, *arguments: str) -> tuple[Result, dict[str, Any]]:
    """Return what a check that changed nothing came to, and its report."""
    with unchanged(project):
        result = run("check", "--project", project, "--format", "json", *arguments)
    assert result.stderr == ""
    return result, json.loads(result.stdout)


def by_rule(report: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for finding in report["findings"]:
        found.setdefault(finding["rule"], []).append(finding)
    return found


class TestOneBesideAGoodOne:
    """Each kind of mistake is told with its file; the good rule beside it says what it always says."""

    @pytest.mark.parametrize("name", WRONG)
    def test_is_a_finding(self, name: str, tmp_path: Path) -> None:
        text, focus, word = WRONG[name]
        small_project(tmp_path, {"shapes/fout.ttl": HEAD + text, "shapes/goed.ttl": HEAD + GOOD})
        result, report = checked(tmp_path, "--stage", "framework")
        assert result.exit_code == 1
        found = by_rule(report)
        (finding,) = found["wrong-shape"]
        assert finding["focus"]["value"] == EX + focus
        assert finding["place"]["file"] == "shapes/fout.ttl"
        assert (finding["severity"], finding["status"]) == ("violation", "open")
        assert finding["message"]["nl"] != finding["message"]["en"]
        assert all(word in text for text in finding["message"].values())
        assert [each["focus_label"] for each in found["plan-without-theme"]] == ["Klein plan"]
        assert report["rules_not_run"] == ["wrong"]
        assert "wrong" not in report["rules_without_target"]
        assert "wrong" not in found

    def test_counts_in_every_stage_and_holds_the_plan_back(self, tmp_path: Path) -> None:
        small_project(tmp_path, {"shapes/fout.ttl": HEAD + WRONG["recursive, directly"][0]})
        for stage in ("framework", "submission", "approval", "reporting"):
            _, report = checked(tmp_path, "--stage", stage)
            assert [finding["severity"] for finding in by_rule(report)["wrong-shape"]] == ["violation"]
        document = json.loads(run("stage", "--project", tmp_path, "--format", "json").stdout)
        assert document["reached"] is None
        assert "wrong-shape" in {finding["rule"] for finding in document["separating"]}

    @pytest.mark.parametrize(("language", "words"), [("nl", "kloppen zelf niet"), ("en", "wrong themselves")])
    def test_is_said_in_the_text_report(self, language: str, words: str, tmp_path: Path) -> None:
        small_project(tmp_path, {"shapes/fout.ttl": HEAD + WRONG["recursive, directly"][0]})
        shown = " ".join(run("check", "--project", tmp_path, "--language", language).stdout.split())
        assert f"{words} (1): wrong" in shown
        assert "shapes/fout.ttl" in shown

    def test_one_that_is_switched_off_is_not_looked_at(self, tmp_path: Path) -> None:
        small_project(tmp_path, {"shapes/fout.ttl": HEAD + wrong("sh:node ex:Wrong ; sh:deactivated true")})
        _, report = checked(tmp_path)
        assert "wrong-shape" not in by_rule(report)
        assert report["rules_not_run"] == []

    def test_two_with_one_mistake_are_told_once_and_both_did_not_run(self, tmp_path: Path) -> None:
        shared = 'ex:P sh:path hg:hasTheme ; sh:minCount "1" .\n'
        both = wrong("sh:property ex:P", shared) + wrong("sh:property ex:P", name="Too")
        small_project(tmp_path, {"shapes/fout.ttl": HEAD + both})
        _, report = checked(tmp_path)
        assert len(by_rule(report)["wrong-shape"]) == 1
        assert report["rules_not_run"] == ["too", "wrong"]

    def test_its_file_is_named_also_if_a_rule_of_another_calls_upon_it(self, tmp_path: Path) -> None:
        part = 'ex:P sh:path hg:hasTheme ; sh:minCount "1" .'
        small_project(tmp_path, {"shapes/a.ttl": HEAD + wrong("sh:property ex:P"), "shapes/b.ttl": HEAD + part})
        _, report = checked(tmp_path)
        assert [finding["place"]["file"] for finding in by_rule(report)["wrong-shape"]] == ["shapes/b.ttl"]

    def test_the_other_commands_go_on(self, tmp_path: Path) -> None:
        small_project(tmp_path, {"shapes/fout.ttl": HEAD + WRONG["text as cardinality"][0]})
        effective = run("rules", "--effective", "--stage", "framework", "--project", tmp_path)
        assert (effective.exit_code, effective.stderr) == (0, "")
        assert EX + "Wrong" in effective.stdout
        explained = run("explain", "wrong-shape", "--project", tmp_path)
        assert (explained.exit_code, explained.stderr) == (0, "")

    @pytest.mark.parametrize(("language", "way"), [("nl", "niet"), ("en", "not at all")])
    def test_the_plan_names_it_with_the_sentence(self, language: str, way: str, tmp_path: Path) -> None:
        small_project(tmp_path, {"shapes/fout.ttl": HEAD + WRONG["recursive, directly"][0] + GOOD})
        told = run("check", "--explain-plan", "--project", tmp_path, "--language", language)
        assert (told.exit_code, told.stderr) == (0, "")
        (line,) = [line for line in told.stdout.splitlines() if line.startswith("wrong ")]
        assert way in line
        assert f"{EX}Wrong" in told.stdout


class TestWhatWasAgreedBefore:
    """A rule that did not run proves nothing about what it found earlier."""

    def test_its_findings_in_a_baseline_are_not_fixed(self, tmp_path: Path) -> None:
        small_project(tmp_path, {"shapes/eigen.ttl": HEAD + GOOD})
        earlier = tmp_path.parent / f"{tmp_path.name}-earlier.json"
        earlier.write_text(run("check", "--project", tmp_path, "--format", "json").stdout)
        (tmp_path / "shapes/eigen.ttl").write_text(HEAD + GOOD.replace("minCount 1", "minCount 'een'"))
        _, report = checked(tmp_path, "--baseline", str(earlier))
        assert report["rules_not_run"] == ["plan-without-theme"]
        assert report["statuses"]["fixed"] == 0
        assert [finding["status"] for finding in by_rule(report)["wrong-shape"]] == ["open"]


class TestLeftToPyshacl:
    """A mistake beside them, or in one of them, changes nothing for the others that pySHACL runs."""

    def test_a_wrong_one_beside_it_does_no_harm(self, tmp_path: Path) -> None:
        mistakes = wrong("sh:property ex:P", 'ex:P sh:path "x" .\n') + wrong("sh:minimum 1", name="More")
        loose = "ex:Loose a sh:PropertyShape ; sh:path 'no path' .\n"
        small_project(tmp_path, {"shapes/fout.ttl": HEAD + mistakes + loose, "shapes/goed.ttl": HEAD + LEFT})
        _, report = checked(tmp_path)
        found = by_rule(report)
        assert [finding["component"] for finding in found["left-over"]] == ["MinCountConstraintComponent"]
        assert {finding["place"]["file"] for finding in found["wrong-shape"]} == {"shapes/fout.ttl"}
        assert report["rules_not_run"] == ["more", "wrong"]

    def test_a_mistake_that_pyshacl_would_pass_over_is_found(self, tmp_path: Path) -> None:
        small_project(tmp_path, {"shapes/fout.ttl": HEAD + LEFT.replace("sh:minCount 1", "sh:minCuont 1")})
        _, report = checked(tmp_path)
        (finding,) = by_rule(report)["wrong-shape"]
        assert finding["focus"]["value"] == f"{EX}LeftOver-path"
        assert report["rules_not_run"] == ["left-over"]

    def test_one_that_pyshacl_cannot_use_is_told_and_the_others_run(self, tmp_path: Path) -> None:
        text = "SELECT $this (COUNT(?v) AS ?n) WHERE { $this ?p ?v . FILTER(NO_SUCH(?v)) } GROUP BY ?v"
        refused = wrong(*query(text), name="Refused")
        small_project(tmp_path, {"shapes/fout.ttl": HEAD + refused, "shapes/goed.ttl": HEAD + LEFT})
        result, report = checked(tmp_path)
        found = by_rule(report)
        assert result.exit_code == 1
        (finding,) = found["wrong-shape"]
        assert finding["focus"]["value"] == f"{EX}Refused"
        assert finding["place"]["file"] == "shapes/fout.ttl"
        assert [each["focus_label"] for each in found["left-over"]] == ["Klein plan"]
        assert report["rules_not_run"] == ["refused"]

    def test_a_component_of_its_own_goes_with_it(self, tmp_path: Path) -> None:
        component = """ex:FewerThan a sh:ConstraintComponent ; sh:parameter ex:FewerThan-limit ;
            sh:validator ex:FewerThan-validator .
        ex:FewerThan-limit sh:path ex:limit .
        ex:FewerThan-validator a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER(STRLEN(STR($value)) < $limit) }" .
        ex:Named a sh:NodeShape ; sh:targetClass hg:PolicyPlan ; ex:limit 5 .
        """
        small_project(tmp_path, {"shapes/eigen.ttl": HEAD + component + WRONG["unknown component"][0]})
        _, report = checked(tmp_path)
        assert [each["focus_label"] for each in by_rule(report)["named"]] == ["Klein plan"]
        assert report["rules_not_run"] == ["wrong"]

    def test_a_shape_it_calls_upon_judges_for_it_and_reports_once(self, tmp_path: Path) -> None:
        target = "sh:targetClass hg:PolicyPlan"
        calling = LEFT.replace(target, f"{target} ; sh:node ex:PlanWithoutTheme")
        small_project(tmp_path, {"shapes/eigen.ttl": HEAD + calling + GOOD})
        _, report = checked(tmp_path)
        found = by_rule(report)
        assert sorted(each["component"] for each in found["left-over"]) == [
            "MinCountConstraintComponent",
            "NodeConstraintComponent",
        ]
        assert len(found["plan-without-theme"]) == 1
