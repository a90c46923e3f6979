"""The texts a remote store sends to get a whole answer past an engine's caps, and what is done with rows once here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from string import Template
from typing import Final

import pyoxigraph as ox

from hgraph.errors import UsageError
from hgraph.settings import shipped_content
from hgraph.store.query_text import QueryParts, refuse_foreign, split, tokens
from hgraph.store.values import from_row, from_triple, to_row
from hgraph.terms import Term, Triple

Rows = list[tuple[Term | None, ...]]

_BATCH: Final = 10_000
_FORM_OF: Final = {ox.QuerySolutions: "SELECT", ox.QueryBoolean: "ASK", ox.QueryTriples: "CONSTRUCT"}
_BEYOND_THE_ROW: Final = {"EXISTS", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}


@cache
def template(name: str) -> Template:
    """Return a text of ``queries/store/`` without its comments."""
    text = (shipped_content() / "queries" / "store" / f"{name}.rq.template").read_text(encoding="utf-8")
    return Template(re.sub(r"(?m)^#.*\n", "", text).strip())


@lru_cache(maxsize=256)
def analyse(query: str, form: str) -> tuple[QueryParts, tuple[str, ...]]:
    """Return the parts of a query and the columns of its answer, as a SPARQL parser reads it.

    The query is put to an engine without data. Raises ``UsageError`` for text that is no SPARQL, that has another form
    than asked for, or that holds what no store does.
    """
    refuse_foreign(query)
    try:
        answer = _no_data().query(query)
    except SyntaxError as error:
        raise UsageError("query-syntax", reason=error.msg) from error
    if _FORM_OF[type(answer)] != form:
        del answer  # only this thread may drop it, and a traceback that is kept would leave that to any other
        raise UsageError("query-form", expected=form)
    columns = [variable.value for variable in answer.variables] if isinstance(answer, ox.QuerySolutions) else []
    return _values_inside(split(query)), tuple(columns)


@cache
def _no_data() -> ox.Store:
    """Return an engine without data; making one takes longer than the reading of a query."""
    return ox.Store()


def _values_inside(parts: QueryParts) -> QueryParts:
    """Move a VALUES block from the end into the WHERE group: Virtuoso applies LIMIT before one at the end.

    Raises ``UsageError`` where the two places differ in meaning: behind an aggregate.
    """
    if not parts.values:
        return parts
    if parts.grouping or _BEYOND_THE_ROW & {token.text for token in tokens(parts.head)}:
        raise UsageError("query-values-at-end")
    return replace(parts, where=f"{{ {parts.values} {parts.where} }}", values="")


@dataclass(frozen=True, slots=True)
class Selection:
    """A SELECT whose rows are to be fetched whole."""

    parts: QueryParts
    columns: tuple[str, ...]

    def first(self, size: int) -> str:
        """Return the query for the first rows: its own order or one over all columns, never more than ``size``."""
        own = self.parts
        return template("first").substitute(
            prologue=own.prologue,
            head=own.head,
            where=own.where,
            grouping=own.grouping,
            order=own.order or _variables(self.columns) or "(1)",
            limit=size if own.limit is None else min(own.limit, size),
            offset=own.offset,
        )

    def page(self, last: str, size: int) -> str:
        """Return the query for the page of rows whose key is not below ``last``; the key is the last column."""
        cells = ", ".join(template("cell").substitute(column=column) for column in self.columns)
        return template("page").substitute(
            prologue=self.parts.prologue,
            columns=_variables(self.columns),
            select=self._inner(),
            cells=cells,
            last=last,
            size=size,
        )

    def count(self) -> str:
        """Return the query for the number of rows all pages must add up to."""
        return template("count").substitute(prologue=self.parts.prologue, select=self._inner())

    def _inner(self) -> str:
        own = self.parts
        return template("inner").substitute(head=own.head, where=own.where, grouping=own.grouping)

    @property
    def sortable(self) -> bool:
        """Say whether the order can be made from the columns alone (trivially so if none is asked)."""
        used = list(tokens(self.parts.order))
        names = {token.text[1:] for token in used if token.kind == "variable"}
        return names <= set(self.columns) and not _BEYOND_THE_ROW & {token.text for token in used}

    def sort(self, rows: Rows) -> Rows:
        """Return the rows in the order the query asks for, as the embedded engine orders them."""
        if not self.parts.order.strip() or len(rows) < 2:
            return rows
        numbered = " ".join(f"({index} {to_row(row)[1:]}" for index, row in enumerate(rows))
        text = template("order").substitute(
            prologue=self.parts.prologue, columns=_variables(self.columns), rows=numbered, order=self.parts.order
        )
        return [rows[int(solution[0].value)] for solution in ox.Store().query(text)]  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class Construction:
    """A CONSTRUCT answered through the rows its template needs, since engines cut graphs without a sign."""

    parts: QueryParts
    columns: tuple[str, ...]

    @classmethod
    def of(cls, query: str) -> Construction:
        """Return the construction of a CONSTRUCT. Raises ``UsageError`` as ``analyse`` does."""
        parts, _ = analyse(query, "CONSTRUCT")
        names = [token.text[1:] for token in tokens(parts.head) if token.kind == "variable"]
        return cls(parts, tuple(dict.fromkeys(names)))

    def selection(self) -> Selection:
        """Return the SELECT for the rows of the template."""
        own = self.parts
        if not self.columns:
            return Selection(replace(own, head="(1 AS ?hgraph_row)", limit=1, offset=0), ("hgraph_row",))
        # Equal rows make equal triples, unless each row makes blank nodes of its own or the rows are counted.
        counted = own.limit is not None or own.offset
        fresh_nodes = any(token.text.startswith(("_:", "[", "(")) for token in tokens(own.head))
        distinct = "" if counted or fresh_nodes else "DISTINCT "
        return Selection(
            replace(own, head=distinct + _variables(self.columns), order=own.order if counted else ""), self.columns
        )

    def triples(self, rows: Rows) -> list[Triple]:
        """Return the triples the template makes from rows, each once; what is no triple is left out, as SPARQL says."""
        made: dict[Triple, None] = {}
        for start in range(0, len(rows), _BATCH):
            text = template("instantiate").substitute(
                prologue=self.parts.prologue,
                template=self.parts.head,
                columns=_variables(self.columns or ("hgraph_row",)),
                rows=" ".join(map(to_row, rows[start : start + _BATCH])),
            )
            for triple in ox.Store().query(text):  # type: ignore[union-attr]
                subject, predicate, object_ = from_triple(triple)
                made[from_row(subject), predicate, from_row(object_)] = None
        return list(made)


def _variables(columns: tuple[str, ...]) -> str:
    return " ".join(f"?{column}" for column in columns)
