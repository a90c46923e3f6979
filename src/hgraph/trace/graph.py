"""The whole thread of a project as one directed graph, read from the store with a handful of questions."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from hgraph.namespaces import PREFIXES
from hgraph.terms import Iri, Literal, Table, Term, to_python
from hgraph.trace.links import Assertion, Direction, Link, Passage, Relation, Role, Thing

if TYPE_CHECKING:
    import networkx as nx

TABLES: Final = ("steps", "things", "words", "grounds", "assertions", "readings")
"""The questions a thread is built from: files of these names in ``queries/trace/``."""

_DIRECTIONS: Final = {str(direction): direction for direction in Direction}

_Pair = tuple[Iri, Iri]
_Row = tuple[Term | None, ...]


Ends = Mapping[Direction, Mapping[Iri, Mapping[Iri, tuple[Link, ...]]]]
"""Links by the way they are walked, the thing they are walked from, and the thing they reach."""


@dataclass(frozen=True)
class ThreadGraph:
    """Links that count and links that were refused, each from origin to consequence, with what is known of their ends.

    ``suspects`` are passages whose words no longer stand in their text as they were quoted.
    """

    counting: Ends
    set_aside: Ends
    things: Mapping[Iri, Thing] = field(default_factory=dict)
    passages: Mapping[Iri, Passage] = field(default_factory=dict)
    grounds: Mapping[Iri, tuple[Iri, ...]] = field(default_factory=dict)
    relations: Mapping[Iri, Relation] = field(default_factory=dict)
    suspects: frozenset[Iri] = frozenset()

    @classmethod
    def of(cls, links: Iterable[Link]) -> ThreadGraph:
        """Return the thread of some links, nothing else of which is known."""
        known = list(links)
        return cls(_by_end(link for link in known if link.holds), _by_end(link for link in known if not link.holds))

    def with_suspects(self, passages: Iterable[Iri]) -> ThreadGraph:
        """Return the same thread with passages that no longer stand in their text as they were quoted."""
        return replace(self, suspects=frozenset(passages))

    def is_suspect(self, link: Link) -> bool:
        """Return whether a link rests on words that have changed: those it starts from, or its evidence."""
        evidence = {passage for assertion in link.assertions for passage in assertion.evidence}
        return bool(self.suspects) and not self.suspects.isdisjoint({link.origin, *evidence})

    def steps(self, thing: Iri, direction: Direction, *, refused: bool = False) -> dict[Iri, tuple[Link, ...]]:
        """Return the things one step from a thing, each with the links that lead to it, in no particular order."""
        ends = self.set_aside if refused else self.counting
        return dict(ends[direction].get(thing, {}))

    @cached_property
    def links(self) -> nx.MultiDiGraph[Iri]:
        """The links that count as a graph of networkx: nodes are IRIs, and each edge holds its link under ``link``."""
        return _networkx(self.counting)

    @cached_property
    def refused(self) -> nx.MultiDiGraph[Iri]:
        """The links that were refused, in the same form."""
        return _networkx(self.set_aside)

    def type(self, thing: Iri) -> Iri | None:
        """Return the most specific class of a thing, if it has one."""
        known = self.things.get(thing)
        return known.type if known else None


def read_thread(select: Callable[[str], Table]) -> ThreadGraph:
    """Return the thread of a project, given how it answers a question by name: ``read_thread(project.select)``."""
    with _uncollected():
        return build({name: select(f"trace/{name}") for name in TABLES})


@contextmanager
def _uncollected() -> Iterator[None]:
    """Put off the search for circles of objects: rows and links make none, and each search looks at all of them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def build(tables: Mapping[str, Table], suspects: Iterable[Iri] = ()) -> ThreadGraph:
    """Return the thread from the answers to the questions in ``TABLES``; the order of rows does not matter."""
    relations = relations_in(tables["readings"])
    by_pair = _stated(tables["steps"], relations)
    for pair, leads, assertion in _assertions(tables["assertions"]):
        _assert(
            by_pair[pair], Link(*pair, assertion.kind, leads, _role(assertion.kind, relations)), assertion, relations
        )
    links = [link for of_pair in by_pair.values() for link in of_pair.values()]
    return ThreadGraph(
        counting=_by_end(link for link in links if link.holds),
        set_aside=_by_end(link for link in links if not link.holds),
        things=_things(tables["things"]),
        passages=_passages(tables["words"]),
        grounds=_grounds(tables["grounds"]),
        relations=relations,
        suspects=frozenset(suspects),
    )


def _rows(table: Table) -> list[_Row]:
    """Return the rows in one order, whatever order the store gave them in."""
    return sorted(table.rows, key=lambda row: [str(term or "") for term in row])


def _name(term: Term | None) -> Iri:
    """Return the IRI in a column that always holds one."""
    return term if isinstance(term, Iri) else Iri(str(term))


def _iri(term: Term | None) -> Iri | None:
    return term if isinstance(term, Iri) else None


def _text(term: Term | None) -> str | None:
    return None if term is None else str(term)


def _number(term: Term | None) -> int | None:
    value = None if term is None else to_python(term)
    return value if isinstance(value, int) else None


def _ends(subject: Term | None, target: Term | None, leads: Direction) -> _Pair:
    """Return origin and consequence of a statement."""
    first, second = _name(subject), _name(target)
    return (second, first) if leads is Direction.UP else (first, second)


def _stated(steps: Table, relations: Mapping[Iri, Relation]) -> dict[_Pair, dict[Iri, Link]]:
    """Return the links the data state, by pair of things; one that a narrower relation already says is left out."""
    by_pair: dict[_Pair, dict[Iri, Link]] = defaultdict(dict)
    for subject, relation, target, direction in steps.rows:
        leads, stated = _DIRECTIONS[str(direction)], _name(relation)
        pair = _ends(subject, target, leads)
        by_pair[pair][stated] = Link(*pair, stated, leads, _role(stated, relations))
    for links in by_pair.values():
        implied = {broader for name in links if name in relations for broader in relations[name].broader}
        for name in implied & links.keys():
            del links[name]
    return by_pair


def _role(relation: Iri, relations: Mapping[Iri, Relation]) -> Role:
    return relations[relation].role if relation in relations else Role.OTHER


def _assert(links: dict[Iri, Link], own: Link, assertion: Assertion, relations: Mapping[Iri, Relation]) -> None:
    """Add an assertion to the links of its pair that state its kind, or any kind; without those it is a link itself."""
    kinds = {name: relations[name].kind if name in relations else None for name in links}
    about = [name for name, kind in kinds.items() if kind in (None, assertion.kind)] or [own.relation]
    for name in about:
        link = links.get(name, own)
        links[name] = replace(link, assertions=(*link.assertions, assertion))


def _by_end(links: Iterable[Link]) -> Ends:
    found: dict[tuple[Iri, Iri], list[Link]] = defaultdict(list)
    for link in links:
        found[link.origin, link.consequence].append(link)
    down: dict[Iri, dict[Iri, tuple[Link, ...]]] = defaultdict(dict)
    up: dict[Iri, dict[Iri, tuple[Link, ...]]] = defaultdict(dict)
    for (origin, consequence), between in found.items():
        down[origin][consequence] = up[consequence][origin] = tuple(between)
    return {Direction.DOWN: dict(down), Direction.UP: dict(up)}


def _networkx(ends: Ends) -> nx.MultiDiGraph[Iri]:
    import networkx as nx

    graph: nx.MultiDiGraph[Iri] = nx.MultiDiGraph()
    for reached in ends[Direction.DOWN].values():
        for links in reached.values():
            for link in links:
                graph.add_edge(link.origin, link.consequence, link.relation, link=link)
    return graph


def _assertions(table: Table) -> Iterator[tuple[_Pair, Direction, Assertion]]:
    """Yield each assertion once, with its ends; its evidence and justifications come in several rows."""
    grouped: dict[tuple[_Pair, Direction, Iri, Iri], list[_Row]] = defaultdict(list)
    for assertion, subject, target, kind, direction, *rest in _rows(table):
        leads = _DIRECTIONS[str(direction)]
        grouped[_ends(subject, target, leads), leads, _name(assertion), _name(kind)].append(tuple(rest))
    for (pair, leads, iri, kind), rows in grouped.items():
        _, _, evidence, justifications = (dict.fromkeys(column) for column in zip(*rows, strict=True))
        status, strength, *_ = rows[0]
        yield (
            pair,
            leads,
            Assertion(
                iri,
                kind,
                _iri(status),
                _iri(strength),
                tuple(passage for passage in evidence if isinstance(passage, Iri)),
                tuple(text for text in justifications if isinstance(text, Literal)),
            ),
        )


def _things(table: Table) -> dict[Iri, Thing]:
    """Return what is known of each thing; of several classes the first one of the own vocabulary counts."""
    things: dict[Iri, Thing] = {}
    for thing, kind, notation, since, until in _rows(table):
        iri = _name(thing)
        known = things.get(iri)
        if known is None or _preference(_iri(kind)) < _preference(known.type):
            things[iri] = Thing(iri, _iri(kind), _text(notation), _text(since), _text(until))
    return things


def _preference(kind: Iri | None) -> tuple[bool, str]:
    return not (kind or "").startswith(PREFIXES["hg"]), kind or ""


def _passages(table: Table) -> dict[Iri, Passage]:
    """Return each passage; if it has more than one quote or place, the first in alphabetical order."""
    passages: dict[Iri, Passage] = {}
    for passage, words, document, read_in, heading, paragraph in _rows(table):
        iri = _name(passage)
        passages.setdefault(
            iri, Passage(iri, str(words), _iri(document), _iri(read_in), _text(heading), _number(paragraph))
        )
    return passages


def _grounds(table: Table) -> dict[Iri, tuple[Iri, ...]]:
    grounds: dict[Iri, set[Iri]] = defaultdict(set)
    for thing, source in table.rows:
        grounds[_name(thing)].add(_name(source))
    return {thing: tuple(sorted(sources)) for thing, sources in grounds.items()}


def relations_in(table: Table) -> dict[Iri, Relation]:
    """Return what ``queries/trace/readings.rq`` says of each relation; readings and kinds come in several rows."""
    readings: dict[Iri, dict[str, str]] = defaultdict(dict)
    roles: dict[Iri, Role] = defaultdict(lambda: Role.OTHER)
    kinds: dict[Iri, Iri] = {}
    broader: dict[Iri, set[Iri]] = defaultdict(set)
    for relation, inverse, role, kind, wider in _rows(table):
        iri = _name(relation)
        if isinstance(inverse, Literal):
            readings[iri][inverse.language or ""] = inverse.lexical
        if str(role) in set(Role):
            roles[iri] = Role(str(role))
        if isinstance(kind, Iri):
            kinds[iri] = kind
        if isinstance(wider, Iri):
            broader[iri].add(wider)
    return {
        iri: Relation(iri, readings[iri], roles[iri], kinds.get(iri), frozenset(broader[iri]))
        for iri in {*readings, *roles, *kinds, *broader}
    }
