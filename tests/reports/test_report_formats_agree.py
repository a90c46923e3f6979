"""One list of findings: every format holds the same findings, whatever they say."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from format_samples import (
    EVERYTHING,
    FORMATS,
    READERS,
    REGISTER,
    hostile,
    hostile_register,
    rows_of,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from fictional_report import REPORT
from hgraph.checks import examine
from hgraph.findings import FindingReport, Register, RuleText, Severity
from hgraph.messages import LANGUAGES, message
from hgraph.project import Project
from hgraph.terms import is_valid_iri
from strategies import any_text
from test_findings import findings

NOTHING = FindingReport.of("submission", [], 0)


def agree(report: FindingReport, register: Register, language: str) -> None:
    """Hold every format to the list."""
    for suffix, read in READERS.items():
        found = list(read(FORMATS[suffix](report, register, language), language))
        expected = rows_of(report)
        assert Counter(row[:2] for row in found) == Counter(row[:2] for row in expected), suffix
        if suffix != "md":
            assert Counter(found) == Counter(expected), suffix


class TestAgreement:
    """Nothing is lost, doubled or graded differently on the way."""

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("report", [NOTHING, REPORT, EVERYTHING], ids=["nothing", "report", "everything"])
    def test_samples(self, report: FindingReport, language: str) -> None:
        agree(report, REGISTER, language)

    def test_the_sample_has_every_severity_and_status(self) -> None:
        assert all(EVERYTHING.statuses.values())
        assert {finding.severity for finding in EVERYTHING.findings} == set(Severity)
        assert len({finding.fingerprint for finding in EVERYTHING.findings}) < len(EVERYTHING.findings)

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("stage", ["framework", "approval", "reporting"])
    def test_the_real_plan(self, real_project: Project, stage: str, language: str) -> None:
        examination = examine(real_project)
        agree(examination.report(stage), examination.register(), language)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_example(self, example_project: Project, language: str) -> None:
        examination = examine(example_project)
        agree(examination.report("approval"), examination.register(), language)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_hostile_texts(self, language: str) -> None:
        agree(hostile(EVERYTHING), hostile_register(), language)

    @settings(max_examples=25)
    @given(st.lists(findings, max_size=6), st.lists(any_text, min_size=4, max_size=4))
    def test_any_texts(self, some: list[object], texts: list[str]) -> None:
        label, why, remedy, title = texts
        both = [dict.fromkeys(LANGUAGES, text) for text in (label, why, remedy)]
        rules = [RuleText(code, *both, source=title) for code in ("a", "b")]
        register = Register(title, rules, lambda iri, _: label or iri)
        found = [f for f in some if is_valid_iri(f.rule)]  # type: ignore[attr-defined]
        agree(FindingReport.of("s", found, 2, ["b", "c"]), register, "nl")  # type: ignore[arg-type]


class TestWholeAndPart:
    """Formats without statuses or with counts only say the same of what they have."""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_text_has_a_bullet_per_finding(self, language: str) -> None:
        made = str(FORMATS["txt"](EVERYTHING, REGISTER, language))
        assert made.count("  • ") >= len(EVERYTHING.listed)

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("suffix", ["txt", "md"])
    def test_counts_first(self, suffix: str, language: str) -> None:
        made = str(FORMATS[suffix](EVERYTHING, REGISTER, language))
        counts = [EVERYTHING.count(severity) for severity in sorted(Severity, reverse=True)]
        keys = [f"report.count.{severity.token}.many" for severity in sorted(Severity, reverse=True)]
        expected = " · ".join(message(key, language, count=count) for key, count in zip(keys, counts, strict=True))
        assert expected in made
        assert made.index(expected) < 250

    @pytest.mark.parametrize("suffix", FORMATS)
    def test_the_same_report_gives_the_same_bytes(self, suffix: str) -> None:
        again = FindingReport.of(
            "submission",
            reversed(EVERYTHING.findings),
            12,
            EVERYTHING.rules_without_target,
            on=EVERYTHING.on,
            rules_not_run=reversed(EVERYTHING.rules_not_run),
            unwatched=EVERYTHING.unwatched,
        )
        shuffled = replace(again, fixed=EVERYTHING.fixed)
        assert FORMATS[suffix](EVERYTHING, REGISTER, "nl") == FORMATS[suffix](shuffled, REGISTER, "nl")

    @pytest.mark.parametrize("suffix", sorted({*FORMATS} - {"csv", "json", "ttl", "txt"}))
    def test_each_finding_says_what_why_what_to_do_and_whose_turn(self, suffix: str) -> None:
        (finding,) = [f for f in REPORT.findings if f.gaps]
        made = FORMATS[suffix](replace(REPORT, findings=(finding,)), REGISTER, "nl")
        if isinstance(made, bytes):
            from format_samples import workbook

            rows = workbook(made).worksheets[0].iter_rows(values_only=True)
            made = "\n".join(str(cell) for row in rows for cell in row)
        rule = REGISTER.rules[finding.code]
        names = [REGISTER.name(iri, "nl") for iri in (*finding.owners, *finding.gaps)]
        for text in (finding.messages["nl"], rule.why["nl"], finding.remedies["nl"], *names, "data/acties.ttl"):
            assert text in made


@pytest.mark.parametrize("suffix", READERS)
def test_the_readers_see_a_difference(suffix: str) -> None:
    made = FORMATS[suffix](EVERYTHING, REGISTER, "nl")
    less = FORMATS[suffix](replace(EVERYTHING, findings=EVERYTHING.findings[:-1]), REGISTER, "nl")
    assert Counter(READERS[suffix](made, "nl")) != Counter(READERS[suffix](less, "nl"))
