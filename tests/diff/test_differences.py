"""What differs between sets of statements: canonical, and undone and redone by a patch."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hgraph.dataset import differences, read_statements
from hgraph.diff import apply_patch, patch_text
from hgraph.errors import UnreadableInput
from hgraph.terms import Iri, Literal, Triple
from strategies import triples

BASE = "https://hgraph.example/id/"
A, P, B, C = (Iri(f"urn:x:{name}") for name in "apbc")

_NODES = st.sampled_from([ox.BlankNode(name) for name in "klmn"])
_LOOSE = st.lists(
    st.builds(
        ox.Triple,
        st.one_of(_NODES, st.just(ox.NamedNode("urn:x:a"))),
        st.sampled_from([ox.NamedNode("urn:x:p"), ox.NamedNode("urn:x:q")]),
        st.one_of(_NODES, st.sampled_from([ox.Literal("1"), ox.Literal("2"), ox.NamedNode("urn:x:b")])),
    ),
    max_size=8,
)


def written(folder: Path, name: str, statements: list[ox.Triple]) -> list[Path]:
    """Write statements as a file in N-Triples; none if there are none."""
    path = folder / f"{name}.nt"
    path.write_bytes(ox.serialize(statements, format=ox.RdfFormat.N_TRIPLES))
    return [path]


def as_triples(statements: list[ox.Triple]) -> set[Triple]:
    return set(read_statements(ox.serialize(statements, format=ox.RdfFormat.N_TRIPLES).decode()))


@given(triples, triples)
def test_the_patch_makes_the_new_of_the_old(old: list[ox.Triple], new: list[ox.Triple]) -> None:
    with TemporaryDirectory() as folder:
        found = differences(written(Path(folder), "old", old), written(Path(folder), "new", new), BASE)
    assert apply_patch(as_triples(old), patch_text(found)) == as_triples(new)


@given(triples, st.randoms())
def test_order_and_division_over_files_are_no_difference(statements: list[ox.Triple], chance: random.Random) -> None:
    shuffled = chance.sample(statements, len(statements))
    cut = chance.randrange(len(statements) + 1)
    with TemporaryDirectory() as folder:
        whole = written(Path(folder), "whole", statements)
        parts = [*written(Path(folder), "one", shuffled[:cut]), *written(Path(folder), "two", shuffled[cut:])]
        found = differences(whole, parts, BASE)
    assert (found.went, found.came) == ((), ())


@given(_LOOSE, st.permutations("klmn"))
@example([ox.Triple(ox.BlankNode("k"), ox.NamedNode("urn:x:p"), ox.BlankNode("l"))], ["l", "k", "n", "m"])
def test_names_of_blank_nodes_are_no_difference(statements: list[ox.Triple], names: list[str]) -> None:
    other = dict(zip("klmn", names, strict=True))

    def renamed(term: object) -> object:
        return ox.BlankNode(f"z{other[term.value]}") if isinstance(term, ox.BlankNode) else term

    again = [ox.Triple(renamed(s), p, renamed(o)) for s, p, o in reversed(statements)]  # type: ignore[arg-type]
    with TemporaryDirectory() as folder:
        found = differences(written(Path(folder), "old", statements), written(Path(folder), "new", again), BASE)
    assert (found.went, found.came) == ((), ())


@given(_LOOSE, _LOOSE)
def test_blank_nodes_that_are_described_otherwise_differ(old: list[ox.Triple], new: list[ox.Triple]) -> None:
    """Where both have no two blank nodes that are described alike, no difference means the same graph."""
    with TemporaryDirectory() as folder:
        found = differences(written(Path(folder), "old", old), written(Path(folder), "new", new), BASE)
    if not found.went and not found.came:
        assert {t for t in old if not _loose(t)} == {t for t in new if not _loose(t)}
        assert {t.predicate for t in old} == {t.predicate for t in new}
    elif _canonical(old) == _canonical(new):
        pytest.fail("the same graph is called different")


def _loose(triple: ox.Triple) -> bool:
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


def _canonical(statements: list[ox.Triple]) -> set[str]:
    dataset = ox.Dataset(ox.Quad(*triple) for triple in statements)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


def test_a_statement_that_also_stands_in_a_file_that_stays(tmp_path: Path) -> None:
    same, twice = [ox.Triple(ox.NamedNode(A), ox.NamedNode(P), ox.NamedNode(B))], tmp_path
    stays = written(twice, "stays", same)
    goes = written(twice, "goes", [*same, ox.Triple(ox.NamedNode(A), ox.NamedNode(P), ox.NamedNode(C))])
    found = differences([*stays, *goes], stays, BASE)
    assert found.went == ((A, P, C),)
    assert found.came == ()


@given(triples, st.data())
def test_spelling_is_no_difference(statements: list[ox.Triple], chance: st.DataObject) -> None:
    """However a statement is written in N-Triples, and however often, only what is said counts.

    Statements stand in lines that both files have, in lines of their own spelling, or in both.
    """

    def some() -> list[ox.Triple]:
        return [triple for triple in statements if chance.draw(st.booleans())]

    def spelled(some: list[ox.Triple]) -> bytes:
        return b"".join(_spelled(triple, chance.draw(st.integers(0, 4))) for triple in some)

    old, new, both = some(), some(), some()
    shared = spelled(both)
    with TemporaryDirectory() as place:
        paths = [Path(place) / "old.nt", Path(place) / "new.nt"]
        for path, one in zip(paths, (old, new), strict=True):
            path.write_bytes(spelled(one) + shared)
        found = differences([paths[0]], [paths[1]], BASE)
    before, after = as_triples([*old, *both]), as_triples([*new, *both])
    assert (set(found.went), set(found.came)) == (before - after, after - before)


def _spelled(triple: ox.Triple, way: int) -> bytes:
    """Return a statement on a line of its own, in one of several ways to write the same."""
    plain = ox.serialize([triple], format=ox.RdfFormat.N_TRIPLES)
    subject, predicate, value = plain.rstrip(b" .\n").split(b" ", 2)
    if way == 1:
        return b"  %b\t%b   %b. # said otherwise\r\n" % (subject, predicate, value)
    if way == 2:
        return b"<\\u%04X%b %b %b .\n" % (subject[1], subject[2:], predicate, value)
    if way == 3 and value.endswith(b'"'):
        return b"%b %b %b^^<http://www.w3.org/2001/XMLSchema#string> .\n\n" % (subject, predicate, value)
    if way == 4 and not value.endswith((b'"', b">")):
        text, _, tag = value.rpartition(b"@")
        return b"%b %b %b@%b .\n" % (subject, predicate, text, tag.upper())
    return plain


def test_every_form_of_file_says_the_same(tmp_path: Path) -> None:
    statements = [ox.Triple(ox.NamedNode(A), ox.NamedNode(P), ox.Literal("naïef", language="nl"))]
    quads = [ox.Quad(*triple, ox.NamedNode("urn:x:g")) for triple in statements]
    for format_, name in (
        (ox.RdfFormat.TURTLE, "a.ttl"),
        (ox.RdfFormat.N_QUADS, "a.nq"),
        (ox.RdfFormat.TRIG, "a.trig"),
    ):
        content = ox.serialize(statements if name == "a.ttl" else quads, format=format_)
        (tmp_path / name).write_bytes(content)
    plain = written(tmp_path, "a", statements)
    for name in ("a.ttl", "a.nq", "a.trig"):
        found = differences(plain, [tmp_path / name], BASE)
        assert (found.went, found.came) == ((), ()), name


class TestRefused:
    """What cannot be compared is said."""

    def test_a_broken_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.nq").write_text("<urn:x:a> <urn:x:p> .\n", encoding="utf-8")
        with pytest.raises(UnreadableInput) as refused:
            differences([tmp_path / "a.nq"], [], BASE)
        assert (refused.value.code, refused.value.place) == ("syntax", f"{tmp_path / 'a.nq'}:1")

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableInput, match="cannot be read"):
            differences([tmp_path / "a.ttl"], [], BASE)

    def test_a_knot_of_blank_nodes(self, tmp_path: Path) -> None:
        nodes = [ox.BlankNode(f"n{number}") for number in range(41)]
        knot = [ox.Triple(nodes[i], ox.NamedNode(P), nodes[(i + 1) % 41]) for i in range(41)]
        with pytest.raises(UnreadableInput) as refused:
            differences(written(tmp_path, "a", knot), [], BASE)
        assert refused.value.code == "too-many-blank-nodes"
        assert differences(written(tmp_path, "b", knot[:20]), [], BASE).went

    @pytest.mark.parametrize(
        ("patch", "line"),
        [
            ("", 1),
            ("TX .\nTC", 1),
            (f"TX .\nD <{A}> <{P}> <{C}> .\nTC .", 2),
            (f"TX .\nA <{A}> <{P}> <{B}> .\nTC .", 2),
            (f"TX .\nA <{A}> <{P}> <{C}> .\nA <{A}> <{P}> <{C}> .\nTC .", 3),
            (f"TX .\nX <{A}> <{P}> <{C}> .\nTC .", 2),
        ],
    )
    def test_a_patch_that_does_not_fit(self, patch: str, line: int) -> None:
        with pytest.raises(UnreadableInput) as refused:
            apply_patch([(A, P, B)], patch)
        assert (refused.value.code, refused.value.values["line"]) == ("not-a-patch", line)

    def test_a_patch_with_something_that_is_no_statement(self) -> None:
        with pytest.raises(UnreadableInput) as refused:
            apply_patch([(A, P, Literal("x"))], f"TX .\nA <{A}> nonsense .\nTC .")
        assert refused.value.code == "syntax"
