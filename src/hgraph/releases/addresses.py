"""From the IRI of a thing to the place of its documents in a release, and back from a place to the IRI."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from hgraph.namespaces import PREFIXES
from hgraph.releases.media import FORMS

_WORDS: Final = PREFIXES["hg"]
_CODES: Final = f"{PREFIXES['statement-kind'].removesuffix('/').rpartition('/')[0]}/"
"""Under which every code list has its IRI."""
_PLAIN: Final = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*")
_SUFFIXES: Final = tuple(form.suffix for form in FORMS)
_LONGEST: Final = 120
"""Characters of one part of a path; file systems allow 255 bytes, and suffixes follow."""
_FARTHEST: Final = 1_000
"""Characters of a whole place; systems allow 4,096 bytes for a path, and the folder of the release comes before it."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where things stand under one base (``https://data.example.org/plan/``, with a slash at the end)."""

    base: str

    @property
    def id_base(self) -> str:
        """IRI under which the project's own things live."""
        return f"{self.base}id/"

    def place(self, iri: str) -> str:
        """Return the place of the documents about a thing: a path in the release, without the suffix of a form.

        Every part of it is a plain file name, whatever the IRI holds, and two IRIs never share a place, nor does a
        folder of one stand where a document of another does.

        >>> Addresses("https://data.example.org/").place("https://data.example.org/id/actie/a1")
        'doc/actie/a1'
        >>> Addresses("https://data.example.org/").place("http://themis.vlaanderen.be/id/mandataris/5f")
        'extern/http/themis.vlaanderen.be/id/mandataris/5f'
        >>> Addresses("https://data.example.org/").place("urn:isbn:9")
        'extern/urn=3A/isbn=3A9'
        """
        for start, folder in ((self.id_base, "doc"), (_WORDS, "term"), (_CODES, "code")):
            if iri.startswith(start) and len(iri) > len(start):
                return _joined(iri, folder, *map(_part, iri[len(start) :].split("/")))
        scheme, _, rest = iri.partition(":")
        if rest.startswith("//"):
            return _joined(iri, "extern", _part(scheme), *map(_part, rest[2:].split("/")))
        return _joined(iri, "extern", _part(f"{scheme}:"), *map(_part, rest.split("/")))

    def document(self, iri: str) -> str:
        """Return the address of the document about a thing, without the suffix of a form."""
        return self.base + self.place(iri)

    def release(self, short_id: str) -> str:
        """Return the IRI of a release, by the first digits of its hash."""
        return f"{self.base}releases/{short_id}"

    def is_own(self, iri: str) -> bool:
        """Say whether a thing answers at its own IRI: it lives under the base."""
        return iri.startswith(self.id_base)


def _joined(iri: str, *parts: str) -> str:
    """Return parts as a place; one that leads too far is cut, and ends in the hash of the whole IRI."""
    place = "/".join(parts)
    if len(place) <= _FARTHEST:
        return place
    return f"{place[:_FARTHEST].rpartition('/')[0]}/=={_digest(iri)}"


def _part(text: str) -> str:
    """Return one part of an IRI as a plain file name: what is not plain is written ``=XX``, byte by byte.

    So is the last dot of a part that ends as documents do: the folder of ``a.ttl/b`` would stand in the way of the
    Turtle about ``a``.
    """
    like_a_document = text.endswith(_SUFFIXES)
    if _PLAIN.fullmatch(text) and len(text) <= _LONGEST and not like_a_document:
        return text
    last = text.rfind(".") if like_a_document else 0
    escaped = "".join(
        char
        if char.isascii() and (char.isalnum() or char in "_~-" or (char == "." and index not in (0, last)))
        else _escaped(char)
        for index, char in enumerate(text)
    )
    if not escaped:
        return "="
    return escaped if len(escaped) <= _LONGEST else f"{escaped[:60]}=={_digest(text)}"


def _escaped(char: str) -> str:
    quoted = quote(char, safe="")
    return quoted.replace("%", "=") if quoted != char else f"={ord(char):02X}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def unescaped(part: str) -> str:
    """Return the part of an IRI that a file name stands for, unless it was cut for its length.

    >>> unescaped("a=20b")
    'a b'
    """
    return "" if part == "=" else unquote(part.replace("=", "%"))
