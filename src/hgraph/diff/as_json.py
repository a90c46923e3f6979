"""A comparison as JSON: every thing with every value, named in one language."""

from __future__ import annotations

import json
from typing import Any

from hgraph.diff.changes import Comparison, Fate, PropertyChange
from hgraph.diff.consequences import Consequences
from hgraph.findings import Finding
from hgraph.reports import term_json


def comparison_json(comparison: Comparison, leads_to: Consequences | None, language: str) -> str:
    """Return the comparison as JSON, ending in a line break; terms as in SPARQL results in JSON."""

    def named(iri: str) -> dict[str, str]:
        return {"iri": iri, "label": comparison.label(iri, language)}

    def changed(change: PropertyChange) -> dict[str, Any]:
        return {
            "path": [named(step) for step in change.path],
            "went": [term_json(term) for term in change.went],
            "came": [term_json(term) for term in change.came],
        }

    document: dict[str, Any] = {
        "old": comparison.old.name(language),
        "new": comparison.new.name(language),
        "counts": {fate.value: comparison.count(fate) for fate in Fate},
        "statements": {"went": len(comparison.differences.went), "came": len(comparison.differences.came)},
        "things": [
            {
                **named(change.thing),
                "fate": change.fate.value,
                "kind": named(change.kind) if change.kind else None,
                "owners": [named(owner) for owner in change.owners],
                "properties": [changed(each) for each in change.properties],
            }
            for change in comparison.things
        ],
    }
    if leads_to:
        document["consequences"] = {
            "stage": leads_to.stage[language],
            "reached": [titles[language] if titles else None for titles in leads_to.reached],
            "new": [_finding(finding) for finding in leads_to.new],
            "fixed": [_finding(finding) for finding in leads_to.fixed],
            "uncovered": {key: [named(thing) for thing in things] for key, things in leads_to.uncovered.items()},
            "covered": {key: [named(thing) for thing in things] for key, things in leads_to.covered.items()},
        }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "fingerprint": finding.fingerprint,
        "rule": finding.code,
        "severity": finding.severity.token,
        "focus": term_json(finding.focus),
        "message": dict(sorted(finding.messages.items())),
    }
