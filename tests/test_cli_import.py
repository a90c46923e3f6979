"""``hgraph import``: first to see, then written whole or not at all, and nothing left behind however it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from cli import PROGRAM, ROOT, Result, fingerprint, run, run_on_terminal, run_process, unchanged
from hgraph.dataset import write_blocks
from hgraph.project import open_project
from hgraph.settings import load_settings
from imported import ACT, MINISTER, PREFIXES, T, plan, source_file

GOLDEN = Path(__file__).parent / "golden" / "import"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the folder of a small project."""
    return plan(tmp_path / "plan")


@pytest.fixture
def ministers(tmp_path: Path) -> Path:
    """Return a file of Themis with one minister."""
    return source_file(tmp_path, "ministers.ttl", MINISTER)


def themis(home: Path, *arguments: str | Path) -> Result:
    """Run ``hgraph import themis`` in a project."""
    return run("import", "themis", *arguments, "--project", home)


class TestWriting:
    """Nothing is written unless that is confirmed, and then one file."""

    def test_a_dry_run_changes_nothing(self, home: Path, ministers: Path) -> None:
        with unchanged(home):
            done = themis(home, ministers)
        assert (done.exit_code, done.stderr) == (0, "")
        assert "Nieuw: minister (1)" in done.stdout
        assert "An Peeters, Vlaams minister van Onderwijs, van 2 oktober 2019 tot 10 mei 2021" in done.stdout
        assert done.stdout.endswith("Er is niets geschreven. Met --confirm komt dit in data/imported/themis.nt.\n")

    def test_confirmed_it_is_a_graph_of_the_project(self, home: Path, ministers: Path) -> None:
        before, checked = fingerprint(home), run("check", "--project", home, "--format", "csv").stdout
        done = themis(
            home, ministers, "--confirm", "--retrieved", "2026-11-20", "--source", "https://bron.example/dump"
        )
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.stdout.endswith("Geschreven: data/imported/themis.nt\n")
        assert set(fingerprint(home)) - set(before) == {"data/imported", "data/imported/themis.nt"}
        lines = (home / "data/imported/themis.nt").read_text(encoding="utf-8").splitlines()
        assert lines == sorted(lines)
        text = "\n".join(lines)
        assert f"<{T}/mandataris/m1> <http://purl.org/dc/terms/source> <https://bron.example/dump> ." in text
        assert '<http://purl.org/dc/terms/date> "2026-11-20"^^' in text
        assert '"ministers.ttl"@nl' in text
        with open_project(load_settings(home)) as project:
            assert project.labels.label(f"{T}/mandataris/m1", "nl") == "An Peeters, Vlaams minister van Onderwijs"
        assert run("check", "--project", home, "--format", "csv").stdout == checked

    def test_again_is_said_to_be_the_same(self, home: Path, ministers: Path) -> None:
        themis(home, ministers, "--confirm")
        with unchanged(home):
            done = themis(home, ministers, "--confirm")
        assert "5 dingen ongewijzigd." in done.stdout
        assert done.stdout.endswith("data/imported/themis.nt was al zo.\n")

    def test_what_differs_is_told_by_name(self, home: Path, ministers: Path, tmp_path: Path) -> None:
        themis(home, ministers, "--confirm")
        later = source_file(tmp_path, "later.ttl", MINISTER.replace("2021-05-10", "2022-05-16"))
        done = run("import", "themis", later, "--project", home, "--language", "en")
        assert "Changed: minister (1)" in done.stdout
        assert "end of mandate: 10 May 2021 → 16 May 2022" in done.stdout

    def test_what_could_do_harm_is_not_written(self, home: Path, tmp_path: Path) -> None:
        active = f"<{T}/mandataris/m1> org:holds <javascript:alert(1)> .\n"
        file = source_file(tmp_path, "wrong.ttl", MINISTER + active)
        with unchanged(home):
            done = themis(home, file, "--confirm")
        assert done.exit_code == 1
        assert "FOUT  Adres dat iets uitvoert (1)  [import-active-iri]" in done.stdout
        assert done.stdout.endswith("Er is niets geschreven: wat is opgemerkt, haalt de drempel (fout).\n")
        assert themis(home, file, "--confirm", "--fail-on", "never").exit_code == 0
        assert "javascript" not in (home / "data/imported/themis.nt").read_text(encoding="utf-8")

    def test_the_threshold_is_that_of_the_project_or_the_option(self, home: Path, tmp_path: Path) -> None:
        ministers = source_file(tmp_path, "untagged.ttl", MINISTER.replace('Onderwijs"@nl', 'Onderwijs"'))
        assert themis(home, ministers, "--fail-on", "info").exit_code == 1
        assert themis(home, ministers, "--fail-on", "warning").exit_code == 0
        (home / "hgraph.toml").write_text('title = "Klein"\nfail_on = "info"\n', encoding="utf-8")
        assert themis(home, ministers).exit_code == 1

    def test_standard_input(self, home: Path) -> None:
        command = [PROGRAM, "import", "themis", "-", "--project", str(home)]
        done = subprocess.run(command, input=(PREFIXES + MINISTER).encode(), capture_output=True, check=True)
        assert "Nieuw: minister (1)" in done.stdout.decode()
        assert done.stderr == b""


class TestFormats:
    """The same account for people and for programs."""

    @pytest.mark.parametrize(
        ("format_", "suffix"), [("text", "txt"), ("markdown", "md"), ("csv", "csv"), ("json", "json")]
    )
    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_golden(self, tmp_path: Path, format_: str, suffix: str, language: str, *, update_golden: bool) -> None:
        held = f'<{T}/persoon/p1> foaf:familyName "Pieters" ; dct:source <https://bron.example/> .\n'
        home = plan(tmp_path / "with-facts", held)
        first = MINISTER + MINISTER.replace("m1", "m2").replace("Proef", "Test").replace("r1", "r2")
        themis(home, source_file(tmp_path, "first.ttl", first), "--confirm")
        domain = f'<{T}/beleidsdomein/b> a skos:Concept ; skos:prefLabel "=1+1 *x*" .\n'
        file = source_file(tmp_path, "second.ttl", MINISTER.replace("2021-05-10", "2022-05-16") + domain)
        output = tmp_path / f"account.{suffix}"
        done = run("import", "themis", file, "--project", home, "--language", language, "--output", output)
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
        assert run("import", "themis", file, "--project", home, "--language", language, "-f", format_).exit_code == 0
        golden = GOLDEN / f"changes.{language}.{suffix}"
        if update_golden:
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_bytes(output.read_bytes())
        assert output.read_bytes().decode() == golden.read_bytes().decode()

    def test_counts_agree(self, home: Path, ministers: Path) -> None:
        document = json.loads(themis(home, ministers, "-f", "json").stdout)
        rows = list(csv.DictReader(io.StringIO(themis(home, ministers, "-f", "csv").stdout)))
        assert document["counts"]["new"] == {"body": 1, "mandate": 1, "office-holder": 1, "person": 1, "role": 1}
        assert {row["IRI"] for row in rows} == {change["thing"] for change in document["changes"]}
        assert len(rows) == sum(len(change["differences"]) for change in document["changes"])
        assert document["files"][0]["name"] == "ministers.ttl"

    def test_on_a_terminal_it_shows_that_work_goes_on(self, home: Path, ministers: Path) -> None:
        exit_code, shown = run_on_terminal("import", "themis", ministers, "--project", home)
        assert exit_code == 0
        assert "Gegevens lezen" in shown
        assert "Nieuw: minister (1)" in shown

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_help(self, language: str, *, update_golden: bool) -> None:
        pages = []
        for command in ("", "themis", "staatsblad"):
            done = run_process("import", *command.split(), "--help", "--language", language, env={"COLUMNS": "80"})
            assert (done.exit_code, done.stderr) == (0, "")
            pages.append(done.stdout)
        golden = GOLDEN / f"help.{language}.txt"
        if update_golden:
            golden.write_text("\n\n".join(pages), encoding="utf-8")
        assert "\n\n".join(pages) == golden.read_text(encoding="utf-8")

    @pytest.mark.parametrize("code", ["import-day-shifted", "import-cut-off"])
    def test_what_is_noticed_can_be_explained(self, code: str) -> None:
        done = run("explain", code)
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.stdout.startswith(f"{code}: ")


class TestRefusals:
    """One sentence, the place, what to do; nothing written."""

    @pytest.mark.parametrize(
        ("arguments", "exit_code", "code"),
        [
            (["weg.ttl"], 3, "import-no-such-file"),
            (["."], 3, "import-not-a-file"),
            (["{html}"], 3, "import-other-format"),
            (["{cut}"], 3, "import-cut-off"),
            (["{ministers}", "--government", "Nergens"], 2, "import-unknown-government"),
            (["{ministers}", "--source", "javascript:x"], 2, "import-not-an-address"),
            (["{ministers}", "--since", "gisteren"], 2, "not-a-date"),
            (["{ministers}", "-f", "xlsx"], 2, "unknown-format"),
            ([], 2, "missing-argument"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_imported(
        self, home: Path, ministers: Path, tmp_path: Path, arguments: list[str], exit_code: int, code: str
    ) -> None:
        names = {
            "{html}": source_file(tmp_path, "a.html", "<!doctype html>", prefixed=False),
            "{cut}": source_file(tmp_path, "cut.ttl", MINISTER[:-40]),
            "{ministers}": ministers,
        }
        given = [names.get(argument, argument) for argument in arguments]
        with unchanged(home):
            done = run("import", "themis", *given, "--project", home, "--confirm", cwd=home)
        assert (done.exit_code, done.code) == (exit_code, code)

    def test_an_act_that_is_not_there(self, home: Path, tmp_path: Path) -> None:
        file = source_file(tmp_path, "acts.ttl", ACT)
        done = run("import", "staatsblad", file, "--about", "Onbekend decreet", "--project", home)
        assert (done.exit_code, done.code) == (2, "import-unknown-act")

    def test_a_project_of_fiction(self, ministers: Path, example_folder: Path) -> None:
        with unchanged(example_folder):
            assert themis(example_folder, ministers, "--confirm").code == "import-into-fiction"

    def test_the_shipped_plan(self, ministers: Path, tmp_path: Path) -> None:
        done = run("import", "themis", ministers, "--confirm", cwd=tmp_path)
        assert (done.exit_code, done.code) == (2, "import-into-shipped-plan")
        assert not (ROOT / "data" / "imported").exists()

    def test_an_endpoint(self, home: Path, ministers: Path) -> None:
        (home / "hgraph.toml").write_text('store = "http://localhost:1/sparql"\n', encoding="utf-8")
        assert themis(home, ministers, "--confirm").code == "import-at-endpoint"

    def test_a_file_of_somebody_else_in_that_place(self, home: Path, ministers: Path) -> None:
        (home / "data" / "imported").mkdir()
        (home / "data/plan.ttl").rename(home / "data/imported/plan.ttl")
        other = "<http://a.example/g> <https://w3id.org/hgraph/ns#statementKind> "
        line = f"{other}<https://w3id.org/hgraph/code/statement-kind/bron> .\n"
        (home / "data/imported/themis.nt").write_text(line, encoding="utf-8")
        with unchanged(home):
            assert themis(home, ministers, "--confirm").code == "import-target-taken"

    def test_a_source_with_too_many_things_to_look_up(self, tmp_path: Path, ministers: Path) -> None:
        home = plan(tmp_path / "narrow", settings="[imports]\nlook_ups = 2\n")
        assert themis(home, ministers).code == "import-too-many"

    def test_a_mapping_of_ones_own_that_is_wrong(self, home: Path, ministers: Path) -> None:
        folder = home / "queries" / "importers"
        folder.mkdir(parents=True)
        (folder / "themis.toml").write_text("[source]\n", encoding="utf-8")
        assert themis(home, ministers).code == "import-mapping-wrong"

    def test_a_folder_that_may_not_be_written_in(self, home: Path, ministers: Path) -> None:
        (home / "data").chmod(0o555)
        done = run_process("import", "themis", ministers, "--project", home, "--confirm", bound_by_permissions=True)
        (home / "data").chmod(0o755)
        assert (done.exit_code, done.code) == (2, "import-not-written")


class TestEnding:
    """Killed or interrupted, an import leaves everything as it was."""

    @pytest.mark.parametrize("signal_", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
    def test_killed_while_it_reads(self, home: Path, tmp_path: Path, signal_: signal.Signals) -> None:
        """When all of this has gone into the pipe, the process has read it and spilled a part of it to disk."""
        label = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
        many = "".join(f'<{T}/beleidsdomein/{n}> {label} "{"Domein " * 20}{n}"@nl .\n' for n in range(120_000))
        scratch = tmp_path / "scratch"
        scratch.mkdir()
        command = [PROGRAM, "import", "themis", "-", "--project", str(home), "--confirm"]
        with unchanged(home), unchanged(scratch):
            process = subprocess.Popen(
                command,
                env=os.environ | {"TMPDIR": str(scratch)},
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            assert process.stdin
            try:
                process.stdin.write(many.encode())
                process.stdin.flush()
                process.send_signal(signal_)
                assert process.wait(20) != 0
            finally:  # one that goes on would be found by tests after this
                process.kill()
                process.wait()
                process.stdin.close()

    def test_killed_while_it_writes(self, tmp_path: Path) -> None:
        """The content has no name until it is whole: nobody sees a part of it, and a kill leaves none."""
        folder = tmp_path / "data"
        folder.mkdir()
        seen: list[set[str]] = []

        def blocks() -> object:
            for number in range(3):
                seen.append({path.name for path in tmp_path.rglob("*")})
                yield f"{number}\n".encode()

        write_blocks(folder / "imported" / "a.nt", blocks(), folder)  # type: ignore[arg-type]
        assert seen == [{"data"}] * 3
        assert (folder / "imported" / "a.nt").read_text(encoding="utf-8") == "0\n1\n2\n"

    def test_a_failure_while_writing_leaves_the_old_file(self, tmp_path: Path) -> None:
        target = tmp_path / "a.nt"
        target.write_text("oud\n", encoding="utf-8")

        def blocks() -> object:
            yield b"nieuw\n"
            raise KeyboardInterrupt

        with unchanged(tmp_path), pytest.raises(KeyboardInterrupt):
            write_blocks(target, blocks(), tmp_path)  # type: ignore[arg-type]
