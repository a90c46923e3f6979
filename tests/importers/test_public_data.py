"""The public data of Themis and the Gazette as they are: imported whole, twice, and beside what ``data/`` states.

``HGRAPH_REFERENCE_DATA`` names the folder that holds them; they are not part of the project.
"""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli import run
from hgraph.importers import Narrowing, Standing
from imported import ELI, Ran, T, import_files, plan

FOLDER = Path(os.environ.get("HGRAPH_REFERENCE_DATA", ""))
pytestmark = pytest.mark.skipif(
    not os.environ.get("HGRAPH_REFERENCE_DATA"),
    reason="HGRAPH_REFERENCE_DATA does not name a folder with the public data to import",
)
THEMIS = sorted((FOLDER / "themis").glob("*.ttl"))
GAZETTE = sorted((FOLDER / "staatsblad").glob("*.ttl"))
JAMBON = FOLDER / "jambon_subset.ttl"
ACTS = FOLDER / "decreten_eli.nt"
TWO_DECREES = ("2008203387", f"{ELI}/2013/06/07/2013204197")


@pytest.fixture
def real_plan(root: Path, tmp_path: Path) -> Path:
    """Return a copy of the real plan to import into."""
    folder = tmp_path / "plan"
    shutil.copytree(root / "data", folder / "data")
    shutil.copy(root / "hgraph.toml", folder)
    return folder


def decrees() -> Iterator[dict[str, str]]:
    """Yield the two decrees and the six that amend them, as the extract lists them."""
    with (FOLDER / "decreten.csv").open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


@pytest.mark.parametrize(("source", "files"), [("themis", [*THEMIS, JAMBON]), ("staatsblad", [*GAZETTE, ACTS])])
def test_the_whole_imported_twice_is_the_same_bytes(source: str, files: list[Path], tmp_path: Path) -> None:
    home = plan(tmp_path / "plan")
    once = import_files(home, source, files, write=True)
    written = once.outcome.path.read_bytes()
    twice = import_files(home, source, [*reversed(files), *files], write=True)
    assert once.outcome.path.read_bytes() == written
    assert twice.outcome.unchanged
    assert written.count(b"\n") > 3_000


def test_themis_and_the_gazette_stand_beside_the_real_plan(real_plan: Path) -> None:
    """Nothing that is imported makes a rule of the plan fail that did not fail before."""
    before = run("check", "--project", real_plan, "--format", "csv").stdout.splitlines()
    for source, files in (("themis", [*THEMIS, JAMBON]), ("staatsblad", [*GAZETTE, ACTS])):
        assert run("import", source, *files, "--project", real_plan, "--confirm").exit_code == 0
    after = run("check", "--project", real_plan, "--format", "csv").stdout.splitlines()
    assert [line for line in after if line not in before] == []


def test_the_jambon_government_is_what_the_plan_states_already(real_plan: Path) -> None:
    """All 76 office holders, to the last statement: the import adds nothing and contradicts nothing."""
    ran = import_files(real_plan, "themis", [JAMBON], narrowing=Narrowing("Jambon"))
    assert ran.facts == ()
    assert ran.outcome.held.contradicted == 0
    assert ran.codes == {"import-case-variant", "import-two-forms", "import-untagged-text", "import-without-title"}
    alone = import_files(plan(real_plan.parent / "other"), "themis", [JAMBON], narrowing=Narrowing("Jambon"))
    assert alone.outcome.comparison.counts["office-holder", Standing.NEW] == 76
    stated = [line for line in alone.facts if "terms/source>" not in line]
    # Six names that the plan writes itself: it begins the office of Jambon with a small letter, Themis with a capital.
    worded_otherwise = [
        line for line in stated if '"Jan Jambon, Minister-president van de Vlaamse Regering"@nl' in line
    ]
    assert len(worded_otherwise) == 6
    assert ran.outcome.held.statements == len(stated) - len(worded_otherwise)


def test_the_government_of_2020_and_its_changes_are_what_the_plan_states(real_plan: Path) -> None:
    """The dump of 2020 gives no titles; with the two reshuffles of May 2022 it contradicts the plan nowhere."""
    ran = import_files(real_plan, "themis", THEMIS, narrowing=Narrowing("Regering-Jambon"))
    assert ran.outcome.held.contradicted == 0
    new = {line.split(" ")[1] for line in ran.facts if not line.startswith("<http://themis.vlaanderen.be/id/persoon")}
    assert new <= {"<http://purl.org/dc/terms/source>"} | {f"<{name}>" for name in _LEFT_TO_THE_SOURCE}


_LEFT_TO_THE_SOURCE = ("http://www.w3.org/2004/02/skos/core#prefLabel",)
"""What the plan does not state of the members of 2020."""


def test_the_eight_decrees_are_found_by_title_and_proposed_only(tmp_path: Path) -> None:
    ran = import_files(plan(tmp_path / "plan"), "staatsblad", [*GAZETTE, ACTS], about=TWO_DECREES)
    found = {line.split("> ", 1)[0][1:] for line in ran.lines if "ontology#LegalResource>" in line}
    assert found == {row["eli"] for row in decrees()}
    for row in decrees():
        assert ran.has(f"<{row['eli']}>", "date_document", row["date_document"])
        assert ran.has(f"<{row['eli']}>", "date_publication", row["date_publication"])
        assert ran.has(f"<{row['eli']}>", "eli/ontology#title", row["title"])
        assert ran.has(f"<{row['eli']}>", "terms/title", row["title"].removesuffix(" (1)") + '"@nl')
    assert ran.outcome.notes.counts["import-amends-by-title"] == 6
    assert not ran.has("ontology#amends")


def test_what_the_plan_states_of_the_decrees_agrees(real_plan: Path) -> None:
    ran = import_files(real_plan, "staatsblad", [*GAZETTE, ACTS], about=TWO_DECREES)
    assert ran.outcome.held.contradicted == 0
    assert "import-amends-by-title" not in ran.codes
    properties = {line.split(" ")[1].rsplit("/", 1)[1] for line in ran.facts}
    assert properties == {"relation>", "source>", "ontology#responsibility_of>"}


def traps(ran: Ran) -> dict[str, int]:
    """Return what was noticed, counted."""
    return dict(sorted(ran.outcome.notes.counts.items()))


def test_the_known_traps_of_the_public_files_are_noticed(tmp_path: Path) -> None:
    themis = import_files(plan(tmp_path / "plan"), "themis", [*THEMIS, JAMBON])
    assert traps(themis) == {
        "import-case-variant": 1,
        "import-day-shifted": 305,
        "import-end-before-start": 13,
        "import-single-day": 10,
        "import-two-forms": 1,
        "import-untagged-text": 247,
        "import-without-title": 552,
        "import-wrong-boolean": 17,
    }
    gazette = import_files(plan(tmp_path / "plan"), "staatsblad", GAZETTE)
    assert traps(gazette) == {"import-footnote-mark": 321, "import-language-twin": 353}


def test_a_policy_field_keeps_its_days(tmp_path: Path) -> None:
    ran = import_files(plan(tmp_path / "plan"), "themis", THEMIS)
    field = f"<{T}/beleidsveld/623cc5cc-3db6-11ed-ba35-88d7f641cbef>"
    assert ran.has(field, "generatedAtTime", '"2006-01-01"')
    assert ran.has(field, "invalidatedAtTime", '"2006-03-31"')
