"""Documents: the same words in every form, and no text of somebody else that is taken for markup."""

from __future__ import annotations

import re

import pytest
from html5rdf import HTMLParser
from hypothesis import given
from hypothesis import strategies as st

from hgraph.cli.tables import draw
from hgraph.documents import (
    Bullets,
    Document,
    Facts,
    Figure,
    Grid,
    Heading,
    Item,
    Paragraph,
    Quotation,
    document_html,
    document_markdown,
    document_text,
)
from hgraph.messages import printable
from strategies import any_text

SVG = '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="een punt"><circle r="1"/></svg>'


def document(text: str) -> Document:
    """Return a document with every kind of block that holds a text."""
    blocks = [
        Heading(text),
        Heading(text, 3),
        Paragraph(text),
        Paragraph(text, "strong"),
        Paragraph(text, "note"),
        Bullets([Item(text, [Item(text, [Item(text)])]), Item(text)]),
        Facts([(text, text)]),
        Grid([text, "aantal"], [[text, "12"], [text, "3"]], (False, True), text, row_headings=True),
        Grid(["a"], [["b"]]),
        Quotation(text, text),
        Figure(SVG, text),
        *(Heading(f"{number}") for number in range(4)),
    ]
    return Document(text, "nl", blocks, text)


PLAIN = document("Naam van een actie")


def test_text() -> None:
    assert document_text(PLAIN, 40, draw) == (
        "Naam van een actie\nNaam van een actie\n\n"
        "Naam van een actie\n──────────────────\n\n"
        "Naam van een actie\n\n"
        "Naam van een actie\n\nNaam van een actie\n\nNaam van een actie\n\n"
        "• Naam van een actie\n  • Naam van een actie\n    • Naam van een actie\n• Naam van een actie\n\n"
        "Naam van een actie: Naam van een actie\n\n"
        "Naam van een actie\n"
        "Naam van een actie   aantal\n───────────────────────────\n"
        "Naam van een actie       12\nNaam van een actie        3\n\n"
        "a\n─\nb\n\n"
        "  “Naam van een actie”\n  Naam van een actie\n\n"
        "0\n─\n\n1\n─\n\n2\n─\n\n3\n─\n"
    )


def test_markdown() -> None:
    assert document_markdown(PLAIN) == (
        "# Naam van een actie\n\nNaam van een actie\n\n"
        "## Naam van een actie\n\n### Naam van een actie\n\n"
        "Naam van een actie\n\n**Naam van een actie**\n\n*Naam van een actie*\n\n"
        "- Naam van een actie\n  - Naam van een actie\n    - Naam van een actie\n- Naam van een actie\n\n"
        "- **Naam van een actie:** Naam van een actie\n\n"
        "**Naam van een actie**\n\n"
        "| Naam van een actie | aantal |\n| --- | --: |\n| Naam van een actie | 12 |\n| Naam van een actie | 3 |\n\n"
        "| a |\n| --- |\n| b |\n\n"
        "> “Naam van een actie”\n>\n> Naam van een actie\n\n"
        "## 0\n\n## 1\n\n## 2\n\n## 3\n"
    )


def test_html_is_valid_and_names_its_parts() -> None:
    page = document_html(PLAIN)
    parser = HTMLParser(strict=False)
    parser.parse(page)
    assert parser.errors == []
    assert page.startswith('<!doctype html>\n<html lang="nl">\n')
    assert page.count("<caption") == page.count("</table>") == 2
    assert page.count("<h2") == 5
    links = re.findall(r'<a href="#([^"]+)"', page)
    assert len(links) == 5
    assert set(links) <= set(re.findall(r'id="([^"]+)"', page))
    assert SVG in page
    assert "script" not in page
    assert "://" not in page.replace(SVG, "")


@pytest.mark.parametrize(
    "hostile", ['<img src=x onerror="alert(1)">', "a | b\n# c", "[x](javascript:alert(1))", "@wie"]
)
def test_hostile_texts(hostile: str) -> None:
    assert "<img" not in document_html(document(hostile))
    marked = document_markdown(document(hostile))
    assert "<img" not in marked.replace("\\<img", "")
    assert "\n# c" not in marked
    assert "](javascript" not in marked.replace("\\](javascript", "")
    assert len(marked.splitlines()) == len(document_markdown(PLAIN).splitlines())


@given(any_text, st.integers(30, 120))
def test_any_text_can_be_shown(text: str, width: int) -> None:
    made = document(text)
    shown = document_text(made, width, draw)
    assert printable(shown.replace("\n", "")) == shown.replace("\n", "")
    parser = HTMLParser(strict=False)
    parser.parse(document_html(made))
    assert parser.errors == []
    lines = document_markdown(made).splitlines()
    assert sum(line.startswith("|") for line in lines) == 7
