"""An endpoint that fails, in each way endpoints do: one clear error, in time, and never half an answer."""

from __future__ import annotations

import base64
import json
import sys
import threading
import time

import faults
import pytest
from faults import answer, faulty, in_turn, results

from engines import free_port
from hgraph.errors import EndpointError, HgraphError, UsageError
from hgraph.store import EmbeddedStore
from hgraph.store.remote import RemoteStore, open_remote
from hgraph.store.transport import Limits
from hgraph.terms import Iri

QUERY = "SELECT ?x WHERE { ?s ?p ?x }"
IMPATIENT = Limits(page_rows=100, connect=1, silence=0.5, total=1, answer_bytes=400_000, attempts=2)
VIRTUOSO = "Virtuoso {} Error {}\n\nSPARQL query:\nSELECT"


def virtuoso(state: str, text: str):
    return answer(500, VIRTUOSO.format(state, text).encode(), "text/plain")


def ask(address: str, limits: Limits = IMPATIENT, method: str = "select", query: str = QUERY):
    store = RemoteStore(address, limits=limits)
    try:
        return getattr(store, method)(query)
    finally:
        store.close()


CASES = {
    "cut body": (faults.cut_body, "partial-answer"),
    "cut body of unknown length": (faults.cut_body_of_unknown_length, "partial-answer"),
    "hung up": (faults.hang_up, "partial-answer"),
    "silence": (faults.silence, "endpoint-timeout"),
    "dripping body": (faults.drip_body, "endpoint-timeout"),
    "dripping headers": (faults.drip_headers, "endpoint-timeout"),
    "huge body": (answer(200, b" " * 500_000 + results("a")), "answer-too-large"),
    "partial content": (answer(206, results("a")), "partial-answer"),
    "state header": (answer(200, results("a"), X_SQL_State="S1TAT"), "partial-answer"),
    "row cap of one": (answer(200, results("a"), X_SPARQL_MaxRows="1"), "partial-answer"),
    "more rows than asked": (answer(200, results(*"ab" * 51)), "endpoint-answers-no-sparql"),
    "cancelled in the text": (
        answer(200, results("a")[:-4] + b"The SPARQL operation has been cancelled"),
        "partial-answer",
    ),
    "cancelled behind the text": (
        answer(200, results("a") + b"The SPARQL operation has been cancelled"),
        "partial-answer",
    ),
    "syntax error": (answer(400, b"Virtuoso 37000 Error SP030: syntax error", "text/plain"), "endpoint-rejects"),
    "server error": (virtuoso("22012", "SR084: Division by 0."), "endpoint-rejects"),
    "time limit": (virtuoso("S1T00", "SR171: Transaction timed out"), "endpoint-gives-up"),
    "estimated time": (
        virtuoso("42000", "The estimated execution time 51 (sec) exceeds the limit of 1 (sec)."),
        "endpoint-gives-up",
    ),
    "no right in the text": (virtuoso("42000", "SR186:SECURITY: No permission to execute"), "endpoint-unauthorised"),
    "forbidden": (answer(403), "endpoint-unauthorised"),
    "unauthorised": (answer(401, WWW_Authenticate='Digest realm="x", nonce="1"'), "endpoint-unauthorised"),
    "too many": (answer(429), "endpoint-busy"),
    "unavailable": (answer(503, b"<html>", "text/html"), "endpoint-busy"),
    "not there": (answer(404, b"<html>Not found</html>", "text/html"), "endpoint-answers-no-sparql"),
    "a web page": (answer(200, b"<!DOCTYPE html><p>Welkom</p>", "text/html"), "endpoint-answers-no-sparql"),
    "no type": (answer(200, results("a"), ""), "endpoint-answers-no-sparql"),
    "a graph": (answer(200, b"<a:a> <a:b> <a:c> .", "text/turtle"), "endpoint-answers-no-sparql"),
    "no content": (answer(204), "endpoint-answers-no-sparql"),
    "empty": (answer(200), "partial-answer"),
    "other JSON": (answer(200, b'{"hello": "world"}'), "partial-answer"),
    "yes for rows": (answer(200, b'{"head": {}, "boolean": true}'), "endpoint-answers-no-sparql"),
    "redirect elsewhere": (answer(302, Location="http://other.example/sparql"), "endpoint-redirects"),
    "redirect here": (answer(307, Location="/sparql2"), "endpoint-redirects"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_failing_endpoint_is_one_clear_error_in_time(case):
    behaviour, code = CASES[case]
    with faulty(behaviour) as endpoint:
        started = time.monotonic()
        with pytest.raises(EndpointError) as error:
            ask(endpoint.address)
        assert time.monotonic() - started < 2.5
    assert (error.value.code, error.value.place, error.value.exit_code) == (code, endpoint.address, 4)
    for language in ("nl", "en"):
        assert "{" not in error.value.sentence(language) + error.value.remedy(language)


@pytest.mark.parametrize(
    ("case", "times"),
    [("too many", 2), ("unavailable", 2), ("hung up", 2), ("cut body", 2), ("silence", 1), ("server error", 1),
     ("syntax error", 1), ("dripping body", 1), ("unauthorised", 1)],
)  # fmt: skip
def test_asked_again_only_where_that_may_help(case, times):
    behaviour, _ = CASES[case]
    with faulty(behaviour) as endpoint:
        with pytest.raises(EndpointError):
            ask(endpoint.address)
        assert len(endpoint.requests) == times


def test_nobody_listens():
    with pytest.raises(EndpointError) as error:
        ask(f"http://127.0.0.1:{free_port()}/sparql")
    assert error.value.code == "endpoint-unreachable"
    assert "de verbinding wordt geweigerd" in error.value.sentence("nl")


def test_no_such_host():
    with pytest.raises(EndpointError) as error:
        ask("http://no-such-host.invalid/sparql")
    assert error.value.code == "endpoint-unreachable"


def test_https_where_plain_http_is_spoken():
    with faulty(answer(200, results("a"))) as endpoint, pytest.raises(EndpointError) as error:
        ask(endpoint.address.replace("http:", "https:"))
    assert error.value.code == "endpoint-unreachable"


@pytest.mark.parametrize("address", ["file:///etc/passwd", "sparql", "http:///x", "ftp://h/x"])
def test_not_an_address(address):
    with pytest.raises(UsageError) as error:
        RemoteStore(address)
    assert error.value.code == "endpoint-address"


def test_a_server_that_was_busy_is_asked_again_after_the_time_it_names():
    behaviour = in_turn(answer(429, Retry_After="1"), answer(503), answer(200, results("a")))
    with faulty(behaviour) as endpoint:
        started = time.monotonic()
        found = ask(endpoint.address, Limits(total=10))
        assert 1 <= time.monotonic() - started < 3
    assert [str(row[0]) for row in found.rows] == ["a"]


def test_a_server_that_is_busy_beyond_the_deadline_is_not_waited_for():
    with faulty(answer(429, Retry_After="3600")) as endpoint:
        started = time.monotonic()
        with pytest.raises(EndpointError) as error:
            ask(endpoint.address, Limits(total=5))
        assert time.monotonic() - started < 1
        assert len(endpoint.requests) == 1
    assert error.value.code == "endpoint-busy"


def test_a_connection_cut_once_is_made_again():
    with faulty(in_turn(faults.cut_body, answer(200, results("a")))) as endpoint:
        assert len(ask(endpoint.address).rows) == 1


def test_an_answer_that_took_the_time_limit_of_the_server_is_not_believed():
    def slow(handler, _):
        time.sleep(0.3)
        faults.whole(handler, 200, results("a"), faults.RESULTS)

    with faulty(slow) as endpoint, pytest.raises(EndpointError) as error:
        ask(endpoint.address, Limits(server_seconds=0.2))
    assert error.value.code == "partial-answer"


def test_a_row_cap_lowers_what_is_asked_for_at_a_time():
    """The server gives four rows at most and says so; the rows come in pages of three, and their number is checked."""
    rows = sorted((f"{n:032x}", f"value {n}") for n in range(7))

    def capped(handler, number):
        query = endpoint.requests[-1]["query"][0]
        if "COUNT(*)" in query:
            body = {"head": {"vars": ["rows"]}, "results": {"bindings": [{"rows": {"type": "literal", "value": "7"}}]}}
        elif "hgraph_key" in query:
            last = query.split('>= "')[1].split('"')[0]
            page = [row for row in rows if row[0] >= last][:3]
            body = {"head": {"vars": ["x", "hgraph_key"]}, "results": {"bindings": [
                {"x": {"type": "literal", "value": value}, "hgraph_key": {"type": "literal", "value": key}}
                for key, value in page
            ]}}  # fmt: skip
        else:
            more = {"X_SPARQL_MaxRows": "4"} if number == 1 else {}
            count = 4 if number == 1 else 3
            faults.whole(handler, 200, results(*(value for _, value in rows[:count])), faults.RESULTS, **more)
            return
        faults.whole(handler, 200, json.dumps(body).encode(), faults.RESULTS)

    with faulty(capped) as endpoint:
        found = ask(endpoint.address)
    assert sorted(str(row[0]) for row in found.rows) == [value for _, value in rows]


def test_pages_that_do_not_add_up_are_refused():
    def short(handler, _):
        query = endpoint.requests[-1]["query"][0]
        if "COUNT(*)" in query:
            body = b'{"head":{"vars":["rows"]},"results":{"bindings":[{"rows":{"type":"literal","value":"9"}}]}}'
            faults.whole(handler, 200, body, faults.RESULTS)
        elif "hgraph_key" in query:
            faults.whole(handler, 200, results("a").replace(b'"x"', b'"hgraph_key"'), faults.RESULTS)
        else:
            faults.whole(handler, 200, results("a", "b"), faults.RESULTS)

    with faulty(short) as endpoint, pytest.raises(EndpointError) as error:
        ask(endpoint.address, Limits(page_rows=2))
    assert (error.value.code, error.value.values["sign"]) == ("partial-answer", "1 ≠ 9")


@pytest.mark.parametrize("value", ["1", "true"])
def test_yes_as_a_row(value):
    with faulty(answer(200, results(value))) as endpoint:
        assert ask(endpoint.address, method="ask", query="ASK { ?s ?p ?o }") is True


@pytest.mark.parametrize("value", ["0", "false"])
def test_no_as_a_row(value):
    with faulty(answer(200, results(value))) as endpoint:
        assert ask(endpoint.address, method="ask", query="ASK { ?s ?p ?o }") is False


def test_results_in_xml_are_read_as_well():
    body = b"""<?xml version="1.0"?>
    <sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head>
    <results><result><binding name="x"><uri>urn:a</uri></binding></result></results></sparql>"""
    with faulty(answer(200, body, "application/sparql-results+xml; charset=utf-8")) as endpoint:
        assert ask(endpoint.address).rows == [(Iri("urn:a"),)]


def test_a_request_is_urlencoded_and_names_its_graphs():
    graphs = (Iri("urn:g:1"), Iri("urn:g:2&x=y"))
    with faulty(answer(200, results("é"))) as endpoint:
        store = RemoteStore(endpoint.address, graphs)
        store.select("# add DELETE é\n" + QUERY)
        store.close()
    request, headers = endpoint.requests[0], endpoint.headers[0]
    assert request["default-graph-uri"] == request["named-graph-uri"] == list(graphs)
    assert set(request) == {"query", "default-graph-uri", "named-graph-uri"}
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert headers["Accept-Encoding"] == "identity"
    assert headers["Accept"].startswith("application/sparql-results+json")
    assert "Authorization" not in headers


def test_one_connection_serves_many_questions():
    peers = set()

    def behave(handler, _):
        peers.add(handler.client_address)
        faults.whole(handler, 200, results("a"), faults.RESULTS)

    with faulty(behave) as endpoint:
        store = RemoteStore(endpoint.address)
        for _ in range(5):
            store.select(QUERY)
        store.close()
    assert len(peers) == 1


def test_a_password_is_sent_when_asked_for_and_never_shown():
    behaviour = in_turn(answer(401, WWW_Authenticate='Basic realm="x"'), answer(200, results("a")), answer(403))
    with faulty(behaviour) as endpoint:
        store = RemoteStore(endpoint.address.replace("http://", "http://ann:g%40h@"))
        assert len(store.select(QUERY).rows) == 1
        with pytest.raises(EndpointError) as error:
            store.select(QUERY)
        store.close()
    assert "Authorization" not in endpoint.headers[0]
    assert base64.b64decode(endpoint.headers[1]["Authorization"].split()[1]) == b"ann:g@h"
    assert error.value.place == store.endpoint == endpoint.address


def test_a_netrc_file_is_left_alone(tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ann password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with faulty(answer(200, results("a"))) as endpoint:
        ask(endpoint.address)
    assert "Authorization" not in endpoint.headers[0]


def test_an_endpoint_without_the_project():
    with faulty(answer(200, results())) as endpoint, pytest.raises(EndpointError) as error:
        open_remote(endpoint.address, QUERY)
    assert error.value.code == "endpoint-without-project"


def test_what_went_wrong_may_be_forgotten_in_any_thread(monkeypatch):
    """What the engine gave may be dropped by the thread that asked alone; an error that is kept must not hold it."""
    unraisable = []
    monkeypatch.setattr(sys, "unraisablehook", unraisable.append)
    errors = []
    with faulty(CASES["cut body"][0]) as endpoint:
        for attempt in (lambda: ask(endpoint.address), lambda: EmbeddedStore.in_memory().ask("SELECT * { ?s ?p ?o }")):
            try:
                attempt()
            except HgraphError as error:
                errors.append(error)
    assert len(errors) == 2
    forgetting = threading.Thread(target=errors.clear)
    forgetting.start()
    forgetting.join()
    assert unraisable == []
