"""Things that no rule looks at: found by class, on files and on engines, and never one that a rule does look at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli import GRAPH, run, small_project
from engines import load_into, oxigraph_server, virtuoso_server
from hgraph.dataset import read_data, read_vocabulary
from hgraph.namespaces import HG, RDF, SH
from hgraph.project import Project, open_project
from hgraph.settings import load_settings
from hgraph.validation import Target, read_rules, things_without_rule

DATA = (
    GRAPH.format(name="dingen", kind="bron")
    + """@prefix ex: <https://voorbeeld.example/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:Under rdfs:subClassOf ex:Watched .
ex:Watched rdfs:subClassOf ex:Above .
<a> a ex:Watched .
<b> a ex:Under .
<c> a ex:Above .
<d> a ex:Above , ex:Under .
<e> a ex:Other , hg:Theme .
<f> a ex:Other ; ex:from <g> .
<g> a ex:Other .
<h> a ex:Other .
<i> a ex:Other ; ex:to <h> .
"""
)
EX = "https://voorbeeld.example/ns#"
ID = "https://hgraph.example/id/"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return open_project(load_settings(small_project(tmp_path, {"data/dingen.ttl": DATA})))


def unwatched(project: Project, *targets: tuple[str, str]) -> dict[str, list[str]]:
    """Return the names of the things no target looks at, by the name of their class; those of the tests only."""
    groups = things_without_rule(project, {Target(*target) for target in targets})
    return {
        group.class_.rpartition("#")[2]: [thing.removeprefix(ID) for thing in group.things]
        for group in groups
        if group.class_.startswith(EX) or group.class_ == HG.Theme
    }


ALL = {"Other": ["f", "g", "h", "i"], "Above": ["c", "d"], "Theme": ["e"], "Under": ["b"], "Watched": ["a"]}


class TestTargets:
    """Each kind of target counts as looking, and nothing else does."""

    def test_without_rules_everything_is_unwatched_once(self, project: Project) -> None:
        assert unwatched(project) == ALL

    def test_a_class_with_all_below_it(self, project: Project) -> None:
        assert unwatched(project, (SH.targetClass, f"{EX}Watched")) == {
            "Other": ["f", "g", "h", "i"],
            "Above": ["c"],
            "Theme": ["e"],
        }

    def test_subjects_and_objects_of_a_property(self, project: Project) -> None:
        assert unwatched(project, (SH.targetSubjectsOf, f"{EX}from"))["Other"] == ["g", "h", "i"]
        assert unwatched(project, (SH.targetObjectsOf, f"{EX}from"))["Other"] == ["f", "h", "i"]
        assert unwatched(project, (SH.targetObjectsOf, f"{EX}to"), (SH.targetSubjectsOf, f"{EX}to"))["Other"] == [
            "f",
            "g",
        ]

    def test_a_thing_by_name(self, project: Project) -> None:
        assert "Theme" not in unwatched(project, (SH.targetNode, f"{ID}e"))

    def test_a_property_that_everything_has(self, project: Project) -> None:
        assert unwatched(project, (SH.targetSubjectsOf, RDF.type)) == {}

    def test_the_vocabulary_is_not_counted(self, project: Project) -> None:
        found = {str(thing) for group in things_without_rule(project, set()) for thing in group.things}
        assert f"{ID}plan/klein" in found
        assert not [thing for thing in found if thing.startswith("https://w3id.org/hgraph/")]

    def test_most_first_then_by_class(self, project: Project) -> None:
        groups = things_without_rule(project, set())
        assert [(-len(group.things), group.class_) for group in groups] == sorted(
            (-len(group.things), group.class_) for group in groups
        )


@pytest.mark.remote
@pytest.mark.parametrize("server", [oxigraph_server, virtuoso_server], ids=["oxigraph", "virtuoso"])
def test_an_endpoint_says_the_same(server, project: Project) -> None:
    with server() as endpoint:
        for graph in (*read_vocabulary(project.settings), *read_data(project.settings)):
            load_into(endpoint, graph.name, "".join(f"{triple} .\n" for triple in graph.triples or ()))
        there = open_project(load_settings(project.settings.folder, store=endpoint.query))
        targets = {target for rule in read_rules(project.settings) for target in rule.targets}
        assert things_without_rule(there, targets) == things_without_rule(project, targets)
        assert unwatched(there) == ALL


class TestReports:
    """The reader of a report is told."""

    def test_a_rule_that_is_wrong_looks_at_nothing(self, tmp_path: Path) -> None:
        shape = """@prefix ex: <https://voorbeeld.example/ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
            ex:Look a sh:NodeShape ; sh:targetClass ex:Other ; sh:nodeKind {} ."""
        told = {}
        for kind in ("sh:IRI", "sh:Nothing"):
            small_project(tmp_path, {"data/dingen.ttl": DATA, "shapes/eigen.ttl": shape.format(kind)})
            report = json.loads(run("check", "--project", tmp_path, "--format", "json").stdout)
            told[kind] = {group["class"]["iri"] for group in report["things_without_rule"]}
        assert f"{EX}Other" in told["sh:Nothing"] - told["sh:IRI"]

    @pytest.mark.parametrize(
        ("language", "words"), [("nl", "Dingen waar geen regel naar keek"), ("en", "Things that no rule looked at")]
    )
    def test_text_has_one_sentence(self, language: str, words: str, tmp_path: Path) -> None:
        small_project(tmp_path, {"data/dingen.ttl": DATA})
        shown = run("check", "--project", tmp_path, "--language", language).stdout
        assert shown.count(words) == 1
        assert "4 × " in shown
