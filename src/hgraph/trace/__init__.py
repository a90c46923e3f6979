"""The thread from the words of an agreement to an article of a decree: read as a graph, walked up or down, shown.

::

    graph = read_thread(project.select)
    tree = walk(graph, project.resolve("actie/x"), Direction.UP)
    print(thread_text([tree], Wording(graph, project.labels, "nl"), 100))
"""

from hgraph.trace.graph import TABLES, ThreadGraph, build, read_thread
from hgraph.trace.grounds import left_without_ground
from hgraph.trace.links import Assertion, Direction, Link, Passage, Relation, Role, Thing
from hgraph.trace.quotes import Line
from hgraph.trace.rows import thread_json, thread_table
from hgraph.trace.tree import thread_lines, thread_text
from hgraph.trace.walk import Mark, Step, ThreadTree, walk
from hgraph.trace.wording import Wording, sources_of, words_of

__all__ = [
    "TABLES",
    "Assertion",
    "Direction",
    "Line",
    "Link",
    "Mark",
    "Passage",
    "Relation",
    "Role",
    "Step",
    "Thing",
    "ThreadGraph",
    "ThreadTree",
    "Wording",
    "build",
    "left_without_ground",
    "read_thread",
    "sources_of",
    "thread_json",
    "thread_lines",
    "thread_table",
    "thread_text",
    "walk",
    "words_of",
]
