"""A SPARQL endpoint that fails in a chosen way, over real HTTP."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

RESULTS = "application/sparql-results+json"


def results(*values: str) -> bytes:
    """Return an answer with one column ``x``."""
    rows = [{"x": {"type": "literal", "value": value}} for value in values]
    return json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": rows}}).encode()


@dataclass
class Faulty:
    """The address of the endpoint, and what it was asked."""

    address: str
    requests: list[dict[str, list[str]]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


Behaviour = Callable[[BaseHTTPRequestHandler, int], None]
"""Answers a request, given its number from 1."""


@contextmanager
def faulty(behaviour: Behaviour) -> Iterator[Faulty]:
    """Run an endpoint that answers as ``behaviour`` does."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            endpoint.requests.append(parse_qs(body))
            endpoint.headers.append(dict(self.headers))
            self.over = over
            try:
                behaviour(self, len(endpoint.requests))
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    endpoint = Faulty(f"http://127.0.0.1:{server.server_address[1]}/sparql")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield endpoint
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def answer(status: int, body: bytes = b"", media_type: str = RESULTS, **headers: str) -> Behaviour:
    """Give the same answer to every request."""

    def behave(handler: BaseHTTPRequestHandler, _: int) -> None:
        whole(handler, status, body, media_type, **headers)

    return behave


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Behave one way, then another; the last one from then on."""
    return lambda handler, number: behaviours[min(number, len(behaviours)) - 1](handler, number)


def whole(handler: BaseHTTPRequestHandler, status: int, body: bytes, media_type: str, **headers: str) -> None:
    """Send a complete response."""
    handler.send_response(status)
    for name, value in {"Content-Type": media_type, "Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def cut_body(handler: BaseHTTPRequestHandler, _: int) -> None:
    """Promise more bytes than are sent."""
    handler.send_response(200)
    handler.send_header("Content-Type", RESULTS)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(results("a")[:-3])
    handler.close_connection = True


def cut_body_of_unknown_length(handler: BaseHTTPRequestHandler, _: int) -> None:
    """End the connection in the middle of an answer whose length was not told."""
    handler.send_response(200)
    handler.send_header("Content-Type", RESULTS)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(results("a", "b")[:-20])
    handler.close_connection = True


def hang_up(handler: BaseHTTPRequestHandler, _: int) -> None:
    """Close the connection without a word."""
    handler.close_connection = True


def silence(handler: BaseHTTPRequestHandler, _: int) -> None:
    """Say nothing until the test is over."""
    handler.over.wait(20)
    handler.close_connection = True


def drip_body(handler: BaseHTTPRequestHandler, _: int) -> None:
    """Send an endless answer, a byte at a time."""
    handler.send_response(200)
    handler.send_header("Content-Type", RESULTS)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    _drip(handler, b" ")


def drip_headers(handler: BaseHTTPRequestHandler, _: int) -> None:
    """Send endless headers, a byte at a time."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Filler: ")
    _drip(handler, b"a")


def _drip(handler: BaseHTTPRequestHandler, byte: bytes) -> None:
    ends = time.monotonic() + 20
    while time.monotonic() < ends and not handler.over.is_set():
        handler.wfile.write(byte)
        handler.wfile.flush()
        time.sleep(0.02)
    handler.close_connection = True
