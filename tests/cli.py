"""The command line for tests: run in this process, in a process of its own, or on a terminal."""

from __future__ import annotations

import hashlib
import io
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from contextvars import copy_context
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

import typer

import hgraph.cli
from hgraph.cli.app import COMMANDS, application

ROOT = Path(__file__).parents[1]
PROGRAM = str(Path(sys.executable).parent / "hgraph")
GRAPH = """\
@base <https://hgraph.example/id/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix hg: <https://w3id.org/hgraph/ns#> .
@prefix statement-kind: <https://w3id.org/hgraph/code/statement-kind/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<graaf/{name}> a dcat:Dataset ;
    dct:license <https://data.vlaanderen.be/id/licentie/modellicentie-gratis-hergebruik/v1.0> ;
    dct:title "Graaf {name}"@nl , "Graph {name}"@en ;
    hg:statementKind statement-kind:{kind} .

"""
"""How every data file of a small project begins."""
PLAN = '<plan/klein> a hg:PolicyPlan ; dct:title "Klein plan"@nl , "Small plan"@en .\n'


@dataclass(frozen=True)
class Result:
    """What a run of the program came to."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def complaint(self) -> list[str]:
        """Lines of an error: sentence with its place, remedy, where to read more. Nothing else may stand there."""
        assert self.stdout == ""
        assert "Traceback" not in self.stderr
        lines = self.stderr.splitlines()
        assert len(lines) == 3, self.stderr
        assert lines[2].startswith(("Uitleg: hgraph explain ", "Explanation: hgraph explain "))
        return lines

    @property
    def code(self) -> str:
        """Code of the error, as ``hgraph explain`` takes it."""
        return self.complaint[2].rpartition(" ")[2]


@cache
def _built(command: str | None) -> Callable[..., object]:
    """Return the application for a command, in Dutch: it is the same for every run, and takes longer than most."""
    with patch.object(sys, "argv", ["hgraph"]):
        return typer.main.get_command(application([command] if command else []))


def _built_once(arguments: Sequence[str]) -> Callable[..., object]:
    return _built(arguments[0] if arguments and arguments[0] in COMMANDS else None)


def run(*arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> Result:
    """Run ``hgraph`` in this process. Help texts speak Dutch here, whatever is asked: they are made once."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    argv = ["hgraph", *map(str, arguments)]
    with (
        patch.object(sys, "argv", argv),
        patch.object(hgraph.cli.app, "application", _built_once),
        patch.dict(os.environ, env or {}),
        chdir(cwd or Path.cwd()),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            copy_context().run(hgraph.cli.main)  # the language that a run settles is for that run only
        except SystemExit as end:
            exit_code = end.code if isinstance(end.code, int) else int(end.code is not None)
        else:
            exit_code = 0
    return Result(exit_code, *(stream.buffer.getvalue().decode("utf-8") for stream in (out, err)))


def run_process(
    *arguments: str | Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    program: str = PROGRAM,
    bound_by_permissions: bool = False,
) -> Result:
    """Run ``hgraph`` in a process of its own, with pipes for output.

    ``bound_by_permissions`` takes from root the power to read and write whatever the mode of a file says.
    """
    bound = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
    done = subprocess.run(
        [*(bound if bound_by_permissions else ()), program, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def run_on_terminal(*arguments: str | Path, columns: int = 100, cwd: Path | None = None) -> tuple[int, str]:
    """Run ``hgraph`` on a terminal of its own and return its exit code and all that appeared there."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(columns), "LINES": "40"}
    environment.pop("NO_COLOR", None)
    process = subprocess.Popen(
        [PROGRAM, *map(str, arguments)], cwd=cwd, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    shown = b"".join(_until_closed(ours))
    os.close(ours)
    return process.wait(30), shown.decode("utf-8").replace("\r\n", "\n")


def _until_closed(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other side is gone
            return
        if not chunk:
            return
        yield chunk


def small_project(folder: Path, files: Mapping[str, str | bytes] | None = None, *, kind: str = "bron") -> Path:
    """Write a project with one plan and little else, and the given files, in or over it; return its folder."""
    content: dict[str, str | bytes] = {
        "hgraph.toml": 'title = "Klein"\n',
        "data/plan.ttl": GRAPH.format(name="plan", kind=kind) + PLAN,
    }
    for name, text in (content | dict(files or {})).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def fingerprint(folder: Path) -> dict[str, str]:
    """Return every file, folder and link under a folder with what it holds."""
    return {
        path.relative_to(folder).as_posix(): (
            str(path.readlink())
            if path.is_symlink()
            else hashlib.sha256(path.read_bytes()).hexdigest()
            if path.is_file()
            else "folder"
        )
        for path in sorted(folder.rglob("*"))
        if ".git" not in path.parts
    }


@contextmanager
def unchanged(folder: Path) -> Iterator[None]:
    """Fail if anything under a folder differs afterwards."""
    before = fingerprint(folder)
    yield
    assert fingerprint(folder) == before
