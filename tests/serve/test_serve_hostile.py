# ruff: noqa: E501 - queries and requests as they are sent
"""Queries and requests that mean harm: after each the server answers others, calls nobody, and stays small."""

from __future__ import annotations

import contextlib
import itertools
import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from attacks import CALLS, COSTLY, GRAPHS_ELSEWHERE, HARMLESS, NESTED, REQUESTS, UNFINISHED, UPDATES
from served_release import BASE, LABEL, THING

from hgraph.messages import LANGUAGES
from running_server import Server, started

FRIENDLY = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s a ?c } }"
REFUSED = {400, 403, 413, 503, 504}
clients = (f"198.51.100.{number}" for number in itertools.cycle(range(1, 250)))


class Listener:
    """A socket that notes whether anybody comes."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.socket.getsockname()[1]
        self.came: list[object] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, address = self.socket.accept()
            except OSError:
                return
            self.came.append(address)
            connection.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    """Give a listening socket."""
    found = Listener()
    yield found
    found.socket.close()


@pytest.fixture(scope="module")
def server(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start a server that gives a query one second."""
    with started(site, tmp_path_factory.mktemp("strict")) as running:
        yield running


def still_answers(server: Server) -> None:
    """Ask as another client, and look at what the server has become."""
    for _ in range(3):  # a machine that stalls for a second makes an honest query late too
        answer = server.query(FRIENDLY, client="203.0.113.9")
        if answer.status_code != 504:
            break
    assert answer.status_code == 200, answer.text
    assert int(answer.json()["results"]["bindings"][0]["n"]["value"]) > 100
    sizes = server.memory()
    assert sizes.pop(server.process.pid) < 400_000_000
    assert all(size < 600_000_000 for size in sizes.values())
    assert len(sizes) <= 4


def test_there_are_sixty_different_queries_and_thirty_requests_at_least() -> None:
    queries = [text for kind in (CALLS, GRAPHS_ELSEWHERE, UPDATES, NESTED, COSTLY, HARMLESS) for text in kind.values()]
    assert len(queries) == len(set(queries)) >= 60
    requests = [*REQUESTS.values(), *UNFINISHED.values()]
    assert len(requests) == len(set(requests)) >= 30


class TestQueries:
    """Each hostile query gets an answer that says why, and costs the others nothing."""

    @pytest.mark.parametrize("name", CALLS)
    def test_a_call_to_another_server(self, server: Server, listener: Listener, name: str) -> None:
        answer = server.query(CALLS[name].replace("URL", f"http://127.0.0.1:{listener.port}/x"), client=next(clients))
        assert answer.status_code == (400 if name == "escaped letter" else 403)
        still_answers(server)
        assert listener.came == []

    @pytest.mark.parametrize("name", GRAPHS_ELSEWHERE)
    def test_a_graph_elsewhere(self, server: Server, listener: Listener, name: str) -> None:
        answer = server.query(
            GRAPHS_ELSEWHERE[name].replace("URL", f"http://127.0.0.1:{listener.port}/x"), client=next(clients)
        )
        assert answer.status_code == 200
        assert answer.json()["results"]["bindings"] == []
        assert listener.came == []

    @pytest.mark.parametrize("name", UPDATES)
    def test_an_update(self, server: Server, listener: Listener, name: str) -> None:
        text = UPDATES[name].replace("URL", f"http://127.0.0.1:{listener.port}/x")
        assert server.query(text, client=next(clients)).status_code == 403
        assert server.get("sparql", "POST", data={"update": text}).status_code == 403
        direct = server.get("sparql", "POST", data=text, headers={"Content-Type": "application/sparql-update"})
        assert direct.status_code == 403
        assert listener.came == []

    @pytest.mark.parametrize("name", NESTED)
    def test_nesting(self, server: Server, name: str) -> None:
        assert server.query(NESTED[name], client=next(clients)).status_code in (400, 413)
        still_answers(server)

    @pytest.mark.parametrize("name", COSTLY)
    def test_cost(self, server: Server, name: str) -> None:
        answer = server.query(COSTLY[name], accept="*/*", client=next(clients))
        assert answer.status_code in REFUSED, (answer.status_code, answer.text[:200])
        if answer.status_code in (503, 504):
            assert "dumps" in answer.text
        still_answers(server)

    @pytest.mark.parametrize("name", HARMLESS)
    def test_what_looks_worse_than_it_is(self, server: Server, name: str) -> None:
        assert server.query(HARMLESS[name], accept="*/*", client=next(clients)).status_code in (200, 400, 504)
        still_answers(server)

    def test_millions_of_rows_are_cut(self, server: Server) -> None:
        answer = server.query("SELECT * { ?a ?b ?c . ?d ?e ?f }", client=next(clients))
        assert answer.status_code == 200
        assert answer.headers["Hgraph-Truncated"] == "true"
        assert len(answer.json()["results"]["bindings"]) == 200

    def test_all_at_once(self, server: Server) -> None:
        hostile = [*COSTLY.values(), *NESTED.values()]
        with ThreadPoolExecutor(24) as many:
            bad = [many.submit(server.query, text, "*/*", next(clients)) for text in hostile]
            good = [many.submit(server.query, FRIENDLY, client=f"203.0.113.{i}") for i in range(8)]
            assert all(each.result().status_code in {*REFUSED, 429} for each in bad)
            assert {each.result().status_code for each in good} <= {200, 429}
        still_answers(server)

    def test_no_worker_is_left_over(self, server: Server) -> None:
        end = time.monotonic() + 10
        while len(server.workers()) != 2 and time.monotonic() < end:
            time.sleep(0.1)
        assert len(server.workers()) == 2


class TestRequests:
    """Requests that are none, or that want what is not theirs."""

    @pytest.mark.parametrize("name", REQUESTS)
    def test_a_bad_request(self, server: Server, name: str) -> None:
        received = server.raw(REQUESTS[name])
        status = int(received.split(b" ", 2)[1]) if received else 0
        assert 400 <= status < 500 or (status == 0 and name in ("huge header", "far too long", "many headers")), (
            received[:200]
        )
        assert b"Traceback" not in received
        assert b"root:x:0" not in received
        still_answers(server)

    @pytest.mark.parametrize(
        "path",
        ["doc/x%0d%0aSet-Cookie:%20a=b", "id/actie/a1?format=ttl%0d%0aX-A:%20b", "doc/actie/a1?language=%0d%0aX-A:b"],
    )
    def test_no_header_can_be_slipped_in(self, server: Server, path: str) -> None:
        answer = server.get(path, headers={"Accept-Language": "nl\u00e9".encode("latin-1"), "Accept": b'";;;,/*,,\xff'})
        assert not {"set-cookie", "x-a"} & {name.lower() for name in answer.headers}
        assert answer.status_code in (200, 303, 400, 406)

    def test_the_log_holds_nothing_of_requests(self, server: Server) -> None:
        server.raw(b"GET /%0aERROR%20forged HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert (server.folder / "errors.txt").read_text() == ""

    @pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "application/sparql-query"])
    def test_a_large_body(self, server: Server, kind: str) -> None:
        answer = server.get("sparql", "POST", data="query=" + "x" * 500_000, headers={"Content-Type": kind})
        assert answer.status_code == 413
        assert answer.headers["Access-Control-Allow-Origin"] == "*"

    def test_an_endless_body(self, server: Server) -> None:
        head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n"
        with server.connected() as connection:
            connection.sendall(head)
            with pytest.raises((ConnectionError, TimeoutError)):  # noqa: PT012 - it ends while it is sent
                for _ in range(2_000):
                    connection.sendall(b"10000\r\n" + b"x" * 65_536 + b"\r\n")
        still_answers(server)

    def test_half_open_connections(self, server: Server) -> None:
        with ThreadPoolExecutor(16) as many:
            held = list(many.map(lambda _: server.connected(), range(700)))
        try:
            for connection in held[:300]:
                try:
                    connection.sendall(b"GET / HTTP/1.1\r\nHo")
                except OSError:
                    continue
            still_answers(server)
        finally:
            for connection in held:
                connection.close()

    def test_slow_readers(self, server: Server) -> None:
        asked = b"GET /dumps/large.nt HTTP/1.1\r\nHost: x\r\n\r\n"
        held = [server.connected() for _ in range(40)]
        try:
            for connection in held:
                connection.sendall(asked)
            time.sleep(0.5)
            still_answers(server)
        finally:
            for connection in held:
                connection.close()

    @pytest.mark.parametrize("name", UNFINISHED)
    def test_a_request_that_never_comes_is_given_up(self, server: Server, name: str) -> None:
        with server.connected() as connection:
            connection.settimeout(60)
            connection.sendall(UNFINISHED[name])
            with contextlib.suppress(ConnectionResetError):
                assert connection.recv(100) == b""
        still_answers(server)

    def test_clients_that_leave_cost_nothing_more(self, server: Server) -> None:
        body = f"query={COSTLY['cross join']}".replace(" ", "+").encode()
        head = (
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n"
            % len(body)
        )
        for _ in range(30):
            with server.connected() as connection:
                connection.sendall(head + body)
        still_answers(server)


class TestData:
    """What stands in the data is shown, and does nothing."""

    QUERY = f"SELECT ?p ?o WHERE {{ <{BASE}id/{THING}> ?p ?o }}"

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_page_shows_hostile_labels_as_text(self, server: Server, language: str) -> None:
        answer = server.get(
            "sparql", params={"query": self.QUERY, "language": language}, headers={"Accept": "text/html"}
        )
        assert answer.status_code == 200
        assert LABEL not in answer.text
        assert "&lt;script&gt;" in answer.text
        assert 'href="javascript:' not in answer.text
        assert 'href="data:' not in answer.text
        assert "onerror" not in answer.text.replace("onerror=alert(1)&gt;", "")
        assert "<script" not in answer.text

    def test_xml_is_well_formed_whatever_the_data_hold(self, server: Server) -> None:
        answer = server.query(self.QUERY, accept="application/sparql-results+xml")
        assert "\ufffd" in "".join(ET.fromstring(answer.content).itertext())  # noqa: S314 - of our own server
        graph = server.query(
            self.QUERY.replace("SELECT ?p ?o", "CONSTRUCT { <urn:a> ?p ?o }"), accept="application/rdf+xml"
        )
        assert graph.status_code == 200
        ET.fromstring(graph.content)  # noqa: S314

    @pytest.mark.parametrize("kind", ["application/sparql-results+json", "text/csv", "text/tab-separated-values"])
    def test_other_forms_keep_every_character(self, server: Server, kind: str) -> None:
        answer = server.query(self.QUERY, accept=kind)
        assert (
            "\x08" in (json.dumps(answer.json(), ensure_ascii=False) if "json" in kind else answer.text)
            or "\\u0008" in answer.text
            or "\\b" in answer.text
        )
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_a_query_is_shown_as_text(self, server: Server) -> None:
        text = "SELECT ('</textarea><script>alert(1)</script>' AS ?x) {}"
        answer = server.get("sparql", params={"query": text}, headers={"Accept": "text/html"})
        assert "<script>alert" not in answer.text

    def test_a_wrong_value_is_shown_as_text(self, server: Server) -> None:
        answer = server.get(
            "question/responsible-on-date/answer",
            params={"date": "<script>", "field": '"><b>'},
            headers={"Accept": "text/html"},
        )
        assert answer.status_code == 400
        assert "<script>" not in answer.text
        assert "<b>" not in answer.text
