"""A project opened: its settings, the store with its graphs, and the names of its things."""

from hgraph.project.opening import Project, open_project
from hgraph.project.refreshing import Refresher
from hgraph.project.things import candidates, resolve_thing

__all__ = ["Project", "Refresher", "candidates", "open_project", "resolve_thing"]
