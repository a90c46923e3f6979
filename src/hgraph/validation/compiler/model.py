"""What the compiler makes of a shapes graph, and what running that gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from hgraph.messages import message
from hgraph.terms import Iri, Term, Triple

if TYPE_CHECKING:
    from hgraph.validation.compiler.checks import Check


@dataclass(frozen=True)
class Result:
    """One violation, with the values a message may speak of."""

    focus: Term
    path: str | None
    """IRI, or the path in SPARQL syntax if it is more than one property; ``None`` for a node shape."""
    value: Term | None
    component: Iri
    shape: Iri
    """The shape that the constraint stands on (``sh:sourceShape``)."""
    severity: Iri
    constraint: Iri | None = None
    """The SPARQL constraint, if it is one (``sh:sourceConstraint``)."""
    bindings: Mapping[str, Term] = field(default_factory=dict, hash=False)
    """Every variable of the row for a SPARQL constraint; else ``this``, ``value`` and what the component compares."""

    @property
    def sort_key(self) -> tuple[str, ...]:
        """Key of the order in which results are given."""
        bound = "\n".join(map(repr, self.bindings.values())) if self.constraint else ""
        return (self.shape, self.component, str(self.focus), self.path or "", repr(self.value), self.severity, bound)


@dataclass(frozen=True)
class Query:
    """One SELECT, with what it looks for."""

    text: str
    shape: Iri
    components: tuple[Iri, ...]
    how: str
    """How the constraint was compiled: ``rows``, ``tally``, ``operand``, ``written`` and so on."""
    marked: str = field(default="", repr=False)
    """The text with its questions for instances of classes still open (see ``classes``)."""


@dataclass(frozen=True)
class Problem:
    """Something wrong with a shape itself. Nothing was checked by the rules it stands in."""

    code: str
    shape: Iri
    values: Mapping[str, str] = field(default_factory=dict, hash=False)

    def sentence(self, language: str) -> str:
        """Return what is wrong, in one sentence."""
        return message(f"validation.problem.{self.code}", language, shape=self.shape, **self.values)


@dataclass(frozen=True)
class Plan:
    """A shapes graph as queries, and what could not be made one."""

    shapes: tuple[Triple, ...] = field(repr=False)
    """The shapes graph itself."""
    queries: tuple[Query, ...]
    fallback: tuple[Iri, ...]
    """Shapes with targets that are left to pySHACL as a whole."""
    reasons: Mapping[Iri, str]
    """Code of the reason why, per shape in ``fallback``."""
    problems: tuple[Problem, ...]
    """What is wrong, each once, however many shapes with targets it spoils."""
    wrong: Mapping[Iri, Problem]
    """The problem of each shape with targets that has one: such a shape is neither compiled nor left to pySHACL."""
    counts: Mapping[Iri, Query] = field(repr=False, default_factory=lambda: MappingProxyType({}))
    """The query for the number of focus nodes, per shape with targets."""
    checks: tuple[Check, ...] = field(repr=False, default=())
    """How answers become results."""


class UnsupportedShapeError(Exception):
    """Raised inside the compiler for what it leaves to pySHACL, with the code of the reason."""

    def __init__(self, reason: str) -> None:
        """Take the code of the reason."""
        super().__init__(reason)
        self.reason = reason


class WrongShapeError(Exception):
    """Raised inside the compiler for a shape that is wrong."""

    def __init__(self, code: str, shape: Iri, **values: str) -> None:
        """Take what a ``Problem`` is made of."""
        super().__init__(code)
        self.problem = Problem(code, shape, values)
