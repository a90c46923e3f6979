"""The house: layers, sizes and homes, so that a newcomer finds what the map promises."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from source_code import SOURCE, modules

ROOT = Path(__file__).parents[1]
PYTHON = sorted(
    path
    for folder in ("src", "tests", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
    if ".venv" not in path.parts
)
GENERATED = SOURCE / "namespaces.py"
LONGEST_FILE, LONGEST_FUNCTION, MOST_PARAMETERS = 400, 40, 7

ADDRESSES = {
    "settings.py": {
        "https://data.vlaanderen.be/id/licentie/modellicentie-gratis-hergebruik/v1.0",
        "https://hgraph.example/",
    },
    "catalogue/atom.py": {"http://www.w3.org/2005/Atom"},
    "catalogue/sitemap.py": {"http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"},
    "documents/bars.py": {"http://www.w3.org/2000/svg"},
    "trace/as_svg.py": {"http://www.w3.org/2000/svg"},
    "serve/negotiation.py": {"http://www.w3.org/ns/json-ld#expanded"},
    "serve/results.py": {"http://www.w3.org/2005/sparql-results#"},
    "reports/as_turtle.py": {"http://www.w3.org/2001/sw/DataAccess/tests/result-set#"},
    "reports/as_sarif.py": {
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    },
}
"""Addresses that stand in Python: settings nobody changed, and formats that are not part of the domain."""

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "misc", "common", "tools", "stuff", "base", "core"}

QUERY = re.compile(
    r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE|WHERE|FILTER|OPTIONAL|UNION|MINUS|BIND|VALUES|GRAPH|SERVICE|EXISTS)\s*[{(?$*<]"
    r"|\bPREFIX\s+[\w-]*:\s*<|\b(?:INSERT|DELETE)\s+(?:DATA|WHERE|\{)|\b(?:ORDER|GROUP)\s+BY\s+[?$(]"
)
"""What makes a text a piece of SPARQL."""

SENTENCE = re.compile(r"^[A-Z][a-z]+(?:[ ,]+[\w'{}`-]+){3,}.*[.!?]$", re.DOTALL)
"""What makes a text something said to a person."""


def relative(path: Path) -> str:
    """Return the name of a source file below the package."""
    return path.relative_to(SOURCE).as_posix()


def strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of every string that is not a docstring; gaps in f-strings become ``{}``."""
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in bare | inside:
            continue
        if isinstance(node, ast.JoinedStr):
            parts = [str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values]
            yield node.lineno, "".join(parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def found_in_strings(pattern: re.Pattern[str]) -> list[str]:
    """Return file, line and text of every string in the program that a pattern is found in."""
    return [
        f"{relative(path)}:{line}: {text}"
        for path, tree in modules().items()
        if path != GENERATED
        for line, text in strings(tree)
        if pattern.search(text)
    ]


class TestLayers:
    """Imports go downward only."""

    def test_import_linter_keeps_every_contract(self) -> None:
        command = Path(sys.executable).with_name("lint-imports")
        environment = os.environ | {"PYTHONPATH": str(SOURCE.parent)}
        done = subprocess.run(
            [command, "--no-cache"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def test_the_contract_names_every_part_of_the_program(self) -> None:
        contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
            "contracts"
        ]
        (layers,) = [contract for contract in contracts if contract["type"] == "layers"]
        assert layers["exhaustive"]
        named = {name.strip(" ()") for layer in layers["layers"] for name in layer.split("|")}
        parts = {path.stem for path in SOURCE.glob("*.py")} | {
            path.parent.name for path in SOURCE.glob("*/__init__.py")
        }
        assert parts - {"__init__", "__main__"} <= named

    def test_starting_loads_none_of_the_heavy_libraries(self) -> None:
        heavy = [
            "pyoxigraph",
            "rdflib",
            "pyshacl",
            "networkx",
            "SPARQLWrapper",
            "requests",
            "pydantic",
            "curies",
            "yaml",
        ]
        imports = "import sys, hgraph.cli.app\nhgraph.cli.app.application([])\n"
        script = f"{imports}print([name for name in {heavy!r} if name in sys.modules])"
        environment = os.environ | {"PYTHONPATH": str(SOURCE.parent)}
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "[]"


class TestSizes:
    """Small enough to read."""

    def test_a_file(self) -> None:
        lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in PYTHON if path != GENERATED}
        assert {str(path): length for path, length in lengths.items() if length > LONGEST_FILE} == {}

    def test_a_function(self) -> None:
        long = [
            f"{relative(path)}:{node.lineno} {node.name}"
            for path, tree in modules().items()
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and (node.end_lineno or 0) - node.body[0].lineno >= LONGEST_FUNCTION
        ]
        assert long == []

    def test_the_parameters_of_a_function(self) -> None:
        many = [
            f"{relative(path)}:{node.lineno} {node.name}"
            for path, tree in modules().items()
            if path.parent.name != "cli"
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef)
            and len([a for a in [*node.args.args, *node.args.kwonlyargs] if a.arg not in ("self", "cls")])
            > MOST_PARAMETERS
        ]
        assert many == []


class TestNames:
    """A name says what is inside."""

    def test_no_file_has_an_empty_name(self) -> None:
        assert [str(path) for path in PYTHON if path.stem in EMPTY_NAMES or path.parent.name in EMPTY_NAMES] == []

    def test_a_file_opens_with_one_sentence(self) -> None:
        for path in PYTHON:
            docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            first, _, rest = docstring.partition("\n")
            assert first.endswith("."), f"{path}: the first line is a whole sentence"
            assert not rest or rest.startswith("\n"), path

    def test_no_file_is_orphaned(self) -> None:
        folders = {path.parent for path in modules()}
        assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


class TestHomes:
    """Queries, addresses and sentences have a home, and it is not Python."""

    def test_no_query_stands_in_python(self) -> None:
        assert found_in_strings(QUERY) == []

    def test_no_sentence_stands_in_python(self) -> None:
        allowed = {"maintenance.py", "vocabulary.py"}
        assert [place for place in found_in_strings(SENTENCE) if place.partition(":")[0] not in allowed] == []

    def test_addresses_stand_in_the_namespaces(self) -> None:
        found: dict[str, set[str]] = {}
        for path, tree in modules().items():
            for _, text in strings(tree):
                for address in re.findall(r"https?://[\w{][^\s\"'<>]*", text):
                    if path != GENERATED:
                        found.setdefault(relative(path), set()).add(address)
        assert found == {name: addresses for name, addresses in ADDRESSES.items() if (SOURCE / name).exists()}

    @pytest.mark.parametrize(
        "text",
        [
            "SELECT ?x",
            "SELECT * {",
            "ASK { }",
            "PREFIX hg: <x>",
            "DELETE DATA",
            "ORDER BY ?x",
            "VALUES ?p { 1 }",
            "FILTER(?x)",
        ],
    )
    def test_a_query_is_recognised(self, text: str) -> None:
        assert QUERY.search(text)

    def test_a_sentence_is_recognised(self) -> None:
        assert SENTENCE.search("There are no data in this folder.")
        assert not SENTENCE.search("validation/terms-in-use")


def committed_texts() -> Iterator[Path]:
    """Yield the files of the checkout that hold text, those of tools and caches left out."""
    suffixes = {".py", ".toml", ".ttl", ".rq", ".md", ".txt", ".cfg", ".sh", ".jsonld", ".template", ""}
    for path in ROOT.rglob("*"):
        hidden = {part for part in path.relative_to(ROOT).parts if part.startswith(".")} - {".ci", ".gitignore"}
        if path.is_file() and not hidden and path.suffix in suffixes:
            yield path


class TestNothingLeaks:
    """The repository says what the program is, not how or where it was made."""

    def test_no_constraint_names_a_host(self) -> None:
        for path in ROOT.glob("constraints*.txt"):
            assert not re.search(r"https?://|--index-url|--find-links|--trusted-host", path.read_text(encoding="utf-8"))

    def test_no_absolute_path_of_a_machine(self) -> None:
        pattern = re.compile(r"(?<![\w./:-])/(?:home|root|Users)/\w")
        found = [
            str(path.relative_to(ROOT))
            for path in committed_texts()
            if path != Path(__file__) and pattern.search(path.read_text(encoding="utf-8", errors="replace"))
        ]
        assert found == []
