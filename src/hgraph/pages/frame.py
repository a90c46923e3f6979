"""What every page has in common: its address, links that start from it, its words, and the templates around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import quote

from hgraph.messages import LANGUAGES, message
from hgraph.releases import Release, View
from hgraph.reports import day
from hgraph.reports.templating import template as read_template

if TYPE_CHECKING:
    from markupsafe import Markup

ASSETS: Final = Path(__file__).parent / "assets"
_TEMPLATES: Final = Path(__file__).parent / "templates"
_PLAIN: Final = re.compile(r"[A-Za-z0-9._~=/-]*")

HOME: Final = "index"
SEARCH: Final = "search"
KINDS, MINISTERS, DECREES, THEMES, ALL = (f"index/{name}" for name in ("kind", "minister", "decree", "theme", "all"))
QUESTIONS, RULES, ONTOLOGY, CHANGES = "question", "rule", "ontology", "changes"
ABOUT, ACCESSIBILITY, SPARQL = "about", "accessibility", "sparql"
STANDING, DOWNLOADS = "standing", "downloads"
"""Paths of pages that others link to, without language and suffix."""

_NAVIGATION: Final = (
    ("search", SEARCH),
    ("kinds", KINDS),
    ("ministers", MINISTERS),
    ("decrees", DECREES),
    ("themes", THEMES),
    ("questions", QUESTIONS),
    ("changes", CHANGES),
    ("about", ABOUT),
)
_FOOTER: Final = (
    ("standing", STANDING),
    ("downloads", DOWNLOADS),
    ("rules", RULES),
    ("ontology", ONTOLOGY),
    ("sparql", SPARQL),
    ("accessibility", ACCESSIBILITY),
)


@dataclass(frozen=True)
class Page:
    """One page in one language: its path in the release without language and suffix (``doc/actie/a1``)."""

    path: str
    language: str

    @property
    def file(self) -> str:
        """The path of the page as a file of the release."""
        return f"{self.path}.{self.language}.html"

    @cached_property
    def folder(self) -> str:
        """The folder that the page is in."""
        return self.path.rpartition("/")[0]

    def link(self, file: str) -> str:
        """Return the relative address of a file of the release, as a link on this page has it.

        >>> Page("doc/actie/a1", "nl").link("assets/site.css")
        '../../assets/site.css'
        """
        return _link(self.folder, file)

    def to(self, path: str, language: str | None = None) -> str:
        """Return the relative address of another page, in the language of this one unless told otherwise.

        >>> Page("doc/actie/a1", "nl").to("doc/actie/a2")
        'a2.nl.html'
        """
        return self.link(f"{path}.{language or self.language}.html")

    def say(self, key: str, /, **values: object) -> str:
        """Return a sentence of the catalogues (``pages.frame.skip``) in the language of the page."""
        return message(key, self.language, **values)


@lru_cache(maxsize=20_000)
def _link(folder: str, file: str) -> str:
    here, there = folder.split("/") if folder else [], file.split("/")
    common = 0
    for ours, theirs in zip(here, there[:-1], strict=False):
        if ours != theirs:
            break
        common += 1
    address = "../" * (len(here) - common) + "/".join(there[common:])
    return address if _PLAIN.fullmatch(address) else quote(address, safe="/=~")


@dataclass(frozen=True, slots=True)
class Format:
    """Another form of what a page shows: its name for people, its file in the release, and its media type."""

    name: str
    file: str
    media_type: str


Entries = tuple[tuple[str, str], ...]
_LINKED: Final = frozenset(path for _, path in (*_NAVIGATION, *_FOOTER))


@lru_cache(maxsize=2_000)
def _links(entries: Entries, folder: str, language: str, path: str | Literal[False]) -> Markup:
    """Return the links that all pages of a folder have; ``path`` is that of the page if it is one of them."""
    from markupsafe import Markup

    page = Page(path or (f"{folder}/" if folder else ""), language)
    text = read_template(_TEMPLATES, "links.html", language).render(entries=entries, page=page, say=page.say)
    return Markup(text)  # noqa: S704 - the template has escaped what it was given


_FRAMED: Final = frozenset({"thing.html"})
"""Templates of so many pages that what stands around them is made once for each folder."""
_NAME, _TITLE, _CONTENT = (f"hgraph-{part}-goes-here" for part in ("name", "title", "content"))


@dataclass(frozen=True)
class Frame:
    """Renders pages of one release."""

    release: Release
    licence: str

    @classmethod
    def of(cls, view: View) -> Frame:
        """Return the frame of the release in a view."""
        return cls(view.release, view.project.settings.publication.licence)

    def title(self, language: str) -> str:
        """Return what the release is called in a language, else in another one."""
        titles = self.release.titles
        return next((titles[name] for name in (language, *LANGUAGES) if name in titles), "hgraph")

    def read(self, templates: Iterable[str]) -> None:
        """Read templates, in every language; one that is not read before is read when it is first used."""
        for name in templates:
            for language in LANGUAGES:
                read_template(_TEMPLATES, name, language)

    def fill(self, template: str, /, **values: object) -> bytes:
        """Return a template that stands alone, filled; every value is escaped."""
        return read_template(_TEMPLATES, template).render(**values).encode()

    def render(
        self, template: str, page: Page, /, *, title: str, formats: Iterable[Format] = (), **values: object
    ) -> bytes:
        """Return a page: a template that extends ``base.html``, filled.

        ``title`` is what the page is called, in text; ``formats`` are shown at its foot and to programs in its head.
        Templates get ``page`` (with ``link``, ``to`` and ``say``) beside the values; every value is escaped.
        """
        made = tuple(formats)
        if template in _FRAMED and all(each.file.startswith(page.path) for each in made):
            content = self._filled(template, page, title, made, {**values, "layout": "content.html"})
            return self._around(page, title, made, content).encode()
        return self._filled(template, page, title, made, {"layout": "base.html", **values}).encode()

    def _filled(
        self, template: str, page: Page, title: str, formats: tuple[Format, ...], values: dict[str, object]
    ) -> str:
        return read_template(_TEMPLATES, template, page.language).render(
            page=page,
            say=page.say,
            title=title,
            formats=formats,
            site=self.title(page.language),
            release=self.release,
            released_on=day(self.release.issued, page.language),
            licence=self.licence,
            links=lambda entries: _links(entries, page.folder, page.language, page.path in _LINKED and page.path),
            navigation=_NAVIGATION,
            footer=_FOOTER,
            home=HOME,
            languages=LANGUAGES,
            **values,
        )

    def _around(self, page: Page, title: str, formats: tuple[Format, ...], content: str) -> str:
        """Return content with what all pages of its folder have around it: they differ in title and in own name."""
        from markupsafe import escape

        kinds = tuple(Format(each.name, each.file[len(page.path) :], each.media_type) for each in formats)
        key = page.folder, page.language, kinds
        if key not in self._frames:
            path = f"{page.folder}/{_NAME}" if page.folder else _NAME
            made = tuple(Format(each.name, path + each.file, each.media_type) for each in kinds)
            whole = self._filled("framed.html", Page(path, page.language), _TITLE, made, {"content": _CONTENT})
            self._frames[key] = whole.partition(_CONTENT)
        before, _, after = self._frames[key]
        name = page.link(page.path)
        before = before.replace(_NAME, name).replace(_TITLE, str(escape(title)), 1)
        return "".join([before, content, after.replace(_NAME, name)])

    @cached_property
    def _frames(self) -> dict[tuple[str, str, tuple[Format, ...]], tuple[str, str, str]]:
        return {}
