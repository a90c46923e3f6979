"""Arguments that cannot be used: one sentence, what to do, exit code 2 and nothing changed; endpoints that fail: 4."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest.mock import patch

import pytest

from cli import PLAN, Result, run, run_process, small_project, unchanged

OF_TYPER = re.compile(r"\b(Got|Usage|Try|Invalid|Missing|No such|requires|does not|unexpected)\b")
"""How typer's own sentences begin or go on."""

WRONG: dict[str, tuple[str, str]] = {
    "check --stage final": ("unknown-stage", "framework, submission, approval, reporting"),
    "rules --effective --stage final": ("unknown-stage", "framework"),
    "rules no-such-rule": ("unknown-rule", "no-such-rule"),
    "explain no-such-code": ("unknown-code", "no-such-code"),
    "explain action": ("unknown-code", "action-not-reported"),
    "ask no-such-question": ("unknown-question", "hgraph ask"),
    "ask commitment": ("unknown-question", "commitments-missed"),
    "ask responsible-on-date": ("missing-parameter", "field"),
    "ask portfolios-on-date": ("missing-parameter", "date=2"),
    "ask portfolios-on-date date=gisteren": ("ill-typed-parameter", "gisteren"),
    "ask portfolios-on-date date=2022-02-30": ("ill-typed-parameter", "2022-02-30"),
    "ask reports-due year=twintig": ("ill-typed-parameter", "twintig"),
    "ask portfolios-on-date date=2022-05-17 day=2": ("unknown-parameter", "date, words"),
    "ask portfolios-on-date 2022-05-17": ("parameter-without-name", "2022-05-17"),
    "ask portfolios-on-date --date": ("parameter-without-name", "--date"),
    "ask portfolios-on-date =2022-05-17": ("parameter-without-name", "=2022-05-17"),
    "ask commitments plan=nergens": ("unknown-thing", "nergens"),
    "ask commitments plan=": ("unknown-thing", "name-variants"),
    "trace nergens": ("unknown-thing", "name-variants"),
    "trace hg:nergens": ("unknown-thing", "hg:nergens"),
    "trace https://hgraph.example/id/plan/groot": ("unknown-thing", "plan/groot"),
    "stage nergens": ("unknown-thing", "nergens"),
    "check --format pdf": ("unknown-format", "json"),
    "stage --format turtle": ("unknown-format", "text, csv, json"),
    "trace plan/klein --format html": ("unknown-format", "turtle"),
    "ask commitments --format text": ("unknown-format", "table, csv, json, turtle"),
    "ask --format turtle": ("unknown-format", "table, csv"),
    "rules --format json": ("unknown-format", "table, csv"),
    "check --output verslag.pdf": ("unknown-format", ".pdf"),
    "check --output nergens/verslag.json": ("not-writable", "nergens/verslag.json"),
    "check --output data": ("not-writable", "data"),
    "check --store klein": ("endpoint-address", "klein"),
    "check --store file:///etc/passwd": ("endpoint-address", "file:///etc/passwd"),
    "chekc": ("unknown-command", "check, stage, rules, ask"),
    "check --stagee x": ("unknown-option-like", "--stage"),
    "check --qqq": ("unknown-option", "hgraph check --help"),
    "check --stage": ("option-without-value", "--stage"),
    "check --language fr": ("wrong-option-value", "--language"),
    "check --fail-on panic": ("wrong-option-value", "--fail-on"),
    "check --limit 0": ("wrong-option-value", "--limit"),
    "trace plan/klein --depth veel": ("wrong-option-value", "--depth"),
    "trace": ("missing-argument", "DING"),
    "init": ("missing-argument", "MAP"),
    "stage een twee": ("extra-arguments", "Dit is te veel: twee."),
    "trace een twee drie vier": ("extra-arguments", "Dit is te veel: twee drie vier."),
    "law show een twee": ("extra-arguments", "hgraph law show --help"),
    "trace plan/klein --up=1": ("option-with-value", "hgraph trace --help"),
    "--version=1": ("option-with-value", "--version"),
    "trace plan/klein --to": ("option-without-value", "hgraph trace --help"),
}


@pytest.mark.parametrize("line", WRONG)
def test_what_cannot_be_done_is_said(line: str, tmp_path: Path) -> None:
    code, said = WRONG[line]
    small_project(tmp_path)
    with unchanged(tmp_path):
        result = run(*line.split(), cwd=tmp_path)
    assert (result.exit_code, result.code) == (2, code)
    assert said in result.stderr
    assert not OF_TYPER.search(result.stderr), "Dutch throughout"
    assert run("explain", code).exit_code == 0


@pytest.mark.parametrize("place", ["before", "after"])
def test_refusals_speak_the_language_of_the_command_line(place: str) -> None:
    line = ["-l", "en", "check", "--qqq"] if place == "before" else ["check", "--qqq", "--language=en"]
    assert run(*line).complaint == [
        "hgraph check: The option --qqq does not exist here.",
        "hgraph check --help shows all options.",
        "Explanation: hgraph explain unknown-option",
    ]


def test_without_a_command_the_help_is_shown() -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Opdrachten:" in result.stderr


def test_what_is_typed_cannot_steer_the_terminal() -> None:
    result = run("trace", "\x1b[2Jweg\u202e\x07")
    assert "\\u001b[2Jweg\\u202e\\u0007" in result.complaint[0]


class TestDefect:
    """What goes wrong in the program itself is neither a finding nor a traceback."""

    def test_is_one_sentence_and_exit_code_70(self, tmp_path: Path) -> None:
        with patch("hgraph.project.open_project", side_effect=RuntimeError("kapot\nhier")):
            result = run("check", "--project", small_project(tmp_path))
        assert (result.exit_code, result.stdout) == (70, "")
        assert "RuntimeError: kapot hier" in result.stderr
        assert "Traceback" not in result.stderr
        assert result.stderr.count("\n") == 1

    def test_is_shown_in_full_on_request(self, tmp_path: Path) -> None:
        broken = patch("hgraph.project.open_project", side_effect=RuntimeError("kapot"))
        with broken, pytest.raises(RuntimeError):
            run("check", "--project", small_project(tmp_path), env={"HGRAPH_TRACEBACK": "1"})

    def test_an_interruption_is_130(self, tmp_path: Path) -> None:
        with patch("hgraph.project.open_project", side_effect=KeyboardInterrupt):
            assert run("check", "--project", small_project(tmp_path)).exit_code == 130


class TestAmbiguousThing:
    """Several things that fit are listed with what to type instead; nothing is guessed."""

    @pytest.fixture
    def twins(self, tmp_path: Path) -> Path:
        other = PLAN.replace("klein", "klein-2")
        return small_project(
            tmp_path, {"data/plan.ttl": (small_project(tmp_path) / "data/plan.ttl").read_text() + other}
        )

    def test_lists_candidates_with_short_iris(self, twins: Path) -> None:
        result = run("trace", "klein plan", cwd=twins)
        assert (result.exit_code, result.code) == (2, "ambiguous-thing")
        assert "Klein plan (plan/klein); Klein plan (plan/klein-2)" in result.complaint[0]

    @pytest.mark.parametrize("text", ["plan/klein-2", "klein-2", "https://hgraph.example/id/plan/klein-2"])
    def test_a_candidate_is_taken_as_listed(self, twins: Path, text: str) -> None:
        assert run("trace", text, cwd=twins).exit_code == 0

    def test_many_candidates_are_counted(self, tmp_path: Path) -> None:
        plans = "".join(PLAN.replace("klein", f"klein-{number}") for number in range(20))
        text = (small_project(tmp_path) / "data/plan.ttl").read_text()
        result = run("trace", "klein plan", cwd=small_project(tmp_path, {"data/plan.ttl": text + plans}))
        assert "… (+13)" in result.complaint[0]


class TestOutput:
    """A file is written whole, or not at all."""

    def test_a_folder_that_may_not_be_written(self, tmp_path: Path) -> None:
        project = small_project(tmp_path / "project")
        closed = tmp_path / "dicht"
        closed.mkdir(mode=0o555)
        with unchanged(tmp_path):
            target = closed / "verslag.csv"
            result = run_process("check", "--project", project, "--output", target, bound_by_permissions=True)
        assert (result.exit_code, result.code) == (2, "not-writable")

    def test_an_old_file_stays_as_it_was_if_the_check_cannot_run(self, tmp_path: Path) -> None:
        project = small_project(tmp_path / "project", {"data/leeg.ttl": ""})
        (tmp_path / "verslag.csv").write_text("oud")
        with unchanged(tmp_path):
            assert run("check", "--project", project, "--output", tmp_path / "verslag.csv").exit_code == 3


class _Page(BaseHTTPRequestHandler):
    """Answers every request with a page for people, as a proxy or a wrong address does."""

    def _answer(self) -> None:
        body = b"<!DOCTYPE html><html><title>Welkom</title></html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = _answer  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class TestEndpoint:
    """An endpoint that does not answer, or not as one, is exit code 4."""

    @pytest.fixture
    def page(self) -> Iterator[str]:
        with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
            thread.start()
            yield f"http://127.0.0.1:{server.server_port}/sparql"
            server.shutdown()
            thread.join()

    @pytest.mark.parametrize("command", ["check", "trace plan/klein"])
    def test_unreachable(self, command: str) -> None:
        result = run(*command.split(), "--store", "http://127.0.0.1:1/sparql")
        self._is_refused(result, "endpoint-unreachable", "http://127.0.0.1:1/sparql")

    @pytest.mark.parametrize("command", ["check", "ask graphs"])
    def test_a_page_instead_of_an_answer(self, command: str, page: str) -> None:
        self._is_refused(run(*command.split(), "--store", page), "endpoint-answers-no-sparql", page)

    @staticmethod
    def _is_refused(result: Result, code: str, address: str) -> None:
        assert (result.exit_code, result.code) == (4, code)
        assert result.complaint[0].startswith(f"{address}: ")
