"""IRIs in short and long form, and the slugs people type; never made from a label that may change."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hgraph.namespaces import PREFIXES
from hgraph.terms import Iri, is_valid_iri

if TYPE_CHECKING:
    from curies import Converter


@cache
def _converter() -> Converter:
    from curies import Converter

    return Converter.from_prefix_map(PREFIXES)


def shorten(iri: str, id_base: str | None = None) -> str:
    """Return the shortest readable form of an IRI: ``actie/x`` under the project's base, a CURIE, or the IRI itself.

    >>> shorten("https://w3id.org/hgraph/ns#Action")
    'hg:Action'
    >>> shorten("https://hgraph.example/id/plan/p", "https://hgraph.example/id/")
    'plan/p'
    """
    if id_base and iri.startswith(id_base):
        return iri[len(id_base) :]
    return _converter().compress(iri) or iri


def expand(text: str) -> Iri | None:
    """Return the IRI that text stands for if it is an absolute IRI or a CURIE with a known prefix, else ``None``.

    >>> expand("hg:Action")
    'https://w3id.org/hgraph/ns#Action'
    """
    text = text.strip().removeprefix("<").removesuffix(">")
    if "://" in text or text.startswith("urn:"):
        return Iri(text) if is_valid_iri(text) else None
    expanded = _converter().expand(text) if ":" in text else None
    return Iri(expanded) if expanded and is_valid_iri(expanded) else None
