"""Where a constraint stands: its shape, the nodes it looks at, the path to their values; and the queries from there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hgraph.terms import Iri
from hgraph.validation.compiler.checks import Rows, Source
from hgraph.validation.compiler.classes import closed, focus, last, values_of
from hgraph.validation.compiler.fragments import fragment, sh, table
from hgraph.validation.compiler.model import Query
from hgraph.validation.compiler.paths import Path
from hgraph.validation.compiler.targets import Context


@dataclass(frozen=True)
class Place:
    """A shape in its context."""

    shape: Iri
    context: Context
    path: Path | None
    severity: Iri

    @property
    def value(self) -> str:
        """The variable of the value nodes: of a node shape, the focus node itself."""
        return "value" if self.path else "this"

    @property
    def beyond(self) -> Context:
        """The context of shapes that look at the values."""
        return self.context.beyond(self.path)

    def focus(self) -> str:
        """Return the pattern that binds ``?this``."""
        return self.context.pattern()

    def rows(self) -> str:
        """Return the pattern that binds ``?this`` and the value variable."""
        return self.context.rows(self.path)

    @property
    def apart(self) -> bool:
        """Say whether the few that fail are better found by the path alone, and asked for class afterwards."""
        return self.path is not None and self.path.simple and self.context.by_look_up

    def way(self) -> str:
        """Return the pattern of the path alone, from whatever has it as ``?this`` to ``?value``."""
        return f"{focus()}{self.path.pattern('this', 'value')}" if self.path else ""

    def narrowed(self, query: str) -> str:
        """Return the pattern of what a query finds by ``way``, as far as it is looked at."""
        return joined(fragment("pattern.group", pattern=query), last(self.focus()))

    def rows_by_value(self) -> str:
        """Return the pattern of ``rows`` for a test of the value alone, that is to test each value once."""
        if self.path is None or not self.apart:
            return self.rows()
        return joined(values_of(self.path.pattern("this", "value")), self.way(), last(self.focus()))

    def source(self, parameter: str, constraint: Iri | None = None) -> Source:
        """Return what the results of a constraint have in common."""
        shown = self.path.shown if self.path else None
        return Source(component(parameter), self.shape, self.severity, shown, constraint)

    def select(self, parameters: Iterable[str], pattern: str, how: str, columns: Iterable[str] = ()) -> Query:
        """Return the query for the rows of a pattern."""
        return self.query(parameters, rows(pattern, columns), how)

    def query(self, parameters: Iterable[str], text: str, how: str) -> Query:
        """Return a query of this place."""
        return Query(closed(text), self.shape, tuple(map(component, parameters)), how, text)

    def check(self, parameter: str, pattern: str, how: str, *, value: bool = True, more: Iterable[str] = ()) -> Rows:
        """Return the check whose results are the rows of a pattern; ``more`` names further columns."""
        columns = [*([self.value] if value else []), *more]
        query = self.select([parameter], pattern, how, columns)
        return Rows(query, self.source(parameter), self.value if value else None)


def component(parameter: str) -> Iri:
    """Return the constraint component of a parameter."""
    return sh(table("components")["parameters"][parameter])


def rows(pattern: str, columns: Iterable[str] = ()) -> str:
    """Return the text of the query for the rows of a pattern: ``this``, and further columns."""
    wanted = [fragment("text.variable", name=name) for name in dict.fromkeys(columns) if name != "this"]
    return fragment("query.rows", columns=" ".join(wanted), pattern=pattern)


def flags(tests: Sequence[str]) -> tuple[list[str], str]:
    """Return a name per expression, and the pattern that binds it to an empty text if the expression is true."""
    names = [f"hgraph_flag{at}" for at in range(len(tests))]
    bound = [
        fragment("pattern.bind", expression=fragment("expression.flag", expression=test), name=name)
        for name, test in zip(names, tests, strict=True)
    ]
    return names, joined(*bound)


def joined(*patterns: str) -> str:
    """Return patterns one after the other."""
    return " ".join(patterns)


def only_if(expression: str) -> str:
    """Return the filter that lets pass what an expression is true of."""
    return fragment("pattern.filter", expression=expression)
