"""The thread seen as a whole: what a thing touches, what is covered, and how two kinds of thing cross."""

from hgraph.analysis.coverage import (
    Called,
    Coverage,
    Covered,
    TextCoverage,
    by_theme,
    called_coverage,
    objective_coverage,
    passage_coverage,
    text_coverage,
    thread_of_coverage,
)
from hgraph.analysis.coverage_told import By, coverage_told
from hgraph.analysis.impact import Impact, Touched, impact_of, impact_rows, impact_told
from hgraph.analysis.matrix import Matrix, kind_named, matrix
from hgraph.analysis.matrix_told import Mark, matrix_told

__all__ = [
    "By",
    "Called",
    "Coverage",
    "Covered",
    "Impact",
    "Mark",
    "Matrix",
    "TextCoverage",
    "Touched",
    "by_theme",
    "called_coverage",
    "coverage_told",
    "impact_of",
    "impact_rows",
    "impact_told",
    "kind_named",
    "matrix",
    "matrix_told",
    "objective_coverage",
    "passage_coverage",
    "text_coverage",
    "thread_of_coverage",
]
