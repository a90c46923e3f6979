"""The page to search on, in a real browser: an index in several parts, none of Pagefind, and pages opened from disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch

import pytest
from playwright.sync_api import Page, Response, expect

from cli import small_project
from hgraph.pages import search_bundle
from published import build
from released import handed_out

WORDS = ("wonen", "werken", "leren", "sporten", "stemmen", "reizen", "zingen", "tuinieren", "koken", "lezen")
A_PART = 3
"""So many things are in a part of the index: those of ten actions need four or more."""


def action(number: int, word: str) -> str:
    """Return an action about one thing, in Turtle."""
    return f"""
<https://hgraph.example/id/actie/{number}> a hg:Action ; hg:partOfPlan <https://hgraph.example/id/plan/klein> ;
    dct:title "Nieuwkomers leren {word}"@nl , "Newcomers and {word}"@en ;
    dct:description "Steden geven kansen aan wie komt {word}."@nl .
"""


def released(folder: Path, *, most: int | None) -> Path:
    """Build ten actions into a folder; ``most`` things to a part of the index, ``None`` as if Pagefind were not there.

    Return the release.
    """
    project = small_project(folder / "plan")
    data = project / "data/plan.ttl"
    data.write_text(data.read_text("utf-8") + "".join(map(action, range(len(WORDS)), WORDS)), "utf-8")
    without = patch.object(search_bundle, "has_bundle", lambda: False) if most is None else nullcontext()
    with without, patch.object(search_bundle, "_MOST", most or A_PART):
        return build(project, folder / "site").folder


@pytest.fixture(scope="module")
def in_parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a release whose index of Pagefind has several parts."""
    return released(tmp_path_factory.mktemp("parts"), most=A_PART)


@pytest.fixture(scope="module")
def without_pagefind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a release that was made without Pagefind."""
    return released(tmp_path_factory.mktemp("plain"), most=None)


@pytest.fixture
def asked(page: Page) -> Iterator[list[str]]:
    """Return the addresses that the page asks for, and fail if one of them is not there."""
    addresses: list[str] = []
    failed: list[str] = []

    def told(answer: Response) -> None:
        addresses.append(answer.url)
        if answer.status >= 400:
            failed.append(answer.url)

    page.on("response", told)
    yield addresses
    assert failed == []


def parts(release: Path) -> list[str]:
    """Return the folders of the parts of the index."""
    return sorted(each.parent.relative_to(release).as_posix() for each in release.rglob("pagefind-entry.json"))


def search(page: Page, where: str, words: str) -> list[str]:
    """Search for words; return what the page lists."""
    page.goto(f"{where}search.nl.html")
    page.get_by_role("searchbox").fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("#found")).not_to_be_empty()
    return page.locator("#results a").all_inner_texts()


def test_a_search_finds_what_stands_in_any_part(in_parts: Path, page: Page, asked: list[str]) -> None:
    folders = parts(in_parts)
    assert len(folders) >= 4
    with handed_out(in_parts) as where:
        for word in WORDS:
            assert f"Nieuwkomers leren {word}" in search(page, where, word)
        used = {folder for folder in folders for each in asked if each.startswith(f"{where}{folder}/fragment/")}
        assert len(used) >= len(WORDS) / A_PART
        assert [each for each in asked if "search/index." in each] == []


def test_what_several_parts_have_is_listed_together(in_parts: Path, page: Page, asked: list[str]) -> None:
    with handed_out(in_parts) as where:
        found = search(page, where, "nieuwkomers")
        assert sorted(found) == sorted(f"Nieuwkomers leren {word}" for word in WORDS)
        expect(page.locator("#found")).to_contain_text(str(len(WORDS)))
        page.locator("#results a").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Nieuwkomers leren")
    assert asked


def test_without_pagefind_the_plain_index_answers(without_pagefind: Path, page: Page, asked: list[str]) -> None:
    assert parts(without_pagefind) == []
    with handed_out(without_pagefind) as where:
        assert search(page, where, "tuinieren") == ["Nieuwkomers leren tuinieren"]
        assert len(search(page, where, "nieuwkomers")) == len(WORDS)
        page.locator("#results a").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Nieuwkomers leren")
    assert f"{where}search/index.nl.js" in asked
    assert [each for each in asked if "pagefind" in each] == []


@pytest.mark.parametrize("release", ["in_parts", "without_pagefind"])
def test_a_page_opened_from_disk_searches_too(release: str, page: Page, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(release)
    assert search(page, f"{folder.as_uri()}/", "zingen") == ["Nieuwkomers leren zingen"]
    page.locator("#results a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nieuwkomers leren zingen")


def test_words_that_stand_nowhere_are_told_so(in_parts: Path, page: Page, asked: list[str]) -> None:
    with handed_out(in_parts) as where:
        assert search(page, where, "xylofoonbouwers") == []
        expect(page.locator("#results")).to_be_hidden()
    assert asked
