"""Instances of classes, subclasses included: a piece of a query that gets its text when the subclasses are known.

As written for any store it asks for the subclasses along the way. Before a run the subclasses are asked for once, and
every query names the classes themselves, which an engine looks up at once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from hgraph.namespaces import RDFS
from hgraph.terms import Iri, to_ntriples
from hgraph.validation.compiler.fragments import fragment, terms, united

_OPEN: Final = re.compile("\x1f([^\x1f]*)\x1f")
_FOCUS: Final = "focus"
_VALUES: Final = "values"
_LINKED: Final = frozenset({"subjects", "objects"})
_THIS: Final = "this"
_MANY: Final = 1000
"""More subclasses than this are asked for along the way after all."""

Subclasses = Mapping[str, frozenset[str]]
"""The classes below each class, itself among them."""


def instances(node: str, classes: Sequence[Iri], *, within: bool = False) -> str:
    """Return the open piece that binds a variable to the instances of classes.

    With ``within`` it stands in an EXISTS, where the variable is bound already.
    """
    return "\x1f" + "\x1e".join([node, "within" if within else "among", *classes]) + "\x1f"


def last(pattern: str) -> str:
    """Return a pattern whose instances are to be tried after the patterns before it, and not to be started from."""
    return pattern.replace("\x1eamong\x1e", "\x1elast\x1e")


def closed(text: str, subclasses: Subclasses | None = None, foci: Sequence[str] = ()) -> str:
    """Return a query with its open pieces filled, by the subclasses if they are known.

    ``foci``, in N-Triples, are the focus nodes to look at; if there are none, all are looked at.
    """
    given = fragment("pattern.given", terms=" ".join(foci)) if foci else ""

    def piece(found: re.Match[str]) -> str:
        node, place, *classes = found[1].split("\x1e")
        about = given if node == _THIS and place != "within" else ""
        if place in {_FOCUS, _VALUES}:
            return fragment("pattern.values_of", pattern=f"{given} {classes[0]}") if classes else given
        if place in _LINKED:
            return _linked(node, place, classes, about)
        if subclasses is None:
            return _along(node, classes)
        below = sorted({each for class_ in classes for each in subclasses.get(class_, frozenset({class_}))})
        if len(below) > _MANY or any(each.startswith("_:") for each in below):
            return _along(node, classes)
        if len(below) > 1 and place != "within":
            form = "last" if about else place  # what is known already is looked up, and not searched for
            named = terms(map(Iri, below), ", " if form == "last" else " ")
            names = {"node": node, "kind": f"hgraph_{node}_class", "classes": named}
            return f"{about} " + fragment(f"pattern.instance_{form}", **names)
        return f"{about} " * bool(about) + united(
            [fragment("pattern.instance_of", node=node, class_=to_ntriples(Iri(each))) for each in below]
        )

    return _OPEN.sub(piece, text)


def linked(node: str, place: str, properties: Sequence[Iri]) -> str:
    """Return the open piece that binds a variable to the ``subjects`` or the ``objects`` of properties."""
    return "\x1f" + "\x1e".join([node, place, *properties]) + "\x1f"


def _linked(node: str, place: str, properties: Sequence[str], about: str) -> str:
    names = {"node": node, "other": f"hgraph_{node}_{place}", "link": f"hgraph_{node}_{place}_link"}
    one = len(properties) == 1
    if one:
        predicates = to_ntriples(Iri(properties[0]))
        return f"{about} " * bool(about) + fragment(f"pattern.{place}", predicate=predicates, **names)
    form = "last" if about else "among"
    named = terms(map(Iri, properties), ", " if about else " ")
    return f"{about} " * bool(about) + fragment(f"pattern.{place}_{form}", properties=named, **names)


def any_instances(text: str) -> str:
    """Return a query that asks for things of any class at all, where it is to be read and not to be run."""

    def piece(found: re.Match[str]) -> str:
        node, place, *classes = found[1].split("\x1e")
        if place in {_FOCUS, _VALUES}:
            return ""
        if place in _LINKED:
            return united([_linked(node, place, [each], "") for each in classes])
        return fragment("pattern.instance_of", node=node, class_=fragment("text.variable", name=f"hgraph_{node}_class"))

    return _OPEN.sub(piece, text)


def values_of(pattern: str) -> str:
    """Return the open piece that binds ``?value`` to each value of a pattern once, where that pattern follows too.

    It changes no answer: where a query is to be read and not to be run, it is left out.
    """
    return f"\x1f{_THIS}\x1e{_VALUES}\x1e{pattern}\x1f"


def focus() -> str:
    """Return the open piece that stands wherever ``?this`` is looked for: room for the focus nodes of a run."""
    return f"\x1fthis\x1e{_FOCUS}\x1f"


def _along(node: str, classes: Iterable[str]) -> str:
    below = to_ntriples(Iri(RDFS.subClassOf))
    return united(
        [
            fragment(
                "pattern.instance",
                node=node,
                kind=f"hgraph_{node}_class{at}",
                below=below,
                class_=to_ntriples(Iri(class_)),
            )
            for at, class_ in enumerate(classes)
        ]
    )


def closure(pairs: Iterable[tuple[str, str]]) -> Subclasses:
    """Return the classes below each class from pairs of class and superclass; circles are no harm."""
    direct: dict[str, set[str]] = defaultdict(set)
    for class_, above in pairs:
        direct[above].add(class_)
    found: dict[str, frozenset[str]] = {}
    for top in list(direct):
        reached, waiting = {top}, [top]
        while waiting:
            for below in direct.get(waiting.pop(), set()) - reached:
                reached.add(below)
                waiting.append(below)
        found[top] = frozenset(reached)
    return found
