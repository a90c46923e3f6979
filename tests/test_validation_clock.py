"""Another day than today: rules look at the clock, and the clock stands where it is put."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli import run, unchanged
from hgraph.namespaces import SH
from hgraph.settings import load_settings
from hgraph.terms import Iri, Literal
from hgraph.validation import read_rules
from hgraph.validation.clock import on_day

ROOT = Path(__file__).parents[1]
DAY = date(2022, 2, 10)
NOON = '"2022-02-10T12:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("FILTER(?x < NOW())", f"FILTER(?x < {NOON})"),
        ("FILTER(YEAR(now ( )) > 1)", f"FILTER(YEAR({NOON}) > 1)"),
        ("FILTER(?x = 'NOW()')", "FILTER(?x = 'NOW()')"),
        ("FILTER(?x = <http://x/NOW()>)", "FILTER(?x = <http://x/NOW()>)"),
        ("?now ?NOW ex:NOW", "?now ?NOW ex:NOW"),
        ("NOW() NOW()", f"{NOON} {NOON}"),
        ("# NOW()\nNOW()", f"# NOW()\n{NOON}"),
    ],
)
def test_only_calls_of_the_clock_give_way(query: str, expected: str) -> None:
    ((_, _, found),) = on_day([(Iri("urn:x"), Iri(SH.select), Literal(query))], DAY)
    assert found == Literal(expected)


@given(st.text())
def test_what_is_no_query_stays_as_it_is(text: str) -> None:
    triple = (Iri("urn:x"), Iri(SH.message), Literal(text))
    assert list(on_day([triple], DAY)) == [triple]


def test_no_rule_looks_at_the_clock_once_a_day_is_given() -> None:
    rules = read_rules(load_settings(ROOT))
    looking = {name for name, query in rules.queries.items() if "NOW()" in query}
    assert len(looking) >= 6
    assert not any("NOW()" in query for query in rules.on(DAY).queries.values())
    assert [rule.code for rule in rules.on(DAY)] == [rule.code for rule in rules]
    assert rules.on(DAY).file_of(next(iter(rules)).iri) == rules.file_of(next(iter(rules)).iri)


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        ("2021-12-01", []),
        ("2022-01-31", []),
        ("2022-02-01", ["report-missing"]),
        ("2022-02-14", ["report-late"]),
        ("2023-02-01", []),
        ("2024-01-15", ["status-stale", "target-missed"]),
        ("2026-11-27", []),
    ],
)
def test_check_judges_the_example_on_a_day(on: str, codes: list[str], example_folder: Path) -> None:
    with unchanged(example_folder):
        result = run("check", "--project", example_folder, "--on", on, "--format", "json")
    found = {finding["rule"] for finding in json.loads(result.stdout)["findings"]}
    assert sorted(found) == codes
    assert result.exit_code == ("report-missing" in codes)


def test_stage_judges_on_a_day_too(example_folder: Path) -> None:
    reached = [
        json.loads(run("stage", "--project", example_folder, "--on", on, "--format", "json").stdout)["reached"]
        for on in ("2022-02-10", "2022-02-14")
    ]
    assert reached == ["approval", "reporting"]
