"""``hgraph ask QUESTION parameter=?``: what a parameter may be."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from cli import ROOT, run
from hgraph.namespaces import HG
from hgraph.project import Project


def test_by_name_with_what_to_write(real_project: Project) -> None:
    shown = run("ask", "commitments", "plan=?", "--project", ROOT, "--format", "csv")
    assert (shown.exit_code, shown.stderr) == (0, "")
    rows = list(csv.reader(io.StringIO(shown.stdout)))
    assert rows[0] == ["Plan", "schrijf"]
    assert ["Horizontaal Integratie- en Gelijkekansenbeleidsplan 2020-2024", "plan/higkbp-2020-2024"] in rows
    assert len(rows) - 1 == len(real_project.instances(HG.PolicyPlan))
    assert rows[1:] == sorted(rows[1:])


def test_what_a_property_points_at() -> None:
    rows = json.loads(run("ask", "responsible-on-date", "field=?", "--project", ROOT, "--format", "json").stdout)
    assert {"Beleidsveld": "Dierenwelzijn", "schrijf": "themis-veld:43b8de2e-61f9-4cf8-a018-9f3cc27f4103"} in rows


@pytest.mark.parametrize(
    "line",
    [
        "responsible-on-date field=? date=2021-01-01",
        "fields-of-minister minister=?",
        "sentences-behind-article article=?",
    ],
)
def test_a_pick_is_taken_as_listed(line: str) -> None:
    question, asked, *others = line.split()
    listed = run("ask", question, asked, "--project", ROOT, "--format", "csv")
    pick = list(csv.reader(io.StringIO(listed.stdout)))[1][1]
    assert run("ask", question, asked.replace("?", pick), *others, "--project", ROOT).exit_code == 0


@pytest.mark.parametrize(
    ("argument", "code"), [("date=?", "no-pick-list"), ("kleur=?", "unknown-parameter")], ids=["a date", "none such"]
)
def test_refused(argument: str, code: str, example_folder: Path) -> None:
    result = run("ask", "responsible-on-date", argument, "--project", example_folder)
    assert (result.exit_code, result.code) == (2, code)
