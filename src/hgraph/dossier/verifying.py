"""Verifying a dossier from itself alone: its files against the manifest, its verdict against its data and rules."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from hgraph import __version__
from hgraph.dossier.contents import documents, opened_case
from hgraph.dossier.manifest import MANIFEST_FILE, Integrity, compared, fingerprint
from hgraph.dossier.packed import FOLDER, RULE_FOLDERS, PackedSettings, is_content, shipped_rules
from hgraph.dossier.reading import read_dossier
from hgraph.dossier.record import RECORD_FILE, Record, read_record
from hgraph.errors import HgraphError, UnreadableInput
from hgraph.settings import PROJECT_FILE


@dataclass(frozen=True)
class Difference:
    """Something that comes out differently: what, as the dossier says it, and as it was found.

    ``what`` is a field of the record, a severity, or a rule with the thing it is about.
    """

    what: str
    stated: str | bool | int
    found: str | bool | int


@dataclass(frozen=True)
class Verification:
    """What came of verifying a dossier."""

    record: Record
    files: int
    fingerprint: str
    """The SHA-256 of the manifest, to compare with what whoever made the dossier said of it."""
    integrity: Integrity
    repeated: bool
    """Whether the check was repeated; it is not if the data or the record are not those of the manifest."""
    differences: tuple[Difference, ...] = ()
    documents_differ: tuple[str, ...] = ()
    """Documents that say something else than the data, though the manifest vouches for them."""
    documents_compared: bool = False
    """Whether the documents were made again and compared; only the version that made them can."""
    own_rules: tuple[str, ...] = ()
    """Files with rules, words and questions that are not those of this program."""

    @property
    def same(self) -> bool:
        """Whether all came out the same."""
        return self.integrity.intact and self.repeated and not self.differences and not self.documents_differ


def verify_dossier(place: Path) -> Verification:
    """Verify a dossier, a folder or a zip file, with nothing but what is in it.

    Raises ``UnreadableInput`` if it is not a dossier, not safe to read, or if its data cannot be read.
    """
    files = read_dossier(place)
    if MANIFEST_FILE not in files or RECORD_FILE not in files:
        raise UnreadableInput("not-a-dossier", place=place)
    integrity = compared(files[MANIFEST_FILE], files, place)
    record = read_record(files[RECORD_FILE], place)
    touched = any(is_content(name) or name == RECORD_FILE for name in integrity.names)
    if touched:
        return Verification(record, len(files) - 1, fingerprint(files), integrity, repeated=False)
    return _repeated(place, files, integrity, record)


def _repeated(place: Path, files: Mapping[str, bytes], integrity: Integrity, record: Record) -> Verification:
    packed = {name.partition("/")[2]: content for name, content in files.items() if is_content(name)}
    settings = _settings(packed, record, place)
    try:
        with opened_case(packed, settings, record.stage, record.day) as case:
            found = Record.of(case, record.since)
            compare_documents = record.program == __version__
            again = documents(case, packed, None) if compare_documents else {}
    except HgraphError as error:
        reason = error.sentence(record.language).rstrip(".")
        raise UnreadableInput("dossier-data-unreadable", place=place, reason=reason) from error
    reported = set(integrity.names)
    return Verification(
        record,
        len(files) - 1,
        fingerprint(files),
        integrity,
        repeated=True,
        differences=tuple(_differences(record, found)),
        documents_differ=tuple(
            sorted(name for name, content in again.items() if name not in reported and files.get(name) != content)
        ),
        documents_compared=compare_documents,
        own_rules=tuple(_own_rules(packed, record.day)),
    )


def _settings(packed: Mapping[str, bytes], record: Record, place: Path) -> PackedSettings:
    """Return the settings that stand with the data, in the language and for the stage of the record."""
    try:
        values = tomllib.loads(packed[PROJECT_FILE].decode("utf-8"))
        like = PackedSettings(
            folder=place,
            store=None,
            title=values["title"],
            base=values["base"],
            stage=values["stage"],
            language=values["language"],
            fail_on=values["fail_on"],
        )
    except (KeyError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError, ValidationError) as error:
        raise UnreadableInput("record-unreadable", place=place, file=f"{FOLDER}/{PROJECT_FILE}") from error
    return like.model_copy(update={"stage": record.stage})


def _differences(stated: Record, found: Record) -> Iterator[Difference]:
    for what in ("title", "language", "threshold", "ready", "rules_run"):
        old, new = getattr(stated, what), getattr(found, what)
        if old != new:
            yield Difference(what, old, new)
    for severity in sorted(stated.counts.keys() | found.counts.keys()):
        old, new = stated.counts.get(severity, 0), found.counts.get(severity, 0)
        if old != new:
            yield Difference(severity, old, new)
    before, after = Counter(stated.findings), Counter(found.findings)
    for finding in sorted((before - after).keys() | (after - before).keys(), key=lambda each: (each.rule, each.thing)):
        state = f"{finding.severity} {finding.status}"
        old, new = (state if finding in each else "-" for each in (before, after))
        yield Difference(f"{finding.rule} {finding.thing}", old, new)


def _own_rules(packed: Mapping[str, bytes], on: date) -> Iterator[str]:
    """Yield the files with rules, words and questions that this program has otherwise, or has not, or has besides."""
    ours = shipped_rules(on)
    theirs = {name: content for name, content in packed.items() if name.partition("/")[0] in RULE_FOLDERS}
    yield from (name for name in sorted(ours.keys() | theirs.keys()) if ours.get(name) != theirs.get(name))
