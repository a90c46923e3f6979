"""Things in the data that no rule looks at: for them, no finding says nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from hgraph.findings import Unwatched
from hgraph.namespaces import PREFIXES, SH
from hgraph.project import Project
from hgraph.terms import Iri, is_valid_iri
from hgraph.validation.compiler import closure
from hgraph.validation.rules import Target

_BY_PROPERTY: Final = {SH.targetSubjectsOf: "things-with-property", SH.targetObjectsOf: "things-pointed-at"}


def things_without_rule(project: Project, targets: Collection[Target]) -> tuple[Unwatched, ...]:
    """Return the things that the project's own data describe and that are none of these targets of rules, by class.

    A rule looks at its targets, whatever it asks of them: one that asks no more than that a thing be described looks at
    it too. Things of a class that a rule targets are not asked for, so that the cost follows what no rule looks at and
    not the size of the data. A thing of several classes stands under one, an own one if it has one.
    """
    watched = _watched_classes(project, targets)
    in_use = {str(class_) for _, class_ in project.select("validation/classes-in-use").rows}
    unwatched = {class_ for class_ in in_use - watched if is_valid_iri(class_)}
    classes: dict[str, set[str]] = defaultdict(set)
    for thing, class_ in project.select_about("validation/things-of-classes", unwatched):
        classes[str(thing)].add(str(class_))
    seen = set(_reached(project, unwatched, targets))
    members: dict[str, list[str]] = defaultdict(list)
    for name, kinds in classes.items():
        if not kinds & watched and name not in seen:
            members[min(kinds & unwatched, key=_own_first)].append(name)
    found = (Unwatched(Iri(class_), tuple(map(Iri, sorted(things)))) for class_, things in members.items())
    return tuple(sorted(found, key=lambda group: (-len(group.things), group.class_)))


def _watched_classes(project: Project, targets: Iterable[Target]) -> set[str]:
    """Return the classes that a rule targets, with all below them."""
    pairs = ((str(class_), str(above)) for class_, above in project.select("validation/subclasses").rows)
    below = closure(pairs)
    named = {str(target.term) for target in targets if target.kind == SH.targetClass}
    return named.union(*(below.get(class_, frozenset()) for class_ in named))


def _reached(project: Project, classes: Collection[str], targets: Collection[Target]) -> Iterator[str]:
    """Yield the things of some classes that are targets by name, by a property, or by one that points at them."""
    yield from (str(target.term) for target in targets if target.kind == SH.targetNode)
    for kind, name in _BY_PROPERTY.items():
        properties = {str(target.term) for target in targets if target.kind == kind}
        if properties and classes:
            rows = project.select_given(f"validation/{name}", asked=classes, property=properties).rows
            yield from (str(thing) for (thing,) in rows)


def _own_first(class_: str) -> tuple[bool, str]:
    return not class_.startswith(PREFIXES["hg"]), class_
