"""Every shipped question, and traces, on one opened project: how long each takes, as one line of JSON.

    python benchmarks/lookups.py PROJECT [--near]

A question that needs a thing gets the first of its class by name; the time is the best of three. With ``--near`` the
thread is not read as a whole: one action is looked up and traced by reading no more than is reached, as commands do;
beside it stand the seconds to open the project and the memory that it then takes.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from hgraph.cli import collect_seldom
from hgraph.iris import expand
from hgraph.namespaces import HG
from hgraph.project import Project, open_project
from hgraph.questions import Parameter, ask, load_questions
from hgraph.settings import load_settings
from hgraph.trace import Direction, ThreadReader, Wording, read_thread, thread_text, walk

_OTHERWISE = {"date": "2022-06-01", "integer": "2022", "text": "plan"}


def best(work: Callable[[], object], times: int = 3) -> float:
    """Return the shortest time in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken) * 1000


def argument(project: Project, parameter: Parameter) -> str:
    """Return something that can be asked about: a thing of the class, what a property points at, or a value."""
    if parameter.type != "iri":
        return _OTHERWISE[parameter.type]
    if parameter.object_of:
        found = project.store.select(f"SELECT ?thing WHERE {{ ?any <{expand(parameter.object_of)}> ?thing }} LIMIT 1")
        return str(found.rows[0][0])
    things = project.instances(str(expand(parameter.of_class or "hg:Action")))
    return min(things) if things else f"{project.settings.id_base}nothing"


def questions(project: Project) -> dict[str, float]:
    """Return the time of every question, with no more arguments than it needs."""
    catalogue = load_questions(project.settings.content("queries", "*.rq"))
    times = {}
    for name, question in catalogue.items():
        given = {each.name: argument(project, each) for each in question.asked if each.required}
        times[name] = best(lambda question=question, given=given: ask(question, given, project.store))
    return times


def traces(project: Project) -> dict[str, float]:
    """Return the time to read the whole thread, and to walk it both ways from one thing."""
    thread = read_thread(project.select)
    start = min(project.instances(HG.Action))
    return {
        "read": best(lambda: read_thread(project.select), 1),
        "up": best(lambda: walk(thread, start, Direction.UP, None, with_refused=True)),
        "down": best(lambda: walk(thread, start, Direction.DOWN, None, with_refused=True)),
    }


def near(project: Project) -> dict[str, float]:
    """Return the time to show what one action comes from, in words, and to walk both ways from it."""
    start = min(project.instances(HG.Action))
    reader = ThreadReader(project)

    def look_up() -> None:
        around = reader.around([start], [Direction.UP])
        thread_text([walk(around, start, Direction.UP)], Wording(around, project.labels, "nl"), 100)

    return {
        "look_up": best(look_up, 5),
        "up": best(lambda: walk(reader.around([start], [Direction.UP]), start, Direction.UP), 5),
        "down": best(lambda: walk(reader.around([start], [Direction.DOWN]), start, Direction.DOWN), 5),
    }


def main() -> None:
    """Open the project, ask and trace, and print the times."""
    collect_seldom()
    began = time.perf_counter()
    with open_project(load_settings(Path(sys.argv[1]))) as project:
        opened = time.perf_counter() - began
        if "--near" in sys.argv:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            found = {"near": near(project) | {"open": opened, "peak_mb": peak}}
        else:
            found = {"traces": traces(project)}
        print(json.dumps({"questions": questions(project), **found}))


if __name__ == "__main__":
    main()
