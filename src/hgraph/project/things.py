"""From what a person types to the one thing that is meant; never a guess."""

from __future__ import annotations

from collections.abc import Collection

from hgraph.errors import UsageError
from hgraph.iris import expand, shorten
from hgraph.labels import LabelIndex
from hgraph.terms import Iri, is_valid_iri

_SHOWN = 8


def resolve_thing(
    text: str, labels: LabelIndex, id_base: str, language: str, among: Collection[str] | None = None
) -> Iri:
    """Return the thing a text stands for: an IRI, a CURIE, a slug (``plan/x`` or its last part), or words of a label.

    ``among`` says what is meant: other things count only if none of these fits. Raises ``UsageError``:
    ``unknown-thing`` if nothing fits, ``ambiguous-thing`` with the candidates if several do.
    """
    found = candidates(text, labels, id_base, among) or candidates(text, labels, id_base)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError("unknown-thing", text=text)
    names = [f"{labels.label(iri, language)} ({shorten(iri, id_base)})" for iri in found[:_SHOWN]]
    more = [f"… (+{len(found) - _SHOWN})"] if len(found) > _SHOWN else []
    raise UsageError("ambiguous-thing", text=text, candidates="; ".join(names + more))


def candidates(text: str, labels: LabelIndex, id_base: str, among: Collection[str] | None = None) -> list[Iri]:
    """Return the things a text may stand for, exact readings first; empty if none. ``among`` limits the search."""
    iri = expand(text)
    if iri is not None:
        return [iri] if iri in labels else []
    if is_valid_iri(id_base + text) and id_base + text in labels:
        return [Iri(id_base + text)]
    things = labels.things() if among is None else among
    by_slug = sorted(Iri(thing) for thing in things if thing.endswith(f"/{text}"))
    return by_slug or labels.search(text, among)
