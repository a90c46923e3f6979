"""``hgraph report`` and ``hgraph plans``: the same counts in every form, both languages, and every refusal."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings

from cli import GRAPH, ROOT, Result, run, run_process, small_project, unchanged
from duties.duty_strategies import YEARS, World, worlds
from hgraph.duties import Outcome, year_report
from hgraph.messages import LANGUAGES
from hgraph.reports import rows_in, sectioned_csv, sectioned_json, sectioned_markdown, sectioned_xlsx
from hgraph.reports.duties import Wording, year_document

GOLDEN = ROOT / "tests" / "golden" / "duties"
LINES = {
    "real-year-2021": "report year 2021 --on 2026-11-27",
    "real-year-2021.en": "report year 2021 --on 2026-11-27 --language en",
    "real-year-2020": "report year 2020 --on 2026-11-27",
    "real-indicators": "report indicators --on 2026-11-27",
    "real-plans": "plans",
    "real-plans-family.en": "plans --family plan/higkbp-2020-2024 --language en",
    "real-plans.md": "plans --format markdown",
    "example-year-2021-due": "report year 2021 --on 2021-12-01",
    "example-year-2021-missing.en": "report year 2021 --on 2022-02-10 --by outcome --language en",
    "example-year-2021-stale": "report year 2021 --on 2022-12-01",
    "example-year-2022.md": "report year 2022 --on 2023-06-01 --format markdown",
    "example-action": "report action actie/aanspreekpunten --on 2022-12-01",
    "example-action-late.en": "report action actie/avondcursussen --on 2024-05-01 --language en",
    "example-indicators": "report indicators --on 2024-01-15",
    "example-plans": "plans --family plan/samen-ravel-2021-2023",
}


def on(name: str, line: str, example: Path) -> Result:
    """Run a command on the real plan or the example; nothing may change, and nothing be said aside."""
    folder = example if name.startswith("example") else ROOT
    return run(*line.split(), "--project", folder)


@pytest.mark.parametrize("name", LINES)
def test_what_is_shown_is_what_was_read(name: str, example_folder: Path, *, update_golden: bool) -> None:
    result = on(name, LINES[name], example_folder)
    assert (result.exit_code, result.stderr) == (0, "")
    path = GOLDEN / f"{name}.txt"
    if update_golden:
        path.write_text(result.stdout, encoding="utf-8")
    assert result.stdout == path.read_text(encoding="utf-8"), "read the new output; HGRAPH_UPDATE_GOLDEN=1 writes it"


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(LINES)


@pytest.mark.parametrize(
    ("year", "day", "outcomes_told"),
    [
        (2020, "2021-12-01", {"not-owed"}),
        (2021, "2022-02-10", {"made", "missing", "not-owed"}),
        (2021, "2022-12-01", {"made", "late", "not-owed"}),
        (2023, "2022-12-01", {"due", "not-owed"}),
    ],
)
def test_every_form_has_the_same_counts(
    year: int, day: str, outcomes_told: set[str], example_folder: Path, tmp_path: Path
) -> None:
    line = ["report", "year", str(year), "--on", day, "--project", example_folder]
    with unchanged(example_folder):
        forms = {form: run(*line, "--format", form).stdout for form in ("text", "markdown", "csv", "json")}
        assert run(*line, "--output", tmp_path / "verslag.xlsx").exit_code == 0
    document = json.loads(forms["json"])
    counts = Counter({name: count for name, count in document["counts"].items() if count})
    assert counts.keys() == outcomes_told
    told = [row for section in document["sections"] for row in section["rows"] if "outcome" in row]
    assert Counter(row["outcome"] for row in told) == counts
    table = [row for row in csv.DictReader(io.StringIO(forms["csv"])) if row["section"] == "minister"]
    assert Counter(row["outcome"] for row in table) == counts
    book = openpyxl.load_workbook(tmp_path / "verslag.xlsx")
    assert Counter(outcomes(book)) == counts
    assert len(re.findall(r"^  • ", forms["text"], re.MULTILINE)) == counts.total()
    assert len(re.findall(r"^\| (?!-|Actie)", forms["markdown"], re.MULTILINE)) == counts.total()


def outcomes(book: openpyxl.Workbook) -> list[str]:
    """Return the outcome in each row of each sheet that has that column."""
    found = []
    for sheet in book.worksheets:
        rows = list(sheet.iter_rows(values_only=True))
        if "Uitkomst" in rows[0]:
            place = rows[0].index("Uitkomst")
            found += [str(row[place]) for row in rows[1:]]
    return found


@settings(max_examples=25, deadline=None)
@given(worlds())
def test_every_form_of_any_report_has_the_same_counts(world: World) -> None:
    wording = Wording("nl", lambda thing, _: thing.rpartition("/")[2])
    for year in list(YEARS)[:2]:
        report = year_report(world.owed, year, world.on)
        for by in ("minister", "outcome"):
            document = year_document(report, wording, by)
            rows = rows_in(document.sections)
            assert rows == report.counts.total() + len(report.duties)
            assert len(list(csv.reader(io.StringIO(sectioned_csv(document))))) == rows + 1
            told = json.loads(sectioned_json(document))
            assert told["counts"] == {each.value: report.counts[each] for each in Outcome}
            assert sum(len(section["rows"]) for section in told["sections"]) == rows
            assert sum(len(section.told) for section in document.sections) == report.counts.total()
            book = openpyxl.load_workbook(io.BytesIO(sectioned_xlsx(document)))
            assert Counter(outcomes(book)) == Counter({o.value: n for o, n in report.counts.items()})
            assert sectioned_markdown(document).count("\n| ") >= report.counts.total()


def test_a_workbook_has_a_sheet_per_minister_with_days_as_days(example_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "verslag.xlsx"
    run("report", "year", "2021", "--on", "2022-12-01", "--project", example_folder, "--output", file)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames[:2] == ["Overzicht", "Plichten"]
    assert len(book.sheetnames) == 7
    assert all(len(name) <= 31 for name in book.sheetnames)
    first = book[book.sheetnames[2]]
    heads = [cell.value for cell in first[1]]
    assert isinstance(first.cell(2, heads.index("Verslag van") + 1).value, datetime)
    again = tmp_path / "nog-eens.xlsx"
    run("report", "year", "2021", "--on", "2022-12-01", "--project", example_folder, "--output", again)
    assert file.read_bytes() == again.read_bytes()


def test_by_outcome_names_the_minister_in_each_row(example_folder: Path) -> None:
    shown = run("report", "year", "2021", "--by", "outcome", "--on", "2022-02-10", "--project", example_folder).stdout
    assert "Taalleerkrachten in kleuterscholen\n    geen verslag vastgelegd; termijn was 31 januari 2022\n" in shown
    assert shown.count("Minister van Onderwijs en Jeugd (fictief)") == 3


def test_one_plan_only(example_folder: Path) -> None:
    line = ["report", "year", "2021", "--on", "2022-02-10", "--project", example_folder, "--format", "json"]
    own = json.loads(run(*line, "--plan", "plan/samen-ravel-2021-2023").stdout)
    other = json.loads(run(*line, "--plan", "plan/taalplan-2018-2020").stdout)
    assert own["counts"] == json.loads(run(*line).stdout)["counts"]
    assert sum(other["counts"].values()) == 0


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("report year 21", "not-a-year"),
        ("report year MMXXI", "not-a-year"),
        ("report year 3021", "not-a-year"),
        ("report year 2021 --by plan", "unknown-grouping"),
        ("report year 2021 --on vandaag", "not-a-date"),
        ("report year 2021 --plan kader/doelstellingenkader-2020", "not-a-plan"),
        ("report year 2021 --plan bestaat-niet", "unknown-thing"),
        ("report year 2021 --format turtle", "unknown-format"),
        ("report year 2021 --format xlsx", "format-needs-file"),
        ("report action plan/higkbp-2020-2024", "not-an-action"),
        ("report action bestaat-niet", "unknown-thing"),
        ("report indicators --on 2022-02-30", "not-a-date"),
        ("plans --family kader/doelstellingenkader-2020", "not-a-plan"),
        ("plans --family bestaat-niet", "unknown-thing"),
        ("report", None),
        ("report years 2021", "unknown-command"),
        ("report year", "missing-argument"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(line: str, code: str | None) -> None:
    with unchanged(ROOT / "data"):
        dutch, english = (run(*line.split(), cwd=ROOT, env={"HGRAPH_LANGUAGE": language}) for language in LANGUAGES)
    assert (dutch.exit_code, english.exit_code) == (2, 2)
    if code is None:
        assert "report" in dutch.stdout + dutch.stderr
    else:
        assert (dutch.code, english.code) == (code, code)
        assert dutch.complaint[0] != english.complaint[0]


HOSTILE = """\
<actie/kwaad> a hg:Action ;
    dct:title "=cmd|'/c calc'!A1 | <b>vet</b> @iedereen"@nl , "=cmd"@en ;
    hg:leadMinister <mandataris/kwaad> ;
    hg:partOfPlan <plan/klein> .

<mandataris/kwaad> dct:title "Minister [van]: alles/niets? *en* nog veel meer dan dertig tekens"@nl , "M"@en .

<rapportageplicht/klein> a hg:ReportingObligation ;
    dct:title "Plicht"@nl , "Duty"@en ;
    hg:fromYear 2021 ;
    hg:reportsOn <plan/klein> .
"""


def test_text_from_outside_is_shown_and_does_nothing(tmp_path: Path) -> None:
    small_project(tmp_path, {"data/kwaad.ttl": GRAPH.format(name="kwaad", kind="bron") + HOSTILE})
    line = ["report", "year", "2021", "--on", "2022-01-01", "--project", tmp_path]
    text, markdown, table = (run(*line, "--format", form).stdout for form in ("text", "markdown", "csv"))
    assert "=cmd|'/c calc'!A1 | <b>vet</b> @iedereen" in text
    assert "\\<b\\>vet" in markdown
    assert "| <b>" not in markdown
    assert "@iedereen" not in markdown
    row = next(row for row in csv.DictReader(io.StringIO(table)) if row["section"] == "minister")
    assert row["action"].startswith("'=cmd")
    assert row["outcome"] == "undated"
    run(*line, "--output", tmp_path / "kwaad.xlsx")
    book = openpyxl.load_workbook(tmp_path / "kwaad.xlsx")
    sheet = book.worksheets[-1]
    assert sheet.title == "Minister van alles niets en nog"[:31].strip()
    assert sheet["A2"].data_type == "s"


def test_an_empty_project_says_what_is_not_recorded(tmp_path: Path) -> None:
    small_project(tmp_path)
    said = {
        "report year 2021": "Er is geen rapportageplicht vastgelegd.",
        "report indicators": "Er is geen indicator vastgelegd.",
        "plans": "1 beleidsplan is vastgelegd.",
    }
    for line, sentence in said.items():
        result = run(*line.split(), "--project", tmp_path)
        assert (result.exit_code, result.stderr) == (0, "")
        assert sentence in result.stdout


def test_help_speaks_the_language_that_is_asked_for() -> None:
    pages = {tag: run_process("report", "--help", "--language", tag).stdout for tag in LANGUAGES}
    assert "Gebruik: hgraph report" in pages["nl"]
    assert "Usage: hgraph report" in pages["en"]
    for page in pages.values():
        assert all(name in page for name in ("year", "action", "indicators"))


def test_days_are_the_calendar_days_of_the_data(example_folder: Path) -> None:
    line = ["report", "action", "actie/taalsteun", "--project", example_folder, "--format", "json", "--on"]
    document = json.loads(run(*line, date(2022, 2, 14).isoformat()).stdout)
    (years,) = [section for section in document["sections"] if section["name"] == "years"]
    assert [(row["year"], row["outcome"], row["made"]) for row in years["rows"]] == [
        (2021, "late", "2022-02-14"),
        (2022, "due", None),
    ]
