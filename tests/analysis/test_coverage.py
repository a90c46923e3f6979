"""What is covered, and of which text nothing was taken up."""

from __future__ import annotations

import io
import json
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli import ROOT, run
from hgraph.analysis import (
    By,
    Covered,
    called_coverage,
    coverage_told,
    objective_coverage,
    passage_coverage,
    text_coverage,
    thread_of_coverage,
)
from hgraph.project import Project
from hgraph.sources import covered_length, sentences, uncovered
from hgraph.trace import read_thread
from strategies import any_text

_SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda span: (span[0], sum(span))), max_size=6)


class TestTexts:
    """Sentences, and what of them is taken up."""

    def test_sentences(self) -> None:
        text = (
            "Situering\n\nEen zin (met art. 5). Nog een: “Zo is het.” En een derde!\n- Punt van drie;\nzonder einde\n"
        )
        assert [text[start:end] for start, end in sentences(text)] == [
            "Een zin (met art. 5).",
            "Nog een: “Zo is het.”",
            "En een derde!",
            "- Punt van drie;",
        ]

    @given(any_text)
    def test_sentences_of_any_text_are_apart_and_in_order(self, text: str) -> None:
        found = sentences(text)
        assert all(0 <= start < end <= len(text) for start, end in found)
        assert all(before[1] <= after[0] for before, after in pairwise(found))
        assert all("\n" not in text[start:end] for start, end in found)

    @given(_SPANS)
    def test_each_character_counts_once(self, spans: list[tuple[int, int]]) -> None:
        assert covered_length(spans) == len({place for start, end in spans for place in range(start, end)})

    @given(_SPANS, _SPANS)
    def test_less_than_half_is_open(self, pieces: list[tuple[int, int]], covering: list[tuple[int, int]]) -> None:
        taken = {place for start, end in covering for place in range(start, end)}
        open_ = [piece for piece in pieces if 2 * len(taken & set(range(*piece))) < piece[1] - piece[0]]
        assert uncovered(pieces, covering) == open_


class TestReal:
    """The real plan: its objectives are not public, and the program says so by its numbers."""

    def test_no_objective_has_an_action(self, real_project: Project) -> None:
        found = objective_coverage(real_project, read_thread(real_project.select))
        assert len(found) == 17
        assert {each.covered for each in found} == {Covered.NONE}

    def test_the_communication(self, real_project: Project) -> None:
        """Its sentences, counted by hand: 13 of 34 are claimed over accepted links."""
        (text,) = text_coverage(real_project, read_thread(real_project.select))
        assert (text.sentences, len(text.open)) == (34, 21)
        assert "Dit vergt een horizontale aanpak.**" in text.open
        assert not any("Ten laatste op 26 juni" in sentence for sentence in text.open)

    def test_each_passage_once(self, real_project: Project) -> None:
        groups = passage_coverage(real_project, read_thread(real_project.select))
        things = [each.thing for group in groups.values() for each in group]
        assert len(things) == len(set(things)) == 39


class TestExample:
    """The fictional plan, in which all is covered."""

    def test_parts_count_for_the_whole(self, example_project: Project) -> None:
        found = {
            example_project.labels.label(each.thing, "nl"): len(each.accepted)
            for each in objective_coverage(example_project, read_thread(example_project.select))
        }
        assert found["Eerlijke kansen op werk en wonen"] == 4
        assert found["Nederlands leren dicht bij huis, school en werk"] == 4
        assert found["Geen kind verliest de draad op school of erna"] == 2

    def test_all_who_are_called_upon_have_an_action(self, example_project: Project) -> None:
        found = called_coverage(example_project, read_thread(example_project.select))
        assert len(found) == 9
        assert {pair.coverage.covered for pair in found} == {Covered.ACCEPTED}


@pytest.mark.parametrize("name", ["real", "example"])
def test_what_is_read_for_it_tells_the_same_as_the_whole(
    name: str, real_project: Project, example_project: Project
) -> None:
    project = {"real": real_project, "example": example_project}[name]
    whole, part = read_thread(project.select), thread_of_coverage(project)
    for by in (None, *By):
        assert coverage_told(project, part, "nl", by) == coverage_told(project, whole, "nl", by)


class TestCommand:
    """``hgraph coverage``."""

    def test_the_real_plan(self) -> None:
        shown = run("coverage", "--project", ROOT)
        assert shown.exit_code == 0
        assert "Doelstellingen met een actie       17          0             0      17           0\n" in shown.stdout
        assert "Doelstellingen zonder vastgelegde actie (17)\n" in shown.stdout

    @pytest.mark.parametrize("by", By)
    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_by_each(self, example_folder: Path, by: By, language: str) -> None:
        shown = run("coverage", "--by", by, "--language", language, "--project", example_folder)
        assert (shown.exit_code, shown.stderr) == (0, "")
        assert ("aanvaard" if language == "nl" else "accepted") in shown.stdout

    def test_open_sentences_are_named(self) -> None:
        shown = run("coverage", "--by", "document", "--project", ROOT).stdout
        assert "Zinnen die door geen aanvaard verband worden opgenomen:\n" in shown
        assert "• Dit vergt een horizontale aanpak.\n" in shown

    def test_all_forms_have_the_same_numbers(self, example_folder: Path, tmp_path: Path) -> None:
        rows = json.loads(run("coverage", "--format", "json", "--project", example_folder).stdout)
        text = run("coverage", "--project", example_folder).stdout
        table = run("coverage", "--format", "csv", "--project", example_folder).stdout.splitlines()
        output = tmp_path / "dekking.xlsx"
        assert run("coverage", "--output", output, "--project", example_folder).exit_code == 0
        sheet = openpyxl.load_workbook(io.BytesIO(output.read_bytes())).worksheets[1]
        cells = list(sheet.iter_rows(min_row=2, values_only=True))
        assert len(rows) == len(table) - 1 == len(cells) == 4
        for row, line, cell in zip(rows, table[1:], cells, strict=True):
            values = list(row.values())
            assert ",".join(values) == line
            assert [str(value) for value in cell] == values
            assert any(part.split() == [*values[0].split(), *values[1:]] for part in text.splitlines())

    def test_the_picture(self, example_folder: Path, tmp_path: Path) -> None:
        output = tmp_path / "dekking.svg"
        assert run("coverage", "--output", output, "--project", example_folder).exit_code == 0
        assert 'aria-label="Doelstellingen met een actie: 100 %; ' in output.read_text(encoding="utf-8")

    def test_refused(self, example_folder: Path) -> None:
        result = run("coverage", "--by", "kleur", "--project", example_folder)
        assert (result.exit_code, result.code) == (2, "unknown-dimension")

    def test_nothing_to_show(self, tmp_path: Path) -> None:
        run("init", tmp_path / "leeg")
        assert (
            "Er is geen doelstelling vastgelegd."
            in run("coverage", "--by", "objective", "--project", tmp_path / "leeg").stdout
        )
        for form, code in (("csv", "no-table"), ("svg", "no-picture")):
            result = run("coverage", "--by", "objective", "--format", form, "--project", tmp_path / "leeg")
            assert (result.exit_code, result.code) == (2, code)
