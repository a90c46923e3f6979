"""The page of a thing: what it is, the words it rests on, the thread, every statement, what points at it, the gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hgraph.messages import message
from hgraph.namespaces import DCT, HG
from hgraph.pages.backlinks_part import PAGED_AT, Listed, backlinks, has_page_of_all, listed, place_of_all
from hgraph.pages.edition import Edition
from hgraph.pages.frame import Format, Page
from hgraph.pages.gaps import missing, rests_on_words
from hgraph.pages.kinds import place_of_kind
from hgraph.pages.picture import picture
from hgraph.pages.shown import Shown, literal, outside
from hgraph.pages.statement_part import groups, main_graph, origin
from hgraph.pages.thread_part import told, trees
from hgraph.pages.words_part import grounds
from hgraph.releases import FORMS, File
from hgraph.reports import legible
from hgraph.terms import Iri, Literal
from hgraph.trace import Direction


@dataclass(frozen=True, slots=True)
class KnownGap:
    """What is recorded as not known of a thing: what it is, what is said of it, and where it was looked for."""

    thing: Shown
    said: Shown | None
    looked_in: str


def thing_files(edition: Edition, thing: Iri, language: str) -> Iterator[File]:
    """Yield the page of a thing in a language, and those of everything that points at it if its own cannot hold it."""
    page = Page(edition.addresses.place(thing), language)
    yield File(page.file, _render(edition, thing, page))
    if has_page_of_all(edition, thing):
        yield from _pages_of_all(edition, thing, language)


def _render(edition: Edition, thing: Iri, page: Page) -> bytes:
    records, say = edition.records, page.say
    name = edition.title(thing, page)
    kind = records.kind(thing)
    usual = main_graph(records.statements.get(thing, ()))
    walks = trees(edition, thing)
    up, down = (told(edition, walks[direction], page) for direction in Direction)
    in_thread = bool(up.steps or down.steps)
    resting = rests_on_words(records, thing)
    return edition.frame.render(
        "thing.html",
        page,
        title=name.text,
        formats=formats(page.path),
        name=name,
        kind=edition.thing(kind, page) if kind else None,
        kind_place=place_of_kind(kind) if kind in edition.kinds and kind else None,
        holds=edition.period(thing, page.language),
        lead=_lead(edition, thing, page),
        replaced=[edition.thing(other, page) for other in records.things(thing, DCT.isReplacedBy)],
        gaps=[say(f"pages.gap.{entry}") for entry in edition.once(thing, "gaps", lambda: missing(records, thing))],
        known_gaps=known_gaps(edition, records.gaps.get(thing, ()), page),
        grounds=grounds(edition, thing, page),
        resting=resting,
        in_thread=in_thread,
        thread_expected=resting,
        up=up,
        down=down,
        picture=picture(edition, list(walks.values()), page) if in_thread else None,
        origin=origin(edition, usual, page) if usual else None,
        groups=groups(edition, thing, page),
        backlinks=backlinks(edition, thing, page),
        iri=legible(thing),
        lives=None if edition.addresses.is_own(thing) else outside(thing)[0],
        citation=citation(edition, thing, name.text, page.language),
    )


def formats(place: str) -> list[Format]:
    """Return the other forms of what a page of a thing tells."""
    names = {"turtle": "Turtle", "jsonld": "JSON-LD", "ntriples": "N-Triples"}
    return [
        Format(names[form.name], f"{place}{form.suffix}", form.media_type) for form in FORMS if form.language is None
    ]


def citation(edition: Edition, thing: Iri, name: str, language: str) -> str:
    """Return how a thing is cited: what it is called, who publishes it, the release, and its address."""
    by = edition.publisher.get(language) or next(iter(edition.publisher.values()), "")
    return message(
        "pages.cite.by" if by else "pages.cite.plain",
        language,
        name=name,
        site=edition.frame.title(language),
        publisher=by,
        release=edition.release.short_id,
        issued=edition.release.issued.isoformat(),
        address=thing if edition.addresses.is_own(thing) else edition.addresses.document(thing),
    )


def known_gaps(edition: Edition, gaps: Sequence[Iri], page: Page) -> list[KnownGap]:
    """Return what is recorded as not known, as a page shows it."""
    found = []
    for gap in gaps:
        said = edition.records.text(gap, DCT.description, page.language)
        places = [
            value.lexical
            for value in edition.records.values(gap, HG.lookedIn)
            if isinstance(value, Literal) and (value.language or page.language) == page.language
        ]
        looked = message("pages.gap.looked-in", page.language, places="; ".join(places)) if places else ""
        found.append(KnownGap(edition.thing(gap, page), literal(said, page) if said else None, legible(looked)))
    return found


def _lead(edition: Edition, thing: Iri, page: Page) -> Shown | None:
    said = edition.records.text(thing, DCT.description, page.language)
    return literal(said, page) if said else None


def _pages_of_all(edition: Edition, thing: Iri, language: str) -> Iterator[File]:
    place = edition.addresses.place(thing)
    found = listed(edition, thing, Page(place, language))
    count = (len(found) + PAGED_AT - 1) // PAGED_AT
    for number in range(1, count + 1):
        page = Page(place_of_all(place, number), language)
        some = found[(number - 1) * PAGED_AT : number * PAGED_AT]
        content = edition.frame.render(
            "backlinks.html",
            page,
            title=page.say("pages.backlinks.title-all", name=edition.namer.name(thing, language)),
            thing=edition.thing(thing, page),
            count=len(found),
            lines=[Listed(reads, edition.thing(other, page)) for reads, other in some],
            pages=[(str(each), page.to(place_of_all(place, each))) for each in range(1, count + 1)],
            number=str(number),
        )
        yield File(page.file, content)
