"""The same small policy, and the same large list, in every kind of store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from engines import Endpoint, load_into, oxigraph_server, virtuoso_server

from hgraph.store import EmbeddedStore, Store
from hgraph.store.remote import RemoteStore
from hgraph.store.transport import Limits
from hgraph.terms import Iri

HERE = Path(__file__).parent
POLICY = Iri("https://store.example/graaf/beleid")
PEOPLE = Iri("https://store.example/graaf/mensen")
LARGE = Iri("https://store.example/graaf/lijst")
ELSEWHERE = Iri("https://store.example/graaf/van-anderen")
LARGE_SIZE = 12_345
KINDS = ("memory", "disk", "oxigraph", "virtuoso", "virtuoso-capped")
REMOTE = KINDS[2:]


def contents() -> dict[Iri, str]:
    """Return the graphs that stand at every endpoint, as N-Triples."""
    files = {POLICY: "policy.ttl", PEOPLE: "people.ttl"}
    graphs = {
        name: (ox.serialize(ox.parse(path=HERE / file), format=ox.RdfFormat.N_TRIPLES) or b"").decode()
        for name, file in files.items()
    }
    line = '<https://store.example/ding/{n:05d}> <https://store.example/ns#{p}> {o} .\n'
    graphs[LARGE] = "".join(
        line.format(n=n, p="label", o=f'"één van {n % 50} 😀"@nl') + line.format(n=n, p="nummer", o=n)
        for n in range(LARGE_SIZE)
    )
    graphs[ELSEWHERE] = '<https://store.example/id/a> <https://store.example/ns#jaar> "1066" .\n'
    return graphs


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


any_store = pytest.fixture(scope="module", params=[pytest.param(kind, id=kind) for kind in KINDS])(_stores)
remote_store = pytest.fixture(scope="module", params=[pytest.param(kind, id=kind) for kind in REMOTE])(_stores)
