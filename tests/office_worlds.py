"""Small generated governments: people, offices, portfolios and policy fields, as records and as a graph to ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import strategies as st

from hgraph.office import Records, read_records
from hgraph.project import Project
from hgraph.questions import ask, load_questions
from hgraph.settings import Settings
from hgraph.store import EmbeddedStore
from hgraph.terms import Iri

BASE = "https://hgraph.example/id/"
FIRST = date(2020, 1, 1)
LENGTH = 30
PREFIXES = """\
@base <https://hgraph.example/id/> .
@prefix besluit: <http://data.vlaanderen.be/ns/besluit#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix hg: <https://w3id.org/hgraph/ns#> .
@prefix mandaat: <http://data.vlaanderen.be/ns/mandaat#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@dataclass(frozen=True)
class Held:
    """One portfolio: its days, its policy fields, from which earlier ones it takes over, and its offices."""

    start: int
    until: int | None
    fields: frozenset[int]
    before: frozenset[int]
    offices: tuple[tuple[int, int, int | None], ...]


@dataclass(frozen=True)
class World:
    """A government of numbered things: portfolios, actions with their lead portfolio and fields, names of fields."""

    portfolios: tuple[Held, ...]
    actions: tuple[tuple[int, frozenset[int]], ...] = ()
    names: tuple[int, ...] = field(default=(0, 1, 1, 2))
    """The name each field has: two forms of one field have the same."""

    def turtle(self) -> str:
        """Return the world as Turtle."""
        return PREFIXES + "\n".join(self._statements())

    def _statements(self) -> Iterator[str]:
        for form, name in enumerate(self.names):
            yield f'<veld/{form}> a skos:Concept ; skos:prefLabel "Veld {name}"@nl .'
        members = [f"<mandataris/{p}-{o}>" for p, held in enumerate(self.portfolios) for o in range(len(held.offices))]
        if members:
            term = f"prov:generatedAtTime {_day(0)} ; prov:invalidatedAtTime {_day(LENGTH)}"
            yield f"<regering> a besluit:Bestuursorgaan ; {term} ; prov:hadMember {', '.join(members)} ."
        for number, held in enumerate(self.portfolios):
            yield f"<pakket/{number}> a hg:Portfolio ; hg:heldFrom {_day(held.start)} ."
            if held.until is not None:
                yield f"<pakket/{number}> hg:heldUntil {_day(held.until)} ."
            yield from (f"<pakket/{number}> hg:coversField <veld/{form}> ." for form in sorted(held.fields))
            yield from (f"<pakket/{number}> hg:takesOverFrom <pakket/{other}> ." for other in sorted(held.before))
            for place, (person, start, until) in enumerate(held.offices):
                office = f"<mandataris/{number}-{place}>"
                yield f"<pakket/{number}> hg:heldBy {office} ."
                yield f"{office} a mandaat:Mandataris ; mandaat:isBestuurlijkeAliasVan <persoon/{person}> ."
                yield f"{office} mandaat:start {_day(start)} ."
                if until is not None:
                    yield f"{office} mandaat:einde {_day(until)} ."
        for number, (lead, fields) in enumerate(self.actions):
            yield f"<actie/{number}> a hg:Action ; hg:leadMinister <mandataris/{lead}-0> ."
            yield f"<actie/{number}> hg:plannedPeriod <periode/{number}> ."
            yield f"<periode/{number}> dcat:endDate {_day(10 * LENGTH)} ."
            yield from (f"<actie/{number}> hg:concernsField <veld/{form}> ." for form in sorted(fields))


def day(number: int) -> date:
    """Return the day with a number."""
    return FIRST + timedelta(days=number)


def _day(number: int) -> str:
    return f'"{day(number).isoformat()}"^^xsd:date'


def iri(text: str) -> Iri:
    """Return the IRI of a numbered thing: ``pakket/0``."""
    return Iri(BASE + text)


FIELDS = st.frozensets(st.integers(0, 3), max_size=2)


@st.composite
def worlds(draw: st.DrawFn, *, tidy: bool = False) -> World:
    """Draw a world. A tidy one has no errors of data: who holds a portfolio does so on all of its days.

    In a tidy world a successor starts on the day the former ends, or later.
    """
    portfolios: list[Held] = []
    for _ in range(draw(st.integers(1, 5))):
        before = (
            frozenset(draw(st.sets(st.integers(0, len(portfolios) - 1), max_size=2))) if portfolios else frozenset()
        )
        ends = [portfolios[other].until for other in before]
        if tidy:
            before = frozenset(other for other in before if portfolios[other].until is not None)
            least = max((end for end in ends if end is not None), default=0)
        else:
            least = 0
        start = least + draw(st.integers(0, 6))
        until = draw(st.none() | st.integers(start + 1, start + 12))
        person = draw(st.integers(0, 3))
        offices = [(person, start, until)]
        if tidy and until is not None and until - start > 1 and draw(st.booleans()):
            cut = draw(st.integers(start + 1, until - 1))
            offices = [(person, start, cut), (person, cut, until)]
        if not tidy:
            offices = []
            for _ in range(draw(st.integers(0, 3))):
                begun = draw(st.integers(0, LENGTH))
                offices.append((draw(st.integers(0, 3)), begun, draw(st.none() | st.integers(begun, LENGTH))))
        portfolios.append(Held(start, until, draw(FIELDS), before, tuple(offices)))
    led = [number for number, held in enumerate(portfolios) if held.offices]
    actions = draw(st.lists(st.tuples(st.sampled_from(led), FIELDS), max_size=3)) if led else []
    return World(tuple(portfolios), tuple(actions))


@dataclass(frozen=True)
class Asked:
    """A world that can be asked: by its records, and by the questions."""

    project: Project
    records: Records

    def rows(self, question: str, **given: object) -> set[tuple[str | None, ...]]:
        """Return the rows of a question, each term as text."""
        cards = load_questions(self.project.settings.content("queries", f"{question}.rq"))
        table = ask(cards[question], given, self.project.store).table
        return {tuple(None if term is None else str(term) for term in row) for row in table.rows}


@contextmanager
def asked(world: World, settings: Settings) -> Iterator[Asked]:
    """Give a world that can be asked, in an embedded store."""
    store = EmbeddedStore.in_memory()
    store.load(Iri("urn:wereld"), world.turtle().encode(), ".ttl")
    with Project(settings, store) as project:
        yield Asked(project, read_records(project.select))
