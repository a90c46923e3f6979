"""A baseline: what it has is known, what it lacks is new, what is gone from it is fixed; nothing is lost or hidden."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgraph.errors import HgraphError, UnreadableInput, UsageError
from hgraph.findings import Finding, FindingReport, Place, Register, RuleText, Severity, Status, WaiverNote
from hgraph.reports import findings_json
from hgraph.terms import Iri, Literal, is_valid_iri, tagged
from hgraph.validation import Baseline, compare, read_baseline
from strategies import any_text, iris, terms

NOTE = WaiverNote({"nl": "Mag."}, "Kabinet", date(2027, 5, 31))
FINDING = Finding(
    rule=Iri("https://w3id.org/hgraph/shapes#ActionWithoutBudget"),
    code="action-without-budget",
    severity=Severity.WARNING,
    focus=Iri("https://hgraph.example/id/actie/x"),
    messages={"nl": "Geen budget.", "en": "No budget."},
    remedies={"nl": "Noem er een.", "en": "Name one."},
    path="https://w3id.org/hgraph/ns#budgetAmount",
    value=tagged("tekst", "nl"),
    place=Place(graph=Iri("urn:graaf"), file="data/a.ttl", passage=Iri("urn:passage"), sheet="Acties", cell="B2"),
    owners=(Iri("urn:minister"),),
)
RULE = RuleText("r", {"nl": "R", "en": "R"}, {"nl": "W", "en": "W"}, {"nl": "D", "en": "D"})
REGISTER = Register("Plan", [RULE], lambda iri, language: f"{iri}@{language}")

few = st.builds(
    lambda number, severity, words, status: replace(
        FINDING,
        focus=Iri(f"urn:x:{number}"),
        severity=severity,
        messages={"nl": words, "en": words},
        status=status,
        waiver=NOTE if status in (Status.WAIVED, Status.EXPIRED) else None,
    ),
    st.integers(0, 3),
    st.sampled_from(Severity),
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from([Status.OPEN, Status.WAIVED, Status.EXPIRED]),
)
"""Findings of few kinds, so that two reports share some, more than once and in other words."""

reports = st.lists(few, max_size=8).map(lambda found: FindingReport.of("framework", found, 1))
saved = st.builds(
    lambda report, statuses: replace(
        report,
        findings=tuple(
            replace(finding, status=Status.KNOWN) if known and finding.status is Status.OPEN else finding
            for finding, known in zip(report.findings, statuses, strict=False)
        ),
    ),
    reports,
    st.lists(st.booleans(), min_size=8, max_size=8),
)
"""Reports as they may have been saved: some findings were known already."""


def baseline_of(report: FindingReport) -> Baseline:
    """Return a report as a baseline, without a file in between."""
    return Baseline(report.stage, report.findings)


def prints(findings: tuple[Finding, ...]) -> Counter[str]:
    """Return how often each fingerprint occurs."""
    return Counter(finding.fingerprint for finding in findings)


class TestCompare:
    """New, known and fixed: an exact partition of both reports."""

    @given(reports, saved)
    def test_every_finding_is_new_or_known_and_every_entry_known_or_fixed(
        self, now: FindingReport, before: FindingReport
    ) -> None:
        result = compare(now, baseline_of(before))
        assert [replace(f, status=Status.OPEN) for f in result.findings] == [
            replace(f, status=Status.OPEN) for f in now.findings
        ]
        assert prints(result.fixed) == prints(before.findings) - prints(now.findings)
        new = prints(now.findings) - prints(before.findings)
        for fingerprint, count in new.items():
            alike = [f for f in result.findings if f.fingerprint == fingerprint]
            assert sum(f.status is not Status.KNOWN for f in alike) >= count
        matched = prints(now.findings) & prints(before.findings)
        assert prints(tuple(f for f in result.findings if f.status is Status.KNOWN)) <= matched

    @given(reports, saved)
    def test_waivers_are_neither_hidden_nor_lifted(self, now: FindingReport, before: FindingReport) -> None:
        result = compare(now, baseline_of(before))
        for was, is_ in zip(now.findings, result.findings, strict=True):
            if was.status is Status.OPEN:
                assert is_.status in (Status.OPEN, Status.KNOWN)
            else:
                assert is_ == was

    @given(reports)
    def test_against_itself_nothing_is_new_and_nothing_fixed(self, report: FindingReport) -> None:
        plain = replace(report, findings=tuple(replace(f, status=Status.OPEN, waiver=None) for f in report.findings))
        result = compare(plain, baseline_of(plain))
        assert {finding.status for finding in result.findings} <= {Status.KNOWN}
        assert result.fixed == ()
        assert not result.fails(Severity.INFO)

    @given(reports)
    def test_against_nothing_everything_is_as_it_was(self, report: FindingReport) -> None:
        assert compare(report, Baseline("framework", ())) == report

    @given(reports, saved)
    def test_what_is_fixed_fails_until_the_baseline_is_renewed(self, now: FindingReport, before: FindingReport) -> None:
        result = compare(now, baseline_of(before))
        assert {finding.status for finding in result.fixed} <= {Status.FIXED}
        assert result.fails(Severity.VIOLATION) >= bool(result.fixed)
        renewed = compare(now, baseline_of(result))
        assert renewed.fixed == ()
        assert prints(tuple(f for f in renewed.findings if f.status is Status.OPEN)) == Counter()

    def test_one_more_of_the_same_is_new_and_the_one_with_the_same_words_is_known(self) -> None:
        two = [FINDING, replace(FINDING, messages={"nl": "A", "en": "A"})]
        result = compare(FindingReport.of("s", two, 1), Baseline("s", (FINDING,)))
        assert {f.messages["nl"]: f.status for f in result.findings} == {
            "Geen budget.": Status.KNOWN,
            "A": Status.OPEN,
        }

    def test_a_finding_in_other_words_is_still_the_same(self) -> None:
        reworded = replace(FINDING, messages={"nl": "Anders.", "en": "Otherwise."}, severity=Severity.VIOLATION)
        result = compare(FindingReport.of("s", [reworded], 1), Baseline("s", (FINDING,)))
        assert [f.status for f in result.findings] == [Status.KNOWN]

    @pytest.mark.parametrize("status", [Status.WAIVED, Status.EXPIRED])
    def test_what_was_waived_is_open_once_the_waiver_is_gone(self, status: Status) -> None:
        before = Baseline("s", (replace(FINDING, status=status, waiver=NOTE),))
        result = compare(FindingReport.of("s", [FINDING], 1), before)
        assert [f.status for f in result.findings] == [Status.OPEN]
        assert result.fixed == ()

    def test_a_waiver_that_has_run_out_fails_although_the_baseline_knows_the_finding(self) -> None:
        expired = replace(FINDING, status=Status.EXPIRED, waiver=NOTE)
        result = compare(FindingReport.of("s", [expired], 1), Baseline("s", (FINDING,)))
        assert [f.status for f in result.findings] == [Status.EXPIRED]
        assert result.fails(Severity.WARNING)

    def test_another_stage_is_refused(self) -> None:
        with pytest.raises(UsageError) as caught:
            compare(FindingReport.of("approval", [], 1), Baseline("framework", ()))
        assert caught.value.code == "baseline-of-other-stage"


any_finding = st.builds(
    Finding,
    rule=iris,
    code=st.just("r"),
    severity=st.sampled_from(Severity),
    focus=terms(any_text),
    messages=st.fixed_dictionaries({"nl": any_text, "en": any_text}),
    remedies=st.fixed_dictionaries({"nl": any_text, "en": any_text}),
    path=st.one_of(st.none(), iris.map(str)),
    value=st.one_of(st.none(), terms(any_text)),
    place=st.builds(Place, graph=st.one_of(st.none(), iris), cell=st.one_of(st.none(), st.just("B2"))),
    owners=st.lists(iris, max_size=2).map(tuple),
    status=st.sampled_from([Status.OPEN, Status.KNOWN]),
)


class TestFile:
    """A saved report is read back as what it was; anything else is refused in one sentence."""

    @given(st.lists(any_finding, max_size=4))
    def test_what_was_saved_is_read_back(self, tmp_path_factory: pytest.TempPathFactory, found: list[Finding]) -> None:
        report = FindingReport.of("framework", found, 1)
        path = tmp_path_factory.mktemp("baseline") / "b.json"
        path.write_text(findings_json(report, REGISTER, "nl"), encoding="utf-8")
        assert read_baseline(path, "framework", "Plan").findings == report.findings

    def test_what_is_fixed_does_not_come_back(self, tmp_path: Path) -> None:
        report = replace(FindingReport.of("framework", [], 1), fixed=(replace(FINDING, status=Status.FIXED),))
        path = tmp_path / "b.json"
        path.write_text(findings_json(report, REGISTER, "nl"), encoding="utf-8")
        assert read_baseline(path, "framework").findings == ()

    def test_a_byte_order_mark_does_no_harm(self, tmp_path: Path) -> None:
        path = self.saved(tmp_path)
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        assert read_baseline(path, "framework").findings == (FINDING,)

    @staticmethod
    def saved(folder: Path) -> Path:
        path = folder / "b.json"
        path.write_text(findings_json(FindingReport.of("framework", [FINDING], 1), REGISTER, "nl"), encoding="utf-8")
        return path

    def refused(self, path: Path, stage: str = "framework", title: str | None = "Plan") -> HgraphError:
        with pytest.raises(HgraphError) as caught:
            read_baseline(path, stage, title)
        error = caught.value
        assert all(error.sentence(language) and error.remedy(language) for language in ("nl", "en"))
        assert error.place == str(path)
        return error

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"{",
            b"[]",
            b"null",
            b'"findings"',
            b"{}",
            b'{"findings": []}',
            b'{"stage": "framework", "findings": {}}',
            b'{"stage": 1, "findings": []}',
            b"\xff\xfe{}",
            b"severity,rule\r\n",
            b"[" * 100_000,
            b'{"version": "2.1.0", "runs": []}',
        ],
    )
    def test_a_file_that_is_no_report_is_refused(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "b.json").write_bytes(content)
        error = self.refused(tmp_path / "b.json", title=None)
        assert (type(error), error.code) == (UnreadableInput, "not-a-baseline")

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda entry: entry.pop("focus"),
            lambda entry: entry.pop("message"),
            lambda entry: entry["message"].pop("en"),
            lambda entry: entry.update(severity="fatal"),
            lambda entry: entry.update(status="gone"),
            lambda entry: entry.update(focus=None),
            lambda entry: entry.update(focus="urn:x"),
            lambda entry: entry.update(rule_iri=1),
            lambda entry: entry.update(place={"file": 1}),
            lambda entry: entry.update(value={"type": "literal", "value": 1}),
            lambda entry: entry.update(owners=["urn:x"]),
        ],
    )
    def test_a_broken_entry_is_refused_by_number(
        self, tmp_path: Path, spoil: Callable[[dict[str, object]], object]
    ) -> None:
        path = self.saved(tmp_path)
        document = json.loads(path.read_text(encoding="utf-8"))
        spoil(document["findings"][0])
        path.write_text(json.dumps(document), encoding="utf-8")
        error = self.refused(path)
        assert error.code == "not-a-baseline"
        assert "findings[1]" in error.sentence("nl")

    @pytest.mark.parametrize(
        "change", [{"path": None}, {"value": None}, {"rule_iri": "urn:other"}, {"fingerprint": None}]
    )
    def test_an_entry_that_was_altered_is_refused(self, tmp_path: Path, change: dict[str, object]) -> None:
        path = self.saved(tmp_path)
        document = json.loads(path.read_text(encoding="utf-8"))
        document["findings"][0].update(change)
        path.write_text(json.dumps(document), encoding="utf-8")
        error = self.refused(path)
        assert (type(error), error.code) == (UnreadableInput, "baseline-altered")

    def test_another_stage_is_refused_with_its_name(self, tmp_path: Path) -> None:
        error = self.refused(self.saved(tmp_path), stage="approval")
        assert (type(error), error.code) == (UsageError, "baseline-of-other-stage")
        assert "--stage framework" in error.remedy("nl")

    def test_another_project_is_refused_with_its_title(self, tmp_path: Path) -> None:
        error = self.refused(self.saved(tmp_path), title="Ander plan")
        assert (type(error), error.code) == (UsageError, "baseline-of-other-project")
        assert "‘Plan’" in error.sentence("nl")

    def test_no_file_no_folder_and_no_permission(self, tmp_path: Path) -> None:
        assert self.refused(tmp_path / "geen.json").code == "no-such-baseline"
        assert self.refused(tmp_path).code == "not-readable"
        path = self.saved(tmp_path)
        path.chmod(0)
        if not os.access(path, os.R_OK):
            assert self.refused(path).code == "not-readable"

    def test_the_literals_that_json_may_leave_untyped(self, tmp_path: Path) -> None:
        plain = replace(FINDING, value=Literal("x"))
        report = FindingReport.of("framework", [plain], 1)
        document = json.loads(findings_json(report, REGISTER, "nl"))
        del document["findings"][0]["value"]["datatype"]
        (tmp_path / "b.json").write_text(json.dumps(document), encoding="utf-8")
        assert read_baseline(tmp_path / "b.json", "framework").findings == (plain,)
        assert is_valid_iri(plain.rule)
