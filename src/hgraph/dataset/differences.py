"""What two sets of files state differently, whatever the order, the spelling and the division over files."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from hgraph.dataset.conversion import to_triple
from hgraph.dataset.large import lines_with
from hgraph.dataset.screening import is_plain, screen
from hgraph.errors import UnreadableInput
from hgraph.terms import Literal, Triple

_FORMATS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
}
STATEMENT_FILES: Final = tuple(_FORMATS)
"""Ends of the names of files whose statements can be compared."""
_WITHOUT_GRAPHS: Final = (".ttl", ".nt")
_BY_LINE: Final = ".nt"
_NAMELESS: Final = b"_:"
_USUAL: Final = re.compile(rb"<[^>\\]+> ").fullmatch
"""What stands before the property, as programs write it: one space, and no character written by its number."""
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
    same = _alike(old, new)
    went, came = (_Side(path for path in files if path not in same) for files in (old, new))
    went.own, came.own = _apart(went.lines(), came.lines())
    left, right = went.statements(base), came.statements(base)
    both = left & right
    left -= both
    right -= both
    if left or right:  # what also stands where both sides are the same neither went nor came
        stays = _Side(path for path in old if path in same)
        again = stays.statements(base) | stays.unread(left | right)
        left -= again | came.unread(left)
        right -= again | went.unread(right)
    return Differences(tuple(sorted(map(to_triple, left), key=_key)), tuple(sorted(map(to_triple, right), key=_key)))


class _Side:
    """Files, of which those in N-Triples without blank nodes are taken line by line.

    A line says the same wherever it stands, so one that both sides have need not be understood: most of what two
    versions state is the same, and to make statements of it takes longer than all the rest.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        """Read the files that are taken by their lines; the others are read when their statements are asked for."""
        self.own: set[bytes] = set()
        """The lines to be understood: those that the other side does not have."""
        self._by_line: list[Path] = []
        self._contents: list[bytes] = []
        self._whole: list[Path] = []
        for path in paths:
            content = _content(path) if path.suffix == _BY_LINE else None
            if content is None or _NAMELESS in content:
                self._whole.append(path)
            else:
                self._by_line.append(path)
                self._contents.append(content)

    def lines(self) -> list[bytes]:
        """Return all lines, in order."""
        return list(chain.from_iterable(content.split(b"\n") for content in self._contents))

    def statements(self, base: str) -> set[ox.Quad]:
        """Return what the files state, without what stands in lines that are not their own."""
        content = b"\n".join(self.own)
        try:
            found = _stated(content) if is_plain(content) else _statements(self._by_line, base)
        except (SyntaxError, ValueError, MemoryError):
            found = _statements(self._by_line, base)  # which says in which file, and on which line
        return found | _statements(self._whole, base)

    def unread(self, quads: Collection[ox.Quad]) -> set[ox.Quad]:
        """Return what stands in lines that are not their own and may state one of some statements."""
        return _stated(b"\n".join(line for line in self._about(quads) if line not in self.own))

    def _about(self, quads: Collection[ox.Quad]) -> Iterator[bytes]:
        """Yield the lines that may state one of some statements, and few others.

        Such a line has the name of the property in it, or something that stands for a character of that name.
        """
        subjects = defaultdict(set)
        for quad in quads:
            subjects[str(quad.predicate).encode()].add(b"%b " % str(quad.subject).encode())
        for content in self._contents:
            yield from lines_with(content, b"\\")
            for property_, about in subjects.items():
                for line in lines_with(content, property_):
                    subject = line[: line.find(property_)]
                    if subject in about or not _USUAL(subject):
                        yield line.rstrip(b"\n")


_AHEAD: Final = sorted(((old, new) for old in range(8) for new in range(8) if old or new), key=sum)
"""How many lines further on either side may go on as the other does, nearest first."""


def _apart(old: Sequence[bytes], new: Sequence[bytes]) -> tuple[set[bytes], set[bytes]]:
    """Return the lines that only one of two sides has; one that stands there twice may be among them by mistake.

    As long as both go on in step, a line is beside its like and need not be looked for among all others.
    """
    gone: set[bytes] = set()
    added: set[bytes] = set()
    at, beside = 0, 0
    while at < len(old) and beside < len(new):
        if old[at] == new[beside]:
            at += 1
            beside += 1
            continue
        ahead = next((ahead for ahead in _AHEAD if _at(old, at + ahead[0]) == _at(new, beside + ahead[1])), None)
        if ahead is None:
            break
        gone.update(old[at : at + ahead[0]])
        added.update(new[beside : beside + ahead[1]])
        at += ahead[0]
        beside += ahead[1]
    gone.update(old[at:])
    added.update(new[beside:])
    return gone - added, added - gone


def _at(lines: Sequence[bytes], number: int) -> bytes:
    return lines[number] if number < len(lines) else b""


def _stated(content: bytes) -> set[ox.Quad]:
    return set(ox.parse(content, format=ox.RdfFormat.N_TRIPLES))


def _alike(old: Iterable[Path], new: Iterable[Path]) -> set[Path]:
    """Return the files of either side whose content the other side has too, under whatever name."""
    sizes, others = (_by(_size, files) for files in (old, new))
    found: set[Path] = set()
    for size in sizes.keys() & others.keys():
        before, after = (_by(_content, files[size]) for files in (sizes, others))
        for content in before.keys() & after.keys():
            found.update(before[content], after[content])
    return found


def _by(look: Callable[[Path], Hashable], paths: Iterable[Path]) -> dict[tuple[str, Hashable], list[Path]]:
    """Return files by what is seen in them."""
    found = defaultdict(list)
    for path in paths:
        found[path.suffix, look(path)].append(path)
    return found


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise UnreadableInput("not-readable", place=path) from error


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableInput("not-readable", place=path) from error


def _statements(paths: Iterable[Path], base: str) -> set[ox.Quad]:
    """Return the statements of files, in no graph, so that they are the same wherever they stand."""
    found: set[ox.Quad] = set()
    for path in paths:
        with _read(path):
            quads = list(ox.parse(path=path, format=_FORMATS[path.suffix], base_iri=base))
        if path.suffix not in _WITHOUT_GRAPHS or (_may_be_nameless(path) and any(map(_blank, quads))):
            found.update(ox.Quad(*triple) for triple in _named([quad.triple for quad in quads]))
        else:
            found.update(quads)
    return found


def _may_be_nameless(path: Path) -> bool:
    """Say whether a file may hold blank nodes: it has the signs of them, if only in a text."""
    signs = (_NAMELESS, b"[", b"(") if path.suffix == ".ttl" else (_NAMELESS,)
    content = _content(path)
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


def _blank(triple: ox.Triple | ox.Quad) -> list[ox.BlankNode]:
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
    subject, predicate, value = triple
    if isinstance(value, Literal):
        return str(subject), predicate, value.lexical, value.datatype, value.language or ""
    return str(subject), predicate, value
