"""Walking up and down: where things hang, where a walk ends, and what it says of circles."""

from itertools import pairwise

import pytest
from small_threads import BASE, linked, names, thing, written

from hgraph.trace import Direction, Mark, ThreadTree, walk

UP, DOWN = Direction.UP, Direction.DOWN


def drawn(tree: ThreadTree) -> list[str]:
    """Return one line per step: depth in dashes, name, mark."""
    return [
        "-" * step.depth
        + step.thing.removeprefix(BASE)
        + (f" {step.mark}" if step.mark else "")
        + (f" +{step.hidden}" if step.hidden else "")
        for step in tree.steps
    ]


def grounds(*pairs: str) -> list[tuple[str, str, str]]:
    return [(pair[0], "ground", pair[1]) for pair in pairs]


def test_a_chain_is_walked_to_its_end_both_ways():
    graph = linked(grounds("ab", "bc", "cd"))
    assert drawn(walk(graph, thing("d"), UP)) == ["d", "-c", "--b", "---a"]
    assert drawn(walk(graph, thing("a"), DOWN)) == ["a", "-b", "--c", "---d"]


def test_a_thing_without_links_is_a_walk_of_one_step():
    graph = linked(grounds("ab"))
    assert drawn(walk(graph, thing("a"), UP)) == ["a"]
    assert drawn(walk(graph, thing("elsewhere"), DOWN)) == ["elsewhere"]


def test_a_diamond_is_told_once_and_referred_to_once():
    graph = linked(grounds("ab", "ac", "bd", "cd", "de"))
    assert drawn(walk(graph, thing("a"), DOWN)) == ["a", "-b", "--d", "---e", "-c", "--d again"]


def test_parallel_links_between_two_things_are_one_step():
    graph = linked([("a", "ground", "b"), ("a", "other", "b"), ("a", "part", "b")])
    tree = walk(graph, thing("a"), DOWN)
    assert drawn(tree) == ["a", "-b"]
    assert [link.role for link in tree.steps[1].links] == ["ground", "other", "part"]


def test_a_circle_is_marked_and_reported_and_ends_the_walk():
    graph = linked(grounds("ab", "bc", "ca", "cd"))
    tree = walk(graph, thing("a"), DOWN)
    assert drawn(tree) == ["a", "-b", "--c", "---a cycle", "---d"]
    assert [names(cycle) for cycle in tree.cycles] == [["a", "b", "c"]]
    assert walk(graph, thing("a"), UP).cycles == tree.cycles


def test_a_thing_that_rests_on_itself_is_a_circle_of_one():
    tree = walk(linked(grounds("aa")), thing("a"), DOWN)
    assert drawn(tree) == ["a", "-a cycle"]
    assert [names(cycle) for cycle in tree.cycles] == [["a"]]


def test_a_circle_that_no_branch_closes_is_reported_all_the_same():
    graph = linked(grounds("ab", "ac", "bc", "cb"))
    tree = walk(graph, thing("a"), DOWN)
    assert drawn(tree) == ["a", "-b", "--c again", "-c", "--b again"]
    assert [names(cycle) for cycle in tree.cycles] == [["b", "c"]]


def test_two_circles_are_two():
    graph = linked(grounds("ab", "ba", "bc", "cd", "dc"))
    assert [names(cycle) for cycle in walk(graph, thing("a"), DOWN).cycles] == [["a", "b"], ["c", "d"]]


def test_an_action_hangs_below_its_objective_and_not_beside_it_below_the_plan():
    graph = linked(
        [
            ("plan", "part", "objective"),
            ("plan", "part", "action"),
            ("plan", "part", "principle"),
            ("principle", "other", "action"),
            ("objective", "ground", "action"),
        ]
    )
    assert drawn(walk(graph, thing("plan"), DOWN)) == [
        "plan",
        "-action again",
        "-objective",
        "--action",
        "-principle",
        "--action again",
    ]


def test_among_equals_a_thing_hangs_nearest_to_the_start():
    graph = linked(grounds("ab", "bc", "ac"))
    assert drawn(walk(graph, thing("a"), DOWN)) == ["a", "-b", "--c again", "-c"]


def test_words_come_before_other_links_and_parts_come_last():
    graph = linked([("a", "part", "x"), ("b", "other", "x"), ("c", "ground", "x"), ("d", "change", "x")])
    assert drawn(walk(graph, thing("x"), UP)) == ["x", "-c", "-b", "-d", "-a"]


def test_article_9_comes_before_article_10():
    articles = ["12", "12bis", "8", "13", "9", "10", "13bis", "11"]
    graph = linked([("decree", "part", f"art/{number}") for number in articles])
    order = names(step.thing for step in walk(graph, thing("decree"), DOWN).steps[1:])
    assert order == [f"art/{number}" for number in ("8", "9", "10", "11", "12", "12bis", "13", "13bis")]


def test_codes_and_first_days_of_office_order_things():
    graph, _ = written("""
        <plan/p> hg:coordinatingMinister <m/a> , <m/b> .
        <m/a> a mandaat:Mandataris ; mandaat:start "2021-05-10"^^xsd:date .
        <m/b> a mandaat:Mandataris ; mandaat:start "2019-10-02"^^xsd:date .
        <d/a> a hg:Objective ; skos:notation "SD10" ; hg:partOfPlan <plan/p> .
        <d/b> a hg:Objective ; skos:notation "SD9" ; hg:partOfPlan <plan/p> .
    """)
    assert drawn(walk(graph, thing("plan/p"), DOWN)) == ["plan/p", "-m/b", "-m/a", "-d/b", "-d/a"]


def test_what_rests_on_a_provision_does_not_come_from_its_amendment():
    graph = linked(
        [
            ("need", "change", "article"),
            ("article", "ground", "duty"),
            ("duty", "ground", "plan"),
            ("plan", "ground", "need"),
            ("article", "part", "paragraph"),
        ]
    )
    assert drawn(walk(graph, thing("need"), DOWN)) == ["need", "-article", "--paragraph"]
    assert drawn(walk(graph, thing("duty"), UP)) == ["duty", "-article"]


def test_a_provision_comes_from_what_changes_it_or_the_whole_it_is_part_of():
    graph = linked(
        [
            ("need", "change", "article"),
            ("decree", "part", "article"),
            ("act", "change", "decree"),
            ("ruling", "change", "act"),
        ]
    )
    assert drawn(walk(graph, thing("article"), UP)) == ["article", "-need", "-decree", "--act"]
    assert drawn(walk(graph, thing("ruling"), DOWN)) == ["ruling", "-act"]


def test_a_way_back_to_the_start_is_a_circle_though_it_does_not_go_round():
    graph = linked([("article", "ground", "duty"), ("duty", "ground", "need"), ("need", "change", "article")])
    for direction in Direction:
        tree = walk(graph, thing("article"), direction)
        assert tree.steps[-1].mark is Mark.CYCLE
        assert [names(cycle) for cycle in tree.cycles] == [["article", "duty", "need"]]


def test_depth_cuts_the_tree_and_says_how_much_is_left():
    graph = linked(grounds("ab", "bc", "cd", "ce"))
    assert drawn(walk(graph, thing("a"), DOWN, 2)) == ["a", "-b", "--c +2"]
    assert drawn(walk(graph, thing("a"), DOWN, 1)) == ["a", "-b +3"]
    assert drawn(walk(graph, thing("a"), DOWN, 4)) == drawn(walk(graph, thing("a"), DOWN))


def test_a_thing_that_hangs_below_the_cut_is_marked_where_another_link_names_it():
    graph = linked([("a", "part", "c"), ("a", "part", "b"), ("b", "ground", "c")])
    assert drawn(walk(graph, thing("a"), DOWN, 1)) == ["a", "-b +1", "-c deeper"]


def test_a_circle_below_the_cut_is_not_reported():
    graph = linked(grounds("ab", "bc", "cb"))
    assert walk(graph, thing("a"), DOWN, 1).cycles == ()
    assert len(walk(graph, thing("a"), DOWN, 3).cycles) == 1


@pytest.mark.parametrize("direction", Direction)
def test_a_refused_link_is_shown_on_request_and_never_followed(direction):
    graph, _ = written("""
        <actie/a> hg:contributesTo <doelstelling/d> . <doelstelling/d> hg:tracesTo <passage/p> .
        <meting/m> hg:reportsOn <actie/a> .
        <spoor/s> a hg:TraceAssertion ; oa:hasBody <actie/a> ; oa:hasTarget <doelstelling/d> ;
            hg:traceKind trace-kind:draagt-bij ; hg:reviewStatus review-status:geweigerd .
    """)
    start, end = ("actie/a", "doelstelling/d") if direction is UP else ("doelstelling/d", "actie/a")
    assert drawn(walk(graph, thing(start), direction)) == [start]
    assert drawn(walk(graph, thing(start), direction, with_refused=True)) == [start, f"-{end} refused"]


def test_a_way_of_ten_thousand_steps_is_walked():
    length = 10_000
    graph = linked((f"n{a}", "ground", f"n{b}") for a, b in pairwise(range(length)))
    tree = walk(graph, thing("n0"), DOWN)
    assert len(tree.steps) == length
    assert tree.steps[-1].depth == length - 1
    assert walk(graph, thing("n0"), DOWN, 1).steps[-1].hidden == length - 2
