"""Pages of questions, words, rules, changes and the release itself, and the files beside them."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import html5lib
import openpyxl
import pytest

from hgraph.dataset import read_triples
from hgraph.messages import LANGUAGES, catalogue
from hgraph.pages.reference.about_pages import about_files, size_of
from hgraph.pages.reference.change_page import change_files
from hgraph.pages.reference.site import Site
from hgraph.questions import load_questions
from hgraph.settings import load_settings
from hgraph.validation import read_rules, read_stages
from page_views import view_of
from published import BASE, bare, build, real_site
from released import PAGES

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the release of the real plan."""
    return (real_site(tmp_path_factory) / "current").resolve()


def text(release: Path, path: str) -> str:
    """Return the text of a file of a release."""
    return (release / path).read_text(encoding="utf-8")


def plain(html: str) -> str:
    """Return what a page says, without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class TestEveryPage:
    """What holds for all of them."""

    @pytest.mark.parametrize("kind", PAGES)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_is_there_and_is_html(self, kind: str, language: str, release: Path) -> None:
        page = text(release, f"{PAGES[kind]}.{language}.html")
        html5lib.HTMLParser(strict=True).parse(page)
        assert f'<html lang="{language}">' in page
        assert not re.search(r"<(style|script)(?![^>]*src=)|\son\w+=|\sstyle=", page.split("<svg")[0])

    def test_no_link_of_these_pages_is_dead(self, release: Path) -> None:
        dead = set()
        mine = (
            "question",
            "rule",
            "term",
            "code",
            "ontology",
            "standing",
            "changes",
            "about",
            "accessibility",
            "downloads",
        )
        for path in sorted(release.rglob("*.html")):
            name = path.relative_to(release).as_posix()
            if not name.startswith(mine):
                continue
            for link in re.findall(r'href="([^"#:]+)(?:#[^"]*)?"', path.read_text(encoding="utf-8")):
                if not (path.parent / link).resolve().exists():
                    dead.add(f"{name}: {link}")
        assert sorted(dead)[:10] == []

    def test_every_place_a_link_points_at_exists(self, release: Path) -> None:
        for name in ("question.nl.html", "ontology.nl.html", "sparql.nl.html", "about.nl.html"):
            page = text(release, name)
            names = set(re.findall(r'\sid="([^"]+)"', page))
            assert set(re.findall(r'href="#([^"]+)"', page)) <= names


class TestQuestions:
    """A question is a page, a table and files."""

    def test_each_has_its_page_and_its_query(self, release: Path) -> None:
        for name in load_questions(load_settings(ROOT).content("queries", "*.rq")):
            assert (release / f"question/{name}.rq").read_bytes() == (ROOT / f"queries/{name}.rq").read_bytes()
            assert all((release / f"question/{name}.{language}.html").exists() for language in LANGUAGES)
            assert f'id="{name}"' in text(release, "sparql.nl.html")

    def test_the_answer_stands_in_every_form(self, release: Path) -> None:
        page = plain(text(release, "question/commitments-missed.nl.html"))
        assert "119" in page
        rows = list(
            csv.DictReader(io.StringIO(text(release, "question/commitments-missed.nl.csv").removeprefix("\ufeff")))
        )
        assert rows[0]["days_late"] == "119"
        found = json.loads(text(release, "question/commitments-missed.en.json"))
        assert len(found["results"]["bindings"]) == len(rows)
        book = openpyxl.load_workbook(release / "question/commitments-missed.nl.xlsx")
        about, answer = book.worksheets
        assert answer.max_row == len(rows) + 1
        days = [column[0].value for column in answer.columns]
        assert "Dagen te laat" in days
        hidden = [letter for letter, size in answer.column_dimensions.items() if size.hidden]
        assert len(hidden) == sum("(IRI)" in str(name) for name in days)
        assert any("modellicentie" in str(row[0].value) for row in about.rows)

    def test_a_question_with_a_date_answers_for_the_day_of_issue(self, release: Path) -> None:
        assert (release / "question/coordinators-on-date/2026-11-27.nl.csv").exists()
        assert "27 november 2026" in plain(text(release, "question/coordinators-on-date.nl.html"))

    def test_few_values_each_have_a_page(self, release: Path) -> None:
        page = text(release, "question/fields-of-minister.nl.html")
        pages = sorted((release / "question/fields-of-minister").glob("*.nl.html"))
        assert len(pages) > 3
        assert all(f"fields-of-minister/{path.name}" in page for path in pages)

    def test_no_rows_say_what_that_means(self, release: Path) -> None:
        empty = [
            path
            for path in (release / "question").glob("*.nl.json")
            if not json.loads(path.read_text())["results"]["bindings"]
        ]
        assert empty
        questions = load_questions(load_settings(ROOT).content("queries", "*.rq"))
        for path in empty:
            name = path.name.partition(".")[0]
            assert questions[name].empty_texts["nl"] in plain(text(release, f"question/{name}.nl.html"))

    def test_every_tag_in_front_has_a_name(self) -> None:
        questions = load_questions(load_settings(ROOT).content("queries", "*.rq"))
        assert {question.tags[0] for question in questions.values()} <= set(catalogue("content")["tag"])


class TestWords:
    """The ontology for people and programs."""

    def test_every_own_word_has_a_page_that_defines_it(self, release: Path) -> None:
        words = (release / "term").glob("*.nl.html")
        pages = [plain(path.read_text(encoding="utf-8")) for path in words]
        assert len(pages) > 100
        assert "Concrete en evalueerbare beleidsmaatregel" in plain(text(release, "term/Action.nl.html"))
        assert "Actie zonder doelstelling" in plain(text(release, "term/Action.nl.html"))

    def test_the_turtle_holds_the_ontology(self, release: Path) -> None:
        found = set(read_triples(release / "ontology/hgraph.ttl"))
        assert set(read_triples(ROOT / "ontology/hgraph.ttl")) <= found


class TestRules:
    """What each rule wants, and what it found."""

    def test_each_rule_has_a_page_and_its_shape(self, release: Path) -> None:
        rules = read_rules(load_settings(ROOT))
        for rule in rules:
            page = plain(text(release, f"rule/{rule.code}.nl.html"))
            assert " ".join(rule.whys["nl"].split())[:40] in page.replace("&#39;", "'").replace("&amp;", "&")
            shape = read_triples(release / f"rule/{rule.code}.ttl")
            assert any(subject == rule.iri for subject, _, _ in shape)
            moved = {t for t in shape if str(t[2]).startswith(BASE)}
            assert set(shape) - moved <= set(rules.triples)

    def test_what_the_program_looks_for_itself_has_a_page(self, release: Path) -> None:
        assert all((release / f"rule/{code}.en.html").exists() for code in catalogue("rules"))

    def test_each_stage_has_a_page(self, release: Path) -> None:
        for stage in read_stages(load_settings(ROOT)):
            assert stage.titles["nl"] in plain(text(release, f"rule/stage/{stage.token}.nl.html"))

    def test_the_standing_says_what_is_missing_and_whose_turn_it_is(self, release: Path) -> None:
        page = plain(text(release, "standing.en.html"))
        assert "has reached the stage “Objectives framework”" in page
        assert "No action is recorded for" in page
        assert "The ministers called upon by the agreed objectives" in page


class TestChanges:
    """Between two releases."""

    def test_the_first_says_so(self, release: Path) -> None:
        assert "eerste uitgave" in plain(text(release, "changes.nl.html"))
        assert json.loads(text(release, "changes.en.json"))["old"] is None

    def test_the_next_tells_what_differs_under_who_answers(self, tmp_path: Path) -> None:
        project, site = tmp_path / "plan", tmp_path / "site"
        shutil.copytree(ROOT / "data", project / "data")
        shutil.copy(ROOT / "hgraph.toml", project)
        with bare():
            first = build(project, site).folder
        file = project / "data/commitments.ttl"
        before = file.read_text(encoding="utf-8")
        after = before.replace('"2020-06-26"^^xsd:date', '"2020-07-03"^^xsd:date')
        assert before != after
        file.write_text(after, encoding="utf-8")
        (project / "data/knowledge-gaps.ttl").unlink()
        with view_of(project) as view:
            made = change_files(Site.of(replace(view, previous=first)), [])
            files = {file.path: file.content.decode() for file in made}
        page = plain(files["changes.nl.html"])
        assert "van 26 juni 2020 naar 3 juli 2020" in page
        assert "Bart Somers" in page
        found = json.loads(files["changes.nl.json"])
        gone = [thing for thing in found["things"] if thing["fate"] == "gone"]
        assert gone
        assert all(thing["iri"] is None for thing in gone)
        assert len(found["things"]) == sum(found["counts"].values())


class TestAbout:
    """What the release says of itself; nothing is made up."""

    def test_what_is_not_given_is_a_gap(self, release: Path) -> None:
        assert "Geen uitgever opgegeven" in plain(text(release, "about.nl.html"))
        assert "geen contactgegevens opgegeven" in plain(text(release, "accessibility.nl.html"))

    @pytest.mark.parametrize(
        ("language", "name"),
        [
            ("nl", "Modellicentie Gratis Hergebruik v1.0"),
            ("en", "Model licence free reuse v1.0"),
        ],
    )
    def test_the_licence_has_a_name_and_leads_to_its_text(self, release: Path, language: str, name: str) -> None:
        page = text(release, f"about.{language}.html")
        address = "https://data.vlaanderen.be/id/licentie/modellicentie-gratis-hergebruik/v1.0"
        assert f'<dd><a href="{address}" rel="nofollow noopener"><bdi>{name}</bdi></a></dd>' in page

    def test_sources_stand_with_their_checksum(self, release: Path) -> None:
        page = text(release, "about.nl.html")
        known = re.findall(r"[0-9a-f]{64}", (ROOT / "data/documents.ttl").read_text(encoding="utf-8"))
        assert known
        assert all(digest in page for digest in known)

    def test_downloads_are_there(self, release: Path) -> None:
        links = re.findall(r'href="((?:dumps|ontology)/[^"]+)"', text(release, "downloads.nl.html"))
        assert len(links) > 8
        assert [link for link in links if not (release / link).exists()] == []
        for name in ("dataset.trig", "dataset.jsonld"):
            size = (release / "dumps" / name).stat().st_size
            assert f"{-(-size // 1_000)} kB" in text(release, "downloads.en.html")

    @pytest.mark.parametrize(
        ("size", "nl", "en"), [(1, "1 kB", "1 kB"), (999_999, "1000 kB", "1000 kB"), (2_340_000, "2,3 MB", "2.3 MB")]
    )
    def test_sizes_are_told_as_a_reader_writes_them(self, size: int, nl: str, en: str, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"x" * size)
        assert [size_of(tmp_path, "file", language) for language in ("nl", "en")] == [nl, en]
        assert size_of(tmp_path, "absent", "nl") == size_of(None, "file", "nl") == ""

    def test_given_contact_takes_the_place_of_the_gap(self, tmp_path: Path) -> None:
        project = tmp_path / "plan"
        shutil.copytree(ROOT / "data", project / "data")
        settings = (ROOT / "hgraph.toml").read_text(encoding="utf-8")
        given = '\n[publication]\ncontact_email = "open@voorbeeld.be"\npublisher_name = {nl = "Voorbeelddienst"}\n'
        (project / "hgraph.toml").write_text(settings + given, encoding="utf-8")
        with view_of(project) as view:
            files = {file.path: file.content.decode() for file in about_files(Site.of(view), [])}
        assert "mailto:open@voorbeeld.be" in files["accessibility.nl.html"]
        assert "Voorbeelddienst" in files["about.nl.html"]


def test_the_sentences_of_these_pages_are_all_said() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("reference", "templates/reference")
        for path in (ROOT / "src/hgraph/pages" / folder).iterdir()
        if path.is_file()
    )
    unsaid = []
    for area, entries in catalogue("content").items():
        for name in entries:
            exact = f"content.{area}.{name}" in source
            made = any(
                start in source for start in (f'"content.{area}." ~', f"content.{area}.{{", f"content.{area}.limit-{{")
            )
            related = any(f"content.{area}.{prefix}" in source for prefix in ("related-{", "one-{", "limit-{", "rows."))
            if not (exact or made or related):
                unsaid.append(f"{area}.{name}")
    assert unsaid == []
