"""Constraints on all values of a focus node together: how many, which, in which languages, against another property."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from hgraph.namespaces import SH
from hgraph.terms import Iri, Literal, Term, to_ntriples
from hgraph.validation.compiler.checks import Absence, Check, Rows
from hgraph.validation.compiler.fragments import fragment, negated, sh, terms
from hgraph.validation.compiler.model import UnsupportedShapeError, WrongShapeError
from hgraph.validation.compiler.paths import Path, read_path
from hgraph.validation.compiler.place import Place, joined, only_if
from hgraph.validation.compiler.shapes import ShapesGraph, wrong_value
from hgraph.validation.compiler.values import compared, same

Compile = Callable[[ShapesGraph, Place, Term], Iterable[Check]]


def at_least(place: Place, parameter: str, least: int, condition: str | None = None) -> Iterable[Check]:
    """Yield the check that each focus node has so many values (that meet a condition on ``?value``)."""
    path = _needed(place, parameter)
    if least <= 0 or (least == 1 and path.nullable and condition is None):
        return
    only = [only_if(condition)] if condition else []
    way = joined(path.pattern("this", "value"), *only)
    distinct = bool(place.context.target.objects)  # a sub-select: what it gives is joined at less cost than looked up
    if least == 1 and path.simple and not distinct:
        pattern = joined(place.focus(), fragment("pattern.not_exists", pattern=way))
        check = place.check(parameter, pattern, "absent", value=False)
        yield replace(check, absence=Absence(place.focus(), way))
        return
    if path.nullable and condition is None:
        yield _tally(place, parameter, place.rows(), "<", least)
        return
    if path.nullable:
        raise UnsupportedShapeError("count-along-star")
    optional = fragment("pattern.optional", pattern=way)
    if least == 1:
        pattern = joined(place.focus(), optional, fragment("pattern.absent", name="value"))
        yield place.check(parameter, pattern, "absent", value=False)
        return
    yield _tally(place, parameter, joined(place.focus(), optional), "<", least)


def at_most(place: Place, parameter: str, most: int, condition: str | None = None) -> Iterable[Check]:
    """Yield the check that no focus node has more values (that meet a condition on ``?value``)."""
    _needed(place, parameter)
    only = [only_if(condition)] if condition else []
    if most == 0:
        yield place.check(parameter, joined(place.rows(), *only), "rows", value=False)
        return
    yield _grouped(place, parameter, "query.tally", only, operator=">", limit=most)


def _tally(place: Place, parameter: str, pattern: str, operator: str, limit: int) -> Rows:
    text = fragment("query.tally", pattern=pattern, operator=operator, limit=limit)
    return Rows(place.query([parameter], text, "tally"), place.source(parameter), None)


def _grouped(
    place: Place, parameter: str, key: str, only: Iterable[str] = (), columns: Iterable[str] = (), **limits: object
) -> Rows:
    """Return the check on the values of each focus node; the path alone is grouped where its few offenders suffice."""
    if place.apart:
        text = fragment(key, pattern=joined(place.way(), *only), **limits)
        return place.check(parameter, place.narrowed(text), "tally", value=False, more=columns)
    text = fragment(key, pattern=joined(place.rows(), *only), **limits)
    return Rows(place.query([parameter], text, "tally"), place.source(parameter), None)


def _needed(place: Place, parameter: str) -> Path:
    if place.path is None:
        raise WrongShapeError("only-on-property", place.shape, parameter=f"sh:{parameter}")
    return place.path


def _min_count(_: ShapesGraph, place: Place, value: Term) -> Iterable[Check]:
    return at_least(place, "minCount", int(str(value)))


def _max_count(_: ShapesGraph, place: Place, value: Term) -> Iterable[Check]:
    return at_most(place, "maxCount", int(str(value)))


def _unique_lang(_: ShapesGraph, place: Place, value: Term) -> Iterable[Check]:
    _needed(place, "uniqueLang")
    if str(value) in {"true", "1"}:
        yield _grouped(place, "uniqueLang", "query.languages", columns=["language"])


def _has_value(_: ShapesGraph, place: Place, value: Term) -> Iterable[Check]:
    if place.path is None:
        test = negated(same("this", value))
        yield place.check("hasValue", joined(place.focus(), only_if(test)), "rows", value=False)
        return
    if isinstance(value, Iri) and value.startswith("_:"):
        raise UnsupportedShapeError("value-without-name")
    if place.path.form == "iri":
        names = {"start": "this", "path": place.path.text, "term": to_ntriples(value)}
        without = fragment("pattern.not_exists", pattern=fragment("pattern.value", **names))
    else:
        without = _without(place.path, same("found", value))
        if place.path.nullable:
            without = joined(without, only_if(negated(same("this", value))))
    yield place.check("hasValue", joined(place.focus(), without), "absent", value=False)


def _without(path: Path, test: str) -> str:
    """Return the pattern that lets pass what has no ``?found`` along a path of which a test is true."""
    way = joined(path.pattern("this", "found"), only_if(test))
    return joined(fragment("pattern.optional", pattern=way), fragment("pattern.absent", name="found"))


def _equals(_: ShapesGraph, place: Place, value: Term) -> Iterable[Check]:
    other = _property(place, "equals", value)
    there = fragment("pattern.not_exists", pattern=other.pattern("this", place.value))
    yield place.check("equals", joined(place.rows(), there), "rows")
    if place.path is None:
        differs = only_if(negated(fragment("expression.same_as", node="value", other="this")))
        pattern = joined(place.focus(), other.pattern("this", "value"), differs)
    elif place.path.simple:
        here = fragment("pattern.not_exists", pattern=place.path.pattern("this", "value"))
        pattern = joined(place.focus(), other.pattern("this", "value"), here)
    else:
        without = _without(place.path, fragment("expression.same_as", node="found", other="value"))
        pattern = joined(place.focus(), other.pattern("this", "value"), without)
        if place.path.nullable:
            itself = fragment("expression.same_as", node="this", other="value")
            pattern = joined(pattern, only_if(negated(itself)))
    yield Rows(place.select(["equals"], pattern, "rows", ["value"]), place.source("equals"), "value")


def _disjoint(_: ShapesGraph, place: Place, value: Term) -> Iterable[Check]:
    other = _property(place, "disjoint", value)
    yield place.check("disjoint", joined(place.rows(), other.pattern("this", place.value)), "rows")


def _less(parameter: str, operator: str) -> Compile:
    def check(_: ShapesGraph, place: Place, value: Term) -> Iterable[Check]:
        _needed(place, parameter)
        other = _property(place, parameter, value)
        wrong = only_if(negated(compared("value", operator, "other")))
        pattern = joined(place.rows(), other.pattern("this", "other"), wrong)
        yield place.check(parameter, pattern, "rows", more=["other"])

    return check


def _property(place: Place, parameter: str, value: Term) -> Path:
    if not isinstance(value, Iri) or value.startswith("_:"):
        raise wrong_value(place.shape, sh(parameter), value)
    return Path("iri", value)


def _closed(graph: ShapesGraph, place: Place, value: Term) -> Iterable[Check]:
    if str(value) not in {"true", "1"}:
        return
    allowed = _allowed(graph, place.shape)
    statement = fragment("pattern.statement", node=place.value)
    outside = [only_if(fragment("expression.outside", node="predicate", terms=terms(allowed, ", ")))] if allowed else []
    query = place.select(["closed"], joined(place.rows(), statement, *outside), "rows", ["predicate", "object"])
    yield Rows(query, place.source("closed"), "object", predicate="predicate")


def _allowed(graph: ShapesGraph, shape: Iri) -> list[Iri]:
    found: list[Term] = []
    for each in graph.values(shape, SH.property):
        node = graph.value(each, SH.path)
        path = read_path(graph, node, Iri(str(each))) if node is not None else None
        if path is not None and path.iri is not None:
            found.append(path.iri)
    ignored = graph.value(shape, sh("ignoredProperties"))
    members = graph.members(ignored) if ignored is not None else []
    for member in members:
        if not isinstance(member, Iri) or isinstance(member, Literal):
            raise wrong_value(shape, sh("ignoredProperties"), member)
    return [Iri(str(term)) for term in dict.fromkeys([*found, *members])]


SETS: Final[Mapping[str, Compile]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "uniqueLang": _unique_lang,
    "hasValue": _has_value,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _less("lessThan", "<"),
    "lessThanOrEquals": _less("lessThanOrEquals", "<="),
    "closed": _closed,
}
"""How each parameter on all values together becomes checks."""
