"""Random small graphs and shapes graphs for hypothesis: every target, path and constraint of SHACL Core, combined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from hypothesis import strategies as st

from hgraph.namespaces import PREFIXES, RDF, XSD
from hgraph.terms import Iri, Literal, Term, Triple, tagged

EX = "http://example.org/"
RDF_, RDFS, SHACL = PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["sh"]
TYPE, NIL = Iri(RDF.type), Iri(RDF_ + "nil")
TRUE, FALSE = Literal("true", Iri(XSD.boolean)), Literal("false", Iri(XSD.boolean))


def sh(name: str) -> Iri:
    """Return a term of SHACL."""
    return Iri(SHACL + name)


def number(value: int) -> Literal:
    """Return an integer literal."""
    return Literal(str(value), Iri(XSD.integer))


PROPERTIES = tuple(Iri(EX + name) for name in "pqr")
CLASSES = tuple(Iri(EX + name) for name in "ABC")
NODES = (*(Iri(f"{EX}n{index}") for index in range(4)), Iri("_:b0"), Iri("_:b1"))
FAMILIES = (
    (number(1), number(2), number(3), Literal("1.5", Iri(XSD.decimal))),
    (Literal("2020-06-26", Iri(XSD.date)), Literal("2020-10-23", Iri(XSD.date)), Literal("2021-01-01", Iri(XSD.date))),
    (Literal(""), Literal("a"), Literal("ab"), Literal("b")),
)
"""Literals that SPARQL can compare with each other: numbers, dates, texts."""
OTHERS = (
    Literal("x", Iri(XSD.integer)),
    tagged("a", "nl"),
    tagged("ab", "nl"),
    tagged("a", "en"),
    tagged("b", "nl-BE"),
    TRUE,
)
LITERALS = (*(literal for family in FAMILIES for literal in family), *OTHERS)

nodes, properties, classes = st.sampled_from(NODES), st.sampled_from(PROPERTIES), st.sampled_from(CLASSES)
literals = st.sampled_from(LITERALS)
iris = st.sampled_from([node for node in NODES if not node.startswith("_:")])


def graphs(values: st.SearchStrategy[Term]) -> st.SearchStrategy[list[Triple]]:
    """Return data: a few nodes, blank ones among them, with these values; B is now and then a subclass of A."""
    return st.lists(
        st.one_of(
            st.tuples(nodes, properties, values),
            st.tuples(nodes, st.just(TYPE), classes),
            st.tuples(st.just(CLASSES[1]), st.just(Iri(RDFS + "subClassOf")), st.just(CLASSES[0])),
        ),
        min_size=6,
        max_size=16,
        unique=True,
    )


@dataclass(frozen=True)
class Path:
    """A property path: a property, or an operator over its parts."""

    operator: str
    parts: tuple[Path | Iri, ...]


@dataclass(frozen=True)
class Shape:
    """A shape: its path if it is a property shape, and what it demands."""

    path: Path | Iri | None
    demands: tuple[tuple[str, object], ...]


def _paths(below: st.SearchStrategy[Path | Iri]) -> st.SearchStrategy[Path | Iri]:
    one = st.sampled_from(["zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"])
    several = st.sampled_from(["sequence", "alternativePath"])
    turned = below.filter(lambda part: isinstance(part, Iri) or part.operator != "sequence")
    return st.one_of(
        st.builds(lambda part: Path("inversePath", (part,)), turned),
        st.builds(lambda operator, part: Path(operator, (part,)), one, below),
        st.builds(lambda operator, left, right: Path(operator, (left, right)), several, below, below),
    )


paths = st.one_of(properties, _paths(st.one_of(properties, _paths(properties))))
"""Paths of at most two operators, one inside the other; pySHACL walks a sequence backwards in the wrong order."""

_small = st.integers(0, 3).map(number)
_VALUES: dict[str, st.SearchStrategy[object]] = {
    "class": classes,
    "datatype": st.sampled_from([Iri(XSD.integer), Iri(XSD.string), Iri(XSD.date), Iri(RDF_ + "langString")]),
    "nodeKind": st.sampled_from(
        [sh(kind) for kind in ("IRI", "BlankNode", "Literal", "IRIOrLiteral", "BlankNodeOrIRI", "BlankNodeOrLiteral")]
    ),
    "minLength": st.integers(1, 3).map(number),
    "maxLength": _small,
    "pattern": st.sampled_from([Literal("^a"), Literal("b$"), Literal("n[0-2]")]),
    "languageIn": st.lists(st.sampled_from([Literal("nl"), Literal("en"), Literal("nl-BE")]), unique=True).map(tuple),
    "equals": properties,
    "disjoint": properties,
    "hasValue": st.one_of(iris, literals),
    "in": st.lists(st.one_of(iris, literals), max_size=4, unique=True).map(tuple),
    "closed": st.just(TRUE),
}
_OF_PROPERTY: dict[str, st.SearchStrategy[object]] = {
    "minCount": _small,
    "maxCount": _small,
    "uniqueLang": st.just(TRUE),
}
RANGES = ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive")
PAIRS = ("lessThan", "lessThanOrEquals")
LOGICAL = ("not", "and", "or", "xone", "node", "property")
COMPONENTS = (*_VALUES, *_OF_PROPERTY, *RANGES, *PAIRS, *LOGICAL, "qualifiedValueShape")
"""Every constraint that is demanded, by the local name of its parameter."""
ONLY_ON_PROPERTIES = (*_OF_PROPERTY, *PAIRS, "qualifiedValueShape")


@dataclass(frozen=True)
class World:
    """What values there are, and whether they are put in order.

    pySHACL orders what SPARQL cannot compare (IRIs, a date and a number), so order is only asked of one family.
    """

    values: st.SearchStrategy[Term]
    family: tuple[Literal, ...] = ()

    def demand(self, name: str, depth: int) -> st.SearchStrategy[tuple[tuple[str, object], ...]]:
        """Return what makes one constraint: its parameter, and those that belong to it."""
        if name in {"not", "node"}:
            return self.shapes(depth - 1).map(lambda shape: ((name, shape),))
        if name == "property":
            return self.shapes(depth - 1, with_path=True).map(lambda shape: ((name, shape),))
        if name in LOGICAL:
            inner = st.lists(self.shapes(depth - 1), min_size=1, max_size=2)
            return inner.map(lambda members: ((name, tuple(members)),))
        if name == "qualifiedValueShape":
            return st.builds(
                lambda shape, bound, number_: ((name, shape), (bound, number_)),
                self.shapes(depth - 1, with_path=False),
                st.sampled_from(["qualifiedMinCount", "qualifiedMaxCount"]),
                _small,
            )
        if name in RANGES:
            return st.sampled_from(self.family).map(lambda value: ((name, value),))
        strategy = properties if name in PAIRS else (_VALUES | _OF_PROPERTY)[name]
        return strategy.map(lambda value: ((name, value),))

    def shapes(
        self, depth: int, *, with_path: bool | None = None, demanding: str | None = None
    ) -> st.SearchStrategy[Shape]:
        """Return shapes with others inside them, ``depth`` deep, of which one constraint may be given."""
        if with_path is None:
            return st.one_of(self.shapes(depth, with_path=way, demanding=demanding) for way in (False, True))
        chosen = st.lists(st.sampled_from(self._names(depth, with_path=with_path)), max_size=2, unique=True)
        if demanding:
            chosen = chosen.map(lambda others: [demanding, *(name for name in others if name != demanding)])
        return chosen.flatmap(lambda names: self._shape(names, depth, with_path=with_path))

    def _names(self, depth: int, *, with_path: bool) -> list[str]:
        names = [*_VALUES, *(RANGES if self.family else ()), *(LOGICAL if depth > 0 else ())]
        if with_path:
            names += [*_OF_PROPERTY, *(PAIRS if self.family else ()), *(["qualifiedValueShape"] if depth > 0 else ())]
        return names

    def _shape(self, names: list[str], depth: int, *, with_path: bool) -> st.SearchStrategy[Shape]:
        ways = properties if set(PAIRS) & set(names) else paths
        return st.builds(
            lambda path, found: Shape(path, tuple(pair for pairs in found for pair in pairs)),
            ways if with_path else st.none(),
            st.tuples(*(self.demand(name, depth) for name in names)),
        )


MIXED = World(st.one_of(nodes, literals))
ORDERED = tuple(World(st.sampled_from(family), family) for family in FAMILIES)


def targets(world: World) -> st.SearchStrategy[list[tuple[Iri, Term]]]:
    """Return one or two targets of any kind; a literal that is one is of the values of this world."""
    things = st.one_of(iris, st.sampled_from(world.family or LITERALS))
    return st.lists(
        st.one_of(
            st.tuples(st.just(sh("targetClass")), classes),
            st.tuples(st.just(sh("targetNode")), things),
            st.tuples(st.sampled_from([sh("targetSubjectsOf"), sh("targetObjectsOf")]), properties),
        ),
        min_size=1,
        max_size=2,
        unique=True,
    )


severities = st.sampled_from([None, sh("Info"), sh("Warning"), Iri(EX + "Own")])


def shapes_graph(members: list[tuple[Shape, list[tuple[Iri, Term]], Iri | None]]) -> list[Triple]:
    """Return shapes with their targets and severities as a shapes graph; inner shapes and lists are blank nodes."""
    numbers = count()
    triples: list[Triple] = []
    for shape, aims, severity in members:
        subject = Iri(f"{EX}S{next(numbers)}")
        triples += _shape(subject, shape, numbers)
        triples += [(subject, *aim) for aim in aims]
        triples += [(subject, sh("severity"), severity)] if severity else []
    return list(dict.fromkeys(triples))


def _shape(subject: Iri, shape: Shape, numbers: Iterator[int]) -> Iterator[Triple]:
    yield subject, TYPE, sh("NodeShape" if shape.path is None else "PropertyShape")
    if shape.path is not None:
        path, extra = _path(shape.path, numbers)
        yield from ((subject, sh("path"), path), *extra)
    for name, value in shape.demands:
        term, extra = _value(value, numbers)
        yield from ((subject, sh(name), term), *extra)


def _value(value: object, numbers: Iterator[int]) -> tuple[Term, list[Triple]]:
    if isinstance(value, Shape):
        subject = Iri(f"_:s{next(numbers)}")
        return subject, list(_shape(subject, value, numbers))
    if isinstance(value, tuple):
        members = [_value(member, numbers) for member in value]
        return _list(members, numbers)
    assert isinstance(value, Iri | Literal)
    return value, []


def _path(path: Path | Iri, numbers: Iterator[int]) -> tuple[Term, list[Triple]]:
    if isinstance(path, Iri):
        return path, []
    parts = [_path(part, numbers) for part in path.parts]
    if path.operator == "sequence":
        return _list(parts, numbers)
    subject = Iri(f"_:p{next(numbers)}")
    value, extra = parts[0] if len(parts) == 1 else _list(parts, numbers)
    return subject, [(subject, sh(path.operator), value), *extra]


def _list(members: list[tuple[Term, list[Triple]]], numbers: Iterator[int]) -> tuple[Term, list[Triple]]:
    head: Term = NIL
    triples: list[Triple] = []
    for term, extra in reversed(members):
        cell = Iri(f"_:l{next(numbers)}")
        triples += [(cell, Iri(RDF_ + "first"), term), (cell, Iri(RDF_ + "rest"), head), *extra]
        head = cell
    return head, triples
