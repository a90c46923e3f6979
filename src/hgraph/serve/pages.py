"""Pages that are made when they are asked for: results as tables, answers to questions with their form, refusals."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from hgraph.messages import message
from hgraph.pages import Format, Frame, Page, Shown
from hgraph.pages.reference.grids import Grid
from hgraph.serve.forms import GRAPHS, HTML, ROWS
from hgraph.serve.refusals import Refusal
from hgraph.serve.results_read import table_of
from hgraph.serve.serving import Serving
from hgraph.serve.sparql import Asked, iri_texts
from hgraph.serve.wire import Answer
from hgraph.terms import Iri, Term

ROWS_SHOWN = 1_000
"""Rows on a page; files have all."""
_LONGEST = 3_000


@dataclass(frozen=True)
class ServedPage(Page):
    """A page at an address with parameters: in another language it is asked for again."""

    asked: tuple[tuple[str, str], ...] = field(default=())

    def to(self, path: str, language: str | None = None) -> str:
        """Return the address of a page; of this one, with its parameters."""
        if path != self.path:
            return super().to(path, language)
        pairs = [pair for pair in self.asked if pair[0] != "language"]
        address = "?" + urlencode([*pairs, ("language", language or self.language)])
        return address if len(address) <= _LONGEST else f"?language={language or self.language}"


def results_page(serving: Serving, asked: Asked, found: Answer, content: bytes, language: str) -> bytes:
    """Return the result of a query as a page. Call it in a thread: names are looked up."""
    page = ServedPage("sparql", language, (("query", asked.query),))
    forms = GRAPHS if found.kind == "triples" else ROWS
    formats = [
        Format(form.name.upper(), asked.address(format=form.name), form.media_type)
        for form in forms
        if form is not HTML
    ]
    truth = json.loads(content)["boolean"] if found.kind == "boolean" else None
    limits = serving.settings.serving
    return serving.frame.render(
        "served/results.html",
        page,
        title=message("serve.results.title", language),
        query=asked.query,
        graphs=[("default-graph-uri", name) for name in asked.default_graphs]
        + [("named-graph-uri", name) for name in asked.named_graphs],
        truth=truth,
        grid=None if found.kind == "boolean" else _grid(serving, content, page),
        count=found.count,
        shown=ROWS_SHOWN,
        cut=found.cut,
        limit=limits.rows,
        ways=formats,
    )


def _grid(serving: Serving, content: bytes, page: Page) -> Grid | None:
    table = table_of(content)
    rows = table.rows[:ROWS_SHOWN]
    if not rows:
        return None
    namer = serving.namer(iri_texts([term for row in rows for term in row]))

    def cell(term: Term | None) -> Shown:
        if term is None:
            return Shown("")
        return Shown(str(term)) if isinstance(term, Iri) and term.startswith("_:") else namer.term(term, page)

    caption = message("serve.results.caption", page.language)
    return Grid(
        "results", caption, [f"?{name}" for name in table.columns], [[cell(t) for t in row] for row in rows], seen=False
    )


def refusal_page(frame: Frame, refusal: Refusal, language: str, depth: int) -> bytes:
    """Return why a request is refused, as a page that stands so many folders deep."""
    page = ServedPage("/".join([*["-"] * depth, "-"]), language)
    return frame.render(
        "served/refusal.html",
        page,
        title=message("serve.refused.title", language, status=refusal.status),
        sentence=refusal.sentence(language),
        offers=refusal.offers,
    )


def refusal_text(refusal: Refusal, language: str) -> bytes:
    """Return why a request is refused, as plain text."""
    lines: Sequence[str] = [refusal.sentence(language), *(f"{href}  {kind}" for href, kind in refusal.offers)]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")
