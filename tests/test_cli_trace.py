"""``hgraph trace`` on the command line: ways to another thing, pictures, what does not go together, suspect links."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pyoxigraph as ox
import pytest

from cli import ROOT, run, small_project, unchanged
from hgraph.cli import trace as command
from hgraph.trace import FOLDING, MOST_WAYS, PER_COLUMN, PICTURES

ARTICLE = "artikel/decreet-2008203387/8"
SENTENCE = "passage/regeerakkoord-kansen-centraal"


def real(*arguments: str, exit_code: int = 0) -> str:
    result = run("trace", *arguments, "--project", ROOT)
    assert (result.exit_code, result.stderr) == (exit_code, "")
    return result.stdout


def read_xml(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own


READ: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "csv": lambda text: list(csv.DictReader(io.StringIO(text))),
    "turtle": lambda text: list(ox.parse(text.encode(), ox.RdfFormat.TURTLE)),
    "svg": read_xml,
    "graphml": lambda text: list(nx.parse_graphml(text)),
    "mermaid": lambda text: text.startswith("flowchart LR\n"),
    "dot": lambda text: text.startswith("digraph thread {\n"),
}
ENDS = {"svg": "svg", "mmd": "mermaid", "mermaid": "mermaid", "dot": "dot", "gv": "dot", "graphml": "graphml"}


def test_what_the_help_says_is_what_holds() -> None:
    assert (command._MOST_WAYS, command._PER_COLUMN) == (MOST_WAYS, PER_COLUMN)
    assert command._FOLDING == FOLDING
    assert set(PICTURES) < set(command._FORMATS)


@pytest.mark.parametrize("form", READ)
@pytest.mark.parametrize("line", [("--down",), ("--to", SENTENCE), ("--to", SENTENCE, "--all-paths")])
def test_every_form_can_be_read_again(form: str, line: tuple[str, ...]) -> None:
    assert READ[form](real(ARTICLE, *line, "--format", form))


@pytest.mark.parametrize("end", ENDS)
def test_the_name_of_the_file_says_the_form(end: str, tmp_path: Path) -> None:
    target = tmp_path / f"draad.{end}"
    assert real(ARTICLE, "--up", "--output", str(target)) == ""
    assert target.read_text(encoding="utf-8") == real(ARTICLE, "--up", "--format", ENDS[end])


def test_the_shortest_way_is_shown_with_its_words() -> None:
    shown = real(ARTICLE, "--to", SENTENCE)
    assert shown.startswith("De kortste weg van “Artikel 8 van het Gelijkekansendecreet” naar")
    assert "└─ getroffen door: Het Gelijkekansendecreet aligneren met de nieuwe aanpak" in shown
    assert "“De Vlaamse Regering wil een robuust beleid ontwikkelen" in shown


def test_the_way_is_one_sentence_in_either_language() -> None:
    dutch = real(ARTICLE, "--to", SENTENCE, "--sentence")
    assert dutch.startswith(
        "De bepaling “Artikel 8 van het Gelijkekansendecreet” moet wijzigen wegens de wijzigingsnood"
    )
    assert dutch.endswith("(Vlaams Regeerakkoord 2019-2024).\n")
    english = real(ARTICLE, "--to", SENTENCE, "--sentence", "--language", "en")
    assert english.startswith("The provision “")
    assert "has to change because of the amendment need" in english
    assert dutch.count("\n") == english.count("\n") == 1


def test_the_way_back_goes_down() -> None:
    steps = json.loads(real(SENTENCE, "--to", ARTICLE, "--format", "json"))["ways"][0]
    assert steps["direction"] == "down"
    assert steps["steps"][-1]["name"] == "Artikel 8 van het Gelijkekansendecreet"


def test_all_ways_are_counted_and_cut_where_it_is_said() -> None:
    shown = real(ARTICLE, "--to", SENTENCE, "--all-paths")
    number = int(shown.split(" ", 1)[0])
    assert number > 2
    assert f"Weg {number}: " in shown
    few = real(ARTICLE, "--to", SENTENCE, "--all-paths", "--most", "2")
    assert few.startswith("2 wegen van")
    assert "Er zijn meer of langere wegen dan hier getoond worden" in few
    assert json.loads(real(ARTICLE, "--to", SENTENCE, "--all-paths", "--most", "2", "--format", "json"))["cut"] is True
    short = real(ARTICLE, "--to", SENTENCE, "--depth", "3")
    assert "is geen weg van hoogstens 3 stappen vastgelegd, wel een langere" in " ".join(short.split())


def test_without_a_way_one_sentence_says_so_and_names_what_is_shared() -> None:
    ends = ("toezegging/ontwerpregelgeving-ikw", "--to", "toezegging/goedkeuring-26-juni-2020")
    shown = real(*ends, "--sentence")
    assert shown.startswith("Tussen “De ontwerpregelgeving in de loop van mei")
    assert "Hun naaste gemeenschappelijke oorsprong is" in shown
    data = json.loads(real(*ends, "--format", "json"))
    assert (data["ways"], data["common"]["direction"], len(data["common"]["ways"])) == ([], "up", 2)


def test_a_column_folds_where_it_is_asked_to() -> None:
    few = real(SENTENCE, "--down", "--format", "svg", "--per-column", "2")
    whole = real(SENTENCE, "--down", "--format", "svg", "--per-column", "0")
    assert "… en nog" in few
    assert "… en nog" not in whole
    assert len(few) < len(real(SENTENCE, "--down", "--format", "svg")) < len(whole)


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("trace plan/klein --all-paths", "needs-other-option", "--to"),
        ("trace plan/klein --sentence", "needs-other-option", "--to"),
        ("trace plan/klein --to plan/klein --most 3", "needs-other-option", "--all-paths"),
        ("trace plan/klein --to plan/klein --up", "options-exclude-each-other", "--up"),
        ("trace plan/klein --to plan/klein --down", "options-exclude-each-other", "--down"),
        ("trace plan/klein --to plan/klein --sentence --all-paths", "options-exclude-each-other", "--all-paths"),
        ("trace plan/klein --to plan/klein --sentence --format svg", "options-exclude-each-other", "--format svg"),
        ("trace plan/klein --per-column 3", "options-exclude-each-other", "--format text"),
        ("trace plan/klein --per-column 3 --format graphml", "options-exclude-each-other", "--format graphml"),
        ("trace plan/klein --to plan/klein", "way-to-itself", "Klein plan"),
        ("trace plan/klein --to nergens", "unknown-thing", "nergens"),
        ("trace plan/klein --to plan/klein --all-paths --most 0", "wrong-option-value", "--most"),
        ("trace plan/klein --format svg --per-column -1", "wrong-option-value", "--per-column"),
        ("trace plan/klein --output draad.png", "unknown-format", "svg"),
    ],
)
def test_what_does_not_go_together_is_refused(line: str, code: str, said: str, tmp_path: Path) -> None:
    small_project(tmp_path)
    with unchanged(tmp_path):
        result = run(*line.split(), cwd=tmp_path)
        english = run(*line.split(), "--language", "en", cwd=tmp_path)
    assert (result.exit_code, result.code) == (2, code)
    assert said in result.stderr
    assert english.code == code
    assert english.stderr != result.stderr
    assert run("explain", code).exit_code == 0


def test_a_thing_without_links_is_a_picture_of_itself(tmp_path: Path) -> None:
    small_project(tmp_path)
    shown = run("trace", "plan/klein", "--format", "svg", cwd=tmp_path)
    assert shown.exit_code == 0
    assert "1 ding, zonder verbanden" in shown.stdout


def test_a_link_whose_quoted_words_changed_is_suspect(example_folder: Path, tmp_path: Path) -> None:
    """The text of a source is altered after it was quoted; nobody has looked at the link again."""
    folder = tmp_path / "plan"
    shutil.copytree(example_folder, folder)
    line = ("trace", "artikel/decreet-2014999001/9", "--up")
    assert "verdacht" not in run(*line, "--project", folder).stdout
    words, other = "Wij passen het decreet over het samenleven aan", "Wij herzien het decreet over het samenleven"
    altered = [path for path in folder.rglob("*.txt") if words in path.read_text(encoding="utf-8")]
    assert altered
    for path in altered:
        path.write_text(path.read_text(encoding="utf-8").replace(words, other), encoding="utf-8")
    with unchanged(folder):
        text = run(*line, "--project", folder).stdout
        svg = run(*line, "--format", "svg", "--project", folder).stdout
        sentence = run(*line[:2], "--to", "regeerakkoord/akkoord-ravel-2020-2024", "--sentence", "--project", folder)
    assert "verdacht: de aangehaalde woorden zijn gewijzigd" in " ".join(text.replace("│", " ").split())
    assert "Deze woorden staan niet meer zo in de vastgelegde tekst." in " ".join(text.replace("│", " ").split())
    assert 'class="doubt"' in svg
    assert "(verdacht: de aangehaalde woorden zijn gewijzigd)" in sentence.stdout


def test_a_person_stands_in_the_thread_with_the_offices_held() -> None:
    result = run("trace", "Bart Somers", "--project", ROOT)
    assert (result.exit_code, result.code) == (2, "person-in-offices")
    said = result.complaint[0]
    held = re.findall(r"(\d+ \w+ \d{4}) – (\d+ \w+ \d{4}) \(([^)]+)\)", said)
    assert [days for *days, _ in held][:2] == [["2 oktober 2019", "10 mei 2021"], ["10 mei 2021", "16 mei 2022"]]
    assert "viceminister-president" not in said, "an office without links"
    for *_, office in held:
        assert "met niets anders" not in real(office)
    again = run("trace", ARTICLE, "--to", "Bart Somers", "--project", ROOT)
    assert again.code == "person-in-offices"


def test_a_person_with_one_office_is_followed_through_it() -> None:
    shown = real("Lydia Peeters")
    assert shown.startswith("Lydia Peeters, Vlaams minister van")
    assert "Horizontaal Integratie- en Gelijkekansenbeleidsplan" in shown
