"""Shapes about shapes: not, and, or, exactly one, node, and how many values conform.

A shape on one value becomes one expression wherever it can. Where it cannot, its own violations are asked for among the
very nodes it judges, and the answers are put together afterwards; so every shape may stand inside every other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from hgraph.namespaces import SH
from hgraph.terms import Iri, Term
from hgraph.validation.compiler.checks import Check, Logic, Qualified
from hgraph.validation.compiler.fragments import all_of, any_of, fragment, negated, sh
from hgraph.validation.compiler.model import WrongShapeError
from hgraph.validation.compiler.place import Place
from hgraph.validation.compiler.sets import at_least, at_most
from hgraph.validation.compiler.values import exactly_one, same

if TYPE_CHECKING:
    from hgraph.validation.compiler.compiling import Compiler, Within

_JUDGED: Final = frozenset({"not", "and", "or", "xone", "node"})
LOGICAL: Final = _JUDGED | {"qualifiedMinCount", "qualifiedMaxCount"}


class Logician:
    """Compiles the constraints whose parameter is a shape."""

    def __init__(self, compiler: Compiler) -> None:
        """Take the compiler that knows the other constraints."""
        self._compiler = compiler
        self._graph = compiler.graph

    def checks(self, place: Place, parameter: str, value: Term, within: Within) -> Iterable[Check]:
        """Return the checks of a constraint; none if it became an expression already."""
        if parameter not in _JUDGED:
            return self._qualified(place, parameter, int(str(value)), within)
        if self.expression(parameter, value, place.value, within) is not None:
            return []
        operands = [self._compiler.violations(shape, place.beyond, within) for shape in self._shapes(parameter, value)]
        query = place.select([parameter], place.rows(), "operand", [place.value])
        judged = tuple(tuple(operand) for operand in operands)
        return [Logic(query, place.source(parameter), place.value, judged, parameter)]

    def expression(self, parameter: str, value: Term, node: str, within: Within) -> str | None:
        """Return the expression that is true of a variable if its value conforms; ``None`` if there is none."""
        if parameter not in _JUDGED:
            return None
        parts = [self.conformity(each, node, within) for each in self._shapes(parameter, value)]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        if parameter == "not":
            return negated(known[0])
        if parameter == "or":
            return any_of(known)
        return exactly_one(known) if parameter == "xone" else all_of(known)

    def conformity(self, shape: Iri, node: str, within: Within) -> str | None:
        """Return the expression that is true of a variable if its value conforms to a shape; ``None`` if none is."""
        compiler = self._compiler
        if compiler.off(shape, within):
            return fragment("expression.yes")
        if compiler.path(shape) is not None:
            return None
        tests: list[str] = []
        for parameter, value in compiler.constraints(shape):
            test = self._part(shape, parameter, value, node, (*within, shape))
            if test is None:
                return None
            tests.append(test)
        return None if self._graph.values(shape, SH.property) else all_of(tests)

    def _part(self, shape: Iri, parameter: str, value: Term, node: str, within: Within) -> str | None:
        if self._compiler.values.knows(parameter):
            return self._compiler.values.expression(shape, parameter, value, node)
        if parameter == "hasValue":
            return same(node, value)
        return self.expression(parameter, value, node, within)

    def _shapes(self, parameter: str, value: Term) -> Iterator[Iri]:
        members = [value] if parameter in {"not", "node"} else self._graph.members(value)
        yield from (Iri(str(member)) for member in members)

    def _qualified(self, place: Place, parameter: str, limit: int, within: Within) -> Iterable[Check]:
        shapes = self._graph.values(place.shape, sh("qualifiedValueShape"))
        if not shapes:  # a limit on nothing is none
            return []
        if place.path is None or len(shapes) > 1:
            raise WrongShapeError("only-on-property", place.shape, parameter=f"sh:{parameter}")
        wanted = Iri(str(shapes[0]))
        disjoint = self._graph.says(place.shape, sh("qualifiedValueShapesDisjoint"))
        siblings = self._siblings(place.shape, wanted) if disjoint else []
        tests = [self.conformity(each, "value", within) for each in (wanted, *siblings)]
        known = [test for test in tests if test is not None]
        if len(known) == len(tests) and not place.path.nullable:
            condition = all_of([known[0], *map(negated, known[1:])])
            least = parameter == "qualifiedMinCount"
            return (at_least if least else at_most)(place, parameter, limit, condition)
        return [self._counted(place, parameter, limit, [wanted, *siblings], within)]

    def _counted(self, place: Place, parameter: str, limit: int, shapes: list[Iri], within: Within) -> Qualified:
        operands = [tuple(self._compiler.violations(each, place.beyond, within)) for each in shapes]
        return Qualified(
            focus=place.select([parameter], place.focus(), "operand"),
            query=place.select([parameter], place.rows(), "operand", ["value"]),
            source=place.source(parameter),
            operand=operands[0],
            siblings=tuple(operands[1:]),
            least=limit if parameter == "qualifiedMinCount" else None,
            most=limit if parameter == "qualifiedMaxCount" else None,
        )

    def _siblings(self, shape: Iri, wanted: Iri) -> list[Iri]:
        """Return the qualified shapes beside this one, in every shape that has both as its property shapes."""
        found: set[Iri] = set()
        for parent in self._graph.subjects(SH.property, shape):
            for beside in self._graph.values(parent, SH.property):
                found |= {Iri(str(each)) for each in self._graph.values(beside, sh("qualifiedValueShape"))}
        return sorted(found - {wanted})
