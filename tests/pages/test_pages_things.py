"""The page of a thing: what it shows of the real plan, and what hostile data cannot do to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli import GRAPH, small_project
from hgraph.pages import Edition, Page, assets, pages_of_things
from hgraph.pages.gaps import EXPECTED, missing
from hgraph.pages.kinds import slug_of
from hgraph.pages.lists import numbered
from hgraph.pages.subject_pages import natural
from hgraph.pages.thing_page import thing_files
from hgraph.terms import Iri
from page_views import edition_of
from published import BASE

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def edition() -> Iterator[Edition]:
    """Read the real plan once."""
    with edition_of(ROOT) as found:
        yield found


def page(edition: Edition, slug: str, language: str = "nl") -> str:
    """Return the page of a thing of the project."""
    return next(thing_files(edition, Iri(f"{BASE}id/{slug}"), language)).content.decode()


def plain(html: str) -> str:
    """Return what a page says, without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class TestRealPlan:
    """What a policy officer reads."""

    def test_a_commitment_shows_the_words_it_rests_on_and_that_they_stand_in_the_text(self, edition):
        said = plain(page(edition, "toezegging/goedkeuring-26-juni-2020"))
        assert "Ten laatste op 26 juni zullen we de doelstellingen en acties ter goedkeuring voorleggen" in said
        assert "alinea 20" in said
        assert "tekens 4460 tot 4572 ongewijzigd teruggevonden" in said
        assert "overgenomen uit een openbare pagina, niet opnieuw nagekeken" in said

    def test_a_link_shows_how_it_was_judged_and_on_what_evidence(self, edition):
        said = plain(page(edition, "toezegging/goedkeuring-26-juni-2020"))
        assert "aanvaard letterlijk" in said
        assert "Bewijs: Ter goedkeuring ten laatste op 26 juni" in said

    def test_what_is_derived_says_so_beside_the_value(self, edition):
        said = page(edition, "bevoegdheid/beke-2019-10-02")
        assert '<span class="badge doubt">afgeleid</span>' in said
        assert "Tenzij anders vermeld: ontleend aan een bron" in plain(said)
        assert "Geldt van 2 oktober 2019 tot 16 mei 2022." in plain(said)

    def test_the_plan_shows_its_gaps_and_where_was_looked(self, edition):
        said = plain(page(edition, "plan/higkbp-2020-2024"))
        assert "Er is geen actie van dit plan geregistreerd." in said
        assert "Wat niet geregistreerd is, kan wel bestaan." in said
        assert "De acties en actiefiches van het plan" in said
        assert "Gezocht in: gelijkekansen.be" in said
        assert "Vervangen of opgevolgd door" in said

    def test_an_objective_without_action_says_so_in_both_languages(self, edition):
        objectives = [thing for thing in edition.things if edition.records.is_a(thing, (OBJECTIVE,))]
        assert objectives
        place = objectives[0].removeprefix(f"{BASE}id/")
        assert "Er is geen actie geregistreerd die tot deze doelstelling bijdraagt." in plain(page(edition, place))
        assert "No action that contributes to this objective is recorded." in plain(page(edition, place, "en"))

    def test_the_thread_is_a_picture_and_a_list_that_says_the_same(self, edition):
        said = page(edition, "toezegging/goedkeuring-26-juni-2020")
        assert re.search(r'<figure class="picture" role="region" aria-label="[^"]+" tabindex="0"><svg ', said)
        assert "<style" not in said
        assert "Waar dit vandaan komt" in plain(said)
        style = next(file.content for file in assets() if file.path == "assets/site.css")
        assert b".hgraph-thread .box rect" in style

    def test_what_points_at_a_thing_is_grouped_counted_and_has_a_page_of_its_own_when_it_is_much(self, edition):
        files = list(thing_files(edition, Iri(f"{BASE}id/plan/higkbp-2020-2024"), "nl"))
        incoming = edition.records.incoming
        source = next(thing for thing in edition.things if max(map(len, incoming.get(thing, {"": ()}).values())) > 20)
        own, *further = thing_files(edition, source, "nl")
        assert "hoort bij plan" not in files[0].path
        assert re.search(r"<h3>[^<]+ <span class=\"count\">\(\d+\)</span></h3>", files[0].content.decode())
        assert further
        assert Page(own.path.removesuffix(".nl.html"), "nl").link(further[0].path) in own.content.decode()
        assert further[0].path.startswith("index/backlinks/1/")

    def test_a_page_can_be_cited_and_names_its_other_forms(self, edition):
        said = page(edition, "plan/higkbp-2020-2024", "en")
        assert f"release 0123456789abcdef of 2026-11-27. {BASE}id/plan/higkbp-2020-2024" in plain(said)
        for suffix in ("ttl", "jsonld", "nt"):
            assert f'href="higkbp-2020-2024.{suffix}"' in said

    def test_a_thing_of_others_says_where_it_lives(self, edition):
        decree = Iri("http://www.ejustice.just.fgov.be/eli/decreet/2008/07/10/2008203387")
        said = next(thing_files(edition, decree, "nl")).content.decode()
        assert f'<a href="{decree}" rel="nofollow noopener">' in said
        assert f"{BASE}extern/http/www.ejustice.just.fgov.be/eli/decreet/2008/07/10/2008203387" in said

    def test_each_gap_that_can_be_told_has_words_and_is_not_told_where_something_is_recorded(self, edition):
        told = {name for thing in edition.things for name in missing(edition.records, thing)}
        assert told <= {expected.name for expected in EXPECTED}
        assert "need-provision" not in missing(edition.records, f"{BASE}id/wijzigingsnood/gelijkekansendecreet")

    def test_the_same_pages_come_twice_and_in_slices(self, edition):
        things = edition.things[:30]
        once = list(pages_of_things(edition, things))
        again = [*pages_of_things(edition, things[:11]), *pages_of_things(edition, things[11:])]
        assert once == again
        assert [file.content for file in once] == [file.content for file in again]


OBJECTIVE = "https://w3id.org/hgraph/ns#Objective"

HOSTILE = r"""
<actie/vijandig> a hg:Action ; dct:title "<script>alert(1)</script> \u202Eomgekeerd"@nl , "x"@en ;
    dct:description "</dd><img src=x onerror=alert(1)> & \"aangehaald\""@nl ;
    dct:source <javascript:alert(1)> , <data:text/html,boos> , <https://goed.be/'%22onclick=alert(1)> ;
    dct:relation <actie/onderdeel-LANG> , <urn:x:y> ;
    dct:identifier "javascript:alert(2)"^^<http://www.w3.org/2001/XMLSchema#anyURI> ;
    hg:partOfPlan <plan/"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """Read a project whose data want to be more than data."""
    data = HOSTILE.replace("LANG", "a" * 1500) + "klein> .\n"
    project = small_project(
        tmp_path_factory.mktemp("vijandig") / "plan",
        {"data/open.ttl": GRAPH.format(name="open", kind="bron") + data},
    )
    with edition_of(project) as found:
        yield found


class TestHostileData:
    """Text from outside is shown, and does nothing else."""

    @pytest.fixture
    def said(self, hostile: Edition) -> str:
        return page(hostile, "actie/vijandig")

    def test_markup_is_text(self, said):
        assert "<script" not in said
        assert "<img" not in said
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in said
        html5lib.HTMLParser(strict=True).parse(said)

    def test_what_steers_is_made_visible(self, said):
        assert "\u202e" not in said
        assert "\\u202eomgekeerd" in said

    def test_only_the_schemes_of_the_web_are_links(self, said):
        links = re.findall(r'href="([^"]*)"', said)
        assert not [link for link in links if re.match(r"\s*(javascript|data|urn):", link, re.IGNORECASE)]
        assert any(link.startswith("https://goed.be/") for link in links)
        assert all(
            'rel="nofollow noopener"' in tag or 'rel="license' in tag
            for tag in re.findall(r"<a [^>]+>", said)
            if 'href="http' in tag
        )

    def test_no_attribute_runs_anything(self, said):
        tree = html5lib.parse(said, namespaceHTMLElements=False)
        names = {name for element in tree.iter() for name in element.attrib}
        assert not [name for name in names if str(name).startswith("on") or name == "style"]

    def test_names_of_files_stay_short_and_plain(self, hostile):
        for file in pages_of_things(hostile, hostile.things):
            assert re.fullmatch(r"[A-Za-z0-9_~=./-]+", file.path)
            assert max(map(len, file.path.split("/"))) <= 140


class TestParts:
    """Small things that pages are made of."""

    @given(st.lists(st.from_regex(r"[a-z0-9=~_-]{1,6}", fullmatch=True), min_size=1, max_size=5), st.data())
    @settings(max_examples=200)
    def test_a_link_leads_from_any_page_to_any_file(self, here, data):
        there = data.draw(st.lists(st.from_regex(r"[a-z0-9=~_-]{1,6}", fullmatch=True), min_size=1, max_size=5))
        link = Page("/".join(here), "nl").link("/".join(there) + ".css")
        folder = Path("/", *here[:-1])
        assert resolved(folder / link) == "/" + "/".join(there) + ".css"

    @pytest.mark.parametrize(
        ("class_", "slug"),
        [
            ("https://w3id.org/hgraph/ns#Action", "Action"),
            ("http://data.europa.eu/eli/ontology#LegalResource", "eli-LegalResource"),
            ("https://elders.be/soort/een ding", "x-"),
        ],
    )
    def test_the_list_of_a_kind_has_a_plain_name(self, class_, slug):
        assert slug_of(class_).startswith(slug)
        assert re.fullmatch(r"[A-Za-z0-9_-]+", slug_of(class_))

    def test_articles_stand_in_the_order_of_their_numbers(self):
        assert sorted(["artikel 10", "Artikel 9", "artikel 12bis", "artikel 12"], key=natural) == [
            "Artikel 9",
            "artikel 10",
            "artikel 12",
            "artikel 12bis",
        ]

    def test_the_first_page_of_a_list_has_no_number(self):
        assert [numbered("index/all", number) for number in (1, 2)] == ["index/all", "index/all/2"]


@cache
def resolved(path: Path) -> str:
    """Return a path without its steps back."""
    parts: list[str] = []
    for part in path.parts[1:]:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/" + "/".join(parts)
