"""Statements that went and came, gathered by thing and property, and by who answers for the thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from hgraph.dataset import Differences, differences
from hgraph.diff.versions import Version
from hgraph.namespaces import PREFIXES, RDF
from hgraph.project import Project, owners_of
from hgraph.terms import Iri, Term, Triple

Path = tuple[Iri, ...]
"""The properties from a thing to a value: one, or more if the value is said of a part such as a period."""


class Fate(StrEnum):
    """What became of a thing."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


_SLASH: Final = re.compile("(?<=[^/:])/")
"""Where a name may go on from that of another thing."""


@dataclass(frozen=True, slots=True)
class PropertyChange:
    """The values of one property that went and that came."""

    path: Path
    went: tuple[Term, ...]
    came: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class ThingChange:
    """One thing that came, changed or went: its class, who answers for it, and its properties."""

    thing: Iri
    fate: Fate
    kind: Iri | None
    owners: tuple[Iri, ...]
    properties: tuple[PropertyChange, ...]


@dataclass(frozen=True)
class Comparison:
    """Two versions and what differs between them, thing by thing in order of IRI."""

    old: Version
    new: Version
    differences: Differences
    things: tuple[ThingChange, ...]

    def count(self, fate: Fate) -> int:
        """Return how many things came, changed or went."""
        return sum(change.fate is fate for change in self.things)

    def label(self, iri: str, language: str) -> str:
        """Return the name of a thing, as the new version has it or else the old one."""
        if iri not in self._at_hand:
            self._learned  # noqa: B018 - what is told one by one is asked for at once, and a summary asks for none of it
        newest = iri in self.new.project.labels
        return (self.new if newest else self.old).project.labels.label(iri, language)

    @cached_property
    def _at_hand(self) -> frozenset[str]:
        """Who answers for things, and the kinds of things: few, and in every account."""
        owners = {owner for change in self.things for owner in change.owners}
        return self._learn(owners | {change.kind for change in self.things if change.kind})

    @cached_property
    def _learned(self) -> frozenset[str]:
        """Everything that can be shown."""
        differing = (*self.differences.went, *self.differences.came)
        values = {term for triple in differing for term in triple if isinstance(term, Iri)}
        paths = {path for change in self.things for each in change.properties for path in each.path}
        return self._learn({change.thing for change in self.things} | values | paths)

    def _learn(self, things: Iterable[str]) -> frozenset[str]:
        """Ask both versions for the names of things, at once."""
        found = frozenset(map(str, things))
        for version in (self.old, self.new):
            version.project.labels.learn(found)
        return found


def compare(old: Version, new: Version) -> Comparison:
    """Return what differs between two versions; the order and the spelling of their files make no difference.

    Raises ``UnreadableInput`` as ``differences`` does.
    """
    found = differences(old.files, new.files, new.settings.id_base)
    subjects = {str(subject) for subject, _, _ in (*found.went, *found.came)}
    owning = {**_owning(old.project, subjects), **_owning(new.project, subjects)}
    gathered: dict[str, dict[Path, tuple[list[Term], list[Term]]]] = defaultdict(dict)
    for side, triples in enumerate((found.went, found.came)):
        for thing, path, value in _placed(triples, owning):
            gathered[thing].setdefault(path, ([], []))[side].append(value)
    reclassed = {str(subject) for subject, link, _ in (*found.went, *found.came) if link == RDF.type}
    before, after = _types(old.project, reclassed), _types(new.project, gathered)
    fates = {
        thing: _fate(before=thing in before, after=thing in after) if thing in reclassed else Fate.CHANGED
        for thing in gathered
    }
    owners = _owners(old, new, fates)
    things = (
        ThingChange(
            Iri(thing),
            fates[thing],
            _kind(after.get(thing) or before.get(thing) or ()),
            owners.get(thing, ()),
            tuple(PropertyChange(path, tuple(went), tuple(came)) for path, (went, came) in sorted(paths.items())),
        )
        for thing, paths in sorted(gathered.items())
    )
    return Comparison(old, new, found, tuple(things))


_Owning = Mapping[str, tuple[str, Iri]]
"""Of a part, the thing it hangs on and by which property."""


def _owning(project: Project, subjects: Iterable[str]) -> _Owning:
    """Return the parts among subjects: what is called after the thing that links to it, such as its period.

    Most subjects are called after nothing that there is, so that is looked up first.
    """
    within = defaultdict(list)
    for subject in subjects:
        within[subject[: subject.rfind("/", 0, -1) + 1]].append(subject)
    above = {place: [place[: slash.start()] for slash in _SLASH.finditer(place)] for place in within}
    names = {name for names in above.values() for name in names}
    there = {str(row[0]) for row in project.select_about("diff/described", names)}
    maybe = [subject for place, names in above.items() if not there.isdisjoint(names) for subject in within[place]]
    rows = project.select_about("diff/links-to", maybe)
    return {str(part): (str(owner), Iri(str(link))) for part, owner, link in rows if str(part).startswith(f"{owner}/")}


def _placed(triples: Iterable[Triple], owning: _Owning) -> Iterable[tuple[str, Path, Term]]:
    """Yield statements as said of the whole thing; that a part is there goes without saying."""
    for subject, predicate, value in triples:
        thing = str(subject)
        path: Path = (predicate,)
        if thing in owning and predicate == RDF.type:
            continue
        while thing in owning:
            thing, link = owning[thing]
            path = (link, *path)
        if not (str(value) in owning and owning[str(value)][0] == str(subject)):
            yield thing, path, value


def _types(project: Project, things: Iterable[str]) -> dict[str, tuple[Iri, ...]]:
    found: dict[str, list[Iri]] = defaultdict(list)
    for thing, class_ in project.select_about("diff/types", things):
        found[str(thing)].append(Iri(str(class_)))
    return {thing: tuple(classes) for thing, classes in found.items()}


def _kind(classes: Iterable[Iri]) -> Iri | None:
    """Return the class a thing is called by: an own one before one of others."""
    return min(classes, key=lambda class_: (not class_.startswith(PREFIXES["hg"]), class_), default=None)


def _fate(*, before: bool, after: bool) -> Fate:
    if before == after:
        return Fate.CHANGED
    return Fate.NEW if after else Fate.GONE


def _owners(old: Version, new: Version, fates: Mapping[str, Fate]) -> dict[str, tuple[Iri, ...]]:
    """Return who answers for things: those of the new version, for what is gone those of the old one."""
    gone = [thing for thing, fate in fates.items() if fate is Fate.GONE]
    there = [thing for thing, fate in fates.items() if fate is not Fate.GONE]
    known = {**owners_of(old.project, gone), **owners_of(new.project, there)}
    return {thing: owners for (thing, missing), owners in known.items() if missing is None}
