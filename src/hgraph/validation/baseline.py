"""A saved report as a baseline: what stood in it is known, what did not is new, what is gone from it is fixed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from hgraph.errors import UnreadableInput, UsageError
from hgraph.findings import Finding, FindingReport, Place, Severity, Status
from hgraph.messages import LANGUAGES
from hgraph.namespaces import XSD
from hgraph.terms import Iri, Literal, Term, tagged

_ENTRIES: Final = "findings"
_TOLERATED: Final = frozenset({Status.OPEN, Status.KNOWN})
"""What a baseline may excuse. A waiver is a decision of its own: when it ends, no baseline takes its place."""


@dataclass(frozen=True)
class Baseline:
    """The findings of an earlier report for a stage."""

    stage: str
    findings: tuple[Finding, ...]


def read_baseline(path: Path, stage: str, title: str | None = None) -> Baseline:
    """Read a report that ``check --format json`` wrote for the same stage, and for the same project if one is named.

    Raises ``UsageError`` (``no-such-baseline``, ``baseline-is-partial``, ``baseline-of-other-stage``,
    ``baseline-of-other-project``) and
    ``UnreadableInput`` (``not-readable``, ``not-a-baseline``, ``baseline-altered``).
    """
    document = _document(path)
    entries = document.get(_ENTRIES)
    if not isinstance(entries, list) or not isinstance(document.get("stage"), str):
        raise UnreadableInput("not-a-baseline", place=path, part=_ENTRIES)
    if title is not None and document.get("title") != title:
        raise UsageError("baseline-of-other-project", place=path, title=document.get("title"), wanted=title)
    if document.get("partial"):
        raise UsageError("baseline-is-partial", place=path)
    if document["stage"] != stage:
        raise UsageError("baseline-of-other-stage", place=path, stage=document["stage"], wanted=stage)
    findings = (_checked(path, number, entry) for number, entry in enumerate(entries, 1))
    return Baseline(stage, tuple(finding for finding in findings if finding.status is not Status.FIXED))


def compare(report: FindingReport, baseline: Baseline) -> FindingReport:
    """Return the report with open findings that the baseline has as known, and what it alone has as fixed.

    Findings are matched by fingerprint, as many as there are on either side, those with the same words first. What is
    waived or expired keeps its status. Raises ``UsageError`` (``baseline-of-other-stage``).
    """
    if report.stage != baseline.stage:
        raise UsageError("baseline-of-other-stage", stage=baseline.stage, wanted=report.stage)
    left = _by_fingerprint(baseline.findings)
    matched: dict[int, Finding] = {}
    for exact in (True, False):
        for index, finding in enumerate(report.findings):
            if index not in matched and (entry := _taken(left[finding.fingerprint], finding, exact=exact)):
                matched[index] = entry
    findings = tuple(
        _compared(finding, matched[index]) if index in matched else finding
        for index, finding in enumerate(report.findings)
    )
    gone = [
        replace(entry, status=Status.FIXED)
        for entries in left.values()
        for entry in entries
        if entry.code not in report.rules_not_run  # nobody looked, so nobody knows
    ]
    fixed = tuple(sorted(gone, key=lambda entry: (entry.sort_key, sorted(entry.messages.items()))))
    return replace(report, findings=findings, fixed=fixed)


def _by_fingerprint(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.fingerprint].append(finding)
    return found


def _taken(entries: list[Finding], finding: Finding, *, exact: bool) -> Finding | None:
    """Take from the entries the one that matches a finding, if any."""
    for place, entry in enumerate(entries):
        if not exact or entry.messages == finding.messages:
            return entries.pop(place)
    return None


def _compared(finding: Finding, entry: Finding) -> Finding:
    if finding.status is Status.OPEN and entry.status in _TOLERATED:
        return replace(finding, status=Status.KNOWN)
    return finding


def _document(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise UsageError("no-such-baseline", place=path) from error
    except OSError as error:
        raise UnreadableInput("not-readable", place=path) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableInput("not-a-baseline", place=path, part="JSON") from error
    if not isinstance(document, dict):
        raise UnreadableInput("not-a-baseline", place=path, part=_ENTRIES)
    return document


def _checked(path: Path, number: int, entry: Any) -> Finding:  # noqa: ANN401 - whatever JSON holds
    try:
        finding = _finding(entry)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableInput("not-a-baseline", place=path, part=f"{_ENTRIES}[{number}]") from error
    if finding.fingerprint != entry.get("fingerprint"):
        raise UnreadableInput("baseline-altered", place=path, number=number)
    return finding


def _finding(entry: Mapping[str, Any]) -> Finding:
    focus = _term(entry["focus"])
    if focus is None:
        raise ValueError(entry)
    return Finding(
        rule=Iri(_text(entry["rule_iri"])),
        code=_text(entry["rule"]),
        severity=Severity[_text(entry["severity"]).upper()],
        focus=focus,
        messages={language: _text(entry["message"][language]) for language in LANGUAGES},
        remedies={language: _text(entry["remedy"][language]) for language in LANGUAGES},
        path=None if entry["path"] is None else _text(entry["path"]),
        value=_term(entry["value"]),
        component=None if entry.get("component") is None else _text(entry["component"]),
        place=_place(entry.get("place") or {}),
        owners=tuple(Iri(_text(owner["iri"])) for owner in entry.get("owners", ())),
        status=Status(entry["status"]),
    )


def _place(entry: Mapping[str, Any]) -> Place:
    def iri(name: str) -> Iri | None:
        return Iri(_text(entry[name])) if name in entry else None

    def text(name: str) -> str | None:
        return _text(entry[name]) if name in entry else None

    return Place(iri("graph"), text("file"), iri("document"), iri("passage"), text("sheet"), text("cell"))


def _term(entry: Mapping[str, Any] | None) -> Term | None:
    """Return the term that the JSON of SPARQL results writes this way."""
    if entry is None:
        return None
    value = _text(entry["value"])
    if entry["type"] == "uri":
        return Iri(value)
    if "xml:lang" in entry:
        return tagged(value, _text(entry["xml:lang"]))
    return Literal(value, Iri(_text(entry.get("datatype", XSD.string))))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
