"""What a change touches, and what loses its only ground."""

from __future__ import annotations

import json

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli import run
from hgraph.analysis import impact_of
from hgraph.project import Project
from hgraph.terms import Iri
from hgraph.trace import Direction, Link, Role, ThreadGraph, ThreadReader, left_without_ground, read_thread

PLAN = "https://voorbeeld.example/id/"
OPEN_DOORS = Iri(f"{PLAN}doelstelling/open-deuren")

_THINGS = [Iri(f"urn:x:{letter}") for letter in "abcdefg"]
_EDGES = st.sets(st.tuples(st.sampled_from(_THINGS), st.sampled_from(_THINGS)), max_size=14)


def thread(edges: set[tuple[Iri, Iri]], role: Role = Role.GROUND) -> ThreadGraph:
    """Return a thread of links of one role."""
    relation = Iri("urn:x:rests-on")
    return ThreadGraph.of(Link(*edge, relation, Direction.UP, role) for edge in sorted(edges))


def standing(edges: set[tuple[Iri, Iri]]) -> set[Iri]:
    """Return what can be reached from what rests on nothing, or from a circle that rests on nothing else."""
    graph = nx.DiGraph(sorted(edge for edge in edges if edge[0] != edge[1]))
    knots = nx.condensation(graph) if graph else graph
    roots = [thing for knot in knots if knots.in_degree(knot) == 0 for thing in knots.nodes[knot]["members"]]
    return {*roots, *(thing for root in roots for thing in nx.descendants(graph, root))}


@given(_EDGES, st.sampled_from(_THINGS))
def test_what_loses_its_only_ground_is_what_stands_no_more(edges: set[tuple[Iri, Iri]], dropped: Iri) -> None:
    """Against another way of counting: whoever still has a way from something that stood without the dropped thing."""
    below = nx.descendants(nx.DiGraph(sorted(edges)), dropped) if any(dropped in edge for edge in edges) else set()
    left = {edge for edge in edges if dropped not in edge}
    outside = {thing for edge in left for thing in edge} - below - {dropped}
    reached = {thing for start in outside for thing in nx.descendants(nx.DiGraph(sorted(left)), start)} | outside
    assert left_without_ground(thread(edges), dropped) == below - reached - {dropped}
    assert not left_without_ground(thread(edges), dropped) & (standing(left) - below)


@given(_EDGES, st.sampled_from(_THINGS))
def test_to_be_a_part_is_no_ground(edges: set[tuple[Iri, Iri]], dropped: Iri) -> None:
    assert left_without_ground(thread(edges, Role.PART), dropped) == frozenset()


def test_of_an_objective(example_project: Project) -> None:
    """The actions that serve no other objective fall with it, and their reports; the one that serves two stands."""
    found = impact_of(example_project, read_thread(example_project.select), OPEN_DOORS)
    names = {example_project.labels.label(thing, "nl") for thing in found.groundless}
    assert "Praktijktoetsen op de huurmarkt" in names
    assert "Taalcoaches op de werkvloer" not in names
    direct = {example_project.labels.label(each.thing, "nl") for each in found.touched if each.through is None}
    assert direct == {
        "Advies aan kleine ondernemingen over aanwerving",
        "Meldpunt discriminatie aan elk gemeentelijk loket",
        "Praktijktoetsen op de huurmarkt",
        "Taalcoaches op de werkvloer",
    }
    assert [each.steps for each in found.touched] == sorted(each.steps for each in found.touched)


@pytest.mark.parametrize("name", ["real", "example"])
def test_what_is_read_for_it_tells_the_same_as_the_whole(
    name: str, real_project: Project, example_project: Project
) -> None:
    project = {"real": real_project, "example": example_project}[name]
    whole, reader = read_thread(project.select), ThreadReader(project)
    found = {start: impact_of(project, whole, start) for start in sorted(whole.things)[:: 7 if name == "real" else 3]}
    assert any(each.groundless for each in found.values())
    for start, impact in found.items():
        part = reader.around([start], [Direction.DOWN], with_origins=True)
        assert impact_of(project, part, start) == impact, start


class TestCommand:
    """``hgraph impact``."""

    def test_dutch(self, example_project: Project) -> None:
        shown = run("impact", "doelstelling/open-deuren", "--drop", "--project", example_project.settings.folder)
        assert shown.exit_code == 0
        assert shown.stdout.startswith("Wat als “OD3.1 Werkgevers en verhuurders kiezen zonder onderscheid” vervalt?\n")
        assert "dingen rusten hierop alleen; " in shown.stdout
        assert "• Praktijktoetsen op de huurmarkt (Actie)\n" in shown.stdout

    def test_english_and_a_limit(self, example_project: Project) -> None:
        folder = example_project.settings.folder
        shown = run("impact", OPEN_DOORS, "--limit", "2", "--language", "en", "--project", folder).stdout
        assert "What does a change of “OD3.1 " in shown
        assert "• … and 2 more.\n" in shown
        assert "Loses its only ground\n" not in shown

    def test_a_row_for_each_thing(self, example_project: Project) -> None:
        folder = example_project.settings.folder
        rows = json.loads(run("impact", OPEN_DOORS, "--format", "json", "--project", folder).stdout)
        found = impact_of(example_project, read_thread(example_project.select), OPEN_DOORS)
        assert [row["iri"] for row in rows] == [each.thing for each in found.touched]
        assert {row["iri"] for row in rows if row["verliest enige grond"] == "ja"} == found.groundless
        table = run("impact", OPEN_DOORS, "--format", "csv", "--project", folder).stdout
        assert len(table.splitlines()) == len(rows) + 1

    def test_nothing_follows(self, example_project: Project) -> None:
        shown = run("impact", "mandataris/zeegras-2020", "--project", example_project.settings.folder)
        assert "Er is niets vastgelegd dat hieruit voortkomt." in shown.stdout

    @pytest.mark.parametrize("form", ["markdown", "html"])
    def test_forms(self, example_project: Project, form: str) -> None:
        folder = example_project.settings.folder
        assert (
            "Praktijktoetsen op de huurmarkt" in run("impact", OPEN_DOORS, "--format", form, "--project", folder).stdout
        )

    def test_a_thing_that_is_not_there(self, example_project: Project) -> None:
        assert run("impact", "nergens", "--project", example_project.settings.folder).exit_code == 2
