"""The tree as a person reads it, and the same walk as data."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_threads import linked, names, thing, worded

from hgraph.labels import LabelIndex
from hgraph.messages import LANGUAGES, catalogue
from hgraph.namespaces import HG
from hgraph.trace import Direction, Wording, thread_json, thread_lines, thread_table, thread_text, walk
from strategies import any_text

UP, DOWN = Direction.UP, Direction.DOWN

THREAD = """
<regeerakkoord/r> a hg:CoalitionAgreement ; dct:title "Het Akkoord"@nl , "The Agreement"@en .
<passage/a> a hg:Passage ; dct:title "Kansen voor iedereen"@nl , "Chances for all"@en ; dct:isPartOf <regeerakkoord/r> ;
    oa:hasSource <tekstversie/t> ; oa:hasSelector <passage/a/citaat> ; hg:heading "Samenleven" ; hg:paragraph 3 .
<passage/a/citaat> oa:exact "Iedereen krijgt kansen, in elke gemeente van Vlaanderen en op elk moment van het leven." .
<tekstversie/t> prov:specializationOf <stuk/m> .
<stuk/m> a hg:Communication ; dct:title "De mededeling"@nl , "The communication"@en .
<passage/b> a hg:Passage ; dct:title "De actie"@nl , "The action"@en ; dct:isPartOf <stuk/m> ;
    oa:hasSource <tekstversie/t> ; oa:hasSelector <passage/b/citaat> ; hg:paragraph 8 .
<passage/b/citaat> oa:exact "De minister helpt elke gemeente." .
<doelstelling/d> a hg:StrategicObjective ; skos:notation "SD1" ; dct:title "Kansen"@nl , "Chances"@en ;
    hg:tracesTo <passage/a> ; dct:source <passage/a> .
<actie/a> a hg:Action ; dct:title "Hulp"@nl , "Help"@en ; dct:source <passage/b> ; hg:contributesTo <doelstelling/d> ;
    hg:leadMinister <minister/m> .
<minister/m> a mandaat:Mandataris ; skos:prefLabel "An Peeters"@nl ; mandaat:start "2020-01-01"^^xsd:date .
<spoor/s> a hg:TraceAssertion ; oa:hasBody <actie/a> ; oa:hasTarget <doelstelling/d> ; hg:evidence <passage/b> ;
    hg:traceKind trace-kind:draagt-bij ; hg:reviewStatus review-status:voorgesteld ;
    hg:evidenceStrength evidence-strength:afgeleid ;
    hg:justification "Hulp geeft kansen."@nl , "Help gives chances."@en .
"""

UP_IN_DUTCH = """\
Hulp · Actie
  “De minister helpt elke gemeente.”
  — De mededeling, alinea 8

Waar dit vandaan komt
└─ draagt bij tot: SD1 Kansen · Strategische doelstelling [nog niet beoordeeld; afgeleid]
   │  “De minister helpt elke gemeente.” (hoger aangehaald)
   │  Verantwoording: Hulp geeft kansen.
   └─ steunt op: Kansen voor iedereen
      │  “Iedereen krijgt kansen, in elke gemeente van Vlaanderen en op elk moment van het leven.”
      │  — Het Akkoord, gelezen in De mededeling, Samenleven, alinea 3
      └─ is deel van: Het Akkoord · Regeerakkoord
"""

DOWN_IN_ENGLISH = """\
Chances for all
  “Iedereen krijgt kansen, in elke gemeente van Vlaanderen en op elk moment van het leven.”
  — The Agreement, read in The communication, Samenleven, paragraph 3

What this leads to
└─ is the ground of: SD1 Chances · Strategic objective
   └─ served by: Help · Action [not yet reviewed; inferred]
      │  “De minister helpt elke gemeente.”
      │  — The communication, paragraph 8
      │  Justification: Help gives chances.
      └─ lead minister: An Peeters (since 1 January 2020) · Office holder
"""


def text(turtle, start, *directions, language="nl", width=100, depth=None, with_refused=False):
    wording = worded(turtle, language)
    trees = [walk(wording.graph, thing(start), way, depth, with_refused=with_refused) for way in directions]
    return thread_text(trees, wording, width)


def test_the_way_up_reads_as_sentences_with_the_words_they_rest_on():
    assert text(THREAD, "actie/a", UP) == UP_IN_DUTCH


def test_the_way_down_reads_the_links_the_other_way_round():
    assert text(THREAD, "passage/a", DOWN, language="en") == DOWN_IN_ENGLISH


def test_both_ways_share_one_start():
    shown = text(THREAD, "doelstelling/d", UP, DOWN)
    assert shown.count("SD1 Kansen · Strategische doelstelling") == 1
    assert shown.index("Waar dit vandaan komt") < shown.index("Waar dit toe leidt")


@pytest.mark.parametrize(
    ("start", "directions", "sentence"),
    [
        ("minister/m", (DOWN,), "Er is niets vastgelegd waar “An Peeters (vanaf 1 januari 2020)” toe leidt."),
        ("regeerakkoord/r", (UP,), "Er is niet vastgelegd waar “Het Akkoord” vandaan komt."),
        ("stuk/m", (UP,), "Er is niet vastgelegd waar “De mededeling” vandaan komt."),
        ("spoor/s", (UP, DOWN), "“spoor/s” is met niets anders in de draad verbonden."),
    ],
)
def test_a_thing_without_links_is_said_so_in_one_sentence(start, directions, sentence):
    assert text(THREAD, start, *directions).rstrip("\n").split("\n")[-1] == sentence


def test_one_empty_way_of_two_is_said_so_in_its_place():
    assert "Er is niets vastgelegd waar “An Peeters" in text(THREAD, "minister/m", UP, DOWN)


@pytest.mark.parametrize("width", [60, 80, 100, 120])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_wider_than_asked(width, language):
    for line in text(THREAD, "passage/a", UP, DOWN, language=language, width=width).splitlines():
        assert len(line) <= width


def test_a_long_quote_is_cut_at_a_word_after_three_lines_and_whole_at_the_start():
    long = " ".join(f"woord{number}" for number in range(200))
    turtle = f'<p> oa:hasSelector <c> . <c> oa:exact "{long}" . <d> hg:tracesTo <p> .'
    quote = [line for line in text(turtle, "d", UP).splitlines() if "woord" in line]
    assert len(quote) == 3
    assert re.search(r"woord\d+ …”$", quote[-1])
    assert long in " ".join(text(turtle, "p", DOWN).split())


def test_words_come_back_in_a_few_words():
    turtle = """
        <p> a hg:Excerpt ; hg:quotedText "Zo staat het geschreven." .
        <a> hg:partOfPlan <plan> ; dct:source <p> . <b> hg:partOfPlan <plan> ; dct:source <p> .
        <c> hg:partOfPlan <b> ; dct:source <p> .
    """
    assert text(turtle, "plan", DOWN).count("Zo staat het geschreven.") == 3
    assert text(turtle, "plan", DOWN).count("“Zo staat het geschreven.” (hoger aangehaald)") == 2


def test_more_than_two_quotes_are_counted():
    excerpts = " ".join(f'<p{n}> a hg:Excerpt ; hg:quotedText "Zin {n}." .' for n in range(4))
    turtle = excerpts + "<a> hg:followsApproach <b> . <b> dct:source <p0> , <p1> , <p2> , <p3> ."
    assert "… en nog 2 aangehaalde plaatsen" in text(turtle, "a", UP)


def test_pinned_words_come_before_others_in_the_order_of_their_text():
    turtle = """
        <a> hg:followsApproach <b> . <b> dct:source <z> , <y> , <p> .
        <p> a hg:Excerpt ; hg:quotedText "Los." .
        <y> oa:hasSelector <yc> ; hg:paragraph 12 . <yc> oa:exact "Twaalfde." .
        <z> oa:hasSelector <zc> ; hg:paragraph 9 . <zc> oa:exact "Negende." .
    """
    assert re.findall(r"“(\w+)\.”", text(turtle, "a", UP)) == ["Negende", "Twaalfde"]


def test_that_a_part_stands_elsewhere_is_one_line_on_the_way_down_and_none_on_the_way_up():
    graph = """
        <d1> hg:partOfPlan <plan> . <d2> hg:partOfPlan <plan> .
        <a1> hg:partOfPlan <plan> ; hg:contributesTo <d1> . <a2> hg:partOfPlan <plan> ; hg:contributesTo <d2> .
    """
    assert "└─ omvat ook 2 dingen die elders in deze boom staan" in text(graph, "plan", DOWN)
    assert text(graph, "a1", UP).count("hoort bij plan") == 1


def test_a_step_that_goes_on_elsewhere_says_where():
    graph = "<b> hg:tracesTo <a> . <c> hg:tracesTo <a> . <d> hg:tracesTo <b> , <c> . <e> hg:tracesTo <d> ."
    assert "ligt ten grondslag aan: d [zie hoger]" in text(graph, "a", DOWN)
    assert "ligt ten grondslag aan: d [zie hoger]" not in text(graph.replace("<e> hg:tracesTo <d> .", ""), "a", DOWN)


def test_a_circle_is_marked_and_written_out():
    shown = text("<b> hg:tracesTo <a> . <a> hg:tracesTo <b> .", "a", DOWN)
    assert "ligt ten grondslag aan: a [kring: staat hoger op deze weg]" in shown
    assert shown.endswith("Kring: a → b → a\n")


def test_many_circles_are_counted():
    pairs = "".join(f"<a{n}> hg:tracesTo <b{n}> , <s> . <b{n}> hg:tracesTo <a{n}> ." for n in range(5))
    assert text(pairs, "s", DOWN, language="en").endswith("… and 2 other circles; --format json shows them all.\n")


def test_what_lies_beyond_the_depth_is_counted():
    shown = text(THREAD, "passage/a", DOWN, depth=1)
    assert "… 2 verdere dingen niet getoond" in shown
    assert "… 1 verder ding niet getoond" in text(THREAD, "passage/a", DOWN, depth=2)


def test_a_refused_link_is_shown_with_its_reason_and_does_not_count():
    shown = text(THREAD.replace("voorgesteld", "geweigerd"), "actie/a", UP, with_refused=True)
    assert "draagt bij tot: SD1 Kansen [geweigerd, telt niet mee; afgeleid]" in shown
    assert "Verantwoording: Hulp geeft kansen." in shown
    assert "Kansen voor iedereen" not in shown


def test_words_that_are_only_a_source_name_what_cites_them():
    shown = text(THREAD, "passage/b", DOWN)
    assert shown.endswith("Als bron aangehaald bij “Hulp”.\n")
    assert "Als bron aangehaald" not in text(THREAD, "passage/a", DOWN)


def test_many_things_that_cite_words_are_counted():
    turtle = '<p> a hg:Excerpt ; hg:quotedText "Zin." .' + "".join(f"<a{n}> dct:source <p> ." for n in range(9))
    assert "Cited as a source by 9 things, among them “a0”; “a1”;" in text(turtle, "p", DOWN, language="en")


def test_a_relation_without_an_inverse_reading_still_reads():
    turtle = 'hg:x hg:threadDirection "up" ; rdfs:label "leunt op"@nl . <b> hg:x <a> .'
    assert "het omgekeerde van “leunt op”: b" in text(turtle, "a", DOWN)


@given(any_text, any_text, st.integers(60, 120))
def test_text_from_outside_cannot_steer_a_terminal(name, words, width):
    graph = linked([("a", "ground", "b")])
    wording = Wording(graph, LabelIndex([(thing("b"), name, "", 0)]), "nl")
    for line in thread_lines([walk(graph, thing("a"), DOWN)], wording, width):
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", str(line))
        assert len(str(line)) <= width
    assert wording.label(thing("b")) == " ".join(wording.label(thing("b")).split())


def test_json_holds_the_same_steps_as_the_tree():
    wording = worded(THREAD)
    trees = [walk(wording.graph, thing("doelstelling/d"), way) for way in (UP, DOWN)]
    document = json.loads(thread_json(trees, wording))
    assert document["start"] == {
        "iri": thing("doelstelling/d"),
        "name": "SD1 Kansen",
        "kind": HG.StrategicObjective,
        "kindName": "Strategische doelstelling",
    }
    assert names(step["iri"] for step in document["up"]["steps"]) == ["doelstelling/d", "passage/a", "regeerakkoord/r"]
    (action,) = [step for step in document["down"]["steps"] if step["iri"] == thing("actie/a")]
    (link,) = action["links"]
    assert link["reads"] == "krijgt bijdrage van"
    assert link["assertions"][0]["justification"] == "Hulp geeft kansen."
    assert action["words"][0] == {
        "passage": thing("passage/b"),
        "quote": "De minister helpt elke gemeente.",
        "document": thing("stuk/m"),
        "readIn": thing("stuk/m"),
        "heading": None,
        "paragraph": 8,
        "place": "De mededeling, alinea 8",
        "changed": False,
    }
    assert action["sources"] == [thing("passage/b")]


def test_the_table_has_a_row_for_every_step_but_the_start():
    wording = worded(THREAD)
    trees = [walk(wording.graph, thing("doelstelling/d"), way) for way in (UP, DOWN)]
    table = thread_table(trees, wording)
    rows = table.records()
    assert len(rows) == sum(len(tree.steps) - 1 for tree in trees)
    assert [str(row["relation"]) for row in rows] == [
        "steunt op",
        "is deel van",
        "krijgt bijdrage van",
        "verantwoordelijke minister",
    ]
    assert str(rows[2]["words"]) == "De minister helpt elke gemeente."


def test_every_sentence_exists_in_both_languages_with_the_same_placeholders():
    def check(entry: dict[str, object]) -> None:
        if "nl" in entry:
            assert set(entry) == set(LANGUAGES)
            nl, en = (set(re.findall(r"\{(\w+)\}", str(entry[language]))) for language in LANGUAGES)
            assert nl == en
        else:
            for part in entry.values():
                check(part)

    check(catalogue("trace"))
