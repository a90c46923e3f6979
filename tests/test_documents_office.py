"""Documents as Word files and as PDF: the same headings, tables and words as the page, and fit for every reader."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given, settings
from pypdf import PdfReader

from hgraph.documents import (
    Bullets,
    Document,
    Figure,
    Grid,
    Heading,
    Item,
    Paragraph,
    document_docx,
    document_html,
    document_pdf,
)
from hgraph.documents.columns import column_weights
from strategies import any_text
from test_documents import document

SIGNS = "“ ” ’ é … – ● ○ €"
WIDE = Document("Breed", "nl", [Grid([f"k{n}" for n in range(14)], [["●"] * 14], (False,) * 14)])


def pages(content: bytes) -> str:
    """Return the text of a PDF, with spaces and places where words may break as single spaces."""
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return " ".join(text.replace("\u200b", "").split())


def word(content: bytes) -> docx.document.Document:
    """Return a Word file, opened."""
    return docx.Document(io.BytesIO(content))


class TestWord:
    """Word files."""

    def test_hold_the_headings_and_tables_of_the_page(self) -> None:
        made = document(f"Naam {SIGNS}")
        page = document_html(made)
        opened = word(document_docx(made))
        levels = Counter(p.style.name for p in opened.paragraphs if p.style is not None)
        assert levels["Title"] == 1
        assert levels["Heading 1"] == page.count("<h2")
        assert levels["Heading 2"] == page.count("<h3")
        assert len(opened.tables) == page.count("<table>")
        rows = [len(table.rows) for table in opened.tables]
        assert sum(rows) == page.count("<tr>")
        texts = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
        assert texts.count(f"Naam {SIGNS}") == 3
        assert sum(p.style is not None and p.style.name.startswith("List Bullet") for p in opened.paragraphs) == 4

    def test_name_their_title_language_and_heading_rows(self) -> None:
        for language, tag in (("nl", "nl-BE"), ("en", "en-GB")):
            opened = word(document_docx(Document("Titel", language, [Grid(["a"], [["b"]])])))
            assert (opened.core_properties.title, opened.core_properties.language) == ("Titel", tag)
            assert {e.get(qn("w:val")) for e in opened.styles.element.iter(qn("w:lang"))} == {tag}
            marks = [row._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) for row in opened.tables[0].rows]
            assert [mark is not None for mark in marks] == [True, False]

    def test_pictures_have_words(self) -> None:
        opened = word(document_docx(document("Een staaf")))
        (shape,) = opened.inline_shapes
        assert shape._inline.docPr.get("descr") == "Een staaf"

    def test_a_gap_is_highlighted(self) -> None:
        opened = word(document_docx(Document("T", "nl", [Paragraph("[aan te vullen: iets]", "gap")])))
        (gap,) = [run for p in opened.paragraphs for run in p.runs if run.text.startswith("[aan")]
        assert gap.font.highlight_color is not None

    def test_a_wide_table_stands_on_a_turned_page(self) -> None:
        turns = [section.orientation for section in word(document_docx(WIDE)).sections]
        assert turns == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]

    def test_deep_lists_keep_all_their_lines(self) -> None:
        deep = Item("0")
        for number in range(1, 12):
            deep = Item(str(number), [deep])
        texts = [p.text for p in word(document_docx(Document("T", "nl", [Bullets([deep])]))).paragraphs]
        assert [text for text in texts if text.isdigit()] == [str(n) for n in reversed(range(12))]

    def test_nothing_in_them_depends_on_when_they_were_made(self) -> None:
        made = document_docx(document("Naam"))
        assert made == document_docx(document("Naam"))
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
            assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


class TestPdf:
    """PDF files."""

    def test_hold_every_sign_and_word(self) -> None:
        text = pages(document_pdf(document(f"Naam {SIGNS}")))
        assert text.count(f"Naam {SIGNS}") >= 12

    def test_are_tagged_and_name_their_title_and_language(self) -> None:
        reader = PdfReader(io.BytesIO(document_pdf(document("Naam van een actie"))))
        catalogue = reader.trailer["/Root"]
        assert catalogue["/MarkInfo"]["/Marked"]
        assert str(catalogue["/Lang"]).startswith("nl")
        assert reader.metadata is not None
        assert reader.metadata.title == "Naam van een actie"
        assert reader.xmp_metadata is not None
        assert b"pdfuaid:part" in reader.xmp_metadata.stream.get_data()

    def test_have_the_headings_as_bookmarks(self) -> None:
        reader = PdfReader(io.BytesIO(document_pdf(document("Kop"))))
        flat = [item for item in reader.outline if not isinstance(item, list)]
        assert [item.title for item in flat] == ["Kop", "0", "1", "2", "3"]

    def test_what_looks_like_markup_is_text(self) -> None:
        hostile = '#set page(width: 1cm) *b* _i_ $x$ [a](b) @ref <l> \\ "q" #read("/etc/passwd")'
        text = pages(
            document_pdf(Document("T", "nl", [Paragraph(hostile), Heading(hostile), Bullets([Item(hostile)])]))
        )
        assert text.count("#read(") == 3
        assert "root:" not in text

    def test_a_wide_table_stands_on_a_turned_page(self) -> None:
        boxes = [page.mediabox for page in PdfReader(io.BytesIO(document_pdf(WIDE))).pages]
        assert any(box.width > box.height for box in boxes)
        assert any(box.width < box.height for box in boxes)

    def test_a_long_address_stays_within_its_column(self) -> None:
        address = "https://www.example.org/" + "heel-lang-adres/" * 12
        grid = Grid(["naam", "adres"], [["kort", address]])
        assert address in pages(document_pdf(Document("T", "nl", [grid]))).replace(" ", "")

    def test_they_are_the_same_every_time(self) -> None:
        assert document_pdf(document("Naam")) == document_pdf(document("Naam"))

    def test_a_script_without_a_font_does_not_stop_it(self) -> None:
        reader = PdfReader(io.BytesIO(document_pdf(Document("T", "nl", [Paragraph("\u4f60\u597d en de rest")]))))
        assert "en de rest" in pages(document_pdf(Document("T", "nl", [Paragraph("\u4f60\u597d en de rest")])))
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]

    def test_a_table_without_rows_and_a_list_without_items(self) -> None:
        made = document_pdf(Document("T", "nl", [Grid(["a"], []), Bullets([]), Paragraph("")]))
        assert "a" in pages(made)


@settings(max_examples=25)
@given(any_text)
def test_any_text_can_be_written(text: str) -> None:
    made = document(text)
    assert word(document_docx(made)).core_properties.language == "nl-BE"
    assert len(PdfReader(io.BytesIO(document_pdf(made))).pages) >= 1


@pytest.mark.parametrize("columns", [1, 3, 7, 8, 20])
def test_every_column_gets_room_for_its_words(columns: int) -> None:
    grid = Grid(["kop"] * columns, [["een tekst van zekere lengte die doorloopt"] * columns])
    weights = column_weights(grid)
    assert len(weights) == columns
    assert all(weight >= len("doorloopt") for weight in weights)


def test_a_heading_in_bold_gets_more_room_than_the_same_word_below_it() -> None:
    first, second = column_weights(Grid(["Waarschuwing", "n"], [["n", "Waarschuwing"]]))
    assert first > second


def test_a_figure_is_a_picture_in_both() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><circle r="5"/></svg>'
    made = Document("T", "nl", [Figure(svg, "Een cirkel")])
    file = word(document_docx(made))
    assert len(file.inline_shapes) == 1
    assert str(file.styles["Caption"].font.color.rgb) == str(file.styles["Normal"].font.color.rgb)
    assert re.search(r"Een cirkel", pages(document_pdf(made)))
