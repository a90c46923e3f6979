"""The JSON report is what its schema says, and the schema says all of it."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from format_samples import EVERYTHING, FORMATS, REGISTER, hostile, hostile_register
from jsonschema import Draft202012Validator, FormatChecker

from hgraph.checks import examine
from hgraph.findings import FindingReport, Severity, Status
from hgraph.messages import LANGUAGES
from hgraph.project import Project

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "findings.schema.json").read_text(encoding="utf-8"))


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every part of a schema that describes keys by name."""
    parts = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    if isinstance(schema, dict) and isinstance(schema.get("properties"), dict):
        yield schema
    for part in parts:
        yield from objects(part)


def strict() -> Draft202012Validator:
    """Return a validator that refuses keys the schema does not describe."""
    schema = copy.deepcopy(SCHEMA)
    for part in objects(schema):
        part.setdefault("additionalProperties", False)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def errors(document: Any) -> list[str]:
    """Return what the strict schema has against a document."""
    return [f"{error.json_path}: {error.message}" for error in strict().iter_errors(document)]


def sample(language: str = "nl") -> Any:
    """Return the report with everything."""
    return json.loads(FORMATS["json"](EVERYTHING, REGISTER, language))


class TestSchema:
    """Readers of other programs can rely on it."""

    def test_is_a_schema_and_describes_each_key(self) -> None:
        Draft202012Validator.check_schema(SCHEMA)
        for part in objects(SCHEMA):
            for name, described in part["properties"].items():
                assert {"description", "$ref"} & set(described) or name in ("iri", "type", "value"), name

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_holds_for_everything_and_nothing(self, language: str) -> None:
        assert errors(sample(language)) == []
        assert errors(json.loads(FORMATS["json"](FindingReport.of("s", [], 0), REGISTER, language))) == []
        assert errors(json.loads(FORMATS["json"](hostile(EVERYTHING), hostile_register(), language))) == []

    def test_holds_for_the_real_plan(self, real_project: Project) -> None:
        examination = examine(real_project)
        report = examination.report("approval")
        assert errors(json.loads(FORMATS["json"](report, examination.register(), "nl"))) == []

    def test_every_described_key_is_written(self) -> None:
        written = json.dumps([sample(), json.loads(FORMATS["json"](hostile(EVERYTHING), hostile_register(), "nl"))])
        names = {name for part in objects(SCHEMA) for name in part["properties"]} - {"xml:lang"}
        assert [name for name in sorted(names) if f'"{name}":' not in written] == []

    def test_knows_the_severities_and_statuses_of_the_program(self) -> None:
        described = SCHEMA["$defs"]["finding"]["properties"]
        assert set(described["severity"]["enum"]) == {severity.token for severity in Severity}
        assert set(described["status"]["enum"]) == {status.value for status in Status}
        assert set(SCHEMA["properties"]["statuses"]["properties"]) == {status.value for status in Status}

    @pytest.mark.parametrize(
        ("key", "wrong"),
        [
            ("fingerprint", "ABC"),
            ("severity", "fatal"),
            ("status", "ignored"),
            ("focus", "https://hgraph.example/id/actie/x"),
            ("owners", ["Vlaams minister"]),
            ("message", {"nl": "Alleen Nederlands."}),
            ("waiver", {"owner": "x", "until": "31/05/2026", "reason": {}}),
            ("place", {"line": 3}),
        ],
    )
    def test_refuses_what_is_wrong(self, key: str, wrong: Any) -> None:
        document = sample()
        document["findings"][0][key] = wrong
        assert errors(document)


def test_counts_are_of_what_counts() -> None:
    document = sample()
    counting = [finding for finding in document["findings"] if finding["status"] in ("open", "expired")]
    for severity, count in document["counts"].items():
        assert count == sum(finding["severity"] == severity for finding in counting)
    assert sum(document["statuses"].values()) == len(document["findings"])
