"""The store behind a SPARQL 1.1 endpoint, believed only as far as it can be checked.

Engines cut answers without an error: at a number of rows, at a number of triples, at a time. So every SELECT is sent
with an order and a limit below any cap, and continued page by page along a key; a CONSTRUCT is answered through the
rows it needs; and whatever hints at a cut answer is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from traceback import clear_frames
from typing import Final, Self

import pyoxigraph as ox

from hgraph.errors import EndpointError, UsageError
from hgraph.store.duplicates import counts_once
from hgraph.store.overlap import Shared
from hgraph.store.paging import Construction, Rows, Selection, analyse
from hgraph.store.probe import verify
from hgraph.store.protocol import Piece
from hgraph.store.query_text import graphs_named
from hgraph.store.transport import Limits, Response, Transport
from hgraph.store.values import from_engine
from hgraph.store.verdict import not_sparql, partial
from hgraph.terms import Iri, Table, Triple

_FORMATS: Final = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
}
_ROW_CAP: Final = "X-SPARQL-MaxRows"


class RemoteStore:
    """Named graphs at an endpoint. Threads may share one store.

    ``open_remote`` makes one that has been checked; a store made by calling the class has not.
    """

    def __init__(self, address: str, graphs: tuple[Iri, ...] = (), limits: Limits | None = None) -> None:
        """Take the address of the endpoint, the graphs queries see (all there are, if none), and the limits.

        ``https://user:password@host/sparql`` signs requests when the server asks for it, with Digest or Basic. Raises
        ``UsageError`` if the address is not one of http or https.
        """
        self._transport = Transport(address, limits or Limits())
        self._graphs = tuple(sorted(graphs))
        self._page_rows = self._transport.limits.page_rows
        self._shared: Shared | None = None

    @property
    def graphs(self) -> tuple[Iri, ...]:
        """The named graphs that queries see, in order of name."""
        return self._graphs

    @property
    def endpoint(self) -> str:
        """The address, without credentials."""
        return self._transport.endpoint

    @property
    def page_rows(self) -> int:
        """How many rows are asked for at a time: the limit given, or less if the endpoint turned out to give less."""
        return self._page_rows

    def seeing(self, graphs: tuple[Iri, ...]) -> Self:
        """Limit the store to these graphs and return it."""
        self._graphs = tuple(sorted(graphs))
        return self

    def give_fewer(self, rows: int) -> None:
        """Ask for at most so many rows at a time from now on. Raises ``EndpointError`` if that is hardly any."""
        if rows < 2:
            raise partial(self.endpoint, f"{_ROW_CAP}: {rows + 1}")
        self._page_rows = min(self._page_rows, rows)

    def select(self, query: str) -> Table:
        """Return the rows of a SELECT, all of them. Raises ``UsageError`` and ``EndpointError`` as ``Store`` says."""
        parts, columns = analyse(query, "SELECT")
        self._require_answerable(query)
        return Table(columns, self._rows(Selection(parts, columns)))

    def select_all(self, queries: Sequence[str], workers: int = 2) -> list[Table]:
        """Return the rows of several SELECTs, as ``Store`` says; so many requests are under way at a time."""
        with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
            return list(pool.map(self.select, queries))

    def beside(self, work: Callable[[], Piece]) -> AbstractContextManager[Callable[[], Piece]]:
        """Give the work to be done afterwards: an endpoint is asked no more at a time than a caller says."""
        return nullcontext(work)

    def ask(self, query: str) -> bool:
        """Return the answer to an ASK. Raises ``UsageError`` and ``EndpointError`` as ``Store`` says."""
        analyse(query, "ASK")
        self._require_answerable(query)
        response = self._transport.ask(query, "ASK", self._graphs)
        answer = self._parsed(response)
        if isinstance(answer, bool):
            return answer
        # Virtuoso answers some formats with one row, of 1 or 0.
        cells = [str(cell) for row in answer[1] for cell in row]
        if len(cells) == 1 and cells[0] in {"0", "1", "true", "false"}:
            return cells[0] in {"1", "true"}
        raise not_sparql(self.endpoint, "ASK")

    def construct(self, query: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT, all of them, each once. Raises as ``select`` does."""
        construction = Construction.of(query)
        self._require_answerable(query)
        return construction.triples(self._rows(construction.selection()))

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def refuse_counting(self, shared: Shared) -> None:
        """Refuse from now on what would count a statement of two graphs twice; ``shared`` is such a statement."""
        self._shared = shared

    def _require_answerable(self, query: str) -> None:
        """Refuse what the endpoint would answer wrongly without a word.

        That is a query that can tell how often a statement is found if there is one in two graphs, and one that names a
        graph out of view: Virtuoso finds one empty row there, not none.
        """
        if self._shared and not counts_once(query):
            where = {"graph": self._shared.graph, "other": self._shared.other, "statement": self._shared.statement}
            raise EndpointError("graphs-overlap", place=self.endpoint, **where)
        unseen = graphs_named(query) - set(self._graphs) if self._graphs else set()
        if unseen:
            raise UsageError("graph-not-in-view", place=self.endpoint, graph=min(unseen))

    def _rows(self, selection: Selection) -> Rows:
        """Return all rows of a selection in its order: from one request if they fit, along a key if not."""
        limit, rows = selection.parts.limit, None
        while rows is None:
            size = self._page_rows
            rows = self._fetch(selection.first(size), selection.columns, size if limit is None else min(limit, size))
        if len(rows) < size or (limit is not None and limit <= size):
            return selection.sort(rows) if selection.sortable else rows
        if not selection.sortable:
            raise EndpointError("order-not-in-columns", place=self.endpoint, rows=self._page_rows)
        start, stop = selection.parts.offset, None if limit is None else selection.parts.offset + limit
        enough = None if selection.parts.order else stop
        return selection.sort(self._all_rows(selection, enough))[start:stop]

    def _all_rows(self, selection: Selection, enough: int | None) -> Rows:
        """Return the rows of all pages, or of as many as are ``enough``; all of them must be as many as are counted."""
        rows: Rows = []
        for page in self._pages(selection):
            rows += page
            if enough is not None and len(rows) >= enough:
                return rows
        counted = self._fetch(selection.count(), ("rows",), 1) or [(None,)]
        if str(counted[0][0]) != str(len(rows)):
            raise partial(self.endpoint, f"{len(rows)} ≠ {counted[0][0]}")
        return rows

    def _pages(self, selection: Selection) -> Iterator[Rows]:
        """Yield page after page. Rows that share the last key of a page are left to the next, which has them all."""
        columns = (*selection.columns, "hgraph_key")
        last = ""
        while True:
            size = self._page_rows
            page = self._fetch(selection.page(last, size), columns, size)
            if page is None:
                continue
            keys = [str(row[-1]) for row in page]
            if keys != sorted(keys) or (keys and keys[0] < last):
                raise EndpointError(
                    "store-not-trustworthy", place=self.endpoint, check="page.rq", expected=last, found=keys[:1]
                )
            if len(page) < size:
                yield [row[:-1] for row in page]
                return
            if keys[0] == keys[-1]:
                raise EndpointError("rows-all-alike", place=self.endpoint, rows=size)
            last = keys[-1]
            yield [row[:-1] for row, key in zip(page, keys, strict=True) if key != last]

    def _fetch(self, query: str, columns: tuple[str, ...], asked: int) -> Rows | None:
        """Return the rows of one request; ``None`` if the endpoint gives fewer at a time than asked, now noted."""
        response = self._transport.ask(query, "SELECT", self._graphs)
        cap = response.headers.get(_ROW_CAP, "")
        if cap.isdigit() and int(cap) <= asked and asked > 1:
            self.give_fewer(int(cap) - 1)
            return None
        answer = self._parsed(response)
        if isinstance(answer, bool):
            raise not_sparql(self.endpoint, "SELECT")
        names, found = answer
        places = [names.index(column) if column in names else None for column in columns]
        if len(found) > asked:
            raise not_sparql(self.endpoint, f"LIMIT {asked} < {len(found)}")
        return [tuple(None if at is None else row[at] for at in places) for row in found]

    def _parsed(self, response: Response) -> bool | tuple[list[str], Rows]:
        """Return what a response says: yes or no, or the names of its columns and its rows."""
        format_ = _FORMATS.get(response.media_type)
        if format_ is None:
            raise not_sparql(self.endpoint, response.media_type or "no Content-Type")
        try:
            return _results(response.body, format_)
        except SyntaxError as error:
            # Only this thread may drop what the parser gave; a traceback that is kept would leave that to any other.
            clear_frames(error.__traceback__)
            raise partial(self.endpoint, error.msg) from error


def _results(body: bytes, format_: ox.QueryResultsFormat) -> bool | tuple[list[str], Rows]:
    answer = ox.parse_query_results(body, format_)
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    names = [variable.value for variable in answer.variables]
    return names, [tuple(None if cell is None else from_engine(cell) for cell in row) for row in answer]


def open_remote(address: str, discovery: str, limits: Limits | None = None) -> RemoteStore:
    """Return a store over the project's graphs at an endpoint, once the endpoint has shown that it can be believed.

    ``discovery`` is a SELECT whose first column names the graphs. Raises ``UsageError`` for an address that is none,
    and ``EndpointError`` for an endpoint without such graphs, or one that fails ``hgraph.store.probe``.
    """
    store = RemoteStore(address, limits=limits)
    try:
        verify(store.seeing(_discovered(store, discovery)))
    except BaseException:
        store.close()
        raise
    return store


def _discovered(store: RemoteStore, discovery: str) -> tuple[Iri, ...]:
    graphs = {row[0] for row in store.select(discovery).rows if isinstance(row[0], Iri)}
    if not graphs:
        raise EndpointError("endpoint-without-project", place=store.endpoint)
    return tuple(sorted(graphs))
