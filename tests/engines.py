"""Real SPARQL engines for tests, started on free ports of the loopback interface and stopped again."""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests
from requests.auth import HTTPDigestAuth

SCRIPTS = Path(__file__).parent.parent / ".ci"


@dataclass(frozen=True)
class Endpoint:
    """Where an engine answers queries, takes graphs, and who may write."""

    engine: str
    query: str
    graph_store: str
    writer: tuple[str, str] | None = None


def require(found: object, what: str) -> None:
    """Skip the test if an engine is not there, or fail it where HGRAPH_REQUIRE_ENGINES=1 says that it must be."""
    if found:
        return
    if os.environ.get("HGRAPH_REQUIRE_ENGINES") == "1":
        pytest.fail(f"{what} is not installed and HGRAPH_REQUIRE_ENGINES=1")
    pytest.skip(f"{what} is not installed")


@contextmanager
def oxigraph_server() -> Iterator[Endpoint]:
    """Run the Oxigraph server (PyPI: oxigraph) over an empty store."""
    beside = Path(sys.executable).parent / "oxigraph"
    program = str(beside) if beside.exists() else shutil.which("oxigraph")
    require(program, "The Oxigraph server (pip install oxigraph)")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="hgraph-oxigraph-") as folder:
        command = [str(program), "serve", "--location", folder, "--bind", f"127.0.0.1:{port}"]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            base = f"http://127.0.0.1:{port}"
            _wait_until_answering(f"{base}/query", server)
            yield Endpoint("oxigraph", f"{base}/query", f"{base}/store?graph=")
        finally:
            server.terminate()
            server.wait(10)


@contextmanager
def virtuoso_server(rows: int | None = None, seconds: int | None = None) -> Iterator[Endpoint]:
    """Run Virtuoso (Debian: virtuoso-opensource-7-bin) over an empty store.

    With ``rows`` it cuts results there, and with ``seconds`` it stops queries then, as public endpoints do.
    """
    require(shutil.which("virtuoso-t") and shutil.which("isql-vt"), "Virtuoso (virtuoso-opensource-7-bin)")
    port = free_port()
    given = {"ROWS": rows, "EXEC": seconds, "SEED": _kept_folder() / "empty.db"}
    environment = {**os.environ, **{name: str(value) for name, value in given.items() if value}}
    with tempfile.TemporaryDirectory(prefix="hgraph-virtuoso-") as folder:
        command = [str(SCRIPTS / "virtuoso-up.sh"), folder, str(port), str(free_port())]
        try:
            subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, timeout=60)
            base = f"http://127.0.0.1:{port}"
            graph_store = f"{base}/sparql-graph-crud-auth?graph-uri="
            yield Endpoint("virtuoso", f"{base}/sparql", graph_store, ("hgraph", "hgraph-ci"))
        finally:
            subprocess.run([str(SCRIPTS / "virtuoso-down.sh"), folder], check=True, timeout=30)


@cache
def _kept_folder() -> Path:
    """Return a folder that is there as long as this process."""
    folder = tempfile.TemporaryDirectory(prefix="hgraph-engines-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


def load_into(endpoint: Endpoint, graph: str, ntriples: str) -> None:
    """Replace a graph at an endpoint. N-Triples go as Turtle: Virtuoso refuses their own type for long literals."""
    address = endpoint.graph_store + urlencode({"": graph})[1:]
    response = requests.put(
        address,
        data=ntriples.encode(),
        headers={"Content-Type": "text/turtle"},
        auth=HTTPDigestAuth(*endpoint.writer) if endpoint.writer else None,
        timeout=60,
    )
    assert response.status_code in {200, 201, 204}, response.text


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens to."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_until_answering(address: str, server: subprocess.Popen[bytes]) -> None:
    question = address + "?" + urlencode({"query": "ASK {}"})
    for _ in range(200):
        assert server.poll() is None, "the server stopped while starting"
        try:
            urllib.request.urlopen(question, timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"no answer from {address} within 10 seconds")
