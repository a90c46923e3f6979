"""A project opened: its settings, the store with its graphs, the names of its things, and who answers for them."""

from hgraph.project.attribution import Attribution
from hgraph.project.opening import Project, open_graphs, open_project, open_statements
from hgraph.project.owners import owners_of
from hgraph.project.refreshing import Refresher
from hgraph.project.things import candidates, resolve_thing

__all__ = [
    "Attribution",
    "Project",
    "Refresher",
    "candidates",
    "open_graphs",
    "open_project",
    "open_statements",
    "owners_of",
    "resolve_thing",
]
