"""The JUnit report, held to the rules of the schema that build servers share.

There is no standard of JUnit itself. The rules below are those of the schema of the xUnit plugin of Jenkins
(``junit-10.xsd``), the strictest that readers agree on; the golden files were valid against that schema when written.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from format_samples import EVERYTHING, REGISTER, hostile, hostile_register

from fictional_report import REPORT, RULES
from hgraph.findings import FindingReport, Severity
from hgraph.messages import LANGUAGES
from hgraph.reports.as_junit import findings_junit

ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "properties": set[str](),
    "property": {"name", "value"},
    "testcase": {"name", "classname"},
    "failure": {"message", "type"},
    "skipped": {"message"},
    "system-out": set[str](),
}
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"properties", "testcase"},
    "properties": {"property"},
    "testcase": {"failure", "skipped", "system-out"},
}


def parsed(text: str) -> ET.Element:
    """Return the root of a report, read from bytes as a build server does."""
    return ET.fromstring(text.encode())  # noqa: S314 - written by the test itself


def held_to_the_schema(root: ET.Element) -> None:
    """Check names, attributes, nesting, order and numbers."""
    assert root.tag == "testsuites"
    for element in root.iter():
        assert set(element.attrib) == ATTRIBUTES[element.tag]
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
    for suite in root:
        cases = suite.findall("testcase")
        assert suite[0].tag == "properties"
        assert len(suite.findall("properties")) == 1
        assert all(prop.get("name") for prop in suite[0])
        assert [int(suite.attrib[name]) for name in ("tests", "failures", "errors", "skipped")] == [
            len(cases),
            sum(case.find("failure") is not None for case in cases),
            0,
            sum(case.find("skipped") is not None for case in cases),
        ]
        for case in cases:
            assert case.get("name")
            assert len(case.findall("failure")) + len(case.findall("skipped")) <= 1
            assert len(case.findall("system-out")) <= 1
        assert len({case.get("name") for case in cases}) == len(cases)
    assert [root.get(name) for name in ("tests", "failures")] == [root[0].get(name) for name in ("tests", "failures")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("report", [REPORT, EVERYTHING, FindingReport.of("s", [], 0)])
def test_follows_the_schema(report: FindingReport, language: str) -> None:
    held_to_the_schema(parsed(findings_junit(report, REGISTER, language)))
    held_to_the_schema(parsed(findings_junit(hostile(report), hostile_register(), language)))


def outcomes(root: ET.Element) -> dict[str, str]:
    """Return, per rule, whether its case failed, was skipped or passed."""
    return {
        (case.get("name") or "").partition(":")[0]: next((c.tag for c in case if c.tag != "system-out"), "passed")
        for case in root.iter("testcase")
    }


def test_a_case_per_rule() -> None:
    assert outcomes(parsed(findings_junit(REPORT, REGISTER, "nl"))) == {
        "action-without-lead-minister": "failure",
        "action-outside-plan-period": "passed",
        "action-without-budget": "passed",
        "quote-moved": "passed",
        "indicator-incomplete": "skipped",
        "target-incomplete": "skipped",
    }


@pytest.mark.parametrize(("threshold", "failing"), [(Severity.VIOLATION, 1), (Severity.WARNING, 3), (Severity.INFO, 4)])
def test_a_case_fails_from_the_threshold(threshold: Severity, failing: int) -> None:
    root = parsed(findings_junit(REPORT, REGISTER, "nl", threshold=threshold))
    assert list(outcomes(root).values()).count("failure") == failing


def test_only_rules_that_ran_are_cases() -> None:
    active = [rule.code for rule in RULES if rule.code != "quote-moved"]
    report = FindingReport.of("submission", [], 3)
    assert set(outcomes(parsed(findings_junit(report, REGISTER, "nl", active=active)))) == set(active)


def test_what_is_waived_known_or_fixed_does_not_fail() -> None:
    aside = FindingReport.of("s", [f for f in EVERYTHING.findings if not f.status.counts], 4)
    assert set(outcomes(parsed(findings_junit(aside, REGISTER, "nl"))).values()) == {"passed"}


def test_a_waiver_that_has_run_out_fails_again() -> None:
    again = FindingReport.of("s", [f for f in EVERYTHING.findings if f.status.value == "expired"], 4)
    assert "failure" in outcomes(parsed(findings_junit(again, REGISTER, "nl"))).values()


def test_the_suite_is_named_after_the_stage() -> None:
    (suite,) = parsed(findings_junit(REPORT, REGISTER, "nl"))
    assert suite.get("name") == "hgraph.submission"
    assert {case.get("classname") for case in suite.iter("testcase")} == {"hgraph.submission"}
