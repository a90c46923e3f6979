"""Pages for people: every kind of page of a release, in both languages, as bytes; no page needs a script.

::

    for file in site_pages(view):
        write(file.path, file.content)
    edition = Edition.of(view)
    for part in search_parts(edition):
        write_part(edition, part, folder, aside)        # by Pagefind, if it is installed

To share the work over processes, read the edition once and give each process some of its things::

    edition = make_ready(Edition.of(view))
    pages_of_things(edition, edition.things[0:500])     # in any process
    parts_of_lists(edition)                             # each of them once, as these:
    parts_of_release(view)                              # need no edition
    pages_left(edition, made)                           # what nothing else has made
"""

from hgraph.pages.edition import Edition
from hgraph.pages.frame import Format, Frame, Page
from hgraph.pages.records import Quad
from hgraph.pages.reference import parts_of_release
from hgraph.pages.search_bundle import Part, search_parts, write_part
from hgraph.pages.shown import Namer, Shown
from hgraph.pages.site import (
    assets,
    make_ready,
    other_pages,
    pages_left,
    pages_of_things,
    parts_of_lists,
    site_pages,
)

__all__ = [
    "Edition",
    "Format",
    "Frame",
    "Namer",
    "Page",
    "Part",
    "Quad",
    "Shown",
    "assets",
    "make_ready",
    "other_pages",
    "pages_left",
    "pages_of_things",
    "parts_of_lists",
    "parts_of_release",
    "search_parts",
    "site_pages",
    "write_part",
]
