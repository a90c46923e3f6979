"""Rules as queries: a shapes graph compiled to SPARQL that any store answers, and what it finds.

What cannot be compiled is named in the plan, to be run by pySHACL on the same data; a shape that is itself wrong is
named as a problem. Nothing is ever left out without a word.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from hgraph.terms import Triple
from hgraph.validation.compiler.checks import queries
from hgraph.validation.compiler.classes import closure
from hgraph.validation.compiler.compiling import Compiler
from hgraph.validation.compiler.concerned import Changes, Scope, scope_of
from hgraph.validation.compiler.model import Plan, Problem, Query, Result
from hgraph.validation.compiler.running import run, targets

__all__ = [
    "Changes",
    "Plan",
    "Problem",
    "Query",
    "Result",
    "Scope",
    "closure",
    "compile_shapes",
    "queries",
    "run",
    "scope_of",
    "targets",
]


def compile_shapes(shapes: Iterable[Triple]) -> Plan:
    """Return the plan of a shapes graph: its queries, what is left to pySHACL, and what is wrong with the shapes."""
    return _compiled(tuple(shapes))


@lru_cache(maxsize=4)
def _compiled(shapes: tuple[Triple, ...]) -> Plan:
    """Compile a shapes graph once: who looks at a project at every save brings the same rules each time."""
    return Compiler(shapes).plan()
