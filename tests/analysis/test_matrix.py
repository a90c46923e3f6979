"""Two kinds of thing crossed along the thread."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest

from cli import run
from hgraph.analysis import Matrix, kind_named, matrix
from hgraph.errors import UsageError
from hgraph.namespaces import ELI, HG, MANDAAT
from hgraph.project import Project
from hgraph.terms import Iri

BASE = "https://voorbeeld.example/id/"


def crossed(project: Project, rows: str, columns: str, by: str | None = None) -> Matrix:
    return matrix(project, Iri(rows), Iri(columns), Iri(by) if by else None)


def of(found: Matrix, row: str) -> dict[str, set[str | None]]:
    """Return what one row reaches, in short names, and through what."""
    return {
        column.removeprefix(BASE): {way.removeprefix(BASE) if way else None for way in ways}
        for column, ways in found.lines.get(Iri(BASE + row), {}).items()
    }


def pairs(found: Matrix) -> set[tuple[Iri, Iri]]:
    """Return every row with every column it reaches."""
    return {(row, column) for row, line in found.lines.items() for column in line}


def test_actions_of_objectives(example_project: Project) -> None:
    """Direct, and through a part: read from the data by hand."""
    found = crossed(example_project, HG.StrategicObjective, HG.Action)
    assert of(found, "doelstelling/eerlijke-kansen") == {
        f"actie/{name}": {"doelstelling/open-deuren"}
        for name in ("aanwervingsadvies", "meldpunt", "praktijktoetsen", "taal-werkvloer")
    }
    direct = crossed(example_project, HG.OperationalObjective, HG.Action)
    assert of(direct, "doelstelling/geen-kind-uit-beeld") == {
        f"actie/{name}": {None} for name in ("brugfiguren", "taalsteun")
    }


def test_ministers_reach_what_their_actions_reach(example_project: Project) -> None:
    found = crossed(example_project, MANDAAT.Mandataris, HG.OperationalObjective)
    assert of(found, "mandataris/lantaarn-2020")["doelstelling/open-deuren"] == {
        "actie/aanwervingsadvies",
        "actie/taal-werkvloer",
    }
    back = crossed(example_project, HG.OperationalObjective, MANDAAT.Mandataris, HG.Action)
    assert {(column, row) for row, column in pairs(back)} <= pairs(found)
    assert of(back, "doelstelling/open-deuren")["mandataris/lantaarn-2020"] == {
        "actie/aanwervingsadvies",
        "actie/taal-werkvloer",
    }


def test_only_what_runs_through_a_kind(example_project: Project) -> None:
    through = crossed(example_project, HG.Action, ELI.LegalResourceSubdivision, HG.AmendmentNeed)
    whole = crossed(example_project, HG.Action, ELI.LegalResourceSubdivision)
    assert pairs(through) < pairs(whole)
    needs = example_project.instances(HG.AmendmentNeed)
    assert through.lines
    assert all(ways <= needs for line in through.lines.values() for ways in line.values())


def test_nothing_reaches_itself(example_project: Project) -> None:
    found = crossed(example_project, HG.Action, HG.Action)
    assert not any(row == column for row, column in pairs(found))


class TestKinds:
    """How a kind is named."""

    @pytest.mark.parametrize("name", ["actie", "Action", "hg:Action", HG.Action])
    def test_by_any_name(self, example_project: Project, name: str) -> None:
        assert kind_named(example_project, name) == HG.Action

    def test_a_class_of_classes(self, example_project: Project) -> None:
        assert kind_named(example_project, "doelstelling") == HG.Objective

    def test_by_the_end_of_its_address(self, example_project: Project) -> None:
        assert kind_named(example_project, "strategicObjective") == HG.StrategicObjective

    @pytest.mark.parametrize("name", ["kleur", "", "hg:Nothing", "<x>"])
    def test_a_kind_that_is_none(self, example_project: Project, name: str) -> None:
        with pytest.raises(UsageError) as refused:
            kind_named(example_project, name)
        assert refused.value.code == "unknown-kind"
        known = str(refused.value.values["known"]).split(", ")
        assert "Actie" in known
        assert "Codelijst" not in known


class TestCommand:
    """``hgraph matrix``."""

    def test_marks(self, example_folder: Path) -> None:
        shown = run("matrix", "actie", "indicator", "--project", example_folder)
        assert shown.exit_code == 0
        assert "● is een rechtstreeks verband, ○ een draad langs iets anders.\n" in shown.stdout

    def test_counts_and_names_agree(self, example_folder: Path) -> None:
        line = ("matrix", "doelstelling", "mandataris", "--by", "actie", "--project", example_folder)
        counts = json.loads(run(*line, "--format", "json").stdout)[:-1]
        names = json.loads(run(*line, "--names", "--format", "json").stdout)
        assert len(counts) == len(names) > 0
        for count, name in zip(counts, names, strict=True):
            assert {key: str(len(cell.split("; "))) if cell else "" for key, cell in name.items() if key in count} | {
                "Doelstelling": count["Doelstelling"],
                "samen": count["samen"],
            } == count

    def test_workbook(self, example_folder: Path, tmp_path: Path) -> None:
        output = tmp_path / "matrix.xlsx"
        line = ("matrix", "doelstelling", "mandataris", "--by", "actie", "--project", example_folder)
        assert run(*line, "--output", output).exit_code == 0
        book = openpyxl.load_workbook(io.BytesIO(output.read_bytes()))
        assert book.sheetnames[0] == "Over deze gegevens"
        sheet = book.worksheets[1]
        assert (sheet.freeze_panes, sheet["A1"].value) == ("B2", "Doelstelling")
        assert all(
            isinstance(cell, int | float | None) for row in sheet.iter_rows(2, values_only=True) for cell in row[1:]
        )
        again = tmp_path / "again.xlsx"
        run(*line, "--output", again)
        assert again.read_bytes() == output.read_bytes()

    def test_what_does_not_cross_is_named(self, example_folder: Path) -> None:
        shown = run("matrix", "actie", "bepaling", "--project", example_folder, "--language", "en").stdout
        assert "Action: without a recorded link (8)\n" in shown
        assert "• Article 5 of the Living Together Decree (fictional)\n" in shown

    def test_two_kinds_without_a_thread(self, example_folder: Path) -> None:
        shown = run("matrix", "meting", "tekstversie", "--project", example_folder).stdout
        assert "Er is geen draad vastgelegd tussen dingen van de soorten ‘Meting’ en ‘Tekstversie’" in shown

    def test_headings_stay_in_sight(self, example_folder: Path) -> None:
        page = run("matrix", "actie", "mandataris", "--format", "html", "--project", example_folder).stdout
        assert '<th scope="row">' in page
        assert "position: sticky" in page
