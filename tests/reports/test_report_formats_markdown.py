"""The Markdown report: tables that stay tables, and text that stays text."""

from __future__ import annotations

import re

import pytest
from format_samples import EVERYTHING, REGISTER, hostile, hostile_register
from hypothesis import given

from fictional_report import REPORT
from hgraph.messages import LANGUAGES, message
from hgraph.reports.as_markdown import findings_markdown
from strategies import any_text

UNESCAPED = re.compile(r"(?<!\\)(?:\\\\)*([*_\[\]<>~&$])")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_per_severity_after_who_has_to_move(language: str) -> None:
    headings = [line[3:] for line in findings_markdown(REPORT, REGISTER, language).splitlines() if line[:3] == "## "]
    names = ("owners", "violation", "warning", "info", "without-target")
    assert headings == [message(f"report.section.{name}", language) for name in names]


def test_every_table_has_as_many_cells_in_each_row() -> None:
    width = 0
    for line in findings_markdown(hostile(EVERYTHING), hostile_register(), "en").splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert not (cells and width) or cells == width
        width = cells


def test_nothing_from_the_data_is_markup() -> None:
    made = findings_markdown(hostile(EVERYTHING), hostile_register(), "en")
    without_code = re.sub(r"`[a-z-]+`", "", made)
    assert set(UNESCAPED.findall(without_code)) <= {"*"}
    assert without_code.count("*") == 4 + without_code.count(r"\*")
    assert not re.search(r"(?<!\\)`", without_code)
    assert "@ieder" not in made
    assert sum(line.startswith("# ") for line in made.splitlines()) == 1


@given(any_text)
def test_any_title_is_one_line(title: str) -> None:
    made = findings_markdown(REPORT, hostile_register((title, title)), "nl")
    assert made.splitlines()[1] == ""
    assert made.encode()


def test_a_file_name_is_not_escaped_more_than_needed() -> None:
    assert "data/acties.ttl" in findings_markdown(REPORT, REGISTER, "nl")


def test_the_name_of_the_stage_stands_for_its_token() -> None:
    assert "fase Indiening ·" in findings_markdown(REPORT, REGISTER, "nl", stage_name="Indiening")
    assert "fase submission ·" in findings_markdown(REPORT, REGISTER, "nl")
