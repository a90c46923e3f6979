"""All pinned texts and passages of a project, checked: checksums, normal form and every quote."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from hgraph.errors import UnreadableInput
from hgraph.findings import Finding, Place, Severity
from hgraph.messages import LANGUAGES, message
from hgraph.namespaces import HG, OA, PREFIXES
from hgraph.project import Project
from hgraph.sources.anchors import Anchor, Recut, RecutStatus, recut
from hgraph.terms import Iri, Literal, Table, Term, to_python

_ANCHOR: Final = ("passage", "version", "exact", "prefix", "suffix", "start", "end")
"""The columns of ``queries/sources/anchors.rq``."""

_RULES: Final = {
    RecutStatus.MOVED: ("quote-moved", Severity.WARNING),
    RecutStatus.CHANGED: ("quote-changed", Severity.VIOLATION),
    RecutStatus.GONE: ("quote-gone", Severity.VIOLATION),
    RecutStatus.AMBIGUOUS: ("quote-ambiguous", Severity.VIOLATION),
}

_STILL_SAYS_SO: Final = (RecutStatus.SAME, RecutStatus.MOVED)


def check_anchors(project: Project) -> list[Finding]:
    """Cut every quote of every passage again and return a finding for each that is not where it should be.

    The texts are read from the project's ``data`` folder; one that is absent, altered or not in NFC is a finding too.
    Nothing is written. Raises ``UnreadableInput`` for a text that may not be read.
    """
    findings: list[Finding] = []
    texts: dict[Term, str] = {}
    for record in project.select("sources/text-versions").records():
        version, file = record["version"], str(record["file"])
        text, problem = pinned_text(project.settings.folder / "data", file, str(record["sha256"]))
        if problem:
            place = Place(file=f"data/{file}")
            findings.append(_finding(problem, Severity.VIOLATION, version, HG.textFile, place, file=file))
        if text is not None:
            texts[version] = text
    off = list(_off_their_place(project.select("sources/anchors").records(), texts))
    project.labels.learn(str(record["passage"]) for record, _, _ in off)
    for record, anchor, found in off:
        code, severity = _RULES[found.status]
        name = {language: project.labels.label(str(record["passage"]), language) for language in LANGUAGES}
        place = Place(document=Iri(str(record["version"])), passage=Iri(str(record["passage"])))
        values = {"quote": _short(anchor), "start": str(found.start), "end": str(found.end)}
        findings.append(_finding(code, severity, record["passage"], OA.exact, place, **values, **name))
    return findings


def _off_their_place(
    records: Iterable[dict[str, Term]], texts: Mapping[Term, str]
) -> Iterator[tuple[dict[str, Term], Anchor, Recut]]:
    """Yield the records of quotes that are not where they should be in a text at hand, with what became of each."""
    for record in records:
        text = texts.get(record["version"])
        if text is not None:
            anchor = _anchor(record)
            found = recut(text, anchor)
            if found.status in _RULES:
                yield record, anchor, found


def suspect_passages(project: Project, passages: Collection[str]) -> dict[Iri, RecutStatus]:
    """Return which of some passages no longer stand in their text as quoted, and what became of each.

    A quote that only moved still says the same. A passage whose text is not at hand is not judged. Nothing is written.
    Raises ``UnreadableInput`` for a text that may not be read.
    """
    judged = recut_passages(project, passages)
    return {passage: status for passage, status in judged.items() if status not in _STILL_SAYS_SO}


def recut_passages(project: Project, passages: Collection[str] | None = None) -> dict[Iri, RecutStatus]:
    """Return what became of the quotes of some passages, or of all, in the texts that are at hand.

    Of a passage with several quotes the first that says no longer the same counts. Nothing is written. Raises
    ``UnreadableInput`` for a text that may not be read.
    """
    found = project.select("sources/anchors") if passages is None else None
    rows = found.rows if found else list(project.select_about("sources/anchors", passages or ()))
    records = Table(_ANCHOR, rows).records()
    texts: dict[Term, str | None] = {}
    wanted = {str(record["version"]) for record in records}
    for version, file, sha256 in project.select_about("sources/text-versions", wanted):
        if version is not None:
            texts[version], _ = pinned_text(project.settings.folder / "data", str(file), str(sha256))
    judged: dict[Iri, RecutStatus] = {}
    for record in records:
        text, passage = texts.get(record["version"]), Iri(str(record["passage"]))
        if text is not None and judged.get(passage, RecutStatus.SAME) in _STILL_SAYS_SO:
            judged[passage] = recut(text, _anchor(record)).status
    return judged


def pinned_text(data: Path, file: str, sha256: str) -> tuple[str | None, str | None]:
    """Return the text (``None`` if unreadable) and the code of the rule it breaks (``None`` if it breaks none)."""
    path = data / file
    if not path.resolve().is_relative_to(data.resolve()) or not path.is_file():
        return None, "pinned-text-missing"
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableInput("not-readable", place=path) from error
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None, "pinned-text-altered"
    if hashlib.sha256(raw).hexdigest() != sha256.lower():
        return text, "pinned-text-altered"
    if not unicodedata.is_normalized("NFC", text):
        return text, "pinned-text-not-nfc"
    return text, None


def _anchor(record: dict[str, Term]) -> Anchor:
    def words(name: str) -> str:
        return str(record.get(name, Literal("")))

    def place(name: str) -> int:
        number = to_python(record.get(name, Literal("")))
        return number if isinstance(number, int) else -1

    return Anchor(words("exact"), words("prefix"), words("suffix"), place("start"), place("end"))


def _short(anchor: Anchor, length: int = 60) -> str:
    return anchor.exact if len(anchor.exact) <= length else anchor.exact[:length].rsplit(" ", 1)[0] + " …"


def _finding(code: str, severity: Severity, focus: Term, path: str, place: Place, **values: str) -> Finding:
    rule = PREFIXES["hgsh"] + "".join(part.capitalize() for part in code.split("-"))
    return Finding(
        rule=Iri(rule),
        code=code,
        severity=severity,
        focus=focus,
        path=path,
        messages={
            language: message(f"rules.{code}.message", language, name=values.get(language, ""), **values)
            for language in LANGUAGES
        },
        remedies={language: message(f"rules.{code}.remedy", language) for language in LANGUAGES},
        place=place,
    )
