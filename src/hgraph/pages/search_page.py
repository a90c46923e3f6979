"""Searching without a server: an index of names and words that a script reads, and Pagefind where it is installed."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from textwrap import shorten
from typing import Final

from hgraph.namespaces import DCT, HG, SKOS
from hgraph.pages.edition import Edition
from hgraph.pages.frame import ALL, SEARCH, Page
from hgraph.pages.shown import one_line
from hgraph.releases import File
from hgraph.terms import Iri, Literal

BUNDLE: Final = "pagefind"
"""The folder of the index that Pagefind makes."""
_MORE: Final = 160
_SECONDS: Final = 600


def has_bundle() -> bool:
    """Say whether Pagefind is installed: the extra ``search``."""
    return importlib.util.find_spec("pagefind") is not None and importlib.util.find_spec("pagefind_bin") is not None


def search_files(edition: Edition, language: str, *, bundle: bool) -> Iterator[File]:
    """Yield the page to search on and its index. With ``bundle`` it uses the one of Pagefind if that can be read."""
    page = Page(SEARCH, language)
    index = f"search/index.{language}.js"
    content = edition.frame.render(
        "search.html",
        page,
        title=page.say("pages.search.title"),
        index=page.link(index),
        bundle=page.link(f"{BUNDLE}/pagefind.js") if bundle else None,
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


def search_bundle(folder: Path) -> Iterator[File]:
    """Yield the files of the index that Pagefind makes of the pages in a folder; nothing without the extra ``search``.

    The pages are only read. Raises ``RuntimeError`` with what Pagefind said if it fails.
    """
    if not has_bundle():
        return
    with tempfile.TemporaryDirectory(prefix="hgraph-search-") as made:
        command = [sys.executable, "-m", "pagefind", "--site", str(folder), "--output-path", made, "--quiet"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)  # noqa: S603
        if done.returncode:
            raise RuntimeError(done.stderr.strip() or done.stdout.strip())
        for path in sorted(Path(made).rglob("*")):
            if path.is_file():
                yield File(f"{BUNDLE}/{path.relative_to(made).as_posix()}", _settled(path))


def _settled(path: Path) -> bytes:
    """Return the bytes of a file of the bundle; Pagefind lists its languages in another order each time."""
    if path.suffix != ".json":
        return path.read_bytes()
    return json.dumps(json.loads(path.read_bytes()), sort_keys=True, separators=(",", ":")).encode()
