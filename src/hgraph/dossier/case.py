"""The case a dossier makes: one plan, looked at for one stage on one day, with the verdict that follows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

from hgraph.checks import Examination, examine
from hgraph.dossier.ledger import Ledger
from hgraph.findings import Finding, FindingReport, Register, Severity
from hgraph.messages import message
from hgraph.namespaces import STATEMENT_KIND
from hgraph.project import Project
from hgraph.reports import day
from hgraph.trace import ThreadGraph, read_thread


@dataclass(frozen=True)
class Case:
    """One look at a project for one stage on one day, told in one language."""

    project: Project
    examination: Examination
    report: FindingReport
    on: date
    language: str
    threshold: Severity

    @classmethod
    def of(cls, project: Project, stage: str, on: date) -> Self:
        """Look at an open project. Raises ``UsageError`` (``unknown-stage``) and whatever ``examine`` raises."""
        examination = examine(project)
        settings = project.settings
        report = examination.report(stage, on)
        return cls(project, examination, report, on, settings.language, Severity[settings.fail_on.upper()])

    @property
    def ready(self) -> bool:
        """Whether no finding that counts reaches the threshold."""
        return not self.report.fails(self.threshold)

    @property
    def stage_title(self) -> str:
        """The name of the stage as people read it."""
        return self.examination.stage_title(self.report.stage, self.language)

    @property
    def day(self) -> str:
        """The day on which was judged, as people write it."""
        return day(self.on, self.language)

    @property
    def blocking(self) -> list[Finding]:
        """The findings that keep the case from being ready, worst first."""
        return [f for f in self.report.findings if f.status.counts and f.severity >= self.threshold]

    @property
    def verdict(self) -> str:
        """Whether the plan is ready for the stage, in one sentence."""
        return message(
            f"report.{'ready' if self.ready else 'not-ready'}",
            self.language,
            stage=self.stage_title,
            count=len(self.blocking),
            threshold=message(f"report.severity.{self.threshold.token}", self.language).lower(),
        )

    @property
    def counts(self) -> Counter[Severity]:
        """How many findings that count there are of each severity."""
        return Counter(finding.severity for finding in self.report.findings if finding.status.counts)

    @cached_property
    def graph(self) -> ThreadGraph:
        """The thread of the plan."""
        return read_thread(self.project.select)

    @cached_property
    def ledger(self) -> Ledger:
        """What is recorded about the plan."""
        return Ledger(self.project, self.graph, self.language)

    @cached_property
    def register(self) -> Register:
        """The names of things and rules."""
        return self.examination.register()

    @cached_property
    def fictional(self) -> bool:
        """Whether the statements of the project are fiction."""
        kinds = {str(row[1]) for row in self.project.select("internal/graphs").rows}
        return STATEMENT_KIND.fictief in kinds
