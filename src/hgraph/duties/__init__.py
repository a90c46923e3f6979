"""Who owes a report by when, how old a status is, which targets were reached, and how plans follow each other.

::

    owed = read_duties(project)
    report = year_report(owed, 2021, on=date(2021, 12, 1))
    report.counts[Outcome.MISSING]
"""

from hgraph.duties.family import Decision, PlanFamily, PlanNode, Tie, families, family_of, read_plans
from hgraph.duties.judging import Exempt, Freshness, Outcome, StatusOn, exempt, is_stale, outcome, status_on
from hgraph.duties.life import ActionLife, ReportedYear, action_life
from hgraph.duties.model import Action, Duty, Owed, Report
from hgraph.duties.reading import read_duties
from hgraph.duties.targets import (
    Indicator,
    Judged,
    Lack,
    Measurement,
    Target,
    Trend,
    Verdict,
    judged,
    read_indicators,
)
from hgraph.duties.yearly import DutyYear, Entry, YearReport, year_report

__all__ = [
    "Action",
    "ActionLife",
    "Decision",
    "Duty",
    "DutyYear",
    "Entry",
    "Exempt",
    "Freshness",
    "Indicator",
    "Judged",
    "Lack",
    "Measurement",
    "Outcome",
    "Owed",
    "PlanFamily",
    "PlanNode",
    "Report",
    "ReportedYear",
    "StatusOn",
    "Target",
    "Tie",
    "Trend",
    "Verdict",
    "YearReport",
    "action_life",
    "exempt",
    "families",
    "family_of",
    "is_stale",
    "judged",
    "outcome",
    "read_duties",
    "read_indicators",
    "read_plans",
    "status_on",
    "year_report",
]
