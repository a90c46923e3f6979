"""Writing a release: what goes online, every document about every thing, dumps, whole or not at all.

::

    require_public(chosen_base(settings, None))
    built = build_release(settings, Path("site"), date(2026, 11, 27))
    built.folder                        # site/releases/{id}, shown as site/current
"""

from hgraph.publish.bases import chosen_base, require_public
from hgraph.publish.building import Built, build_release
from hgraph.publish.packing import pack
from hgraph.publish.proof import Leak, LeakFound
from hgraph.publish.site import Site, record_of

__all__ = [
    "Built",
    "Leak",
    "LeakFound",
    "Site",
    "build_release",
    "chosen_base",
    "pack",
    "record_of",
    "require_public",
]
