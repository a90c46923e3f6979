"""The programs that visit a site, each with the headers that it sends by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_QUALITY: Final = re.compile(r";\s*q\s*=\s*([0-9.]+)")


@dataclass(frozen=True, slots=True)
class Client:
    """A program with its ``Accept`` header, and whether it reads pages or data; ``None`` takes whatever comes."""

    name: str
    accept: str
    reads: str | None

    def wants(self, media_type: str) -> bool:
        """Say whether the program takes a media type, and reads what comes in it."""
        if quality(self.accept, media_type) <= 0:
            return False
        return self.reads is None or (self.reads == "pages") == (media_type in PAGES)


PAGES: Final = ("text/html", "application/xhtml+xml")
DATA: Final = {
    "text/turtle": ".ttl",
    "application/ld+json": ".jsonld",
    "application/n-triples": ".nt",
    "application/n-quads": ".nq",
    "application/trig": ".trig",
}
"""Media types of data that a body can be read in, with the ends of names of files in them."""
_BROWSER: Final = "text/html,application/xhtml+xml,application/xml;q=0.9"
CLIENTS: Final = (
    Client("curl", "*/*", None),
    Client("Firefox", f"{_BROWSER},image/avif,image/webp,image/png,image/svg+xml,*/*;q=0.8", "pages"),
    Client(
        "Chrome",
        f"{_BROWSER},image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
        "pages",
    ),
    Client("Safari", f"{_BROWSER},*/*;q=0.8", "pages"),
    Client(
        "rdflib",
        "application/rdf+xml, text/turtle, text/n3, application/n-triples, application/n-quads, application/trig, "
        "application/ld+json, text/html",
        "data",
    ),
    Client(
        "Jena",
        "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,"
        "application/trig,application/n-quads;q=0.9,*/*;q=0.3",
        "data",
    ),
    Client(
        "Comunica",
        "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,"
        "text/turtle;q=0.6,application/rdf+xml;q=0.5,text/n3;q=0.35,application/xml;q=0.3,image/svg+xml;q=0.3,"
        "text/html;q=0.2,application/xhtml+xml;q=0.18",
        "data",
    ),
    Client("Oxigraph", "application/n-triples, text/turtle, application/rdf+xml", "data"),
)
SPARQL_WRAPPER: Final = Client(
    "SPARQLWrapper",
    "application/sparql-results+json,application/json,text/javascript,application/javascript",
    None,
)
UNKNOWN: Final = Client("curl", "application/x-hgraph-nothing", None)
"""Asks for a form that nobody has."""


def quality(accept: str, media_type: str) -> float:
    """Return how much an ``Accept`` header wants a media type: its most specific part that fits decides."""
    kind = media_type.partition("/")[0]
    ranked = {"*/*": 0, f"{kind}/*": 1, media_type: 2}
    found = (-1, 0.0)
    for part in accept.split(","):
        name = part.partition(";")[0].strip().lower()
        if name in ranked:
            match = _QUALITY.search(part)
            found = max(found, (ranked[name], float(match[1]) if match else 1.0))
    return found[1]
