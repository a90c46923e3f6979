"""What two sources say differently about one thing: both are kept, the one that does not count as a claim."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from hgraph.messages import LANGUAGES, message
from hgraph.namespaces import CLAIM_STATUS, DCT, HG, RDF
from hgraph.terms import Iri, Term, Triple, tagged, to_ntriples

_CLAIM: Final = "bewering/ingevoerd-"


def claim(subject: Iri, property_: Iri, value: Term, sources: Iterable[Iri], id_base: str) -> Iterator[Triple]:
    """Yield a claim: what sources say of one property of one thing, not decided yet.

    The same claim of the same sources always has the same name.
    """
    given = sorted(sources)
    digest = hashlib.sha256("\n".join([subject, property_, to_ntriples(value), *given]).encode()).hexdigest()[:16]
    name = Iri(f"{id_base}{_CLAIM}{digest}")
    yield name, Iri(RDF.type), Iri(HG.Claim)
    yield name, Iri(HG.claimAbout), subject
    yield name, Iri(HG.claimProperty), property_
    yield name, Iri(HG.claimValue), value
    yield name, Iri(HG.claimStatus), Iri(CLAIM_STATUS.onbeslist)
    for source in given:
        yield name, Iri(DCT.source), source
    for language in LANGUAGES:
        yield name, Iri(DCT.title), tagged(message("imports.claim", language, value=value), language)
