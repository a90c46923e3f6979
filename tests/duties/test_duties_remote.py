"""The example behind an endpoint: the same reports and the same findings on a day as from its files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli import run
from engines import Endpoint, load_into, virtuoso_server
from hgraph.dataset import read_data, read_vocabulary
from hgraph.settings import load_settings

pytestmark = pytest.mark.remote

READING = [
    "report year 2021 --on 2022-02-10",
    "report year 2022 --on 2022-12-01 --by outcome --format csv",
    "report action actie/taalsteun --on 2022-12-01 --format json",
    "report indicators --on 2024-01-15 --format json",
    "plans --family plan/samen-ravel-2021-2023 --format markdown",
    "plans",
]


@pytest.fixture(scope="module", params=[virtuoso_server], ids=["virtuoso"])
def endpoint(request: pytest.FixtureRequest, example_folder: Path) -> Iterator[Endpoint]:
    settings = load_settings(example_folder)
    with request.param() as started:
        for graph in (*read_vocabulary(settings), *read_data(settings)):
            load_into(started, graph.name, "".join(f"{triple} .\n" for triple in graph.triples))
        yield started


@pytest.mark.parametrize("line", READING)
def test_reports_are_the_same(line: str, endpoint: Endpoint, example_folder: Path) -> None:
    here = run(*line.split(), "--project", example_folder)
    there = run(*line.split(), "--project", example_folder, "--store", endpoint.query)
    assert here.exit_code == 0
    assert there == here


@pytest.mark.parametrize("on", ["2022-02-10", "2024-01-15"])
def test_the_rules_judge_the_same_on_a_day(on: str, endpoint: Endpoint, example_folder: Path) -> None:
    line = ["check", "--project", example_folder, "--on", on, "--format", "json"]
    here, there = (json.loads(run(*line, *more).stdout)["findings"] for more in ([], ["--store", endpoint.query]))
    assert [finding["fingerprint"] for finding in there] == [finding["fingerprint"] for finding in here]
    assert [finding["message"] for finding in there] == [finding["message"] for finding in here]
