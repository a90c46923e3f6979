"""hgraph keeps the thread of government policy, from a sentence in a coalition agreement to an article of a decree."""

__version__ = "0.1.0"
