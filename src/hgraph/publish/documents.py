"""The documents about a thing in RDF: what is stated of it, names of what it points at, and what points at it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from hgraph.dataset import canonical_term
from hgraph.messages import LANGUAGES, message
from hgraph.namespaces import DCT, FOAF, PREFIXES, RDF, RDFS, XSD
from hgraph.publish.spelling import Ambiguous, JsonLdSpelling, TurtleSpelling
from hgraph.publish.statements import Statements
from hgraph.releases import Addresses, File, Release
from hgraph.terms import Iri, Literal, Term, tagged

MOST_INCOMING: Final = 100
"""So many statements that point at a thing stand in its documents; the dumps have all."""
CONTEXT_FILE: Final = "ontology/context.jsonld"
DUMP: Final = "dumps/dataset.nt.gz"
_PRIMARY_TOPIC: Final = Iri(PREFIXES["foaf"] + "primaryTopic")

Fact = tuple[Iri, Term]
Block = tuple[Iri, tuple[Fact, ...]]
"""A thing with what is stated of it."""


class Documents:
    """Writes the documents about things. Same release, same bytes."""

    def __init__(
        self, statements: Statements, release: Release, addresses: Addresses, licence: str, context: Mapping[str, Any]
    ) -> None:
        """Take the statements, what every document says of itself, and the context that stands in ``CONTEXT_FILE``."""
        self._statements = statements
        self._addresses = addresses
        self._turtle = TurtleSpelling(addresses.id_base)
        self._json = JsonLdSpelling(context)
        self._in_full = JsonLdSpelling({})
        self._spelled = lru_cache(maxsize=20_000)(canonical_term)
        self._of_all: tuple[Fact, ...] = (
            (Iri(RDF.type), Iri(FOAF.Document)),
            (Iri(DCT.isPartOf), Iri(addresses.release(release.short_id))),
            (Iri(DCT.issued), Literal(release.issued.isoformat(), Iri(XSD.date))),
            (Iri(DCT.license), Iri(licence)),
        )

    def about(self, thing: Iri) -> Iterator[File]:
        """Yield the documents about a thing in Turtle, JSON-LD and N-Triples."""
        place = self._addresses.place(thing)
        blocks = self.blocks(thing)
        yield File(f"{place}.ttl", self._as_turtle(blocks))
        yield File(f"{place}.jsonld", self._as_json(blocks, place))
        yield File(f"{place}.nt", self._as_lines(blocks))

    def blocks(self, thing: Iri) -> list[Block]:
        """Return what the documents about a thing state, of the thing first and of themselves next."""
        incoming = self._statements.pointing_at(thing)
        shown = incoming[:MOST_INCOMING]
        facts: dict[Iri, dict[Fact, None]] = defaultdict(dict)
        facts[thing] = dict.fromkeys(self._statements.of(thing))
        facts[Iri(self._addresses.document(thing))] |= dict.fromkeys(self._of_document(thing, len(incoming)))
        named = {value for _, value in self._statements.of(thing) if isinstance(value, Iri)}
        named |= {subject for _, subject in shown}
        for other in sorted(named - {thing}):
            facts[other] |= dict.fromkeys(self._statements.names_of(other))
        for predicate, subject in shown:
            facts[subject][predicate, thing] = None
        return [(subject, tuple(stated)) for subject, stated in facts.items() if stated]

    def _of_document(self, thing: Iri, incoming: int) -> Iterator[Fact]:
        yield from self._of_all
        if incoming > MOST_INCOMING:
            yield Iri(DCT.relation), Iri(self._addresses.base + DUMP)
            for language in LANGUAGES:
                text = message("publish.some-incoming", language, shown=MOST_INCOMING, count=incoming)
                yield Iri(RDFS.comment), tagged(text, language)
        yield _PRIMARY_TOPIC, thing

    def _as_turtle(self, blocks: list[Block]) -> bytes:
        prefixes: set[str] = set()
        body = "\n".join([self._turtle.block(thing, facts, prefixes) for thing, facts in blocks])
        return (self._turtle.head(prefixes) + body).encode()

    def _as_json(self, blocks: list[Block], place: str) -> bytes:
        try:
            nodes = [self._json.node(*block) for block in blocks]
            up = "../" * place.count("/")
            context = f'"@context": "{up}{CONTEXT_FILE}",\n'
        except Ambiguous:
            nodes, context = [self._in_full.node(*block) for block in blocks], ""
        return "".join(["{", context, '"@graph": [\n', ",\n".join(nodes), "\n]}\n"]).encode()

    def _as_lines(self, blocks: list[Block]) -> bytes:
        spelled = self._spelled
        lines = []
        for thing, facts in blocks:
            subject = spelled(thing)
            lines += [f"{subject} {spelled(predicate)} {spelled(value)} .\n" for predicate, value in facts]
        return "".join(lines).encode()


def read_context(content: bytes) -> Mapping[str, Any]:
    """Return what stands under ``@context`` in a context file."""
    context: Mapping[str, Any] = json.loads(content)["@context"]
    return context
