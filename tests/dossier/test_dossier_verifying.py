"""Verifying a dossier from itself alone: every way in which it may not hold is named."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch

import pytest

from dossiers import resealed, written
from hgraph.dossier import MANIFEST_FILE, RECORD_FILE, Dossier, verification_text, verify_dossier, write_dossier
from hgraph.dossier import verifying as module
from hgraph.errors import UnreadableInput

WAIVERS = "project/data/waivers.ttl"
PLAN = "project/data/plan.ttl"


def record(dossier: Dossier, **changed: object) -> bytes:
    """Return the record of a dossier with some fields changed."""
    return json.dumps(json.loads(dossier.files[RECORD_FILE]) | changed).encode()


def code(files: Mapping[str, bytes], folder: Path) -> str:
    """Return the code with which verifying stops."""
    with pytest.raises(UnreadableInput) as error:
        verify_dossier(written(files, folder / "d"))
    return error.value.code


@pytest.mark.parametrize("name", ["d.zip", "d"])
def test_a_dossier_that_is_not_ready_holds_all_the_same(name: str, real_dossier: Dossier, tmp_path: Path) -> None:
    write_dossier(real_dossier.files, tmp_path / name)
    found = verify_dossier(tmp_path / name)
    assert (found.same, found.repeated, found.documents_compared) == (True, True, True)
    assert (found.differences, found.own_rules, found.files) == ((), (), len(real_dossier.files) - 1)
    told = verification_text(found, "nl")
    assert "zelfde uitkomst: niet klaar (2 fouten, " in told
    assert told.endswith("Het dossier klopt: het zegt wat zijn gegevens en regels geven.\n")


def test_the_settings_of_whoever_verifies_have_no_say(
    real_dossier: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_dossier(real_dossier.files, tmp_path / "d")
    for name, value in {"BASE": "https://other.example/", "STAGE": "framework", "FAIL_ON": "info"}.items():
        monkeypatch.setenv(f"HGRAPH_{name}", value)
    assert verify_dossier(tmp_path / "d").same


def test_with_the_changes_all_but_those_are_made_again(example_in_english: Dossier, tmp_path: Path) -> None:
    write_dossier(example_in_english.files, tmp_path / "d.zip")
    found = verify_dossier(tmp_path / "d.zip")
    assert found.same
    assert "annex 5 not, for the earlier version is not in the dossier" in verification_text(found, "en")


def test_changed_missing_and_extra_files_are_named(example_dossier: Dossier, tmp_path: Path) -> None:
    files = dict(example_dossier.files) | {"nota.docx": b"filled in", "more.txt": b""}
    del files["nota.pdf"]
    found = verify_dossier(written(files, tmp_path / "d"))
    integrity = found.integrity
    assert (integrity.changed, integrity.missing, integrity.extra) == (("nota.docx",), ("nota.pdf",), ("more.txt",))
    assert (found.same, found.repeated, found.differences, found.documents_differ) == (False, True, (), ())
    told = verification_text(found, "nl")
    assert "Gewijzigd sinds het manifest (1):\n  nota.docx\n" in told
    assert told.endswith("Het dossier klopt niet.\n")


@pytest.mark.parametrize("name", [PLAN, RECORD_FILE, "project/shapes/plan.ttl", "project/extra.txt"])
def test_if_the_data_are_not_those_of_the_manifest_nothing_is_repeated(
    name: str, example_dossier: Dossier, tmp_path: Path
) -> None:
    content = example_dossier.files.get(name, b"") + b"\n"
    found = verify_dossier(written(dict(example_dossier.files) | {name: content}, tmp_path / "d"))
    assert (found.same, found.repeated) == (False, False)
    assert name in verification_text(found, "en")


def test_a_verdict_that_was_embellished(real_dossier: Dossier, tmp_path: Path) -> None:
    counts = {"violation": 0, "warning": 3, "info": 11}
    findings = [f for f in json.loads(real_dossier.files[RECORD_FILE])["findings"] if f["severity"] != "violation"]
    better = record(real_dossier, ready=True, counts=counts, findings=findings)
    found = verify_dossier(written(resealed(real_dossier.files, {RECORD_FILE: better}), tmp_path / "d"))
    assert found.integrity.intact
    assert not found.same
    told = verification_text(found, "nl")
    assert "klaar: het dossier zegt ja, de toetsing geeft nee" in told
    assert "fouten: het dossier zegt 0, de toetsing geeft 2" in told
    assert "plan-without-actions <https://hgraph.example/id/plan/higkbp-2020-2024>" in told


def test_rules_that_were_weakened_are_named(real_dossier: Dossier, tmp_path: Path) -> None:
    name = "project/shapes/profiles/submission.ttl"
    weaker = real_dossier.files[name].replace(b"hg:gradesAsViolation", b"hg:gradesAsInfo")
    found = verify_dossier(written(resealed(real_dossier.files, {name: weaker}), tmp_path / "d"))
    assert found.own_rules == ("shapes/profiles/submission.ttl",)
    assert found.differences


def test_data_that_were_changed(example_dossier: Dossier, tmp_path: Path) -> None:
    name = "project/data/actions.ttl"
    changed = example_dossier.files[name].replace(b"    hg:leadMinister <mandataris/zeegras-2020> ;\n", b"", 1)
    assert changed != example_dossier.files[name]
    found = verify_dossier(written(resealed(example_dossier.files, {name: changed}), tmp_path / "d"))
    assert "action-without-lead-minister" in " ".join(each.what for each in found.differences)
    assert "nota.pdf" in found.documents_differ


def test_a_document_that_says_something_else_than_the_data(example_dossier: Dossier, tmp_path: Path) -> None:
    page = example_dossier.files["nota.html"].replace(b"9.260.000", b"9.900.000")
    found = verify_dossier(written(resealed(example_dossier.files, {"nota.html": page}), tmp_path / "d"))
    assert (found.integrity.intact, found.differences, found.documents_differ) == (True, (), ("nota.html",))
    assert not found.same


def test_documents_of_another_version_are_not_compared(example_dossier: Dossier, tmp_path: Path) -> None:
    write_dossier(example_dossier.files, tmp_path / "d")
    with patch.object(module, "__version__", "99.0"):
        found = verify_dossier(tmp_path / "d")
    assert (found.same, found.documents_compared) == (True, False)
    assert "niet vergeleken, want zij zijn gemaakt met hgraph" in verification_text(found, "nl")


class TestRefusals:
    """What cannot be read as a dossier."""

    @pytest.mark.parametrize("name", [MANIFEST_FILE, RECORD_FILE])
    def test_without_manifest_or_record(self, name: str, example_dossier: Dossier, tmp_path: Path) -> None:
        files = dict(example_dossier.files)
        del files[name]
        assert code(files, tmp_path) == "not-a-dossier"

    @pytest.mark.parametrize("line", [b"no checksum\n", b"00  a\n", b"\xff\n", b"A" * 64 + b"  nota.pdf\n"])
    def test_a_manifest_that_is_none(self, line: bytes, example_dossier: Dossier, tmp_path: Path) -> None:
        files = dict(example_dossier.files)
        files[MANIFEST_FILE] += line
        assert code(files, tmp_path) == "manifest-unreadable"

    def test_a_manifest_that_names_a_file_twice(self, example_dossier: Dossier, tmp_path: Path) -> None:
        files = dict(example_dossier.files)
        files[MANIFEST_FILE] += files[MANIFEST_FILE].splitlines(keepends=True)[0]
        assert code(files, tmp_path) == "manifest-unreadable"

    @pytest.mark.parametrize(
        "changed",
        [
            {"on": "yesterday"},
            {"on": 20210601},
            {"language": "fr"},
            {"ready": "yes"},
            {"since": 1},
            {"counts": {"violation": "0"}},
            {"counts": []},
            {"threshold": "fatal"},
            {"findings": [{}]},
            {"findings": "none"},
            {"surplus": 1},
        ],
        ids=str,
    )
    def test_a_record_with_something_wrong(
        self, changed: dict[str, object], example_dossier: Dossier, tmp_path: Path
    ) -> None:
        assert code(resealed(example_dossier.files, {RECORD_FILE: record(example_dossier, **changed)}), tmp_path) == (
            "record-unreadable"
        )

    @pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b"1"])
    def test_a_record_that_is_none(self, content: bytes, example_dossier: Dossier, tmp_path: Path) -> None:
        assert code(resealed(example_dossier.files, {RECORD_FILE: content}), tmp_path) == "record-unreadable"

    def test_a_record_of_a_later_form(self, example_dossier: Dossier, tmp_path: Path) -> None:
        later = record(example_dossier, form="hgraph-dossier/2")
        assert code(resealed(example_dossier.files, {RECORD_FILE: later}), tmp_path) == "record-too-new"

    @pytest.mark.parametrize("content", [None, b"title = 1", b"=", b"\xff", b'title = "x"\nbase = "b"\n'])
    def test_settings_that_are_none(self, content: bytes | None, example_dossier: Dossier, tmp_path: Path) -> None:
        files = resealed(example_dossier.files, {"project/hgraph.toml": content})
        assert code(files, tmp_path) == "record-unreadable"

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            (PLAN, b"no turtle"),
            ("project/shapes/plan.ttl", b"no turtle"),
            ("project/queries/validation/waivers.rq", b"SELECT"),
            ("project/queries/validation/waivers.rq", b"SELECT ?a WHERE { SERVICE <http://x.example/> { ?a ?b ?c } }"),
            ("project/queries/validation/waivers.rq", None),
        ],
    )
    def test_data_or_rules_that_cannot_be_used(
        self, name: str, content: bytes | None, example_dossier: Dossier, tmp_path: Path
    ) -> None:
        assert code(resealed(example_dossier.files, {name: content}), tmp_path) == "dossier-data-unreadable"

    def test_a_stage_that_its_rules_do_not_know(self, example_dossier: Dossier, tmp_path: Path) -> None:
        files = resealed(example_dossier.files, {RECORD_FILE: record(example_dossier, stage="other")})
        assert code(files, tmp_path) == "dossier-data-unreadable"
