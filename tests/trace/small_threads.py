"""Small threads for tests: written as Turtle and read with the real questions, or built from a few links."""

from __future__ import annotations

import random
from collections.abc import Iterable
from functools import cache

from hgraph.labels import LabelIndex
from hgraph.namespaces import DCT, ELI, HG, PREFIXES
from hgraph.settings import load_settings, shipped_content
from hgraph.store import EmbeddedStore
from hgraph.terms import Iri, Literal, Table, tagged
from hgraph.trace import TABLES, ThreadGraph, Wording, build, read_thread

BASE = "https://hgraph.example/id/"
ROLES = {"ground": HG.tracesTo, "part": DCT.isPartOf, "change": ELI.amends, "other": HG.followsApproach}
"""A relation for each role; all lead up but the change, as in the ontology."""

_COLUMNS = {
    "steps": ("subject", "property", "object", "direction"),
    "things": ("thing", "type", "notation", "since", "until"),
    "words": ("passage", "words", "document", "readIn", "heading", "paragraph"),
    "grounds": ("thing", "source"),
    "assertions": (
        "assertion",
        "from",
        "to",
        "kind",
        "direction",
        "status",
        "strength",
        "evidence",
        "justification",
    ),
    "readings": ("relation", "inverse", "role", "kind", "broader"),
}


def thing(name: str) -> Iri:
    """Return the thing of a short name."""
    return Iri(BASE + name)


def names(things: Iterable[str]) -> list[str]:
    """Return the short names of things, in their order."""
    return [iri.removeprefix(BASE) for iri in things]


def linked(links: Iterable[tuple[str, str, str]], seed: int | None = None) -> ThreadGraph:
    """Return the thread of links (origin, role, consequence), with the rows of its tables in any order."""
    steps = []
    for origin, role, consequence in links:
        ends = (thing(origin), thing(consequence)) if role == "change" else (thing(consequence), thing(origin))
        direction = "down" if role == "change" else "up"
        steps.append((ends[0], Iri(ROLES[role]), ends[1], Literal(direction)))
    readings = [(Iri(ROLES[role]), tagged("x", "nl"), Literal(role), None, None) for role in ROLES if role != "other"]
    if seed is not None:
        random.Random(seed).shuffle(steps)  # noqa: S311 - not for secrets
    tables = {name: Table(_COLUMNS[name], []) for name in TABLES}
    return build(tables | {"steps": Table(_COLUMNS["steps"], steps), "readings": Table(_COLUMNS["readings"], readings)})


@cache
def _vocabulary() -> list[tuple[Iri, bytes]]:
    files = sorted((shipped_content() / "ontology").rglob("*.ttl"))
    return [(Iri(f"urn:graph:{path.stem}"), path.read_bytes()) for path in files]


def written(turtle: str) -> tuple[ThreadGraph, LabelIndex]:
    """Return the thread and the names of data in Turtle, read from a real store with the shipped questions."""
    store = EmbeddedStore.in_memory()
    for name, content in _vocabulary():
        store.load(name, content, ".ttl")
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    store.load(Iri("urn:graph:data"), (prefixes + turtle).encode(), ".ttl", BASE)
    settings = load_settings(shipped_content())

    def select(name: str) -> Table:
        (path,) = settings.content("queries", f"{name}.rq")
        return store.select(path.read_text(encoding="utf-8"))

    with_names = LabelIndex.from_table(select("internal/labels"), BASE)
    return read_thread(select), with_names


def worded(turtle: str, language: str = "nl") -> Wording:
    """Return the words for the thread of data in Turtle."""
    return Wording(*written(turtle), language)
