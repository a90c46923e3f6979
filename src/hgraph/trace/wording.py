"""What the thread says in the reader's language: names of things, readings of links, the place of quoted words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Final

from hgraph.labels import LabelIndex
from hgraph.messages import catalogue, message, printable
from hgraph.namespaces import EVIDENCE_STRENGTH, REVIEW_STATUS
from hgraph.terms import Iri
from hgraph.trace.graph import ThreadGraph
from hgraph.trace.links import Direction, Link, Passage
from hgraph.trace.walk import Step

_SHORTEST: Final = 24
_LOCAL: Final = re.compile(r"[^/#]*$")


@dataclass(frozen=True)
class Wording:
    """Finds words for the parts of one thread, in one language."""

    graph: ThreadGraph
    labels: LabelIndex
    language: str

    def say(self, entry: str, **values: object) -> str:
        """Return a sentence of the catalogue ``trace``."""
        return message(f"trace.{entry}", self.language, **values)

    def name(self, iri: Iri) -> str:
        """Return what a thing is called, with its code before it and the term of an office holder behind it."""
        term = self.term(iri)
        return f"{self.title(iri)} ({term})" if term else self.title(iri)

    def title(self, iri: Iri) -> str:
        """Return what a thing is called, with its code before it."""
        thing = self.graph.things.get(iri)
        label = self.label(iri)
        notation = " ".join(printable(thing.notation).split()) if thing and thing.notation else ""
        return f"{notation} {label}" if notation and notation not in label else label

    def term(self, iri: Iri) -> str | None:
        """Return the term of an office holder, if it is known."""
        thing = self.graph.things.get(iri)
        if thing is None or not thing.since:
            return None
        if thing.until:
            return self.say("term", since=self._day(thing.since), until=self._day(thing.until))
        return self.say("term-open", since=self._day(thing.since))

    def _day(self, text: str) -> str:
        """Return a day as a reader writes it; what is no day stays as it is."""
        try:
            day = date.fromisoformat(text[:10])
        except ValueError:
            return text
        month = message(f"validation.months.{day.month}", self.language)
        return message("validation.date", self.language, day=day.day, month=month, year=day.year)

    def label(self, iri: Iri) -> str:
        """Return the bare name of anything that has one, else its short IRI; on one line, safe to show."""
        return " ".join(printable(self.labels.label(iri, self.language)).split())

    def kind(self, iri: Iri) -> str | None:
        """Return the name of the class of a thing, if it has one."""
        kind = self.graph.type(iri)
        return self.label(kind) if kind else None

    def several(self, kind: Iri | None) -> str:
        """Return what several things of a class are called in a sentence."""
        if local_name(kind) in catalogue("trace")["kind"] or kind is None:
            return self.say(f"kind.{local_name(kind)}.many")
        return f"{self.say('kind.any.many')} {self.say('picture.of-kind', kind=self.label(kind))}"

    def reading(self, link: Link, direction: Direction) -> str:
        """Return how a link reads when the thread is walked in a direction."""
        forward = self.label(link.relation)
        if link.leads is direction:
            return forward
        relation = self.graph.relations.get(link.relation)
        inverse = relation.inverse.get(self.language) if relation else None
        return printable(inverse) if inverse else self.say("inverse", relation=forward)

    def readings(self, links: Iterable[Link], direction: Direction) -> str:
        """Return how the links of one step read, each reading once."""
        return ", ".join(dict.fromkeys(self.reading(link, direction) for link in links))

    def review(self, links: Iterable[Link]) -> list[str]:
        """Return what the reader must know of the review of a step: proposed, refused, suspect, or inferred."""
        links = list(links)
        said = []
        if any(link.status == REVIEW_STATUS.voorgesteld for link in links):
            said.append(self.say("mark.proposed"))
        if any(not link.holds for link in links):
            said.append(self.say("mark.refused"))
        if any(self.graph.is_suspect(link) for link in links):
            said.append(self.say("mark.suspect"))
        strengths = {assertion.strength for link in links for assertion in link.assertions}
        if EVIDENCE_STRENGTH.afgeleid in strengths and all(link.assertions for link in links):
            said.append(self.say("mark.inferred"))
        return said

    def justifications(self, links: Iterable[Link]) -> list[str]:
        """Return why the links of a step exist, as their reviewers put it."""
        texts = (assertion.justification(self.language) for link in links for assertion in link.assertions)
        return list(dict.fromkeys(printable(text) for text in texts if text))

    def place(self, passage: Passage, room: int | None = None) -> str:
        """Return where words stand: their document, the document they were read in, heading and paragraph.

        The names of documents are shortened where the place would take more than ``room`` characters.
        """
        named = [
            (None, passage.document),
            ("read-in", passage.read_in if passage.read_in != passage.document else None),
        ]
        exact = [printable(passage.heading)] if passage.heading else []
        if passage.paragraph is not None:
            exact.append(self.say("paragraph", number=passage.paragraph))
        documents = [(entry, self.label(document)) for entry, document in named if document]
        if room is not None and documents:
            around = sum(len(self.say(entry, document="")) for entry, _ in documents if entry)
            left = room - around - 2 * (len(documents) + len(exact) - 1) - sum(map(len, exact))
            documents = [
                (entry, shorten(name, max(_SHORTEST, left // len(documents)), placeholder=" …"))
                for entry, name in documents
            ]
        parts = [self.say(entry, document=name) if entry else name for entry, name in documents]
        return ", ".join([*parts, *exact])


def local_name(iri: Iri | None) -> str:
    """Return the last part of the name of a class or property, under which catalogues keep it; ``any`` without one."""
    return _LOCAL.findall(iri)[0] if iri else "any"


def words_of(graph: ThreadGraph, step: Step) -> list[Passage]:
    """Return the words a step rests on.

    They are those of the passage it reaches and the evidence of its links; without these, those its thing cites, unless
    the thing stands elsewhere. Words of pinned texts come first, in the order of the text.
    """
    evidence = {passage for link in step.links for assertion in link.assertions for passage in assertion.evidence}
    reached = [] if step.mark else [step.thing]
    found = [*reached, *sorted(evidence, key=lambda passage: _in_text(graph, passage))]
    words = [graph.passages[passage] for passage in dict.fromkeys(found) if passage in graph.passages]
    return (
        words
        if words or step.mark
        else [graph.passages[source] for source in sources_of(graph, step.thing) if source in graph.passages]
    )


def sources_of(graph: ThreadGraph, thing: Iri) -> list[Iri]:
    """Return what a thing cites: passages in the order of their text, then other public sources."""
    return sorted(graph.grounds.get(thing, ()), key=lambda source: _in_text(graph, source))


def _in_text(graph: ThreadGraph, source: Iri) -> tuple[bool, str, int, Iri]:
    passage = graph.passages.get(source)
    number = passage.paragraph if passage else None
    return number is None, (passage and passage.document) or "", int(number or 0), source
