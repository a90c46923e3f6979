"""The record of a dossier: what was judged, by which program, on which day, and what came of it, for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Self

from hgraph import __version__
from hgraph.dossier.case import Case
from hgraph.errors import UnreadableInput
from hgraph.findings import Finding, Severity
from hgraph.messages import LANGUAGES
from hgraph.terms import to_ntriples

RECORD_FILE: Final = "dossier.json"
_FORM: Final = "hgraph-dossier/1"
_TEXTS: Final = ("program", "title", "stage", "stage_title", "language", "on", "threshold")


@dataclass(frozen=True)
class Judged:
    """One finding as a record keeps it."""

    fingerprint: str
    rule: str
    thing: str
    severity: str
    status: str

    @classmethod
    def of(cls, finding: Finding) -> Self:
        """Return what a record keeps of a finding."""
        thing = to_ntriples(finding.focus)
        return cls(finding.fingerprint, finding.code, thing, finding.severity.token, finding.status.value)


@dataclass(frozen=True)
class Record:
    """What a dossier says about itself."""

    program: str
    title: str
    stage: str
    stage_title: str
    language: str
    on: str
    since: str | None
    threshold: str
    ready: bool
    counts: Mapping[str, int]
    rules_run: int
    findings: tuple[Judged, ...]

    @classmethod
    def of(cls, case: Case, since: str | None) -> Self:
        """Return the record of a case; ``since`` is the earlier version that it was compared with."""
        return cls(
            program=__version__,
            title=case.project.settings.title,
            stage=case.report.stage,
            stage_title=case.stage_title,
            language=case.language,
            on=case.on.isoformat(),
            since=since,
            threshold=case.threshold.token,
            ready=case.ready,
            counts={severity.token: case.counts[severity] for severity in sorted(Severity, reverse=True)},
            rules_run=case.report.rules_run,
            findings=tuple(sorted(map(Judged.of, case.report.findings), key=lambda each: tuple(asdict(each).values()))),
        )

    def as_json(self) -> bytes:
        """Return the record as JSON."""
        document = {"form": _FORM, **asdict(self)}
        return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()

    @property
    def day(self) -> date:
        """The day on which was judged."""
        return date.fromisoformat(self.on)


def read_record(content: bytes, place: Path) -> Record:
    """Return the record that was written as JSON.

    Raises ``UnreadableInput``: ``record-too-new`` for another form of record, ``record-unreadable`` for none at all.
    """
    try:
        document = json.loads(content)
        form = document.pop("form")
        if form == _FORM:
            return _checked(document)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnreadableInput("record-unreadable", place=place, file=RECORD_FILE) from error
    raise UnreadableInput("record-too-new", place=place, form=form, known=_FORM)


def _checked(document: dict[str, Any]) -> Record:
    findings = tuple(Judged(**_texts(finding)) for finding in document.pop("findings"))
    texts = _texts({name: document.pop(name) for name in _TEXTS})
    record = Record(**{**texts, **document, "findings": findings})
    date.fromisoformat(record.on)
    Severity[record.threshold.upper()]
    counted = all(type(count) is int for count in [record.rules_run, *record.counts.values()])
    known = record.language in LANGUAGES and isinstance(record.since, str | None)
    if not (counted and known and isinstance(record.ready, bool)):
        raise TypeError(document)
    return record


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    if not all(isinstance(value, str) for value in values.values()):
        raise TypeError(values)
    return dict(values)
