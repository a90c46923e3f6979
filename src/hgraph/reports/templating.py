"""Templates of pages: everything that is put in is escaped, and what is not given is an error."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hgraph.reports.entries import legible

if TYPE_CHECKING:
    from jinja2 import Environment, Template


@cache
def environment(folder: Path) -> Environment:
    """Return what reads the templates of a folder; the filter ``legible`` shows what could steer the reading."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    found = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    found.filters["legible"] = legible
    return found


@cache
def template(folder: Path, name: str) -> Template:
    """Return one template of a folder."""
    return environment(folder).get_template(name)
