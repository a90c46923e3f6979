"""The store that queries of strangers run on: made once for a release, from its dump, in a process of its own.

Started as ``python -m hgraph.serve.replica DUMP FOLDER QUERY``.
"""

from __future__ import annotations

import asyncio
import gzip
import sys
from pathlib import Path
from typing import IO, Final, cast

import pyoxigraph as ox

from hgraph.errors import UnreadableInput
from hgraph.store import EmbeddedStore

ENGINE: Final = "oxigraph"
STATE: Final = "graphs"
"""The folder of the engine, and the file that says whether its graphs overlap, as ``EmbeddedStore`` keeps them."""


def make(dump: Path, folder: Path, query: str) -> None:
    """Load a dump into a folder; the query makes the store find out whether graphs overlap."""
    (folder / ENGINE).mkdir(parents=True)
    engine = ox.Store(str(folder / ENGINE))
    with gzip.open(dump) as stream:
        engine.bulk_load(cast("IO[bytes]", stream), format=ox.RdfFormat.N_QUADS)
    engine.flush()
    engine.optimize()
    del engine
    store = EmbeddedStore.on_disk(folder)
    store.select(query)
    store.close()


async def made(dump: Path, folder: Path, query: str) -> None:
    """Load a dump into a folder in a process of its own. Raises ``UnreadableInput`` if that fails."""
    command = (sys.executable, "-m", "hgraph.serve.replica", str(dump), str(folder), query)
    process = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    try:
        _, errors = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    if process.returncode:
        reason = errors.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise UnreadableInput("release-dump-broken", place=dump, reason=reason or process.returncode)


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
