"""Files and named graphs: reading with clear complaints, and the one canonical form for writing."""

from hgraph.dataset.canonical import Quad, canonical_lines, canonical_term, parsed_iris, parsed_quads
from hgraph.dataset.differences import STATEMENT_FILES, Differences, differences, read_statements, statements_in
from hgraph.dataset.reading import (
    FORMATS,
    DataGraph,
    data_files,
    parse_file,
    read_data,
    read_data_file,
    read_triples,
    read_vocabulary,
    subjects_in,
)
from hgraph.dataset.revisions import Change, changes_since, checked_out, revision_of_day
from hgraph.dataset.turtle import leading_comment, to_turtle, triples_to_turtle
from hgraph.dataset.writing import canonical_text, write_atomically, write_blocks

__all__ = [
    "FORMATS",
    "STATEMENT_FILES",
    "Change",
    "DataGraph",
    "Differences",
    "Quad",
    "canonical_lines",
    "canonical_term",
    "canonical_text",
    "changes_since",
    "checked_out",
    "data_files",
    "differences",
    "leading_comment",
    "parse_file",
    "parsed_iris",
    "parsed_quads",
    "read_data",
    "read_data_file",
    "read_statements",
    "read_triples",
    "read_vocabulary",
    "revision_of_day",
    "statements_in",
    "subjects_in",
    "to_turtle",
    "triples_to_turtle",
    "write_atomically",
    "write_blocks",
]
