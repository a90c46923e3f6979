"""Pinned texts and the passages in them: cutting every quote again, and saying what became of it."""

from hgraph.sources.anchors import Anchor, Recut, RecutStatus, recut
from hgraph.sources.check import check_anchors, suspect_passages

__all__ = ["Anchor", "Recut", "RecutStatus", "check_anchors", "recut", "suspect_passages"]
