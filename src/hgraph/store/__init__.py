"""Named graphs that answer SPARQL: one protocol, embedded in this process or behind an endpoint.

``hgraph.store.remote`` is imported only where an endpoint is named, since its libraries are slow to start.
"""

from hgraph.store.embedded import EmbeddedStore
from hgraph.store.protocol import Store

__all__ = ["EmbeddedStore", "Store"]
