"""The pinned texts of a project: their sentences, and which of their characters passages take up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from hgraph.project import Project
from hgraph.sources.check import pinned_text
from hgraph.terms import Iri, to_python

_END: Final = re.compile(r"(?<=[.!?])(?P<closing>[\"”’)*]*)\s+(?=[\"“‘(*]*[A-Z\u00c0-\u00de])|\n+")
"""Where a sentence ends: after a full stop before a capital, and at the end of a line."""
_ENDED: Final = re.compile(r"[.!?:;][\"”’)*]*\s*$")
_WORD: Final = re.compile(r"\w+")
_FEWEST: Final = 3
Span = tuple[int, int]
"""Code points of a text, from the first up to and not including the last."""


@dataclass(frozen=True)
class PinnedText:
    """A text that passages are cut from, and the span of each passage."""

    version: Iri
    text: str
    passages: Sequence[tuple[Iri, Span]]

    def sentences(self) -> list[Span]:
        """Return the sentences, in order."""
        return sentences(self.text)


def pinned_texts(project: Project) -> list[PinnedText]:
    """Return the pinned texts of a project that can be read, in order of IRI.

    Raises ``UnreadableInput`` for a text that may not be read.
    """
    spans: dict[str, list[tuple[Iri, Span]]] = {}
    for record in project.select("sources/anchors").records():
        start, end = to_python(record["start"]), to_python(record["end"])
        if isinstance(start, int) and isinstance(end, int):
            spans.setdefault(str(record["version"]), []).append((Iri(str(record["passage"])), (start, end)))
    found = []
    for record in project.select("sources/text-versions").records():
        version = Iri(str(record["version"]))
        text, _ = pinned_text(project.settings.folder / "data", str(record["file"]), str(record["sha256"]))
        if text is not None:
            found.append(PinnedText(version, text, tuple(sorted(set(spans.get(version, ()))))))
    return sorted(found, key=lambda pinned: pinned.version)


def sentences(text: str) -> list[Span]:
    """Return the spans of sentences of three words or more.

    Lines are never joined; a line without an end, such as a heading, is none.
    """
    found: list[Span] = []
    start = 0
    ends = [(max(match.start(), match.end("closing")), match.end()) for match in _END.finditer(text)]
    for end, after in [*ends, (len(text), len(text))]:
        piece = text[start:end]
        if len(_WORD.findall(piece)) >= _FEWEST and _ENDED.search(piece):
            found.append((start + len(piece) - len(piece.lstrip()), end))
        start = after
    return found


def uncovered(pieces: Iterable[Span], covering: Iterable[Span]) -> list[Span]:
    """Return the pieces of which less than half lies within the spans that cover."""
    taken = _merged(covering)
    return [piece for piece in pieces if 2 * _shared(piece, taken) < piece[1] - piece[0]]


def covered_length(covering: Iterable[Span]) -> int:
    """Return how many code points lie within spans, each counted once."""
    return sum(end - start for start, end in _merged(covering))


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _shared(piece: Span, taken: Sequence[Span]) -> int:
    return sum(max(0, min(piece[1], end) - max(piece[0], start)) for start, end in taken)
