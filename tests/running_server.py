"""A server in a process of its own, as a user starts it, with what tests ask about it."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

ROOT = Path(__file__).parents[1]
LIMITS = {"seconds": 1, "workers": 2, "rows": 200, "waiting": 64, "queries_a_minute": 1_000_000}
_MAIN = "import sys; from hgraph.cli import main; sys.argv[0] = 'hgraph'; main()"


@dataclass
class Server:
    """A running server: its address, its process, and where its temporary files are."""

    address: str
    process: subprocess.Popen[str]
    folder: Path

    def get(self, path: str = "", method: str = "GET", **named: Any) -> requests.Response:
        """Return the answer to a request, redirects not followed."""
        headers = {"Accept": None, **named.pop("headers", {})}
        return requests.request(
            method,
            self.address + path,
            headers=headers,
            allow_redirects=named.pop("follow", False),
            timeout=20,
            **named,
        )

    def query(
        self, text: str, accept: str = "application/sparql-results+json", client: str = "192.0.2.1"
    ) -> requests.Response:
        """Return the answer to a query of a client."""
        return self.get("sparql", "POST", data={"query": text}, headers={"Accept": accept, "X-Forwarded-For": client})

    def raw(self, sent: bytes, wait: float = 5.0) -> bytes:
        """Send bytes and return what comes until the connection ends."""
        with self.connected() as connection:
            connection.settimeout(wait)
            connection.sendall(sent)
            received = b""
            try:
                while block := connection.recv(65_536):
                    received += block
            except (TimeoutError, ConnectionResetError):
                pass
            return received

    def connected(self) -> socket.socket:
        """Return an open connection."""
        parts = urlsplit(self.address)
        return socket.create_connection((parts.hostname, parts.port), timeout=10)

    def workers(self) -> list[int]:
        """Return the numbers of the processes under the server."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    parent = re.search(r"\) \w (\d+) ", (entry / "stat").read_text())
                except OSError:
                    continue
                if parent and int(parent[1]) == self.process.pid:
                    found.append(int(entry.name))
        return sorted(found)

    def memory(self) -> dict[int, int]:
        """Return the bytes in memory of the server and of each process under it."""
        sizes = {}
        for pid in (self.process.pid, *self.workers()):
            try:
                sizes[pid] = int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) * 1024
            except (OSError, TypeError):
                continue
        return sizes


@contextmanager
def started(site: Path, folder: Path, **limits: Any) -> Iterator[Server]:
    """Start a server on a free port and end it afterwards."""
    environment = os.environ | {
        "PYTHONPATH": str(ROOT / "src"),
        "HGRAPH_SERVING": json.dumps(LIMITS | limits),
        "TMPDIR": str(folder),
    }
    command = [
        sys.executable,
        "-c",
        _MAIN,
        "serve",
        str(site),
        "--port",
        "0",
        "--project",
        str(ROOT),
        "--language",
        "en",
    ]
    with (folder / "errors.txt").open("w") as errors:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True)
    try:
        line = process.stdout.readline() if process.stdout else ""
        found = re.search(r"http://\S+/", line)
        assert found, (line, (folder / "errors.txt").read_text())
        yield Server(found[0], process, folder)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


def gone(pids: list[int], within: float = 5.0) -> bool:
    """Say whether processes end within so many seconds."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if not any(_runs(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def _runs(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
