"""``hgraph stage``: the next stage tried on the day asked for, and every thing with the stage it has reached."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cli import ROOT, run
from flawed_plan import flawed_copy, waiver, with_waivers


def stage(project: Path, *arguments: str) -> Any:
    """Return what the command says as JSON."""
    result = run("stage", "--project", project, "--format", "json", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def listed(project: Path, *arguments: str) -> list[dict[str, str]]:
    """Return the rows of the list of things."""
    result = run("stage", "--project", project, "--format", "csv", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return list(csv.DictReader(io.StringIO(result.stdout, newline="")))


@pytest.fixture
def waived(example_folder: Path, tmp_path: Path) -> Path:
    """A plan with one flaw that is accepted up to and including 31 May 2027."""
    return with_waivers(flawed_copy(example_folder, tmp_path / "plan"), waiver())


class TestOutlook:
    """What would be found if everything went to the next stage: the same numbers as a check for that stage."""

    def test_is_what_the_check_of_that_stage_counts(self) -> None:
        outlook = stage(ROOT)["outlook"]
        checked = json.loads(run("check", "--project", ROOT, "--stage", outlook["stage"], "--format", "json").stdout)
        assert outlook == {"stage": "submission", "counts": checked["counts"]}
        assert outlook["counts"]["violation"] > 0

    @pytest.mark.parametrize(
        ("language", "words"),
        [("nl", "Als het plan vandaag naar de fase Indiening ging: 2 fouten"),
         ("en", "If it went to the stage Submission today: 2 violations")],
    )  # fmt: skip
    @pytest.mark.parametrize("line", ["stage", "check", "check --stage approval"])
    def test_is_said_in_text(self, line: str, language: str, words: str) -> None:
        assert words in run(*line.split(), "--project", ROOT, "--language", language).stdout

    def test_check_of_that_very_stage_does_not_say_it_again(self) -> None:
        assert "vandaag" not in run("check", "--stage", "submission", "--project", ROOT).stdout

    def test_there_is_none_after_the_last_stage(self, example_folder: Path) -> None:
        assert stage(example_folder)["outlook"] is None
        assert "vandaag" not in run("stage", "--project", example_folder).stdout


class TestOnADay:
    """Waivers hold up to and including their last day, and not after it."""

    def test_a_waiver_counts_on_the_day_asked_for(self, waived: Path) -> None:
        before, after = stage(waived, "--on", "2027-05-31"), stage(waived, "--on", "2027-06-01")
        assert (before["reached"], before["next"], before["outlook"]) == ("reporting", None, None)
        assert after["next"] is not None
        assert {finding["rule"] for finding in after["separating"]} == {"action-without-indicator"}
        assert after["outlook"]["counts"]["violation"] == 1
        assert (before["judged_on"], after["judged_on"]) == ("2027-05-31", "2027-06-01")

    def test_a_day_in_another_form_is_refused(self) -> None:
        assert run("stage", "--project", ROOT, "--on", "1/6/2027").code == "not-a-date"

    def test_the_text_names_the_day(self, waived: Path) -> None:
        shown = run("stage", "--project", waived, "--on", "2027-06-01").stdout
        assert "Als het plan op 1 juni 2027 naar de fase" in shown
        of_one = run("stage", "actie/buurtfonds", "--project", waived, "--on", "2027-06-01", "--language", "en").stdout
        assert "Waivers judged on 1 June 2027." in of_one


class TestListOfThings:
    """Every thing, once, with the stage it has reached."""

    def test_has_every_thing_of_an_own_class_once(self) -> None:
        rows, document = listed(ROOT), stage(ROOT)
        assert [row["thing"] for row in rows] == [thing["iri"] for thing in document["things"]]
        assert len({row["thing"] for row in rows}) == len(rows) > 100
        assert [row["thing"] for row in rows] == sorted(row["thing"] for row in rows)
        assert all(row["name"] and row["class_name"] for row in rows)

    def test_agrees_with_the_counts_by_class(self) -> None:
        counted: dict[str, Counter[str]] = {}
        for row in listed(ROOT):
            for class_ in row["class"].split("; "):
                counted.setdefault(class_, Counter())[row["stage"]] += 1
        assert counted == stage(ROOT)["classes"]

    def test_says_what_stops_a_thing(self, waived: Path) -> None:
        rows = {row["thing"].rpartition("/id/")[2]: row for row in listed(waived, "--on", "2027-06-01")}
        stopped = [name for name, row in rows.items() if row["violations"] != "0"]
        assert stopped == ["actie/buurtfonds"]
        row = rows["actie/buurtfonds"]
        one = stage(waived, "actie/buurtfonds", "--on", "2027-06-01")
        assert (row["stage"], row["next_stage"]) == (one["reached"], one["next"])
        assert row["violations"] == str(len(one["separating"])) == "1"

    def test_one_thing_is_one_row(self, waived: Path) -> None:
        (row,) = listed(waived, "actie/buurtfonds", "--on", "2027-06-01")
        assert row["thing"].endswith("actie/buurtfonds")

    def test_the_same_again_gives_the_same_bytes(self) -> None:
        for format_ in ("csv", "json"):
            one, two = (run("stage", "--project", ROOT, "--format", format_).stdout for _ in range(2))
            assert one == two
