"""All pages of the release of the real plan together: links, markup, headings, languages, search."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath
from unittest.mock import patch
from urllib.parse import unquote, urldefrag

import html5lib
import pytest

from hgraph.messages import catalogue
from hgraph.pages import Edition, search_bundle, search_parts, write_part
from hgraph.pages.search_bundle import Part
from hgraph.releases import form_of
from page_views import edition_of, view_of
from published import real_site
from source_code import SOURCE

ROOT = Path(__file__).parents[2]
_PARSED_OF_THINGS = 8
"""One in so many pages of things goes through the strict parser; of the other pages all do."""


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the release of the real plan."""
    return (real_site(tmp_path_factory) / "current").resolve()


@pytest.fixture(scope="module")
def real_edition() -> Iterator[Edition]:
    """Return the release of the real plan in memory."""
    with edition_of(ROOT) as found:
        yield found


@pytest.fixture(scope="module")
def pages(release: Path) -> dict[str, str]:
    """Return the text of every page."""
    root = release.resolve()
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.html"))
    }


_SPEAKING = {"a", "button", "label", "summary", "caption", "h1", "h2", "h3", "h4", "dt", "title"}
_UNNAMED = {"div", "span", "p", "pre", "code", "bdi", "em", "strong", "q", "blockquote", "dt", "dd", "caption", "label"}


class Seen(HTMLParser):
    """What a page links to, its headings, and whatever would run or style by itself."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.headings: list[int] = []
        self.inline: list[str] = []
        self.ids: list[str] = []
        self.speechless: list[str] = []
        self._open = ""
        self._said = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.links += [given[name] for name in ("href", "src", "action") if name in given]
        self.ids += [given["id"]] if "id" in given else []
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "style" or "style" in given or (tag == "script" and "src" not in given):
            self.inline.append(tag)
        self.inline += [name for name in given if name.startswith("on")]
        if tag in _UNNAMED and "role" not in given and given.keys() & {"aria-label", "aria-labelledby"}:
            self.speechless.append(tag)  # a name that the rules of ARIA let nobody hear
        if tag in _SPEAKING:
            self._open, self._said = tag, "aria-label" in given

    def handle_data(self, data: str) -> None:
        self._said = self._said or bool(data.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            self.speechless += [] if self._said else [tag]
            self._open = ""


@pytest.fixture(scope="module")
def seen(pages: dict[str, str]) -> dict[str, Seen]:
    """Return what stands in every page."""
    return {path: Seen(text) for path, text in pages.items()}


def test_every_link_within_the_release_leads_to_a_file(seen: dict[str, Seen], release: Path):
    root = release.resolve()
    there = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    broken = {
        (path, link)
        for path, page in seen.items()
        for link in page.links
        if not re.match(r"[a-z]+:", link)
        and re.search(r"\.(html|css|js|svg)(#|\?|$)", link)
        and (target := unquote(urldefrag(link).url.partition("?")[0]))
        and normpath(join(path, "..", target)) not in there
    }
    assert not broken, sorted(broken)[:10]


def test_every_link_into_a_page_finds_its_mark(seen: dict[str, Seen]):
    for path, page in seen.items():
        assert len(set(page.ids)) == len(page.ids), path
        assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids), path


def test_nothing_runs_or_styles_by_itself(seen: dict[str, Seen]):
    assert not {path: page.inline for path, page in seen.items() if page.inline}


def test_whatever_one_can_go_to_says_what_it_is(seen: dict[str, Seen]):
    assert not {path: page.speechless for path, page in seen.items() if page.speechless}


def test_headings_are_in_order_and_each_page_has_one_title(seen: dict[str, Seen]):
    for path, page in seen.items():
        assert page.headings[0] == 1, path
        assert page.headings.count(1) == 1, path
        assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False)), path


def test_pages_are_html_without_a_single_error(pages: dict[str, str]):
    for path, text in pages.items():
        of_a_thing = path.startswith(("doc/", "extern/", "code/", "term/"))
        if not of_a_thing or hashlib.sha256(path.encode()).digest()[0] % _PARSED_OF_THINGS == 0:
            html5lib.HTMLParser(strict=True).parse(text)


def test_every_page_is_there_in_both_languages_and_says_which_it_is(pages: dict[str, str]):
    for path, text in pages.items():
        form = form_of(path)
        language = form.language if form else "nl"
        assert f'<html lang="{language}">' in text, path
        if form:
            other = path.replace(".nl.html", ".en.html") if language == "nl" else path.replace(".en.html", ".nl.html")
            assert other in pages


def sentences(table: dict, key: str) -> Iterator[str]:
    """Yield the keys of every sentence under a key."""
    if any(isinstance(value, str) for value in table.values()):
        yield key
    for name, value in table.items():
        if isinstance(value, dict):
            yield from sentences(value, f"{key}.{name}")


def test_no_page_speaks_the_other_language(pages: dict[str, str]):
    keys = [key for name, table in catalogue("pages").items() for key in sentences(table, f"pages.{name}")]
    apart = [key for key in keys if "{" not in message_of(key, "nl") and len(message_of(key, "nl")) > 18]
    assert len(apart) > 40
    for path, text in pages.items():
        if path.startswith(("doc/", "index")):
            here, other = ("nl", "en") if path.endswith((".nl.html", "index.html")) else ("en", "nl")
            said = [
                key
                for key in apart
                if message_of(key, other) in text and message_of(key, other) not in message_of(key, here)
            ]
            assert not said, (path, said)


def message_of(key: str, language: str) -> str:
    """Return a sentence as the catalogue has it."""
    entry = catalogue(key.partition(".")[0])
    for part in key.split(".")[1:]:
        entry = entry[part]
    return entry[language]


def asked_for() -> list[re.Pattern[str]]:
    """Return what templates and makers ask of the catalogue, as patterns of keys."""
    folder = SOURCE / "pages"
    texts = [path.read_text(encoding="utf-8") for path in (*folder.glob("templates/*.html"), *folder.glob("*.py"))]
    keys = {key for text in texts for key in re.findall(r"\"pages\.([a-z.-]+(?:\{\w+\})?[a-z-]*)", text)}
    ends = {key: "[a-z.-]+" if key.endswith((".", "-")) else "" for key in keys}
    return [re.compile(re.sub(r"\\\{\w+\\\}", "[a-z-]+", re.escape(key)) + end) for key, end in ends.items()]


def test_what_templates_say_is_in_the_catalogue_and_what_is_there_is_said():
    tables = catalogue("pages").items()
    keys = {key.removeprefix("pages.") for name, table in tables for key in sentences(table, f"pages.{name}")}
    patterns = asked_for()
    assert [pattern.pattern for pattern in patterns if not any(map(pattern.fullmatch, keys))] == []
    assert [key for key in sorted(keys) if not any(pattern.fullmatch(key) for pattern in patterns)] == []


def test_home_leads_everywhere_and_names_what_is_not_known(pages: dict[str, str]):
    home = pages["index.nl.html"]
    assert pages["index.html"] == home
    for target in (
        "index/kind/PolicyPlan",
        "index/minister",
        "index/decree",
        "index/theme",
        "question",
        "changes",
        "about",
    ):
        assert f'href="{target}.nl.html"' in home
    assert "Er is niets geregistreerd van de soort “Actie”." in home
    assert "Alle 31 kennishiaten" in home


def test_a_minister_has_portfolios_with_dates_and_gaps_where_nothing_is_recorded(pages: dict[str, str]):
    of_ministers = [text for path, text in pages.items() if re.fullmatch(r"index/minister/.+\.nl\.html", path)]
    page = next(text for text in of_ministers if "<bdi>Bart Somers</bdi>" in text)
    assert "van 2 oktober 2019 tot " in page
    assert "Beleidsvelden: " in page
    assert "Er is geen actie geregistreerd waarvoor deze minister verantwoordelijk is." in page


def test_a_decree_has_its_articles_needs_and_acts(pages: dict[str, str]):
    page = pages["index/decree/2008203387.nl.html"]
    assert "Artikel 8 van het Gelijkekansendecreet" in page
    assert page.index("Artikel 9 van") < page.index("Artikel 10 van")
    assert "Wijzigingsdecreet van 22 maart 2024" in page
    assert "Wat deze akte wijzigde" not in page


def test_an_act_that_amended_shows_what(pages: dict[str, str]):
    page = pages["index/decree/2018012258.nl.html"]
    amended = page[page.index("Wat deze akte wijzigde") : page.index("Er is geen artikel")]
    assert "Artikel 24 van het Gelijkekansendecreet" in amended
    assert "extern/http/www.ejustice.just.fgov.be/eli/decreet/2008/07/10/2008203387.nl.html" in amended
    tile = pages["index/decree.nl.html"].partition("Wijzigingsdecreet van 18 mei 2018")[2]
    assert "2 verbanden" in tile[:400]


class TestSearch:
    """Looking for words without a server, and without a script."""

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_the_index_is_a_script_that_holds_nothing_but_data(self, release, language):
        text = (release / f"search/index.{language}.js").read_text(encoding="utf-8")
        assert text.startswith("window.hgraphIndex={")
        assert "<" not in text
        found = json.loads(text.removeprefix("window.hgraphIndex=").rstrip(";\n"))
        places = {place for _, _, place, _ in found["things"]}
        assert "doc/plan/higkbp-2020-2024" in places
        assert all((release / f"{place}.{language}.html").is_file() for place in places)

    def test_without_a_script_there_is_a_list(self, pages):
        assert 'href="index/all.nl.html"' in pages["search.nl.html"]
        assert "higkbp-2020-2024.nl.html" in pages["index/all.nl.html"] + pages.get("index/all/2.nl.html", "")

    def test_pagefind_reads_records_of_things_in_parts(self, real_edition, release):
        sizes = [len(part.things) for part in search_parts(real_edition)]
        with patch.multiple(search_bundle, _MOST=400):
            parts = search_parts(real_edition)
        assert [part.folder for part in parts] == ["pagefind", "pagefind/2", "pagefind/3"]
        assert [thing for part in parts for thing in part.things] == list(real_edition.things)
        assert sum(sizes) == len(real_edition.things)
        assert {path.name for path in (release / "pagefind").iterdir()} >= {"pagefind.js", "fragment", "index"}

    def test_a_part_of_the_index_has_the_records_of_its_things(self, real_edition, tmp_path):
        some = real_edition.things[:5]
        paths = {}
        for number in (1, 2):
            folder = tmp_path / str(number) / "release"
            folder.mkdir(parents=True)
            paths[number] = write_part(real_edition, Part("pagefind/2", some), folder, tmp_path / f"{number}-aside")
            assert [path.name for path in folder.parent.iterdir()] == ["release"]
        assert paths[1] == paths[2]
        assert not [path for path in paths[1] if path.endswith((".js", ".css"))]
        entry = json.loads((folder / "pagefind/2/pagefind-entry.json").read_bytes())
        assert {name: told["page_count"] for name, told in entry["languages"].items()} == {"nl": 5, "en": 5}
        told = {}
        for path in (folder / "pagefind/2/fragment").iterdir():
            content = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
            told[content["url"]] = content["meta"]["title"]
        places = [f"/{real_edition.addresses.place(thing)}" for thing in some]
        assert sorted(told) == sorted(f"{place}.{language}.html" for place in places for language in ("nl", "en"))
        assert told[f"{places[0]}.nl.html"] == real_edition.namer.name(some[0], "nl")


def test_the_view_of_a_project_without_data_makes_pages_too(tmp_path):
    from cli import small_project
    from hgraph.pages import Edition, other_pages

    with view_of(small_project(tmp_path / "plan")) as view:
        files = {file.path: file.content for file in other_pages(Edition.of(view), view)}
    assert "Er is geen minister vastgelegd." in files["index/minister.nl.html"].decode()
    assert "No decree is recorded." in files["index/decree.en.html"].decode()
