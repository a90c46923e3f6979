"""The ways between two things as a person reads them: as lines with the words they rest on, or as one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten
from typing import Final

from hgraph.messages import catalogue, printable
from hgraph.terms import Iri
from hgraph.trace.links import Direction, Link
from hgraph.trace.paths import Way, Ways
from hgraph.trace.quotes import Line, Quotes, wrapped
from hgraph.trace.tree import step_lines
from hgraph.trace.wording import Wording, local_name

_WORDS_LONGEST: Final = 160


def ways_text(ways: Ways, wording: Wording, width: int, *, asked_for_all: bool) -> str:
    """Return the ways as text that ends in a line break; if there are none, the sentence that says so."""
    return "".join(f"{line}\n" for line in _lines(ways, Quotes(wording, width), asked_for_all))


def ways_sentence(ways: Ways, wording: Wording) -> str:
    """Return the shortest way as one sentence, told from the thing asked about; if there is none, that."""
    return way_sentence(ways.ways[0], wording) if ways.ways else no_way(ways, wording)


def no_way(ways: Ways, wording: Wording) -> str:
    """Return the sentence that says that there is no way, and what the two things have in common instead."""
    names = {"start": wording.name(ways.start), "target": wording.name(ways.target)}
    if ways.cut:
        return wording.say("way.too-long", depth=ways.longest, **names)
    if ways.common is None:
        return wording.say("way.none", **names)
    entry = "way.none-but-origin" if ways.common.direction is Direction.UP else "way.none-but-consequence"
    steps = {"first": len(ways.common.first.links), "second": len(ways.common.second.links)}
    return wording.say(entry, common=_named(ways.common.thing, wording), **steps, **names)


def way_sentence(way: Way, wording: Wording) -> str:
    """Return a way as one sentence: each step a clause, a passage by its words, what nobody judged yet said so."""
    sentence = _capital(_named(way.things[0], wording))
    for number, (thing, links) in enumerate(zip(way.things[1:], way.links, strict=True)):
        clause = _clause(links[0], way.direction, _named(thing, wording), wording)
        review = wording.review(links)
        if review:
            clause = wording.say("way.reviewed", clause=clause, review="; ".join(review))
        if number:
            which = _of_kind(way.things[number], "which", wording)
            sentence = wording.say("way.then", sentence=sentence, which=which, clause=clause)
        else:
            sentence = f"{sentence} {clause}"
    return wording.say("way.ended", sentence=sentence)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _of_kind(thing: Iri, form: str, wording: Wording) -> str:
    kind = local_name(wording.graph.type(thing))
    return wording.say(f"kind.{kind if kind in catalogue('trace')['kind'] else 'any'}.{form}")


def _named(thing: Iri, wording: Wording) -> str:
    """Return a thing by its kind and name, or the words of a passage with their place."""
    passage = wording.graph.passages.get(thing)
    if passage is None:
        return wording.say("way.named", the=_of_kind(thing, "the", wording), name=wording.name(thing))
    words = shorten(printable(passage.words), _WORDS_LONGEST, placeholder=" …")
    place = wording.label(passage.document) if passage.document else wording.name(thing)
    return wording.say("way.passage", words=words, place=place)


def _clause(link: Link, direction: Direction, thing: str, wording: Wording) -> str:
    name = local_name(link.relation)
    known = name if name in catalogue("trace")["clause"] else "any"
    way = "forward" if link.leads is direction else "back"
    return wording.say(f"clause.{known}.{way}", thing=thing, relation=wording.reading(link, direction))


def _lines(ways: Ways, quotes: Quotes, asked_for_all: bool) -> Iterator[Line]:  # noqa: FBT001
    wording, width = quotes.wording, quotes.width
    if not ways.ways:
        yield from wrapped("", "", no_way(ways, wording), "note", width)
        if ways.common:
            for way in (ways.common.first, ways.common.second):
                yield Line("", "", "title")
                yield from step_lines(way.tree(), quotes)
        return
    yield from wrapped("", "", _heading(ways, wording, asked_for_all), "title", width)
    for number, way in enumerate(ways.ways, start=1):
        yield Line("", "", "title")
        if len(ways.ways) > 1:
            entry = "way.numbered-step" if len(way.links) == 1 else "way.numbered"
            yield Line("", wording.say(entry, number=number, steps=len(way.links)), "title")
        yield from step_lines(way.tree(), quotes)
    if ways.cut:
        yield Line("", "", "title")
        yield from wrapped("", "", wording.say("way.cut"), "note", width)


def _heading(ways: Ways, wording: Wording, asked_for_all: bool) -> str:  # noqa: FBT001 - passed on
    names = {"start": wording.name(ways.start), "target": wording.name(ways.target)}
    steps = len(ways.ways[0].links)
    if len(ways.ways) > 1:
        return wording.say("way.heading-all", count=len(ways.ways), **names)
    if steps == 1:
        return wording.say("way.heading-one-step", **names)
    only = asked_for_all and not ways.cut
    return wording.say("way.heading-only" if only else "way.heading-one", steps=steps, **names)
