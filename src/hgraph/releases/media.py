"""The forms in which a thing is told, with their media types and the ends of their file names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a document: its short name, media type and the end of its file name.

    ``language`` is that of a page for people, ``None`` for data.
    """

    name: str
    media_type: str
    suffix: str
    language: str | None = None

    @property
    def content_type(self) -> str:
        """The value of the header ``Content-Type``."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


FORMS: Final = (
    Form("html", "text/html", ".nl.html", "nl"),
    Form("html", "text/html", ".en.html", "en"),
    Form("turtle", "text/turtle", ".ttl"),
    Form("jsonld", "application/ld+json", ".jsonld"),
    Form("ntriples", "application/n-triples", ".nt"),
)
"""The forms of every document about a thing, the most wanted first."""

_OTHER_TYPES: Final = {
    ".atom": "application/atom+xml",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".png": "image/png",
    ".rq": "application/sparql-query",
    ".sha256": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".trig": "application/trig",
    ".ttl": "text/turtle; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
}


def form_of(path: str) -> Form | None:
    """Return the form of a document by the end of its name, ``None`` for any other file."""
    return next((form for form in FORMS if path.endswith(form.suffix)), None)


def media_type(path: str) -> str:
    """Return the value of ``Content-Type`` for a file of a release, by the end of its name."""
    ends = (suffix for suffix in _OTHER_TYPES if path.endswith(suffix))
    return _OTHER_TYPES.get(max(ends, key=len, default=""), "application/octet-stream")


def media_types() -> tuple[str, ...]:
    """Return the ends of file names whose media type is known, those of pages by their last part only."""
    return tuple(_OTHER_TYPES)
