"""Content that is wrong is a finding; rules and questions of a project count, and broken ones are said clearly."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from cli import GRAPH, run, small_project, unchanged

REAL = GRAPH.format(name="extra", kind="bron")
TEXT = "data/sources/mededeling-kader-samen-ravel-2020/text.txt"


def findings(project: Path, *arguments: str) -> list[dict[str, Any]]:
    """Return the findings of a check that changed nothing."""
    with unchanged(project):
        result = run("check", "--project", project, "--format", "json", *arguments)
    assert result.stderr == ""
    found: list[dict[str, Any]] = json.loads(result.stdout)["findings"]
    assert result.exit_code == any(finding["severity"] == "violation" for finding in found)
    return found


def codes(found: list[dict[str, Any]]) -> set[str]:
    return {finding["rule"] for finding in found}


class TestPinnedTexts:
    """Whoever changes a text or an anchor is told which words no longer stand where they should."""

    @pytest.fixture
    def example(self, example_folder: Path, tmp_path: Path) -> Path:
        return Path(shutil.copytree(example_folder, tmp_path / "voorbeeld"))

    def test_the_example_is_sound(self, example: Path) -> None:
        assert findings(example) == []

    def test_a_word_changed(self, example: Path) -> None:
        text = (example / TEXT).read_text()
        (example / TEXT).write_text(text.replace("concretiseert", "verwoordt"))
        found = findings(example)
        assert codes(found) == {"pinned-text-altered", "quote-changed", "quote-moved"}
        assert {finding["place"]["file"] for finding in found} == {TEXT, "data/passages.ttl"}

    def test_a_text_added_before(self, example: Path) -> None:
        (example / TEXT).write_text("Vooraf.\n" + (example / TEXT).read_text())
        assert codes(findings(example)) == {"pinned-text-altered", "quote-moved"}

    def test_a_text_removed(self, example: Path) -> None:
        (example / TEXT).unlink()
        (found,) = findings(example)
        assert (found["rule"], found["place"]["file"]) == ("pinned-text-missing", TEXT)

    def test_a_quote_with_another_position(self, example: Path) -> None:
        passages = example / "data/passages.ttl"
        passages.write_text(
            passages.read_text().replace("oa:end 392 ; oa:start 300", "").replace("oa:start 300", "oa:start 305")
        )
        assert "quote-moved" in codes(findings(example))


class TestTerms:
    """A term that nobody knows and a namespace with the wrong letter are found by name."""

    @pytest.mark.parametrize(
        ("statement", "rule", "named"),
        [
            ("<plan/klein> hg:partOfPlann <plan/klein> .", "unknown-term", "hg:partOfPlann"),
            ("<plan/klein> dct:titel 'Klein'@nl .", "unknown-term", "dct:titel"),
            ("<plan/klein> a hg:Planet .", "unknown-term", "hg:Planet"),
            (
                "<plan/klein> <http://w3id.org/hgraph/ns#unit> 'x'@nl .",
                "namespace-twin",
                "http://w3id.org/hgraph/ns#unit",
            ),
            ("<plan/klein> <https://purl.org/dc/terms/title> 'x'@nl .", "namespace-twin", "http://purl.org/dc/terms/"),
        ],
    )
    def test_is_a_finding(self, statement: str, rule: str, named: str, tmp_path: Path) -> None:
        small_project(tmp_path, {"data/extra.ttl": REAL + statement})
        (found,) = (finding for finding in findings(tmp_path) if finding["rule"] == rule)
        assert named in found["message"]["nl"]
        assert named in found["message"]["en"]
        assert found["place"]["file"] == "data/extra.ttl"

    def test_a_name_cannot_steer_the_terminal(self, tmp_path: Path) -> None:
        title = '<plan/raar> a hg:PolicyPlan ; dct:title "Raar\u202eplan"@nl , "Odd\u2066plan"@en .\n'
        small_project(tmp_path, {"data/extra.ttl": REAL + title})
        for language, shown in (("nl", "Raar\\u202eplan"), ("en", "Odd\\u2066plan")):
            text = run("check", "--project", tmp_path, "--language", language).stdout
            assert shown in text
            assert not {"\u202e", "\u2066"} & set(text)


SHAPE = """\
@prefix hg: <https://w3id.org/hgraph/ns#> .
@prefix hgsh: <https://w3id.org/hgraph/shapes#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

hgsh:PlanWithoutTheme a sh:NodeShape ;
    sh:targetClass hg:PolicyPlan ;
    rdfs:label "Plan zonder thema"@nl , "Plan without theme"@en ;
    rdfs:comment "Wij werken per thema."@nl , "We work by theme."@en ;
    hg:remedy "Voeg een thema toe."@nl , "Add a theme."@en ;
    sh:property hgsh:PlanWithoutTheme-theme .

hgsh:PlanWithoutTheme-theme sh:path hg:hasTheme ;
    sh:minCount 1 ;
    sh:message "{$this} heeft geen thema."@nl , "{$this} has no theme."@en .
"""


class TestOwnRules:
    """Shapes of a project add to the shipped ones or take their place by file name."""

    def test_counts(self, tmp_path: Path) -> None:
        small_project(tmp_path, {"shapes/eigen.ttl": SHAPE})
        (found,) = (finding for finding in findings(tmp_path) if finding["rule"] == "plan-without-theme")
        assert found["message"]["nl"].endswith("heeft geen thema.")
        assert found["message"]["en"].endswith("has no theme.")
        assert "Wij werken per thema." in run("explain", "plan-without-theme", cwd=tmp_path).stdout

    def test_takes_the_place_of_a_shipped_file(self, tmp_path: Path) -> None:
        before = codes(findings(small_project(tmp_path)))
        after = codes(findings(small_project(tmp_path, {"shapes/plan.ttl": SHAPE})))
        assert "plan-without-framework" in before - after
        assert "plan-without-theme" in after - before

    @pytest.mark.parametrize("words", ["rdfs:label", "rdfs:comment", "hg:remedy", "sh:message"])
    def test_need_not_say_everything(self, words: str, tmp_path: Path) -> None:
        silent = "".join(line for line in SHAPE.splitlines(keepends=True) if words not in line)
        silent = silent.replace(
            "sh:minCount 1 ;\n", "sh:minCount 1 .\n" if words == "sh:message" else "sh:minCount 1 ;\n"
        )
        small_project(tmp_path, {"shapes/eigen.ttl": silent})
        assert "plan-without-theme" in codes(findings(tmp_path))
        for language in ("nl", "en"):
            assert run("check", "--project", tmp_path, "--language", language).exit_code == 1
            assert run("explain", "plan-without-theme", "--language", language, cwd=tmp_path).exit_code == 0

    def test_one_that_is_not_turtle_is_said(self, tmp_path: Path) -> None:
        small_project(tmp_path, {"shapes/eigen.ttl": SHAPE.replace("sh:minCount 1", "sh:minCount 1 1")})
        with unchanged(tmp_path):
            result = run("check", "--project", tmp_path)
        assert (result.exit_code, result.code) == (3, "syntax")
        assert "shapes/eigen.ttl" in result.complaint[0]


QUESTION = """\
#+ title:
#+   nl: Welke plannen zijn er?
#+   en: Which plans are there?
#+ description:
#+   nl: Alle plannen.
#+   en: All plans.
#+ tags: [plan]
#+ columns:
#+   plan: {type: iri, label: {nl: Plan, en: Plan}}
#+ sort: [plan]
#+ empty: bad
#+ empty_text:
#+   nl: Er is geen plan.
#+   en: There is no plan.
PREFIX hg: <https://w3id.org/hgraph/ns#>
SELECT ?plan
WHERE { ?plan a hg:PolicyPlan }
ORDER BY STR(?plan)
"""


class TestOwnQuestions:
    """Questions of a project are asked like the shipped ones, and may take their place by file name."""

    @pytest.mark.parametrize("name", ["plannen", "graphs"])
    def test_is_asked(self, name: str, tmp_path: Path) -> None:
        small_project(tmp_path, {f"queries/{name}.rq": QUESTION})
        result = run("ask", name, cwd=tmp_path)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.splitlines() == ["plan,plan_label", "https://hgraph.example/id/plan/klein,Klein plan"]
        assert "Welke plannen zijn er?" in run("ask", cwd=tmp_path).stdout
        assert "Alle plannen." in run("explain", name, cwd=tmp_path).stdout

    @pytest.mark.parametrize(
        ("before", "after", "place", "code"),
        [
            (QUESTION.partition("PREFIX")[0], "", "", "question-without-header"),
            ("#+   nl: Alle plannen.", "#+   nl: [Alle", ":6", "question-not-yaml"),
            ("#+ title:", "#+ titel:", ":1", "question-key-missing"),
            ("#+   en: Which plans are there?\n", "", ":2", "question-key-missing"),
            ("type: iri", "type: ding", ":9", "question-wrong-value"),
            ("?plan", "?plannen", ":", "question-columns"),
            ("SELECT ?plan", "SELEC ?plan", "", "question-columns"),
            ("ORDER BY STR(?plan)", "", "", "question-without-order"),
        ],
    )
    def test_a_broken_one_is_said(self, before: str, after: str, place: str, code: str, tmp_path: Path) -> None:
        assert before in QUESTION
        small_project(tmp_path, {"queries/plannen.rq": QUESTION.replace(before, after)})
        with unchanged(tmp_path):
            result = run("ask", "plannen", cwd=tmp_path)
        assert (result.exit_code, result.code) == (3, code)
        assert result.complaint[0].startswith(f"{tmp_path / 'queries/plannen.rq'}{place}")
