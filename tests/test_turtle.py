"""Canonical Turtle: one text per set of statements, that says the same; and files written whole or not at all."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hgraph import dataset
from hgraph.dataset import canonical_text, leading_comment, to_turtle, triples_to_turtle, write_atomically
from hgraph.namespaces import DCT, HG, PREFIXES, RDF
from hgraph.settings import load_settings
from hgraph.terms import Iri, Literal, tagged
from strategies import NASTY, any_text, data_text, triples

ROOT = Path(__file__).parents[1]
BASE = "https://hgraph.example/id/"
bases = st.sampled_from([None, BASE])


def parsed(text: str) -> set[ox.Triple]:
    """Return the triples of a Turtle text; every relative IRI needs the text's own ``@base``."""
    return {quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE)}


def triple(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
    """Return a triple of the parser."""
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), value)


class TestCanonicalForm:
    """The same statements give the same text, and the text gives the same statements."""

    @given(triples, bases)
    def test_says_the_same(self, some: list[ox.Triple], base: str | None) -> None:
        assert parsed(to_turtle(some, PREFIXES, base)) == set(some)

    @given(triples, bases)
    def test_writing_it_again_changes_nothing(self, some: list[ox.Triple], base: str | None) -> None:
        text = to_turtle(some, PREFIXES, base)
        assert to_turtle(parsed(text), PREFIXES, base) == text

    @given(st.data(), triples, bases)
    def test_order_and_doubles_do_not_matter(
        self, data: st.DataObject, some: list[ox.Triple], base: str | None
    ) -> None:
        shuffled = data.draw(st.permutations([*some, *some]))
        assert to_turtle(shuffled, PREFIXES, base) == to_turtle(some, PREFIXES, base)

    @given(triples, bases)
    def test_only_prefixes_in_use_are_declared_in_order(self, some: list[ox.Triple], base: str | None) -> None:
        text = to_turtle(some, PREFIXES, base)
        declared = re.findall(r"^@prefix ([\w-]*): ", text.partition("\n\n")[0] + "\n", re.MULTILINE)
        assert declared == sorted(declared)
        for prefix in declared:
            without = re.sub(rf"^@prefix {prefix}: .*\n", "", text, count=1, flags=re.MULTILINE)
            with pytest.raises(SyntaxError):
                parsed(without)

    @given(st.lists(data_text, min_size=1, max_size=8))
    def test_another_parser_reads_the_same_texts(self, texts: list[str]) -> None:
        some = [triple(BASE + "plan/x", DCT.title, ox.Literal(text, language="nl")) for text in texts]
        graph = rdflib.Graph().parse(data=to_turtle(some, PREFIXES, BASE), format="turtle")
        assert {str(value) for value in graph.objects()} == set(texts)

    @given(triples)
    def test_no_line_ends_in_a_space(self, some: list[ox.Triple]) -> None:
        plain = [one for one in some if not isinstance(one.object, ox.Literal)]
        assert not re.search(r"[ \t]$", to_turtle(plain, PREFIXES, BASE), re.MULTILINE)

    @pytest.mark.parametrize("text", NASTY)
    def test_a_nasty_text_stays_itself(self, text: str) -> None:
        written = to_turtle([triple("urn:s", "urn:p", ox.Literal(text))], PREFIXES, BASE)
        assert parsed(written) == {triple("urn:s", "urn:p", ox.Literal(text))}

    def test_reads_well(self) -> None:
        some = [
            (Iri(BASE + "plan/x"), Iri(DCT.title), tagged("Plan", "nl")),
            (Iri(BASE + "plan/x"), Iri(RDF.type), Iri(HG.PolicyPlan)),
            (Iri(BASE + "plan/x/periode"), Iri(DCT.title), Literal("2020")),
            (Iri(BASE + "actie/y"), Iri(HG.partOfPlan), Iri(BASE + "plan/x")),
        ]
        assert triples_to_turtle(some, BASE) == (
            "@base <https://hgraph.example/id/> .\n"
            "@prefix dct: <http://purl.org/dc/terms/> .\n"
            "@prefix hg: <https://w3id.org/hgraph/ns#> .\n"
            "\n"
            "<actie/y> hg:partOfPlan <plan/x> .\n"
            "\n"
            "<plan/x> a hg:PolicyPlan ;\n"
            '    dct:title "Plan"@nl .\n'
            "\n"
            '<plan/x/periode> dct:title "2020" .\n'
        )

    def test_only_plain_paths_are_shortened(self) -> None:
        names = ["plan/x", "../x", "a//b", ".", "a/../b", "", "a?b", "a#b", "a:b"]
        some = [triple(BASE + name, "urn:p", ox.NamedNode(BASE + name)) for name in names]
        text = to_turtle(some, PREFIXES, BASE)
        assert parsed(text) == set(some)
        assert "<plan/x>" in text

    def test_no_triples_give_no_body(self) -> None:
        assert parsed(to_turtle([], PREFIXES, BASE)) == set()


class TestComments:
    """What a file says about itself at the top stays."""

    @pytest.mark.parametrize(
        ("text", "comment"),
        [
            ("# een\n# twee\n\n# drie\n<a:b> <a:c> 1 .", "# een\n# twee\n"),
            ("<a:b> <a:c> 1 . # na", ""),
            ("\n# later\n", ""),
            ("", ""),
            ("#\n", "#\n"),
            ("# zonder einde", ""),
        ],
    )
    def test_the_lines_at_the_top_count(self, text: str, comment: str) -> None:
        assert leading_comment(text) == comment

    @given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20), max_size=3), triples)
    def test_are_kept_by_the_canonical_form(self, lines: list[str], some: list[ox.Triple]) -> None:
        comment = "".join(f"# {line}\n" for line in lines)
        text = to_turtle(some, PREFIXES, BASE, comment)
        assert leading_comment(text) == comment
        assert to_turtle(parsed(text), PREFIXES, BASE, leading_comment(text)) == text

    @given(triples)
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_a_file_in_canonical_form_is_left_as_it_is(self, tmp_path: Path, some: list[ox.Triple]) -> None:
        path = tmp_path / "x.ttl"
        path.write_text(to_turtle(some, PREFIXES, BASE, "# Boven.\n"), encoding="utf-8", newline="")
        if not any("\x7f" < character < "\xa0" for character in path.read_text(encoding="utf-8")):
            assert canonical_text(path, BASE).encode() == path.read_bytes()

    def test_line_ends_of_another_system_are_made_ours(self, tmp_path: Path) -> None:
        path = tmp_path / "x.ttl"
        path.write_bytes(b"# Boven.\r\n<urn:a> <urn:p> 1 .\r\n")
        text = canonical_text(path, BASE)
        assert text.startswith("# Boven.\n@base")
        assert "\r" not in text


@pytest.mark.parametrize("kind", ["ontology", "shapes", "data"])
def test_committed_turtle_is_canonical(kind: str) -> None:
    settings_of_root = load_settings(ROOT)
    base = settings_of_root.id_base if kind == "data" else None
    wrong = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / kind).rglob("*.ttl"))
        if path.read_text(encoding="utf-8") != canonical_text(path, base)
    ]
    assert wrong == [], "repair with: hgraph format"


WRITE = """
import sys
from pathlib import Path
from hgraph.dataset import write_atomically
print("begonnen", flush=True)
while True:
    for letter in b"ab":
        write_atomically(Path(sys.argv[1]), bytes([letter]) * 3_000_000)
"""


class TestWriting:
    """Old bytes or new bytes, never something between."""

    def test_writes_what_it_is_given(self, tmp_path: Path) -> None:
        write_atomically(tmp_path / "x", b"\x00nieuw")
        assert (tmp_path / "x").read_bytes() == b"\x00nieuw"
        assert [path.name for path in tmp_path.iterdir()] == ["x"]

    @pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o755])
    def test_permissions_stay(self, tmp_path: Path, mode: int) -> None:
        path = tmp_path / "x"
        path.write_bytes(b"oud")
        path.chmod(mode)
        write_atomically(path, b"nieuw")
        assert path.stat().st_mode & 0o777 == mode

    @pytest.mark.parametrize("mask", [0o022, 0o077, 0o027])
    def test_a_new_file_follows_the_mask_of_the_user(self, tmp_path: Path, mask: int) -> None:
        before = os.umask(mask)
        try:
            write_atomically(tmp_path / "x", b"nieuw")
        finally:
            os.umask(before)
        assert (tmp_path / "x").stat().st_mode & 0o777 == 0o666 & ~mask

    def test_a_failure_leaves_the_old_bytes_and_nothing_else(self, tmp_path: Path) -> None:
        (tmp_path / "map").mkdir()
        with pytest.raises(OSError, match="map"):
            write_atomically(tmp_path / "map", b"nieuw")
        assert [path.name for path in tmp_path.iterdir()] == ["map"]
        with pytest.raises(TypeError):
            write_atomically(tmp_path / "x", "tekst")  # type: ignore[arg-type]
        assert [path.name for path in tmp_path.iterdir()] == ["map"]

    def test_a_link_stays_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "echt").write_bytes(b"oud")
        (tmp_path / "link").symlink_to("echt")
        write_atomically(tmp_path / "link", b"nieuw")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "echt").read_bytes() == b"nieuw"

    def test_a_device_is_written_to_and_stays_one(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pijp")
        reader = os.open(tmp_path / "pijp", os.O_RDONLY | os.O_NONBLOCK)
        write_atomically(tmp_path / "pijp", b"nieuw")
        assert os.read(reader, 10) == b"nieuw"
        os.close(reader)
        write_atomically(Path(os.devnull), b"nieuw")
        assert not Path(os.devnull).is_file()
        assert [path.name for path in tmp_path.iterdir()] == ["pijp"]

    @pytest.mark.parametrize("delay", [0.0, 0.013, 0.027, 0.041])
    def test_killed_in_the_middle_a_whole_file_is_left(self, tmp_path: Path, delay: float) -> None:
        path = tmp_path / "x"
        path.write_bytes(b"o" * 3_000_000)
        source = str(Path(dataset.__file__).parents[2])
        with subprocess.Popen(
            [sys.executable, "-c", WRITE, path],
            stdout=subprocess.PIPE,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": source},
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            threading.Event().wait(delay)
            writer.send_signal(signal.SIGKILL)
        content = path.read_bytes()
        assert (len(content), len(set(content))) == (3_000_000, 1)

    @given(any_text)
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
    def test_any_bytes_come_back(self, tmp_path: Path, text: str) -> None:
        write_atomically(tmp_path / "x", text.encode())
        assert (tmp_path / "x").read_bytes() == text.encode()
