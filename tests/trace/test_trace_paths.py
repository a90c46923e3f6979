"""Ways between two things: by hand on random threads, and as they are told on the example and the real plan."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_threads import ROLES, linked, names, thing, worded

import strategies  # noqa: F401 - its profile: no deadline
from hgraph.messages import LANGUAGES, catalogue
from hgraph.trace import (
    Direction,
    Role,
    ThreadReader,
    Wording,
    all_ways,
    nearest_common,
    read_thread,
    shortest_way,
    walk,
    ways_sentence,
    ways_text,
)
from hgraph.trace.wording import local_name

UP, DOWN = Direction.UP, Direction.DOWN
_NAMES = [f"n{number}" for number in range(8)]
_LINKS = st.lists(
    st.tuples(st.sampled_from(_NAMES), st.sampled_from(list(ROLES)), st.sampled_from(_NAMES)), max_size=24
)
_NAME = st.sampled_from(_NAMES)


def by_hand(graph, origin, consequence):
    """Return every way down without a repeated thing, by trying all: one change at most, and after it only parts."""
    found, waiting = set(), [((origin,), False)]
    while waiting:
        way, changed = waiting.pop()
        if way[-1] == consequence:
            found.add(way)
            continue
        for other, links in graph.steps(way[-1], DOWN).items():
            roles = {link.role for link in links}
            if other in way:
                continue
            if not changed and roles - {Role.CHANGE}:
                waiting.append(((*way, other), False))
            if (Role.CHANGE in roles and not changed) or (Role.PART in roles and changed):
                waiting.append(((*way, other), True))
    return found


def expected(graph, start, target):
    """Return every way by hand, with its direction: on a circle the same things can be passed both up and down."""
    down = {(DOWN, way) for way in by_hand(graph, start, target)}
    return down | {(UP, tuple(reversed(way))) for way in by_hand(graph, target, start)}


@given(_LINKS, _NAME, _NAME, st.integers(0, 99))
def test_a_shortest_way_is_a_way_and_none_is_shorter(links, one, other, seed):
    start, target = thing(one), thing(other)
    if start == target:
        return
    graph = linked(links)
    found = shortest_way(graph, start, target)
    assert found == shortest_way(linked(links, seed), start, target), "the order of links does not matter"
    ways = expected(graph, start, target)
    assert bool(found.ways) == bool(ways)
    for way in found.ways:
        assert (way.direction, way.things) in ways
        assert len(way.things) == min(len(things) for _, things in ways)


@given(_LINKS, _NAME, _NAME)
def test_all_ways_are_all_there_are_and_none_passes_a_thing_twice(links, one, other):
    start, target = thing(one), thing(other)
    if start == target:
        return
    graph = linked(links)
    found = all_ways(graph, start, target, most=1000)
    things = [(way.direction, way.things) for way in found.ways]
    assert set(things) == expected(graph, start, target)
    assert len(things) == len(set(things))
    assert all(len(set(way)) == len(way) for _, way in things)
    assert [len(way) for _, way in things] == sorted(len(way) for _, way in things)
    assert not found.cut


@given(_LINKS, _NAME, _NAME, st.integers(1, 3), st.integers(1, 4))
def test_ways_are_cut_where_it_is_said(links, one, other, most, longest):
    start, target = thing(one), thing(other)
    if start == target:
        return
    graph = linked(links)
    ways = expected(graph, start, target)
    short = {(direction, way) for direction, way in ways if len(way) <= longest + 1}
    found = all_ways(graph, start, target, longest, most)
    assert {(way.direction, way.things) for way in found.ways} <= short
    assert len(found.ways) == min(most, len(short))
    assert found.cut == (len(found.ways) < len(ways))


@given(_LINKS, _NAME, _NAME)
def test_the_links_of_a_way_lead_from_thing_to_thing(links, one, other):
    start, target = thing(one), thing(other)
    if start == target:
        return
    for way in all_ways(linked(links), start, target).ways:
        for (here, there), between in zip(pairwise(way.things), way.links, strict=True):
            ends = (there, here) if way.direction is UP else (here, there)
            assert between
            assert {(link.origin, link.consequence) for link in between} == {ends}
        assert [step.thing for step in way.tree().steps] == list(way.things)


@given(_LINKS, _NAME, _NAME)
def test_what_two_things_have_in_common_is_reached_from_both(links, one, other):
    start, target = thing(one), thing(other)
    graph = linked(links)
    if start == target or expected(graph, start, target):
        return
    common = nearest_common(graph, start, target)
    shared = {way: walk(graph, start, way).things() & walk(graph, target, way).things() for way in Direction}
    assert (common is not None) == any(shared.values())
    if common:
        assert common.thing in shared[common.direction]
        assert (common.first.things[0], common.first.things[-1]) == (start, common.thing)
        assert (common.second.things[0], common.second.things[-1]) == (target, common.thing)


def test_of_two_ways_of_one_length_the_one_that_says_more_is_taken():
    links = [("o", "part", "p"), ("p", "part", "c"), ("o", "ground", "g"), ("g", "ground", "c")]
    graph = linked(links)
    assert names(shortest_way(graph, thing("c"), thing("o")).ways[0].things) == ["c", "g", "o"]
    assert names(all_ways(graph, thing("c"), thing("o")).ways[0].things) == ["c", "g", "o"]


def test_many_ways_are_found_without_trying_them_all():
    """Thirty diamonds in a row: two to the power of thirty ways."""
    links = []
    for number in range(30):
        for side in ("a", "b"):
            links += [(f"k{number}", "ground", f"{side}{number}"), (f"{side}{number}", "ground", f"k{number + 1}")]
    found = all_ways(linked(links), thing("k0"), thing("k30"), most=5)
    assert len(found.ways) == 5
    assert found.cut


SMALL = """
<regeerakkoord/r> a hg:CoalitionAgreement ; dct:title "Het Akkoord"@nl , "The Agreement"@en .
<passage/a> a hg:Passage ; dct:title "Kansen"@nl , "Chances"@en ; dct:isPartOf <regeerakkoord/r> ;
    oa:hasSelector <passage/a/citaat> .
<passage/a/citaat> oa:exact "Iedereen krijgt kansen." .
<plan/p> a hg:PolicyPlan ; dct:title "Plan P"@nl , "Plan P"@en ; hg:concretises <passage/a> .
<nood/n> a hg:AmendmentNeed ; dct:title "Nood N"@nl , "Need N"@en ; hg:arisesFrom <plan/p> ;
    hg:affects <artikel/8> .
<artikel/8> a eli:LegalResourceSubdivision ; eli:title_short "Artikel 8"@nl , "Article 8"@en .
<spoor/s> a hg:TraceAssertion ; oa:hasBody <nood/n> ; oa:hasTarget <artikel/8> ;
    hg:traceKind trace-kind:vereist-wijziging ; hg:reviewStatus review-status:voorgesteld .
<minister/m> a mandaat:Mandataris ; skos:prefLabel "An Peeters"@nl .
<actie/x> a hg:Action ; dct:title "Actie X"@nl ; hg:leadMinister <minister/m> ; hg:partOfPlan <plan/p> .
<actie/y> a hg:Action ; dct:title "Actie Y"@nl ; hg:partOfPlan <plan/p> .
<actie/z> a hg:Action ; dct:title "Actie Z"@nl ; hg:contributesTo <doel/z> .
<doel/z> a hg:StrategicObjective ; dct:title "Doel Z"@nl .
"""


def told(start, target, language="nl", longest=None):
    wording = worded(SMALL, language)
    return ways_sentence(shortest_way(wording.graph, thing(start), thing(target), longest), wording)


def test_a_way_up_is_one_dutch_sentence():
    assert told("artikel/8", "passage/a") == (
        "De bepaling “Artikel 8” moet wijzigen wegens de wijzigingsnood “Nood N” (nog niet beoordeeld); "
        "die komt voort uit het beleidsplan “Plan P”; dat concretiseert “Iedereen krijgt kansen.” (Het Akkoord)."
    )


def test_a_way_down_is_one_english_sentence():
    assert told("passage/a", "artikel/8", "en") == (
        "“Iedereen krijgt kansen.” (The Agreement) is concretised by the policy plan “Plan P”, which gives rise to "
        "the amendment need “Need N”, which affects the provision “Article 8” (not yet reviewed)."
    )


def test_without_a_way_the_nearest_common_thing_is_named():
    assert told("actie/x", "actie/y") == (
        "Tussen “Actie X” en “Actie Y” is geen weg vastgelegd. Hun naaste gemeenschappelijke oorsprong is "
        "het beleidsplan “Plan P”, op 1 en 1 stappen."
    )
    assert told("actie/x", "actie/z", "en") == (
        "No way is recorded between “Actie X” and “Actie Z”, and they have nothing in common in the thread."
    )


def test_a_way_that_is_too_long_is_said_to_be_there():
    assert told("artikel/8", "passage/a", longest=2) == (
        "Tussen “Artikel 8” en “Kansen” is geen weg van hoogstens 2 stappen vastgelegd, wel een langere: "
        "vraag er meer met --depth."
    )


def test_ways_as_lines_say_how_many_there_are():
    wording = worded(SMALL)
    found = shortest_way(wording.graph, thing("actie/x"), thing("plan/p"))
    assert (
        ways_text(found, wording, 100, asked_for_all=False).splitlines()[0]
        == "Van “Actie X” naar “Plan P” is het één stap"
    )
    only = all_ways(wording.graph, thing("artikel/8"), thing("passage/a"))
    assert ways_text(only, wording, 100, asked_for_all=True).startswith("De enige weg van “Artikel 8” naar “Kansen”: 3")


@pytest.mark.parametrize("name", ["real", "example"])
def test_what_is_reached_is_read_and_tells_the_same_as_the_whole(name, real_project, example_project):
    project = {"real": real_project, "example": example_project}[name]
    whole, reader = read_thread(project.select), ThreadReader(project)
    for start in sorted(whole.things)[:: 7 if name == "real" else 3]:
        part = reader.around([start])
        for direction in Direction:
            tree = walk(whole, start, direction, with_refused=True)
            assert walk(part, start, direction, with_refused=True) == tree, start
            here, there = (Wording(graph, project.labels, "nl") for graph in (whole, part))
            assert [here.name(step.thing) for step in tree.steps] == [there.name(step.thing) for step in tree.steps]


def test_every_link_of_the_thread_has_its_clauses(real_project):
    known = set(catalogue("trace")["clause"])
    relations = read_thread(real_project.select).relations
    assert {local_name(relation) for relation in relations} == known - {"any"}


@pytest.mark.parametrize("name", ["real", "example"])
def test_every_class_in_the_thread_has_its_words(name, real_project, example_project):
    graph = read_thread({"real": real_project, "example": example_project}[name].select)
    assert {local_name(graph.type(each)) for each in graph.things} - set(catalogue("trace")["kind"]) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_from_an_article_to_the_agreement_is_a_sentence(language, real_project):
    graph = read_thread(real_project.select)
    wording = Wording(graph, real_project.labels, language)
    target = real_project.resolve("passage/regeerakkoord-kansen-centraal")
    for number in ("8", "9", "10", "11", "12", "12bis", "13", "13bis", "14"):
        start = real_project.resolve(f"artikel/decreet-2008203387/{number}")
        sentence = ways_sentence(shortest_way(graph, start, target), wording)
        assert sentence.endswith(".")
        assert "De Vlaamse Regering wil een robuust beleid ontwikkelen" in sentence
        assert "https://" not in sentence
