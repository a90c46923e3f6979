"""The editor for queries on the running server: it colours, completes, asks and shows; and nothing leaves the site."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from engines import require
from hgraph.serve.editing import is_built

COUNT = "SELECT (COUNT(*) AS ?number) WHERE { ?s a <https://w3id.org/hgraph/ns#Commitment> }"


@pytest.fixture(autouse=True)
def _needs_the_editor() -> None:
    require(is_built(), "The editor (make editor)")


@pytest.fixture
def editor(server: str, page: Page) -> Page:
    """Open the page to write a query on, as the navigation leads there."""
    page.goto(server + "index.en.html")
    page.get_by_role("contentinfo").get_by_role("link", name="SPARQL").click()
    expect(page.locator(".yasgui .CodeMirror").first).to_be_visible()
    return page


def written(page: Page, text: str) -> None:
    """Put a text into the editor as a hand would."""
    page.locator(".CodeMirror").first.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)


def test_a_query_is_asked_and_its_answer_shown(editor: Page) -> None:
    written(editor, COUNT)
    editor.locator(".yasqe_queryButton").first.click()
    table = editor.locator(".yasr table").first
    expect(table).to_contain_text("number")
    expect(table).to_contain_text("8")


def test_what_is_no_query_is_marked(editor: Page) -> None:
    written(editor, "SELECT WHERE {{")
    expect(editor.locator(".CodeMirror .parseErrorIcon").first).to_be_visible()


def test_the_plain_form_is_one_button_away(editor: Page) -> None:
    form = editor.locator("#query-form")
    expect(form).to_be_hidden()
    toggle = editor.locator("[aria-controls=query-form]")
    toggle.press("Enter")
    expect(form).to_be_visible()
    expect(toggle).to_have_attribute("aria-expanded", "true")


def test_nothing_leaves_the_site_and_nothing_fails(server: str, page: Page) -> None:
    troubles: list[str] = []
    page.on("console", lambda told: troubles.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith((server, "data:")) else troubles.append(asked.url))
    page.goto(server + "sparql.nl.html")
    written(page, COUNT)
    page.locator(".yasqe_queryButton").first.click()
    expect(page.locator(".yasr table").first).to_contain_text("8")
    written(page, "SELECT WHERE {{")
    page.locator(".CodeMirror .parseErrorIcon").first.hover()
    expect(page.locator(".expected").first).to_have_text("DISTINCT")
    assert troubles == []


def test_there_are_only_so_many_tabs(editor: Page) -> None:
    add = editor.locator("button.addTab")
    for _ in range(9):
        add.click()
    expect(add).to_be_disabled()
    editor.evaluate("document.querySelector('button.addTab').disabled = false")
    add.click()
    assert editor.locator(".tabsList .tab").count() == 10
    editor.locator(".tabsList .tab.active .closeTab").click()
    expect(add).to_be_enabled()


def test_classes_in_use_are_offered(editor: Page) -> None:
    written(editor, "PREFIX hg: <https://w3id.org/hgraph/ns#>\nSELECT * WHERE { ?s a hg:Commi")
    editor.keyboard.press("Control+Space")
    expect(editor.locator(".CodeMirror-hints")).to_contain_text("Commitment")


def test_a_phone_shows_the_whole_editor(server: str, page: Page) -> None:
    page.set_viewport_size({"width": 380, "height": 800})
    page.goto(server + "sparql.nl.html")
    expect(page.locator(".yasgui .CodeMirror").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 380


def test_the_editor_speaks_the_language_of_the_page(server: str, page: Page) -> None:
    page.goto(server + "sparql.nl.html")
    written(page, "SELECT ('Next' AS ?Table) WHERE {}")
    page.get_by_role("button", name="Zoekvraag uitvoeren").first.click()
    answer = page.locator(".yasr").first
    expect(answer.locator("table")).to_contain_text("Next")
    expect(answer.locator(".dt-column-title").get_by_text("Table", exact=True).first).to_be_visible()
    expect(answer.get_by_placeholder("Resultaten filteren")).to_be_visible()
    expect(answer.get_by_text("resultaat in")).to_be_visible()
    expect(page.get_by_role("button", name="Run query")).to_have_count(0)
    expect(page.locator(".yasgui").get_by_label("Een nieuw tabblad toevoegen")).to_be_visible()
