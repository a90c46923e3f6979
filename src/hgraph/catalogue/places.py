"""Where the files for programs stand in a release, and the IRIs of what they describe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hgraph.releases import View

CATALOGUE: Final = "catalogue"
VOID: Final = "void.ttl"
WELL_KNOWN_VOID: Final = ".well-known/void"
SERVICE: Final = "service.ttl"
QUERIES: Final = "queries"
STREAM: Final = "feeds/ldes/root.ttl"
PAGES: Final = "feeds/ldes/pages.json"
CHANGES: Final = "feeds/changes.json"
SITEMAP: Final = "sitemap.xml"
ROBOTS: Final = "robots.txt"
SECURITY: Final = ".well-known/security.txt"
LICENCE: Final = "licence.txt"
STATEMENTS: Final = "dumps/dataset.nt.gz"
"""All statements of a release, each once, in the order of their subjects."""
ENDPOINT: Final = "sparql"


@dataclass(frozen=True, slots=True)
class Names:
    """IRIs of what a release says of itself. Those with ``#`` are found in the file before it."""

    base: str
    short_id: str

    @classmethod
    def of(cls, view: View) -> Names:
        """Return the names for a release under its base."""
        return cls(view.addresses.base, view.release.short_id)

    def file(self, path: str) -> str:
        """Return the address of a file."""
        return self.base + path

    def record(self, name: str) -> str:
        """Return the IRI of something in the catalogue record, such as ``catalog`` or ``dataset``."""
        return f"{self.base}{CATALOGUE}#{name}"

    @property
    def release(self) -> str:
        """The IRI of this release of the dataset."""
        return release_iri(self.base, self.short_id)

    @property
    def endpoint(self) -> str:
        """The address of the SPARQL endpoint."""
        return self.base + ENDPOINT

    @property
    def service(self) -> str:
        """The IRI of the SPARQL service."""
        return f"{self.base}{SERVICE}#service"

    @property
    def void(self) -> str:
        """The IRI of the dataset as VoID describes it."""
        return f"{self.base}{VOID}#dataset"

    @property
    def stream(self) -> str:
        """The IRI of the stream of changes."""
        return f"{self.base}{STREAM}#stream"


def release_iri(base: str, short_id: str) -> str:
    """Return the IRI of a release, by the first digits of its hash."""
    return f"{base}releases/{short_id}"


def version_iri(base: str, short_id: str, place: str) -> str:
    """Return the IRI of a thing as it is in a release; ``place`` is that of its documents.

    >>> version_iri("https://data.example.org/", "0a1b", "doc/actie/a1")
    'https://data.example.org/version/0a1b/doc/actie/a1'
    """
    return f"{base}version/{short_id}/{place}"
