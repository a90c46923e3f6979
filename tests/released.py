"""A release for tests that look at one in a browser: built once, and handed out by the plainest server there is."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from hgraph.publish import build_release
from hgraph.settings import load_settings
from published import BASE

ISSUED = date(2026, 11, 27)

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""A browser that calls nobody by itself."""

PAGES = {
    "home": "index",
    "search": "search",
    "kinds": "index/kind",
    "list of a kind": "index/kind/Commitment",
    "all things": "index/all",
    "ministers": "index/minister",
    "decrees": "index/decree",
    "themes": "index/theme",
    "commitment": "doc/toezegging/goedkeuring-26-juni-2020",
    "plan": "doc/plan/higkbp-2020-2024",
    "passage": "doc/passage/regeerakkoord-kansen-centraal",
    "article": "doc/artikel/decreet-2008203387/8",
    "questions": "question",
    "question with its answer": "question/commitments-missed",
    "question with a choice": "question/responsible-on-date",
    "question with many answers": "question/fields-of-minister",
    "question without rows": "question/objectives-without-passage",
    "words": "ontology",
    "class": "term/Action",
    "code": "code/amendment-kind/vervangen",
    "code list": "code/amendment-kind",
    "rules": "rule",
    "rules of a stage": "rule/stage/approval",
    "rule": "rule/plan-without-actions",
    "rule that is no shape": "rule/quote-moved",
    "standing": "standing",
    "changes": "changes",
    "about": "about",
    "accessibility": "accessibility",
    "downloads": "downloads",
    "query form": "sparql",
}
"""Every kind of page there is, with one of its kind: its path without language and suffix."""


def build(project: Path, output: Path, issued: date = ISSUED) -> Path:
    """Build a release of a project; return its folder."""
    return build_release(load_settings(project), output, issued, base=BASE).folder


@contextmanager
def handed_out(folder: Path) -> Iterator[str]:
    """Hand out a folder over HTTP as any web server does; give the address it is found at."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
