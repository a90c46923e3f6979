"""Accessibility in a real browser: axe on every kind of page, narrow screens, paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from conftest import thin
from released import PAGES

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
LANGUAGES = ("nl", "en")
EVERY = [(kind, language) for kind in PAGES for language in LANGUAGES]

TOO_WIDE = """() => document.documentElement.scrollWidth > window.innerWidth + 1
    ? [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > window.innerWidth + 1
        && !e.closest('.table, pre, figure')).map(e => e.outerHTML.slice(0, 120)).slice(0, 3).concat('too wide') : []"""

CUT = "() => [...document.querySelectorAll('.table')].filter(e => e.scrollHeight > e.clientHeight + 2).length"

OUTSIDE = """() => [...document.querySelectorAll('svg.hgraph-thread g.box')].flatMap(box => {
    const edge = box.querySelector('rect').getBBox();
    return [...box.querySelectorAll('text')].filter(e => e.getBBox().x + e.getBBox().width > edge.x + edge.width)
        .map(e => e.textContent); })"""

OVER = """() => [...document.querySelectorAll('svg.hgraph-thread')].flatMap(picture => {
    const page = picture.viewBox.baseVal, texts = [...picture.querySelectorAll('text')].map(e => [e, e.getBBox()]);
    const inner = 3;  // a box of text is as high as its letters might be
    const over = (a, b) => Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 1
        && Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > inner;
    return texts.flatMap(([e, a], i) => texts.slice(i + 1).filter(([, b]) => over(a, b))
        .map(([f]) => `${e.textContent} | ${f.textContent}`)
        .concat(a.x < 0 || a.y < 0 || a.x + a.width > page.width || a.y + a.height > page.height ? [e.textContent]
            : []));
})"""


def problems(page: Page, only: dict[str, object], *, colours: bool = True) -> list[str]:
    """Return what axe finds on a page, one line each."""
    rules = {name: {"enabled": colours} for name in COLOURS}
    run = "options => axe.run(document, options).then(found => found.violations)"
    found = page.evaluate(run, {"runOnly": only, "rules": rules, "resultTypes": ["violations"]})
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Page]:
    """Open one page for all, as the checks leave nothing behind."""
    with browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce") as context:
        context.add_init_script(AXE_SCRIPT)
        yield context.new_page()


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_axe_finds_nothing(kind: str, language: str, shared: Page, address: str) -> None:
    shared.emulate_media(color_scheme="light")
    answer = shared.goto(f"{address}{PAGES[kind]}.{language}.html")
    assert answer is not None
    assert answer.ok, answer.url
    thin(shared)
    colours = language == LANGUAGES[0]  # they come from the style and not from the words, and cost most of the time
    assert problems(shared, {"type": "tag", "values": TAGS}, colours=colours) == []
    if colours:
        shared.emulate_media(color_scheme="dark")
        assert problems(shared, {"type": "rule", "values": COLOURS}) == []


@pytest.mark.parametrize("kind", PAGES)
def test_a_narrow_screen_shows_all_without_scrolling_sideways(kind: str, shared: Page, address: str) -> None:
    shared.set_viewport_size({"width": 320, "height": 640})
    shared.goto(f"{address}{PAGES[kind]}.nl.html")
    found = shared.evaluate(TOO_WIDE)
    shared.set_viewport_size({"width": 1280, "height": 900})
    assert found == []


@pytest.mark.parametrize("kind", ["question with its answer", "commitment", "rules", "words"])
def test_paper_shows_the_content_and_no_navigation(kind: str, shared: Page, address: str) -> None:
    shared.goto(f"{address}{PAGES[kind]}.nl.html")
    shared.emulate_media(media="print")
    seen = {name: shared.locator(name).first.is_visible() for name in ("h1", "header nav", "main")}
    cut = shared.evaluate(CUT)
    shared.emulate_media(media="screen")
    assert seen == {"h1": True, "header nav": False, "main": True}
    assert cut == 0


@pytest.mark.parametrize("kind", ["commitment", "plan", "passage", "article"])
def test_the_words_of_a_picture_stay_in_their_boxes(kind: str, shared: Page, address: str) -> None:
    shared.goto(f"{address}{PAGES[kind]}.nl.html")
    assert shared.locator("svg.hgraph-thread g.box").count() > 2
    assert shared.evaluate(OUTSIDE) == []
    assert shared.evaluate(OVER) == []
