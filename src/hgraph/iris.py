"""IRIs in short and long form, and the slugs people type; never made from a label that may change."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from hgraph.namespaces import PREFIXES
from hgraph.terms import Iri, is_valid_iri

_LONGEST: Final = max(map(len, PREFIXES.values()))


@cache
def _by_namespace() -> Mapping[str, str]:
    """Return the prefix of each namespace; the first of several in order of name."""
    return {namespace: prefix for prefix, namespace in sorted(PREFIXES.items(), reverse=True)}


def shorten(iri: str, id_base: str | None = None) -> str:
    """Return the shortest readable form of an IRI: ``actie/x`` under the project's base, a CURIE, or the IRI itself.

    >>> shorten("https://w3id.org/hgraph/ns#Action")
    'hg:Action'
    >>> shorten("https://hgraph.example/id/plan/p", "https://hgraph.example/id/")
    'plan/p'
    """
    if id_base and iri.startswith(id_base):
        return iri[len(id_base) :]
    known = _by_namespace()
    for end in range(min(len(iri), _LONGEST), 0, -1):
        if (prefix := known.get(iri[:end])) is not None:
            return f"{prefix}:{iri[end:]}"
    return iri


def expand(text: str) -> Iri | None:
    """Return the IRI that text stands for if it is an absolute IRI or a CURIE with a known prefix, else ``None``.

    >>> expand("hg:Action")
    'https://w3id.org/hgraph/ns#Action'
    """
    text = text.strip().removeprefix("<").removesuffix(">")
    if "://" in text or text.startswith("urn:"):
        return Iri(text) if is_valid_iri(text) else None
    prefix, colon, name = text.partition(":")
    expanded = PREFIXES[prefix] + name if colon and prefix in PREFIXES else ""
    return Iri(expanded) if is_valid_iri(expanded) else None
