"""Whether an endpoint can be believed: the same questions to it and to the engine in this process, values compared.

Three kinds of question: on values written in the query (every ``queries/probe/*.rq``), on a sample of the endpoint's
own statements, fetched in the plainest way there is and asked about again here, and on how many rows come back.
A store that gives another answer is refused; there is no telling which other answers are wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from string import Template
from typing import Final, Protocol

from hgraph.errors import EndpointError
from hgraph.namespaces import DCT, RDFS, SKOS
from hgraph.settings import shipped_content
from hgraph.store.embedded import EmbeddedStore
from hgraph.store.overlap import Shared, graph_sizes, shared_statement
from hgraph.store.protocol import Store
from hgraph.terms import Iri, Table, Term

_STEPS: Final = (SKOS.broader, RDFS.subClassOf, DCT.isPartOf)
_ROWS: Final = 10_000
_SHARED_AT_MOST: Final = 1_000_000
_STARTS: Final = 200
_SAMPLE: Final = 5_000
_HERE: Final = Iri("urn:hgraph:sample")


class Probed(Store, Protocol):
    """A store that can be told to ask for less at a time."""

    @property
    def endpoint(self) -> str:
        """The address, for an error to name."""

    @property
    def page_rows(self) -> int:
        """How many rows are asked for at a time."""

    def give_fewer(self, rows: int) -> None:
        """Ask for at most so many rows at a time from now on."""

    def refuse_counting(self, shared: Shared) -> None:
        """Refuse from now on what would count a statement of two graphs twice."""


def verify(store: Probed) -> None:
    """Return if a store answers as the embedded one does; raise ``EndpointError`` if it does not."""
    _rows_at_a_time(store)
    nothing = EmbeddedStore.in_memory()
    for path in sorted(_folder().glob("*.rq")):
        query = path.read_text(encoding="utf-8")
        _compare(store, path.name, nothing.select(query), store.select(query))
    _sums(store)
    _find_overlap(store)


def _rows_at_a_time(store: Probed) -> None:
    """Find a cap on rows that the endpoint does not mention."""
    size = min(store.page_rows, _ROWS)
    numbers = [str(row[0]) for row in store.select(_template("rows").substitute(size=size)).rows]
    expected = [str(number) for number in range(size)]
    if numbers != expected[: len(numbers)]:
        raise _untrue(store, "rows.rq", expected[0], numbers[:1])
    if len(numbers) < size:
        store.give_fewer(len(numbers) - 1)


def _find_overlap(store: Probed) -> None:
    """Find out whether graphs overlap: every endpoint known to us counts such a statement twice."""
    sizes = graph_sizes(store.select)
    if sum(sizes.values()) - max(sizes.values(), default=0) > _SHARED_AT_MOST:
        return
    shared = shared_statement(store.select, sizes)
    if shared:
        store.refuse_counting(shared)


def _sums(store: Probed) -> None:
    """Compare counts by group and closures on a sample of the endpoint's own statements."""
    uses = {Iri(str(row[0])): int(str(row[1])) for row in store.select(_template("uses").template).rows}
    total = int(str(store.select(_template("total").template).rows[0][0]))
    if sum(uses.values()) != total:
        raise _untrue(store, "uses.rq", total, sum(uses.values()))
    few = [name for name in uses if uses[name] < min(store.page_rows, _SAMPLE)]
    often = sorted(few, key=lambda name: -uses[name])[:2]
    steps = [Iri(step) for step in _STEPS if Iri(step) in few]
    samples = {name: _sample(store, name, uses[name]) for name in dict.fromkeys([*often, *steps])}
    here = EmbeddedStore.in_memory()
    for predicate, pairs in samples.items():
        here.add(_HERE, ((subject, predicate, object_) for subject, object_ in pairs))
    if often and all(samples[name] for name in often):
        query = _template("grouped").substitute(first=often[0], second=often[-1])
        _compare(store, "grouped.rq", _totals(here.select(query)), _totals(store.select(query)))
    for step in steps:
        if start := _farthest(samples[step]):
            query = _template("closure").substitute(start=start, step=step)
            _compare(
                store,
                "closure.rq",
                sorted(map(str, here.select(query).rows)),
                sorted(map(str, store.select(query).rows)),
            )


def _sample(store: Probed, predicate: Iri, uses: int) -> list[tuple[Term, Term]]:
    """Return all pairs a predicate links; none if one of them is a blank node, which cannot be named again."""
    pairs = [
        (subject, object_)
        for subject, object_ in store.select(_template("sample").substitute(predicate=predicate)).rows
        if subject is not None and object_ is not None
    ]
    if len(pairs) != uses:
        raise _untrue(store, "sample.rq", uses, len(pairs))
    blank = any(isinstance(term, Iri) and term.startswith("_:") for pair in pairs for term in pair)
    return [] if blank else pairs


def _farthest(pairs: list[tuple[Term, Term]]) -> Term | None:
    """Return the thing from which most is reached, among those tried."""
    following: dict[Term, list[Term]] = defaultdict(list)
    for subject, object_ in pairs:
        following[subject].append(object_)
    return max(list(following)[:_STARTS], key=lambda start: len(_reached(start, following)), default=None)


def _reached(start: Term, following: dict[Term, list[Term]]) -> set[Term]:
    found: set[Term] = set()
    waiting = [start]
    while waiting:
        new = [thing for thing in following.get(waiting.pop(), ()) if thing not in found]
        found.update(new)
        waiting += new
    return found


def _totals(table: Table) -> dict[tuple[Term | None, ...], int]:
    """Return the last column, a number, summed over rows that are otherwise equal once their values are levelled."""
    totals: Counter[tuple[Term | None, ...]] = Counter()
    for row in table.rows:
        totals[row[:-1]] += int(str(row[-1]))
    return totals


def _compare(store: Probed, check: str, expected: object, found: object) -> None:
    if expected != found:
        raise _untrue(store, check, _shown(expected, found), _shown(found, expected))


def _shown(one: object, other: object) -> str:
    """Return what one answer has and the other has not, briefly."""
    mine, theirs = ([str(part) for part in _parts(answer)] for answer in (one, other))
    return ", ".join(part for part in mine if part not in theirs)[:200] or f"{len(mine)}: {', '.join(mine)}"[:200]


def _parts(answer: object) -> Iterable[object]:
    if isinstance(answer, Table):
        return [" ".join("-" if term is None else str(term) for term in row) for row in answer.rows]
    return answer.items() if isinstance(answer, dict) else answer if isinstance(answer, list) else [answer]


def _untrue(store: Probed, check: str, expected: object, found: object) -> EndpointError:
    return EndpointError("store-not-trustworthy", place=store.endpoint, check=check, expected=expected, found=found)


def _folder() -> Path:
    return shipped_content() / "queries" / "probe"


@cache
def _template(name: str) -> Template:
    return Template((_folder() / f"{name}.rq.template").read_text(encoding="utf-8"))
