"""Searching without a server: an index of names and words that a script reads, and Pagefind where it is installed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from textwrap import shorten
from typing import Final

from hgraph.namespaces import DCT, HG, SKOS
from hgraph.pages.edition import Edition
from hgraph.pages.frame import ALL, SEARCH, Page
from hgraph.pages.search_bundle import search_parts
from hgraph.pages.shown import one_line
from hgraph.releases import File
from hgraph.terms import Iri, Literal

_MORE: Final = 160


def search_files(edition: Edition, language: str) -> Iterator[File]:
    """Yield the page to search on and its index; the page uses that of Pagefind if there is one that can be read."""
    page = Page(SEARCH, language)
    index = f"search/index.{language}.js"
    bundles = [part.folder for part in search_parts(edition)]
    content = edition.frame.render(
        "search.html",
        page,
        title=page.say("pages.search.title"),
        index=page.link(index),
        bundle=page.link(f"{bundles[0]}/pagefind.js") if bundles else None,
        more=[page.link(f"{folder}/") for folder in bundles[1:]],
        every=page.to(ALL),
        script=page.link("assets/search.js"),
    )
    yield File(page.file, content)
    yield File(index, _index(edition, page))


def _index(edition: Edition, page: Page) -> bytes:
    """Return the index as a script, for a page from disk may not read anything else: names, kinds, places, words."""
    kinds: dict[str, int] = {}
    things = []
    for thing in edition.in_order((thing for thing in edition.things if thing in edition.labels), page.language):
        kind = edition.records.kind(thing)
        number = kinds.setdefault(edition.namer.name(kind, page.language) if kind else "", len(kinds))
        things.append(
            [
                edition.namer.name(thing, page.language),
                number,
                edition.addresses.place(thing),
                _words(edition, thing, page),
            ]
        )
    told = json.dumps({"kinds": list(kinds), "things": things}, ensure_ascii=False, separators=(",", ":"))
    safe = told.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.hgraphIndex={safe};\n".encode()


def _words(edition: Edition, thing: Iri, page: Page) -> str:
    """Return what else a thing is found by: its words, other names and description, in brief."""
    passage = edition.records.thread.passages.get(thing)
    if passage:
        return shorten(one_line(passage.words), _MORE, placeholder=" …")
    names = [
        value.lexical
        for value in edition.records.values(thing, SKOS.altLabel, SKOS.notation)
        if isinstance(value, Literal)
    ]
    quoted = edition.records.text(thing, HG.quotedText, page.language)
    said = quoted or edition.records.text(thing, DCT.description, page.language)
    return shorten(one_line("; ".join([*names, *([said.lexical] if said else [])])), _MORE, placeholder=" …")
