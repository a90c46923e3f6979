"""A shapes graph as something to ask: what a shape says, its lists, and its targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from hgraph.namespaces import PREFIXES, RDF, RDFS, SH, XSD
from hgraph.terms import Iri, Literal, Term, Triple
from hgraph.validation.compiler.fragments import sh, table
from hgraph.validation.compiler.model import WrongShapeError

FIRST: Final = Iri(PREFIXES["rdf"] + "first")
REST: Final = Iri(PREFIXES["rdf"] + "rest")
NIL: Final = Iri(PREFIXES["rdf"] + "nil")
_CLASSES: Final = (Iri(PREFIXES["rdfs"] + "Class"), Iri(PREFIXES["owl"] + "Class"))
_NOTHING: Final[dict[Any, Any]] = {}
TARGETS: Final = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


class ShapesGraph:
    """The triples of a shapes graph by subject and predicate."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """Take the triples in any order; one that is there twice counts once."""
        about: dict[Term, dict[str, dict[Term, None]]] = defaultdict(lambda: defaultdict(dict))
        for subject, predicate, value in triples:
            about[subject][predicate][value] = None
        self._about = {subject: dict(properties) for subject, properties in about.items()}
        self.declared: dict[tuple[Term, ...], Mapping[str, str]] = {}
        """Prefixes read already, by the nodes that declare them."""

    def values(self, subject: Term, predicate: str) -> list[Term]:
        """Return the values of a property, in a fixed order."""
        found = list(self._about.get(subject, _NOTHING).get(predicate, _NOTHING))
        return sorted(found, key=lambda term: (str(term), repr(term))) if len(found) > 1 else found

    def value(self, subject: Term, predicate: str) -> Term | None:
        """Return the value of a property; the first of several."""
        return next(iter(self.values(subject, predicate)), None)

    def says(self, subject: Term, predicate: str) -> bool:
        """Say whether a property is ``true``. Raises ``WrongShapeError`` for what is no boolean."""
        value = self.value(subject, predicate)
        if value is None:
            return False
        if not isinstance(value, Literal) or value.lexical not in {"true", "false", "1", "0"}:
            raise wrong_value(subject, predicate, value)
        return value.lexical in {"true", "1"}

    def members(self, head: Term) -> list[Term]:
        """Return the members of a list. Raises ``WrongShapeError`` for one that is cut, forked or endless."""
        found: list[Term] = []
        seen: set[Term] = set()
        node = head
        while node != NIL:
            firsts, rests = self.values(node, FIRST), self.values(node, REST)
            if len(firsts) != 1 or len(rests) != 1 or node in seen:
                raise WrongShapeError("broken-list", Iri(str(head)))
            seen.add(node)
            found += firsts
            node = rests[0]
        return found

    def describes(self, subject: Term) -> bool:
        """Say whether anything is said about a subject."""
        return subject in self._about

    def is_list(self, node: Term) -> bool:
        """Say whether a node is a list."""
        return node == NIL or bool(self.values(node, FIRST))

    def subjects(self, predicate: str, value: Term) -> list[Iri]:
        """Return what has a value for a property."""
        return sorted(Iri(str(s)) for s, about in self._about.items() if value in about.get(predicate, {}))

    def objects(self, predicate: str) -> list[Term]:
        """Return every value of a property."""
        return [value for about in self._about.values() for value in about.get(predicate, {})]

    def predicates(self, subject: Term) -> Iterator[str]:
        """Yield the predicates of a subject."""
        yield from sorted(self._about.get(subject, {}))

    def tops(self) -> list[Iri]:
        """Return the shapes that have a target, those switched off left out."""
        kinds = {*TARGETS, sh("target")}
        found = [
            Iri(str(subject))
            for subject, about in self._about.items()
            if isinstance(subject, Iri) and (kinds & about.keys() or self.is_class(subject))
        ]
        return sorted(shape for shape in found if Literal("true") not in self._plain(shape, SH.deactivated))

    def is_class(self, shape: Term) -> bool:
        """Say whether a shape is a class too, and so targets its own instances."""
        kinds = {str(kind) for kind in self.values(shape, RDF.type)}
        if not kinds & {SH.NodeShape, SH.PropertyShape} and not self._constrains(shape):
            return False
        return any(self._is_kind_of_class(Iri(kind), set()) for kind in kinds)

    def _constrains(self, shape: Term) -> bool:
        parameters = {sh(name) for name in table("components")["parameters"]} | {Iri(SH.property)}
        return any(Iri(predicate) in parameters for predicate in self._about.get(shape, {}))

    def _is_kind_of_class(self, kind: Iri, seen: set[Iri]) -> bool:
        if kind in _CLASSES:
            return True
        above = {Iri(str(term)) for term in self.values(kind, RDFS.subClassOf)} - seen
        return any(self._is_kind_of_class(each, seen | above) for each in above)

    def _plain(self, subject: Term, predicate: str) -> set[Literal]:
        return {Literal(term.lexical) for term in self.values(subject, predicate) if isinstance(term, Literal)}


def wrong_value(shape: Term, predicate: str, value: Term) -> WrongShapeError:
    """Return the error for a parameter with a value it cannot have."""
    return WrongShapeError("wrong-value", Iri(str(shape)), parameter=local(predicate), value=_shown(value))


def _shown(value: Term) -> str:
    """Return a value as it is told apart in Turtle: a text in quotation marks, a number without."""
    return f'"{value}"' if isinstance(value, Literal) and value.datatype == XSD.string else str(value)


def local(predicate: str) -> str:
    """Return the short name of a SHACL term.

    >>> local("http://www.w3.org/ns/shacl#minCount")
    'sh:minCount'
    """
    return predicate.replace(PREFIXES["sh"], "sh:")
