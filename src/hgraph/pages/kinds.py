"""Where the list of the things of a kind stands."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from hgraph.iris import shorten
from hgraph.namespaces import PREFIXES
from hgraph.pages.frame import KINDS

_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(?::[A-Za-z][A-Za-z0-9_-]*)?")


def slug_of(class_: str) -> str:
    """Return a class as a plain file name, its own for each.

    >>> slug_of("https://w3id.org/hgraph/ns#Action"), slug_of("http://data.europa.eu/eli/ontology#LegalResource")
    ('Action', 'eli-LegalResource')
    """
    if class_.startswith(PREFIXES["hg"]) and _PLAIN.fullmatch(class_[len(PREFIXES["hg"]) :]):
        return class_[len(PREFIXES["hg"]) :]
    short = shorten(class_)
    if short != class_ and _PLAIN.fullmatch(short):
        return short.replace(":", "-")
    return f"x-{hashlib.sha256(class_.encode()).hexdigest()[:16]}"


def place_of_kind(class_: str) -> str:
    """Return the path of the list of all things of a class."""
    return f"{KINDS}/{slug_of(class_)}"
