"""Pages beside those of things: what can be asked, the words, the rules, what changed, and what the site itself is."""

from hgraph.pages.reference.makers import reference_parts

__all__ = ["reference_parts"]
