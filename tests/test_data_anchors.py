"""Every quote in ``data/`` is cut again from the pinned text, and no sentence of policy in that text is left out."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_facts import BASE, FACTS, PARTS, ROOT
from hgraph.namespaces import HG, OA, PROV, SPDX


@dataclass(frozen=True)
class Anchor:
    passage: str
    text: str
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


def _text(version: str) -> str:
    return (ROOT / "data" / FACTS.one(version, HG.textFile)).read_text(encoding="utf-8")


def _anchor(passage: str) -> Anchor:
    selectors = {next(iter(FACTS.types(s) & PARTS)): s for s in FACTS.all(passage, OA.hasSelector)}
    quote, position = selectors[OA.TextQuoteSelector], selectors[OA.TextPositionSelector]
    return Anchor(
        passage,
        _text(FACTS.one(passage, OA.hasSource)),
        FACTS.one(quote, OA.exact),
        "".join(FACTS.all(quote, OA.prefix)),
        "".join(FACTS.all(quote, OA.suffix)),
        int(FACTS.one(position, OA.start)),
        int(FACTS.one(position, OA.end)),
    )


ANCHORS = [_anchor(passage) for passage in FACTS.of_type(HG.Passage)]
each_anchor = pytest.mark.parametrize("anchor", ANCHORS, ids=lambda a: a.passage.removeprefix(BASE))


@pytest.mark.parametrize("version", FACTS.of_type(HG.TextVersion))
def test_pinned_text_is_the_file_received(version: str) -> None:
    content = (ROOT / "data" / FACTS.one(version, HG.textFile)).read_bytes()
    received = FACTS.one(version, PROV.wasDerivedFrom)
    for owner in (version, received):
        assert FACTS.one(FACTS.one(owner, SPDX.checksum), SPDX.checksumValue) == hashlib.sha256(content).hexdigest()
    text = content.decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text


@each_anchor
def test_quote_is_cut_again_by_position_and_by_its_surroundings(anchor: Anchor) -> None:
    assert anchor.text[anchor.start : anchor.end] == anchor.exact
    whole = anchor.prefix + anchor.exact + anchor.suffix
    assert anchor.text.count(whole) == 1, "prefix, quote and suffix together must point at one place"
    assert anchor.text.index(whole) + len(anchor.prefix) == anchor.start
    assert anchor.prefix == anchor.text[max(0, anchor.start - 30) : anchor.start]
    assert anchor.suffix == anchor.text[anchor.end : anchor.end + 30]


@each_anchor
def test_paragraph_and_heading_are_those_of_the_text(anchor: Anchor) -> None:
    lines = [(match.start(), match.group()) for match in re.finditer(r"[^\n]+", anchor.text)]
    number = int(FACTS.one(anchor.passage, HG.paragraph))
    start, line = lines[number - 1]
    assert start <= anchor.start < start + len(line)
    headings = FACTS.all(anchor.passage, HG.heading)
    if headings:
        assert headings[0] in [text for _, text in lines[: number - 1]]


@given(st.sampled_from(ANCHORS), st.integers(1, 40), st.booleans())
@settings(max_examples=100)
def test_a_position_that_is_off_is_noticed(anchor: Anchor, shift: int, backwards: bool) -> None:  # noqa: FBT001
    moved = -shift if backwards else shift
    start = anchor.start + moved
    if start >= 0:
        assert anchor.text[start : anchor.end + moved] != anchor.exact


def test_every_sentence_that_carries_policy_is_a_passage() -> None:
    text = ANCHORS[0].text
    claimed = [False] * len(text)
    for anchor in ANCHORS:
        claimed[anchor.start : anchor.end] = [True] * (anchor.end - anchor.start)
    left = "".join(" " if taken else letter for letter, taken in zip(text, claimed, strict=True))
    words = [line.strip(" *-“”") for line in left.splitlines() if line.strip(" *-“”")]
    headings = {heading for anchor in ANCHORS for heading in FACTS.all(anchor.passage, HG.heading)}
    assert set(words) == headings | {"Timing:"}
