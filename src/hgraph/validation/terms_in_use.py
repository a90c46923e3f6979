"""Terms that no vocabulary has: misspelt ones, and namespaces with ``http`` for ``https`` or the other way round."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from hgraph.dataset import subjects_in
from hgraph.findings import Finding, Place, Severity
from hgraph.iris import shorten
from hgraph.messages import LANGUAGES, message
from hgraph.namespaces import PREFIXES
from hgraph.project import Project
from hgraph.settings import Settings
from hgraph.terms import Iri, Term

_PREDICATES: Final = "validation/predicates-in-use"
_CLASSES: Final = "validation/classes-in-use"
_FOREIGN: Final = "validation/foreign-things-in-use"
_STANDS: Final = "validation/things-with-term"
_NAMESPACE: Final = re.compile(r".*[/#]", re.DOTALL)
_NO_BASE: Final = "urn:hgraph:no-base"
_OWN: Final = PREFIXES["hg"].removesuffix("ns#")
_OPEN: Final = tuple(namespace for prefix, namespace in PREFIXES.items() if prefix.startswith("themis"))
"""Namespaces of things, not of terms: new names come into them every day."""
_CLOSED: Final = ("DCTERMS", "SKOS", "PROV", "FOAF", "ORG", "DCAT", "RDF", "RDFS", "OWL", "SH", "VOID", "TIME", "QB")


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A term of a graph, or a namespace of things in it, that is not right."""

    graph: Iri
    term: str
    code: str
    severity: Severity
    right: str = ""
    """The namespace that was meant."""
    stands: tuple[str, ...] = ()
    """What to look for in the graph to see where it stands."""


def check_terms(project: Project, graphs: Collection[Iri] | None = None) -> list[Finding]:
    """Return a finding per graph and term that is unknown in its namespace, or whose namespace has the wrong scheme.

    Known are the terms of the project's ``ontology/`` and, for the W3C and Dublin Core vocabularies, the complete lists
    rdflib carries. A term of a namespace that is not on the card is nobody's business and left alone. Of things and
    values only the namespace is judged: one finding per graph and namespace, however many there are. With ``graphs``,
    only these are looked at.
    """
    if graphs is not None and not graphs:
        return []
    within: dict[str, Collection[str]] = {} if graphs is None else {"graph": graphs}
    known = _KnownTerms(project.settings)
    base = [_base_left_out(project.settings.id_base)]
    foreign = list(_rows(project.select_given(_FOREIGN, base=base, **within).rows))
    used = [each for query in (_PREDICATES, _CLASSES) for each in _rows(project.select_given(query, **within).rows)]
    used += [(graph, term) for graph, term in foreign if term.startswith(_OWN)]
    wrong = {key: found for key in dict.fromkeys(used) if (found := _judge(*key, known))}
    wrong |= _twin_namespaces(foreign, wrong)
    where = _things(project, {term for found in wrong.values() for term in found.stands})
    return [_finding(project, each, min(where[each.graph, term] for term in each.stands)) for each in wrong.values()]


def _rows(rows: Iterable[Sequence[Term | None]]) -> Iterator[tuple[Iri, str]]:
    for graph, term, *_ in rows:
        if graph is not None and term is not None:
            yield Iri(str(graph)), str(term)


def _base_left_out(id_base: str) -> str:
    """Return the base whose things need no look, for they cannot have a namespace of the card or its twin."""
    spaces = [space for namespace in PREFIXES.values() for space in (namespace, _twin(namespace))]
    mixed = any(space.startswith(id_base) or id_base.startswith(space) for space in (*spaces, _OWN, _twin(_OWN)))
    return _NO_BASE if mixed else id_base


def _twin_namespaces(
    foreign: Iterable[tuple[Iri, str]], told: Iterable[tuple[Iri, str]]
) -> dict[tuple[Iri, str], _Wrong]:
    """Return the namespaces of things that have the wrong scheme, those left out of which a term was told already."""
    found: dict[tuple[Iri, str], list[str]] = defaultdict(list)
    known = list(told)
    for graph, term in foreign:
        match = _NAMESPACE.match(term)
        if match and _twin_of(match[0]):
            found[graph, match[0]].append(term)
    return {
        (graph, space): _Wrong(graph, space, "namespace-twin", Severity.VIOLATION, _twin_of(space) or "", tuple(terms))
        for (graph, space), terms in found.items()
        if not any(where == graph and term.startswith(space) for where, term in known)
    }


def _things(project: Project, terms: Iterable[str]) -> dict[tuple[Iri, str], str]:
    rows = project.select_about(_STANDS, terms)
    return {(Iri(str(graph)), str(term)): str(thing) for graph, term, thing in rows}


@lru_cache(maxsize=4)
def _described(files: tuple[tuple[Path, int, int], ...]) -> frozenset[str]:
    """Return what some files describe, read once as long as they are as they were: when last written, and how long."""
    return frozenset().union(*(subjects_in(path) for path, _, _ in files))


class _KnownTerms:
    """The terms of the project's ``ontology/``, and the complete lists of rdflib, read when the others do not do."""

    def __init__(self, settings: Settings) -> None:
        files = settings.content("ontology", "**/*.ttl")
        self._own = _described(tuple((path, (found := path.stat()).st_mtime_ns, found.st_size) for path in files))

    def __contains__(self, term: str) -> bool:
        return term in self._own or term in self._closed

    @cached_property
    def _closed(self) -> set[str]:
        import rdflib

        found: set[str] = set()
        for vocabulary in (getattr(rdflib, name) for name in _CLOSED):
            found.update(str(term) for term in dir(vocabulary) if str(term).startswith("http"))
            found.update(str(vocabulary) + local for local in getattr(vocabulary, "__annotations__", {}))
        return found


def _judge(graph: Iri, term: str, known: _KnownTerms) -> _Wrong | None:
    right = _twin_of(term)
    if right:
        return _Wrong(graph, term, "namespace-twin", Severity.VIOLATION, right, (term,))
    namespace = _namespace_of(term)
    if not (namespace or term.startswith(_OWN)) or namespace in _OPEN or term in known:
        return None
    severity = Severity.VIOLATION if term.startswith(_OWN) else Severity.WARNING
    return _Wrong(graph, term, "unknown-term", severity, stands=(term,))


def _namespace_of(term: str) -> str:
    """Return the namespace of the card a term is in, the longest if several fit; empty if none does."""
    if not term.startswith(_NAMESPACES):
        return ""
    return next(namespace for namespace in _NAMESPACES if term.startswith(namespace))


def _twin(namespace: str) -> str:
    """Return a namespace with the other scheme."""
    scheme, _, rest = namespace.partition("://")
    return f"{'https' if scheme == 'http' else 'http'}://{rest}"


def _twin_of(term: str) -> str | None:
    """Return the namespace a term ought to have if only the scheme letter is wrong."""
    if not term.startswith(_TWIN_NAMES):
        return None
    return next(namespace for twin, namespace in _TWINS.items() if term.startswith(twin))


_TWINS: Final = {
    _twin(namespace): namespace for namespace in PREFIXES.values() if _twin(namespace) not in PREFIXES.values()
}
_TWIN_NAMES: Final = tuple(_TWINS)
_NAMESPACES: Final = tuple(sorted(PREFIXES.values(), key=len, reverse=True))


def _finding(project: Project, wrong: _Wrong, thing: str) -> Finding:
    def say(part: str, language: str) -> str:
        name = project.labels.label(thing, language)
        shown = wrong.term if wrong.right else shorten(wrong.term)
        return message(f"rules.{wrong.code}.{part}", language, term=shown, name=name, right=wrong.right)

    return Finding(
        rule=Iri(PREFIXES["hgsh"] + "".join(part.capitalize() for part in wrong.code.split("-"))),
        code=wrong.code,
        severity=wrong.severity,
        focus=Iri(thing),
        path=wrong.term,
        messages={language: say("message", language) for language in LANGUAGES},
        remedies={language: say("remedy", language) for language in LANGUAGES},
        place=Place(graph=wrong.graph, file=project.file_of(wrong.graph)),
    )
