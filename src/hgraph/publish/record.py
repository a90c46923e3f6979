"""What a release says of itself: the record that stands in it, and what it is called."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from hgraph import __version__
from hgraph.messages import LANGUAGES
from hgraph.project import Project
from hgraph.publish.selection import Selection
from hgraph.releases import View

FORM: Final = 1
"""Version of the form of the record."""


def titles(project: Project) -> Mapping[str, str]:
    """Return what a project is called by language: its title, and the other names of the thing with that name."""
    title, labels = project.settings.title, project.labels
    named = [thing for thing in labels.search(title) if title in {labels.label(thing, name) for name in LANGUAGES}]
    return {language: labels.label(named[0], language) if named else title for language in LANGUAGES}


def record(view: View, selection: Selection, previous: str | None) -> bytes:
    """Return the record of a release as JSON; ``previous`` is the hash of the release before."""
    release = view.release
    content = {
        "form": FORM,
        "id": release.id,
        "short_id": release.short_id,
        "iri": view.addresses.release(release.short_id),
        "base": view.addresses.base,
        "issued": release.issued.isoformat(),
        "title": dict(release.titles),
        "licence": view.project.settings.publication.licence,
        "previous": previous,
        "counts": {
            "things": len(release.things),
            "own_things": sum(map(view.addresses.is_own, release.things)),
            "statements": release.statements,
            "graphs": len(selection.graphs),
        },
        "graphs": [
            {"graph": graph.name, "kind": graph.kind, "statements": len(set(graph.triples))}
            for graph in selection.graphs
        ],
        "made_with": f"hgraph {__version__}",
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
