"""A near walk tells a part of a whole one, and all of it where there is room."""

from __future__ import annotations

from pathlib import Path

import pytest

from hgraph.project import open_project
from hgraph.settings import load_settings
from hgraph.trace import Direction, Mark, ThreadGraph, read_thread, walk, walk_near

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def thread() -> ThreadGraph:
    """Read the thread of the real plan."""
    with open_project(load_settings(ROOT)) as project:
        return read_thread(project.select)


@pytest.mark.parametrize("direction", list(Direction))
def test_with_room_it_reaches_what_a_walk_reaches_and_each_thing_once(thread, direction):
    for thing in sorted(thread.things)[::7]:
        near = walk_near(thread, thing, direction, 50, 10_000)
        unmarked = [step.thing for step in near.steps if step.mark is None]
        assert len(set(unmarked)) == len(unmarked)
        assert near.things() <= walk(thread, thing, direction).things()
        assert set(thread.steps(thing, direction)) <= {step.thing for step in near.steps}
        assert not any(step.hidden for step in near.steps)


@pytest.mark.parametrize("most", [0, 1, 6])
def test_without_room_it_tells_no_more_and_counts_what_lies_right_behind(thread, most):
    for thing in sorted(thread.things)[::5]:
        near = walk_near(thread, thing, Direction.DOWN, 2, most)
        told = [step for step in near.steps[1:] if step.mark is not Mark.REFUSED]
        assert len(told) <= most
        behind = set(thread.steps(thing, Direction.DOWN)) - near.things()
        assert near.steps[0].hidden == len(behind)


def test_steps_stand_in_reading_order_below_the_one_they_follow_from(thread):
    for thing in sorted(thread.things)[::5]:
        for number, step in enumerate(walk_near(thread, thing, Direction.UP, 3, 20).steps[1:], start=1):
            assert step.parent is not None
            assert step.parent < number
