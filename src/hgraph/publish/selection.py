"""What of a project goes online: the graphs that are sourced or derived, without what is internal or under embargo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, cast

from hgraph.dataset import parse_file, read_data, read_vocabulary
from hgraph.dataset.conversion import to_triple
from hgraph.errors import UsageError
from hgraph.iris import expand
from hgraph.namespaces import HG, PROV, RDF, STATEMENT_KIND
from hgraph.publish.moving import Moving
from hgraph.publish.withholding import Withholding, is_contact
from hgraph.settings import PROJECT_FILE, Settings
from hgraph.terms import Iri, Term, Triple, is_valid_iri

_PUBLIC: Final = frozenset({STATEMENT_KIND.bron, STATEMENT_KIND.afgeleid})
_INTERNAL: Final = frozenset({HG.Waiver})
"""Classes of things that are between those who make the plan: who put up with which finding until when, and why."""


@dataclass(frozen=True)
class Graph:
    """A named graph that is published: its IRI, the kind of its statements (``None``: vocabulary), its statements."""

    name: Iri
    kind: Iri | None
    triples: tuple[Triple, ...] = field(repr=False)


@dataclass(frozen=True)
class Selection:
    """What is published, under its new base, and what must not be met anywhere in the release."""

    graphs: tuple[Graph, ...]
    """Data and vocabulary, in order of name."""
    withheld: frozenset[str]
    """Every IRI that the project has and the release has not, under the old base and under the new one."""
    old_id_base: str
    """Where own things lived; nothing of the release may be there, unless it is where they still live."""
    withheld_things: int = 0
    """How many things that the project describes are not published."""

    @property
    def data(self) -> Iterator[Graph]:
        """The graphs that are no vocabulary."""
        return (graph for graph in self.graphs if graph.kind is not None)


def select(settings: Settings, base: str) -> Selection:
    """Return what of the files of a project is published under a base (with a slash at its end).

    A thing that only unpublished graphs describe is not published, nor is what hangs on it, and no statement points at
    it. Raises ``UnreadableInput`` for files that cannot be used and ``UsageError`` for an embargo on something the
    project does not have (``embargo-unknown``) and if nothing is left to publish (``only-fiction``,
    ``nothing-to-publish``).
    """
    if settings.store:
        raise UsageError("publish-needs-files", place=settings.store)
    moving = Moving(settings.id_base, f"{base}id/")
    words = [_graph(each.name, None, each.triples or []) for each in read_vocabulary(settings)]
    data = []
    for each in read_data(settings):
        triples = each.triples if each.triples is not None else parse_file(each.path, settings.id_base)
        data.append(_graph(each.name, each.kind, triples))
    embargoed = _embargoed(settings, moving, data)
    hidden = _hidden_graphs(data, embargoed)
    if all(graph.kind == STATEMENT_KIND.fictief for graph in data):
        raise UsageError("only-fiction", place=settings.folder)
    kept = [graph for graph in data if graph.name not in hidden]
    withheld = _withheld(words, data, hidden, embargoed - hidden, settings.id_base)
    words = [_at_home(graph, data) for graph in words]
    kept, emptied = _without(kept, withheld)
    if not kept:
        raise UsageError("nothing-to-publish", place=settings.folder)
    published = [*(_without(words, withheld)[0]), *kept]
    moved = sorted((_moved(graph, moving) for graph in published), key=lambda graph: graph.name)
    allowed = _iris(moved)
    everything = _iris([*words, *data]) | withheld | emptied
    lost = {iri for iri in everything if moving.iri(iri) not in allowed}
    both = lost | {moving.iri(iri) for iri in lost}
    described = {str(s) for graph in data for s, _, _ in graph.triples}
    return Selection(tuple(moved), frozenset(both), settings.id_base, len(lost & described))


def _at_home(graph: Graph, data: Iterable[Graph]) -> Graph:
    """Return words without what they cite of the shipped plan, unless the project has it too.

    The shipped words stand beside the data of any project, and the address of the shipped plan is a placeholder.
    """
    placeholder = f"{Settings.model_fields['base'].default}id/"
    cited = {o for _, _, o in graph.triples if isinstance(o, Iri) and o.startswith(placeholder)}
    if cited:
        cited -= {s for each in data for s, _, _ in each.triples}
    return Graph(graph.name, graph.kind, tuple(triple for triple in graph.triples if triple[2] not in cited))


def _graph(name: Iri, kind: Iri | None, triples: Iterable[object]) -> Graph:
    known: dict[Term, Term] = {}
    """The same few things and properties are named over and over; each term is kept once."""

    def once(triple: Triple) -> Triple:
        subject, predicate, object_ = triple
        return (
            known.setdefault(subject, subject),
            cast("Iri", known.setdefault(predicate, predicate)),
            known.setdefault(object_, object_),
        )

    return Graph(name, kind, tuple(once(to_triple(triple)) for triple in triples))  # type: ignore[arg-type]


def _moved(graph: Graph, moving: Moving) -> Graph:
    return Graph(moving.iri(graph.name), graph.kind, tuple(map(moving.triple, graph.triples)))


def _iris(graphs: Iterable[Graph]) -> set[str]:
    found: set[str] = {graph.name for graph in graphs}
    for graph in graphs:
        for triple in graph.triples:
            found.update(term for term in triple if isinstance(term, Iri))
    return found


def _embargoed(settings: Settings, moving: Moving, data: Iterable[Graph]) -> set[str]:
    """Return what the settings name, as the project calls it. Raises ``UsageError`` (``embargo-unknown``)."""
    wishes = settings.publication.embargoed
    known = _iris(list(data)) if wishes else set()
    found = set()
    for wish in wishes:
        iri = wish if is_valid_iri(wish) and "://" in wish else expand(wish) or settings.id_base + wish
        iri = moving.back(iri)
        if iri not in known:
            raise UsageError("embargo-unknown", place=settings.folder / PROJECT_FILE, thing=wish)
        found.add(iri)
    return found


def _hidden_graphs(data: Iterable[Graph], embargoed: set[str]) -> set[str]:
    """Return the graphs that are not published: fiction, what is under embargo, and what was derived from either."""
    graphs = list(data)
    hidden = {graph.name for graph in graphs if graph.kind not in _PUBLIC or graph.name in embargoed}
    origins = {
        graph.name: {str(o) for s, p, o in graph.triples if s == graph.name and p == PROV.wasDerivedFrom}
        for graph in graphs
    }
    while more := {name for name, sources in origins.items() if name not in hidden and sources & hidden}:
        hidden |= more
    return {str(name) for name in hidden}


def _withheld(
    words: Iterable[Graph], data: Sequence[Graph], hidden: set[str], embargoed: set[str], id_base: str
) -> set[str]:
    """Return the things that are not published: described in hidden graphs alone, under embargo, or internal."""
    open_graphs = [graph for graph in data if graph.name not in hidden]
    described = {str(s) for graph in data if graph.name in hidden for s, _, _ in graph.triples}
    elsewhere = {str(s) for graph in open_graphs if graph.kind == STATEMENT_KIND.bron for s, _, _ in graph.triples}
    elsewhere |= {str(s) for graph in words for s, _, _ in graph.triples}
    internal = {str(s) for graph in open_graphs for s, p, o in graph.triples if p == RDF.type and o in _INTERNAL}
    start = (described - elsewhere) | hidden | embargoed | internal
    if not start:
        return set()
    return Withholding((t for graph in data for t in graph.triples), id_base).closed(start)


def _without(graphs: Iterable[Graph], withheld: set[str]) -> tuple[list[Graph], set[str]]:
    """Return graphs without statements that name what is withheld, or how to reach a person; and those left empty.

    A graph is empty once nothing is left but what it says of itself.
    """
    kept, emptied = [], set(withheld)
    for graph in graphs:
        triples = tuple(t for t in graph.triples if not is_contact(t) and emptied.isdisjoint(map(_named, t)))
        if len(triples) < len(graph.triples) and all(subject == graph.name for subject, _, _ in triples):
            emptied.add(graph.name)
        else:
            kept.append(Graph(graph.name, graph.kind, triples))
    if emptied == withheld:
        return kept, set()
    again, more = _without(kept, emptied)
    return again, (emptied | more) - withheld


def _named(term: object) -> str | None:
    return term if isinstance(term, Iri) else None
