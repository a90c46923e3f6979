"""Files and named graphs: reading with clear complaints, and the one canonical form for writing."""

from hgraph.dataset.reading import (
    FORMATS,
    DataGraph,
    parse_file,
    read_data,
    read_data_file,
    read_triples,
    read_vocabulary,
)
from hgraph.dataset.revisions import Change, changes_since
from hgraph.dataset.turtle import leading_comment, to_turtle, triples_to_turtle
from hgraph.dataset.writing import canonical_text, write_atomically, write_blocks

__all__ = [
    "FORMATS",
    "Change",
    "DataGraph",
    "canonical_text",
    "changes_since",
    "leading_comment",
    "parse_file",
    "read_data",
    "read_data_file",
    "read_triples",
    "read_vocabulary",
    "to_turtle",
    "triples_to_turtle",
    "write_atomically",
    "write_blocks",
]
