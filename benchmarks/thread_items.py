"""A thread of five levels, as the files of hgraph, of Sphinx-Needs and of Doorstop: the same items and the same links.

Passages, notes, objectives, actions and articles: 10, 10, 20, 30 and 30 in a hundred. Every item but a passage links to
three of the level above. Nothing is random.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LEVELS: Final = (("PAS", 10), ("NOT", 10), ("OBJ", 20), ("ACT", 30), ("ART", 30))
_CLASSES: Final = {
    "PAS": "https://w3id.org/hgraph/ns#Passage",
    "NOT": "https://w3id.org/hgraph/ns#PolicyNote",
    "OBJ": "https://w3id.org/hgraph/ns#StrategicObjective",
    "ACT": "https://w3id.org/hgraph/ns#Action",
    "ART": "http://data.europa.eu/eli/ontology#LegalResourceSubdivision",
}
_BASE: Final = "https://hgraph.example/id/"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TITLE: Final = "http://purl.org/dc/terms/title"
_TRACES: Final = "https://w3id.org/hgraph/ns#tracesTo"
_GRAPH: Final = f"""\
<{_BASE}graaf/draad> <{_TYPE}> <http://www.w3.org/ns/dcat#Dataset> .
<{_BASE}graaf/draad> <https://w3id.org/hgraph/ns#statementKind> <https://w3id.org/hgraph/code/statement-kind/{{kind}}> .
"""


@dataclass(frozen=True)
class Item:
    """One item: its level, its number there, counted from 1, and the items of the level above that it links to."""

    level: str
    number: int
    parents: tuple[str, ...]

    @property
    def name(self) -> str:
        """The identifier in every tool."""
        return f"{self.level}{self.number:05}"


def items(size: int) -> list[Item]:
    """Return so many items, level by level."""
    found: list[Item] = []
    above: list[str] = []
    for level, share in LEVELS:
        count = size * share // 100
        here = [Item(level, number, _parents(number, above)) for number in range(1, count + 1)]
        found += here
        above = [item.name for item in here]
    return found


def _parents(number: int, above: Sequence[str]) -> tuple[str, ...]:
    places = {(number * step + step) % len(above) for step in (1, 7, 13)} if above else set()
    return tuple(above[place] for place in sorted(places))


def write_hgraph(folder: Path, found: Sequence[Item], kind: str = "fictief") -> None:
    """Write a project of hgraph; its graph says of which kind its statements are."""
    lines = [_GRAPH.format(kind=kind)]
    for item in found:
        thing = f"<{_BASE}item/{item.name}>"
        lines.append(f"{thing} <{_TYPE}> <{_CLASSES[item.level]}> .\n")
        lines.append(f'{thing} <{_TITLE}> "Item {item.name}"@nl .\n')
        lines += [f"{thing} <{_TRACES}> <{_BASE}item/{parent}> .\n" for parent in item.parents]
    (folder / "data").mkdir(parents=True)
    (folder / "hgraph.toml").write_text(f'title = "Draad ({kind})"\nstage = "framework"\n', encoding="utf-8")
    (folder / "data" / "thread.nt").write_text("".join(lines), encoding="utf-8")


def write_sphinx(folder: Path, found: Sequence[Item]) -> None:
    """Write a project of Sphinx-Needs: one page with a directive for each item."""
    folder.mkdir(parents=True)
    (folder / "conf.py").write_text('extensions = ["sphinx_needs"]\nneeds_id_regex = "^[A-Z0-9]+$"\n', encoding="utf-8")
    (folder / "index.rst").write_text("".join(["Thread\n======\n\n", *map(_directive, found)]), encoding="utf-8")


def write_doorstop(folder: Path, found: Sequence[Item]) -> None:
    """Write a tree of Doorstop: a document for each level, a file for each item."""
    (folder / ".git").mkdir(parents=True)
    parent = None
    for level, _ in LEVELS:
        document = folder / level
        document.mkdir()
        above = f"  parent: {parent}\n" if parent else ""
        settings = f"settings:\n  digits: 5\n{above}  prefix: {level}\n  sep: ''\n"
        (document / ".doorstop.yml").write_text(settings, encoding="utf-8")
        parent = level
    for item in found:
        links = "".join(f"- {parent}: null\n" for parent in item.parents)
        text = (
            f"active: true\nderived: false\nheader: ''\nlevel: 1.{item.number}\n"
            f"links:{' []' if not links else ''}\n{links}normative: true\nref: ''\nreviewed: null\n"
            f"text: |\n  Text of item {item.name}.\n"
        )
        (folder / item.level / f"{item.name}.yml").write_text(text, encoding="utf-8")


def write_sphinx_pages(folder: Path, found: Sequence[Item], at_once: int = 100) -> None:
    """Write a project of Sphinx-Needs with so many items on a page; one page with all would be slow for it."""
    write_sphinx(folder, found)
    parts = [found[start : start + at_once] for start in range(0, len(found), at_once)]
    names = [f"part{number:04}" for number in range(len(parts))]
    contents = "".join(f"   {name}\n" for name in names)
    (folder / "index.rst").write_text(f"Thread\n======\n\n.. toctree::\n\n{contents}", encoding="utf-8")
    for name, part in zip(names, parts, strict=True):
        text = f"{name}\n{'=' * len(name)}\n\n" + "".join(map(_directive, part))
        (folder / f"{name}.rst").write_text(text, encoding="utf-8")


def write_strictdoc(folder: Path, found: Sequence[Item], at_once: int = 100) -> None:
    """Write a project of StrictDoc with so many items in a document."""
    folder.mkdir(parents=True)
    for number, start in enumerate(range(0, len(found), at_once)):
        text = f"[DOCUMENT]\nTITLE: Part {number:04}\n\n" + "".join(map(_requirement, found[start : start + at_once]))
        (folder / f"part{number:04}.sdoc").write_text(text, encoding="utf-8")


def _requirement(item: Item) -> str:
    links = "".join(f"- TYPE: Parent\n  VALUE: {parent}\n" for parent in item.parents)
    return (
        f"[REQUIREMENT]\nUID: {item.name}\nTITLE: Item {item.name}\nSTATEMENT: Text of item {item.name}.\n"
        + (f"RELATIONS:\n{links}" if links else "")
        + "\n"
    )


def _directive(item: Item) -> str:
    links = f"   :links: {', '.join(item.parents)}\n" if item.parents else ""
    return f".. req:: Item {item.name}\n   :id: {item.name}\n{links}\n   Text of item {item.name}.\n\n"
