"""What others publish, taken in as a stream: chosen by a mapping, never trusted, compared before it is written."""

from hgraph.importers.choosing import Narrowing
from hgraph.importers.comparing import Change, Comparison, Difference, Standing
from hgraph.importers.graph_file import Origin, graph_iri, graph_path
from hgraph.importers.intake import STANDARD_INPUT, Progress, SourceFile
from hgraph.importers.mapping import SOURCES, Kind, SourceMapping, read_mapping
from hgraph.importers.naming import property_names
from hgraph.importers.notes import SEVERITIES
from hgraph.importers.running import Import, Outcome, Request, reaches, require_own_folder

__all__ = [
    "SEVERITIES",
    "SOURCES",
    "STANDARD_INPUT",
    "Change",
    "Comparison",
    "Difference",
    "Import",
    "Kind",
    "Narrowing",
    "Origin",
    "Outcome",
    "Progress",
    "Request",
    "SourceFile",
    "SourceMapping",
    "Standing",
    "graph_iri",
    "graph_path",
    "property_names",
    "reaches",
    "read_mapping",
    "require_own_folder",
]
