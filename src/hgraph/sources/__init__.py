"""Pinned texts and the passages in them: cutting every quote again, and saying what became of it."""

from hgraph.sources.anchors import Anchor, Recut, RecutStatus, recut
from hgraph.sources.check import check_anchors, recut_passages, suspect_passages
from hgraph.sources.texts import PinnedText, Span, covered_length, pinned_texts, sentences, uncovered

__all__ = [
    "Anchor",
    "PinnedText",
    "Recut",
    "RecutStatus",
    "Span",
    "check_anchors",
    "covered_length",
    "pinned_texts",
    "recut",
    "recut_passages",
    "sentences",
    "suspect_passages",
    "uncovered",
]
