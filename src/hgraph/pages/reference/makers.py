"""All makers of this package."""

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

_ON_QUESTIONS: Final[tuple[Callable[[Site, list[Asked]], Iterator[File]], ...]] = (
    question_files,
    sparql_files,
    ontology_files,
    change_files,
    about_files,
)
"""Each is given the site and the questions with their answers."""


def parts_of_release(view: View) -> list[Callable[[], Iterator[File]]]:
    """Return what yields every page of this package in both languages, with the files that belong to it, in parts.

    The parts need nothing of each other, and each is best made by a process of its own: the rules are run for theirs.
    Same view, same bytes. A part raises ``UnreadableInput`` for questions, words or rules that cannot be read, and for
    a dump of the release before that cannot.
    """

    def on_questions() -> Iterator[File]:
        site = Site.of(view)
        questions = asked(site)
        for maker in _ON_QUESTIONS:
            yield from maker(site, questions)

    def on_rules() -> Iterator[File]:
        yield from rule_files(Site.of(view))

    return [on_rules, on_questions]
