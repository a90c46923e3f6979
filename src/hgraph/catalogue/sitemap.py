"""The site map: every page in both languages, with the day of the release in which it last changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape

from hgraph.catalogue.places import SITEMAP
from hgraph.messages import LANGUAGES
from hgraph.namespaces import DCT
from hgraph.releases import File, View

MOST_PAGES: Final = 50_000
"""Addresses in one part, as the protocol has it."""
_MAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n'
_ENTRY: Final = re.compile(r"<url><loc>([^<]*)</loc><lastmod>(\d{4}-\d\d-\d\d)</lastmod>")
_OF_DOCUMENT: Final = (f" <{DCT.isPartOf}> ", f" <{DCT.issued}> ")
_PAGE: Final = re.compile(rf"(?P<stem>.+)\.(?P<language>{'|'.join(LANGUAGES)})\.html")
_PARTS: Final = "sitemaps"


class SiteMap:
    """The map of one release."""

    def __init__(self, view: View, files: Sequence[str]) -> None:
        """Take the release and the paths of its files."""
        self._view = view
        self._files = frozenset(files)
        self._pages: dict[str, dict[str, str]] = defaultdict(dict)
        for path in sorted(files):
            if page := _PAGE.fullmatch(path):
                self._pages[page["stem"]][page["language"]] = path

    def files(self) -> Iterator[File]:
        """Yield the parts, and the index that names them."""
        entries = [entry for stem, paths in self._pages.items() for entry in self._entries(stem, paths)]
        parts = [entries[start : start + MOST_PAGES] for start in range(0, len(entries), MOST_PAGES)] or [[]]
        index = [f'{_HEAD}<sitemapindex xmlns="{_MAP}">']
        for number, part in enumerate(parts, 1):
            path = f"{_PARTS}/{number}.xml"
            body = "\n".join([f'{_HEAD}<urlset xmlns="{_MAP}" xmlns:xhtml="{_XHTML}">', *part, "</urlset>", ""])
            yield File(path, body.encode())
            issued = self._view.release.issued.isoformat()
            index.append(f"<sitemap><loc>{self._address(path)}</loc><lastmod>{issued}</lastmod></sitemap>")
        yield File(SITEMAP, "\n".join([*index, "</sitemapindex>", ""]).encode())

    def _entries(self, stem: str, paths: dict[str, str]) -> Iterator[str]:
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{self._address(path)}"/>'
            for language, path in paths.items()
        )
        same = self._same_since(stem)
        issued = self._view.release.issued.isoformat()
        for path in paths.values():
            address = self._address(path)
            day = self._earlier.get(address, issued) if same else issued
            yield f"<url><loc>{address}</loc><lastmod>{day}</lastmod>{others}</url>"

    def _same_since(self, stem: str) -> bool:
        """Say whether the page of a thing shows what it showed in the release before.

        Its document in N-Triples has what the page tells: statements, names, what points at it. Other pages are taken
        to change with each release.
        """
        path, now, before = f"{stem}.nt", self._view.folder, self._view.previous
        if path not in self._files or now is None or before is None:
            return False
        return _told(now / path) == _told(before / path)

    @cached_property
    def _earlier(self) -> dict[str, str]:
        if self._view.previous is None:
            return {}
        parts = sorted((self._view.previous / _PARTS).glob("*.xml"))
        return {found[1]: found[2] for part in parts for found in _ENTRY.finditer(part.read_text(encoding="utf-8"))}

    def _address(self, path: str) -> str:
        return escape(self._view.addresses.base + quote(path, safe="/=~@+"))


def _told(path: Path) -> list[str] | None:
    """Return what a document states, but for the release it is part of; ``None`` if it is not there."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    return [line for line in lines if not any(part in line for part in _OF_DOCUMENT)]
