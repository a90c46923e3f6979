"""Pages for people: every kind of page of a release, in both languages, as bytes; no page needs a script.

::

    for file in site_pages(view):
        write(file.path, file.content)
    for file in search_bundle(folder):      # once the pages stand in a folder
        write(file.path, file.content)

To share the work over processes, read the edition once and give each process some of its things::

    edition = Edition.of(view)
    pages_of_things(edition, edition.things[0:500])     # in any process
    other_pages(edition, view)                          # once
"""

from hgraph.pages.edition import Edition
from hgraph.pages.frame import Format, Frame, Page
from hgraph.pages.search_page import search_bundle
from hgraph.pages.shown import Namer, Shown
from hgraph.pages.site import assets, other_pages, pages_of_things, site_pages

__all__ = [
    "Edition",
    "Format",
    "Frame",
    "Namer",
    "Page",
    "Shown",
    "assets",
    "other_pages",
    "pages_of_things",
    "search_bundle",
    "site_pages",
]
