"""Questions a person can ask: one ``queries/*.rq`` file each, whose header says what goes in and what comes out."""

from hgraph.questions.binding import bind
from hgraph.questions.card import Column, Parameter, Question
from hgraph.questions.catalogue import find_question, load_question, load_questions
from hgraph.questions.choices import choices, meant
from hgraph.questions.index import render_index
from hgraph.questions.run import Answer, ask

__all__ = [
    "Answer",
    "Column",
    "Parameter",
    "Question",
    "ask",
    "bind",
    "choices",
    "find_question",
    "load_question",
    "load_questions",
    "meant",
    "render_index",
]
