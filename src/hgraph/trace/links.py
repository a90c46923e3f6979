"""What the thread is made of: links from an origin to a consequence, their reviews, and the words they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hgraph.namespaces import REVIEW_STATUS
from hgraph.terms import Iri, Literal


class Direction(StrEnum):
    """Which way the thread is walked: up to where a thing comes from, or down to what it leads to."""

    UP = "up"
    DOWN = "down"


class Role(StrEnum):
    """What a link does in the thread: rest on, be a part of, or change; any other link has the role ``OTHER``."""

    GROUND = "ground"
    PART = "part"
    CHANGE = "change"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Assertion:
    """A reviewed link: what was asserted, on what evidence, and how it was judged."""

    iri: Iri
    kind: Iri
    status: Iri | None = None
    strength: Iri | None = None
    evidence: tuple[Iri, ...] = ()
    justifications: tuple[Literal, ...] = ()

    def justification(self, language: str) -> str | None:
        """Return why the link exists, in the language if it was written in it, else as it was written."""
        texts = sorted(self.justifications, key=lambda text: (text.language != language, str(text)))
        return str(texts[0]) if texts else None


@dataclass(frozen=True, slots=True)
class Link:
    """One step of the thread, always from origin to consequence, whichever way the data state it.

    ``relation`` is the property, or the kind of trace if only an assertion states the link. ``leads`` says which way
    the relation points in the data: ``UP`` if its subject is the consequence.
    """

    origin: Iri
    consequence: Iri
    relation: Iri
    leads: Direction
    role: Role = Role.OTHER
    assertions: tuple[Assertion, ...] = ()

    @property
    def status(self) -> Iri | None:
        """The best judgement any assertion got (accepted, proposed, refused); ``None`` if nobody reviewed the link."""
        if not self.assertions:
            return None
        given = {assertion.status for assertion in self.assertions}
        ranked = (REVIEW_STATUS.aanvaard, REVIEW_STATUS.voorgesteld, REVIEW_STATUS.geweigerd)
        return next((Iri(status) for status in ranked if status in given), None)

    @property
    def holds(self) -> bool:
        """Whether the link counts: a refused one does not."""
        return self.status != REVIEW_STATUS.geweigerd


@dataclass(frozen=True, slots=True)
class Passage:
    """Quoted words with the document whose words they are, the document they were read in, and the place there."""

    iri: Iri
    words: str
    document: Iri | None = None
    read_in: Iri | None = None
    heading: str | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """What stands at either end of a link: its most specific class, its code, and for an office holder the term."""

    iri: Iri
    type: Iri | None = None
    notation: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """What the ontology says of a property or a kind of trace that makes a link.

    ``inverse`` holds, per language, how it reads from its object to its subject; ``kind`` is the kind of trace that a
    property states, ``broader`` the properties it is a form of.
    """

    iri: Iri
    inverse: Mapping[str, str]
    role: Role = Role.OTHER
    kind: Iri | None = None
    broader: frozenset[Iri] = frozenset()
