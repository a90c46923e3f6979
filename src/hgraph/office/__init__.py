"""Office over time: who holds a portfolio or policy field on a day, who follows whom, and what passes to whom."""

from hgraph.belgian_days import belgian_day
from hgraph.office.answers import (
    Answer,
    Basis,
    Problem,
    Way,
    answer_for_field,
    answer_for_office,
    answer_for_portfolio,
    answers_for_named,
)
from hgraph.office.days import END_OF_TIME, Interval, Stretch, joined, timeline
from hgraph.office.handover import Fallen, Handover, Passing, Undecided, handover, reshuffles
from hgraph.office.handover_data import handover_data, reshuffles_data
from hgraph.office.handover_page import HandoverPage, portfolio_notes, reshuffles_outline, reshuffles_rows
from hgraph.office.moves import KINDS, Move, Moves, OpenThing, moves, open_things
from hgraph.office.outline import Item, Outline, Section
from hgraph.office.records import Government, Holding, Office, Portfolio, Records, build, read_records
from hgraph.office.responsibility import ROLES, RoleAnswer, responsible
from hgraph.office.rows import responsible_data, responsible_rows
from hgraph.office.succession import (
    Line,
    Passage,
    Step,
    field_term,
    field_timeline,
    line_on,
    related,
    steps,
)
from hgraph.office.wording import Wording, responsible_outline

__all__ = [
    "END_OF_TIME",
    "KINDS",
    "ROLES",
    "Answer",
    "Basis",
    "Fallen",
    "Government",
    "Handover",
    "HandoverPage",
    "Holding",
    "Interval",
    "Item",
    "Line",
    "Move",
    "Moves",
    "Office",
    "OpenThing",
    "Outline",
    "Passage",
    "Passing",
    "Portfolio",
    "Problem",
    "Records",
    "RoleAnswer",
    "Section",
    "Step",
    "Stretch",
    "Undecided",
    "Way",
    "Wording",
    "answer_for_field",
    "answer_for_office",
    "answer_for_portfolio",
    "answers_for_named",
    "belgian_day",
    "build",
    "field_term",
    "field_timeline",
    "handover",
    "handover_data",
    "joined",
    "line_on",
    "moves",
    "open_things",
    "portfolio_notes",
    "read_records",
    "related",
    "reshuffles",
    "reshuffles_data",
    "reshuffles_outline",
    "reshuffles_rows",
    "responsible",
    "responsible_data",
    "responsible_outline",
    "responsible_rows",
    "steps",
    "timeline",
]
