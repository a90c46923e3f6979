"""Findings and answers as JSON for other programs: stable keys, stable order, all languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from hgraph.findings import Finding, FindingReport, Register, Severity, Unwatched, WaiverNote
from hgraph.terms import Iri, Table, Term


def findings_json(report: FindingReport, register: Register, language: str) -> str:
    """Return the report as JSON: stage, counts, rules and findings; saved, it can serve as a baseline.

    ``counts`` are of what is open, or open again; ``findings`` has them all, each with its ``status``, fixed ones last.
    """
    document = {
        "title": register.title,
        "stage": report.stage,
        "counts": {severity.token: report.count(severity) for severity in sorted(Severity, reverse=True)},
        "statuses": {status.value: count for status, count in report.statuses.items()},
        "rules_run": report.rules_run,
        "partial": report.partial,
        "rules_without_target": list(report.rules_without_target),
        "rules_not_run": list(report.rules_not_run),
        "things_without_rule": [_unwatched(group, register, language) for group in report.unwatched],
        "findings": [_finding(finding, register, language) for finding in report.listed],
    }
    return plain_json(document)


def _unwatched(group: Unwatched, register: Register, language: str) -> dict[str, Any]:
    return {
        "class": {"iri": group.class_, "label": register.name(group.class_, language)},
        "things": [{"iri": thing, "label": register.name(thing, language)} for thing in group.things],
    }


def _finding(finding: Finding, register: Register, language: str) -> dict[str, Any]:
    place = {
        name: getattr(finding.place, name)
        for name in ("file", "graph", "document", "passage", "sheet", "cell")
        if getattr(finding.place, name)
    }
    return {
        "fingerprint": finding.fingerprint,
        "rule": finding.code,
        "rule_iri": finding.rule,
        "severity": finding.severity.token,
        "status": finding.status.value,
        "waiver": _waiver(finding.waiver),
        "focus": term_json(finding.focus),
        "focus_label": register.name(finding.focus, language),
        "path": finding.path,
        "value": term_json(finding.value),
        "component": finding.component,
        "message": dict(sorted(finding.messages.items())),
        "remedy": dict(sorted(finding.remedies.items())),
        "owners": [{"iri": owner, "label": register.name(owner, language)} for owner in finding.owners],
        "gaps": [{"iri": gap, "label": register.name(gap, language)} for gap in finding.gaps],
        "place": place,
    }


def _waiver(note: WaiverNote | None) -> dict[str, Any] | None:
    if note is None:
        return None
    return {"reason": dict(sorted(note.reason.items())), "owner": note.owner, "until": note.until.isoformat()}


def term_json(term: Term | None) -> dict[str, str] | None:
    """Return a term as in SPARQL 1.1 results in JSON: ``type``, ``value`` and, where they apply, tag or datatype."""
    if term is None:
        return None
    if isinstance(term, Iri):
        return {"type": "uri", "value": str(term)}
    if term.language:
        return {"type": "literal", "value": term.lexical, "xml:lang": term.language}
    return {"type": "literal", "value": term.lexical, "datatype": str(term.datatype)}


def records_json(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows of text as a list of objects, named by the headings."""
    records = [dict(zip(headings, row, strict=True)) for row in rows]
    return plain_json(records)


def table_json(table: Table, name: Callable[[Term], str] | None = None) -> str:
    """Return an answer in the SPARQL 1.1 Query Results JSON Format; ``name`` adds a ``label`` to each IRI."""
    bindings = []
    for record in table.records():
        binding: dict[str, dict[str, str]] = {}
        for column, term in record.items():
            entry = term_json(term) or {}
            if name and isinstance(term, Iri):
                entry["label"] = name(term)
            binding[column] = entry
        bindings.append(binding)
    document = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return plain_json(document)


def plain_json(data: object) -> str:
    """Return data as JSON, written as ``json.dumps`` does with an indent, but not slowly."""
    from pydantic_core import to_json

    return to_json(data, indent=2).decode() + "\n"
