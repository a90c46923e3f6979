"""The sentence about a provision: whole whatever is missing, and true of the minister it names."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from hgraph import law
from hgraph.labels import LabelIndex
from hgraph.law import LawRegister, Need, Owner
from hgraph.namespaces import HG, NEED_STATUS
from hgraph.terms import Iri
from hgraph.trace import Direction, Link, Passage, ThreadGraph, Wording
from hgraph.trace.links import Thing

ARTICLE, DECREE, NEED, DUTY = Iri("urn:article"), Iri("urn:decree"), Iri("urn:need"), Iri("urn:duty")
ORIGINS = (Iri("urn:origin:1"), Iri("urn:origin:2"))
OWNERS = (Iri("urn:owner:1"), Iri("urn:owner:2"))
NAMES = {
    ARTICLE: "Artikel 8", DECREE: "Decreet", NEED: "Nood", DUTY: "Plicht", Iri("urn:act"): "Akte",
    ORIGINS[0]: "Herkomst een", ORIGINS[1]: "Herkomst twee", OWNERS[0]: "Minister A", OWNERS[1]: "Minister B",
    Iri(HG.Commitment): "Toezegging", Iri("urn:document"): "Nota",
}  # fmt: skip
LABELS = LabelIndex([(thing, name, "", 0) for thing, name in NAMES.items()])


def thread(passages: dict[Iri, Passage], kinds: bool) -> ThreadGraph:  # noqa: FBT001
    """Return a thread in which each origin rests on the passage that bears its name, if there is one."""
    resting = [(Iri(f"{origin}:words"), origin) for origin in ORIGINS if Iri(f"{origin}:words") in passages]
    known = ThreadGraph.of(Link(words, origin, Iri(HG.tracesTo), Direction.UP) for words, origin in resting)
    things = {origin: Thing(origin, Iri(HG.Commitment)) for origin in ORIGINS} if kinds else {}
    return replace(known, things=things, passages=passages)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[LawRegister, ThreadGraph]:
    """Return a register and a thread in which any part may be missing."""
    origins = draw(st.lists(st.sampled_from(ORIGINS), unique=True).map(sorted))
    pairs = [(origin, owner) for origin in origins for owner in OWNERS]
    owed = draw(st.lists(st.sampled_from(pairs), unique=True).map(sorted)) if pairs else []
    about = draw(st.sampled_from([ARTICLE, DECREE]))
    need = Need(
        NEED,
        status=draw(st.sampled_from([None, Iri(NEED_STATUS.opgegeven), Iri(NEED_STATUS.ontwerp)])),
        acts=draw(st.sampled_from([(), (Iri("urn:act"),), (Iri("urn:act"), Iri("urn:other-act"))])),
        provisions=(about,),
        origins=tuple(origins),
        owners=tuple(Owner(owner) for owner in sorted({owner for _, owner in owed})),
        owed=tuple(owed),
    )
    known = LawRegister(
        parts={ARTICLE: (DECREE,)},
        needs={NEED: need} if draw(st.booleans()) else {},
        obligations={DUTY: (about,)} if draw(st.booleans()) else {},
        amendments={Iri("urn:act"): (ARTICLE,)} if draw(st.booleans()) else {},
    )
    passages = {}
    for origin in draw(st.sets(st.sampled_from(ORIGINS))):
        words = Iri(f"{origin}:words")
        document = draw(st.sampled_from([None, Iri("urn:document")]))
        text = draw(st.sampled_from(["Wij doen het.", "Wij\ndoen  het", "woord " * 200]))
        passages[words] = Passage(words, text, document, paragraph=draw(st.sampled_from([None, 3])))
    return known, thread(passages, draw(st.booleans()))


@given(worlds(), st.sampled_from(["nl", "en"]))
@settings(max_examples=300, derandomize=True, database=None, deadline=None)
def test_is_one_whole_sentence_whatever_is_missing(world: tuple[LawRegister, ThreadGraph], language: str):
    known, graph = world
    said = law.sentence_about(ARTICLE, known, Wording(graph, LABELS, language), law.LawWording(LABELS, language))
    outside = re.sub(r"“[^”]*”|‘[^’]*’|\([^()]*\)", "…", said)
    assert said.endswith(".")
    assert outside.count(".") == 1
    assert not re.search(r"\s[,;.)]|[,;]\s*[,;.]|\(\s*\)|‘\s*’|“\s*”|  |None|\{|\n", said)
    assert "Artikel 8" in said
    for open_, close in ("“”", "‘’", "()"):
        assert said.count(open_) == said.count(close)


@given(worlds())
@settings(max_examples=200, derandomize=True, database=None, deadline=None)
def test_names_only_who_answers_for_the_origin_it_names(world: tuple[LawRegister, ThreadGraph]):
    known, graph = world
    said = law.sentence_about(ARTICLE, known, Wording(graph, LABELS, "nl"), law.LawWording(LABELS, "nl"))
    named = next((origin for origin in ORIGINS if f"‘{NAMES[origin]}’" in said), None)
    answering = {owner for owner in OWNERS if NAMES[owner] in said}
    need = known.needs.get(NEED)
    assert answering == ({owner for origin, owner in need.owed if origin == named} if need and named else set())
    assert ("antwoorden" in said) == (len(answering) == 2)
