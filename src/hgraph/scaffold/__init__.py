"""New projects: a folder with settings and data that `hgraph check` can run on at once."""

from hgraph.scaffold.project import create_project

__all__ = ["create_project"]
