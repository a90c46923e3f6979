"""Who answers for a thing: the ministers it names, those of what it belongs to, or those who promised it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hgraph.project.opening import Project
from hgraph.terms import Iri

Missing = tuple[str, Iri | None]
"""A thing, and the class of what it lacks if a rule says so."""


def owners_of(project: Project, things: Iterable[str]) -> Mapping[Missing, tuple[Iri, ...]]:
    """Return who owes what: for a thing, those of its best rank; for a thing and a missing class, who promised it.

    A thing for which nobody answers is left out.
    """
    best: dict[Missing, tuple[int, set[Iri]]] = {}
    for thing, owner, rank, delivers in project.select_about("validation/owners", things):
        key = (str(thing), Iri(str(delivers)) if delivers else None)
        level, known = int(str(rank)), best.get(key)
        if known is None or level < known[0]:
            known = best[key] = (level, set())
        if level == known[0]:
            known[1].add(Iri(str(owner)))
    return {key: tuple(sorted(owners)) for key, (_, owners) in sorted(best.items(), key=_in_order)}


def _in_order(entry: tuple[Missing, object]) -> tuple[str, str]:
    (thing, missing), _ = entry
    return thing, missing or ""
