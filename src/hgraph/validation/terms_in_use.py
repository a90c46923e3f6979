"""Terms that no vocabulary has: misspelt ones, and namespaces with ``http`` for ``https`` or the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hgraph.dataset import read_triples
from hgraph.findings import Finding, Place, Severity
from hgraph.iris import shorten
from hgraph.messages import LANGUAGES, message
from hgraph.namespaces import PREFIXES
from hgraph.project import Project
from hgraph.terms import Iri

_QUERIES: Final = ("validation/predicates-in-use", "validation/classes-in-use", "validation/codes-in-use")
_NAMESPACES: Final = "validation/namespaces-in-use"
_OWN: Final = PREFIXES["hg"].removesuffix("ns#")
_OPEN: Final = tuple(namespace for prefix, namespace in PREFIXES.items() if prefix.startswith("themis"))
"""Namespaces of things, not of terms: new names come into them every day."""
_CLOSED: Final = ("DCTERMS", "SKOS", "PROV", "FOAF", "ORG", "DCAT", "RDF", "RDFS", "OWL", "SH", "VOID", "TIME", "QB")


def check_terms(project: Project) -> list[Finding]:
    """Return a finding per graph and term that is unknown in its namespace, or whose namespace has the wrong scheme.

    Known are the terms of the project's ``ontology/`` and, for the W3C and Dublin Core vocabularies, the complete lists
    rdflib carries. A term of a namespace that is not on the card is nobody's business and left alone. Of things and
    values only the namespace is judged: one finding per graph and namespace, however many there are.
    """
    known = _known_terms(project)
    findings: dict[tuple[Iri, str], Finding] = {}
    for query in _QUERIES:
        for graph, term, thing in _rows(project, query):
            finding = _judge(project, graph, term, thing, known)
            if finding:
                findings.setdefault((graph, term), finding)
    for graph, namespace, thing in _rows(project, _NAMESPACES):
        right = _twin_of(namespace)
        told = any(where == graph and term.startswith(namespace) for where, term in findings)
        if right and not told:
            findings[graph, namespace] = _twin(project, graph, namespace, thing, right)
    return list(findings.values())


def _rows(project: Project, query: str) -> Iterator[tuple[Iri, str, str]]:
    for graph, term, thing in project.select(query).rows:
        if graph is not None and term is not None:
            yield Iri(str(graph)), str(term), str(thing)


def _known_terms(project: Project) -> set[str]:
    known = {
        str(subject)
        for path in project.settings.content("ontology", "**/*.ttl")
        for subject, _, _ in read_triples(path)
    }
    return known | set(_closed_vocabularies())


def _closed_vocabularies() -> Iterator[str]:
    import rdflib

    for name in _CLOSED:
        vocabulary = getattr(rdflib, name)
        yield from (str(term) for term in dir(vocabulary) if str(term).startswith("http"))
        yield from (str(vocabulary) + local for local in getattr(vocabulary, "__annotations__", {}))


def _judge(project: Project, graph: Iri, term: str, thing: str, known: set[str]) -> Finding | None:
    right = _twin_of(term)
    if right:
        return _twin(project, graph, term, thing, right)
    namespace = max((ns for ns in PREFIXES.values() if term.startswith(ns)), key=len, default="")
    if term in known or not (namespace or term.startswith(_OWN)) or namespace in _OPEN:
        return None
    severity = Severity.VIOLATION if term.startswith(_OWN) else Severity.WARNING
    return _finding(project, "unknown-term", severity, graph, term, thing, right="")


def _twin(project: Project, graph: Iri, term: str, thing: str, right: str) -> Finding:
    return _finding(project, "namespace-twin", Severity.VIOLATION, graph, term, thing, right=right)


def _twin_of(term: str) -> str | None:
    """Return the namespace a term ought to have if only the scheme letter is wrong."""
    for namespace in PREFIXES.values():
        scheme, _, rest = namespace.partition("://")
        twin = f"{'https' if scheme == 'http' else 'http'}://{rest}"
        if term.startswith(twin) and twin not in PREFIXES.values():
            return namespace
    return None


def _finding(
    project: Project, code: str, severity: Severity, graph: Iri, term: str, thing: str, *, right: str
) -> Finding:
    file = project.file_of(graph)

    def say(part: str, language: str) -> str:
        name = project.labels.label(thing, language)
        shown = term if right else shorten(term)
        return message(f"rules.{code}.{part}", language, term=shown, name=name, right=right)

    return Finding(
        rule=Iri(PREFIXES["hgsh"] + "".join(part.capitalize() for part in code.split("-"))),
        code=code,
        severity=severity,
        focus=Iri(thing),
        path=term,
        messages={language: say("message", language) for language in LANGUAGES},
        remedies={language: say("remedy", language) for language in LANGUAGES},
        place=Place(graph=graph, file=file),
    )
