"""Files to named graphs: what is right is read, what is wrong is refused with its place, and nothing is changed."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hgraph import dataset
from hgraph.dataset import canonical_text, read_data, read_triples, read_vocabulary
from hgraph.dataset.reading import parse_file
from hgraph.errors import UnreadableInput
from hgraph.namespaces import STATEMENT_KIND
from hgraph.settings import Settings, load_settings
from hgraph.terms import Iri, Literal
from strategies import triples

ROOT = Path(__file__).parents[1]
SOURCE = Path(dataset.__file__).parents[2]
PREFIXES = """\
@base <https://hgraph.example/id/> .
@prefix hg: <https://w3id.org/hgraph/ns#> .
@prefix statement-kind: <https://w3id.org/hgraph/code/statement-kind/> .
"""
GRAPH = "<graaf/a> hg:statementKind statement-kind:bron .\n"
HEAD = PREFIXES + GRAPH
LINE = HEAD.count("\n") + 1
"""The line on which the body of a test file begins."""


def project(folder: Path, **files: str | bytes) -> Settings:
    """Write data files into a project and return its settings."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / "data" / f"{name}.ttl").write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_settings(folder)


def complaint(folder: Path, content: str | bytes, *, head: str = HEAD) -> UnreadableInput:
    """Return the error that a data file with this body gives, after a look that nothing was changed."""
    body = content if isinstance(content, bytes) else content.encode()
    opened = project(folder, x=head.encode() + body)
    with pytest.raises(UnreadableInput) as caught:
        read_data(opened)
    assert (folder / "data" / "x.ttl").read_bytes() == head.encode() + body
    assert [path.name for path in (folder / "data").iterdir()] == ["x.ttl"]
    assert caught.value.exit_code == 3
    for language in ("nl", "en"):
        assert caught.value.sentence(language)
        assert caught.value.remedy(language)
    return caught.value


class TestReading:
    """What is right comes out as it stands."""

    def test_a_graph_has_its_own_name_kind_and_file(self, tmp_path: Path) -> None:
        (graph,) = read_data(project(tmp_path, a=HEAD + '<actie/x> <urn:p> "é" , 1 , <plan/y> .'))
        assert graph.name == "https://hgraph.example/id/graaf/a"
        assert graph.kind == STATEMENT_KIND.bron
        assert graph.path == tmp_path / "data" / "a.ttl"
        assert len(graph.triples) == 4

    def test_relative_names_stand_under_the_base_of_the_project(self, tmp_path: Path) -> None:
        (tmp_path / "hgraph.toml").write_text('base = "https://mijn.example/"')
        (graph,) = read_data(project(tmp_path, a=HEAD.replace("@base <https://hgraph.example/id/> .\n", "")))
        assert graph.name == "https://mijn.example/id/graaf/a"

    def test_n_triples_and_folders_are_read_too_in_order_of_name(self, tmp_path: Path) -> None:
        opened = project(tmp_path, b=HEAD)
        (tmp_path / "data" / "a").mkdir()
        (tmp_path / "data" / "a" / "z.nt").write_text(
            "<urn:graaf> <https://w3id.org/hgraph/ns#statementKind> "
            "<https://w3id.org/hgraph/code/statement-kind/afgeleid> ."
        )
        assert [graph.path.name for graph in read_data(opened)] == ["z.nt", "b.ttl"]

    def test_other_files_are_left_alone(self, tmp_path: Path) -> None:
        opened = project(tmp_path, a=HEAD)
        (tmp_path / "data" / "README.md").write_text("lees mij")
        (tmp_path / "data" / "kladje.ttl~").write_text("geen turtle")
        assert len(read_data(opened)) == 1

    def test_terms_come_out_as_they_stand(self, tmp_path: Path) -> None:
        path = tmp_path / "x.ttl"
        path.write_text('<urn:s> <urn:p> "a\\tb\\n\\"\\\\u0000"@NL-be , "01"^^<urn:t> , <urn:o> .')
        assert {value for _, _, value in read_triples(path)} == {
            Literal('a\tb\n"\\u0000', Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"), "nl-be"),
            Literal("01", Iri("urn:t")),
            Iri("urn:o"),
        }

    @given(some=triples)
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_whatever_a_writer_wrote_is_read(self, tmp_path: Path, some: list[ox.Triple]) -> None:
        path = tmp_path / "x.nt"
        ox.serialize(some, path, format=ox.RdfFormat.N_TRIPLES)
        assert set(parse_file(path)) == set(some)

    @pytest.mark.parametrize(
        "body",
        [
            '<a> <urn:p> "tab\\t regel\\n return\\r \\u0009 \\u000A" .',
            '<a> <urn:p> "letterlijk \\\\u0000 en \\\\b en \\\\\\\\u0007" .',
            "<a> <urn:p> '''lang\n\"met\" 'alles' erin\\t''' .",
            '<a> <urn:p> "geen << triple en geen {| annotatie |}, ook niet @nl--ltr" .',
            '# commentaar over C:\\bin, \\u0007, << en {| en "een aanhalingsteken\n<a> <urn:p> 1 .',
            '<a> <urn:p> "eerst" . # daarna \\b\n',
            "hg:a\\'b <urn:p> '\\\\b' .",
            "<a> <urn:p> () .",
            '<a> <urn:p> "\\u00e9\\u00A0\\U0001F600" .',
        ],
    )
    def test_what_only_looks_dangerous_is_read(self, tmp_path: Path, body: str) -> None:
        assert read_data(project(tmp_path, a=HEAD + body))

    def test_the_real_plan_is_read(self) -> None:
        graphs = read_data(load_settings(ROOT))
        assert len({graph.name for graph in graphs}) == len(graphs)

    def test_the_vocabulary_is_read_under_the_names_of_its_schemes(self) -> None:
        names = [graph.name for graph in read_vocabulary(load_settings(ROOT))]
        assert "https://w3id.org/hgraph/ns" in names
        assert "https://w3id.org/hgraph/code/trace-kind" in names
        assert len(set(names)) == len(names)
        assert all(graph.kind is None for graph in read_vocabulary(load_settings(ROOT)))


class TestNothing:
    """Nothing to read is not an answer."""

    @pytest.mark.parametrize("made", [(), ("data",), ("data", "data/sub")])
    def test_no_data(self, tmp_path: Path, made: tuple[str, ...]) -> None:
        for name in made:
            (tmp_path / name).mkdir()
        with pytest.raises(UnreadableInput) as error:
            read_data(load_settings(tmp_path))
        assert (error.value.code, error.value.place) == ("no-data", str(tmp_path / "data"))

    @pytest.mark.parametrize("content", [b"", b"\n\n", b"# alleen commentaar\n", PREFIXES.encode()])
    def test_an_empty_file(self, tmp_path: Path, content: bytes) -> None:
        error = complaint(tmp_path, content, head="")
        assert (error.code, error.place) == ("empty-file", str(tmp_path / "data" / "x.ttl"))

    def test_one_empty_file_among_others_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableInput) as error:
            read_data(project(tmp_path, a=HEAD, b=""))
        assert error.value.place == str(tmp_path / "data" / "b.ttl")


class TestSyntax:
    """A file that is not Turtle is named with the line."""

    @pytest.mark.parametrize(
        "body",
        [
            "<a> <urn:p> .",
            "<a> onbekend:p 1 .",
            "<a> <urn:p> 'open .",
            "<a b> <urn:p> 1 .",
            "<a> <http://x/%zz> 1 .",
            '<a> <urn:p> "x"@nl_BE .',
            '<a> <urn:p> "\\uD800" .',
            '"tekst" <urn:p> 1 .',
            "<a> { <urn:p> 1 } .",
            "}",
        ],
    )
    def test_the_line_is_named(self, tmp_path: Path, body: str) -> None:
        error = complaint(tmp_path, f"\n\n{body}\n")
        assert error.code == "syntax"
        assert (error.place or "").startswith(f"{tmp_path / 'data' / 'x.ttl'}:{LINE + 2}")

    def test_a_file_that_just_ends_is_named_with_its_last_line(self, tmp_path: Path) -> None:
        assert complaint(tmp_path, "<a> <urn:p> \n").place == f"{tmp_path / 'data' / 'x.ttl'}:{LINE + 1}"

    def test_n_triples_follow_their_own_rules(self, tmp_path: Path) -> None:
        opened = project(tmp_path)
        (tmp_path / "data" / "x.nt").write_text("<urn:a> <urn:p> 1 .")
        with pytest.raises(UnreadableInput) as error:
            read_data(opened)
        assert error.value.code == "syntax"

    @given(st.binary(max_size=200))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_bytes_are_read_or_refused(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "x.ttl"
        path.write_bytes(content)
        with suppress(UnreadableInput):
            parse_file(path)

    @given(st.text("<>\"'\\ab:@#.,;[](){}|^_\n 1-", max_size=40))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_scribble_is_read_or_refused(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "x.ttl"
        path.write_text(content)
        with suppress(UnreadableInput):
            read_triples(path)


class TestEncoding:
    """UTF-8, and nothing else."""

    @pytest.mark.parametrize("body", ['<a> <urn:p> "één" .', "# één\n"])
    def test_latin_1_is_named_with_its_line(self, tmp_path: Path, body: str) -> None:
        error = complaint(tmp_path, b"\n" + body.encode("latin-1"))
        assert (error.code, error.place) == ("not-utf8", f"{tmp_path / 'data' / 'x.ttl'}:{LINE + 1}")

    def test_a_line_far_into_the_file_is_counted_right(self, tmp_path: Path) -> None:
        body = "<a> <urn:p> 'vulling é' .\n" * 100_000
        error = complaint(tmp_path, body.encode() + b"# \xff")
        assert error.place == f"{tmp_path / 'data' / 'x.ttl'}:{LINE + 100_000}"

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_two_bytes_a_character_is_no_utf_8(self, tmp_path: Path, encoding: str) -> None:
        error = complaint(tmp_path, HEAD.encode(encoding), head="")
        assert (error.code, error.place) == ("not-utf8", str(tmp_path / "data" / "x.ttl"))

    def test_a_byte_order_mark_is_named_as_such(self, tmp_path: Path) -> None:
        assert complaint(tmp_path, HEAD.encode("utf-8-sig"), head="").code == "byte-order-mark"

    def test_a_character_cut_in_two_at_the_end(self, tmp_path: Path) -> None:
        assert complaint(tmp_path, "# é".encode()[:-1]).code == "not-utf8"


class TestControlCharacters:
    """No text steers a terminal: neither raw nor escaped."""

    @pytest.mark.parametrize("number", [0x00, 0x01, 0x07, 0x08, 0x0B, 0x0C, 0x1B, 0x1F, 0x7F, 0x80, 0x92, 0x9B, 0x9F])
    @pytest.mark.parametrize("form", ["raw", "u", "U"])
    def test_is_refused_with_its_line(self, tmp_path: Path, number: int, form: str) -> None:
        written = {"raw": chr(number), "u": f"\\u{number:04x}", "U": f"\\U{number:08X}"}[form]
        error = complaint(tmp_path, f'\n<a> <urn:p> "een\\ttekst {written}" .\n')
        assert (error.code, error.place) == ("control-character", f"{tmp_path / 'data' / 'x.ttl'}:{LINE + 1}")
        assert f"{number:02x}" in error.sentence().lower()

    @pytest.mark.parametrize(
        "body",
        [
            '<a> <urn:p> "\\b" .',
            "<a> <urn:p> '\\f' .",
            '<a> <urn:p> "\\\\\\u0000" .',
            "<a> <urn:p> '''lang\n\\u0007''' .",
            '<a> <urn:p> """lang\n"a" \\u0007""" .',
            "<a> <urn:p> 1 . # \x1b[31m",
        ],
    )
    def test_is_refused_in_every_kind_of_text(self, tmp_path: Path, body: str) -> None:
        assert complaint(tmp_path, body).code == "control-character"

    @given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.booleans())
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_what_is_read_holds_none(self, tmp_path: Path, text: str, raw: bool) -> None:  # noqa: FBT001
        path = tmp_path / "x.ttl"
        path.write_text(f'<urn:a> <urn:p> "{text if raw else ascii(text)[1:-1]}" .', encoding="utf-8", newline="")
        try:
            ((_, _, value),) = read_triples(path)
        except UnreadableInput:
            return
        assert not any((ord(c) < 32 and c not in "\t\n\r") or 127 <= ord(c) < 160 for c in str(value))


class TestForms:
    """What RDF allows and this project does not."""

    @pytest.mark.parametrize(
        "body", ["[] <urn:p> 1 .", "<a> <urn:p> [ <urn:q> 1 ] .", "_:x <urn:p> 1 .", "<a> <urn:p> (1 2) ."]
    )
    def test_a_node_without_name(self, tmp_path: Path, body: str) -> None:
        assert complaint(tmp_path, body).code == "blank-node"

    def test_a_node_without_name_is_named_by_its_property(self, tmp_path: Path) -> None:
        assert "urn:heel-bijzonder" in complaint(tmp_path, "<a> <urn:heel-bijzonder> [] .").sentence()

    @pytest.mark.parametrize(
        "body",
        [
            "<a> <urn:p> <<( <a> <urn:p> 1 )>> .",
            "<< <a> <urn:p> 1 >> <urn:q> 2 .",
            "<< <a> <urn:p> 1 ~ <r> >> <urn:q> 2 .",
            "<a> <urn:p> 1 {| <urn:q> 2 |} .",
            '<a> <urn:p> "x"@ar--rtl .',
            "<a> <urn:p> " + "<<( <a> <urn:p> " * 50_000 + "1" + " )>>" * 50_000 + " .",
        ],
        ids=["triple term", "reified", "named reifier", "annotation", "direction", "nested too deep for the parser"],
    )
    def test_newer_rdf(self, tmp_path: Path, body: str) -> None:
        error = complaint(tmp_path, f"\n{body}")
        assert (error.code, error.place) == ("newer-rdf", f"{tmp_path / 'data' / 'x.ttl'}:{LINE + 1}")

    @pytest.mark.parametrize("mark", ["[ <urn:p> ", "( "])
    def test_deep_nesting_does_not_end_the_program(self, tmp_path: Path, mark: str) -> None:
        close = {"[ <urn:p> ": " ]", "( ": " )"}[mark]
        assert complaint(tmp_path, "<a> <urn:p> " + mark * 50_000 + "1" + close * 50_000 + " .").code == "blank-node"


class TestGraphs:
    """One file, one graph, one kind of statements."""

    def test_no_graph_declared(self, tmp_path: Path) -> None:
        error = complaint(tmp_path, "<a> <urn:p> 1 .", head=PREFIXES)
        assert (error.code, error.place) == ("no-graph-declared", str(tmp_path / "data" / "x.ttl"))

    def test_two_graphs_in_one_file(self, tmp_path: Path) -> None:
        error = complaint(tmp_path, GRAPH.replace("graaf/a", "graaf/b"))
        assert error.code == "several-graphs-in-file"
        assert "graaf/a" in error.sentence()
        assert "graaf/b" in error.sentence()

    def test_two_kinds_for_one_graph(self, tmp_path: Path) -> None:
        assert complaint(tmp_path, GRAPH.replace(":bron", ":fictief")).code == "several-graphs-in-file"

    @pytest.mark.parametrize("kind", ["statement-kind:onbekend", '"bron"', "<urn:x>"])
    def test_an_unknown_kind_of_statements(self, tmp_path: Path, kind: str) -> None:
        error = complaint(tmp_path, GRAPH.replace("statement-kind:bron", kind), head=PREFIXES)
        assert error.code == "unknown-statement-kind"

    def test_two_files_that_claim_one_graph(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableInput) as error:
            read_data(project(tmp_path, a=HEAD, b=HEAD + "<x> <urn:p> 1 ."))
        assert (error.value.code, error.value.place) == ("graph-claimed-twice", str(tmp_path / "data" / "b.ttl"))
        assert "a.ttl" in error.value.sentence()

    @pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
    def test_fiction_beside_facts(self, tmp_path: Path, order: tuple[str, str]) -> None:
        fiction = HEAD.replace("graaf/a", "graaf/f").replace(":bron", ":fictief")
        with pytest.raises(UnreadableInput) as error:
            read_data(project(tmp_path, **{order[0]: HEAD, order[1]: fiction}))
        assert (error.value.code, error.value.place) == (
            "fiction-beside-facts",
            str(tmp_path / "data" / f"{order[1]}.ttl"),
        )

    @pytest.mark.parametrize(("one", "other"), [("bron", "afgeleid"), ("fictief", "afgeleid"), ("fictief", "fictief")])
    def test_what_may_stand_together(self, tmp_path: Path, one: str, other: str) -> None:
        a, b = HEAD.replace("bron", one), HEAD.replace("graaf/a", "graaf/b").replace("bron", other)
        assert len(read_data(project(tmp_path, a=a, b=b))) == 2


MEASURE = """
import sys
from pathlib import Path
from hgraph.dataset import read_triples
from hgraph.errors import UnreadableInput
try:
    read_triples(Path(sys.argv[1]))
except UnreadableInput as error:
    peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(error.code, int(peak.split()[1]) // 1024)
"""


@pytest.mark.parametrize("opening", [b'<urn:a> <urn:p> "', b'<urn:a> <urn:p> """', b"<urn:"])
def test_a_file_of_200_mb_of_one_value_takes_no_memory(tmp_path: Path, opening: bytes) -> None:
    path = tmp_path / "x.ttl"
    with path.open("wb") as stream:
        stream.write(opening)
        for _ in range(200):
            stream.write(b"x" * 1_000_000)
        stream.write(opening[16:] + b" .\n")
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, path],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE)},
    )
    path.unlink()
    code, megabytes = done.stdout.split()
    assert code == "value-too-large"
    assert int(megabytes) < 200


def test_the_canonical_text_of_a_file_keeps_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text("# Waarover dit gaat.\n# Tweede regel.\n" + HEAD + "<x> <urn:p> 1 . # weg\n", encoding="utf-8")
    text = canonical_text(path, "https://hgraph.example/id/")
    assert text.startswith("# Waarover dit gaat.\n# Tweede regel.\n@base ")
    path.write_text(text, encoding="utf-8")
    assert canonical_text(path, "https://hgraph.example/id/") == text
