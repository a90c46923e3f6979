"""What makers of pages work with: the release in view, the frame around every page, and names with links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from hgraph.pages.edition import day_in_words
from hgraph.pages.frame import Format, Frame, Page
from hgraph.pages.shown import Namer, Shown
from hgraph.releases import File, View
from hgraph.settings import Settings
from hgraph.terms import Iri, Term, Triple

_SHIPPED: Final = f"{Settings.model_fields['base'].default}id/"
"""Where the things of the shipped plan live before a release gives them an address."""


@dataclass(frozen=True)
class Site:
    """One release as makers of pages see it."""

    view: View
    frame: Frame
    namer: Namer

    @classmethod
    def of(cls, view: View) -> Site:
        """Return the site of the release in a view."""
        return cls(view, Frame.of(view), Namer.of(view))

    def file(
        self, template: str, page: Page, /, *, title: str, formats: Iterable[Format] = (), **values: object
    ) -> File:
        """Return a page as a file of the release; arguments as ``Frame.render``."""
        return File(page.file, self.frame.render(template, page, title=title, formats=formats, **values))

    def name(self, iri: str, language: str) -> str:
        """Return what a thing is called in a language, on one line."""
        return self.namer.name(iri, language)

    def cell(self, term: Term | None, page: Page) -> Shown:
        """Return a value of an answer: a thing by name with a link, a day as people write it, nothing for nothing."""
        if term is None:
            return Shown("")
        told = "" if isinstance(term, Iri) else day_in_words(term, page.language)
        return Shown(told) if told else self.namer.term(term, page)

    def things(self, iris: Iterable[str], page: Page) -> list[Shown]:
        """Return things by name with links, each once, in order of name."""
        shown = [self.namer.thing(Iri(iri), page) for iri in dict.fromkeys(iris)]
        return sorted(shown, key=lambda each: (each.text.casefold(), each.href or ""))

    def at_home(self, iri: str) -> Iri | None:
        """Return an IRI as this release has it; ``None`` for a thing of the shipped plan that it does not have.

        Shipped rules cite passages of the shipped plan, which live wherever a release puts them.
        """
        if not iri.startswith(_SHIPPED):
            return Iri(iri)
        moved = Iri(self.view.addresses.id_base + iri.removeprefix(_SHIPPED))
        return moved if moved in self.namer.places else None

    def moved(self, triples: Iterable[Triple]) -> list[Triple]:
        """Return statements with what they point at as this release has it; those about what it does not have go."""
        kept = []
        for subject, predicate, value in triples:
            target = self.at_home(value) if isinstance(value, Iri) else value
            if target is not None:
                kept.append((subject, predicate, target))
        return kept
