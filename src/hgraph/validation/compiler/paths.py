"""Property paths of SHACL: read from the shapes graph, written as patterns that every engine answers alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hgraph.terms import Iri, Literal, Term, to_ntriples
from hgraph.validation.compiler.fragments import fragment, sh
from hgraph.validation.compiler.model import WrongShapeError
from hgraph.validation.compiler.shapes import ShapesGraph

_UNARY: Final = {
    "inversePath": "inverse",
    "zeroOrMorePath": "closure",
    "oneOrMorePath": "plus",
    "zeroOrOnePath": "maybe",
}


@dataclass(frozen=True)
class Path:
    """A property (``iri``), or a form of path over its parts."""

    form: str
    iri: Iri | None = None
    parts: tuple[Path, ...] = ()

    @property
    def simple(self) -> bool:
        """Say whether the path is one property, forwards or backwards: a look-up and no search."""
        return self.form == "iri" or (self.form == "inverse" and self.parts[0].form == "iri")

    @property
    def nullable(self) -> bool:
        """Say whether a thing reaches itself along the path whatever the data say."""
        if self.form in {"closure", "maybe"}:
            return True
        if self.form == "alternative":
            return any(part.nullable for part in self.parts)
        return self.form != "iri" and all(part.nullable for part in self.parts)

    @property
    def shown(self) -> str:
        """The path as a report names it: an IRI, or SPARQL syntax for more than one property."""
        return self.iri if self.iri is not None else self._text(for_people=True)

    def pattern(self, start: str, end: str) -> str:
        """Return the pattern that leads from one variable to another; steps of a sequence are patterns of their own."""
        if self.form == "inverse" and self.simple:
            return fragment("pattern.reversed", start=start, path=self.parts[0].text, end=end)
        if self.form != "sequence":
            return fragment("pattern.triple", start=start, path=self.text, end=end)
        steps = list(self._steps())
        stops = [start, *(f"hgraph_{end}_{index}" for index in range(1, len(steps))), end]
        return " ".join(step.pattern(stops[at], stops[at + 1]) for at, step in enumerate(steps))

    def _steps(self) -> Iterator[Path]:
        """Yield the parts of a sequence, of sequences in it too."""
        for part in self.parts:
            if part.form == "sequence":
                yield from part._steps()  # noqa: SLF001 - its own kind
            else:
                yield part

    @property
    def text(self) -> str:
        """The path in SPARQL, in the forms all engines answer alike."""
        return self._text(for_people=False)

    def _text(self, *, for_people: bool) -> str:
        if self.iri is not None:
            return to_ntriples(self.iri)
        parts = [part._text(for_people=for_people) for part in self.parts]  # noqa: SLF001 - its own kind
        bare = [
            text if part.form == "iri" else fragment("path.nested", path=text)
            for part, text in zip(self.parts, parts, strict=True)
        ]
        if self.form in {"sequence", "alternative"}:
            return fragment(f"path.{self.form}").join(bare)
        return fragment("path.shown_plus" if for_people and self.form == "plus" else f"path.{self.form}", path=bare[0])


def read_path(graph: ShapesGraph, node: Term, shape: Iri, seen: frozenset[Term] = frozenset()) -> Path:
    """Return the path that a node of the shapes graph describes. Raises ``WrongShapeError`` for one that is none."""
    if isinstance(node, Literal) or node in seen:
        raise WrongShapeError("broken-path", shape)
    within = seen | {node}
    if graph.is_list(node):
        return _of_many("sequence", graph, node, shape, within)
    alternative = graph.value(node, sh("alternativePath"))
    if alternative is not None:
        return _of_many("alternative", graph, alternative, shape, within)
    for name, form in _UNARY.items():
        part = graph.value(node, sh(name))
        if part is not None:
            return Path(form, parts=(read_path(graph, part, shape, within),))
    if node.startswith("_:"):
        raise WrongShapeError("broken-path", shape)
    return Path("iri", node)


def _of_many(form: str, graph: ShapesGraph, head: Term, shape: Iri, seen: frozenset[Term]) -> Path:
    parts = tuple(read_path(graph, member, shape, seen) for member in graph.members(head))
    if len(parts) < 2:
        raise WrongShapeError("broken-path", shape)
    return Path(form, parts=parts)
