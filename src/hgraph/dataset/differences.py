"""What two sets of files state differently, whatever the order, the spelling and the division over files."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from hgraph.dataset.conversion import to_triple
from hgraph.dataset.screening import screen
from hgraph.errors import UnreadableInput
from hgraph.terms import Triple

_FORMATS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
}
STATEMENT_FILES: Final = tuple(_FORMATS)
"""Ends of the names of files whose statements can be compared."""
_WITHOUT_GRAPHS: Final = (".ttl", ".nt")
_MOST_NAMELESS: Final = 40
"""More blank nodes than this in one knot are refused: telling them apart may take longer than anybody waits."""


@dataclass(frozen=True)
class Differences:
    """The statements that went and those that came, each once, in order."""

    went: tuple[Triple, ...]
    came: tuple[Triple, ...]


def differences(old: Sequence[Path], new: Sequence[Path], base: str) -> Differences:
    """Return what differs between the statements of two sets of files, whichever file they stand in.

    ``base`` is what relative IRIs are relative to. Blank nodes have no name of their own: those that are described
    alike are the same. Raises ``UnreadableInput`` for a file that cannot be read and for blank nodes that cannot be
    told apart in time.
    """
    before, after = _by_content(old), _by_content(new)
    left = _statements((path for content, path in before.items() if content not in after), base)
    right = _statements((path for content, path in after.items() if content not in before), base)
    went, came = left - right, right - left
    if went or came:  # a statement that also stands in a file that is the same on both sides neither went nor came
        for path in (path for content, path in before.items() if content in after):
            same = _statements([path], base)
            went -= same
            came -= same
    return Differences(tuple(sorted(map(to_triple, went), key=_key)), tuple(sorted(map(to_triple, came), key=_key)))


def _by_content(paths: Iterable[Path]) -> dict[str, Path]:
    """Return files by their form and their checksum; of two alike one is enough."""
    found = {}
    for path in paths:
        try:
            found[path.suffix + hashlib.sha256(path.read_bytes()).hexdigest()] = path
        except OSError as error:
            raise UnreadableInput("not-readable", place=path) from error
    return found


def _statements(paths: Iterable[Path], base: str) -> set[ox.Quad]:
    """Return the statements of files, in no graph, so that they are the same wherever they stand."""
    found: set[ox.Quad] = set()
    for path in paths:
        if path.suffix in _WITHOUT_GRAPHS and not _may_be_nameless(path):
            with _read(path):
                found.update(ox.parse(path=path, format=_FORMATS[path.suffix], base_iri=base))
        else:
            found.update(ox.Quad(*triple) for triple in _named(statements_in(path, base)))
    return found


def _may_be_nameless(path: Path) -> bool:
    """Say whether a file may hold blank nodes: it has the signs of them, if only in a text."""
    signs = (b"_:", b"[", b"(") if path.suffix == ".ttl" else (b"_:",)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableInput("not-readable", place=path) from error
    return any(sign in content for sign in signs)


@contextmanager
def _read(path: Path) -> Iterator[None]:
    """Screen a file before it is read, and say what is wrong with it in the words of the program."""
    try:
        screen(path)
        yield
    except SyntaxError as error:
        raise UnreadableInput("syntax", place=f"{path}:{error.lineno or 1}", reason=error.msg) from error
    except MemoryError as error:
        raise UnreadableInput("value-too-large", place=path) from error
    except (OSError, ValueError) as error:
        raise UnreadableInput("not-readable", place=path) from error


def statements_in(path: Path, base: str) -> list[ox.Triple]:
    """Return the statements of a file in one of ``STATEMENT_FILES``, those of all its graphs together.

    Raises ``UnreadableInput`` with the line for a file that is not what its name says.
    """
    with _read(path):
        return [quad.triple for quad in ox.parse(path=path, format=_FORMATS[path.suffix], base_iri=base)]


def read_statements(text: str) -> list[Triple]:
    """Return the statements of a text in N-Triples. Raises ``UnreadableInput`` (``syntax``)."""
    try:
        return [to_triple(quad) for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)]
    except SyntaxError as error:
        raise UnreadableInput("syntax", place=error.lineno or 1, reason=error.msg) from error


def _named(triples: Sequence[ox.Triple]) -> Iterator[ox.Triple]:
    """Yield triples with blank nodes called by what is said of them: alike here and in another file."""
    loose = [triple for triple in triples if _blank(triple)]
    yield from (triple for triple in triples if not _blank(triple)) if loose else triples
    for knot in _knots(loose):
        if len({node for triple in knot for node in _blank(triple)}) > _MOST_NAMELESS:
            raise UnreadableInput("too-many-blank-nodes", limit=_MOST_NAMELESS)
        dataset = ox.Dataset(ox.Quad(*triple) for triple in knot)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        ordered = sorted((quad.triple for quad in dataset), key=str)
        content = hashlib.sha256("\n".join(map(str, ordered)).encode()).hexdigest()[:16]
        yield from (_renamed(triple, content) for triple in ordered)


def _blank(triple: ox.Triple) -> list[ox.BlankNode]:
    return [term for term in (triple.subject, triple.object) if isinstance(term, ox.BlankNode)]


def _knots(triples: Sequence[ox.Triple]) -> Iterator[list[ox.Triple]]:
    """Yield triples that hang together by blank nodes, knot by knot."""
    by_node: dict[ox.BlankNode, list[int]] = defaultdict(list)
    for index, triple in enumerate(triples):
        for node in _blank(triple):
            by_node[node].append(index)
    seen: set[int] = set()
    for start in range(len(triples)):
        if start in seen:
            continue
        knot, waiting = {start}, [start]
        while waiting:
            for node in _blank(triples[waiting.pop()]):
                new = set(by_node[node]) - knot
                knot |= new
                waiting += new
        seen |= knot
        yield [triples[index] for index in sorted(knot)]


def _renamed(triple: ox.Triple, content: str) -> ox.Triple:
    def name(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        if isinstance(term, ox.BlankNode):
            return ox.BlankNode(f"b{content}{term.value}")
        if isinstance(term, ox.Triple):
            raise TypeError(term)
        return term

    subject = name(triple.subject)
    if isinstance(subject, ox.Literal):
        raise TypeError(triple)
    return ox.Triple(subject, triple.predicate, name(triple.object))


def _key(triple: Triple) -> tuple[str, ...]:
    return tuple(repr(part) for part in triple)
