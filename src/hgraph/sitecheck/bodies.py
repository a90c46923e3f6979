"""Whether a body is what its media type says: read by a parser, and about the thing that was asked for."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from hgraph.dataset import parsed_quads
from hgraph.errors import HgraphError
from hgraph.sitecheck.clients import DATA, PAGES
from hgraph.sitecheck.fetching import Answer, Fetcher


def reads_as(answer: Answer, iri: str, fetcher: Fetcher) -> str | None:
    """Return what is wrong with a body as a code, ``None`` if it is read and names the thing.

    The codes are ``cut``, ``encoding``, ``unparsed``, ``no-statements``, ``not-named`` and ``unknown-type``.
    """
    if not answer.whole:
        return "cut"
    try:
        text = answer.body.decode("utf-8")
    except UnicodeDecodeError:
        return "encoding"
    if answer.media_type in PAGES:
        return _page(text, iri)
    if answer.media_type in DATA:
        return _data(answer, text, iri, fetcher)
    return "unknown-type"


def _page(text: str, iri: str) -> str | None:
    page = _Page()
    page.feed(text)
    page.close()
    if "html" not in page.tags or "title" not in page.tags:
        return "unparsed"
    return None if iri in page.words or iri.partition("://")[2] in page.words else "not-named"


class _Page(HTMLParser):
    """Keeps the tags of a page, and all its words and values of attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.language = ""
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.words += " ".join(value or "" for _, value in attrs) + " "
        if tag == "html":
            self.language = dict(attrs).get("lang") or ""

    def handle_data(self, data: str) -> None:
        self.words += data


def language_of(answer: Answer) -> str:
    """Return the language that a page says it is in, empty if it does not."""
    page = _Page()
    page.feed(answer.body.decode("utf-8", "replace"))
    return page.language.partition("-")[0].lower()


def _data(answer: Answer, text: str, iri: str, fetcher: Fetcher) -> str | None:
    try:
        content = _with_context(answer, text, fetcher) if answer.media_type == "application/ld+json" else answer.body
        quads = list(parsed_quads(content, DATA[answer.media_type], answer.address))
    except (SyntaxError, ValueError, HgraphError):
        return "unparsed"
    if not quads:
        return "no-statements"
    named = any(iri in (str(subject), str(value)) for subject, _, value, _ in quads)
    return None if named else "not-named"


def _with_context(answer: Answer, text: str, fetcher: Fetcher) -> bytes:
    """Put the contexts that a document points at on its own host in their place, for the parser fetches nothing."""
    document: Any = json.loads(text)
    if isinstance(document, dict) and "@context" in document:
        given = document["@context"]
        wanted = given if isinstance(given, list) else [given]
        document["@context"] = [_context(each, answer.address, fetcher) for each in wanted]
    return json.dumps(document).encode()


def _context(given: object, address: str, fetcher: Fetcher) -> object:
    if not isinstance(given, str):
        return given
    there = urljoin(address, given)
    if urlsplit(there).netloc != urlsplit(address).netloc:
        raise ValueError(there)
    loaded = json.loads(fetcher.get(there, "application/ld+json, application/json").body)
    return loaded["@context"] if isinstance(loaded, dict) and "@context" in loaded else loaded
