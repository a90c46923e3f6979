"""Templates of pages: everything that is put in is escaped, and what is not given is an error."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from hgraph.messages import message
from hgraph.reports.entries import legible

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from markupsafe import Markup


_SAID: Final = re.compile(r'\{\{ say\("([\w.-]+)"\) \}\}')
_MARKED: Final = re.compile(r"\{[{%#]")


class Linked(Protocol):
    """A text that may lead somewhere (``href``; ``leaves`` the site) and may be in another language than its page.

    It never changes.
    """

    @property
    def text(self) -> str: ...  # noqa: D102 - see above
    @property
    def language(self) -> str | None: ...  # noqa: D102
    @property
    def href(self) -> str | None: ...  # noqa: D102
    @property
    def leaves(self) -> bool: ...  # noqa: D102


@cache
def environment(folder: Path, language: str | None = None) -> Environment:
    """Return what reads the templates of a folder; the filter ``legible`` shows what could steer the reading.

    With a language, ``{{ say("entry") }}`` without values stands for a sentence of the catalogues in that language and
    is read as its text: a page says dozens, the same as every other page.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from jinja2.ext import Extension

    class Said(Extension):
        """Puts sentences where templates say them."""

        def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
            return _SAID.sub(lambda found: _sentence(found[0], found[1], language), source) if language else source

    found = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        extensions=[Said],
    )
    found.filters["legible"] = legible
    found.globals["linked"] = linked
    found.filters["linked"] = linked  # called with less ado than a global
    return found


def _sentence(as_written: str, entry: str, language: str) -> str:
    """Return a sentence as markup, or what was written if the sentence looks like a part of a template."""
    from markupsafe import escape

    text = str(escape(message(entry, language)))
    return as_written if _MARKED.search(text) else text


@lru_cache(maxsize=10_000)
def linked(it: Linked) -> Markup:
    """Return a text as markup, escaped: what a macro would give, in a tenth of its time."""
    from markupsafe import Markup, escape

    language = f' lang="{escape(it.language)}"' if it.language else ""
    text = f"<bdi{language}>{escape(it.text)}</bdi>"
    if it.href:
        rel = ' rel="nofollow noopener"' if it.leaves else ""
        text = f'<a href="{escape(it.href)}"{rel}>{text}</a>'
    return Markup(text)  # noqa: S704 - every part was escaped


@cache
def template(folder: Path, name: str, language: str | None = None) -> Template:
    """Return one template of a folder; see ``environment`` for the language."""
    return environment(folder, language).get_template(name)
