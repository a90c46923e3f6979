"""Who answers for a thing: the ministers it names, those of what it belongs to, or those who promised it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from hgraph.project.opening import Project
from hgraph.terms import Iri, Term

NAMED: Final = "validation/owners"
THROUGH: Final = "validation/owners-through"
"""Asked only about things on which nobody is named: most name somebody."""
_ITSELF: Final = 1
"""The worst rank of an owner that nobody found through something else can be better than."""

Missing = tuple[str, Iri | None]
"""A thing, and the class of what it lacks if a rule says so."""


def owners_of(project: Project, things: Iterable[str]) -> Mapping[Missing, tuple[Iri, ...]]:
    """Return who owes what: for a thing, those of its best rank; for a thing and a missing class, who promised it.

    A thing for which nobody answers is left out.
    """
    best: dict[Missing, tuple[int, set[Iri]]] = {}

    def count(thing: str, owner: Term | None, rank: Term | None, missing: Term | None = None) -> None:
        key, level = (thing, Iri(str(missing)) if missing else None), int(str(rank))
        known = best.get(key)
        if known is None or level < known[0]:
            known = best[key] = (level, set())
        if level == known[0]:
            known[1].add(Iri(str(owner)))

    wanted = set(things)
    for thing, *answer in project.select_about(NAMED, wanted):
        count(str(thing), *answer)
    settled = {thing for (thing, missing), (rank, _) in best.items() if missing is None and rank <= _ITSELF}
    for thing, *answer in project.select_about(THROUGH, wanted - settled):
        count(str(thing), *answer)
    return {key: tuple(sorted(owners)) for key, (_, owners) in sorted(best.items(), key=_in_order)}


def _in_order(entry: tuple[Missing, object]) -> tuple[str, str]:
    (thing, missing), _ = entry
    return thing, missing or ""
