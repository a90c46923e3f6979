"""What is recorded of a thing, property by property, each value with where it comes from and how it was judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hgraph.messages import message
from hgraph.namespaces import DCT, ELI, FOAF, PREFIXES, RDF, RDFS, REVIEW_STATUS, SKOS, STATEMENT_KIND
from hgraph.pages.edition import Edition
from hgraph.pages.frame import Page
from hgraph.pages.records import Statement
from hgraph.pages.shown import Shown, one_line
from hgraph.reports import legible
from hgraph.terms import Iri, Literal, Term
from hgraph.trace import Assertion, Link

_LABELS: Final = (SKOS.prefLabel, DCT.title, RDFS.label, FOAF.name, ELI.title_short, ELI.title)
_TONES: Final = {REVIEW_STATUS.aanvaard: "good", REVIEW_STATUS.voorgesteld: "doubt", REVIEW_STATUS.geweigerd: "bad"}
_KINDS: Final = {STATEMENT_KIND.bron: "sourced", STATEMENT_KIND.afgeleid: "derived"}


@dataclass(frozen=True, slots=True)
class Origin:
    """The graph that statements stand in: its name, and in words what kind of statements it holds."""

    graph: Shown
    kind: str
    derived: bool


@dataclass(frozen=True, slots=True)
class Review:
    """How an asserted link was judged: its status in a tone, its strength, why it exists, the words that prove it."""

    assertion: Shown
    status: str
    tone: str
    strength: str
    why: str
    evidence: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One value: how it is shown, when it holds, where it stands if not with the rest, and how it was judged."""

    shown: Shown
    holds: str = ""
    origins: tuple[Origin, ...] = ()
    reviews: tuple[Review, ...] = ()
    suspect: bool = False
    since: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A property with its values."""

    property: Shown
    values: tuple[Value, ...]


def main_graph(statements: Sequence[Statement]) -> Iri | None:
    """Return the graph most statements stand in; the first by name among equals."""
    counts = Counter(graph for statement in statements for graph in statement.graphs)
    return min(counts, key=lambda graph: (-counts[graph], graph), default=None)


def origin(edition: Edition, graph: Iri, page: Page) -> Origin:
    """Return a graph as a page shows it."""
    kind = _KINDS.get(edition.records.graphs.get(graph, Iri("")), "words")
    return Origin(edition.thing(graph, page), message(f"pages.origin.{kind}", page.language), kind == "derived")


def groups(edition: Edition, thing: Iri, page: Page) -> list[Group]:
    """Return what is recorded of a thing, in the order it is told."""
    statements = edition.records.statements.get(thing, ())
    usual = main_graph(statements)
    by_property: dict[Iri, list[Value]] = {}
    for statement in in_language(statements, page.language):
        value = _value(edition, thing, statement, page, usual)
        by_property.setdefault(statement.property, []).append(value)
    for link, other in _only_asserted(edition, thing, by_property):
        shown = edition.thing(other, page)
        value = Value(
            shown,
            _holds(edition, other, page),
            (),
            _reviews(edition, [link], page),
            _suspect(edition, [link]),
            edition.since(other),
        )
        by_property.setdefault(link.relation, []).append(value)
    order = sorted(by_property, key=lambda name: (_rank(name), edition.sort_key(name, page.language)))
    return [Group(edition.thing(name, page), tuple(_by_period(by_property[name]))) for name in order]


def _by_period(values: list[Value]) -> list[Value]:
    """Return values that hold one after the other in that order; others stay as they stand."""
    return sorted(values, key=lambda value: value.since if value.holds else "")


def in_language(statements: Sequence[Statement], language: str) -> Iterator[Statement]:
    """Leave out what a property says in another language if it says it in this one."""
    said = {
        statement.property
        for statement in statements
        if isinstance(statement.value, Literal) and (statement.value.language or "").split("-")[0] == language
    }
    for statement in statements:
        tag = statement.value.language if isinstance(statement.value, Literal) else None
        if not tag or tag.split("-")[0] == language or statement.property not in said:
            yield statement


def _value(edition: Edition, thing: Iri, statement: Statement, page: Page, usual: Iri | None) -> Value:
    elsewhere = statement.graphs if usual not in statement.graphs else ()
    origins = tuple(origin(edition, graph, page) for graph in elsewhere)
    other = statement.value
    if not isinstance(other, Iri):
        return Value(edition.term(other, page), origins=origins)
    links = [link for link in edition.records.reviewed.get((thing, other), ()) if link.relation == statement.property]
    return Value(
        edition.thing(other, page),
        _holds(edition, other, page),
        origins,
        _reviews(edition, links, page),
        _suspect(edition, links),
        edition.since(other),
    )


def _holds(edition: Edition, thing: Iri, page: Page) -> str:
    """Return from when until when a named thing holds; one without a name is already called after its days."""
    return edition.period(thing, page.language) if thing in edition.labels else ""


def _suspect(edition: Edition, links: Sequence[Link]) -> bool:
    return any(edition.records.thread.is_suspect(link) for link in links)


def _only_asserted(edition: Edition, thing: Iri, stated: dict[Iri, list[Value]]) -> list[tuple[Link, Iri]]:
    """Return the links of a thing that no statement of its own makes."""
    made = {(item.property, item.value) for item in edition.records.statements.get(thing, ())} if stated else set()
    return [
        (link, other) for link, other in edition.records.asserted.get(thing, ()) if (link.relation, other) not in made
    ]


def _reviews(edition: Edition, links: Sequence[Link], page: Page) -> tuple[Review, ...]:
    return tuple(_review(edition, assertion, page) for link in links for assertion in link.assertions)


def _review(edition: Edition, assertion: Assertion, page: Page) -> Review:
    language = page.language
    status = edition.namer.name(assertion.status, language) if assertion.status else ""
    return Review(
        edition.thing(assertion.iri, page),
        status or message("pages.review.none", language),
        _TONES.get(assertion.status or "", "doubt"),
        edition.namer.name(assertion.strength, language) if assertion.strength else "",
        one_line(legible(assertion.justification(language) or "")),
        tuple(edition.thing(passage, page) for passage in assertion.evidence),
    )


def _rank(property_: Term) -> int:
    """Return where a property stands: what it is about first, own words before others, sources and names last."""
    if property_ == DCT.description:
        return 0
    if property_ == RDF.type:
        return 5
    if property_ in _LABELS:
        return 4
    if property_ == DCT.source:
        return 3
    return 1 if str(property_).startswith((PREFIXES["hg"], PREFIXES["trace-kind"])) else 2
