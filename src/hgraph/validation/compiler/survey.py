"""What is wrong in a shape that is left to pySHACL: found here, because pySHACL passes over some of it in silence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from hgraph.terms import Iri, Term
from hgraph.validation.compiler.fragments import sh
from hgraph.validation.compiler.logic import LOGICAL
from hgraph.validation.compiler.model import Problem, UnsupportedShapeError, WrongShapeError
from hgraph.validation.compiler.shapes import ShapesGraph
from hgraph.validation.compiler.targets import Context, Target, read_target

if TYPE_CHECKING:
    from hgraph.validation.compiler.compiling import Compiler, Within


def problem_within(compiler: Compiler, shape: Iri) -> Problem | None:
    """Return the first problem of a shape with targets, or of a shape it calls upon; ``None`` if there is none.

    Compiling stops at the first thing that cannot be compiled; here every part is tried, whatever the others need.
    """
    target = Target(nodes=(shape,))  # which things are looked at makes no shape wrong
    try:
        with suppress(UnsupportedShapeError):
            target = read_target(compiler.graph, shape)
        _survey(compiler, shape, Context(target), ())
    except WrongShapeError as error:
        return error.problem
    return None


def _survey(compiler: Compiler, shape: Iri, context: Context, within: Within) -> None:
    """Try every part of a shape. Raises ``WrongShapeError`` for the first that is wrong."""
    if compiler.off(shape, within):
        return
    path = compiler.path(shape)
    inside, beyond = (*within, shape), context.beyond(path)
    for parameter, value in _constraints(compiler, shape):
        with suppress(UnsupportedShapeError):
            compiler.violation(shape, context, (parameter, value), inside)
        for operand in _operands(compiler.graph, shape, parameter, value):
            _survey(compiler, Iri(str(operand)), beyond, inside)
    for inner in compiler.properties(shape):
        _survey(compiler, inner, beyond, inside)


def _operands(graph: ShapesGraph, shape: Iri, parameter: str, value: Term) -> list[Term]:
    """Return the shapes that a constraint calls upon."""
    if parameter not in LOGICAL:
        return []
    if parameter in {"not", "node"}:
        return [value]
    of_values = parameter in {"qualifiedMinCount", "qualifiedMaxCount"}
    return graph.values(shape, sh("qualifiedValueShape")) if of_values else graph.members(value)


def _constraints(compiler: Compiler, shape: Iri) -> Iterator[tuple[str, Term]]:
    with suppress(UnsupportedShapeError):
        yield from compiler.constraints(shape)
