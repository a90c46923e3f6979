"""Constraints on one value, as an expression that is true of each value that conforms.

A store gives numbers in one spelling (``hgraph.store.values``): ``01`` is ``1``, an ``xsd:int`` is an ``xsd:integer``.
So ``sh:datatype`` with a type that stores do not keep, or whose forms are not written down here, is left to pySHACL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from hgraph.namespaces import PREFIXES, RDF, XSD
from hgraph.terms import Iri, Literal, Term, to_ntriples
from hgraph.validation.compiler.classes import instances
from hgraph.validation.compiler.fragments import all_of, any_of, fragment, sh, table, terms
from hgraph.validation.compiler.model import UnsupportedShapeError
from hgraph.validation.compiler.shapes import ShapesGraph, wrong_value

NUMBERS: Final = frozenset({XSD.integer, XSD.decimal, XSD.double, XSD.float} | {
    PREFIXES["xsd"] + name
    for name in (
        "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
        "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
    )
})  # fmt: skip
_OPERATORS: Final = {"minExclusive": ">", "minInclusive": ">=", "maxExclusive": "<", "maxInclusive": "<="}
_BEYOND_XPATH: Final = re.compile(r"\(\?|\\[1-9]|[*+?}]\+")
"""Look-around, options and references: what the expressions of SPARQL engines do not have, or have not alike."""


class ValueConstraints:
    """Turns the parameters of a shape that speak of one value into expressions."""

    def __init__(self, graph: ShapesGraph) -> None:
        """Take the graph the shapes stand in."""
        self._graph = graph
        self._kinds: dict[str, Callable[[Iri, Term, str], str]] = {
            "class": self._class,
            "datatype": self._datatype,
            "nodeKind": self._node_kind,
            "minLength": self._length("longer"),
            "maxLength": self._length("shorter"),
            "pattern": self._pattern,
            "languageIn": self._language_in,
            "in": self._in,
            **{name: self._comparison(name, operator) for name, operator in _OPERATORS.items()},
        }

    def knows(self, parameter: str) -> bool:
        """Say whether a parameter speaks of one value."""
        return parameter in self._kinds

    def expression(self, shape: Iri, parameter: str, value: Term, node: str) -> str:
        """Return the expression that is true of a variable if its value conforms, and false otherwise.

        Raises ``WrongShapeError`` for a parameter with a value it cannot have, and ``UnsupportedShapeError``.
        """
        return fragment("expression.certain", expression=self._kinds[parameter](shape, value, node))

    def _class(self, shape: Iri, value: Term, node: str) -> str:
        if not isinstance(value, Iri) or value.startswith("_:"):
            raise wrong_value(shape, sh("class"), value)
        return fragment("expression.exists", pattern=instances(node, (value,), within=True))

    def _datatype(self, shape: Iri, value: Term, node: str) -> str:
        if not isinstance(value, Iri):
            raise wrong_value(shape, sh("datatype"), value)
        if value == RDF.langString:
            return fragment("expression.tagged", node=node)
        test = fragment("expression.datatype", node=node, datatype=to_ntriples(value))
        if not value.startswith(PREFIXES["xsd"]):
            return test
        form = table("components")["forms"].get(value.removeprefix(PREFIXES["xsd"]))
        if form is None:
            raise UnsupportedShapeError("datatype-not-kept")
        if not form:
            return test
        return all_of([test, fragment("expression.well_formed", node=node, regex=to_ntriples(Literal(form)))])

    def _node_kind(self, shape: Iri, value: Term, node: str) -> str:
        name = str(value).removeprefix(PREFIXES["sh"])
        if name not in {"IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"}:
            raise wrong_value(shape, sh("nodeKind"), value)
        return fragment(f"expression.{name}", node=node)

    def _length(self, kind: str) -> Callable[[Iri, Term, str], str]:
        return lambda _, value, node: fragment(f"expression.{kind}", node=node, limit=int(str(value)))

    def _pattern(self, shape: Iri, value: Term, node: str) -> str:
        flags = str(self._graph.value(shape, sh("flags")) or "")
        try:
            re.compile(str(value))
        except re.error as error:
            raise wrong_value(shape, sh("pattern"), value) from error
        if _BEYOND_XPATH.search(str(value)) or set(flags) - set("ims"):
            raise UnsupportedShapeError("pattern-beyond-engines")
        return fragment(
            "expression.matches",
            node=node,
            regex=to_ntriples(Literal(str(value))),
            flags=to_ntriples(Literal(flags)),
        )

    def _language_in(self, _: Iri, value: Term, node: str) -> str:
        tags = [Literal(str(tag)) for tag in self._graph.members(value)]
        return any_of(fragment("expression.language", node=node, tag=to_ntriples(tag)) for tag in tags)

    def _in(self, _: Iri, value: Term, node: str) -> str:
        members = self._graph.members(value)
        if members and all(isinstance(member, Iri) and not member.startswith("_:") for member in members):
            return fragment("expression.among", node=node, terms=terms(members, ", "))
        return any_of(same(node, member) for member in members)

    def _comparison(self, parameter: str, operator: str) -> Callable[[Iri, Term, str], str]:
        def compared(shape: Iri, value: Term, node: str) -> str:
            if not isinstance(value, Literal):
                raise wrong_value(shape, sh(parameter), value)
            if value.datatype in NUMBERS:
                guard = fragment("expression.number", node=node)
            else:
                guard = fragment("expression.of_datatype", node=node, datatype=to_ntriples(value.datatype))
            test = fragment("expression.compared", node=node, operator=operator, term=to_ntriples(value))
            return all_of([guard, test])

        return compared


def same(node: str, term: Term) -> str:
    """Return the expression that a variable is bound to this very term."""
    if isinstance(term, Iri) and term.startswith("_:"):
        raise UnsupportedShapeError("value-without-name")
    return fragment("expression.same", node=node, term=to_ntriples(term))


def compared(node: str, operator: str, other: str) -> str:
    """Return the expression that one variable comes before another; false if they cannot be compared."""
    guard = fragment("expression.comparable", node=node, other=other)
    test = fragment("expression.compared_to", node=node, operator=operator, other=other)
    return fragment("expression.certain", expression=all_of([guard, test]))


def exactly_one(expressions: Sequence[str]) -> str:
    """Return the expression that one of these holds and no other."""
    ones = [fragment("expression.one_if", expression=expression) for expression in expressions]
    return fragment("expression.exactly_one", sum=fragment("expression.plus").join(ones) or "0")
