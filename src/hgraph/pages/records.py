"""Everything the pages tell of, read once for all: statements, what points at what, the thread, what is not known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from hgraph.namespaces import HG, PREFIXES, RDF
from hgraph.releases import View
from hgraph.sources import RecutStatus, recut_passages
from hgraph.terms import Iri, Literal, Term
from hgraph.trace import Direction, Link, ThreadGraph, read_thread

_SUSPECT: Final = frozenset({RecutStatus.CHANGED, RecutStatus.GONE, RecutStatus.AMBIGUOUS})
_NONE: Final[Mapping[Iri, tuple[Iri, ...]]] = {}


Quad = tuple[Term, Term, Term, Term]
"""A statement, and the graph that says so."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a thing has under a property, and the graphs that say so."""

    property: Iri
    value: Term
    graphs: tuple[Iri, ...]


@dataclass(frozen=True)
class Records:
    """The published data in memory, in one order. Nothing here depends on a language."""

    statements: Mapping[str, tuple[Statement, ...]]
    incoming: Mapping[str, Mapping[Iri, tuple[Iri, ...]]]
    above: Mapping[str, frozenset[str]]
    """The classes above a class, near and far."""
    thread: ThreadGraph
    recut: Mapping[Iri, RecutStatus]
    graphs: Mapping[Iri, Iri]
    """The published graphs, with the kind of their statements."""
    gaps: Mapping[str, tuple[Iri, ...]] = field(default_factory=dict)
    """What is recorded as not known, by the thing it concerns."""
    reviewed: Mapping[tuple[str, str], tuple[Link, ...]] = field(default_factory=dict)
    """Links of the thread that somebody asserted, by subject and object."""
    asserted: Mapping[str, tuple[tuple[Link, Iri], ...]] = field(default_factory=dict)
    """The same links by subject, each with its object."""
    _kinds: dict[tuple[Iri, ...], tuple[Iri, ...]] = field(default_factory=dict, compare=False, repr=False)
    """The most specific of some classes: things have them in few combinations."""
    _is: dict[tuple[tuple[Iri, ...], tuple[str, ...]], bool] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, view: View, quads: Iterable[Quad] | None = None) -> Records:
        """Read what a view shows; ``quads`` are its statements, for whoever has them: then they are not asked for.

        Raises ``UnreadableInput`` for a pinned text that may not be read.
        """
        statements, incoming = _statements(_asked_for(view) if quads is None else quads)
        recut = recut_passages(view.project)
        thread = read_thread(view.project.select).with_suspects(
            passage for passage, status in recut.items() if status in _SUSPECT
        )
        reviewed, asserted = _asserted(thread)
        return cls(
            statements=statements,
            incoming=incoming,
            above=_above(view.project.select("pages/classes").rows),
            thread=thread,
            recut=recut,
            graphs=view.release.graphs,
            gaps=_gaps(incoming),
            reviewed=reviewed,
            asserted=asserted,
        )

    def values(self, thing: str, *properties: str) -> Iterator[Term]:
        """Yield what a thing has under some properties."""
        for statement in self.statements.get(thing, ()):
            if statement.property in properties:
                yield statement.value

    def things(self, thing: str, *properties: str) -> list[Iri]:
        """Return the things that a thing points at with some properties, each once."""
        return list(dict.fromkeys(value for value in self.values(thing, *properties) if isinstance(value, Iri)))

    def pointing(self, thing: str, *properties: str) -> list[Iri]:
        """Return the things that point at a thing with some properties, each once."""
        by_property = self.incoming.get(thing, _NONE)
        return list(dict.fromkeys(other for name in properties for other in by_property.get(Iri(name), ())))

    def text(self, thing: str, property_: str, language: str) -> Literal | None:
        """Return a text of a thing: in the language, else without one, else in another."""
        found = [value for value in self.values(thing, property_) if isinstance(value, Literal)]
        return min(found, key=lambda text: (_rank(text, language), text.lexical), default=None)

    def kinds(self, thing: str) -> tuple[Iri, ...]:
        """Return the most specific classes of a thing, own ones first."""
        classes = tuple(self.things(thing, RDF.type))
        known = self._kinds.get(classes)
        if known is None:
            broader = {above for class_ in classes for above in self.above.get(class_, ())}
            most = (class_ for class_ in classes if class_ not in broader)
            known = tuple(sorted(most, key=lambda class_: (not class_.startswith(PREFIXES["hg"]), class_)))
            self._kinds[classes] = known
        return known

    def kind(self, thing: str) -> Iri | None:
        """Return the class a thing is shown as."""
        return next(iter(self.kinds(thing)), None)

    def is_a(self, thing: str, classes: tuple[str, ...]) -> bool:
        """Say whether a thing is of one of some classes, or of one below."""
        return self.are(self.kinds(thing), classes)

    def are(self, kinds: tuple[Iri, ...], classes: tuple[str, ...]) -> bool:
        """Say whether one of the kinds of a thing is one of some classes, or one below."""
        known = self._is.get((kinds, classes))
        if known is None:
            wanted = set(classes)
            known = any(kind in wanted or not wanted.isdisjoint(self.above.get(kind, ())) for kind in kinds)
            self._is[kinds, classes] = known
        return known


def _rank(text: Literal, language: str) -> tuple[int, str]:
    tag = text.language or ""
    return (0 if tag == language else 1 if not tag else 2, tag)


def _asked_for(view: View) -> Iterator[Quad]:
    known: dict[Term, Term] = {}
    for row in view.project.select("pages/statements").rows:
        thing, property_, value, graph = (known.setdefault(term, term) for term in row if term is not None)
        yield thing, property_, value, graph


def _statements(
    quads: Iterable[Quad],
) -> tuple[dict[str, tuple[Statement, ...]], dict[str, dict[Iri, tuple[Iri, ...]]]]:
    """Return what each thing has, and what points at it; a statement of several graphs once."""
    said: dict[Iri, list[tuple[Iri, Term, Iri]]] = defaultdict(list)
    for thing, property_, value, graph in quads:
        if isinstance(thing, Iri) and isinstance(property_, Iri) and isinstance(graph, Iri):
            said[thing].append((property_, value, graph))
    incoming: dict[str, dict[Iri, dict[Iri, None]]] = defaultdict(lambda: defaultdict(dict))
    statements: dict[str, tuple[Statement, ...]] = {}
    together: dict[tuple[Iri, ...], tuple[Iri, ...]] = {}
    """Most statements stand in the same few graphs."""
    for thing in sorted(said):
        found: dict[tuple[Iri, Term], set[Iri]] = defaultdict(set)
        for property_, value, graph in said.pop(thing):  # each goes as its statements come
            found[property_, value].add(graph)
        told = []
        for name, value in sorted(found, key=lambda fact: _order(*fact)):
            graphs = tuple(sorted(found[name, value]))
            told.append(Statement(name, value, together.setdefault(graphs, graphs)))
            if isinstance(value, Iri):
                incoming[value][name][thing] = None
        statements[thing] = tuple(told)
    return statements, {
        thing: {name: tuple(by_property[name]) for name in sorted(by_property)}
        for thing, by_property in incoming.items()
    }


def _order(property_: Iri, value: Term) -> tuple[str, str, str, str]:
    if isinstance(value, Iri):
        return property_, value, "", ""
    return property_, value.lexical, value.language or "", value.datatype


def _above(rows: Iterable[tuple[Term | None, ...]]) -> dict[str, frozenset[str]]:
    direct: dict[str, set[str]] = defaultdict(set)
    for below, above in rows:
        direct[str(below)].add(str(above))
    found: dict[str, frozenset[str]] = {}
    for class_ in direct:
        reached: set[str] = set()
        waiting = [class_]
        while waiting:
            more = direct.get(waiting.pop(), set()) - reached
            reached |= more
            waiting.extend(more)
        found[class_] = frozenset(reached - {class_})
    return found


def _gaps(incoming: Mapping[str, Mapping[Iri, tuple[Iri, ...]]]) -> dict[str, tuple[Iri, ...]]:
    return {thing: by_property[Iri(HG.gapIn)] for thing, by_property in incoming.items() if HG.gapIn in by_property}


def _asserted(
    thread: ThreadGraph,
) -> tuple[dict[tuple[str, str], tuple[Link, ...]], dict[str, tuple[tuple[Link, Iri], ...]]]:
    """Return the links with an assertion, as the data state them: from subject to object."""
    reviewed: dict[tuple[str, str], list[Link]] = defaultdict(list)
    asserted: dict[str, list[tuple[Link, Iri]]] = defaultdict(list)
    for ends in (thread.counting, thread.set_aside):
        for reached in ends[Direction.DOWN].values():
            for links in reached.values():
                for link in links:
                    if link.assertions:
                        up = link.leads is Direction.UP
                        subject, object_ = (link.consequence, link.origin) if up else (link.origin, link.consequence)
                        reviewed[subject, object_].append(link)
                        asserted[subject].append((link, object_))
    return (
        {pair: tuple(sorted(links, key=lambda link: link.relation)) for pair, links in reviewed.items()},
        {
            subject: tuple(sorted(links, key=lambda item: (item[0].relation, item[1])))
            for subject, links in asserted.items()
        },
    )
