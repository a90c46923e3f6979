"""What goes with a thing that is not published: its parts, and what is said of it alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from hgraph.namespaces import DCT, HG, OA, SPDX
from hgraph.terms import Iri, Literal, Triple

_ABOUT: Final = frozenset(
    {
        OA.hasBody, OA.hasTarget, HG.claimAbout, HG.decidesOn, HG.gapIn, HG.measures, HG.participationIn, HG.reportsOn,
        HG.waivedFor,
    }
)  # fmt: skip
"""What has one of these speaks of the thing it points at, and says nothing without it."""
_HAS: Final = frozenset(
    {DCT.temporal, HG.hasIndicator, HG.hasTarget, HG.plannedPeriod, HG.reportingTerm, OA.hasSelector, SPDX.checksum}
)
"""What these lead to belongs to the thing that has it, unless another thing has it too."""
_CONTACT: Final = re.compile(
    r"[#/](?:mbox|mbox_sha1sum|e-?mail|hasEmail|tel|telephone|hasTelephone|phone|fax\w*)\Z", re.IGNORECASE
)
_REACHES: Final = re.compile(r"(?:mailto|tel|sip):", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*")


def is_contact(triple: Triple) -> bool:
    """Say whether a statement tells how to reach somebody: an address for mail, a number to call."""
    _, predicate, object_ = triple
    if _CONTACT.search(predicate):
        return True
    if isinstance(object_, Literal):
        return "@" in object_.lexical and bool(_ADDRESS.fullmatch(object_.lexical))
    return bool(_REACHES.match(object_))


class Withholding:
    """The statements of a project, as links to be followed from what is not published."""

    def __init__(self, triples: Iterable[Triple], id_base: str) -> None:
        """Take the statements, and where own things live."""
        self._about: dict[str, set[str]] = defaultdict(set)
        self._has: dict[str, set[str]] = defaultdict(set)
        self._had_by: dict[str, set[str]] = defaultdict(set)
        self._parts: dict[str, set[str]] = defaultdict(set)
        own: set[str] = set()
        for subject, predicate, object_ in triples:
            thing = str(subject)
            if thing.startswith(id_base):
                own.add(thing)
            if not isinstance(object_, Iri):
                continue
            if predicate in _ABOUT:
                self._about[object_].add(thing)
            elif predicate in _HAS:
                self._has[thing].add(object_)
                self._had_by[object_].add(thing)
        for thing in own:  # ``actie/a1/periode`` hangs on ``actie/a1`` by its name
            pieces = thing[len(id_base) :].split("/")
            for count in range(1, len(pieces)):
                self._parts[id_base + "/".join(pieces[:count])].add(thing)

    def closed(self, start: Iterable[str]) -> set[str]:
        """Return things with all that goes with them, and with what goes with that."""
        found = set(start)
        waiting = list(found)
        while waiting:
            thing = waiting.pop()
            more = self._parts.get(thing, set()) | self._about.get(thing, set())
            more |= {other for other in self._has.get(thing, ()) if self._had_by[other] <= found}
            more -= found
            found |= more
            waiting += more
        return found
