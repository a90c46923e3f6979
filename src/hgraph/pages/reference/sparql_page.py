"""The page to write a query on: a plain form, the limits in words, and the questions as examples to start from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hgraph.messages import LANGUAGES, message
from hgraph.pages.frame import ASSETS, SPARQL, Page
from hgraph.pages.reference.question_pages import Asked
from hgraph.pages.reference.site import Site
from hgraph.questions.header import split_header
from hgraph.releases import File

EDITOR_FILES = ("editor.js", "editor.css")
"""Assets that turn the plain form into an editor, if a release has them."""


@dataclass(frozen=True, slots=True)
class _Example:
    name: str
    title: str
    about: str
    query: str


def sparql_files(site: Site, questions: Sequence[Asked]) -> Iterator[File]:
    """Yield the page in both languages."""
    for language in LANGUAGES:
        yield _page(site, questions, Page(SPARQL, language))


def _page(site: Site, questions: Sequence[Asked], page: Page) -> File:
    limits = site.view.project.settings.serving
    examples = [
        _Example(each.question.name, each.question.titles[page.language], page.to(each.path), query)
        for each in questions
        if (query := each.query()) is not None
    ]
    script, style = (page.link(f"assets/{name}") if (ASSETS / name).exists() else "" for name in EDITOR_FILES)
    return site.file(
        "reference/sparql.html",
        page,
        title=message("content.sparql.title", page.language),
        endpoint=page.link(SPARQL),
        query=split_header(site.view.project.query("content/first-look"))[1],
        examples=examples,
        limits=limits,
        graphs=site.things(site.view.release.graphs, page),
        script=script,
        style=style,
    )
