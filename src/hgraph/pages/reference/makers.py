"""All makers of this package, in the order in which their pages come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from hgraph.pages.reference.about_pages import about_files
from hgraph.pages.reference.change_page import change_files
from hgraph.pages.reference.ontology_page import ontology_files
from hgraph.pages.reference.question_pages import Asked, asked, question_files
from hgraph.pages.reference.rule_pages import rule_files
from hgraph.pages.reference.site import Site
from hgraph.pages.reference.sparql_page import sparql_files
from hgraph.releases import File, View

MAKERS: Final[tuple[Callable[[Site, list[Asked]], Iterator[File]], ...]] = (
    question_files,
    sparql_files,
    ontology_files,
    rule_files,
    change_files,
    about_files,
)
"""Each is given the site and the questions with their answers."""


def reference_pages(view: View) -> Iterator[File]:
    """Yield every page of this package in both languages, with the files that belong to it.

    Same view, same bytes. Raises ``UnreadableInput`` for questions, words or rules that cannot be read, and for a dump
    of the release before that cannot.
    """
    site = Site.of(view)
    questions = asked(site)
    for maker in MAKERS:
        yield from maker(site, questions)
