"""The SHACL test suite of W3C, read from a folder beside the checkout: cases, what they expect, and how it is compared.

Blank nodes keep their names where the case, its data and its shapes are one file; where they are not, the expected
report can only say *some* blank node, so there all blank nodes count as one.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox
from rdflib.paths import Path as RdflibPath
from rdflib.plugins.sparql import prepareQuery

from hgraph.dataset.conversion import to_triple
from hgraph.namespaces import PREFIXES, RDF, SH
from hgraph.store.values import level
from hgraph.terms import Iri, Literal, Term, Triple

MF: Final = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
FIRST: Final = Iri(PREFIXES["rdf"] + "first")
REST: Final = Iri(PREFIXES["rdf"] + "rest")
NIL: Final = Iri(PREFIXES["rdf"] + "nil")
SHT: Final = "http://www.w3.org/ns/shacl-test#"
Index = Mapping[Term, list[tuple[Iri, Term]]]
"""Statements by subject."""

OPERATORS: Final = {
    PREFIXES["sh"] + "inversePath": "^",
    PREFIXES["sh"] + "alternativePath": "|",
    PREFIXES["sh"] + "zeroOrMorePath": "*",
    PREFIXES["sh"] + "oneOrMorePath": "+",
    PREFIXES["sh"] + "zeroOrOnePath": "?",
}


class Expected(NamedTuple):
    """One result as the suite compares it; an absent path or value is an empty text."""

    focus: str
    path: str
    value: str
    component: str
    shape: str
    severity: str


@dataclass(frozen=True)
class Case:
    """One case: its name, its two graphs, and the report it expects (``None``: the processor has to refuse)."""

    name: str
    data: list[ox.Triple] = field(repr=False)
    shapes: list[Triple] = field(repr=False)
    expected: Counter[Expected] | None = field(repr=False)
    apart: bool
    """Whether data or shapes stand in another file than the expected report."""

    @cached_property
    def triples(self) -> list[Triple]:
        """The data in the project's terms."""
        return list(map(to_triple, self.data))


def suite_folder() -> Path | None:
    """Return the folder of the suite, or ``None`` if this machine has none."""
    data = os.environ.get("HGRAPH_REFERENCE_DATA")
    folder = Path(data) / "w3c-shacl" / "tests" if data else None
    return folder if folder and folder.is_dir() else None


def read_cases(part: str) -> list[Case]:
    """Return every case that the manifests of ``core`` or ``sparql`` lead to; none if there is no suite."""
    folder = suite_folder()
    if folder is None:
        return []
    return [case for file in _files(folder / part / "manifest.ttl") for case in _cases(file, folder)]


def parse(path: Path) -> list[ox.Triple]:
    """Return the triples of one file of the suite, with blank nodes as the parser names them."""
    return [quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=path.as_uri())]


def indexed(triples: Iterable[Triple]) -> dict[Term, list[tuple[Iri, Term]]]:
    """Return triples by subject."""
    index: dict[Term, list[tuple[Iri, Term]]] = {}
    for subject, predicate, value in triples:
        index.setdefault(subject, []).append((predicate, value))
    return index


def text_of(term: Term | None) -> str:
    """Return a term as text in the one spelling of its value, as a store gives it."""
    if isinstance(term, Literal):
        term = level(term.lexical, term.datatype, term.language)
        return f'"{term.lexical}"@{term.language}' if term.language else f'"{term.lexical}"^^{term.datatype}'
    return str(term) if term is not None else ""


def path_text(path: Term | None, index: Index) -> str:
    """Return a path that stands in a graph as text that does not depend on the names of its blank nodes."""
    if path is None:
        return ""
    return normal_path(_sparql(path, index)) if path in index else str(path)


@cache
def normal_path(text: str) -> str:
    """Return a path in the one way rdflib writes it; what is no more than an IRI stays as it is."""
    if not text.startswith(("<", "^", "(")):
        return text
    (triple,) = prepareQuery(f"SELECT * {{ ?start {text} ?end }}").algebra.p.p.triples
    return triple[1].n3() if isinstance(triple[1], RdflibPath) else str(triple[1])


def _sparql(path: Term, index: Index) -> str:
    about = dict(index.get(path, []))
    if FIRST in about:
        return "(" + "/".join(_sparql(step, index) for step in _list(path, index)) + ")"
    for operator, sign in OPERATORS.items():
        if operator in about:
            below = about[Iri(operator)]
            if sign == "|":
                return "(" + "|".join(_sparql(step, index) for step in _list(below, index)) + ")"
            inner = f"({_sparql(below, index)})"
            return f"(^{inner})" if sign == "^" else f"({inner}{sign})"
    return f"<{path}>"


def comparable(results: Iterable[Expected], *, apart: bool) -> Counter[Expected]:
    """Return results as a multiset; if ``apart``, blank nodes lose their names."""
    if not apart:
        return Counter(results)
    return Counter(Expected(*("_:" if part.startswith("_:") else part for part in result)) for result in results)


def _files(manifest: Path) -> Iterator[Path]:
    index = indexed(map(to_triple, parse(manifest)))
    about = index.get(Iri(manifest.as_uri()), [])
    included = [str(value) for predicate, value in about if predicate == f"{MF}include"]
    if any(predicate == f"{MF}entries" for predicate, _ in about):
        yield manifest
    for address in included:
        yield from _files(manifest.parent / address.removeprefix(manifest.parent.as_uri() + "/"))


def _cases(file: Path, folder: Path) -> Iterator[Case]:
    triples = parse(file)
    index = indexed(map(to_triple, triples))
    for entry in (s for s, pairs in index.items() for p, v in pairs if p == RDF.type and v == f"{SHT}Validate"):
        about = dict(index[entry])
        action = dict(index[about[Iri(f"{MF}action")]])
        graphs = [_linked(file, str(action[Iri(f"{SHT}{kind}Graph")])) for kind in ("data", "shapes")]
        data, shapes = (triples if path == file else parse(path) for path in graphs)
        apart = any(path != file for path in graphs)
        if graphs[0] == graphs[1]:
            shapes = data
        yield Case(
            name=f"{file.parent.relative_to(folder)}/{str(entry).rpartition('/')[2]}",
            data=data,
            shapes=[to_triple(triple) for triple in shapes],
            expected=_report(about[Iri(f"{MF}result")], index, apart=apart),
            apart=apart,
        )


def _linked(file: Path, address: str) -> Path:
    return file.parent / address.rpartition("/")[2]


def _report(report: Term, index: Index, *, apart: bool) -> Counter[Expected] | None:
    if report == f"{SHT}Failure":
        return None
    results = [dict(index[value]) for predicate, value in index[report] if predicate == SH.result]
    return comparable((_expected(result, index) for result in results), apart=apart)


def _expected(result: Mapping[Iri, Term], index: Index) -> Expected:
    def part(name: str) -> Term | None:
        return result.get(Iri(name))

    return Expected(
        focus=text_of(part(SH.focusNode)),
        path=path_text(part(SH.resultPath), index),
        value=text_of(part(SH.value)),
        component=str(part(SH.sourceConstraintComponent)),
        shape=text_of(part(SH.sourceShape)),
        severity=str(part(SH.resultSeverity) or SH.Violation),
    )


def _list(head: Term, index: Index) -> Iterator[Term]:
    while head != NIL:
        about = dict(index[head])
        yield about[FIRST]
        head = about[REST]
