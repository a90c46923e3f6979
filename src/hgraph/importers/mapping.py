"""What is taken from a source and what it becomes: read from ``queries/importers/``, never decided in code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from hgraph.errors import UnreadableInput
from hgraph.iris import expand
from hgraph.namespaces import RDF
from hgraph.settings import Settings
from hgraph.terms import Iri

SOURCES: Final = ("themis", "staatsblad")
FORMS: Final = ("text", "plain", "day", "integer", "boolean", "thing", "twin", "code")
"""What a value can become: a text with a language, a plain text, a day, …, another thing, its twin, or a code."""

Steps = tuple[Iri, ...]
"""A property, and those to follow at the things it points at."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One property that is taken, what it becomes, and whether a thing can have only one value for it."""

    path: Steps
    to: Iri
    form: str
    single: bool = False


@dataclass(frozen=True, slots=True)
class Derived:
    """A name made of other values, if all its parts are known; of several for one property the first one counts."""

    to: Iri
    language: str
    form: str
    needs: Iri | None = None
    """A property without which the thing is not called so."""


@dataclass(frozen=True)
class Kind:
    """One kind of thing of a source: how it is recognised, what is taken of it, and what is looked at."""

    name: str
    labels: Mapping[str, str]
    class_: Iri
    iris: tuple[str, ...] = ()
    taken: tuple[Taken, ...] = ()
    derived: tuple[Derived, ...] = ()
    parts: Mapping[str, Steps] = field(default_factory=dict)
    looked_up: bool = False
    """Whether it is held in memory, because others point at it; it is taken only if something taken does."""
    only_looked_up: bool = False
    only_checked: bool = False
    period: tuple[Iri, Iri] | None = None
    last_day_counts: bool = False
    title: Iri | None = None
    called: Iri | None = None
    members: Iri | None = None
    """The property by which a body names its members."""
    body: Iri | None = None
    """The property by which the body names this thing as a member."""
    carried_to: Iri | None = None
    """The property that points at the thing whose description this one completes."""
    holds: Mapping[str, Iri] = field(default_factory=dict)
    gazette: Mapping[str, Iri] = field(default_factory=dict)
    amends: tuple[Iri, ...] = ()
    only: Mapping[Iri, frozenset[str]] = field(default_factory=dict)
    codes: Mapping[str, Iri] = field(default_factory=dict)

    def fits(self, iri: str, classes: frozenset[str]) -> bool:
        """Say whether a thing is of this kind: by class, and by IRI where several kinds share a class."""
        if classes and self.class_ not in classes:
            return False
        return iri.startswith(self.iris) if self.iris else bool(classes)


@dataclass(frozen=True)
class SourceMapping:
    """How one source is read."""

    name: str
    names: Mapping[str, str]
    """What people call the source, by language."""
    address: Iri
    licence: Iri
    language: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    kinds: tuple[Kind, ...]

    @cached_property
    def predicates(self) -> frozenset[str]:
        """Every property of the source that is looked at at all."""
        found = {str(RDF.type)}
        for kind in self.kinds:
            found.update(step for taken in kind.taken for step in taken.path)
            found.update(step for path in kind.parts.values() for step in path)
            found.update(p for p in (kind.title, kind.called, kind.members, kind.carried_to) if p)
        return frozenset(found)

    @cached_property
    def singles(self) -> frozenset[Iri]:
        """Every own property of which a thing can have one value only."""
        return frozenset(taken.to for kind in self.kinds for taken in kind.taken if taken.single)

    @cached_property
    def classes(self) -> frozenset[str]:
        """Every class of the source that is looked at."""
        return frozenset(str(kind.class_) for kind in self.kinds)

    def kind_of(self, iri: str, classes: frozenset[str]) -> Kind | None:
        """Return the kind of a thing with these classes; one without a class is known by its IRI alone."""
        return next((kind for kind in self.kinds if kind.fits(iri, classes)), None)


def read_mapping(settings: Settings, name: str) -> SourceMapping:
    """Return how a source is read. Raises ``UnreadableInput`` (``import-mapping-wrong``, ``not-toml``)."""
    (path,) = settings.content("queries", f"importers/{name}.toml")
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UnreadableInput("not-toml", place=path, reason=error) from error
    try:
        return _mapping(name, content)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableInput("import-mapping-wrong", place=path, reason=error) from error


def _mapping(name: str, content: Mapping[str, Any]) -> SourceMapping:
    source = content["source"]
    return SourceMapping(
        name,
        dict(source["name"]),
        _iri(source["address"]),
        _iri(source["licence"]),
        str(source["language"]),
        dict(source["title"]),
        dict(source["description"]),
        tuple(_kind(dict(entry)) for entry in content["kinds"]),
    )


def _kind(entry: dict[str, Any]) -> Kind:
    period = [_iri(text) for text in entry.pop("period", ())]
    single: dict[str, Any] = {name: _iri(entry.pop(name)) for name in _PROPERTIES if name in entry}
    return Kind(
        name=entry.pop("name"),
        labels=dict(entry.pop("label")),
        class_=_iri(entry.pop("class")),
        iris=tuple(entry.pop("iris", ())),
        taken=tuple(_taken(**_renamed(each)) for each in entry.pop("properties", ())),
        derived=tuple(_derived(each) for each in entry.pop("derived", ())),
        parts={name: _path(text) for name, text in entry.pop("parts", {}).items()},
        period=(period[0], period[1]) if period else None,
        holds={name: _iri(text) for name, text in entry.pop("holds", {}).items()},
        gazette={name: _iri(text) for name, text in entry.pop("gazette", {}).items()},
        amends=tuple(_iri(text) for text in entry.pop("amends", ())),
        only={_iri(name): frozenset(values) for name, values in entry.pop("only", {}).items()},
        codes={name: _iri(text) for name, text in entry.pop("codes", {}).items()},
        **single,
        **entry,
    )


_PROPERTIES: Final = ("title", "called", "members", "body", "carried_to")


def _renamed(each: Mapping[str, Any]) -> dict[str, Any]:
    return {{"from": "path", "as": "form"}.get(name, name): value for name, value in each.items()}


def _taken(path: str, to: str, form: str, *, single: bool = False) -> Taken:
    if form not in FORMS:
        raise ValueError(form)
    return Taken(_path(path), _iri(to), form, single)


def _derived(each: Mapping[str, Any]) -> Derived:
    needs = _iri(each["needs"]) if "needs" in each else None
    return Derived(_iri(each["to"]), each.get("language", ""), each["form"], needs)


def _path(text: str) -> Steps:
    return (_iri(text),) if "://" in text else tuple(_iri(step) for step in text.split("/"))


def _iri(text: str) -> Iri:
    found = expand(text)
    if found is None:
        raise ValueError(text)
    return found


def mapping_files(settings: Settings) -> list[Path]:
    """Return the files that say how sources are read."""
    return settings.content("queries", "importers/*.toml")
