"""The forms in which a query is answered, by the kind of query."""

from __future__ import annotations

from typing import Final

from hgraph.releases import Form

HTML: Final = Form("html", "text/html", ".html")
JSON: Final = Form("json", "application/sparql-results+json", ".srj")
CSV: Final = Form("csv", "text/csv", ".csv")
XLSX: Final = Form("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")
ROWS: Final = (
    JSON,
    Form("xml", "application/sparql-results+xml", ".srx"),
    CSV,
    Form("tsv", "text/tab-separated-values", ".tsv"),
    HTML,
)
"""Of SELECT and ASK; a client that takes anything gets JSON, and browsers name pages."""
GRAPHS: Final = (
    Form("turtle", "text/turtle", ".ttl"),
    Form("ntriples", "application/n-triples", ".nt"),
    Form("jsonld", "application/ld+json", ".jsonld"),
    Form("rdfxml", "application/rdf+xml", ".rdf"),
    HTML,
)
"""Of CONSTRUCT and DESCRIBE."""
ANSWERS: Final = (HTML, CSV, XLSX, JSON)
"""Of questions."""


def named(wanted: str, forms: tuple[Form, ...]) -> Form | None:
    """Return the form that a name means: its own, its media type, or the end of its files."""
    name = wanted.strip().lower()
    short = {"ttl": "turtle", "nt": "ntriples", "json-ld": "jsonld", "rdf": "rdfxml", "srj": "json", "srx": "xml"}
    return next((form for form in forms if short.get(name, name) in (form.name, form.media_type)), None)
