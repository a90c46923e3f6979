"""Shapes and data of tests, written in Turtle: shapes about ``ex:S``, and both answers to them."""

from functools import cache

import pyoxigraph as ox
from oracle import by_compiler, by_pyshacl, difference, stored

from hgraph.dataset.conversion import to_triple
from hgraph.terms import Triple
from hgraph.validation.compiler import Plan, compile_shapes, run

EX = "http://example.org/"
PREFIXES = """
@prefix ex: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:card sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .
"""
LOOKED = "ex:good ex:looked 1 . ex:bad ex:looked 1 . "
TARGET = "sh:targetSubjectsOf ex:looked"


def read(turtle: str) -> list[ox.Triple]:
    """Return the triples of Turtle with the prefixes of these tests."""
    return [
        ox.Triple(quad.subject, quad.predicate, quad.object)
        for quad in ox.parse(f"{PREFIXES}\n{turtle}".encode(), format=ox.RdfFormat.TURTLE)
    ]


@cache
def shapes(body: str, target: str = TARGET, extra: str = "") -> list[Triple]:
    """Return the shapes graph of a shape ``ex:S``, read once, so that its blank nodes keep their names."""
    return [to_triple(triple) for triple in read(f"ex:S a sh:NodeShape ; {target} ; {body} . {extra}")]


def plan_of(body: str, target: str = TARGET, extra: str = "") -> Plan:
    """Return the plan of a shape ``ex:S``."""
    return compile_shapes(shapes(body, target, extra))


def written(query: str, more: str = "") -> str:
    """Return the part of a shape that holds a SPARQL constraint."""
    return f'sh:sparql [ sh:prefixes ex:card ; sh:select """{query}""" {more} ]'


def short(result) -> str:
    """Return a result as focus and value, without the namespace."""
    value = "" if result.value is None else f" {str(result.value).removeprefix(EX)}"
    return str(result.focus).removeprefix(EX) + value


def found(plan: Plan, data: str) -> list[str]:
    """Return what the compiled queries find, as short texts in order."""
    return sorted({short(result) for result in run(plan, stored(read(data)))})


def apart(data: str, given: list[Triple]) -> str:
    """Return where the compiled queries and pySHACL differ; empty if they say the same."""
    triples = read(data)
    statements = [to_triple(triple) for triple in triples]
    return difference(by_pyshacl(statements, given), by_compiler(stored(triples), statements, given))
