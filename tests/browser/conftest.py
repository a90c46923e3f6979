"""A release of the real plan in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from published import real_site
from released import ARGUMENTS, CHROMIUM, handed_out


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
