"""A document as a Word file that can be filled in: with headings, table headings, texts for pictures and a language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from hgraph.documents.as_pdf import picture_png
from hgraph.documents.columns import WIDE_FROM, column_weights
from hgraph.documents.model import Block, Bullets, Document, Facts, Figure, Grid, Heading, Item, Paragraph, Quotation
from hgraph.documents.zipped import settled_zip
from hgraph.reports import legible

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph as WordParagraph

_FIXED: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_LANGUAGES: Final = {"nl": "nl-BE", "en": "en-GB"}
_FONT: Final = "Calibri"
_INK: Final = "1B1F24"
_SOFT: Final = "4D5661"
_LIST_STYLES: Final = 3
"""Word's own list styles go so deep; deeper lists are set in further."""
_INDENT: Final = 0.63
"""Centimetres that a list is set in for each level."""
_WIDTH, _HEIGHT, _MARGIN = 21.0, 29.7, 2.2
"""A page upright, in centimetres."""
_NOT_NEEDED: Final = "stylesWithEffects"
"""A part of the empty document that only Word 2007 read."""


def document_docx(document: Document) -> bytes:
    """Return a document as docx, the same bytes for the same document; nothing in its texts is taken for markup."""
    return settled_zip(_Writer(document).written())


class _Writer:
    """Writes one document with python-docx."""

    def __init__(self, document: Document) -> None:
        import docx

        self._document = document
        self._word: WordDocument = docx.Document()
        self._style_ids: dict[str, str] = {}

    def written(self) -> bytes:
        """Return the whole, as python-docx writes it."""
        self._set_up()
        self._paragraph(self._document.title, style="Title")
        if self._document.subtitle:
            self._paragraph(self._document.subtitle, colour=_SOFT)
        for block in self._document.blocks:
            self._block(block)
        stream = BytesIO()
        self._word.save(stream)
        return stream.getvalue()

    def _set_up(self) -> None:
        from docx.shared import Cm

        properties = self._word.core_properties
        tag = _LANGUAGES[self._document.language]
        properties.title, properties.language = legible(self._document.title)[:255], tag
        properties.author, properties.comments, properties.last_modified_by = "", "", ""
        properties.created = properties.modified = _FIXED
        properties.revision = 1
        self._set_styles(tag)
        page = self._word.sections[0]
        page.page_width, page.page_height = Cm(_WIDTH), Cm(_HEIGHT)
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(_MARGIN)
        self._number_pages(page.footer.paragraphs[0])
        links = self._word.part.rels
        for name in [name for name, link in links.items() if link.reltype.endswith(_NOT_NEEDED)]:
            del links[name]

    def _set_styles(self, language: str) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        sizes = {"Normal": 10.5, "Title": 20, "Heading 1": 14, "Heading 2": 12, "Heading 3": 10.5, "Caption": 9}
        for name, size in sizes.items():
            style: Any = self._word.styles[name]
            style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), RGBColor.from_string(_INK)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in [each for each in fonts.attrib if each.endswith("Theme")]:
                del fonts.attrib[theme]
            fonts.set(qn("w:cs"), _FONT)
        self._word.styles["Caption"].font.bold = False
        for level in range(1, _LIST_STYLES + 1):
            self._word.styles[_list_style(level)].paragraph_format.space_after = Pt(2)
        for element in self._word.styles.element.iter(qn("w:lang")):
            element.set(qn("w:val"), language)

    def _number_pages(self, paragraph: WordParagraph) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self._run(paragraph, f"{legible(self._document.title)} \u00b7 ", colour=_SOFT, size=8.5)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields

    def _block(self, block: Block) -> None:
        match block:
            case Heading(text, level):
                self._paragraph(text, style=f"Heading {min(level - 1, 3)}")
            case Paragraph():
                self._sentences(block)
            case Bullets(items):
                for item in items:
                    self._item(item, 1)
            case Facts(pairs):
                for name, value in pairs:
                    paragraph = self._paragraph(f"{' '.join(name.split())}: ", bold=True)
                    self._run(paragraph, value)
            case Grid():
                self._grid(block)
            case Quotation(text, source):
                self._quotation(text, source)
            case Figure():
                self._figure(block)

    def _paragraph(self, text: str, *, style: str | None = None, **look: Any) -> WordParagraph:  # noqa: ANN401
        paragraph = self._word.add_paragraph()
        if style:
            # python-docx looks a style up by its name again and again, which takes most of the time in a long document.
            if style not in self._style_ids:
                self._style_ids[style] = self._word.styles[style].style_id
            paragraph._p.style = self._style_ids[style]  # noqa: SLF001
        self._run(paragraph, text, **look)
        return paragraph

    @staticmethod
    def _run(
        paragraph: WordParagraph, text: str, *, bold: bool = False, colour: str | None = None, size: float | None = None
    ) -> Any:  # noqa: ANN401 - a run of python-docx
        from docx.shared import Pt, RGBColor

        # Runs of spaces are kept at both ends only, where texts meet.
        run = paragraph.add_run(_flat(text))
        run.bold = bold or None
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)
        if size:
            run.font.size = Pt(size)
        return run

    def _sentences(self, block: Paragraph) -> None:
        from docx.enum.text import WD_COLOR_INDEX

        paragraph = self._word.add_paragraph()
        run = self._run(
            paragraph, block.text, bold=block.weight == "strong", colour=_SOFT if block.weight == "note" else None
        )
        paragraph.paragraph_format.keep_with_next = block.weight == "strong"
        if block.weight == "gap":
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    def _item(self, item: Item, depth: int) -> None:
        from docx.shared import Cm

        paragraph = self._paragraph(item.text, style=_list_style(min(depth, _LIST_STYLES)))
        if depth > _LIST_STYLES:
            paragraph.paragraph_format.left_indent = Cm(_INDENT * depth)
        for below in item.below:
            self._item(below, depth + 1)

    def _quotation(self, text: str, source: str) -> None:
        from docx.shared import Cm, Pt

        paragraph = self._word.add_paragraph()
        self._run(paragraph, f"\u201c{_flat(text)}\u201d").italic = True
        paragraph.paragraph_format.left_indent = Cm(1)
        if source:
            paragraph.paragraph_format.space_after = Pt(0)
            place = self._paragraph(source, colour=_SOFT, size=9)
            place.paragraph_format.left_indent = Cm(1)

    def _figure(self, figure: Figure) -> None:
        from docx.shared import Cm

        shape = self._word.add_picture(BytesIO(picture_png(figure)), width=Cm(16))
        drawn: Any = shape._inline.docPr  # noqa: SLF001 - python-docx has no texts for pictures
        drawn.set("descr", legible(figure.caption))
        self._paragraph(figure.caption, style="Caption")

    def _grid(self, grid: Grid) -> None:
        from docx.shared import Cm

        wide = len(grid.headings) >= WIDE_FROM
        if wide:
            self._turn(wide=True)
        if grid.caption:
            self._paragraph(grid.caption, colour=_SOFT).paragraph_format.keep_with_next = True
        size = 7.5 if len(grid.headings) > 12 else 9
        table = self._word.add_table(rows=0, cols=len(grid.headings), style="Table Grid")
        table.autofit = False
        weights = column_weights(grid)
        room = (_HEIGHT if wide else _WIDTH) - 2 * _MARGIN
        widths = [room * weight / sum(weights) for weight in weights]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        self._row(table, grid.headings, grid, size, heading=True)
        for row in grid.rows:
            self._row(table, row, grid, size)
        if wide:
            self._turn(wide=False)
        else:
            self._word.add_paragraph()

    def _row(self, table: Table, texts: Sequence[str], grid: Grid, size: float, *, heading: bool = False) -> None:
        from docx.oxml import OxmlElement

        row: Any = table.add_row()  # type: ignore[no-untyped-call]
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no heading rows
        properties.append(OxmlElement("w:cantSplit"))
        if heading:
            properties.append(OxmlElement("w:tblHeader"))
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            bold = heading or (grid.row_headings and column == 0)
            self._cell(cell, text, size, bold=bold, right=grid.is_numeric(column))

    def _cell(self, cell: _Cell, text: str, size: float, *, bold: bool, right: bool) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._run(paragraph, text, bold=bold, size=size)

    def _turn(self, *, wide: bool) -> None:
        from docx.enum.section import WD_ORIENT, WD_SECTION
        from docx.shared import Cm

        section = self._word.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Cm(_HEIGHT), Cm(_WIDTH)) if wide else (Cm(_WIDTH), Cm(_HEIGHT))


def _list_style(level: int) -> str:
    return "List Bullet" if level == 1 else f"List Bullet {level}"


def _flat(text: str) -> str:
    """Return a text on one line, with a space at an end where there was one."""
    flat = " ".join(legible(text).split())
    return f"{' ' if text[:1].isspace() else ''}{flat}{' ' if text[-1:].isspace() and flat else ''}"
