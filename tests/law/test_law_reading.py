"""What is read of the thread for an act or an article tells the same as the whole thread."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from hgraph import law
from hgraph.law import LawRegister, LawWording
from hgraph.project import Project
from hgraph.terms import Iri
from hgraph.trace import TABLES, ThreadGraph, ThreadReader, Wording, read_thread


def sentences(project: Project, graph: ThreadGraph, register: LawRegister, provisions: list[Iri]) -> list[str]:
    thread, wording = Wording(graph, project.labels, "nl"), LawWording(project.labels, "nl")
    return [law.sentence_about(provision, register, thread, wording) for provision in provisions]


@pytest.mark.parametrize("plan", ["real_project", "example_project"])
def test_what_is_read_for_it_tells_the_same_as_the_whole(plan: str, request: pytest.FixtureRequest) -> None:
    project: Project = request.getfixturevalue(plan)
    register, whole, reader = law.read_register(project.select), read_thread(project.select), ThreadReader(project)
    touched = 0
    for provision in sorted(register.parts):
        part = law.thread_around(reader, register, provision)
        found = law.impact(part, register, provision)
        assert found == law.impact(whole, register, provision)
        assert sentences(project, part, register, [provision]) == sentences(project, whole, register, [provision])
        kinds, labels = (
            [Wording(graph, project.labels, "en").kind(each.thing) for each in found] for graph in (part, whole)
        )
        assert kinds == labels
        touched += len(found)
    assert touched > 10
    for act in sorted(register.acts):
        provisions = register.provisions_of(act)
        part = law.thread_behind(reader, register, act)
        assert sentences(project, part, register, provisions) == sentences(project, whole, register, provisions)


@pytest.mark.parametrize("name", ["impact", "show"])
def test_the_whole_thread_is_not_read(name: str, example_project: Project) -> None:
    """Of what stands in no relation with an article nothing is asked."""
    register = law.read_register(example_project.select)
    act = min(act for act in register.acts if register.provisions_of(act))
    with patch.object(Project, "select", side_effect=Project.select, autospec=True) as asked:
        reader = ThreadReader(example_project)
        if name == "impact":
            law.thread_around(reader, register, register.provisions_of(act)[0])
        else:
            law.thread_behind(reader, register, act)
    wholly = {f"trace/{name}" for name in TABLES}
    assert wholly & {call.args[1] for call in asked.call_args_list} == {"trace/readings"}
