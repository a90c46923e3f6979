"""A thread drawn wider than the page, in a real browser: the drawing scrolls in a frame of its own, the page never."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from hgraph.messages import message

_WIDTH: Final = re.compile(r'<svg[^>]* class="hgraph-thread"[^>]*viewBox="0 0 (\d+)')
WIDTHS: Final = (1280, 380)
LANGUAGES: Final = ("nl", "en")
SIDEWAYS: Final = """() => { window.scrollTo(500, window.scrollY);
    const root = document.documentElement;
    return [window.scrollX, Math.max(0, root.scrollWidth - root.clientWidth)]; }"""
LAST_BOX_SEEN: Final = """frame => { const edge = frame.getBoundingClientRect();
    const ends = [...frame.querySelectorAll('g.box rect')].map(e => e.getBoundingClientRect().right);
    return Math.max(...ends) <= edge.right + 1 && edge.left >= 0 && edge.right <= window.innerWidth; }"""


@pytest.fixture(scope="session")
def widest(release: Path) -> str:
    """Return the page whose thread is drawn widest: its path without language and suffix."""
    found = [
        (int(drawn[1]), path.relative_to(release).as_posix().removesuffix(".nl.html"))
        for path in sorted((release / "doc").rglob("*.nl.html"))
        if (drawn := _WIDTH.search(path.read_text("utf-8")))
    ]
    width, page = max(found)
    assert width > max(WIDTHS), "no thread of the real plan is wider than the page any more"
    return page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_drawing_wider_than_the_page_scrolls_in_its_own_frame(
    width: int, language: str, page: Page, address: str, widest: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}{widest}.{language}.html")
    frame = page.get_by_role("region", name=message("pages.thing.picture", language), exact=True)
    expect(frame).to_have_count(1)
    expect(frame).to_have_attribute("tabindex", "0")
    assert frame.evaluate("frame => frame.querySelector('svg').getBoundingClientRect().width") > width
    assert frame.evaluate("frame => frame.scrollWidth - frame.clientWidth") > 0
    assert page.evaluate(SIDEWAYS) == [0, 0]
    frame.evaluate("frame => { frame.scrollLeft = frame.scrollWidth; }")
    assert frame.evaluate(LAST_BOX_SEEN)
    assert page.evaluate(SIDEWAYS) == [0, 0]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_frame_is_reached_and_scrolled_by_keyboard(width: int, page: Page, address: str, widest: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}{widest}.nl.html")
    frame = page.locator("figure.picture")
    stops = page.locator("a[href], button, input, summary, [tabindex='0']").count()
    for _ in range(stops):
        page.keyboard.press("Tab")
        if frame.evaluate("frame => frame === document.activeElement"):
            break
    expect(frame).to_be_focused()
    assert frame.evaluate("frame => getComputedStyle(frame).outlineStyle") != "none"
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('figure.picture').scrollLeft > 0")
    assert page.evaluate(SIDEWAYS) == [0, 0]
