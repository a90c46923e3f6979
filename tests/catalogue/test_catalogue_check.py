"""The checker: a right server passes every check, and each way of being wrong is seen by the check that is for it."""

from __future__ import annotations

import csv
import io
import json
import socket
import threading
import time

import pytest

from bent_site import (
    BASE,
    CORS,
    DESCRIPTION,
    THING,
    XML,
    Bend,
    always_dutch,
    bent,
    body,
    first_named,
    head,
    head_differs,
    only_html,
    status,
    when,
)
from cli import run
from hgraph.errors import EndpointError, UsageError
from hgraph.sitecheck import Outcome, SiteReport, check_site
from hgraph.sitecheck.clients import CLIENTS
from hgraph.sitecheck.fetching import Fetcher
from web_servers import answering


def wrong_in(bend: Bend) -> set[str]:
    """Return the codes of the checks that fail on a bent site."""
    with bent(bend) as site:
        return {result.check for result in check_site(site, language="en", things=1).results if result.wrong}


@pytest.fixture(scope="module")
def report() -> SiteReport:
    """Return the report on a site that is right."""
    with bent() as site:
        return check_site(site, language="en", things=1)


BENT: list[tuple[str, Bend]] = [
    ("redirect", status(303, 302)),
    ("target", head("Location", "/plan/doc2/actie/a1", "/id/", 303)),
    ("target", head("Location", "https://elsewhere.example.org/doc/actie/a1", "/id/", 303)),
    ("type", only_html),
    ("type", head("Content-Type", "text/plain", ".ttl", 200)),
    ("body", body("a1.ttl", b"no turtle")),
    ("body", body("a1.ttl", b"<urn:a> <urn:b> <urn:c> .")),
    ("body", body("a1.jsonld", b"{}")),
    ("body", body("a1.nl.html", b"<p>nothing</p>")),
    ("vary", head("Vary", None, "/id/")),
    ("vary", head("Vary", "Accept-Encoding", "/id/")),
    ("cors-redirect", head("Access-Control-Allow-Origin", None, "/id/", 303)),
    ("cors-redirect", head("Access-Control-Allow-Origin", "*\n*", "/id/", 303)),
    ("cors-document", head("Access-Control-Allow-Origin", None, "/doc/", 200)),
    ("cors-not-modified", head("Access-Control-Allow-Origin", None, "/doc/", 304)),
    ("cors-error", head("Access-Control-Allow-Origin", None, "publish-check", 404)),
    ("security", head("X-Content-Type-Options", None, ".html")),
    ("security", head("Content-Security-Policy", "script-src 'unsafe-inline'", ".html")),
    ("head", head_differs),
    ("etag", head("ETag", None, "/doc/")),
    ("not-modified", status(304, 200)),
    ("language", always_dutch),
    ("quality", first_named),
    ("not-acceptable", status(406, 200)),
    ("not-acceptable", lambda _m, _p, _h, reply: (406, reply[1], b"no") if reply[0] == 406 else reply),
    ("missing", status(404, 200, "publish-check")),
    ("endpoint-get", when("Accept", "javascript", (406, CORS, b""))),
    ("endpoint-post-form", when("Content-Type", "form", (400, CORS, b""))),
    ("endpoint-post-direct", when("Content-Type", "sparql-query", (415, CORS, b""))),
    ("endpoint-format", when("Accept", "text/csv", (200, {**CORS, "Content-Type": "text/csv"}, b"a\n"))),
    ("endpoint-format", when("Accept", "+xml", (200, {**CORS, "Content-Type": XML}, b"<!DOCTYPE x><a/>"))),
    ("endpoint-graph", when("Accept", "n-triples", (406, CORS, b""))),
    ("endpoint-description", lambda _m, _p, _h, reply: (400, CORS, b"") if reply[2] == DESCRIPTION else reply),
    ("endpoint-cut", head("Hgraph-Truncated", None, "sparql")),
    ("endpoint-syntax", status(400, 500, "sparql?")),
    ("endpoint-update", when("Content-Type", "update", (200, CORS, b""))),
]


class TestChecks:
    """One way of being wrong after another."""

    def test_a_site_that_is_right_passes_all(self, report: SiteReport) -> None:
        assert [result for result in report.results if result.wrong] == []
        assert report.ready
        looked = {result.check for result in report.results if result.outcome is Outcome.GOOD}
        assert looked == {check for check, _ in BENT}

    @pytest.mark.parametrize(("check", "bend"), BENT, ids=[f"{n}-{check}" for n, (check, _) in enumerate(BENT)])
    def test_a_site_that_is_wrong_is_seen(self, check: str, bend: Bend) -> None:
        assert check in wrong_in(bend)

    def test_a_site_without_endpoint_is_no_worse(self) -> None:
        with bent(lambda _m, path, _h, reply: (404, CORS, b"") if "sparql" in path else reply) as site:
            report = check_site(site, things=1)
        assert report.ready
        assert [r.check for r in report.results if r.outcome is Outcome.ABSENT] == ["endpoint"]

    @pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
    def test_every_client_is_heard(self, report: SiteReport, client: object) -> None:
        assert any(result.client == client.name for result in report.results)  # type: ignore[attr-defined]


class TestFinding:
    """From an address to a site."""

    @pytest.mark.parametrize("path", ["", "index.nl.html", "release.json", "id/actie/a1", "id/actie/a1?x=1#y"])
    def test_a_home_page_a_file_or_a_thing(self, path: str) -> None:
        with bent() as site:
            found = check_site(site + path, things=1).site
        assert (found.own_base, found.things) == (BASE, (THING,))

    def test_by_the_site_map_where_there_is_no_void(self) -> None:
        maps = {
            "/plan/void.ttl": (404, CORS, b""),
            "/plan/sitemap.xml": (200, CORS, f"<sitemapindex><loc>{BASE}s/1.xml</loc></sitemapindex>".encode()),
            "/plan/s/1.xml": (200, CORS, f"<urlset><url><loc>{BASE}doc/actie/a1.nl.html</loc></url></urlset>".encode()),
        }
        with bent(lambda _m, path, _h, reply: maps.get(path, reply)) as site:
            assert check_site(site, things=1).site.things == (THING,)

    def test_a_site_of_something_else_is_said_to_be_none(self) -> None:
        with (
            answering(lambda *_: (200, {"Content-Type": "text/html"}, b"<p>hello</p>")) as root,
            pytest.raises(UsageError) as caught,
        ):
            check_site(root)
        assert caught.value.code == "site-without-things"

    @pytest.mark.parametrize(
        "address",
        ["file:///etc/passwd", "ftp://example.org/", "javascript:alert(1)", "data.example.org", "http://", "http://u:p@h/",
         "http://host:99999/", "http://a b/", "http://h/\r\nX: y"],
    )  # fmt: skip
    def test_what_is_no_web_address_is_refused(self, address: str) -> None:
        with pytest.raises(UsageError) as caught:
            check_site(address)
        assert caught.value.code == "not-a-web-address"


class TestBounds:
    """A site cannot hold the checker up, nor fill it."""

    def test_nobody_there(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            address = f"http://127.0.0.1:{probe.getsockname()[1]}/"
            with pytest.raises(EndpointError) as caught:
                check_site(address)
        assert caught.value.code == "site-unreachable"

    def test_a_silent_server(self) -> None:
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            listening.listen()
            with pytest.raises(EndpointError) as caught:
                check_site(f"http://127.0.0.1:{listening.getsockname()[1]}/", seconds=0.3)
        assert caught.value.code == "site-too-slow"

    def test_a_server_that_drips(self) -> None:
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            listening.listen()
            thread = threading.Thread(target=drip, args=(listening,), daemon=True)
            thread.start()
            begun = time.monotonic()
            with pytest.raises(EndpointError) as caught:
                Fetcher(0.5).get(f"http://127.0.0.1:{listening.getsockname()[1]}/")
            assert time.monotonic() - begun < 3
        assert caught.value.code == "site-too-slow"

    def test_a_body_without_end_is_cut(self) -> None:
        with answering(lambda *_: (200, {"Content-Type": "text/turtle"}, b"#" * 300_000)) as root:
            answer = Fetcher(5, largest=100_000).get(root)
        assert not answer.whole
        assert len(answer.body) == 100_000

    def test_a_redirect_is_not_followed_by_itself(self) -> None:
        with answering(lambda *_: (302, {"Location": "file:///etc/passwd"}, b"")) as root:
            answer = Fetcher(5).get(root)
        assert answer.status == 302
        assert answer.location == "file:///etc/passwd"


def drip(listening: socket.socket) -> None:
    """Send a byte now and then, for ever."""
    connection, _ = listening.accept()
    connection.recv(1000)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    try:
        while True:
            connection.sendall(b"x")
            time.sleep(0.1)
    except OSError:
        connection.close()


class TestCommand:
    """``hgraph publish check``."""

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_a_right_site_leaves_with_0(self, language: str) -> None:
        with bent() as site:
            done = run("publish", "check", site, "--things", "1", "--language", language)
        assert (done.exit_code, done.stderr) == (0, "")
        assert ("Alles is in orde" if language == "nl" else "All is well") in done.stdout

    def test_a_wrong_one_with_1_and_what_to_fix(self) -> None:
        with bent(head("Vary", None, "/id/")) as site:
            done = run("publish", "check", site, "--things", "1", "--format", "markdown", "--language", "nl")
        assert done.exit_code == 1
        assert "Te herstellen" in done.stdout
        assert "Zet Vary: Accept, Accept-Language" in done.stdout

    def test_for_programs(self) -> None:
        with bent(head("Vary", None, "/id/")) as site:
            found = json.loads(run("publish", "check", site, "--things", "1", "--format", "json").stdout)
            rows = list(
                csv.DictReader(io.StringIO(run("publish", "check", site, "--things", "1", "--format", "csv").stdout))
            )
        assert found["counts"]["wrong"] == len(CLIENTS)
        assert found["own_base"] == BASE
        assert {row["section"] for row in rows} == {"fix", "all"}

    def test_a_silent_one_with_4(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            done = run("publish", "check", f"http://127.0.0.1:{probe.getsockname()[1]}/")
        assert (done.exit_code, done.code) == (4, "site-unreachable")

    def test_no_address_with_2(self) -> None:
        done = run("publish", "check", "nonsense")
        assert (done.exit_code, done.code) == (2, "not-a-web-address")
