"""The facts under ``data/``: described, named, sourced, canonical, and silent on what is unknown."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from itertools import pairwise

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_facts import BASE, FACTS, GRAPHS, PARTS, ROOT, SETTINGS, Facts
from hgraph.dataset import DataGraph, canonical_text, read_vocabulary, to_turtle
from hgraph.namespaces import (
    DCAT,
    DCT,
    ELI,
    EVIDENCE_STRENGTH,
    FOAF,
    HG,
    MANDAAT,
    OA,
    PREFIXES,
    PROV,
    REVIEW_STATUS,
    SKOS,
    STATEMENT_KIND,
    XSD,
)

PLAN = f"{BASE}plan/higkbp-2020-2024"
LABELS = (DCT.title, SKOS.prefLabel, FOAF.name)
EVIDENCE = {HG.Passage, HG.Excerpt, HG.PublicSource}
each_graph = pytest.mark.parametrize("graph", GRAPHS, ids=lambda g: g.path.name)


# --- graphs and files ------------------------------------------------------------------------------------------------


@each_graph
def test_a_file_declares_exactly_one_graph_of_its_own(graph: DataGraph) -> None:
    facts = Facts([graph])
    assert facts.of_type(DCAT.Dataset) == [str(graph.name)]
    assert str(graph.name).startswith(f"{BASE}graaf/")
    for predicate in (DCT.title, DCT.description):
        assert facts.languages(str(graph.name), predicate) == {"nl", "en"}
    assert facts.one(str(graph.name), DCT.license).startswith("https://data.vlaanderen.be/id/licentie/")


@each_graph
def test_a_graph_says_what_kind_of_statements_it_holds(graph: DataGraph) -> None:
    derived = graph.path.parent.name == "derived"
    assert graph.kind == (STATEMENT_KIND.afgeleid if derived else STATEMENT_KIND.bron)
    if derived:
        facts = Facts([graph])
        rule = facts.one(str(graph.name), PROV.wasGeneratedBy)
        assert facts.languages(rule, DCT.description) == {"nl", "en"}


@each_graph
def test_there_are_no_blank_nodes(graph: DataGraph) -> None:
    for triple in graph.triples:
        assert isinstance(triple.subject, ox.NamedNode)
        assert not isinstance(triple.object, ox.BlankNode)


@each_graph
def test_files_are_canonical(graph: DataGraph) -> None:
    place = graph.path.relative_to(ROOT)
    assert graph.path.read_text(encoding="utf-8") == canonical_text(graph.path, BASE), (
        f"{place} is not in canonical form; repair it with: hgraph format {place}"
    )


SMALLEST = min(GRAPHS, key=lambda graph: len(graph.triples))


@given(st.permutations(SMALLEST.triples))
@settings(max_examples=25)
def test_the_canonical_form_does_not_depend_on_the_order_of_statements(triples: list[ox.Triple]) -> None:
    assert to_turtle(triples, PREFIXES, BASE) == to_turtle(SMALLEST.triples, PREFIXES, BASE)


# --- things ----------------------------------------------------------------------------------------------------------


def test_every_own_thing_that_is_pointed_at_is_described() -> None:
    pointed_at = {
        term.value
        for predicates in FACTS.by_subject.values()
        for terms in predicates.values()
        for term in terms
        if isinstance(term, ox.NamedNode) and term.value.startswith(BASE)
    }
    assert sorted(pointed_at - set(FACTS.by_subject)) == []


def test_own_names_are_lower_case_and_plain() -> None:
    own = [thing.removeprefix(BASE) for thing in FACTS.by_subject if thing.startswith(BASE)]
    assert [name for name in own if not re.fullmatch(r"[a-z]+(/[a-z0-9]+(-[a-z0-9]+)*)+", name)] == []


def test_everything_has_a_name_in_dutch_and_own_things_in_english_too() -> None:
    for thing in FACTS.by_subject:
        if FACTS.types(thing) & PARTS or not FACTS.types(thing):
            continue
        languages = {language for predicate in LABELS for language in FACTS.languages(thing, predicate)}
        person = languages == {None}
        assert "nl" in languages or person, f"{thing} has no Dutch name"
        assert not thing.startswith(BASE) or {"nl", "en"} <= languages, f"{thing} is not named in both languages"


def test_text_is_never_without_a_language_where_it_is_for_reading() -> None:
    for predicate in (DCT.description, HG.justification, HG.intervalNote, HG.lookedIn, SKOS.note):
        for thing, predicates in FACTS.by_subject.items():
            if predicate in predicates:
                assert FACTS.languages(thing, predicate) == {"nl", "en"}, (thing, predicate)


def test_all_terms_and_codes_in_use_are_known() -> None:
    known = {triple.subject.value for graph in read_vocabulary(SETTINGS) for triple in graph.triples}
    codes = "https://w3id.org/hgraph/"
    used = {
        term.value
        for predicates in FACTS.by_subject.values()
        for terms in predicates.values()
        for term in terms
        if isinstance(term, ox.NamedNode) and term.value.startswith(codes)
    }
    predicates = {predicate for things in FACTS.by_subject.values() for predicate in things}
    assert sorted(used - known) == []
    assert sorted(predicate for predicate in predicates if predicate not in known) == []


SOURCED = (
    HG.PolicyPlan, HG.ObjectivesFramework, HG.Objective, HG.Commitment, HG.Approach, HG.Approval, HG.Submission,
    HG.ReportingObligation, HG.Participation, HG.LegalObligation, HG.AmendmentNeed, HG.Portfolio, HG.GuidingPrinciple,
    HG.MinisterGroup, HG.Communication, HG.PolicyNote, HG.CoalitionAgreement, HG.Claim, MANDAAT.Mandataris,
    ELI.LegalResource, ELI.LegalResourceSubdivision,
)  # fmt: skip


@pytest.mark.parametrize("thing", FACTS.of_type(*SOURCED))
def test_what_is_said_rests_on_a_passage_an_excerpt_or_a_public_source(thing: str) -> None:
    sources = FACTS.all(thing, DCT.source)
    assert sources
    assert all(FACTS.types(source) & EVIDENCE for source in sources)


@pytest.mark.parametrize("excerpt", FACTS.of_type(HG.Excerpt))
def test_an_excerpt_quotes_a_public_source_by_its_address(excerpt: str) -> None:
    page = FACTS.one(excerpt, DCT.isPartOf)
    assert re.match(r"https?://[^ ]+\.[a-z]+/", page)
    assert FACTS.types(page) == {HG.PublicSource}
    assert FACTS.all(page, DCT.publisher)
    assert FACTS.one(excerpt, HG.quotedText).strip()


@pytest.mark.parametrize("period", FACTS.of_type(DCT.PeriodOfTime))
def test_a_period_gives_the_words_of_the_source_and_how_they_were_read(period: str) -> None:
    ends = FACTS.all(period, DCAT.startDate) + FACTS.all(period, DCAT.endDate)
    assert ends
    assert ends == sorted(ends)
    assert FACTS.languages(period, HG.timingText) == {"nl"}
    assert FACTS.all(period, HG.intervalNote)


# --- the thread ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("assertion", FACTS.of_type(HG.TraceAssertion))
def test_an_assertion_agrees_with_a_direct_link_and_shows_its_evidence(assertion: str) -> None:
    body, target = FACTS.one(assertion, OA.hasBody), FACTS.one(assertion, OA.hasTarget)
    links = {
        predicate
        for subject, other in ((body, target), (target, body))
        for predicate, terms in FACTS.by_subject.get(subject, {}).items()
        if ox.NamedNode(other) in terms and predicate != DCT.source
    }
    assert links, "no property links the two"
    for evidence in FACTS.all(assertion, HG.evidence):
        assert FACTS.types(evidence) & {HG.Passage, HG.Excerpt}
    accepted = FACTS.one(assertion, HG.reviewStatus) == REVIEW_STATUS.aanvaard
    literal = FACTS.one(assertion, HG.evidenceStrength) == EVIDENCE_STRENGTH.letterlijk
    assert accepted == literal, "accepted is what a source says in as many words, and nothing else"
    assert FACTS.languages(assertion, HG.justification) == {"nl", "en"}
    signed = bool(FACTS.all(assertion, HG.reviewedBy)) and bool(FACTS.all(assertion, HG.reviewedOn))
    assert signed == accepted, "a proposed link has not been reviewed yet, an accepted one is signed"


THREAD = (HG.concretises, HG.tracesTo, HG.meetsObligation, HG.laidDownIn, HG.arisesFrom, HG.affects, HG.followsApproach)


def test_every_link_of_the_thread_has_its_assertion() -> None:
    asserted = {(FACTS.one(a, OA.hasBody), FACTS.one(a, OA.hasTarget)) for a in FACTS.of_type(HG.TraceAssertion)}
    links = {
        (thing, term.value)
        for thing, predicates in FACTS.by_subject.items()
        for predicate in THREAD
        for term in predicates.get(predicate, [])
    }
    assert sorted(links - asserted) == []


def test_no_objective_principle_or_action_is_invented_for_the_plan() -> None:
    for thing in FACTS.of_type(HG.Objective, HG.StrategicObjective, HG.OperationalObjective, HG.Action):
        assert PLAN not in FACTS.all(thing, HG.partOfPlan)
    assert FACTS.of_type(HG.StrategicObjective, HG.OperationalObjective, HG.Action, HG.Indicator) == []
    assert all(FACTS.one(p, DCT.isPartOf) != PLAN for p in FACTS.of_type(HG.GuidingPrinciple))


def test_only_enacted_acts_amend() -> None:
    for act in [thing for thing, predicates in FACTS.by_subject.items() if ELI.amends in predicates]:
        assert ELI.LegalResource in FACTS.types(act)
        assert FACTS.all(act, ELI.date_publication)


def test_conflicting_claims_stand_side_by_side_and_one_at_most_is_kept() -> None:
    claims = defaultdict(list)
    for claim in FACTS.of_type(HG.Claim):
        claims[FACTS.one(claim, HG.claimAbout), FACTS.one(claim, HG.claimProperty)].append(claim)
    for told in claims.values():
        assert len(told) > 1
        kept = [claim for claim in told if FACTS.one(claim, HG.claimStatus).endswith("/aangehouden")]
        undecided = [claim for claim in told if FACTS.one(claim, HG.claimStatus).endswith("/onbeslist")]
        assert len(kept) == 1 or len(undecided) == len(told)


@pytest.mark.parametrize("gap", FACTS.of_type(HG.KnowledgeGap))
def test_a_gap_says_where_it_was_looked_for(gap: str) -> None:
    assert FACTS.languages(gap, HG.lookedIn) == {"nl", "en"}
    assert FACTS.all(gap, HG.gapIn)


# --- who held what ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("portfolio", FACTS.of_type(HG.Portfolio))
def test_a_portfolio_lasts_as_long_as_its_holders_and_without_a_break(portfolio: str) -> None:
    holders = FACTS.all(portfolio, HG.heldBy)
    spans = sorted((FACTS.one(holder, MANDAAT.start), FACTS.one(holder, MANDAAT.einde)) for holder in holders)
    assert spans[0][0] == FACTS.one(portfolio, HG.heldFrom)
    assert spans[-1][1] == FACTS.one(portfolio, HG.heldUntil)
    assert all(end == start for (_, end), (start, _) in pairwise(spans))
    assert len({FACTS.one(holder, MANDAAT.isBestuurlijkeAliasVan) for holder in holders}) == 1


def test_dates_of_mandates_are_calendar_days() -> None:
    for holder in FACTS.of_type(MANDAAT.Mandataris):
        for predicate in (MANDAAT.start, MANDAAT.einde):
            (term,) = FACTS.terms(holder, predicate)
            assert isinstance(term, ox.Literal)
            assert term.datatype.value == XSD.date
            date.fromisoformat(term.value)


def test_the_two_days_without_a_minister_of_welfare_are_visible() -> None:
    left = FACTS.one(f"{BASE}bevoegdheid/beke-2019-10-02", HG.heldUntil)
    successors = [p for p in FACTS.of_type(HG.Portfolio) if any("beke" in q for q in FACTS.all(p, HG.takesOverFrom))]
    assert len(successors) == 2
    assert {FACTS.one(p, HG.heldFrom) for p in successors} == {"2022-05-18"}
    assert left == "2022-05-16"


def test_the_coordinating_ministers_follow_each_other_without_a_gap() -> None:
    spans = sorted(
        (FACTS.one(m, MANDAAT.start), FACTS.one(m, MANDAAT.einde)) for m in FACTS.all(PLAN, HG.coordinatingMinister)
    )
    assert spans[0][0] == "2019-10-02"
    assert spans[-1][1] == "2024-09-30"
    assert all(end == start for (_, end), (start, _) in pairwise(spans))
