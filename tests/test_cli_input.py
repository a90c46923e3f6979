"""Files that cannot be used: each one sentence with its place and what to do, the right exit code, nothing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cli import GRAPH, Result, run, run_process, small_project, unchanged

REAL = GRAPH.format(name="extra", kind="bron")
FICTION = GRAPH.format(name="extra", kind="fictief")


@dataclass(frozen=True)
class Case:
    """Files written into a small project, and the error that they lead to: its code and the end of its place."""

    code: str
    place: str
    files: Mapping[str, str | bytes]
    exit_code: int = 3
    without: str = ""
    said: str = ""
    command: tuple[str, ...] = field(default=("check",))


DATA = {
    "no-data-file": Case("no-data", "data", {}, without="data/plan.ttl"),
    "empty-file": Case("empty-file", "data/leeg.ttl", {"data/leeg.ttl": ""}),
    "only-a-comment": Case("empty-file", "data/leeg.ttl", {"data/leeg.ttl": "# later\n"}),
    "syntax-error": Case("syntax", "data/fout.ttl:14", {"data/fout.ttl": REAL + "<plan/a> a hg:Plan\n<plan/b> .\n"}),
    "not-turtle-at-all": Case("syntax", "data/fout.ttl:1", {"data/fout.ttl": "naam;minister\n"}),
    "latin-1": Case(
        "not-utf8", "data/oud.ttl:13", {"data/oud.ttl": (REAL + '<a> dct:title "één" .').encode("latin-1")}
    ),
    "utf-16": Case("not-utf8", "data/oud.ttl", {"data/oud.ttl": REAL.encode("utf-16")}),
    "byte-order-mark": Case("byte-order-mark", "data/bom.ttl", {"data/bom.ttl": b"\xef\xbb\xbf" + REAL.encode()}),
    "nul": Case(
        "control-character", "data/nul.ttl:13", {"data/nul.ttl": REAL + '<a> dct:title "a\0b" .'}, said="\\u0000"
    ),
    "escape": Case(
        "control-character", "data/e.ttl:13", {"data/e.ttl": REAL + '<a> dct:title "\x1b[2J" .'}, said="\\u001b"
    ),
    "written-escape": Case("control-character", "data/e.ttl:13", {"data/e.ttl": REAL + '<a> dct:title "\\u001B[2J" .'}),
    "one-graph-twice": Case("graph-claimed-twice", "data/z.ttl", {"data/z.ttl": REAL.replace("extra", "plan")}),
    "fiction-beside-facts": Case("fiction-beside-facts", "data/z.ttl", {"data/z.ttl": FICTION}, said="data/plan.ttl"),
    "no-graph": Case(
        "no-graph-declared", "data/z.ttl", {"data/z.ttl": "<https://x.example/a> a <https://x.example/B> ."}
    ),
    "two-graphs": Case("several-graphs-in-file", "data/z.ttl", {"data/z.ttl": REAL + REAL.replace("extra", "nog")}),
    "unknown-kind": Case(
        "unknown-statement-kind", "data/z.ttl", {"data/z.ttl": REAL.replace("kind:bron", "kind:zeker")}
    ),
    "blank-node": Case("blank-node", "data/z.ttl", {"data/z.ttl": REAL + "<plan/klein> hg:meetsObligation [] ."}),
    "rdf-1.2": Case("newer-rdf", "data/z.ttl:13", {"data/z.ttl": REAL + "<a> hg:unit <<( <a> <b> <c> )>> ."}),
}
SETTINGS = {
    "broken": Case("not-toml", "hgraph.toml", {"hgraph.toml": "title = \n"}, said="line 1"),
    "other-encoding": Case("not-toml", "hgraph.toml", {"hgraph.toml": b'title = "\xe9\xe9n"\n'}),
    "unknown-key": Case("unknown-setting", "hgraph.toml", {"hgraph.toml": 'titel = "x"\n'}, 2, said="fail_on"),
    "wrong-language": Case("wrong-setting", "hgraph.toml", {"hgraph.toml": 'language = "fr"\n'}, 2, said="fr"),
    "wrong-base": Case("wrong-setting", "hgraph.toml", {"hgraph.toml": 'base = "mijn plan"\n'}, 2),
    "unknown-stage": Case("unknown-stage", "", {"hgraph.toml": 'stage = "final"\n'}, 2, said="approval"),
}


def refused(case: Case, project: Path) -> Result:
    """Run the command of a case and hold its complaint against what is expected."""
    small_project(project, case.files)
    if case.without:
        (project / case.without).unlink()
    with unchanged(project):
        result = run(*case.command, "--project", project)
    assert (result.exit_code, result.code) == (case.exit_code, case.code)
    if case.place:
        assert result.complaint[0].startswith(f"{project / case.place}: ")
    assert case.said in result.stderr
    return result


@pytest.mark.parametrize("name", DATA)
def test_data_that_cannot_be_read(name: str, tmp_path: Path) -> None:
    refused(DATA[name], tmp_path)


@pytest.mark.parametrize("command", ["stage", "ask commitments", "trace plan/klein"])
def test_every_command_refuses_them_alike(command: str, tmp_path: Path) -> None:
    refused(Case("empty-file", "data/leeg.ttl", {"data/leeg.ttl": ""}, command=tuple(command.split())), tmp_path)


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_that_cannot_be_used(name: str, tmp_path: Path) -> None:
    refused(SETTINGS[name], tmp_path)


def test_without_a_data_folder(tmp_path: Path) -> None:
    (tmp_path / "hgraph.toml").write_text("")
    assert run("check", cwd=tmp_path).code == "no-data"


@pytest.mark.parametrize("project", ["nergens", "hgraph.toml"])
def test_a_project_that_is_no_folder(project: str, tmp_path: Path) -> None:
    small_project(tmp_path)
    result = run("check", "--project", tmp_path / project)
    assert (result.exit_code, result.code) == (2, "no-such-project")
    assert str(tmp_path / project) in result.stderr


def test_the_same_is_said_in_english(tmp_path: Path) -> None:
    small_project(tmp_path, {"data/leeg.ttl": ""})
    result = run("check", "--project", tmp_path, "--language", "en")
    assert result.complaint == [
        f"{tmp_path / 'data/leeg.ttl'}: This file is empty: it holds no statement at all.",
        "Fill the file or remove it.",
        "Explanation: hgraph explain empty-file",
    ]


def test_errors_speak_the_language_of_the_project(tmp_path: Path) -> None:
    small_project(tmp_path, {"hgraph.toml": 'language = "en"\n', "data/leeg.ttl": ""})
    assert "This file is empty" in run("check", "--project", tmp_path).stderr


def test_a_file_of_two_hundred_megabytes_of_one_literal(tmp_path: Path) -> None:
    small_project(tmp_path, {"data/groot.ttl": REAL})
    with (tmp_path / "data/groot.ttl").open("ab") as stream:
        stream.write(b'<plan/klein> dct:description "')
        for _ in range(200):
            stream.write(b"a" * (1 << 20))
        stream.write(b'"@nl .\n')
    result = run_process("check", "--project", tmp_path)
    assert (result.exit_code, result.code) == (3, "value-too-large")
    assert "data/groot.ttl: " in result.stderr
    assert (tmp_path / "data/groot.ttl").stat().st_size > 200 << 20


LINKS = {
    "data/uit.ttl": "geheim.ttl",
    "data/uit": ".",
    "data": "data",
    "shapes": ".",
    "shapes/eigen.ttl": "geheim.ttl",
    "queries/validation/owners.rq": "geheim.ttl",
}
"""Places in a project, and what outside it a link there leads to."""


@pytest.mark.parametrize("place", LINKS)
def test_a_link_out_of_the_project(place: str, tmp_path: Path) -> None:
    project, outside = small_project(tmp_path / "project"), tmp_path / "buiten"
    outside.mkdir()
    (outside / "geheim.ttl").write_text(REAL)
    if place == "data":
        (project / "data").rename(outside / "data")
    (project / place).parent.mkdir(parents=True, exist_ok=True)
    (project / place).symlink_to(outside / LINKS[place])
    with unchanged(tmp_path):
        result = run("check", "--project", project)
    assert (result.exit_code, result.code) == (3, "link-out-of-project")
    assert result.complaint[0].startswith(f"{project / place}: ")
    assert str(outside) in result.complaint[0]


@pytest.mark.parametrize("hidden", ["", "hgraph.toml", "data", "data/plan.ttl", "data/meer", "shapes", "queries"])
def test_what_may_not_be_read(hidden: str, tmp_path: Path) -> None:
    project = small_project(tmp_path / "project")
    place = project / hidden
    if not place.exists():
        place.mkdir()
    mode = place.stat().st_mode
    place.chmod(0)
    try:
        result = run_process("check", "--project", project, bound_by_permissions=True)
    finally:
        place.chmod(mode)
    assert (result.exit_code, result.code) == (3, "not-readable")
    assert result.complaint[0].startswith(f"{place}: ")
