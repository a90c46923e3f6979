"""One sentence per provision: from the article back to the quoted words, for an explanatory memorandum or an answer.

A sentence is put together from parts that are whole by themselves, so that a part that is not recorded leaves no hole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Final

from hgraph.law.records import LawRegister, Need
from hgraph.law.wording import LawWording
from hgraph.messages import printable
from hgraph.namespaces import NEED_STATUS
from hgraph.terms import Iri
from hgraph.trace import Direction, Passage, ThreadGraph, ThreadReader, Wording
from hgraph.trace.wording import sources_of

_LONGEST_QUOTE: Final = 400


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a provision is spoken of: a need or a duty, what it arises from, and the words that rests on.

    ``whole`` is the section or act that the need or duty is about, if it is not about the provision itself.
    """

    link: Iri
    need: Need | None
    whole: Iri | None = None
    origin: Iri | None = None
    passage: Passage | None = None


def grounds(register: LawRegister, graph: ThreadGraph, provision: Iri) -> list[Ground]:
    """Return the grounds of a provision: with words before without, its own before those of the whole, needs first."""
    found = [
        ground
        for whole in (None, *register.wholes_of(provision))
        for ground in _grounds_at(register, graph, whole or provision, whole)
    ]
    own = [ground for ground in found if ground.whole is None]
    known = own or found
    return sorted(known, key=lambda ground: (ground.passage is None, ground.need is None))


def _grounds_at(register: LawRegister, graph: ThreadGraph, about: Iri, whole: Iri | None) -> Iterator[Ground]:
    for need in register.needs_of(about):
        for origin in need.origins or (None,):
            words = _words(graph, origin) if origin else []
            direct = [graph.passages[thing] for thing in graph.steps(need.iri, Direction.UP) if thing in graph.passages]
            yield Ground(need.iri, need, whole, origin, next(iter([*words, *direct]), None))
    for duty, provisions in register.obligations.items():
        if about in provisions:
            words = [graph.passages[source] for source in sources_of(graph, duty) if source in graph.passages]
            yield Ground(duty, None, whole, None, next(iter(words), None))


def _words(graph: ThreadGraph, origin: Iri) -> list[Passage]:
    up = graph.steps(origin, Direction.UP)
    found = [graph.passages[thing] for thing in up if thing in graph.passages]
    found.sort(key=lambda passage: (passage.document or "", passage.paragraph or 0, passage.iri))
    return found or [graph.passages[source] for source in sources_of(graph, origin) if source in graph.passages]


def thread_behind(reader: ThreadReader, register: LawRegister, act: Iri) -> ThreadGraph:
    """Return as much of the thread as the sentences about the provisions of an act look at."""
    provisions = register.provisions_of(act)
    wholes = {whole for provision in provisions for whole in register.wholes_of(provision)}
    return reader.beside(register.behind({act, *provisions, *wholes}))


def sentence_about(provision: Iri, register: LawRegister, thread: Wording, wording: LawWording) -> str:
    """Return one sentence that leads from a provision to the words it rests on, or says that none are recorded."""
    found = grounds(register, thread.graph, provision)
    name = wording.name(provision)
    if not found:
        return _without_ground(register, provision, name, wording)
    first = found[0]
    main = _main(first, name, wording) + _outcome(first.need, wording)
    others = {ground.origin for ground in found if ground.link == first.link and ground.origin} - {first.origin}
    return main + _behind(first, thread, wording, more=bool(others)) + "."


def _without_ground(register: LawRegister, provision: Iri, name: str, wording: LawWording) -> str:
    acts = register.amending(provision)
    if acts:
        return wording.say("sentence.amended", provision=name, act=wording.name(acts[-1])) + "."
    return wording.say("sentence.nothing", provision=name)


def _main(ground: Ground, name: str, wording: LawWording) -> str:
    link = wording.name(ground.link)
    if ground.whole is None:
        own = "sentence.need" if ground.need else "sentence.duty"
        return wording.say(own, provision=name, link=link)
    entry = "sentence.need-of-whole" if ground.need else "sentence.duty-of-whole"
    return wording.say(entry, provision=name, whole=wording.name(ground.whole), link=link)


def _outcome(need: Need | None, wording: LawWording) -> str:
    if need is None:
        return ""
    if need.acts:
        return wording.say("sentence.enacted", act=wording.listed(need.acts))
    if need.status == NEED_STATUS.opgegeven:
        return wording.say("sentence.dropped")
    return wording.say("sentence.open")


def _behind(ground: Ground, thread: Wording, wording: LawWording, *, more: bool) -> str:
    said = _arises(ground, thread, wording, more=more)
    if ground.passage is None:
        return said
    words = shorten(" ".join(printable(ground.passage.words).split()), _LONGEST_QUOTE, placeholder=" …")
    quoted = wording.say("sentence.and-words" if said else "sentence.words", words=words)
    place = thread.place(ground.passage)
    return f"{said}{quoted} ({place})" if place else said + quoted


def _arises(ground: Ground, thread: Wording, wording: LawWording, *, more: bool) -> str:
    if ground.origin is None:
        return ""
    kind = thread.kind(ground.origin)
    name = wording.name(ground.origin)
    form = "sentence.origin-kind" if kind else "sentence.origin"
    origin = wording.say(form, origin=name, kind=(kind or "").lower())
    entry = "sentence.arises-among-others" if more else "sentence.arises"
    said = wording.say(entry, origin=origin)
    answering = _answering(ground)
    if not answering:
        return said
    verb = "sentence.answers" if len(answering) == 1 else "sentence.answer"
    return said + wording.say(verb, owners=wording.listed(answering))


def _answering(ground: Ground) -> Sequence[Iri]:
    return [owner for origin, owner in ground.need.owed if origin == ground.origin] if ground.need else []
