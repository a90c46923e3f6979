"""The SARIF report, held to the parts of the standard that it uses.

No package on PyPI was found to ship the schema of OASIS, so ``sarif-parts.schema.json`` says, in words of its own and
with sections, what the standard asks of those parts. The golden files were valid against the schema of OASIS when
written; ``HGRAPH_SARIF_SCHEMA`` may name a copy of it, and then the reports are held to that as well.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from format_samples import EVERYTHING, REGISTER, hostile, hostile_register, valued
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import FormatChecker
from jsonschema.validators import validator_for

from fictional_report import REPORT
from hgraph.checks import examine
from hgraph.findings import FindingReport, Place, Register, Severity, Status
from hgraph.messages import LANGUAGES
from hgraph.project import Project
from hgraph.reports.as_sarif import findings_sarif
from hgraph.terms import Literal
from strategies import any_text

PARTS = Path(__file__).with_name("sarif-parts.schema.json")
SCHEMAS = [
    json.loads(Path(path).read_text(encoding="utf-8"))
    for path in (PARTS, os.environ.get("HGRAPH_SARIF_SCHEMA"))
    if path
]


def run(report: FindingReport = EVERYTHING, register: Register = REGISTER, language: str = "nl") -> Any:
    """Return the one run of a report, after holding the report to the schemas."""
    document = json.loads(findings_sarif(report, register, language))
    for schema in SCHEMAS:
        validator = validator_for(schema)(schema, format_checker=FormatChecker())
        assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)] == []
    (only,) = document["runs"]
    return only


def location(file: str) -> Any:
    """Return where a finding in a file is, as the report says it."""
    finding = valued(1, Literal("x"), Status.OPEN, Severity.INFO, place=Place(file=file))
    (result,) = run(FindingReport.of("s", [finding], 1))["results"]
    return result["locations"][0]["physicalLocation"]["artifactLocation"]


class TestSchema:
    """Viewers and servers take it."""

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("report", [REPORT, EVERYTHING, FindingReport.of("s", [], 0)])
    def test_samples(self, report: FindingReport, language: str) -> None:
        run(report, REGISTER, language)
        run(hostile(report), hostile_register(), language)

    def test_the_real_plan(self, real_project: Project) -> None:
        examination = examine(real_project)
        run(examination.report("approval"), examination.register())

    @settings(max_examples=20)
    @given(any_text, any_text, st.sampled_from(Status))
    def test_any_texts(self, text: str, file: str, status: Status) -> None:
        both = dict.fromkeys(LANGUAGES, text)
        place = Place(file=file or None, sheet=text or None)
        finding = valued(1, Literal(text), status, Severity.INFO, messages=both, place=place)
        run(FindingReport.of("s", [finding], 1), hostile_register((text, text)))

    def test_a_wrong_report_is_seen(self) -> None:
        document = json.loads(findings_sarif(EVERYTHING, REGISTER, "nl"))
        document["runs"][0]["results"][0]["level"] = "violation"
        schema = SCHEMAS[0]
        assert list(validator_for(schema)(schema).iter_errors(document))


class TestRules:
    """Every rule explains itself, in both languages."""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_rules_have_texts_in_the_language_and_translations_in_the_other(self, language: str) -> None:
        made = run(language=language)
        driver, (translation,) = made["tool"]["driver"], made["translations"]
        assert {driver["language"], translation["language"]} == set(LANGUAGES)
        assert driver["language"] == made["language"] == language
        assert [rule["id"] for rule in driver["rules"]] == [rule["id"] for rule in translation["rules"]]
        for component in (driver, translation):
            for rule in component["rules"]:
                known, tongue = REGISTER.rules[rule["id"]], component["language"]
                assert rule["shortDescription"]["text"] == known.label[tongue]
                assert rule["fullDescription"]["text"] == known.why[tongue]
                assert rule["help"]["text"] == known.remedy[tongue]

    def test_each_result_points_at_its_rule(self) -> None:
        made = run()
        rules = made["tool"]["driver"]["rules"]
        for result in made["results"]:
            if result["ruleId"] == "rule-that-is-no-more":
                assert "ruleIndex" not in result
            else:
                assert rules[result["ruleIndex"]]["id"] == result["ruleId"]

    def test_the_source_of_a_rule_is_a_link_only_if_it_is_an_iri(self) -> None:
        rules = [
            replace(r, source=s) for r, s in zip(REGISTER.rules.values(), ["https://a.example/", "wet"], strict=False)
        ]
        made = run(REPORT, Register("t", [*rules, *list(REGISTER.rules.values())[2:]], REGISTER.label))
        assert {rule.get("helpUri") for rule in made["tool"]["driver"]["rules"]} == {"https://a.example/", None}

    def test_rules_that_found_nothing_to_check_are_notes(self) -> None:
        (invocation,) = run()["invocations"]
        notes = invocation["toolExecutionNotifications"]
        assert [note["associatedRule"]["id"] for note in notes] == list(EVERYTHING.rules_without_target)
        assert {note["level"] for note in notes} == {"note"}


class TestResults:
    """What, how bad, where, and since when."""

    def test_both_languages_are_there(self) -> None:
        for result in run()["results"]:
            assert set(result["properties"]["messages"]) == set(LANGUAGES)
            assert result["message"]["text"] == result["properties"]["messages"]["nl"]

    def test_waived_findings_are_suppressed_and_expired_ones_are_not(self) -> None:
        found = {}
        for result in run()["results"]:
            for suppression in result.get("suppressions", [None]):
                found.setdefault(result["properties"]["status"], set()).add(suppression and suppression["status"])
        assert found.pop("waived") == {"accepted"}
        assert found.pop("expired") == {"rejected"}
        assert found == {"open": {None}, "known": {None}, "fixed": {None}}

    def test_a_suppression_says_who_and_until_when(self) -> None:
        (said,) = {
            s["justification"] for r in run()["results"] for s in r.get("suppressions", []) if s["status"] == "accepted"
        }
        assert "Kabinet van Mobiliteit (fictief)" in said
        assert "31 mei 2026" in said

    def test_a_comparison_stands_on_every_result_or_on_none(self) -> None:
        states = {result["properties"]["status"]: result["baselineState"] for result in run()["results"]}
        assert (states["open"], states["known"], states["fixed"]) == ("new", "unchanged", "absent")
        assert not any("baselineState" in result for result in run(REPORT)["results"])

    def test_the_thing_is_a_logical_location(self) -> None:
        for result, finding in zip(run(REPORT)["results"], REPORT.findings, strict=True):
            ((thing,),) = (place["logicalLocations"] for place in result["locations"])
            assert thing["fullyQualifiedName"] == finding.focus
            assert thing["name"] == REGISTER.name(finding.focus, "nl")

    @pytest.mark.parametrize(
        ("file", "expected"),
        [
            ("data/acties.ttl", {"uri": "data/acties.ttl", "uriBaseId": "%SRCROOT%"}),
            ("data\\acties.ttl", {"uri": "data/acties.ttl", "uriBaseId": "%SRCROOT%"}),
            ("data/één plan#1.ttl", {"uri": "data/%C3%A9%C3%A9n%20plan%231.ttl", "uriBaseId": "%SRCROOT%"}),
            ("/srv/plan/data.ttl", {"uri": "file:///srv/plan/data.ttl"}),
            ("C:\\plan\\data.ttl", {"uri": "file:///C:/plan/data.ttl"}),
            ("javascript:alert(1)", {"uri": "javascript%3Aalert%281%29", "uriBaseId": "%SRCROOT%"}),
        ],
    )
    def test_the_file_is_a_reference(self, file: str, expected: dict[str, str]) -> None:
        assert location(file) == expected
