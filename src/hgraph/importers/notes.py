"""What is noticed about a source while it is read, in bounded memory: all counted, the first of each kind kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from hgraph.findings import Finding, Place, Severity
from hgraph.iris import shorten
from hgraph.messages import LANGUAGES, message
from hgraph.namespaces import PREFIXES
from hgraph.terms import Iri, Literal

SEVERITIES: Final = {
    "import-active-iri": Severity.VIOLATION,
    "import-amends-by-title": Severity.INFO,
    "import-blank-node": Severity.WARNING,
    "import-case-variant": Severity.INFO,
    "import-contradiction": Severity.WARNING,
    "import-control-character": Severity.WARNING,
    "import-day-shifted": Severity.WARNING,
    "import-document-number": Severity.WARNING,
    "import-eli-date": Severity.WARNING,
    "import-end-before-start": Severity.WARNING,
    "import-footnote-mark": Severity.INFO,
    "import-language-twin": Severity.INFO,
    "import-namespace-twin": Severity.WARNING,
    "import-numac": Severity.WARNING,
    "import-published-too-early": Severity.WARNING,
    "import-several-values": Severity.WARNING,
    "import-single-day": Severity.WARNING,
    "import-technical-date": Severity.WARNING,
    "import-too-long": Severity.WARNING,
    "import-twin-iri": Severity.WARNING,
    "import-two-forms": Severity.INFO,
    "import-two-holders": Severity.WARNING,
    "import-unknown-code": Severity.WARNING,
    "import-unreadable-value": Severity.WARNING,
    "import-unsafe-iri": Severity.WARNING,
    "import-untagged-text": Severity.INFO,
    "import-without-title": Severity.INFO,
    "import-wrong-boolean": Severity.INFO,
}
"""How bad each is. What is a warning was left out, or needs a decision; only what could do harm stops an import."""

KEPT: Final = 1_000
"""Notes of one code that are kept; the others are counted."""
_SHOWN: Final = 160
_LONGEST_NAME: Final = 120
_ABOUT_TWO: Final = ("import-amends-by-title", "import-two-holders")
"""Codes of notes about two things that each have a name."""


class Note(NamedTuple):
    """One thing noticed: what about, the value seen, what it is seen beside, and in which file if that is known."""

    code: str
    focus: str
    value: str = ""
    other: str = ""
    file: str = ""


class Notes:
    """Collects notes; which ones are kept does not depend on the order in which they come."""

    def __init__(self, kept: int = KEPT) -> None:
        """Take how many of a code are kept."""
        self._kept = kept
        self._notes: dict[str, set[Note]] = {code: set() for code in SEVERITIES}
        self._waiting: list[Note] | None = None
        self.counts: Counter[str] = Counter()

    def add(self, code: str, focus: str, value: str = "", other: str = "", file: str = "") -> None:
        """Take one note, or let it wait for ``settle``."""
        note = Note(code, focus, value[:_SHOWN], other[:_SHOWN], file)
        if self._waiting is not None:
            self._waiting.append(note)
        else:
            self._take(note)

    def wait(self) -> None:
        """Let the notes that come wait until it is known whether the thing they are about is taken."""
        self._waiting = []

    def settle(self, *, taken: bool) -> None:
        """Take the notes that wait, or forget them."""
        waiting, self._waiting = self._waiting or [], None
        for note in waiting if taken else ():
            self._take(note)

    def _take(self, note: Note) -> None:
        code = note.code
        notes = self._notes[code]
        self.counts[code] += 1
        notes.add(note)
        if len(notes) > 2 * self._kept:
            self._notes[code] = set(sorted(notes)[: self._kept])

    def __iter__(self) -> Iterator[Note]:
        """Yield the notes that are kept, in order."""
        for code in sorted(self._notes):
            yield from sorted(self._notes[code])[: self._kept]

    def findings(self, names: Mapping[str, Mapping[str, str]], id_base: str) -> list[Finding]:
        """Return the notes as findings; ``names`` has, by language, the name of a thing where one is known."""
        return [_finding(note, names, id_base) for note in self]

    def things(self) -> set[str]:
        """Return the things that notes which are kept are about."""
        about = {note.focus for note in self}
        return about | {note.other for note in self if note.code in _ABOUT_TWO}

    def reach(self, threshold: Severity | None) -> bool:
        """Say whether anything noticed is at or above a threshold; nothing reaches ``None``."""
        return threshold is not None and any(SEVERITIES[code] >= threshold for code in self.counts)


def name_of(names: Mapping[str, str], language: str) -> str | None:
    """Return a name in a language, else one without language, else any; ``None`` if there is none."""
    return names.get(language) or names.get("") or next((names[tag] for tag in sorted(names)), None)


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME].rsplit(" ", 1)[0] + " …"


def _finding(note: Note, names: Mapping[str, Mapping[str, str]], id_base: str) -> Finding:
    def called(thing: str, language: str) -> str:
        return _shortened(name_of(names.get(thing, {}), language) or shorten(thing, id_base))

    def say(part: str, language: str) -> str:
        name = called(note.focus, language)
        other = called(note.other, language) if note.code in _ABOUT_TWO else note.other
        return message(f"rules.{note.code}.{part}", language, name=name, value=note.value, other=other)

    local = "".join(part.capitalize() for part in note.code.split("-"))
    return Finding(
        rule=Iri(PREFIXES["hgsh"] + local),
        code=note.code,
        severity=SEVERITIES[note.code],
        focus=Iri(note.focus),
        value=Literal(f"{note.value}\n{note.other}") if note.other else Literal(note.value) if note.value else None,
        messages={language: say("message", language) for language in LANGUAGES},
        remedies={language: say("remedy", language) for language in LANGUAGES},
        place=Place(file=note.file or None),
    )
