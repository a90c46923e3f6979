"""A release of the real plan in a real browser."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from published import real_site
from released import ARGUMENTS, CHROMIUM, handed_out

ROOT = Path(__file__).parents[2]

THIN = """() => {
    document.querySelectorAll('main :is(tbody, ul, ol, dl)').forEach(list => {
        const all = [...list.children];
        all.slice(8, Math.max(8, all.length - 2)).forEach(each => each.remove()); });
    document.querySelectorAll('svg.hgraph-thread').forEach(picture => {
        const seen = {};
        picture.querySelectorAll('g[class]').forEach(part => {
            const kind = part.getAttribute('class');
            seen[kind] = (seen[kind] || 0) + 1;
            if (seen[kind] > 2) part.remove(); }); }); }"""


def thin(page: Page) -> None:
    """Keep the first eight and the last two rows of every list, and two boxes and lines of every kind in a picture.

    A template makes them all alike, and axe minds each. What may be wrong with one row alone (a link without words, an
    id that comes twice) is looked for in all pages by ``tests/pages/test_pages_site.py``.
    """
    page.evaluate(THIN)


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the release of the real plan."""
    return (real_site(tmp_path_factory) / "current").resolve()


@pytest.fixture(scope="session")
def address(release: Path) -> Iterator[str]:
    """Hand the release out; give its address."""
    with handed_out(release) as where:
        yield where


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser of the system."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open an empty page of a laptop."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """Open an empty page in a browser without scripts."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def server(release: Path) -> Iterator[str]:
    """Serve the release with ``hgraph serve``; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    start = [sys.executable, "-c", "from hgraph.cli import main; main()"]
    options = ["serve", str(release.parents[1]), "--port", str(port), "--project", str(ROOT)]
    process = subprocess.Popen([*start, *options], env=os.environ | {"PYTHONPATH": str(ROOT / "src")})
    address = f"http://127.0.0.1:{port}/"
    deadline = time.monotonic() + 60
    try:
        while time.monotonic() < deadline and process.poll() is None:
            try:
                with urlopen(address, timeout=5):
                    break
            except OSError:
                time.sleep(0.1)
        assert process.poll() is None, "the server ended before it answered"
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
