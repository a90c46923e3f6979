"""Real web servers on a free port, with the rules and the folder of a release; and a small one that can be bent."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

MODULES = Path("/usr/lib/apache2/modules")
APACHE = """\
ServerRoot {work}
ServerName localhost
PidFile {work}/apache.pid
Listen 127.0.0.1:{port}
ErrorLog {work}/error.log
User www-data
Group www-data
TypesConfig /etc/mime.types
{modules}
DocumentRoot {work}/empty
{rules}
"""
NEEDED = (
    "mpm_event",
    "authz_core",
    "authz_host",
    "alias",
    "dir",
    "headers",
    "mime",
    "rewrite",
    "setenvif",
    "filter",
    "deflate",
)


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def program(name: str) -> str:
    """Return the path of a server; ``.ci/run`` installs them."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin")
    assert found, f"{name} is not installed: apt-get install nginx-light apache2 caddy"
    return found


@contextmanager
def served(name: str, folder: Path, work: Path) -> Iterator[str]:
    """Start nginx, apache or caddy over a release folder, with the rules in it; give the address of its root."""
    port = free_port()
    command = {"nginx": _nginx, "apache": _apache, "caddy": _caddy}[name](folder, work, port)
    environment = {**os.environ, "HOME": str(work), "XDG_DATA_HOME": str(work), "XDG_CONFIG_HOME": str(work)}
    with (work / "out").open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment)
    try:
        _wait(port, process, work)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int, process: subprocess.Popen[bytes], work: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, (work / "out").read_text(errors="replace")
        time.sleep(0.05)
    raise AssertionError((work / "out").read_text(errors="replace"))


def _nginx(folder: Path, work: Path, port: int) -> list[str]:
    rules = (folder / "server/nginx.conf").read_text(encoding="utf-8")
    rules = rules.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/srv/hgraph/current", str(folder))
    temporary = "".join(
        f"{kind}_temp_path {work}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    text = f"{user}pid {work}/nginx.pid;\nevents {{ }}\nhttp {{\naccess_log off;\n{temporary}{rules}\n}}\n"
    (work / "nginx.conf").write_text(text, encoding="utf-8")
    return [program("nginx"), "-p", str(work), "-e", "stderr", "-c", str(work / "nginx.conf"), "-g", "daemon off;"]


def _apache(folder: Path, work: Path, port: int) -> list[str]:
    rules = (folder / "server/apache.conf").read_text(encoding="utf-8")
    rules = rules.replace("/srv/hgraph/current", str(folder)).replace("/srv/hgraph>", f"{folder}>")
    modules = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in NEEDED)
    (work / "empty").mkdir(exist_ok=True)
    text = APACHE.format(work=work, port=port, modules=modules, rules=rules)
    (work / "httpd.conf").write_text(text, encoding="utf-8")
    return [program("apache2"), "-f", str(work / "httpd.conf"), "-D", "FOREGROUND"]


def _caddy(folder: Path, work: Path, port: int) -> list[str]:
    rules = (folder / "server/Caddyfile").read_text(encoding="utf-8")
    first = next(line for line in rules.splitlines() if line.startswith("http://"))
    rules = rules.replace(first, f"http://127.0.0.1:{port} {{").replace("/srv/hgraph/current", str(folder))
    (work / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + rules, encoding="utf-8")
    return [program("caddy"), "run", "--config", str(work / "Caddyfile"), "--adapter", "caddyfile"]


def ask(site: str, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Send one request, the path as it is; return status, headers in small letters, and body."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=10)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, body


Reply = tuple[int, Mapping[str, str], bytes]
"""Status, headers and body."""


@contextmanager
def answering(reply: Callable[[str, str, Mapping[str, str], bytes], Reply]) -> Iterator[str]:
    """Start a server that answers what a function makes of method, path, headers and body; give its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            status, headers, body = reply(self.command, self.path, dict(self.headers), self.rfile.read(length))
            self.send_response_only(status)
            for name, value in headers.items():
                for each in value.split("\n"):
                    self.send_header(name, each)
            if "Content-Length" not in headers and status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD" and status != 304:
                self.wfile.write(body)

        do_GET = do_HEAD = do_POST = _answer  # noqa: N815 - the names that the library calls

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
