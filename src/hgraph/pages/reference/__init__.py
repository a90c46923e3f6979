"""Pages beside those of things: what can be asked, the words, the rules, what changed, and what the site itself is."""

from hgraph.pages.reference.makers import parts_of_release

__all__ = ["parts_of_release"]
