"""The server as ``hgraph publish check`` sees it."""

from __future__ import annotations

from hgraph.sitecheck import Outcome, Result, check_site
from running_server import Server


def of_the_server(result: Result) -> bool:
    """Leave out the words of pages: those that these tests write do not name their thing."""
    return result.check != "body" or not result.address.endswith(".html")


def test_the_checker_finds_nothing_wrong(server: Server) -> None:
    report = check_site(f"{server.address}id/actie/a1", language="en")
    assert [result for result in report.results if result.wrong and of_the_server(result)] == []
    cut = [result for result in report.results if result.check == "endpoint-cut"]
    assert [result.outcome for result in cut] == [Outcome.GOOD]
