"""Documents for people: headings, sentences, lists, tables and pictures, made once and shown in every form.

::

    document = Document("Wat is er veranderd?", "nl", [Paragraph("3 acties kregen een andere datum.")])
    print(document_text(document, 100, draw))
"""

from hgraph.documents.as_docx import document_docx
from hgraph.documents.as_html import document_html
from hgraph.documents.as_markdown import document_markdown
from hgraph.documents.as_pdf import document_pdf
from hgraph.documents.as_text import document_text
from hgraph.documents.as_xlsx import document_xlsx
from hgraph.documents.bars import Bar, bars_svg
from hgraph.documents.model import Block, Bullets, Document, Facts, Figure, Grid, Heading, Item, Paragraph, Quotation
from hgraph.documents.zipped import fixed_zip, settled_zip

__all__ = [
    "Bar",
    "Block",
    "Bullets",
    "Document",
    "Facts",
    "Figure",
    "Grid",
    "Heading",
    "Item",
    "Paragraph",
    "Quotation",
    "bars_svg",
    "document_docx",
    "document_html",
    "document_markdown",
    "document_pdf",
    "document_text",
    "document_xlsx",
    "fixed_zip",
    "settled_zip",
]
