"""The graphs that every store of these tests holds."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from hgraph.namespaces import XSD
from hgraph.terms import Iri

HERE = Path(__file__).parent
POLICY = Iri("https://store.example/graaf/beleid")
PEOPLE = Iri("https://store.example/graaf/mensen")
LARGE = Iri("https://store.example/graaf/lijst")
ELSEWHERE = Iri("https://store.example/graaf/van-anderen")
LARGE_SIZE = 10_500


def contents() -> dict[Iri, str]:
    """Return the graphs that stand at every endpoint, as N-Triples."""
    files = {POLICY: "policy.ttl", PEOPLE: "people.ttl"}
    graphs = {
        name: (ox.serialize(ox.parse(path=HERE / file), format=ox.RdfFormat.N_TRIPLES) or b"").decode()
        for name, file in files.items()
    }
    line = "<https://store.example/ding/{n:05d}> <https://store.example/ns#{p}> {o} .\n"
    graphs[LARGE] = "".join(
        line.format(n=n, p="label", o=f'"één van {n % 50} 😀"@nl')
        + line.format(n=n, p="nummer", o=f'"{n}"^^<{XSD.integer}>')
        for n in range(LARGE_SIZE)
    )
    graphs[ELSEWHERE] = '<https://store.example/id/a> <https://store.example/ns#jaar> "1066" .\n'
    return graphs
