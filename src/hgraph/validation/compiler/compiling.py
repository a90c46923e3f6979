"""From a shapes graph to a plan: every shape with a target, its constraints and the shapes inside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from hgraph.namespaces import PREFIXES, SH
from hgraph.terms import Iri, Literal, Term, Triple
from hgraph.validation.compiler.checks import Check, Rows, queries
from hgraph.validation.compiler.classes import closed
from hgraph.validation.compiler.fragments import any_of, fragment, negated, sh, table
from hgraph.validation.compiler.fusing import fused
from hgraph.validation.compiler.logic import LOGICAL, Logician
from hgraph.validation.compiler.model import Plan, Problem, Query, UnsupportedShapeError, WrongShapeError
from hgraph.validation.compiler.paths import Path, read_path
from hgraph.validation.compiler.place import Place, flags, joined, only_if
from hgraph.validation.compiler.sets import SETS
from hgraph.validation.compiler.shapes import ShapesGraph, local, wrong_value
from hgraph.validation.compiler.survey import problem_within
from hgraph.validation.compiler.targets import Context, read_target
from hgraph.validation.compiler.values import ValueConstraints
from hgraph.validation.compiler.written import written_checks

Within = tuple[Iri, ...]
"""The shapes around a shape: one among them that comes back is a shape that speaks of itself."""


class Compiler:
    """Compiles the shapes of one graph."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """Take the triples of the shapes graph."""
        self._shapes = tuple(triples)
        self.graph = ShapesGraph(self._shapes)
        self.values = ValueConstraints(self.graph)
        self._logic = Logician(self)
        self._parameters: dict[str, str] = table("components")["parameters"]
        self._own = {
            str(term)
            for parameter in self.graph.objects(sh("parameter"))
            for term in self.graph.values(parameter, SH.path)
        }

    def plan(self) -> Plan:
        """Return the plan."""
        checks: list[Check] = []
        wrong: dict[Iri, Problem] = {}
        reasons: dict[Iri, str] = {}
        counts: dict[Iri, Query] = {}
        for shape in self.graph.tops():
            try:
                target = read_target(self.graph, shape)
                counts[shape] = _count(shape, target.pattern("this"))
                checks += self.violations(shape, Context(target), ())
            except UnsupportedShapeError as unsupported:
                if problem := problem_within(self, shape):
                    wrong[shape] = problem
                else:
                    reasons[shape] = unsupported.reason
            except WrongShapeError as error:
                wrong[shape] = error.problem
        checks = fused(checks)
        every = {query.text: query for check in checks for query in queries(check)}
        problems = {(found.code, found.shape, str(found.values)): found for found in wrong.values()}
        return Plan(
            self._shapes,
            tuple(every.values()),
            tuple(reasons),
            reasons,
            tuple(problems.values()),
            wrong,
            counts,
            tuple(checks),
        )

    def violations(self, shape: Iri, context: Context, within: Within) -> list[Check]:
        """Return the checks for all constraints of a shape and of the property shapes in it.

        Raises ``UnsupportedShapeError`` or ``WrongShapeError`` if one of them cannot be compiled.
        """
        if self.off(shape, within):
            return []
        place = self._place(shape, context)
        inside = (*within, shape)
        checks = [*self._of_values(place, inside)]
        for parameter, value in self.constraints(shape):
            checks += self._beside_values(place, parameter, value, inside)
        for inner in self.properties(shape):
            checks += self.violations(inner, place.beyond, inside)
        return checks

    def violation(self, shape: Iri, context: Context, constraint: tuple[str, Term], within: Within) -> list[Check]:
        """Return the checks for one constraint of a shape on its own; errors as ``violations``.

        Of a constraint on one value at a time the expression is made, for its errors only.
        """
        place = self._place(shape, context)
        self._test(place, *constraint, within)
        return list(self._beside_values(place, *constraint, within))

    def properties(self, shape: Iri) -> Iterator[Iri]:
        """Yield the property shapes of a shape. Raises ``WrongShapeError`` for one without a path."""
        for inner in self.graph.values(shape, SH.property):
            if self.graph.value(inner, SH.path) is None:
                raise wrong_value(shape, SH.property, inner)
            yield Iri(str(inner))

    def off(self, shape: Iri, within: Within) -> bool:
        """Say whether a shape is switched off. Raises ``WrongShapeError`` for one within itself or unknown."""
        if shape in within:
            raise WrongShapeError("recursive-shape", shape)
        if not shape.startswith("_:") and not self.graph.describes(shape):
            raise WrongShapeError("unknown-shape", shape)
        return self.graph.says(shape, SH.deactivated)

    def path(self, shape: Iri) -> Path | None:
        """Return the path of a property shape; ``None`` for a node shape."""
        nodes = self.graph.values(shape, SH.path)
        if len(nodes) > 1:
            raise WrongShapeError("several-values", shape, parameter="sh:path")
        return read_path(self.graph, nodes[0], shape) if nodes else None

    def constraints(self, shape: Iri) -> Iterator[tuple[str, Term]]:
        """Yield the parameters of a shape that are constraints, each with each value; what else it says is checked."""
        known = table("components")
        left: str | None = None
        for predicate in self.graph.predicates(shape):
            name = predicate.removeprefix(PREFIXES["sh"])
            if predicate in self._own or name in known["other"]["foreign"]:
                left = left or ("component-of-its-own" if predicate in self._own else "beyond-core")
                continue
            if name == predicate or name in known["other"]["known"]:
                continue
            if name not in self._parameters:
                if not self._may_say(shape, name):
                    raise WrongShapeError("unknown-parameter", shape, parameter=local(predicate))
                continue
            values = self.graph.values(shape, predicate)
            if len(values) > 1 and name in known["single"]["names"]:
                raise WrongShapeError("several-values", shape, parameter=local(predicate))
            for value in values:
                _well_typed(shape, name, value)
                yield name, value
        if left:  # said last, so that what is wrong with the shape is said first
            raise UnsupportedShapeError(left)

    def _may_say(self, shape: Iri, name: str) -> bool:
        """Say whether a term that is no parameter may stand on a subject that is more than a shape."""
        prefixes = {"prefix", "namespace", "prefixes", "select", "ask", "construct", "parameter", "validator"}
        return name in prefixes and self.graph.value(shape, sh(name)) is not None

    def _place(self, shape: Iri, context: Context) -> Place:
        severities = self.graph.values(shape, SH.severity)
        severity = severities[0] if severities else SH.Violation
        return Place(shape, context, self.path(shape), Iri(str(severity)))

    def _beside_values(self, place: Place, parameter: str, value: Term, within: Within) -> Iterable[Check]:
        """Return the checks of a constraint that is not on one value at a time; none if it is."""
        if parameter in SETS:
            return SETS[parameter](self.graph, place, value)
        if parameter == "sparql":
            return written_checks(self.graph, place, Iri(str(value)))
        return self._logic.checks(place, parameter, value, within) if parameter in LOGICAL else []

    def _of_values(self, place: Place, within: Within) -> Iterator[Check]:
        """Yield the checks of all constraints on one value, in one query."""
        tests = [
            (parameter, test)
            for parameter, value in self.constraints(place.shape)
            if (test := self._test(place, parameter, value, within)) is not None
        ]
        if not tests:
            return
        names = [parameter for parameter, _ in tests]
        if len(tests) == 1:
            # A class takes a look-up, and many things share a value; other tests cost less than telling values apart.
            rows = place.rows_by_value() if names == ["class"] else place.rows()
            pattern = joined(rows, only_if(negated(tests[0][1])))
            query = place.select(names, pattern, "rows", [place.value])
            yield Rows(query, place.source(names[0]), place.value)
            return
        raised, bound = flags([test for _, test in tests])
        only = only_if(any_of(fragment("expression.raised", name=flag) for flag in raised))
        query = place.select(names, joined(place.rows(), bound, only), "rows", [place.value, *raised])
        for flag, name in zip(raised, names, strict=True):
            yield Rows(query, place.source(name), place.value, flag)

    def _test(self, place: Place, parameter: str, value: Term, within: Within) -> str | None:
        if self.values.knows(parameter):
            return self.values.expression(place.shape, parameter, value, place.value)
        return self._logic.expression(parameter, value, place.value, within)


def _count(shape: Iri, pattern: str) -> Query:
    text = fragment("query.targets", pattern=pattern)
    return Query(closed(text), shape, (), "targets", text)


def _well_typed(shape: Iri, name: str, value: Term) -> None:
    single = table("components")["single"]
    if name in single["cardinal"] and not _is_cardinal(value):
        raise wrong_value(shape, sh(name), value)
    if name in single["boolean"] and str(value) not in {"true", "false", "1", "0"}:
        raise wrong_value(shape, sh(name), value)


_INTEGER: Final = PREFIXES["xsd"] + "integer"


def _is_cardinal(value: Term) -> bool:
    if not isinstance(value, Literal) or not value.lexical.isdecimal():
        return False
    return value.datatype == _INTEGER or value.datatype.lower().endswith(("int", "integer", "long", "short", "byte"))
