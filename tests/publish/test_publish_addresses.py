"""Places of documents: never two IRIs in one, never a file where a folder is, and every part a plain file name."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hgraph.releases import FORMS, Addresses
from hgraph.releases.addresses import unescaped
from published import BASE

ADDRESSES = Addresses(BASE)
PIECES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/"), max_size=8),
    st.sampled_from(
        ["", ".", "..", "...", "=", "==", "=2E", "a", "A", "a.ttl", "a=2Ettl", "a.nl.html", "a.html", ".ttl", "a b",
         "é", "x" * 121, "é" * 50, "a" * 200 + ".ttl", "?", "#", "a#b", "%20", "%2F", "\\", "\x00", "con", "~", "-"]
    ),
)  # fmt: skip
STARTS = st.sampled_from(
    [f"{BASE}id/", BASE, "https://w3id.org/hgraph/ns#", "https://w3id.org/hgraph/ns", "https://w3id.org/hgraph/code/",
     "http://themis.vlaanderen.be/", "http:", "http://", "http:///", "https:", "urn:", "urn://", "urn:/", "mailto:", ""]
)  # fmt: skip
IRIS = st.builds(lambda start, pieces: start + "/".join(pieces), STARTS, st.lists(PIECES, max_size=6))


def folders(place: str) -> set[str]:
    parts = place.split("/")
    return {"/".join(parts[:count]) for count in range(1, len(parts))}


@given(st.sets(IRIS, min_size=2, max_size=6))
def test_two_things_never_share_a_place(iris: set[str]) -> None:
    assert len({ADDRESSES.place(iri) for iri in iris}) == len(iris)


@given(st.sets(IRIS, min_size=1, max_size=6))
def test_no_document_stands_where_a_folder_is(iris: set[str]) -> None:
    places = [ADDRESSES.place(iri) for iri in iris]
    documents = [place + form.suffix for place in places for form in FORMS]
    assert len(set(documents)) == len(documents)
    assert not set(documents) & {folder for place in places for folder in folders(place)}


@given(IRIS)
def test_every_part_is_a_plain_file_name(iri: str) -> None:
    place = ADDRESSES.place(iri)
    assert len(place) <= 1_100
    for part in place.split("/"):
        assert part
        assert part.isascii()
        assert not part.startswith(".")
        assert set(part) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._~-=")
        assert len(part) <= 120


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/"), min_size=1, max_size=12))
def test_a_part_can_be_read_back(text: str) -> None:
    place = ADDRESSES.place(f"{BASE}id/{text}")
    assert unescaped(place.removeprefix("doc/")) == text


def test_a_long_way_is_cut_and_stays_its_own() -> None:
    long = [f"{BASE}id/" + "/".join(["é"] * 400) + end for end in ("a", "b")]
    assert len({ADDRESSES.place(iri) for iri in long}) == 2
    assert all(len(ADDRESSES.place(iri)) < 1_100 for iri in long)
