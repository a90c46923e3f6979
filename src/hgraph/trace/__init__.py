"""The thread from the words of an agreement to an article of a decree: read as a graph, walked up or down, shown.

::

    graph = read_thread(project.select)
    tree = walk(graph, project.resolve("actie/x"), Direction.UP)
    print(thread_text([tree], Wording(graph, project.labels, "nl"), 100))
"""

from hgraph.trace.columns import Column, column_of
from hgraph.trace.forms import FOLDING, PICTURES, walk_picture, ways_picture
from hgraph.trace.graph import TABLES, ThreadGraph, build, read_thread
from hgraph.trace.grounds import left_without_ground
from hgraph.trace.links import Assertion, Direction, Link, Passage, Relation, Role, Thing
from hgraph.trace.near import walk_near
from hgraph.trace.paths import MOST_WAYS, Common, Way, Ways, all_ways, nearest_common, shortest_way
from hgraph.trace.picture import PER_COLUMN, Box, Picture, Standing, Tie, draw
from hgraph.trace.quotes import Line
from hgraph.trace.reading import Office, ThreadReader
from hgraph.trace.rows import thread_json, thread_table, ways_json, ways_table
from hgraph.trace.svg_style import PICTURE_STYLE
from hgraph.trace.tree import thread_lines, thread_text
from hgraph.trace.walk import Mark, Step, ThreadTree, walk
from hgraph.trace.ways import ways_sentence, ways_text
from hgraph.trace.wording import Wording, sources_of, words_of

__all__ = [
    "FOLDING",
    "MOST_WAYS",
    "PER_COLUMN",
    "PICTURES",
    "PICTURE_STYLE",
    "TABLES",
    "Assertion",
    "Box",
    "Column",
    "Common",
    "Direction",
    "Line",
    "Link",
    "Mark",
    "Office",
    "Passage",
    "Picture",
    "Relation",
    "Role",
    "Standing",
    "Step",
    "Thing",
    "ThreadGraph",
    "ThreadReader",
    "ThreadTree",
    "Tie",
    "Way",
    "Ways",
    "Wording",
    "all_ways",
    "build",
    "column_of",
    "draw",
    "left_without_ground",
    "nearest_common",
    "read_thread",
    "shortest_way",
    "sources_of",
    "thread_json",
    "thread_lines",
    "thread_table",
    "thread_text",
    "walk",
    "walk_near",
    "walk_picture",
    "ways_json",
    "ways_picture",
    "ways_sentence",
    "ways_table",
    "ways_text",
    "words_of",
]
