"""Errors planted in the generated graph: which thing gets which is settled by a hash, so every run is the same."""

from __future__ import annotations

import re
import tomllib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Final

import pyoxigraph as ox
from policy_graph import Things

from hgraph.namespaces import PREFIXES, RDF

EXCEPTIONS: Final = {
    "illustrative-beside-sourced": "a file that mixes fiction and facts is refused before any rule is asked",
    "thing-without-source": "nothing in a graph marked as fiction needs a source",
}
"""Rules for which no error is planted, and why; the tests make both fire by changing the mark of the graph."""
BASE: Final = "https://hgraph.example/id/"
_STAND_IN: Final = "urn:stand-in:this"


@dataclass(frozen=True)
class SeededError:
    """One way to be wrong: the rule it breaks, the class of thing, the properties that go, the statements that come."""

    rule: str
    of: str
    drop: frozenset[str]
    add: Template

    def plant(self, things: Things, thing: str, government: str) -> None:
        """Change one thing of a government as the rule forbids."""
        things[thing] = [line for line in things[thing] if line.split(" ", 2)[1] not in self.drop]
        new = f"{zlib.crc32(f'{self.rule} {thing}'.encode()):08x}"
        for line in self.add.substitute(this=thing, b=government, new=new).splitlines():
            known = things.setdefault(line.partition(" ")[0], [])
            if line not in known:
                known.append(line)


@cache
def seeded_errors() -> tuple[SeededError, ...]:
    """Return all errors of ``errors.toml``, in order of rule."""
    text = (Path(__file__).parent / "errors.toml").read_text(encoding="utf-8")
    return tuple(
        SeededError(rule, _iri(entry["of"]), frozenset(map(_iri, entry.get("drop", ()))), _lines(entry.get("add", "")))
        for rule, entry in sorted(tomllib.loads(text).items())
    )


def plant_each(governments: Iterable[tuple[str, Things]]) -> None:
    """Plant every error once, each on a thing that has the fewest so far, in as many governments as there are."""
    stock = list(governments)
    load: dict[str, int] = {}
    for error in seeded_errors():
        candidates = [(thing, name, things) for name, things in stock for thing in _instances(things, error.of)]
        thing, name, things = min(candidates, key=lambda item: (load.get(item[1], 0), load.get(item[0], 0)))
        error.plant(things, thing, name)
        for key in (name, thing):
            load[key] = load.get(key, 0) + 1


def plant_at_rate(government: str, things: Things, rate: float, seed: int = 0) -> None:
    """Plant every error on that share of the things it can befall."""
    for error in seeded_errors():
        for thing in list(_instances(things, error.of)):
            if zlib.crc32(f"{seed} {error.rule} {thing}".encode()) < rate * 2**32:
                error.plant(things, thing, government)


def _instances(things: Things, class_: str) -> Iterator[str]:
    mark = f"<{RDF.type}> {class_} ."
    for thing, lines in things.items():
        if any(line.endswith(mark) for line in lines[:2]):
            yield thing


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def _lines(turtle: str) -> Template:
    """Return statements as lines of N-Triples in which the thing, its government and a new name are still open."""
    header = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    text = re.sub(r"\$this\b", f"<{_STAND_IN}>", turtle)
    parsed = ox.parse(header + text, format=ox.RdfFormat.TURTLE, base_iri=BASE)
    return Template("\n".join(f"{quad.triple} ." for quad in parsed).replace(f"<{_STAND_IN}>", "$this"))
