"""Who answers for a thing: the ministers it names, those of what it belongs to, or those who promised it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from hgraph.project.opening import Project
from hgraph.terms import Iri

Missing = tuple[str, Iri | None]
"""A thing, and the class of what it lacks if a rule says so."""


def owners_of(project: Project, things: Iterable[str]) -> Mapping[Missing, tuple[Iri, ...]]:
    """Return who owes what: for a thing, those of its best rank; for a thing and a missing class, who promised it.

    A thing for which nobody answers is left out.
    """
    ranked: dict[Missing, dict[int, list[Iri]]] = defaultdict(lambda: defaultdict(list))
    for thing, owner, rank, delivers in project.select_about("validation/owners", things):
        key = (str(thing), Iri(str(delivers)) if delivers else None)
        ranked[key][int(str(rank))].append(Iri(str(owner)))
    return {key: tuple(dict.fromkeys(by_rank[min(by_rank)])) for key, by_rank in ranked.items()}
