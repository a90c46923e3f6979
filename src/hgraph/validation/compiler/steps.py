"""Single steps of property paths: which property each takes, in which direction, and the path that leads up to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hgraph.namespaces import RDF
from hgraph.store.query_text import Token, tokens
from hgraph.terms import Iri
from hgraph.validation.compiler.paths import Path

_MODIFIERS: Final = {"*": "closure", "+": "plus", "?": "maybe"}


class NotAPathError(Exception):
    """Raised for a verb that is no path of named properties: a variable, or a negated set."""


@dataclass(frozen=True)
class Step:
    """One property in a path."""

    property: Iri
    forward: bool
    before: Path | None
    """From the start of the path to where the step begins; ``None`` if that is the start itself."""


def steps(path: Path) -> Iterator[Step]:
    """Yield every step of a path, seen from its start."""
    if path.iri is not None:
        yield Step(path.iri, forward=True, before=None)
    elif path.form == "inverse":
        inner = path.parts[0]
        if inner.iri is not None:
            yield Step(inner.iri, forward=False, before=None)
        else:
            yield from steps(turned(inner))
    elif path.form == "sequence":
        for at, part in enumerate(path.parts):
            yield from _after(path.parts[:at], part)
    elif path.form in {"closure", "plus"}:
        yield from _after((Path("closure", parts=path.parts),), path.parts[0])
    else:
        for part in path.parts:
            yield from steps(part)


def _after(parts: Sequence[Path], path: Path) -> Iterator[Step]:
    for step in steps(path):
        way = (*parts, step.before) if step.before else tuple(parts)
        yield Step(step.property, step.forward, _sequence(way))


def _sequence(parts: Sequence[Path]) -> Path | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return Path("sequence", parts=tuple(parts))


def turned(path: Path) -> Path:
    """Return the path from the end of a path to its start."""
    if path.iri is not None:
        return Path("inverse", parts=(path,))
    if path.form == "inverse":
        return path.parts[0]
    parts = tuple(map(turned, path.parts))
    return Path(path.form, parts=parts[::-1] if path.form == "sequence" else parts)


def path_of(verb: str, prefixes: Mapping[str, str]) -> Path:
    """Return the path that the verb of a triple pattern writes. Raises ``NotAPathError``."""
    reader = _Reader(list(tokens(verb)), prefixes)
    path = reader.alternative()
    if not reader.done:
        raise NotAPathError
    return path


class _Reader:
    """Reads the tokens of a verb."""

    def __init__(self, found: Sequence[Token], prefixes: Mapping[str, str]) -> None:
        self._found = found
        self._prefixes = prefixes
        self._at = 0

    @property
    def done(self) -> bool:
        return self._at == len(self._found)

    def alternative(self) -> Path:
        parts = [self._parts_in_sequence()]
        while self._takes("|"):
            parts.append(self._parts_in_sequence())
        return parts[0] if len(parts) == 1 else Path("alternative", parts=tuple(parts))

    def _parts_in_sequence(self) -> Path:
        parts = [self._element()]
        while self._takes("/"):
            parts.append(self._element())
        return parts[0] if len(parts) == 1 else Path("sequence", parts=tuple(parts))

    def _element(self) -> Path:
        if self._takes("^"):
            return Path("inverse", parts=(self._element(),))
        path = self._primary()
        for sign, form in _MODIFIERS.items():
            if self._takes(sign):
                return Path(form, parts=(path,))
        return path

    def _primary(self) -> Path:
        if self._takes("("):
            path = self.alternative()
            if not self._takes(")"):
                raise NotAPathError
            return path
        if self.done:
            raise NotAPathError
        token = self._found[self._at]
        self._at += 1
        return Path("iri", property_of(token, self._prefixes))

    def _takes(self, text: str) -> bool:
        taken = not self.done and self._found[self._at].text == text
        self._at += taken
        return taken


def property_of(token: Token, prefixes: Mapping[str, str]) -> Iri:
    """Return the IRI that a token names, ``a`` included. Raises ``NotAPathError`` for any other token."""
    if token.kind == "iri":
        return Iri(token.text[1:-1])
    if token.kind == "word" and token.text == "A":
        return Iri(RDF.type)
    prefix, colon, local = token.text.partition(":")
    if token.kind != "name" or not colon or prefix not in prefixes:
        raise NotAPathError
    return Iri(prefixes[prefix] + local.replace("\\", ""))
