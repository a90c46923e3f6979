"""Every format of the check report under its name on the command line; what they show comes from one list."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from textwrap import fill
from typing import Final

from hgraph.findings import FindingReport, Register, Severity
from hgraph.reports.as_csv import findings_csv
from hgraph.reports.as_json import findings_json
from hgraph.reports.as_text import findings_text
from hgraph.reports.as_turtle import findings_turtle

FINDING_FORMATS: Final = ("text", "markdown", "html", "csv", "xlsx", "json", "junit", "sarif", "turtle")
"""Names of the formats, those for people first."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a report needs to know beside its findings: whom it is for and what the check was about."""

    language: str
    stage_name: str
    threshold: Severity = Severity.VIOLATION
    active: Collection[str] | None = None
    """Codes of the rules that ran; JUnit counts one case for each."""
    width: int = 100
    limit: int = 10
    verdict: str = ""
    """Sentence at the end of the text report: ready or not."""
    outlook: str = ""
    """Last sentence of the text report: what the next stage would say."""


def render_findings(format_: str, report: FindingReport, register: Register, how: Rendering) -> bytes:
    """Return a report in one of ``FINDING_FORMATS``, text in UTF-8. Raises ``KeyError`` for another format."""
    if format_ == "text":
        body = findings_text(
            report, register, how.language, stage_name=how.stage_name, width=how.width, limit=how.limit
        )
        last = f"{fill(how.outlook, how.width)}\n" if how.outlook else ""
        return f"{body}\n{how.verdict}\n{last}".encode()
    plain = {"csv": findings_csv, "json": findings_json, "turtle": findings_turtle}
    if format_ in plain:
        return plain[format_](report, register, how.language).encode()
    return _for_programs_and_offices(format_, report, register, how)


def _for_programs_and_offices(format_: str, report: FindingReport, register: Register, how: Rendering) -> bytes:
    """Render with the formats whose libraries take a while to load."""
    if format_ == "xlsx":
        from hgraph.reports.as_xlsx import findings_xlsx

        return findings_xlsx(report, register, how.language, stage_name=how.stage_name)
    if format_ == "html":
        from hgraph.reports.as_html import findings_html

        return findings_html(report, register, how.language, stage_name=how.stage_name).encode()
    if format_ == "markdown":
        from hgraph.reports.as_markdown import findings_markdown

        return findings_markdown(report, register, how.language, stage_name=how.stage_name).encode()
    if format_ == "junit":
        from hgraph.reports.as_junit import findings_junit

        return findings_junit(report, register, how.language, threshold=how.threshold, active=how.active).encode()
    from hgraph.reports.as_sarif import findings_sarif

    return {"sarif": findings_sarif}[format_](report, register, how.language).encode()
