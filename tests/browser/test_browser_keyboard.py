"""The site by keyboard alone, and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from conftest import thin
from released import PAGES

FOCUSED = """() => { const e = document.activeElement, b = e.getBoundingClientRect();
    return [e.tagName, e.className, e.getAttribute('href') || '', e.id,
        b.width > 0 && b.height > 0 && getComputedStyle(e).outlineStyle !== 'none'] }"""


def test_the_first_stop_leads_to_the_content(page: Page, address: str) -> None:
    page.goto(address + "index.nl.html")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)[1] == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED)[3] == "content"


@pytest.mark.parametrize(
    "kind", ["home", "commitment", "question with its answer", "question with a choice", "words", "query form"]
)
def test_tab_goes_everywhere_and_out_again(kind: str, page: Page, address: str) -> None:
    page.goto(f"{address}{PAGES[kind]}.nl.html")
    thin(page)
    selector = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
    wanted = page.evaluate("s => [...document.querySelectorAll(s)].filter(e => e.checkVisibility()).length", selector)
    assert wanted > 10
    stops, hidden, before = 0, [], None
    while stops < wanted + 5:
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused[0] == "BODY":
            break
        if focused[3] and focused[:4] == before:  # the parts of a date are stops within one field
            continue
        stops, before = stops + 1, focused[:4]
        if not focused[4]:
            hidden.append(focused)
    assert hidden == []
    assert stops == wanted


def test_a_wide_table_scrolls_by_keyboard(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 380, "height": 700})
    page.goto(f"{address}{PAGES['question with its answer']}.nl.html")
    table = page.locator(".table").first
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.table').scrollLeft > 0")


def test_details_open_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}{PAGES['rule']}.nl.html")
    summary = page.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details pre").first).to_be_visible()


def test_without_scripts_the_way_from_home_to_the_words_is_open(plain_page: Page, address: str) -> None:
    plain_page.goto(address + "index.nl.html")
    plain_page.get_by_role("link", name="Soorten", exact=True).first.click()
    plain_page.get_by_role("main").get_by_role("link", name="Toezegging", exact=True).click()
    plain_page.get_by_role("main").get_by_role("link", name="26 juni 2020").first.click()
    plain_page.get_by_role("main").get_by_role(
        "link", name="Ter goedkeuring ten laatste op 26 juni", exact=True
    ).first.click()
    expect(plain_page.locator("blockquote").first).to_contain_text("Ten laatste op 26 juni")


def test_without_scripts_a_question_shows_its_answer(plain_page: Page, address: str) -> None:
    plain_page.goto(address + "index.en.html")
    plain_page.get_by_role("navigation").get_by_role("link", name="Questions").click()
    plain_page.get_by_role("link", name="Which commitments were kept late, and by how many days?").click()
    expect(plain_page.get_by_role("table").first).to_contain_text("119")
    with plain_page.expect_download() as download:
        plain_page.get_by_role("main").get_by_role("link", name="XLSX").click()
    assert download.value.suggested_filename.endswith(".xlsx")
