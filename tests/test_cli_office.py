"""``hgraph responsible`` and ``hgraph handover``: what a person reads, in every format and both languages.

``HGRAPH_UPDATE_GOLDEN=1`` writes the goldens again; read them first.
"""

from __future__ import annotations

import csv
import difflib
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from cli import GRAPH, ROOT, fingerprint, run, small_project

GOLDEN = Path(__file__).parent / "golden" / "office"
WELFARE = "themis-veld:82208ea2-8371-4ed1-906f-5ae4c101caee"

REAL = {
    "responsible-plan.txt": "responsible plan/higkbp-2020-2024 --on 2023-11-08",
    "responsible-plan-later.en.txt": "responsible plan/higkbp-2020-2024 --on 2024-08-02 --language en",
    "responsible-welfare-in-the-gap.txt": f"responsible {WELFARE} --on 2022-05-17",
    "responsible-welfare-in-the-gap.en.md": f"responsible {WELFARE} --on 2022-05-17 --language en --format markdown",
    "responsible-portfolio-divided.txt": "responsible bevoegdheid/beke-2019-10-02 --on 2022-05-20",
    "responsible-commitment.txt": "responsible toezegging/wijzigingen-in-kaart --on 2024-01-15",
    "responsible-group-without-names.txt": "responsible rapportageplicht/jaarlijkse-bbt --on 2021-06-01",
    "responsible-need.csv": "responsible wijzigingsnood/gelijkekansendecreet --on 2023-12-01 --format csv",
    "responsible-article.txt": "responsible artikel/decreet-2008203387/8 --on 2023-06-23",
    "responsible-theme.txt": "responsible passage/mededeling-rapportage-bbt --on 2021-06-01",
    "responsible-after-the-government.txt": "responsible plan/higkbp-2020-2024 --on 2026-01-01",
    "handover.txt": "handover",
    "handover.en.md": "handover --language en --format markdown",
    "handover-on-2022-05-16.txt": "handover --on 2022-05-16",
    "handover-across-the-gap.txt": "handover --between 2022-05-15 2022-05-18",
    "handover-across-the-gap.en.txt": "handover --between 2022-05-15 2022-05-18 --language en",
    "handover-to-rutten.md": "handover --on 2023-11-08 --format markdown",
    "handover-to-peeters.csv": "handover --on 2024-08-02 --format csv",
    "handover-only-new-offices.txt": "handover --on 2021-05-10",
    "handover-end.txt": "handover --on 2024-09-30",
}
EXAMPLE = {
    "example-responsible.txt": "responsible actie/brugfiguren --on 2022-05-01",
    "example-responsible-objective.txt": "responsible doelstelling/geen-kind-uit-beeld --on 2022-05-01",
    "example-handover.txt": "handover --on 2022-03-01",
}


def compare(name: str, shown: str, *, update: bool) -> None:
    path = GOLDEN / name
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(shown.encode())
    expected = path.read_bytes().decode() if path.exists() else ""
    changed = difflib.unified_diff(expected.splitlines(), shown.splitlines(), name, "shown", lineterm="")
    assert shown == expected, "\n".join(changed)


@pytest.mark.parametrize("name", REAL)
def test_of_the_real_plan(name: str, *, update_golden: bool) -> None:
    result = run(*REAL[name].split(), "--project", ROOT)
    assert (result.exit_code, result.stderr) == (0, "")
    compare(name, result.stdout, update=update_golden)


@pytest.mark.parametrize("name", EXAMPLE)
def test_of_the_example(name: str, example_folder: Path, *, update_golden: bool) -> None:
    result = run(*EXAMPLE[name].split(), "--project", example_folder)
    assert (result.exit_code, result.stderr) == (0, "")
    compare(name, result.stdout, update=update_golden)


def test_every_golden_is_compared() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {*REAL, *EXAMPLE}


def said(*arguments: str | Path) -> Any:
    result = run(*arguments, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def table(*arguments: str | Path) -> list[dict[str, str]]:
    result = run(*arguments, "--format", "csv")
    assert (result.exit_code, result.stderr) == (0, "")
    return list(csv.DictReader(io.StringIO(result.stdout, newline="")))


class TestFormats:
    """One answer, whatever it is written in."""

    def test_json_and_csv_say_the_same_of_who_answers(self) -> None:
        asked = ("responsible", "plan/higkbp-2020-2024", "--on", "2023-11-08", "--project", ROOT)
        document, rows = said(*asked), table(*asked)
        assert document["on"] == "2023-11-08"
        assert [(role["role_label"], answer["person"]["label"], answer["from"], answer["until"])
                for role in document["roles"] for answer in role["answers"]] == [
            (row["Rol"], row["Persoon"], row["Van"], row["Tot"]) for row in rows
        ]  # fmt: skip

    def test_json_and_csv_say_the_same_of_a_handover(self) -> None:
        asked = ("handover", "--on", "2022-05-18", "--project", ROOT)
        document, rows = said(*asked), table(*asked)
        passed = [(each["from"][0]["label"], each["to"][0]["label"]) for each in document["passings"]]
        portfolios = [(row["Van"], row["Aan"]) for row in rows if row["Soort"] == "bevoegdheidspakket"]
        assert passed == portfolios
        assert ("Wouter Beke", "Benjamin Dalle") in passed
        (dalle,) = [
            each for each in document["passings"] if each["to"][0]["label"] == "Benjamin Dalle" and not each["kept"]
        ]
        assert (dalle["vacant_from"], dalle["vacant_until"], dalle["fields"]) == ("2022-05-16", "2022-05-18", [])

    def test_the_list_in_json_has_each_day(self) -> None:
        days = [each["after"] for each in said("handover", "--project", ROOT)["reshuffles"]]
        assert days == [row["Dag"] for row in table("handover", "--project", ROOT)]
        assert days == ["2021-05-10", "2022-05-16", "2022-05-18", "2023-11-08", "2024-08-02"]

    @pytest.mark.parametrize("suffix", [".txt", ".md", ".csv", ".json"])
    def test_the_name_of_the_file_decides(self, tmp_path: Path, suffix: str) -> None:
        written = tmp_path / f"overdracht{suffix}"
        result = run("handover", "--on", "2023-11-08", "--project", ROOT, "--output", written)
        assert (result.exit_code, result.stdout) == (0, "")
        assert "Gwendolyn Rutten" in written.read_text(encoding="utf-8")

    def test_english_holds_no_dutch_words(self) -> None:
        shown = run("handover", "--between", "2022-05-15", "2024-08-02", "--project", ROOT, "--language", "en").stdout
        assert not re.findall(r"\b(?:van|naar|beleidsveld|pakket|houder|opvolger)\b", shown)

    def test_names_stand_instead_of_iris(self) -> None:
        shown = run("handover", "--on", "2023-11-08", "--project", ROOT).stdout
        assert "http" not in shown

    def test_nothing_is_written_to_the_data(self, example_folder: Path) -> None:
        before = fingerprint(example_folder)
        run("handover", "--on", "2022-03-01", "--project", example_folder)
        run("responsible", "actie/brugfiguren", "--project", example_folder)
        assert fingerprint(example_folder) == before


class TestContradictions:
    """Two who hold the same are said, and nobody is chosen."""

    @pytest.fixture
    def doubled(self, tmp_path: Path) -> Path:
        text = (
            GRAPH.format(name="dubbel", kind="fictief")
            + """
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix mandaat: <http://data.vlaanderen.be/ns/mandaat#> .
@prefix person: <http://www.w3.org/ns/person#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<veld/wonen> a skos:Concept ; skos:prefLabel "Wonen"@nl , "Housing"@en .
<persoon/a> a person:Person ; foaf:name "Anna *Appel*" .
<persoon/b> a person:Person ; foaf:name "=Bert Boom" .
<mandataris/a> a mandaat:Mandataris ; mandaat:isBestuurlijkeAliasVan <persoon/a> ;
    mandaat:start "2020-01-01"^^xsd:date .
<mandataris/b> a mandaat:Mandataris ; mandaat:isBestuurlijkeAliasVan <persoon/b> ;
    mandaat:start "2020-01-01T00:00:00+01:00"^^xsd:dateTime .
<pakket/a> a hg:Portfolio ; dct:title "Wonen A"@nl ; hg:coversField <veld/wonen> ; hg:heldBy <mandataris/a> ;
    hg:heldFrom "2020-01-01"^^xsd:date .
<pakket/b> a hg:Portfolio ; dct:title "Wonen B"@nl ; hg:coversField <veld/wonen> ; hg:heldBy <mandataris/b> ;
    hg:heldFrom "2020-01-01"^^xsd:date .
<actie/huis> a hg:Action ; dct:title "Huis"@nl ; hg:leadMinister <mandataris/onbekend> .
"""
        )
        return small_project(tmp_path, {"data/dubbel.ttl": text}, kind="fictief")

    def test_is_a_finding_in_the_answer(self, doubled: Path) -> None:
        (role,) = said("responsible", "Wonen", "--on", "2021-01-01", "--project", doubled)["roles"]
        assert role["problem"] == "several"
        assert len(role["answers"]) == 2
        text = run("responsible", "veld/wonen", "--on", "2021-01-01", "--project", doubled).stdout
        assert "Bevinding: =Bert Boom en Anna *Appel*" in text or "Bevinding: Anna *Appel* en =Bert Boom" in text

    def test_names_from_outside_are_no_markup_and_no_formula(self, doubled: Path) -> None:
        asked = ("responsible", "veld/wonen", "--on", "2021-01-01", "--project", doubled)
        assert r"Anna \*Appel\*" in run(*asked, "--format", "markdown").stdout
        assert "'=Bert Boom" in run(*asked, "--format", "csv").stdout

    def test_a_named_minister_who_is_not_described_answers_as_what_he_is(self, doubled: Path) -> None:
        (role,) = said("responsible", "actie/huis", "--on", "2021-01-01", "--project", doubled)["roles"]
        assert role["answers"] == []
        assert role["basis"] == "itself"

    def test_a_thing_that_names_nobody_is_said_so(self, doubled: Path) -> None:
        shown = run("responsible", "plan/klein", "--on", "2021-01-01", "--project", doubled).stdout
        assert "Er is nergens vastgelegd wie voor “Klein plan” antwoordt" in shown

    def test_without_governments_there_is_no_reshuffle(self, doubled: Path) -> None:
        assert "Er is geen herschikking vastgelegd" in run("handover", "--project", doubled).stdout
        assert table("handover", "--project", doubled) == []


@pytest.mark.parametrize("day", ["2020-03-01", "2021-03-01", "2024-03-01"])
def test_a_field_is_asked_for_by_name_whatever_form_it_has_on_the_day(day: str) -> None:
    name = "Gelijke kansen en integratie en inburgering"
    (role,) = said("responsible", name, "--on", day, "--project", ROOT)["roles"]
    assert role["fields"][0]["label"] == name
    assert len(role["answers"]) == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("responsible plan/bestaat-niet", "unknown-thing"),
        ("responsible plan/higkbp-2020-2024 --on 17-05-2022", "not-a-date"),
        ("responsible plan/higkbp-2020-2024 --on 2022-02-30", "not-a-date"),
        ("responsible plan/higkbp-2020-2024 --format xlsx", "unknown-format"),
        ("responsible", "missing-argument"),
        ("handover --on gisteren", "not-a-date"),
        ("handover --on 0001-01-01", "not-a-date"),
        ("handover --between 2022-05-18 2022-05-15", "handover-days-reversed"),
        ("handover --between 2022-05-18 2022-05-18", "handover-days-reversed"),
        ("handover --between 2022-05-18 nooit", "not-a-date"),
        ("handover --on 2022-05-18 --between 2022-05-15 2022-05-18", "handover-two-periods"),
        ("handover --format turtle", "unknown-format"),
    ],
)
def test_what_is_refused(arguments: str, code: str) -> None:
    result = run(*arguments.split(), *([] if arguments == "responsible" else ["--project", ROOT]))
    assert (result.exit_code, result.code) == (2, code)


@pytest.mark.parametrize("code", ["handover-days-reversed", "handover-two-periods"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_refused_is_explained(code: str, language: str) -> None:
    assert run("explain", code, "--language", language).exit_code == 0
