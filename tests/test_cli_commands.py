"""Every command on the real plan and on the example: formats, files, exit codes, languages, and nothing changed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from cli import PROGRAM, ROOT, Result, fingerprint, run, run_on_terminal, run_process, unchanged

PLAN = "plan/higkbp-2020-2024"
READING = [
    "check",
    "check --stage approval --format csv",
    "stage",
    f"stage {PLAN}",
    "ask",
    "ask commitments-missed",
    "ask graphs --format turtle",
    f"trace {PLAN}",
    "rules --format csv",
    "explain approval",
]


pytestmark = pytest.mark.usefixtures("one_look_at_the_real_plan")


@cache
def on_real(line: str) -> Result:
    """Run a command that only reads on the real plan, once for all tests."""
    return run(*line.split(), "--project", ROOT)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


class TestCheck:
    """``check`` leaves with 0 or 1 and says the same in every form and language."""

    @pytest.mark.parametrize(
        ("line", "exit_code"),
        [
            ("check", 0),
            ("check --stage framework", 0),
            ("check --stage approval", 1),
            ("check --stage reporting", 1),
            ("check --fail-on warning", 1),
            ("check --fail-on info", 1),
            ("check --fail-on violation", 0),
        ],
    )
    def test_leaves_with(self, line: str, exit_code: int) -> None:
        assert on_real(line).exit_code == exit_code
        assert on_real(line).stderr == ""

    @pytest.mark.parametrize("stage", ["framework", "submission", "approval", "reporting"])
    def test_the_example_is_ready_for_every_stage(self, stage: str, example_folder: Path) -> None:
        result = run("check", "--stage", stage, "--fail-on", "info", "--project", example_folder)
        assert (result.exit_code, result.stderr) == (0, "")

    def test_threshold_of_the_project_counts(self) -> None:
        assert run("check", "--project", ROOT, env={"HGRAPH_FAIL_ON": "info"}).exit_code == 1

    def test_names_who_owes_what(self) -> None:
        shown = " ".join(on_real("check --stage approval").stdout.split())
        assert "Aan zet: De vakministers die gevat worden onder de overeengekomen doelstellingen" in shown
        shown = " ".join(on_real("check --stage approval --language en").stdout.split())
        assert "To be done by: The ministers called upon by the agreed objectives" in shown

    @pytest.mark.parametrize("stage", ["framework", "approval"])
    def test_formats_hold_the_same_findings(self, stage: str) -> None:
        line = f"check --stage {stage} --format "
        document = json.loads(on_real(line + "json").stdout)
        table = rows(on_real(line + "csv").stdout)
        graph = list(ox.parse(on_real(line + "turtle").stdout.encode(), ox.RdfFormat.TURTLE))
        results = [triple for triple in graph if triple.predicate.value.endswith("#resultSeverity")]
        counts = Counter(finding["severity"] for finding in document["findings"])
        assert counts == Counter(row["severity"] for row in table)
        assert counts == Counter(triple.object.value.rpartition("#")[2].lower() for triple in results)
        assert counts == {severity: count for severity, count in document["counts"].items() if count}

    def test_finds_the_same_in_both_languages(self) -> None:
        dutch, english = (json.loads(on_real(f"check --format json --language {tag}").stdout) for tag in ("nl", "en"))
        prints = [[finding["fingerprint"] for finding in found["findings"]] for found in (dutch, english)]
        assert prints[0] == prints[1]
        texts = [on_real(f"check --stage approval --language {tag}").stdout for tag in ("nl", "en")]
        bullets = [len(re.findall(r"^  • ", text, re.MULTILINE)) for text in texts]
        codes = [re.findall(r"hgraph explain ([a-z-]+)", text) for text in texts]
        assert bullets[0] == bullets[1]
        assert codes[0] == codes[1]

    def test_limit_shortens_the_text_and_says_so(self) -> None:
        short = on_real("check --limit 1").stdout
        assert len(short) < len(on_real("check").stdout)
        assert "--format" in short

    def test_text_shows_names_instead_of_iris(self) -> None:
        for line in ("check --stage approval", "stage", "check --language en"):
            assert not re.search(r"https?://", on_real(line).stdout)


class TestStage:
    """``stage`` says what is reached and what separates from the next."""

    def test_the_real_plan_has_its_framework(self) -> None:
        document = json.loads(on_real("stage --format json").stdout)
        assert (document["reached"], document["next"]) == ("framework", "submission")
        assert {finding["rule"] for finding in document["separating"]} == {
            "plan-without-actions",
            "plan-without-objectives",
        }

    def test_the_example_has_come_all_the_way(self, example_folder: Path) -> None:
        document = json.loads(run("stage", "--format", "json", "--project", example_folder).stdout)
        assert (document["reached"], document["next"], document["separating"]) == ("reporting", None, [])

    @pytest.mark.parametrize("thing", ["", PLAN, "toezegging/acties-vastleggen"])
    def test_exit_code_is_0(self, thing: str) -> None:
        assert on_real(f"stage {thing}").exit_code == 0


class TestRulesAndExplain:
    """``rules`` lists, ``explain`` explains whatever has a code."""

    def test_every_rule_listed_is_explained_alike(self) -> None:
        listed = rows(on_real("rules --format csv").stdout)
        assert len(listed) > 90
        for row in listed[::20]:
            assert on_real(f"rules {row['Code']}").stdout == on_real(f"explain {row['Code']}").stdout
            assert row["Regel"] in on_real(f"explain {row['Code']}").stdout

    @pytest.mark.parametrize(
        "name", ["action-without-objective", "ActionWithoutObjective", "hgsh:ActionWithoutObjective"]
    )
    def test_a_rule_goes_by_several_names(self, name: str) -> None:
        assert on_real(f"explain {name}").stdout.startswith("action-without-objective: ")

    @pytest.mark.parametrize("code", ["syntax", "quote-moved", "approval", "commitments-missed", "unknown-option"])
    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_explains_errors_texts_stages_and_questions(self, code: str, language: str) -> None:
        result = on_real(f"explain {code} --language {language}")
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.startswith(f"{code}: ")

    def test_effective_shapes_are_turtle_and_differ_per_stage(self) -> None:
        one, other = (on_real(f"rules --effective --stage {stage}").stdout for stage in ("framework", "approval"))
        assert one != other
        assert len(list(ox.parse(other.encode(), ox.RdfFormat.TURTLE))) > 1000


class TestAsk:
    """``ask`` lists the questions, or puts one."""

    def test_lists_all_questions(self) -> None:
        listed = {row["naam"] for row in rows(on_real("ask --format csv").stdout)}
        assert listed == {path.stem for path in (ROOT / "queries").glob("*.rq")}
        assert all(name in on_real("ask").stdout for name in listed)

    def test_formats_hold_the_same_rows(self) -> None:
        table = rows(on_real("ask commitments-missed").stdout)
        document = json.loads(on_real("ask commitments-missed --format json").stdout)["results"]["bindings"]
        graph = ox.parse(on_real("ask commitments-missed --format turtle").stdout.encode(), ox.RdfFormat.TURTLE)
        solutions = [triple for triple in graph if triple.predicate.value.endswith("#solution")]
        assert [row["commitment"] for row in table] == [row["commitment"]["value"] for row in document]
        assert len(table) == len(solutions) == 2
        assert "2 rijen." in on_real("ask commitments-missed --format table").stdout

    @pytest.mark.parametrize("given", ["date=2022-05-17", "--date=2022-05-17", "--date 2022-05-17"])
    def test_parameters_are_given_in_any_common_way(self, given: str) -> None:
        expected = on_real("ask portfolios-on-date date=2022-05-17").stdout
        assert on_real(f"ask portfolios-on-date {given}").stdout == expected
        assert expected.count("\n") > 5

    @pytest.mark.parametrize("plan", [PLAN, "higkbp-2020-2024", f"https://hgraph.example/id/{PLAN}"])
    def test_a_thing_is_given_in_any_common_way(self, plan: str) -> None:
        assert on_real(f"ask commitments plan={plan}") == on_real(f"ask commitments plan={PLAN}")

    def test_an_empty_answer_is_explained_beside_it(self, example_folder: Path) -> None:
        result = run("ask", "commitments-missed", "--project", example_folder)
        assert result.exit_code == 0
        assert result.stdout.startswith("commitment,")
        assert result.stderr == "Er is geen toezegging vastgelegd die te laat werd ingelost.\n"


class TestTrace:
    """``trace`` goes up and down from anything."""

    def test_shows_the_words(self) -> None:
        shown = on_real("trace toezegging/goedkeuring-26-juni-2020 --up").stdout
        assert "“Ten laatste op 26 juni zullen we de doelstellingen en acties ter goedkeuring" in shown

    @pytest.mark.parametrize("format_", ["json", "csv", "turtle"])
    def test_formats_parse(self, format_: str) -> None:
        text = on_real(f"trace {PLAN} --format {format_}").stdout
        parsed = {
            "json": lambda: json.loads(text),
            "csv": lambda: rows(text),
            "turtle": lambda: list(ox.parse(text.encode(), ox.RdfFormat.TURTLE)),
        }[format_]()
        assert parsed

    def test_up_down_and_depth_show_less(self) -> None:
        whole = on_real(f"trace {PLAN}").stdout
        for part in ("--up", "--down", "--depth 1"):
            assert 0 < len(on_real(f"trace {PLAN} {part}").stdout) < len(whole)


class TestInitAndFormat:
    """``init`` begins a project, ``format`` keeps its files canonical."""

    def test_a_project_of_ones_own(self, tmp_path: Path) -> None:
        result = run("init", "mijn plan", cwd=tmp_path)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.splitlines()[-1] == "Volgende stap: hgraph check --project 'mijn plan'"
        assert run("check", cwd=tmp_path / "mijn plan").exit_code == 1
        assert run("format", "--check", cwd=tmp_path / "mijn plan").exit_code == 0

    def test_the_example_in_english(self, tmp_path: Path) -> None:
        result = run("init", tmp_path / "plan", "--example", "--language", "en")
        assert result.stdout.splitlines()[-1] == f"Next step: hgraph check --project {tmp_path / 'plan'}"

    def test_is_refused_where_something_stands(self, tmp_path: Path) -> None:
        (tmp_path / "oud.txt").write_text("oud")
        with unchanged(tmp_path):
            result = run("init", tmp_path, "--example")
        assert (result.exit_code, result.code) == (2, "folder-not-empty")

    def test_format_names_and_repairs(self, tmp_path: Path) -> None:
        run("init", tmp_path / "plan")
        plan = tmp_path / "plan/data/plan.ttl"
        canonical = plan.read_text()
        plan.write_text(canonical.replace(" ;\n    ", ";"))
        with unchanged(tmp_path):
            found = run("format", "--check", "--project", tmp_path / "plan")
        assert found.exit_code == 1
        assert found.stdout.splitlines() == [
            f"niet canoniek: {plan}",
            f"Herstel met: hgraph format --project {tmp_path / 'plan'}",
        ]
        assert run("format", "--project", tmp_path / "plan").exit_code == 0
        assert plan.read_text() == canonical

    def test_format_changes_nothing_if_one_file_is_broken(self, tmp_path: Path) -> None:
        run("init", tmp_path / "plan")
        (tmp_path / "plan/data/plan.ttl").write_text((tmp_path / "plan/data/plan.ttl").read_text() + "\n\n")
        (tmp_path / "plan/data/z.ttl").write_text("kapot")
        with unchanged(tmp_path):
            assert run("format", cwd=tmp_path / "plan").code == "syntax"


class TestOutputFile:
    """The name of the file says the format; what is written is what would have been shown."""

    @pytest.mark.parametrize(
        ("suffix", "format_"), [("json", "json"), ("csv", "csv"), ("ttl", "turtle"), ("txt", "text")]
    )
    def test_of_check(self, suffix: str, format_: str, tmp_path: Path) -> None:
        target = tmp_path / f"verslag.{suffix.upper()}"
        result = run("check", "--project", ROOT, "--output", target)
        assert result == Result(0, "", "")
        assert target.read_bytes().decode() == on_real(f"check --format {format_}").stdout

    @pytest.mark.parametrize(
        ("suffix", "format_"), [("json", "json"), ("csv", "csv"), ("ttl", "turtle"), ("txt", "table")]
    )
    def test_of_ask(self, suffix: str, format_: str, tmp_path: Path) -> None:
        target = tmp_path / f"antwoord.{suffix}"
        assert run("ask", "graphs", "--project", ROOT, "--output", target).stdout == ""
        assert target.read_bytes().decode() == on_real(f"ask graphs --format {format_}").stdout

    def test_a_format_given_wins(self, tmp_path: Path) -> None:
        run("stage", "--project", ROOT, "--output", tmp_path / "x.txt", "--format", "json")
        assert json.loads((tmp_path / "x.txt").read_text())["reached"] == "framework"


class TestProject:
    """Where the program looks for a project."""

    def test_without_any_the_real_plan_is_shown(self, tmp_path: Path) -> None:
        assert run("check", cwd=tmp_path).stdout == on_real("check").stdout

    def test_the_nearest_folder_upwards_counts(self, example_folder: Path) -> None:
        shown = run("stage", cwd=example_folder / "data/sources").stdout
        assert shown == run("stage", "--project", example_folder).stdout
        assert shown.startswith("Bereikte fase: Rapportage")


@pytest.mark.parametrize("line", READING)
def test_nothing_is_ever_written(line: str, example_folder: Path) -> None:
    thing = line.replace(PLAN, "plan/samen-ravel-2021-2023")
    with unchanged(example_folder):
        assert run(*thing.split(), cwd=example_folder).exit_code == 0


def test_a_check_of_the_real_plan_writes_nothing() -> None:
    folders = [ROOT / name for name in ("data", "ontology", "shapes", "queries")]
    before = [fingerprint(folder) for folder in folders]
    run("check", "--project", ROOT)
    assert [fingerprint(folder) for folder in folders] == before


class TestTerminalAndPipe:
    """Colours and a sign of life on a terminal, plain text in a pipe, the same bytes every time."""

    @pytest.mark.parametrize("line", ["check --stage approval", "trace " + PLAN])
    def test_a_pipe_gets_the_same_bytes_every_time_and_no_colours(self, line: str) -> None:
        forced = {"FORCE_COLOR": "1", "TERM": "xterm-256color", "PYTHONHASHSEED": str(len(line))}
        assert run_process(*line.split(), "--project", ROOT, env=forced) == on_real(line)
        assert "\x1b" not in on_real(line).stdout + on_real(line).stderr

    def test_a_terminal_shows_colours_and_a_sign_of_life(self) -> None:
        exit_code, shown = run_on_terminal("check", "--stage", "approval", "--project", ROOT)
        assert exit_code == 1
        assert "\x1b[1;31mFOUT" in shown
        assert "Toetsen …" in shown

    @pytest.mark.parametrize(("line", "columns"), [("rules", 60), ("rules", 80), ("ask commitments-missed", 100)])
    def test_tables_fit_the_terminal(self, line: str, columns: int) -> None:
        exit_code, shown = run_on_terminal(*line.split(), "--project", ROOT, columns=columns)
        assert exit_code == 0
        assert max(map(len, shown.rpartition("\x1b[2K")[2].splitlines())) <= columns

    def test_who_stops_reading_does_not_change_the_outcome(self) -> None:
        shell = f"{PROGRAM} check --project {ROOT} | true; exit ${{PIPESTATUS[0]}}"
        assert run_process("-c", shell, program="bash") == Result(0, "", "")

    def test_a_poor_encoding_stops_nothing(self) -> None:
        result = run_process("explain", "syntax", "--project", ROOT, env={"PYTHONIOENCODING": "ascii"})
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.startswith("syntax: Dit is geen geldige Turtle: ?")
