"""``hgraph law`` on the real plan and the fictional one: goldens that were read, formats that agree, clear errors.

``HGRAPH_UPDATE_GOLDEN=1`` writes the goldens again.
"""

from __future__ import annotations

import csv
import difflib
import io
import json
import re
import shutil
from pathlib import Path

import pytest

from cli import ROOT, Result, run, run_process, small_project, unchanged

GOLDEN = Path(__file__).parent / "golden"
OPPORTUNITIES = "Gelijkekansendecreet"
REAL = {
    "show-opportunities": ["show", OPPORTUNITIES],
    "show-integration.en": ["show", "2013204197", "--language", "en"],
    "show-act-of-2021": ["show", "2021032190"],
    "impact-article-8": ["impact", "artikel/decreet-2008203387/8"],
    "impact-article-6.en": ["impact", "artikel/decreet-2013204197/6", "--language", "en", "--format", "markdown"],
    "impact-article-24": ["impact", "artikel/decreet-2008203387/24"],
    "collisions": ["collisions"],
    "agenda-2020-09-01": ["agenda", "--on", "2020-09-01", "--since", "2020-05-15"],
    "agenda-2022-06-01.en": ["agenda", "--on", "2022-06-01", "--since", "2020-09-01", "--language", "en"],
    "agenda-2022-06-01": ["agenda", "--on", "2022-06-01", "--since", "2020-09-01", "--format", "markdown"],
    "track-integration": ["track", "wijzigingsnood/integratiedecreet", "--on", "2026-01-01"],
    "track-integration.en": ["track", "wijzigingsnood/integratiedecreet", "--on", "2026-01-01", "--language", "en"],
    "track-opportunities-2020": ["track", "traject/wijziging-gelijkekansendecreet-2024", "--on", "2020-09-01"],
    "track-opportunities-2023": ["track", "traject/wijziging-gelijkekansendecreet-2024", "--on", "2023-07-01"],
}
FICTION = {
    "fiction-show": ["show", "2014999001"],
    "fiction-impact": ["impact", "artikel/decreet-2014999001/12"],
    "fiction-agenda": ["agenda", "--on", "2022-07-01"],
    "fiction-collisions": ["collisions"],
    "fiction-track": ["track", "traject/huurprijzen", "--on", "2022-07-01"],
}
WRONG = {
    ("show", "artikel/decreet-2008203387/8"): ("not-an-act", "Artikel 8"),
    ("show", "nergens"): ("unknown-thing", "nergens"),
    ("impact", "akte/decreet-2024003624"): ("not-a-provision", "Wijzigingsdecreet"),
    ("track", "plan/higkbp-2020-2024"): ("not-a-track", "beleidsplan"),
    ("track", "wijzigingsnood/sectorale-regelgeving"): ("need-without-track", "sectorale"),
    ("agenda", "--on", "gisteren"): ("not-a-date", "gisteren"),
    ("agenda", "--since", "2020-02-30"): ("not-a-date", "2020-02-30"),
    ("agenda", "--since", "2021-01-01", "--baseline", "x.json"): ("since-and-baseline", "--since"),
    ("agenda", "--since", "2021-01-01", "--on", "2020-01-01"): ("since-after-on", "2021-01-01"),
    ("agenda", "--baseline", "nergens.json"): ("no-such-agenda", "nergens.json"),
    ("agenda", "--format", "xlsx"): ("unknown-format", "markdown"),
    ("impact",): ("missing-argument", "ARTIKEL"),
    ("wet",): ("unknown-command", "collisions"),
}


@pytest.fixture(scope="module")
def fiction(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fiction") / "plan"
    shutil.copytree(example_folder, folder)
    shutil.copy(ROOT / "tests" / "questions" / "gaps.ttl", folder / "data")
    return folder


def compare(name: str, result: Result, *, update: bool) -> None:
    assert (result.exit_code, result.stderr) == (0, "")
    path = GOLDEN / f"{name}.txt"
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(result.stdout, encoding="utf-8")
    expected = path.read_text(encoding="utf-8") if path.exists() else ""
    changed = difflib.unified_diff(expected.splitlines(), result.stdout.splitlines(), path.name, "shown", lineterm="")
    assert result.stdout == expected, "\n".join(changed) + "\nread the difference; HGRAPH_UPDATE_GOLDEN=1 takes it over"


@pytest.mark.parametrize("name", REAL)
def test_of_the_real_plan(name: str, *, update_golden: bool):
    compare(name, run("law", *REAL[name], "--project", ROOT), update=update_golden)


@pytest.mark.parametrize("name", FICTION)
def test_of_the_fictional_plan(name: str, fiction: Path, *, update_golden: bool):
    compare(name, run("law", *FICTION[name], "--project", fiction), update=update_golden)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_help(language: str, *, update_golden: bool):
    pages = []
    for command in ([], ["show"], ["impact"], ["collisions"], ["agenda"], ["track"]):
        result = run_process("law", *command, "--help", "--language", language, env={"COLUMNS": "80"})
        assert (result.exit_code, result.stderr) == (0, "")
        pages.append(result.stdout)
    compare(f"help.{language}", Result(0, "\n\n".join(pages), ""), update=update_golden)


def test_every_golden_is_compared():
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {*REAL, *FICTION, "help.nl", "help.en"}


@pytest.mark.parametrize("line", WRONG, ids=" ".join)
def test_what_cannot_be_done_is_said(line: tuple[str, ...], tmp_path: Path):
    code, said = WRONG[line]
    result = run("law", *line, "--project", ROOT, cwd=tmp_path)
    assert (result.exit_code, result.code) == (2, code)
    assert said.casefold() in result.stderr.casefold()
    assert run("explain", code).exit_code == 0


def test_an_agenda_that_is_none_leaves_with_3(tmp_path: Path):
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    result = run("law", "agenda", "--baseline", "a.json", "--project", ROOT, cwd=tmp_path)
    assert (result.exit_code, result.code) == (3, "not-an-agenda")


def table(*line: str) -> list[dict[str, str]]:
    result = run("law", *line, "--format", "csv", "--project", ROOT)
    assert (result.exit_code, result.stderr) == (0, "")
    return list(csv.DictReader(io.StringIO(result.stdout)))


def document(*line: str) -> dict[str, object]:
    result = run("law", *line, "--format", "json", "--project", ROOT)
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


class TestFormatsAgree:
    """The table, the document and the text hold the same."""

    def test_of_an_act(self):
        rows, found = table("show", OPPORTUNITIES), document("show", OPPORTUNITIES)
        assert [row["provision"] for row in rows] == [each["iri"] for each in found["provisions"]]
        assert [row["sentence"] for row in rows] == [each["sentence"] for each in found["provisions"]]
        assert [act["date"] for act in found["amended_by"]] == ["2014-03-28", "2018-05-18", "2021-03-19", "2024-03-22"]
        (article,) = [row for row in rows if row["number"] == "3"]
        assert (article["since"], article["until"]) == ("2024-06-01", "")

    def test_of_the_impact_of_an_article(self):
        line = ("impact", "artikel/decreet-2008203387/8")
        rows, found = table(*line), document(*line)
        assert [row["thing"] for row in rows] == [each["iri"] for each in found["touched"]]
        shown = " ".join(run("law", *line, "--project", ROOT).stdout.split())
        assert all(" ".join(row["name"].split())[:30] in shown for row in rows)

    def test_of_the_agenda(self):
        line = ("agenda", "--on", "2022-06-01", "--since", "2020-09-01")
        rows, found = table(*line), document(*line)
        assert [(row["need"], row["state"]) for row in rows] == [(n["need"], n["state"]) for n in found["needs"]]
        assert [(row["need"], row["change"]) for row in rows if row["change"]] == [
            (change["need"], change["change"]) for change in found["changes"]
        ]

    def test_of_a_track(self):
        line = ("track", "wijzigingsnood/integratiedecreet", "--on", "2026-01-01")
        rows, (found,) = table(*line), document(*line)["tracks"]
        assert [row["stage"] for row in rows] == [each["stage"] for each in found["stages"]]
        delays = {row["stage"].rpartition("/")[2]: (row["days_later"], row["days_later_latest"]) for row in rows}
        assert delays["principiele-goedkeuring"] == ("110", "117")
        assert [claim["value"] for claim in found["claims"]] == ["2021-07-07", "2021-07-09", "2022-01-01", "2022-03-01"]

    def test_of_collisions(self, fiction: Path):
        shown = {
            format_: run("law", "collisions", "--format", format_, "--project", fiction).stdout
            for format_ in ("csv", "json")
        }
        (row,) = csv.DictReader(io.StringIO(shown["csv"]))
        (pair,) = json.loads(shown["json"])["collisions"]
        assert [row["first"], row["second"]] == [need["iri"] for need in pair["needs"]]
        assert (row["standing"], row["across_plans"]) == (pair["standing"], "false") == ("open", "false")

    @pytest.mark.parametrize("line", [*REAL.values()], ids=REAL.keys())
    def test_text_shows_names_instead_of_iris(self, line: list[str]):
        shown = run("law", *line, "--project", ROOT).stdout
        assert not re.search(r"https?://(?!codex\.vlaanderen\.be/)", shown)


class TestAgendaAsBaseline:
    """An agenda in JSON is what a later one is compared with."""

    def test_says_what_was_done_since(self, tmp_path: Path):
        earlier = tmp_path / "agenda.json"
        first = run("law", "agenda", "--on", "2021-01-01", "--output", earlier, "--project", ROOT)
        assert (first.exit_code, first.stdout) == (0, "")
        with_file = run("law", "agenda", "--on", "2022-06-01", "--baseline", earlier, "--project", ROOT)
        with_day = run("law", "agenda", "--on", "2022-06-01", "--since", "2021-01-01", "--project", ROOT)
        assert with_file == with_day
        assert "Wijzigingsdecreet van 9 juli 2021" in with_file.stdout

    def test_of_a_later_day_is_refused(self, tmp_path: Path):
        later = tmp_path / "agenda.json"
        run("law", "agenda", "--on", "2023-01-01", "--output", later, "--project", ROOT)
        result = run("law", "agenda", "--on", "2022-06-01", "--baseline", later, "--project", ROOT)
        assert result.code == "since-after-on"

    def test_of_another_project_is_refused(self, tmp_path: Path):
        small_project(tmp_path / "plan")
        run("law", "agenda", "--output", tmp_path / "a.json", "--project", tmp_path / "plan")
        result = run("law", "agenda", "--baseline", tmp_path / "a.json", "--project", ROOT)
        assert result.code == "agenda-of-other-project"


def test_nothing_is_changed(fiction: Path):
    with unchanged(fiction):
        for line in FICTION.values():
            assert run("law", *line, "--project", fiction).exit_code == 0


def test_without_a_command_the_help_of_the_group_is_shown():
    result = run("law")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "collisions" in result.stderr


def test_a_plan_without_law_says_what_is_not_recorded(tmp_path: Path):
    small_project(tmp_path)
    shown = run("law", "agenda", "--project", tmp_path).stdout
    assert "Er is geen wijzigingsnood vastgelegd." in shown
    assert "vastgelegd" in run("law", "collisions", "--project", tmp_path).stdout
