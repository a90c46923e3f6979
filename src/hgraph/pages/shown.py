"""Terms as a page shows them: a name in the language of the page, and a link where there is something to see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from hgraph.iris import shorten
from hgraph.labels import LabelIndex
from hgraph.pages.frame import Page
from hgraph.releases import View
from hgraph.reports import legible
from hgraph.terms import Iri, Literal, Term, is_valid_iri

_WEB: Final = re.compile(r"https?://[^/]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A term as it stands on a page: its text, safe to show; the language of the text if the page has another.

    ``href`` is where it leads, ``leaves`` says that this is not a page of the release.
    """

    text: str
    language: str | None = None
    href: str | None = None
    leaves: bool = False


@dataclass(frozen=True)
class Namer:
    """Shows terms on pages of one release."""

    labels: LabelIndex
    places: dict[str, str]
    """The path of the page of every described thing, by its IRI."""
    id_base: str

    @classmethod
    def of(cls, view: View) -> Namer:
        """Return the namer of the release in a view."""
        places = {str(thing): view.addresses.place(thing) for thing in view.release.things}
        return cls(view.project.labels, places, view.addresses.id_base)

    def name(self, iri: str, language: str) -> str:
        """Return what a thing is called, on one line and safe to show."""
        return one_line(self.labels.label(iri, language))

    def thing(self, iri: str, page: Page) -> Shown:
        """Return a thing by its name, with a link to its page, or to where it lives if it has none here."""
        label, tag = self.labels.named(iri, page.language)
        text = one_line(label) if tag is not None else legible(shorten(iri, self.id_base))
        foreign = tag if tag and tag != page.language else None
        place = self.places.get(iri)
        if place is not None:
            return Shown(text, foreign, page.to(place))
        return Shown(text, foreign, *outside(iri))

    def term(self, term: Term, page: Page) -> Shown:
        """Return a term: a thing by its name, a literal by its text."""
        if isinstance(term, Iri):
            return self.thing(term, page)
        return literal(term, page)


def literal(value: Literal, page: Page) -> Shown:
    """Return a literal as it is written, with its language if the page has another; an address becomes a link."""
    language = value.language if value.language and value.language.split("-")[0] != page.language else None
    href, leaves = outside(value.lexical) if value.datatype.endswith("#anyURI") else (None, False)
    return Shown(legible(value.lexical), language, href, leaves)


def outside(iri: str) -> tuple[str | None, bool]:
    """Return the link to a place elsewhere, and that it leaves: only the web's own schemes lead anywhere."""
    return (iri, True) if _WEB.match(iri) and is_valid_iri(iri) else (None, False)


def one_line(text: str) -> str:
    """Return text on one line, with what could steer a reader made visible."""
    return " ".join(legible(text).split())
