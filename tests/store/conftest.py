"""The same small policy, and the same large list, in every kind of store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from graphs import contents

import strategies  # noqa: F401 - no deadline for a random example
from engines import Endpoint, load_into, oxigraph_server, virtuoso_server
from hgraph.store import EmbeddedStore, Store
from hgraph.store.remote import RemoteStore
from hgraph.store.transport import Limits
from hgraph.terms import Iri

KINDS = ("memory", "disk", "oxigraph", "virtuoso", "virtuoso-capped")
REMOTE = KINDS[2:]


def _filled(endpoint: Endpoint) -> Endpoint:
    for name, triples in contents().items():
        load_into(endpoint, name, triples)
    return endpoint


@pytest.fixture(scope="session")
def oxigraph() -> Iterator[Endpoint]:
    with oxigraph_server() as endpoint:
        yield _filled(endpoint)


@pytest.fixture(scope="session")
def virtuoso() -> Iterator[Endpoint]:
    with virtuoso_server() as endpoint:
        yield _filled(endpoint)


@pytest.fixture(scope="session")
def virtuoso_capped() -> Iterator[Endpoint]:
    with virtuoso_server(rows=10_000, seconds=3) as endpoint:
        yield _filled(endpoint)


class Stores:
    """Makes a store of one kind over some of the graphs."""

    def __init__(self, kind: str, endpoint: Endpoint | None, folder: Path) -> None:
        self.kind, self.endpoint, self._folder = kind, endpoint, folder
        self._open: list[Store] = []

    def over(self, *graphs: Iri, limits: Limits | None = None) -> Store:
        store: Store
        if self.endpoint:
            store = RemoteStore(self.endpoint.query, graphs, limits)
        else:
            store = EmbeddedStore.in_memory() if self.kind == "memory" else EmbeddedStore.on_disk(self._folder)
            for name in graphs:
                store.load(name, contents()[name].encode())
        self._open.append(store)
        return store

    def close(self) -> None:
        for store in self._open:
            store.close()


def _stores(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    kind = request.param
    endpoint = request.getfixturevalue(kind.replace("-", "_")) if kind in REMOTE else None
    stores = Stores(kind, endpoint, tmp_path_factory.mktemp("store") / "quads")
    yield stores
    stores.close()


def _every(*kinds: str) -> list[object]:
    return [pytest.param(kind, id=kind, marks=[pytest.mark.remote] if kind in REMOTE else []) for kind in kinds]


any_store = pytest.fixture(scope="module", params=_every(*KINDS))(_stores)
remote_store = pytest.fixture(scope="module", params=_every(*REMOTE))(_stores)
capped_store = pytest.fixture(scope="module", params=_every("memory", "oxigraph", "virtuoso-capped"))(_stores)
