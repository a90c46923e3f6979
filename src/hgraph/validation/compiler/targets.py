"""What a shape looks at, as a pattern; and the way from there to the values its inner shapes look at."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hgraph.namespaces import SH
from hgraph.terms import Iri, Term
from hgraph.validation.compiler.classes import focus, instances, linked
from hgraph.validation.compiler.fragments import fragment, sh, terms, united
from hgraph.validation.compiler.model import UnsupportedShapeError
from hgraph.validation.compiler.paths import Path
from hgraph.validation.compiler.shapes import ShapesGraph, wrong_value


@dataclass(frozen=True)
class Target:
    """Everything a shape with targets looks at."""

    classes: tuple[Iri, ...] = ()
    nodes: tuple[Term, ...] = ()
    subjects: tuple[Iri, ...] = ()
    objects: tuple[Iri, ...] = ()

    def pattern(self, node: str) -> str:
        """Return the pattern that binds a variable to each focus node, to some perhaps twice."""
        branches = []
        if self.classes:
            branches.append(instances(node, self.classes))
        if self.nodes:
            branches.append(
                (focus() if node == "this" else "") + fragment("pattern.nodes", node=node, terms=terms(self.nodes))
            )
        for kind, predicates in (("subjects", self.subjects), ("objects", self.objects)):
            if predicates:
                branches.append(linked(node, kind, predicates))
        return united(branches)


@dataclass(frozen=True)
class Context:
    """Where the compiler stands: at the focus nodes of a shape with targets, or some paths further on."""

    target: Target
    steps: tuple[Path, ...] = ()

    @property
    def by_look_up(self) -> bool:
        """Say whether a thing is seen by one look-up to be looked at: by its class, or by a property that it has."""
        target = self.target
        return not self.steps and not target.nodes and not target.objects

    def beyond(self, path: Path | None) -> Context:
        """Return the context of the values of a path; without one, of the focus nodes themselves."""
        return self if path is None else replace(self, steps=(*self.steps, path))

    def pattern(self) -> str:
        """Return the pattern that binds ``?this`` to each node that is looked at."""
        stops = [*(f"hgraph_{index}" for index in range(len(self.steps))), "this"]
        pattern = self.target.pattern(stops[0])
        for at, path in enumerate(self.steps):
            pattern = _extended(pattern, path, stops[at], stops[at + 1])
        return f"{focus()}{pattern}" if self.steps else pattern

    def rows(self, path: Path | None) -> str:
        """Return the pattern that binds ``?this``, and ``?value`` to each value of the path."""
        return self.pattern() if path is None else _extended(self.pattern(), path, "this", "value")


def _extended(pattern: str, path: Path, start: str, end: str) -> str:
    """Return a pattern followed by a path.

    Engines disagree on whether a node that is in no statement reaches itself by a path of no steps; SHACL says it does.
    """
    way = f"{pattern} {path.pattern(start, end)}"
    if not path.nullable:
        return way
    itself = fragment("pattern.bind", expression=fragment("text.variable", name=start), name=end)
    return united([f"{pattern} {itself}", way])


def read_target(graph: ShapesGraph, shape: Iri) -> Target:
    """Return the targets of a shape.

    Raises ``UnsupportedShapeError`` for a kind beyond SHACL Core, ``WrongShapeError`` for a class that is a text.
    """
    if graph.value(shape, sh("target")) is not None:
        raise UnsupportedShapeError("target-beyond-core")

    def named(predicate: str) -> tuple[Iri, ...]:
        terms = graph.values(shape, predicate)
        for term in terms:
            if not isinstance(term, Iri):
                raise wrong_value(shape, predicate, term)
        return tuple(Iri(str(term)) for term in terms)

    nodes = tuple(graph.values(shape, SH.targetNode))
    if any(isinstance(node, Iri) and node.startswith("_:") for node in nodes):
        raise UnsupportedShapeError("target-without-name")
    own = (shape,) if graph.is_class(shape) else ()
    classes = tuple(dict.fromkeys((*own, *named(SH.targetClass))))
    if any(class_.startswith("_:") for class_ in classes):
        raise UnsupportedShapeError("target-without-name")
    return Target(classes, nodes, named(SH.targetSubjectsOf), named(SH.targetObjectsOf))
