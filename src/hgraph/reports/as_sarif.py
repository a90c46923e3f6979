"""The check report in SARIF 2.1.0 (OASIS), for code scanning pages and viewers of static analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, Final
from urllib.parse import quote

from hgraph import __version__
from hgraph.findings import Finding, FindingReport, Register, RuleText, Severity, Status
from hgraph.messages import LANGUAGES, message
from hgraph.reports.as_json import plain_json
from hgraph.reports.entries import SEVERITIES, Entry, entries, legible
from hgraph.terms import is_valid_iri

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_NAME: Final = "hgraph"
_FINGERPRINT: Final = "hgraphFinding/v1"
_URI_CHARACTERS: Final = ":/?#[]@!$&'()*+,;=%~"
_LEVELS: Final = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SUPPRESSIONS: Final = {Status.WAIVED: "accepted", Status.EXPIRED: "rejected"}
_BASELINE: Final = {
    Status.OPEN: "new",
    Status.WAIVED: "unchanged",
    Status.EXPIRED: "unchanged",
    Status.KNOWN: "unchanged",
    Status.FIXED: "absent",
}


def findings_sarif(report: FindingReport, register: Register, language: str) -> str:
    """Return the report as one SARIF run: all rules with their texts, and a result per finding.

    A waived finding is suppressed; one whose waiver expired has a rejected suppression, so it counts again. Known and
    fixed ones are told by ``baselineState``, which then stands on every result, as the standard asks.
    """
    rules = [rule for _, rule in sorted(register.rules.items())]
    indexes = {rule.code: index for index, rule in enumerate(rules)}
    compared = any(finding.status in (Status.KNOWN, Status.FIXED) for finding in report.listed)
    others = [other for other in LANGUAGES if other != language]
    run = {
        "tool": {"driver": _component(rules, language)},
        "language": language,
        "translations": [_translation(rules, other) for other in others],
        "automationDetails": {"id": f"{_NAME}/{report.stage}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, indexes, language)],
        "results": [
            _result(entry, indexes.get(entry.finding.code), register, language, compared=compared)
            for entry in entries(report, register, language)
        ],
        "properties": {
            "title": legible(register.title),
            "stage": report.stage,
            "rulesRun": report.rules_run,
            "counts": {severity.token: report.count(severity) for severity in SEVERITIES},
            "unwatched": {legible(group.class_): len(group.things) for group in report.unwatched},
        },
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return plain_json(document)


def _component(rules: Sequence[RuleText], language: str) -> dict[str, Any]:
    return {
        "name": _NAME,
        "semanticVersion": __version__,
        "language": language,
        "contents": ["localizedData", "nonLocalizedData"],
        "rules": [_rule(rule, language) for rule in rules],
    }


def _translation(rules: Sequence[RuleText], language: str) -> dict[str, Any]:
    return {
        "name": _NAME,
        "language": language,
        "contents": ["localizedData"],
        "rules": [{"id": rule.code, **_texts(rule, language)} for rule in rules],
    }


def _rule(rule: RuleText, language: str) -> dict[str, Any]:
    described: dict[str, Any] = {"id": rule.code, **_texts(rule, language)}
    if rule.source and is_valid_iri(rule.source):
        described["helpUri"] = quote(rule.source, safe=_URI_CHARACTERS)
    return described


def _texts(rule: RuleText, language: str) -> dict[str, Any]:
    return {
        "shortDescription": {"text": legible(rule.label[language])},
        "fullDescription": {"text": legible(rule.why[language])},
        "help": {"text": legible(rule.remedy[language])},
    }


def _invocation(report: FindingReport, indexes: Mapping[str, int], language: str) -> dict[str, Any]:
    return {
        "executionSuccessful": True,
        "toolExecutionNotifications": [
            {
                "level": "note",
                "message": {"text": message("report.without-target-skipped", language)},
                "associatedRule": {"id": code, "index": indexes.get(code, -1)},
            }
            for code in report.rules_without_target
        ],
        "toolConfigurationNotifications": [
            {
                "level": "error",
                "message": {"text": message("report.not-run-skipped", language)},
                "associatedRule": {"id": code, "index": indexes.get(code, -1)},
            }
            for code in report.rules_not_run
        ],
    }


def _result(entry: Entry, index: int | None, register: Register, language: str, *, compared: bool) -> dict[str, Any]:
    finding = entry.finding
    result: dict[str, Any] = {
        "ruleId": finding.code,
        **({} if index is None else {"ruleIndex": index}),
        "level": _LEVELS[finding.severity],
        "message": {"text": entry.what or entry.rule},
        "locations": [_location(entry)],
        "partialFingerprints": {_FINGERPRINT: finding.fingerprint},
    }
    if finding.status in _SUPPRESSIONS:
        justification = {"justification": entry.waiver} if entry.waiver else {}
        result["suppressions"] = [{"kind": "external", "status": _SUPPRESSIONS[finding.status], **justification}]
    if compared:
        result["baselineState"] = _BASELINE[finding.status]
    result["properties"] = {
        "status": finding.status.value,
        "messages": {tag: legible(text) for tag, text in sorted(finding.messages.items())},
        "remedies": {tag: legible(text) for tag, text in sorted(finding.remedies.items())},
        "owners": list(entry.owners),
        "gaps": list(entry.gaps),
        "path": finding.path,
        "value": legible(register.name(finding.value, language)) if finding.value is not None else None,
    }
    return result


def _location(entry: Entry) -> dict[str, Any]:
    """Return where the thing is described, and which thing it is."""
    location: dict[str, Any] = {}
    if entry.finding.place.file:
        location["physicalLocation"] = {"artifactLocation": _artifact(legible(entry.finding.place.file))}
    location["logicalLocations"] = [{"name": entry.thing, "fullyQualifiedName": entry.iri, "kind": "resource"}]
    if exact := _exact_place(entry.finding):
        location["properties"] = exact
    return location


def _artifact(file: str) -> dict[str, str]:
    """Return a file as a reference: a relative one from the root of the source tree, an absolute one as it is."""
    for path in (PureWindowsPath(file), PurePosixPath(file)):
        if path.is_absolute():
            return {"uri": path.as_uri()}
    return {"uri": quote(file.replace("\\", "/")), "uriBaseId": "%SRCROOT%"}


def _exact_place(finding: Finding) -> dict[str, str]:
    names = ("graph", "document", "passage", "sheet", "cell")
    return {name: legible(str(value)) for name in names if (value := getattr(finding.place, name))}
