"""Pictures of the thread: every thing in one box, text that only stands there, and files that were looked at."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_threads import BASE, ROLES, linked, thing, worded

from hgraph.labels import LabelIndex
from hgraph.trace import (
    FOLDING,
    PICTURES,
    Direction,
    Mark,
    Standing,
    ThreadReader,
    Wording,
    all_ways,
    draw,
    shortest_way,
    thread_json,
    thread_text,
    walk,
    walk_picture,
    ways_picture,
)
from hgraph.trace.lettering import broken, width_of
from hgraph.trace.placing import place
from strategies import NASTY, any_text

GOLDEN = Path(__file__).parent / "golden-pictures"
SVG = "{http://www.w3.org/2000/svg}"
SUFFIXES = {"svg": "svg", "mermaid": "mmd", "dot": "dot", "graphml": "graphml"}
UP, DOWN = Direction.UP, Direction.DOWN

_NAMES = [f"n{number}" for number in range(12)]
_LINKS = st.lists(
    st.tuples(st.sampled_from(_NAMES), st.sampled_from(list(ROLES)), st.sampled_from(_NAMES)), max_size=40
)
_ROOM = st.one_of(st.none(), st.integers(1, 5))


def parsed(text):
    return ET.fromstring(text)  # noqa: S314 - our own


def trees_of(graph, start, directions=(UP, DOWN), depth=None):
    return [walk(graph, thing(start), way, depth, with_refused=True) for way in directions]


@given(_LINKS, st.sampled_from(_NAMES), _ROOM, st.one_of(st.none(), st.integers(1, 3)), st.integers(0, 99))
def test_every_thing_reached_stands_in_one_box_and_every_link_is_drawn_or_counted(links, start, room, depth, seed):
    graph = linked(links)
    trees = trees_of(graph, start, depth=depth)
    picture = draw(graph, trees, room)
    held = Counter(each for box in picture.boxes for each in box.things)
    assert set(held) == {step.thing for tree in trees for step in tree.steps if step.mark is not Mark.DEEPER}
    assert set(held.values()) == {1}
    assert picture.folded == sum(len(box.things) for box in picture.boxes if len(box.things) > 1)
    assert all(not box.folded for box in picture.boxes if thing(start) in box.things), "the start stands alone"
    if room is None:
        assert not picture.folded
    places = {each: number for number, box in enumerate(picture.boxes) for each in box.things}
    pairs = {
        (link.origin, link.consequence)
        for tree in trees
        for step in tree.steps
        for link in step.links
        if link.origin in places and link.consequence in places
    }
    between = {pair for pair in pairs if places[pair[0]] != places[pair[1]]}
    assert sum(tie.count for tie in picture.ties) + picture.implied == len(between)
    again = linked(links, seed)
    assert draw(again, trees_of(again, start, depth=depth), room) == picture


@given(_LINKS, st.sampled_from(_NAMES))
def test_what_is_not_drawn_follows_from_what_is(links, start):
    graph = linked(links)
    picture = draw(graph, trees_of(graph, start, [DOWN]), None)
    drawn = nx.DiGraph((tie.origin, tie.consequence) for tie in picture.ties)
    drawn.add_nodes_from(range(len(picture.boxes)))
    (first,) = [number for number, box in enumerate(picture.boxes) if thing(start) in box.things]
    assert nx.descendants(drawn, first) == set(range(len(picture.boxes))) - {first}


@given(_LINKS, st.sampled_from(_NAMES), _ROOM, st.sampled_from(PICTURES))
def test_every_form_is_made_of_any_thread_and_the_same_each_time(links, start, room, form):
    graph = linked(links)
    wording = Wording(graph, LabelIndex(id_base=BASE), "nl")
    text = walk_picture(trees_of(graph, start), wording, form, room)
    again = linked(links, 7)
    assert text == walk_picture(trees_of(again, start), Wording(again, LabelIndex(id_base=BASE), "nl"), form, room)
    if form in ("svg", "graphml"):
        parsed(text)


@given(st.data())
def test_boxes_and_bends_never_overlap(data):
    columns = data.draw(st.lists(st.integers(0, 4), min_size=1, max_size=14))
    boxes = st.integers(0, len(columns) - 1)
    ties = data.draw(st.lists(st.tuples(boxes, boxes).filter(lambda tie: tie[0] != tie[1]), max_size=24, unique=True))
    kin = [number for number, (one, other) in enumerate(ties) if columns[one] == columns[other]]
    heights = [30.0 + 7 * (number % 5) for number in range(len(columns))]
    placed = place(columns, ties, kin, heights, 10, 8)
    assert min(placed.tops.values()) >= 0 or placed.bends
    for column in set(columns):
        spans = [
            (placed.tops[box], placed.tops[box] + heights[box]) for box, each in enumerate(columns) if each == column
        ]
        spans += [(y - 4, y + 4) for spots in placed.bends.values() for each, y in spots if each == column]
        spans.sort()
        assert all(one[1] <= other[0] + 0.2 for one, other in pairwise(spans))
    for number in placed.families:
        assert placed.tops[ties[number][0]] < placed.tops[ties[number][1]], "a family stands below its eldest"


@given(any_text, st.integers(20, 300), st.integers(1, 4))
def test_text_is_broken_into_lines_that_fit(text, width, most):
    lines = broken(text, 12, width, most)
    assert 1 <= len(lines) <= most
    assert all(width_of(line, 12) <= width or len(line) <= 2 for line in lines)
    whole = broken(text, 12, width, 10_000)
    assert "".join("".join(whole).split()) == "".join(text.split())


HOSTILE = [
    *NASTY,
    "</svg><script>alert(1)</script>",
    "]]>&amp;<!--",
    '"]; n0 --> n9; click n0 call evil() %%{init: {"theme": "x"}}%%',
    "end\nsubgraph x",
    'a" URL="javascript:1" \\N \\G <b>&lt;',
    "style x:#ff0000;",
    "javascript:alert(1)",
]


def hostile(text):
    wording = worded(THREAD)
    return replace_labels(wording, text)


def replace_labels(wording, text):
    rows = [(each, text, "nl", 0) for each in wording.graph.things]
    return Wording(wording.graph, LabelIndex(rows, BASE), "nl")


THREAD = """
<regeerakkoord/r> a hg:CoalitionAgreement ; dct:title "Het Akkoord"@nl .
<passage/a> a hg:Passage ; dct:title "Kansen"@nl ; dct:isPartOf <regeerakkoord/r> ; oa:hasSelector <passage/a/citaat> .
<passage/a/citaat> oa:exact "Iedereen krijgt <kansen> & \\"meer\\"." .
<doel/d> a hg:StrategicObjective ; dct:title "Doel D"@nl ; hg:tracesTo <passage/a> .
<actie/x> a hg:Action ; dct:title "Actie X"@nl ; hg:contributesTo <doel/d> ; hg:leadMinister <minister/m> .
<actie/y> a hg:Action ; dct:title "Actie Y"@nl .
<actie/z> a hg:Action ; dct:title "Actie Z"@nl ; hg:contributesTo <doel/d> .
<minister/m> a mandaat:Mandataris ; skos:prefLabel "An Peeters"@nl ; mandaat:start "2020-01-01"^^xsd:date .
<spoor/1> a hg:TraceAssertion ; oa:hasBody <actie/x> ; oa:hasTarget <doel/d> ; hg:traceKind trace-kind:draagt-bij ;
    hg:reviewStatus review-status:voorgesteld ; hg:evidence <passage/a> .
<spoor/2> a hg:TraceAssertion ; oa:hasBody <actie/y> ; oa:hasTarget <doel/d> ; hg:traceKind trace-kind:draagt-bij ;
    hg:reviewStatus review-status:geweigerd .
"""


@pytest.mark.parametrize("text", HOSTILE)
def test_svg_shows_whatever_it_is_given_and_does_nothing_else(text):
    wording = hostile(text)
    root = parsed(walk_picture(trees_of(wording.graph, "doel/d"), wording, "svg"))
    tags = Counter(element.tag.removeprefix(SVG) for element in root.iter())
    known = {"svg", "title", "desc", "style", "defs", "marker", "path", "rect", "g", "text", "circle"}
    assert set(tags) <= known
    assert not any(name.startswith("on") or "href" in name for element in root.iter() for name in element.attrib)
    assert text.strip()[:5] in "".join(root.itertext()) or not text.isprintable()


@pytest.mark.parametrize("text", HOSTILE)
def test_mermaid_shows_whatever_it_is_given_and_does_nothing_else(text):
    wording = hostile(text)
    plain = walk_picture(trees_of(wording.graph, "doel/d"), hostile("naam"), "mermaid").splitlines()
    lines = walk_picture(trees_of(wording.graph, "doel/d"), wording, "mermaid").splitlines()
    assert len(lines) == len(plain), "no label begins a line"
    for line, other in zip(lines, plain, strict=True):
        assert (
            re.sub(r'"[^"]*"', '""', line).split("accTitle")[0] == re.sub(r'"[^"]*"', '""', other).split("accTitle")[0]
        )
        assert not re.search(r"[<>{}`%\\](?!br/>)", re.sub(r"<br/>|-->|-\.->", "", line.replace("[[", "")))


@pytest.mark.parametrize("text", HOSTILE)
def test_dot_shows_whatever_it_is_given_and_does_nothing_else(text):
    wording = hostile(text)

    def bare(each):
        return re.sub(r'"(?:[^"\\]|\\.)*"', '""', walk_picture(trees_of(wording.graph, "doel/d"), each, "dot"))

    assert bare(wording) == bare(hostile("naam"))


@given(any_text)
def test_graphml_holds_any_text_as_it_is(text):
    wording = hostile(text)
    graph = nx.parse_graphml(walk_picture(trees_of(wording.graph, "doel/d"), wording, "graphml"))
    names = {data["name"] for _, data in graph.nodes(data=True)}
    assert names
    if text.isprintable():
        assert " ".join(text.split()) in names | {"…"} or any(" ".join(text.split()) in name for name in names)


def test_graphml_holds_everything_with_its_type():
    wording = worded(THREAD)
    graph = nx.parse_graphml(walk_picture(trees_of(wording.graph, "doel/d"), wording, "graphml", 1))
    assert set(graph) == {
        BASE + name
        for name in ("regeerakkoord/r", "passage/a", "doel/d", "actie/x", "actie/y", "actie/z", "minister/m")
    }
    assert graph.nodes[BASE + "doel/d"]["start"] is True
    assert graph.nodes[BASE + "minister/m"]["columnNumber"] == 5
    assert graph.nodes[BASE + "passage/a"]["quote"] == 'Iedereen krijgt <kansen> & "meer".'
    standing = {(one, other): data["standing"] for one, other, data in graph.edges(data=True)}
    assert standing[BASE + "doel/d", BASE + "actie/x"] == "proposed"
    assert standing[BASE + "doel/d", BASE + "actie/y"] == "refused"
    assert standing[BASE + "doel/d", BASE + "actie/z"] == "counts"


def test_the_judgement_of_a_link_shows_in_every_form_without_colour():
    wording = worded(THREAD)
    trees = trees_of(wording.graph, "doel/d")
    svg = parsed(walk_picture(trees, wording, "svg"))
    classes = Counter(element.get("class") for element in svg.iter(f"{SVG}g"))
    assert classes["tie proposed"] == 2, "the line and the legend"
    assert classes["tie refused"] == 2
    assert len([path for path in svg.iter(f"{SVG}path") if path.get("class") == "cross"]) == 2
    style = next(svg.iter(f"{SVG}style")).text
    assert re.search(r"\.proposed \.line \{[^}]*stroke-dasharray", style)
    mermaid = walk_picture(trees, wording, "mermaid")
    assert (mermaid.count("-.->"), mermaid.count("--x")) == (1, 1)
    dot = walk_picture(trees, wording, "dot")
    assert (dot.count("style=dashed"), dot.count('arrowhead="tee"')) == (1, 1)


def test_a_link_whose_words_changed_is_suspect_in_every_form():
    plain = worded(THREAD)
    wording = Wording(replace(plain.graph, suspects=frozenset({thing("passage/a")})), plain.labels, "nl")
    trees = trees_of(wording.graph, "doel/d")
    text = thread_text(trees, wording, 200)
    assert text.count("verdacht: de aangehaalde woorden zijn gewijzigd") == 2, "the objective and the proposed link"
    assert "verdacht" not in thread_text(trees, plain, 200)
    data = json.loads(thread_json(trees, wording))
    assert [step["links"][0]["suspect"] for step in data["up"]["steps"][1:]] == [True, False]
    svg = walk_picture(trees, wording, "svg")
    assert svg.count("<circle") == 3, "two lines and the legend"
    assert "verdacht: de aangehaalde woorden zijn gewijzigd" in svg
    assert ">Deze woorden staan niet meer" in svg
    assert "Deze woorden staan niet meer zo in de vastgelegde tekst." in text
    assert walk_picture(trees, wording, "mermaid").count("#63; ") == 2
    assert walk_picture(trees, wording, "graphml") != walk_picture(trees, plain, "graphml")


def test_a_circle_is_drawn_once_and_said():
    graph = linked([("a", "ground", "b"), ("b", "ground", "c"), ("c", "ground", "a"), ("c", "ground", "d")])
    wording = Wording(graph, LabelIndex([(thing(name), f"Ding {name}", "nl", 0) for name in "abcd"], BASE), "nl")
    svg = walk_picture(trees_of(graph, "a", [DOWN]), wording, "svg")
    assert "Kring: Ding a → Ding b → Ding c → Ding a" in svg
    assert len(draw(graph, trees_of(graph, "a", [DOWN])).boxes) == 4


def test_a_long_column_folds_by_minister_with_counts():
    many = "".join(
        f'<actie/{number}> a hg:Action ; dct:title "Actie {number}"@nl ; hg:contributesTo <doel/d> ; '
        f"hg:leadMinister <minister/{number % 2}> .\n"
        for number in range(40)
    )
    ministers = "".join(f'<minister/{n}> a mandaat:Mandataris ; skos:prefLabel "Minister {n}"@nl .\n' for n in (0, 1))
    wording = worded(f'<doel/d> a hg:StrategicObjective ; dct:title "Doel"@nl .\n{ministers}{many}')
    trees = trees_of(wording.graph, "doel/d", [DOWN])
    picture = draw(wording.graph, trees)
    folds = [box for box in picture.boxes if box.folded]
    assert [(len(box.things), box.minister) for box in folds] == [(14, thing("minister/0")), (14, thing("minister/1"))]
    svg = walk_picture(trees, wording, "svg")
    assert svg.count(">… en nog 14 acties<") == 2
    assert ">van Minister 1<" in svg
    assert svg.count(">14×<") == 4, "from the objective and to the minister, for each fold"
    assert "43 dingen, waarvan 28 samengevouwen, en 80 verbanden" in svg
    assert walk_picture(trees, wording, "svg", None).count("Actie ") > 40


def test_no_picture_is_left_over():
    assert len(list(GOLDEN.iterdir())) == len(PICTURES) + len(FOLDING)


def compare(path: Path, text: str, *, update: bool) -> None:
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{path.name} differs; look at it, then HGRAPH_UPDATE_GOLDEN=1"


@pytest.mark.parametrize("form", PICTURES)
def test_the_way_from_an_article_is_the_picture_that_was_looked_at(form, example_project, update_golden):
    start = example_project.resolve("artikel/decreet-2014999001/9")
    target = example_project.resolve("regeerakkoord/akkoord-ravel-2020-2024")
    graph = ThreadReader(example_project).around([start, target])
    text = ways_picture(shortest_way(graph, start, target), Wording(graph, example_project.labels, "nl"), form)
    compare(GOLDEN / f"example-way-from-article-9.{SUFFIXES[form]}", text, update=update_golden)


@pytest.mark.parametrize("form", FOLDING)
def test_what_leads_from_the_sentence_is_the_picture_that_was_looked_at(form, real_project, update_golden):
    start = real_project.resolve("passage/regeerakkoord-kansen-centraal")
    graph = ThreadReader(real_project).around([start], [DOWN])
    trees = [walk(graph, start, DOWN, with_refused=True)]
    text = walk_picture(trees, Wording(graph, real_project.labels, "en"), form)
    compare(GOLDEN / f"real-down-from-the-agreement.en.{SUFFIXES[form]}", text, update=update_golden)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_picture_of_the_real_plan_shows_names_and_no_addresses(language, real_project):
    start = real_project.resolve("plan/higkbp-2020-2024")
    graph = ThreadReader(real_project).around([start])
    trees = [walk(graph, start, way, with_refused=True) for way in Direction]
    root = parsed(walk_picture(trees, Wording(graph, real_project.labels, language), "svg"))
    assert root.get("role") == "img"
    assert root.get("lang") == language
    named = {element.get("id") for element in root.iter() if element.get("id")}
    assert set(root.get("aria-labelledby").split()) <= named
    assert not [text.text for text in root.iter(f"{SVG}text") if "://" in (text.text or "")]
    held = {tie for tie in draw(graph, trees).ties if tie.standing is Standing.PROPOSED}
    assert held


def test_ways_without_a_way_show_what_is_in_common(example_project):
    start, target = (example_project.resolve(f"actie/{name}") for name in ("avondcursussen", "brugfiguren"))
    graph = ThreadReader(example_project).around([start, target])
    found = all_ways(graph, start, target)
    assert not found.ways
    svg = ways_picture(found, Wording(graph, example_project.labels, "nl"), "svg")
    assert "is geen weg vastgelegd. Hun naaste gemeenschappelijke oorsprong is het beleidsplan" in svg
    assert svg.count("· hier begint het<") == 2
