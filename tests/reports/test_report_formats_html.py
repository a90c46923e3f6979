"""The page: one file that asks nothing of anybody, readable by everybody, and deaf to what the data say."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from format_samples import EVERYTHING, REGISTER, Page, hostile, hostile_register

from fictional_report import REPORT
from hgraph import reports
from hgraph.findings import FindingReport
from hgraph.messages import LANGUAGES
from hgraph.reports.as_html import findings_html

CSS = (Path(reports.__file__).parent / "templates" / "findings.css").read_text(encoding="utf-8")
THEMES = [dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", block)) for block in re.findall(r":root \{([^}]*)\}", CSS)]
EMPTY_ELEMENTS = {"meta"}
READABLE = 4.5
VISIBLE = 3.0


def page(report: FindingReport = EVERYTHING, language: str = "nl") -> str:
    """Return the sample page."""
    return findings_html(report, REGISTER, language, stage_name="Indiening")


class TestSelfContained:
    """It can be mailed, archived and opened without a network."""

    def test_asks_for_nothing(self) -> None:
        read = Page(page())
        assert {name for name, _ in read.elements}.isdisjoint({"script", "img", "link", "iframe", "object", "base"})
        for name, attributes in read.elements:
            assert not any(key.startswith("on") or key in ("src", "action", "style") for key in attributes), name
            assert (attributes.get("href") or "#").startswith("#")
        assert not re.search(r"url\(|@import|@font-face|expression", page())

    def test_forbids_the_browser_to_ask(self) -> None:
        (policy,) = (m["content"] for m in Page(page()).every("meta") if "http-equiv" in m)
        assert (policy or "").startswith("default-src 'none'; style-src 'unsafe-inline';")

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_says_its_language(self, language: str) -> None:
        assert Page(page(language=language)).every("html") == [{"lang": language}]


class TestStructure:
    """What assistive technology, keyboard and links find."""

    def test_elements_are_closed_and_names_unique(self) -> None:
        made = page()
        opened, closed = Counter(re.findall(r"<([a-z][a-z0-9]*)", made)), Counter(re.findall(r"</([a-z0-9]+)>", made))
        assert {name: n for name, n in opened.items() if name not in EMPTY_ELEMENTS} == dict(closed)
        names = [attributes["id"] for _, attributes in Page(made).elements if "id" in attributes]
        assert len(names) == len(set(names))

    def test_headings_descend_one_step_at_a_time(self) -> None:
        levels = [int(name[1]) for name, _ in Page(page()).elements if re.fullmatch(r"h[1-6]", name)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels))

    def test_every_menu_has_a_label_and_every_reference_a_target(self) -> None:
        read = Page(page())
        names = {attributes.get("id") for _, attributes in read.elements}
        assert {label["for"] for label in read.every("label")} == {menu["id"] for menu in read.every("select")}
        assert {a["href"][1:] for a in read.every("a") if a["href"]} <= names
        assert {s["aria-labelledby"] for s in read.every("section") if "aria-labelledby" in s} <= names

    def test_the_keyboard_order_is_that_of_the_page(self) -> None:
        assert all(attributes.get("tabindex") in (None, "-1") for _, attributes in Page(page()).elements)

    def test_severity_is_said_in_words_too(self) -> None:
        assert {"Fout", "Waarschuwing", "Melding"} <= set(Page(page()).texts)


class TestFilters:
    """The style sheet does what the menus say."""

    def test_each_choice_has_a_rule_that_hides_the_others(self) -> None:
        made = page()
        tokens = [option["value"] for option in Page(made).every("option") if option["value"]]
        assert tokens
        for token in tokens:
            assert re.search(rf'\[value="{token}"\]:checked\) :is\(\.group, \.finding\):not\(\.{token}\)', made)

    def test_each_choice_keeps_as_many_as_it_says(self) -> None:
        made = page()
        findings = [
            (li["class"] or "").split() for li in Page(made).every("li") if "finding" in (li.get("class") or "")
        ]
        for token, count in re.findall(r'<option value="([\w-]+)">[^<]*\((\d+)\)</option>', made):
            assert sum(token in classes for classes in findings) == int(count), token

    def test_no_menu_without_a_choice(self) -> None:
        one = FindingReport.of("s", REPORT.findings[:1], 1)
        ids = {menu["id"] for menu in Page(page(one)).every("select")}
        assert ids == {"by-owners"}, "one severity, one rule, but two owners"
        assert "by-status" not in page(REPORT)
        assert "by-status" in page()

    def test_without_findings_there_is_nothing_to_choose(self) -> None:
        made = page(FindingReport.of("s", [], 1))
        assert "<select" not in made
        assert "Geen bevindingen." in made


class TestHostile:
    """Whatever the data say, the page has the same elements."""

    def test_texts_are_never_elements(self) -> None:
        wild = Page(findings_html(hostile(EVERYTHING), hostile_register(), "nl"))
        tame = Page(findings_html(hostile(EVERYTHING, ("a", "b")), hostile_register(("a", "b")), "nl"))
        assert [name for name, _ in wild.elements] == [name for name, _ in tame.elements]
        assert [set(a) for _, a in wild.elements] == [set(a) for _, a in tame.elements]
        assert any("<script>alert(1)</script>" in text for text in wild.texts)

    def test_texts_never_reach_the_style_sheet(self) -> None:
        style = re.findall(
            r"<style>(.*?)</style>", findings_html(hostile(EVERYTHING), hostile_register(), "nl"), re.DOTALL
        )
        assert len(style) == 1
        assert "alert" not in style[0]
        assert "{{" not in style[0]

    def test_templates_in_texts_are_not_run(self) -> None:
        assert "{{ 7*7 }}" in findings_html(hostile(EVERYTHING), hostile_register(), "en")


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.1 defines it."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


class TestColours:
    """WCAG 2.1 AA, by day and by night."""

    def test_the_measure(self) -> None:
        assert contrast("#000000", "#ffffff") == pytest.approx(21)
        assert len(THEMES) == 2
        assert THEMES[0].keys() == THEMES[1].keys()

    @pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
    @pytest.mark.parametrize("ground", ["back", "card"])
    @pytest.mark.parametrize("ink", ["text", "soft", "violation", "warning", "info", "none"])
    def test_text_is_readable(self, theme: dict[str, str], ground: str, ink: str) -> None:
        assert contrast(theme[ink], theme[ground]) >= READABLE

    @pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
    def test_the_focus_and_the_edges_of_menus_are_visible(self, theme: dict[str, str]) -> None:
        assert contrast(theme["focus"], theme["card"]) >= VISIBLE
        assert contrast(theme["soft"], theme["card"]) >= VISIBLE

    def test_paper_is_always_light(self) -> None:
        assert "@media screen and (prefers-color-scheme: dark)" in CSS
        assert "@media print" in CSS
