"""The check as a whole: rules, pinned texts, terms and titles, put into one report for a stage, with who owes what."""

from hgraph.checks.examination import Examination, Preparation, other_rules
from hgraph.checks.looking import Since, examine, prepare

__all__ = ["Examination", "Preparation", "Since", "examine", "other_rules", "prepare"]
