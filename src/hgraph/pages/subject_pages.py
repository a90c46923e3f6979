"""Pages that gather what concerns one minister, one decree or one theme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from hgraph.messages import message
from hgraph.namespaces import DCT, ELI, ELI_DL, HG, MANDAAT, PROV
from hgraph.pages.backlinks_part import reads
from hgraph.pages.edition import Edition
from hgraph.pages.frame import DECREES, MINISTERS, THEMES, Page
from hgraph.pages.lists import Entry, Section, Tile, entries
from hgraph.pages.shown import Shown
from hgraph.releases import File
from hgraph.terms import Iri

_STRUCTURE: Final = frozenset(
    {HG.heldBy, HG.takesOverFrom, HG.leadMinister, HG.callsUpon, PROV.hadMember, MANDAAT.isBestuurlijkeAliasVan}
)
"""What points at an office without saying what it answers for, or is told in a section of its own."""


def places(path: str, things: Iterable[Iri], edition: Edition) -> dict[Iri, str]:
    """Return where the page of each subject stands: the end of its own place, with more of it where that is taken."""
    ordered = sorted(things)
    ends = [edition.addresses.place(thing).split("/") for thing in ordered]
    found: dict[Iri, str] = {}
    for thing, parts in zip(ordered, ends, strict=True):
        alone = sum(other[-1] == parts[-1] for other in ends) == 1
        found[thing] = f"{path}/{parts[-1] if alone else '-'.join(parts)}"
    return found


def ministers(edition: Edition) -> dict[Iri, list[Iri]]:
    """Return the offices of each minister; one whose person is not recorded stands for itself."""
    found: dict[Iri, list[Iri]] = {}
    for thing in edition.things:
        if edition.records.is_a(thing, (MANDAAT.Mandataris,)):
            persons = edition.records.things(thing, MANDAAT.isBestuurlijkeAliasVan)
            found.setdefault(persons[0] if persons else thing, []).append(thing)
    return found


def decrees(edition: Edition) -> list[Iri]:
    """Return the acts."""
    return [thing for thing in edition.things if edition.records.is_a(thing, (ELI.LegalResource,))]


def themes(edition: Edition) -> list[Iri]:
    """Return the themes: those of the code list and those that things have."""
    return [thing for thing in edition.release.things if edition.records.is_a(thing, (HG.Theme,))]


def subject_pages(edition: Edition, language: str) -> Iterator[File]:
    """Yield the overviews of ministers, decrees and themes, and the page of each."""
    for path, name, things, sections in (
        (MINISTERS, "ministers", list(ministers(edition)), minister_sections),
        (DECREES, "decrees", decrees(edition), decree_sections),
        (THEMES, "themes", themes(edition), theme_sections),
    ):
        where = places(path, things, edition)
        overview = Page(path, language)
        tiles = []
        for thing in edition.in_order(things, language):
            page = Page(where[thing], language)
            parts = sections(edition, thing, page)
            count = sum(len(part.entries) for part in parts)
            shown = edition.thing(thing, overview)
            counted = message("pages.index.entry" if count == 1 else "pages.index.entries", language, count=count)
            tiles.append(Tile(shown.text, overview.to(where[thing]), counted, shown.language))
            yield File(page.file, _page(edition, thing, page, parts, (path, name)))
        yield File(
            overview.file,
            edition.frame.render(
                "tiles.html",
                overview,
                title=overview.say(f"pages.index.{name}"),
                intro=overview.say(f"pages.index.{name}-intro"),
                tiles=tiles,
                gap=overview.say(f"pages.index.no-{name}"),
                empty=[],
                empty_heading="",
                every=None,
            ),
        )


def _page(edition: Edition, thing: Iri, page: Page, sections: Sequence[Section], up: tuple[str, str]) -> bytes:
    path, name = up
    shown = edition.thing(thing, page)
    return edition.frame.render(
        "sections.html",
        page,
        title=shown.text,
        name=shown,
        intro=page.say(f"pages.index.{name}-one"),
        up=Shown(page.say(f"pages.index.{name}"), href=page.to(path)),
        own=Shown(page.say("pages.index.own"), href=shown.href, leaves=shown.leaves),
        sections=sections,
    )


def minister_sections(edition: Edition, minister: Iri, page: Page) -> list[Section]:
    """Return what a minister holds and held, and what each role makes this minister answer for."""
    records, say = edition.records, page.say
    offices = ministers_of(edition, minister)
    everyone = list(dict.fromkeys([minister, *offices]))
    portfolios = _pointing(edition, everyone, HG.heldBy)
    fields = [field for portfolio in portfolios for field in records.things(portfolio, HG.coversField)]
    actions = [thing for thing in _pointing(edition, everyone, HG.leadMinister) if records.is_a(thing, (HG.Action,))]
    called = _pointing(edition, [*everyone, *portfolios, *fields], HG.callsUpon)
    answered_for = _pointing(edition, everyone, HG.leadMinister, HG.owedBy)
    needs = [
        need for need in _pointing(edition, answered_for, HG.arisesFrom) if records.is_a(need, (HG.AmendmentNeed,))
    ]
    fixed = [
        Section(
            "portfolios",
            say("pages.index.portfolios"),
            _portfolios(edition, portfolios, page),
            say("pages.gap.no-portfolio"),
        ),
        Section("offices", say("pages.index.offices"), entries(edition, offices, page), say("pages.gap.no-office")),
        Section("actions", say("pages.index.actions"), entries(edition, actions, page), say("pages.gap.no-action")),
        Section(
            "objectives", say("pages.index.objectives"), entries(edition, called, page), say("pages.gap.no-objective")
        ),
        Section("needs", say("pages.index.needs"), entries(edition, needs, page), say("pages.gap.no-need")),
    ]
    return [*fixed, *_roles(edition, everyone, page)]


def ministers_of(edition: Edition, minister: Iri) -> list[Iri]:
    """Return the offices of a minister, in the order they were held."""
    offices = edition.records.pointing(minister, MANDAAT.isBestuurlijkeAliasVan) or [minister]
    starts = {office: str(next(edition.records.values(office, MANDAAT.start), "")) for office in offices}
    return sorted(offices, key=lambda office: (starts[office], office))


def _portfolios(edition: Edition, portfolios: Sequence[Iri], page: Page) -> list[Entry]:
    found = []
    for entry, portfolio in zip(
        entries(edition, portfolios, page), edition.in_order(portfolios, page.language), strict=True
    ):
        fields = edition.in_order(edition.records.things(portfolio, HG.coversField), page.language)
        names = ", ".join(edition.namer.name(field, page.language) for field in fields)
        covers = page.say("pages.index.covers", fields=names) if fields else page.say("pages.gap.no-field")
        found.append(Entry(entry.thing, ". ".join(filter(None, [entry.note, covers]))))
    return found


def _roles(edition: Edition, everyone: Sequence[Iri], page: Page) -> Iterator[Section]:
    """Yield a section for every other property that things point at a minister with."""
    by_property: dict[Iri, dict[Iri, None]] = {}
    for office in everyone:
        for property_, things in edition.records.incoming.get(office, {}).items():
            if property_ not in _STRUCTURE:
                by_property.setdefault(property_, {}).update(dict.fromkeys(things))
    ordered = sorted((reads(edition, name, page.language), name) for name in by_property)
    for number, (heading, name) in enumerate(ordered, start=1):
        others = [thing for thing in by_property[name] if thing not in everyone]
        if others:
            yield Section(f"role-{number}", heading, entries(edition, others, page, kinds=True), "")


def decree_sections(edition: Edition, decree: Iri, page: Page) -> list[Section]:
    """Return what an act amended, its articles, what has to change in it, what changed it, and the duties in it."""
    say = page.say
    parts = _parts(edition, decree)
    whole = [decree, *parts]
    amended = list(dict.fromkeys(thing for part in whole for thing in edition.records.things(part, ELI.amends)))
    amends = Section("amended", say("pages.index.amended"), entries(edition, amended, page), "")
    return [
        *([amends] if amended else []),  # that an act amends nothing is no gap
        Section(
            "articles",
            say("pages.index.articles"),
            _in_reading_order(edition, parts, page),
            say("pages.gap.decree-article"),
        ),
        Section(
            "needs",
            say("pages.index.needs"),
            _all(edition, whole, page, HG.affects),
            say("pages.gap.no-need-of-decree"),
        ),
        Section(
            "tracks",
            say("pages.index.tracks"),
            _all(edition, whole, page, ELI_DL.foresees_amendment_of),
            say("pages.gap.no-track"),
        ),
        Section("acts", say("pages.index.acts"), _all(edition, whole, page, ELI.amends), say("pages.gap.no-act")),
        Section(
            "duties", say("pages.index.duties"), _all(edition, whole, page, HG.laidDownIn), say("pages.gap.no-duty")
        ),
    ]


def theme_sections(edition: Edition, theme: Iri, page: Page) -> list[Section]:
    """Return the things that have a theme, by kind."""
    by_kind: dict[Iri, list[Iri]] = {}
    for thing in edition.records.pointing(theme, HG.hasTheme, DCT.subject):
        kind = edition.records.kind(thing)
        if kind is not None:
            by_kind.setdefault(kind, []).append(thing)
    if not by_kind:
        return [Section("things", page.say("pages.index.with-theme"), (), page.say("pages.gap.no-theme"))]
    return [
        Section(f"kind-{number}", edition.namer.name(kind, page.language), entries(edition, by_kind[kind], page), "")
        for number, kind in enumerate(edition.in_order(by_kind, page.language), start=1)
    ]


def _pointing(edition: Edition, things: Iterable[Iri], *properties: str) -> list[Iri]:
    found = (other for thing in things for other in edition.records.pointing(thing, *properties))
    return list(dict.fromkeys(found))


def _all(edition: Edition, things: Iterable[Iri], page: Page, *properties: str) -> list[Entry]:
    return entries(edition, _pointing(edition, things, *properties), page)


def _parts(edition: Edition, decree: Iri) -> list[Iri]:
    """Return the parts of an act, and theirs."""
    found: dict[Iri, None] = {}
    waiting = [decree]
    while waiting:
        whole = waiting.pop(0)
        parts = [*edition.records.things(whole, ELI.has_part), *edition.records.pointing(whole, ELI.is_part_of)]
        waiting += [part for part in dict.fromkeys(parts) if part not in found and part != decree]
        found |= dict.fromkeys(waiting)
    return list(found)


def _in_reading_order(edition: Edition, articles: Sequence[Iri], page: Page) -> list[Entry]:
    """Return articles as they stand in an act: article 9 before article 10."""
    ordered = sorted(articles, key=lambda article: (natural(edition.namer.name(article, page.language)), article))
    return [Entry(edition.thing(article, page), edition.period(article, page.language)) for article in ordered]


def natural(text: str) -> list[tuple[int, str]]:
    """Return what names with numbers are sorted by.

    >>> natural("Artikel 9") < natural("Artikel 10")
    True
    """
    return [(int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in re.split(r"(\d{1,9})", text)]
