"""Where things are described, who answers for them, and which known gaps explain what they lack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Final

from hgraph.project.opening import Project
from hgraph.project.owners import NAMED, THROUGH, Missing, owners_of
from hgraph.store.query_text import names_in
from hgraph.terms import Iri

_PLACES: Final = "validation/places"
_GAPS: Final = "validation/gaps"


class Attribution:
    """What is asked once about each thing, and kept as long as nothing that the questions read has changed."""

    def __init__(self, project: Project) -> None:
        """Take an open project; of its things nothing is known yet."""
        self._project = project
        self._asked: set[str] = set()
        self._graphs: dict[str, Iri] = {}
        self._owners: dict[Missing, tuple[Iri, ...]] = {}
        self._gaps: dict[Missing, list[Iri]] | None = None

    def holds_after(self, properties: Collection[str]) -> bool:
        """Say whether all that is known still stands after statements with these properties have come or gone."""
        return self._read.isdisjoint(properties)

    @property
    def _read(self) -> frozenset[str]:
        """The names that stand in the four questions, the properties they read among them."""
        return frozenset().union(*(names_in(self._project.query(name)) for name in (_PLACES, NAMED, THROUGH, _GAPS)))

    def learn(self, things: Iterable[str]) -> None:
        """Ask about things, those that are known already left out."""
        wanted = set(things) - self._asked
        if not wanted:
            return
        self._asked |= wanted
        for thing, graph in self._project.select_about(_PLACES, wanted):
            self._graphs.setdefault(str(thing), Iri(str(graph)))
        self._owners |= owners_of(self._project, wanted)

    def graph(self, thing: str) -> Iri | None:
        """Return the graph in which a thing that was learnt is described, the first of several."""
        return self._graphs.get(thing)

    def owners(self, thing: str, missing: Iri | None) -> tuple[Iri, ...]:
        """Return who answers for a thing, or for the class of things it lacks."""
        return (self._owners.get((thing, missing)) if missing else None) or self._owners.get((thing, None), ())

    def gaps(self, thing: str, missing: Iri | None) -> tuple[Iri, ...]:
        """Return the known gaps that explain why a thing lacks a class of things, or what is wrong with it."""
        if self._gaps is None:
            self._gaps = defaultdict(list)
            for about, gap, subject in self._project.select(_GAPS).rows:
                self._gaps[str(about), Iri(str(subject)) if subject else None].append(Iri(str(gap)))
        return tuple(self._gaps.get((thing, missing), ()))
