"""How the answers to queries become results: a row each, or by what several answers say together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from hgraph.terms import Iri, Term
from hgraph.validation.compiler.model import Query, Result

Record = Mapping[str, Term]
Answers = Callable[[Query], list[dict[str, Term]]]
"""Gives the rows of a query that was run."""


@dataclass(frozen=True)
class Source:
    """What all results of a constraint have in common."""

    component: Iri
    shape: Iri
    severity: Iri
    path: str | None
    constraint: Iri | None = None

    def result(self, focus: Term, value: Term | None, bindings: Record, path: str | None = None) -> Result:
        """Return one result."""
        return Result(
            focus=focus,
            path=path or self.path,
            value=value,
            component=self.component,
            shape=self.shape,
            severity=self.severity,
            constraint=self.constraint,
            bindings=bindings,
        )


@dataclass(frozen=True)
class Absence:
    """What a check looks for and must not miss: the pattern of the focus nodes, and that of what each is to have."""

    focus: str
    pattern: str


@dataclass(frozen=True)
class Rows:
    """Each row is a result; if several constraints share the query, a column per constraint says which one failed."""

    query: Query
    source: Source
    value: str | None
    """Column of the value; ``this`` for a node shape, ``None`` for a component that names none."""
    flag: str | None = None
    predicate: str | None = None
    """Column of the path, for a component that finds the path itself."""
    absence: Absence | None = None
    """What the rows lack, if that is all that the query asks: such queries may be put together (see ``fusing``)."""

    def results(self, answers: Answers) -> Iterator[Result]:
        """Yield the results."""
        for row in answers(self.query):
            if self.flag and not str(row.get(self.flag, "")):
                continue
            value = row.get(self.value, row["this"] if self.source.path is None else None) if self.value else None
            bindings = {name: term for name, term in row.items() if not name.startswith("hgraph_")}
            if value is not None:
                bindings["value"] = value
            path = str(row[self.predicate]) if self.predicate and isinstance(row.get(self.predicate), Iri) else None
            yield self.source.result(row["this"], value, bindings, path)


Failing = frozenset[Term]
"""The nodes that do not conform to a shape."""


@dataclass(frozen=True)
class Logic:
    """Each value is judged by which of some shapes it conforms to."""

    query: Query
    """The values, each with the focus node it is a value of."""
    source: Source
    value: str
    operands: tuple[tuple[Check, ...], ...]
    judge: str

    def results(self, answers: Answers) -> Iterator[Result]:
        """Yield a result per value that fails."""
        failing = [failures(operand, answers) for operand in self.operands]
        judge = _JUDGES[self.judge]
        for row in answers(self.query):
            value = row[self.value]
            if not judge(sum(value not in nodes for nodes in failing), len(failing)):
                yield self.source.result(row["this"], value, {**row, "value": value})


_JUDGES: Final[Mapping[str, Callable[[int, int], bool]]] = {
    "not": lambda conforming, _: conforming == 0,
    "and": lambda conforming, given: conforming == given,
    "node": lambda conforming, given: conforming == given,
    "or": lambda conforming, _: conforming > 0,
    "xone": lambda conforming, _: conforming == 1,
}


@dataclass(frozen=True)
class Qualified:
    """The values that conform to a shape, and to none of its siblings if they are to be disjoint, are counted."""

    focus: Query
    query: Query
    source: Source
    operand: tuple[Check, ...]
    siblings: tuple[tuple[Check, ...], ...] = ()
    least: int | None = None
    most: int | None = None

    def results(self, answers: Answers) -> Iterator[Result]:
        """Yield a result per focus node with too few or too many."""
        failing = failures(self.operand, answers)
        siblings = [failures(sibling, answers) for sibling in self.siblings]
        values: dict[Term, set[Term]] = defaultdict(set)
        for row in answers(self.query):
            values[row["this"]].add(row["value"])
        counts = Counter(
            {
                focus: sum(value not in failing and all(value in nodes for nodes in siblings) for value in found)
                for focus, found in values.items()
            }
        )
        for row in answers(self.focus):
            count = counts[row["this"]]
            if (self.least is not None and count < self.least) or (self.most is not None and count > self.most):
                yield self.source.result(row["this"], None, row)


Check = Rows | Logic | Qualified


def failures(checks: tuple[Check, ...], answers: Answers) -> Failing:
    """Return the nodes that fail at least one check: those that do not conform."""
    return frozenset(result.focus for check in checks for result in check.results(answers))


def queries(check: Check) -> Iterator[Query]:
    """Yield every query a check needs."""
    yield check.query
    if isinstance(check, Qualified):
        yield check.focus
    inner: tuple[tuple[Check, ...], ...] = ()
    if isinstance(check, Logic):
        inner = check.operands
    elif isinstance(check, Qualified):
        inner = (check.operand, *check.siblings)
    for operand in inner:
        for each in operand:
            yield from queries(each)
