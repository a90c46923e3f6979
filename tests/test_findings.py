"""Findings: the same problem keeps its fingerprint, and the order of a report never depends on who found what first."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgraph.findings import Finding, FindingReport, Place, Register, RuleText, Severity, Status, WaiverNote
from hgraph.namespaces import XSD
from hgraph.terms import Iri, Literal, tagged
from strategies import any_text, iris, terms

FINDING = Finding(
    rule=Iri("https://w3id.org/hgraph/shapes#ActionWithoutMinister"),
    code="action-without-minister",
    severity=Severity.VIOLATION,
    focus=Iri("https://hgraph.example/id/actie/x"),
    messages={"nl": "Geen minister.", "en": "No minister."},
    remedies={"nl": "Noem er een.", "en": "Name one."},
    path="https://w3id.org/hgraph/ns#leadMinister",
    value=Literal("x"),
)

findings = st.builds(
    Finding,
    rule=iris,
    code=st.sampled_from(["a", "b"]),
    severity=st.sampled_from(Severity),
    focus=st.one_of(st.just(Iri("urn:x")), terms(any_text)),
    messages=st.fixed_dictionaries({"nl": any_text, "en": any_text}),
    remedies=st.fixed_dictionaries({"nl": any_text, "en": any_text}),
    path=st.one_of(st.none(), iris.map(str)),
    value=st.one_of(st.none(), terms(any_text)),
    status=st.sampled_from(Status),
)


class TestFingerprint:
    """Sixteen digits that mean: this problem, whatever is said about it."""

    def test_is_sixteen_hexadecimal_digits_and_stays_what_it_was(self) -> None:
        assert FINDING.fingerprint == "9a4fb7a59cf590b7"

    @pytest.mark.parametrize(
        "change",
        [
            {"severity": Severity.INFO},
            {"messages": {"nl": "Anders.", "en": "Otherwise."}},
            {"remedies": {}},
            {"place": Place(file="elders.ttl")},
            {"owners": (Iri("urn:minister"),)},
            {"gaps": (Iri("urn:hiaat"),)},
            {"status": Status.WAIVED},
            {"waiver": WaiverNote({"nl": "Mag."}, "Kabinet", date(2027, 1, 1))},
            {"component": "urn:c"},
        ],
    )
    def test_does_not_change_with_what_is_said_about_it(self, change: dict[str, object]) -> None:
        assert replace(FINDING, **change).fingerprint == FINDING.fingerprint

    @pytest.mark.parametrize(
        "change",
        [
            {"rule": Iri("urn:r")},
            {"focus": Iri("urn:x")},
            {"focus": Literal("https://hgraph.example/id/actie/x")},
            {"path": None},
            {"value": None},
            {"value": Iri("x")},
            {"value": tagged("x", "nl")},
            {"value": Literal("x", Iri(XSD.date))},
        ],
    )
    def test_changes_with_the_problem(self, change: dict[str, object]) -> None:
        assert replace(FINDING, **change).fingerprint != FINDING.fingerprint

    @given(findings, findings)
    def test_two_problems_never_share_one(self, one: Finding, other: Finding) -> None:
        same = (one.rule, one.focus, one.path, one.value) == (other.rule, other.focus, other.path, other.value)
        assert (one.fingerprint == other.fingerprint) == (same and type(one.focus) is type(other.focus))

    def test_a_finding_cannot_be_changed(self) -> None:
        with pytest.raises(FrozenInstanceError):
            FINDING.status = Status.WAIVED  # type: ignore[misc]


class TestReport:
    """One list, counted the same everywhere."""

    @given(st.data())
    def test_the_order_in_which_findings_come_does_not_matter(self, data: st.DataObject) -> None:
        some = data.draw(st.lists(findings, max_size=4))
        found = [*some, *(replace(finding, messages={"nl": "Ook dit.", "en": "This too."}) for finding in some)]
        shuffled = data.draw(st.permutations(found))
        first, second = FindingReport.of("s", found, 1), FindingReport.of("s", shuffled, 1)
        assert [(f.fingerprint, f.messages) for f in first.findings] == [
            (f.fingerprint, f.messages) for f in second.findings
        ]

    @given(st.lists(findings, max_size=8))
    def test_the_worst_come_first(self, found: list[Finding]) -> None:
        severities = [finding.severity for finding in FindingReport.of("s", found, 1).findings]
        assert severities == sorted(severities, reverse=True)

    def test_what_two_parts_found_counts_once(self) -> None:
        assert len(FindingReport.of("s", [FINDING, replace(FINDING, place=Place(file="a"))], 1).findings) == 1

    def test_what_is_said_differently_is_kept(self) -> None:
        other = replace(FINDING, messages={"nl": "Twee ministers.", "en": "Two ministers."})
        assert len(FindingReport.of("s", [FINDING, other], 1).findings) == 2

    @given(st.lists(findings, max_size=8))
    def test_only_findings_that_are_open_or_open_again_count_and_fail(self, found: list[Finding]) -> None:
        report = FindingReport.of("s", found, 1)
        still_open = [finding for finding in report.findings if finding.status in (Status.OPEN, Status.EXPIRED)]
        assert sum(report.count(severity) for severity in Severity) == len(still_open)
        for threshold in Severity:
            assert report.fails(threshold) == any(finding.severity >= threshold for finding in still_open)

    @given(st.lists(findings, max_size=8), st.lists(findings, max_size=2))
    def test_every_status_is_counted(self, found: list[Finding], fixed: list[Finding]) -> None:
        found = [finding for finding in found if finding.status is not Status.FIXED]
        gone = tuple(replace(finding, status=Status.FIXED) for finding in fixed)
        report = replace(FindingReport.of("s", found, 1), fixed=gone)
        assert set(report.statuses) == set(Status)
        assert sum(report.statuses.values()) == len(report.listed) == len(report.findings) + len(fixed)
        assert report.statuses[Status.FIXED] == len(fixed)

    def test_what_is_fixed_fails_until_the_report_compared_with_is_renewed(self) -> None:
        report = replace(FindingReport.of("s", [], 1), fixed=(replace(FINDING, severity=Severity.INFO),))
        assert report.fails(Severity.VIOLATION)
        assert not report.reaches(Severity.INFO)

    def test_an_empty_report_fails_nothing(self) -> None:
        report = FindingReport.of("s", [], 3, ["b", "a"])
        assert not report.fails(Severity.INFO)
        assert report.rules_without_target == ("a", "b")


class TestNames:
    """Severities and register: what machines and readers see."""

    def test_severities_have_tokens_and_an_order(self) -> None:
        assert [severity.token for severity in sorted(Severity)] == ["info", "warning", "violation"]

    @pytest.mark.parametrize(("language", "text"), [("nl", "Mag."), ("en", "Mag.")])
    def test_a_reason_is_shown_in_the_language_it_was_written_in(self, language: str, text: str) -> None:
        assert WaiverNote({"nl": "Mag."}, "Kabinet", date(2027, 1, 1)).text(language) == text

    def test_a_register_names_things_and_shows_values(self) -> None:
        rule = RuleText("r", {"nl": "R"}, {"nl": "W"}, {"nl": "D"})
        register = Register("Plan", [rule], lambda iri, language: f"{iri}@{language}")
        assert register.name(Iri("urn:x"), "nl") == "urn:x@nl"
        assert register.name(tagged("tekst", "nl"), "nl") == "tekst"
        assert register.name(None, "nl") == ""
        assert register.rules == {"r": rule}
