"""Where findings stand, in text, JSON, CSV and Turtle: counted first, and with who, why and until when."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from hgraph.findings import Finding, FindingReport, Register, RuleText, Severity, Status, WaiverNote
from hgraph.namespaces import PREFIXES
from hgraph.reports import findings_csv, findings_json, findings_text, findings_turtle
from hgraph.terms import Iri

END = date(2027, 5, 31)
FINDING = Finding(
    Iri(PREFIXES["hgsh"] + "R"), "r", Severity.VIOLATION, Iri("urn:x"), {"nl": "A", "en": "A"}, {"nl": "B", "en": "B"}
)
NOTE = WaiverNote({"nl": "De begroting volgt."}, "Kanselarij (fictief)", END)
TEXTS = {"nl": "Geen budget.", "en": "No budget."}
RULES = [RuleText("r", {"nl": "R", "en": "R"}, {"nl": "W", "en": "W"}, {"nl": "D", "en": "D"})]
REGISTER = Register("Plan", RULES, lambda iri, _: iri.rpartition("/")[2])
REPORT = replace(
    FindingReport.of(
        "approval",
        [
            replace(FINDING, messages=TEXTS, focus=Iri(f"urn:x/{number}"), status=status, waiver=note)
            for number, (status, note) in enumerate(
                [(Status.OPEN, None), (Status.WAIVED, NOTE), (Status.EXPIRED, NOTE), (Status.KNOWN, None)]
            )
        ],
        1,
        on=END - timedelta(days=12),
    ),
    fixed=(replace(FINDING, messages=TEXTS, focus=Iri("urn:x/weg"), status=Status.FIXED),),
)


class TestReports:
    """Every status is counted at the top and shown with what belongs to it."""

    @pytest.mark.parametrize(
        ("language", "counts", "beside"),
        [
            (
                "nl",
                "2 fouten · 0 waarschuwingen · 0 meldingen",
                "1 aanvaard, 1 vervalt binnen 12 dagen · 1 opnieuw geteld, want de afwijking is verlopen · 1 al bekend",
            ),
            (
                "en",
                "2 violations · 0 warnings · 0 info",
                "1 waived, 1 expires within 12 days · 1 counted again, its waiver having expired · 1 known",
            ),
        ],
    )
    def test_text_counts_all_of_them_first(self, language: str, counts: str, beside: str) -> None:
        shown = findings_text(REPORT, REGISTER, language, stage_name="Goedkeuring", width=200)
        assert [line.strip() for line in shown.splitlines()[1:3]] == [
            counts,
            f"{beside} · 1 {'opgelost' if language == 'nl' else 'fixed'}",
        ]
        assert shown.count("  • ") == 5

    def test_text_says_who_why_and_until_when(self) -> None:
        shown = " ".join(findings_text(REPORT, REGISTER, "nl", stage_name="Goedkeuring").split())
        assert "Aanvaard tot en met 31 mei 2027 door Kanselarij (fictief): De begroting volgt." in shown
        assert "De afwijking liep tot en met 31 mei 2027 (Kanselarij (fictief)): De begroting volgt." in shown
        assert "vernieuw het met hgraph check --stage approval --format json --output BESTAND." in shown

    def test_text_shows_no_more_than_asked_for(self) -> None:
        many = tuple(replace(REPORT.fixed[0], focus=Iri(f"urn:{number}")) for number in range(5))
        shown = findings_text(replace(REPORT, fixed=many), REGISTER, "nl", stage_name="G", limit=2)
        assert "OPGELOST  In het referentieverslag, maar niet meer gevonden  (5 " in shown
        assert "… en nog 3" in shown

    def test_json_has_the_counts_and_the_waiver(self) -> None:
        document = json.loads(findings_json(REPORT, REGISTER, "nl"))
        assert document["statuses"] == {"open": 1, "waived": 1, "expired": 1, "known": 1, "fixed": 1}
        assert document["counts"] == {"violation": 2, "warning": 0, "info": 0}
        notes = {entry["status"]: entry["waiver"] for entry in document["findings"]}
        expected = {"reason": {"nl": "De begroting volgt."}, "owner": "Kanselarij (fictief)", "until": "2027-05-31"}
        assert notes == {"open": None, "waived": expected, "expired": expected, "known": None, "fixed": None}

    def test_csv_has_a_column_for_each_part(self) -> None:
        lines = findings_csv(REPORT, REGISTER, "en").splitlines()
        assert len(lines) == 6
        assert lines[0].endswith("status,waiver_owner,waiver_until,waiver_reason,fingerprint")
        assert ",waived,Kanselarij (fictief),2027-05-31,De begroting volgt.," in lines[2]

    def test_turtle_conforms_if_all_is_accepted_and_keeps_what_is_fixed_apart(self) -> None:
        shown = findings_turtle(REPORT, REGISTER, "nl")
        assert "sh:conforms false" in shown
        assert len(re.findall(r"sh:result [^;.]*", shown)[0].split(",")) == 4
        assert 'hg:waiverOwner "Kanselarij (fictief)"' in shown
        assert '"De begroting volgt."@nl' in shown
        assert shown.count("<urn:hgraph:status:") == 4
        accepted = replace(REPORT, findings=tuple(f for f in REPORT.findings if not f.status.counts))
        assert "sh:conforms true" in findings_turtle(accepted, REGISTER, "nl")
