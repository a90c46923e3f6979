"""The real plan behind an endpoint: the same answers, trees and findings as from its files, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

import pytest

from cli import ROOT, Result, run, run_on_terminal
from engines import Endpoint, load_into, oxigraph_server, virtuoso_server
from hgraph.dataset import read_data, read_vocabulary
from hgraph.settings import load_settings

pytestmark = pytest.mark.remote

READING = [
    "ask commitments-missed",
    "ask responsible-on-date field=Integratie date=2020-10-23 --format table",
    "trace toezegging/goedkeuring-26-juni-2020",
    "trace artikel/decreet-2008203387/8 --up --format json",
    "stage --language en",
]


@pytest.fixture(scope="module", params=[oxigraph_server, virtuoso_server], ids=["oxigraph", "virtuoso"])
def endpoint(request: pytest.FixtureRequest) -> Iterator[Endpoint]:
    settings = load_settings(ROOT)
    with request.param() as started:
        for graph in (*read_vocabulary(settings), *read_data(settings)):
            load_into(started, graph.name, "".join(f"{triple} .\n" for triple in graph.triples))
        yield started


@cache
def from_files(line: str) -> Result:
    return run(*line.split(), "--project", ROOT)


def from_endpoint(line: str, endpoint: Endpoint) -> Result:
    return run(*line.split(), "--project", ROOT, "--store", endpoint.query)


@pytest.mark.parametrize("line", READING)
def test_shows_what_the_files_show(line: str, endpoint: Endpoint) -> None:
    assert from_endpoint(line, endpoint) == from_files(line)


def test_finds_what_is_found_in_the_files(endpoint: Endpoint) -> None:
    line = "check --stage approval --format json"
    here, there = from_files(line), from_endpoint(line, endpoint)
    assert (there.exit_code, there.stderr) == (here.exit_code, "")
    assert _without_files(there) == _without_files(here)


@pytest.mark.parametrize("endpoint", [oxigraph_server], indirect=True, ids=["oxigraph"])
def test_says_where_by_the_name_of_the_graph(endpoint: Endpoint) -> None:
    there = from_endpoint("check", endpoint)
    assert "Waar: data/plan.ttl" in from_files("check").stdout
    assert "Waar: Het plan en zijn doelstellingenkader" in there.stdout
    assert "http" not in there.stdout


def _without_files(result: Result) -> object:
    """Return a report without the files its graphs were read from: an endpoint has none."""
    document = json.loads(result.stdout)
    for finding in document["findings"]:
        finding["place"].pop("file", None)
    return document


STEERING = """\
@base <https://hgraph.example/id/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix hg: <https://w3id.org/hgraph/ns#> .
<graaf/vreemd> hg:statementKind <https://w3id.org/hgraph/code/statement-kind/bron> ; dct:title "Vreemd\\u001B[2J"@nl .
<plan/vreemd> a hg:PolicyPlan ; dct:title "Plan\\u001B]0;weg\\u0007 van\\u009B31m ver\\u202E"@nl ;
    hg:merges <plan/ander> .
<plan/ander> a hg:PolicyPlan ; dct:title "=CMD\\u001B[2J"@nl .
"""


@pytest.mark.parametrize("line", ["check", "stage", "trace plan/vreemd", "ask graphs --format table"])
def test_a_name_from_an_endpoint_cannot_steer_whoever_reads_it(line: str, strange_endpoint: Endpoint) -> None:
    result = from_endpoint(line, strange_endpoint)
    assert (result.exit_code in (0, 1), result.stderr) == (True, "")
    assert "\\u001b" in result.stdout
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(result.stdout)


@pytest.mark.parametrize("format_", ["csv", "json", "turtle"])
def test_nor_can_a_value_on_a_terminal(format_: str, strange_endpoint: Endpoint) -> None:
    line = ["ask", "statements-about", "thing=plan/vreemd", "--format", format_, "--store", strange_endpoint.query]
    exit_code, shown = run_on_terminal(*line, "--project", ROOT)
    answer = shown.rpartition("\x1b[2K")[2]
    assert (exit_code, "weg" in answer) == (0, True)
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(answer)


@pytest.fixture(scope="module")
def strange_endpoint() -> Iterator[Endpoint]:
    with oxigraph_server() as started:
        load_into(started, "https://hgraph.example/id/graaf/vreemd", STEERING)
        yield started
