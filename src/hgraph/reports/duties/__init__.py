"""Reports on duties, targets and plans: each puts what was judged into sections with rows, in the reader's words."""

from hgraph.reports.duties.action import action_document
from hgraph.reports.duties.indicators import indicators_document
from hgraph.reports.duties.plans import plans_document, plans_lines
from hgraph.reports.duties.wording import Wording
from hgraph.reports.duties.year import year_document

__all__ = [
    "Wording",
    "action_document",
    "indicators_document",
    "plans_document",
    "plans_lines",
    "year_document",
]
