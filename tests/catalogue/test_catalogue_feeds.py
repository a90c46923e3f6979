"""Feeds: exactly what changed, earlier pages byte for byte, read by those that read feeds."""

from __future__ import annotations

import gzip
import tempfile
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from pathlib import Path

import feedparser
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hgraph.catalogue.atom import feed_files
from hgraph.catalogue.changes import Change, Kind, changes_between
from hgraph.catalogue.sitemap import SiteMap
from hgraph.catalogue.stream import earlier_pages, stream_files
from hgraph.errors import UnreadableInput
from hgraph.namespaces import AS_, DCT, LDES, TREE
from hgraph.project import Project
from hgraph.releases import View
from hgraph.terms import Iri, Literal, Triple
from release_folders import BASE, ISSUED, WHO, paths, put, view_of

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def thing(name: str) -> Iri:
    """Return the IRI of an own thing."""
    return Iri(f"{BASE}id/actie/{name}")


def triples(state: dict[str, str]) -> list[Triple]:
    """Return things with titles as statements."""
    return [(thing(name), Iri(DCT.title), Literal(title)) for name, title in state.items()]


def release(project: Project, folder: Path, state: dict[str, str], previous: Path | None, day: date = ISSUED) -> View:
    """Make a release with these things and its feeds."""
    view = view_of(project, folder, triples=triples(state), previous=previous, issued=day, publication=WHO)
    earlier = earlier_pages(view)
    changes = changes_between(folder, previous if earlier else None)
    made = [*stream_files(view, folder, changes, earlier), *feed_files(view, changes)]
    for file in [*made, *SiteMap(view, paths(folder)).files()]:
        put(folder, file.path, file.content)
    return view


def members(folder: Path, short_id: str) -> dict[str, rdflib.Graph]:
    """Return the members of a page by the thing that each is a version of."""
    graph = rdflib.Graph().parse(folder / f"feeds/ldes/{short_id}.ttl", format="turtle")
    found = {}
    for version in graph.objects(None, rdflib.URIRef(TREE.member)):
        (of,) = graph.objects(version, rdflib.URIRef(DCT.isVersionOf))
        (created,) = graph.objects(version, rdflib.URIRef(DCT.created))
        assert created.value.tzinfo is not None
        about = rdflib.Graph()
        for statement in graph.triples((version, None, None)):
            about.add(statement)
        found[str(of)] = about
    return found


STATES = st.dictionaries(st.sampled_from("abcde"), st.sampled_from(["x", "y", 'met "<&']), min_size=1)


class TestStream:
    """LDES."""

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(before=STATES, after=STATES)
    def test_any_change_gives_exactly_the_changed_things(
        self, small: Project, before: dict[str, str], after: dict[str, str]
    ) -> None:
        with tempfile.TemporaryDirectory() as work:
            one, two = Path(work, "one"), Path(work, "two")
            first = release(small, one, before, None)
            assert set(members(one, first.release.short_id)) == set(map(thing, before))
            second = release(small, two, after, one, ISSUED + timedelta(days=1))
            if second.release.id == first.release.id:
                return
            changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
            found = members(two, second.release.short_id)
            assert set(found) == set(map(thing, changed))
            for name in changed:
                gone = rdflib.URIRef(AS_.Delete) in found[thing(name)].objects(None, rdflib.RDF.type)
                assert gone == (name not in after)
                titles = [str(title) for title in found[thing(name)].objects(None, rdflib.URIRef(DCT.title))]
                assert titles == ([after[name]] if name in after else [])
            page = f"feeds/ldes/{first.release.short_id}.ttl"
            assert (two / page).read_bytes() == (one / page).read_bytes()

    def test_the_root_names_every_page_once(self, small: Project, tmp_path: Path) -> None:
        views = []
        for number, state in enumerate([{"a": "x"}, {"a": "y"}, {"b": "y"}]):
            previous = tmp_path / str(number - 1) if number else None
            views.append(release(small, tmp_path / str(number), state, previous, ISSUED + timedelta(days=number)))
        graph = rdflib.Graph().parse(tmp_path / "2/feeds/ldes/root.ttl", format="turtle")
        stream = rdflib.URIRef(f"{BASE}feeds/ldes/root.ttl#stream")
        assert list(graph.objects(stream, rdflib.URIRef(TREE.view))) == [rdflib.URIRef(f"{BASE}feeds/ldes/root.ttl")]
        assert graph.value(stream, rdflib.URIRef(LDES.timestampPath)) == rdflib.URIRef(DCT.created)
        assert graph.value(stream, rdflib.URIRef(LDES.versionOfPath)) == rdflib.URIRef(DCT.isVersionOf)
        assert graph.value(stream, rdflib.URIRef(TREE.shape))
        nodes = {str(node) for node in graph.objects(None, rdflib.URIRef(TREE.node))}
        assert nodes == {f"{BASE}feeds/ldes/{view.release.short_id}.ttl" for view in views}
        assert len(list(graph.objects(None, rdflib.URIRef(TREE.relation)))) == 6
        for view in views:
            page = rdflib.Graph().parse(tmp_path / f"2/feeds/ldes/{view.release.short_id}.ttl", format="turtle")
            assert (None, rdflib.URIRef(LDES.immutable), rdflib.Literal(True)) in page  # noqa: FBT003

    def test_a_version_has_one_moment_whatever_the_thing_says(self, small_release: View) -> None:
        assert small_release.folder is not None
        found = members(small_release.folder, small_release.release.short_id)
        assert f"{BASE}id/plan/klein" in found

    @pytest.mark.parametrize("text", ["", "{", "[]", '{"base": "https://elsewhere.example.org/", "pages": []}'])
    def test_begins_anew_where_the_earlier_stream_is_not_there(self, small: Project, tmp_path: Path, text: str) -> None:
        release(small, tmp_path / "one", {"a": "x"}, None)
        put(tmp_path / "one", "feeds/ldes/pages.json", text.encode())
        view = release(small, tmp_path / "two", {"a": "x", "b": "x"}, tmp_path / "one")
        assert set(members(tmp_path / "two", view.release.short_id)) == {thing("a"), thing("b")}

    def test_statements_that_cannot_be_read_are_refused(self, small: Project, tmp_path: Path) -> None:
        release(small, tmp_path / "one", {"a": "x"}, None)
        for content in (b"no gzip", gzip.compress(b"\xff\xfe"), gzip.compress(b"no triple\n")):
            put(tmp_path / "one", "dumps/dataset.nt.gz", content)
            with pytest.raises(UnreadableInput) as caught:
                changes_between(tmp_path / "one", None)
            assert caught.value.code == "release-unreadable"

    def test_kinds_of_change(self, small: Project, tmp_path: Path) -> None:
        release(small, tmp_path / "one", {"a": "x", "b": "x"}, None)
        release(small, tmp_path / "two", {"b": "y", "c": "x"}, tmp_path / "one")
        assert changes_between(tmp_path / "two", tmp_path / "one") == [
            Change(thing("a"), Kind.GONE),
            Change(thing("b"), Kind.CHANGED),
            Change(thing("c"), Kind.NEW),
        ]


class TestAtom:
    """The feed, for those that read feeds."""

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_is_read_without_a_complaint(self, small_release: View, language: str) -> None:
        assert small_release.folder is not None
        feed = feedparser.parse((small_release.folder / f"feeds/changes.{language}.atom").read_bytes())
        assert not feed.bozo
        assert feed.version == "atom10"
        ids = [entry.id for entry in feed.entries]
        assert ids[0] == f"{BASE}releases/{small_release.release.short_id}"
        assert len(set(ids)) == len(ids) > 3
        assert all(entry.link.startswith(BASE) and entry.updated for entry in feed.entries)

    def test_labels_with_markup_are_text(self, small_release: View) -> None:
        assert small_release.folder is not None
        root = ET.fromstring((small_release.folder / "feeds/changes.nl.atom").read_bytes())  # noqa: S314 - our own file
        titles = [element.text or "" for element in root.iter("{http://www.w3.org/2005/Atom}title")]
        assert any("Tweede actie <b>&amp;</b>" in title for title in titles)

    def test_newest_first_with_ids_that_stay(self, small: Project, tmp_path: Path) -> None:
        release(small, tmp_path / "one", {"a": "x"}, None)
        view = release(small, tmp_path / "two", {"b": "x"}, tmp_path / "one", ISSUED + timedelta(days=1))
        old, new = (feedparser.parse((tmp_path / n / "feeds/changes.nl.atom").read_bytes()) for n in ("one", "two"))
        ids = [entry.id for entry in new.entries]
        assert ids[-2:] == [entry.id for entry in old.entries]
        assert ids[0] == f"{BASE}releases/{view.release.short_id}"
        assert [entry.title.partition(" ")[0] for entry in new.entries[1:3]] == ["Verdwenen", "Nieuw"]
        assert new.feed.updated > old.feed.updated

    def test_ends_somewhere(self, real_files: dict[str, bytes]) -> None:
        feed = feedparser.parse(real_files["feeds/changes.nl.atom"])
        assert not feed.bozo
        assert len(feed.entries) == 500


class TestSiteMap:
    """Addresses of all pages, with the day on which each last changed."""

    def pages(self, folder: Path) -> dict[str, str]:
        index = ET.fromstring((folder / "sitemap.xml").read_bytes())  # noqa: S314 - our own file
        found = {}
        for loc in index.iter(f"{MAP}loc"):
            part = ET.fromstring((folder / str(loc.text).removeprefix(BASE)).read_bytes())  # noqa: S314
            for url in part.iter(f"{MAP}url"):
                found[str(url.findtext(f"{MAP}loc"))] = str(url.findtext(f"{MAP}lastmod"))
                assert {link.get("hreflang") for link in url.iter(LINK)} == {"nl", "en"}
        return found

    def test_has_every_page_and_the_day_of_its_last_change(self, small: Project, tmp_path: Path) -> None:
        release(small, tmp_path / "one", {"a": "x", "b": "x"}, None)
        later = ISSUED + timedelta(days=10)
        release(small, tmp_path / "two", {"a": "y", "b": "x", "c": "x"}, tmp_path / "one", later)
        found = self.pages(tmp_path / "two")
        for name, day in (("a", later), ("b", ISSUED), ("c", later)):
            for language in ("nl", "en"):
                assert found[f"{BASE}doc/actie/{name}.{language}.html"] == day.isoformat()
        assert len(found) == 6

    def test_of_the_real_plan_has_all_pages(self, real_view: View, real_files: dict[str, bytes]) -> None:
        assert real_files["sitemaps/1.xml"].count(b"<url>") == 2 * len(real_view.release.things)


class TestNotices:
    """Short texts at fixed places."""

    def test_robots_may_read_pages_but_not_ask(self, small_release: View) -> None:
        assert small_release.folder is not None
        text = (small_release.folder / "robots.txt").read_text(encoding="utf-8")
        assert "Disallow: /plan/sparql?" in text
        assert f"Sitemap: {BASE}sitemap.xml" in text

    def test_weaknesses_have_an_address_and_an_expiry(self, small_release: View) -> None:
        assert small_release.folder is not None
        text = (small_release.folder / ".well-known/security.txt").read_text(encoding="utf-8")
        fields = dict(line.split(": ", 1) for line in text.splitlines())
        assert {"Contact", "Expires", "Preferred-Languages", "Canonical"} == set(fields)
        until = date.fromisoformat(fields["Expires"][:10])
        assert timedelta(0) < until - ISSUED < timedelta(days=365)

    def test_the_terms_of_use_are_a_file(self, small_release: View) -> None:
        assert small_release.folder is not None
        text = (small_release.folder / "licence.txt").read_text(encoding="utf-8")
        assert text.count("modellicentie-gratis-hergebruik") == 2
