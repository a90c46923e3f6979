"""The long walk of a policy officer against the running server: from words typed at home to a query of her own."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from hgraph.serve.editing import is_built

PLAN = "Horizontal Integration and Equal Opportunities Policy Plan 2020-2024"
COMMITMENT = "De doelstellingen en acties ten laatste op 26 juni 2020 ter goedkeuring voorleggen"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/hgraph/ns#Commitment> }"


def test_from_words_to_the_sentence_the_article_the_workbook_and_a_query(server: str, page: Page) -> None:
    troubles: list[str] = []
    page.on("console", lambda told: troubles.append(told.text) if told.type == "error" else None)
    page.on(
        "request", lambda asked: troubles.append(asked.url) if not asked.url.startswith((server, "data:")) else None
    )

    # Find a commitment by words.
    page.goto(server + "index.nl.html")
    page.get_by_role("searchbox").fill("goedkeuring 26 juni 2020")
    page.keyboard.press("Enter")
    found = page.get_by_role("main").get_by_role("link", name=COMMITMENT, exact=True)
    found.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("26 juni 2020")

    # Follow the thread to the quoted sentence, and to the article.
    expect(page.locator("blockquote").first).to_contain_text("26.06.2020")
    page.locator(".thread").get_by_role("link", name="Een samenleving waarin kansen centraal staan").first.click()
    expect(page.locator("blockquote").first).to_contain_text("robuust beleid")
    page.go_back()
    page.locator(".thread").get_by_role("link", name="Artikel 8 van het Gelijkekansendecreet").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Artikel 8")

    # Switch language; the same article.
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Article 8")

    # A question, its workbook, and the same question for one plan.
    page.get_by_role("navigation").get_by_role("link", name="Questions").click()
    page.get_by_role("link", name="Which commitments were kept late, and by how many days?").click()
    with page.expect_download() as download:
        page.get_by_role("main").get_by_role("link", name="XLSX").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert 119 in [cell.value for row in book.worksheets[1].iter_rows() for cell in row]
    page.get_by_label("Plan").select_option(label=PLAN)
    page.get_by_role("button", name="Show the answer").click()
    expect(page.get_by_role("table").first).to_contain_text("119")

    # A query of her own, in the plain form.
    page.goto(server + "sparql.en.html")
    form = page.locator("#query-form")
    if is_built():  # the form stands back for the editor, until it is asked for
        page.locator("[aria-controls=query-form]").click()
    form.get_by_role("textbox").fill(COUNT)
    form.get_by_role("button").click()
    expect(page.get_by_role("table").first).to_contain_text("8")
    assert troubles == []
