"""From statements in data to links from origin to consequence, with their reviews and their words."""

import pytest
from small_threads import linked, names, thing, written

from hgraph.namespaces import ELI, HG, PREFIXES, REVIEW_STATUS, TRACE_KIND
from hgraph.terms import Iri
from hgraph.trace import Direction, Role

PLAN = """
<plan/p> a hg:PolicyPlan ; hg:concretises <passage/a> ; hg:tracesTo <passage/a> ; hg:coordinatingMinister <minister/m> .
<passage/a> a hg:Passage , oa:SpecificResource ; dct:isPartOf <regeerakkoord/r> ; oa:hasSource <tekstversie/t> ;
    oa:hasSelector <passage/a/citaat> ; hg:heading "Samenleven" ; hg:paragraph 3 .
<passage/a/citaat> a oa:TextQuoteSelector ; oa:exact "Kansen staan centraal." .
<tekstversie/t> a hg:TextVersion ; prov:specializationOf <stuk/m> .
<minister/m> a mandaat:Mandataris ; mandaat:start "2019-10-02"^^xsd:date ; mandaat:einde "2021-05-10"^^xsd:date .
"""

OBJECTIVE = """
<actie/a> a hg:Action ; hg:contributesTo <doelstelling/d> .
<doelstelling/d> a hg:Objective , hg:StrategicObjective ; skos:notation "SD1" .
<spoor/s> a hg:TraceAssertion , oa:Annotation ; oa:hasBody <actie/a> ; oa:hasTarget <doelstelling/d> .
"""


def status(name: str, kind: str = "draagt-bij", assertion: str = "s") -> str:
    return f"<spoor/{assertion}> hg:traceKind trace-kind:{kind} ; hg:reviewStatus review-status:{name} .\n"


def links(turtle: str, *, refused: bool = False):
    graph, _ = written(turtle)
    part = graph.refused if refused else graph.links
    return [data["link"] for *_, data in part.edges(data=True)]


def test_links_run_from_origin_to_consequence_whichever_way_they_are_stated():
    graph, _ = written(PLAN)
    assert names(graph.steps(thing("plan/p"), Direction.UP)) == ["passage/a"]
    assert names(graph.steps(thing("plan/p"), Direction.DOWN)) == ["minister/m"]


def test_a_statement_that_a_narrower_one_implies_is_not_a_link_of_its_own():
    (link,) = written(PLAN)[0].steps(thing("plan/p"), Direction.UP)[thing("passage/a")]
    assert link.relation == HG.concretises


@pytest.mark.parametrize(
    ("relation", "role"),
    [
        (HG.contributesTo, Role.GROUND),
        (HG.partOfPlan, Role.PART),
        (ELI.amends, Role.CHANGE),
        (HG.followsApproach, Role.OTHER),
    ],
)
def test_the_ontology_says_what_a_link_does(relation, role):
    graph, _ = written(f"<a> <{relation}> <b> .")
    ((link,),) = graph.steps(thing("a"), Direction.UP).values() or graph.steps(thing("a"), Direction.DOWN).values()
    assert link.role is role


def test_an_assertion_joins_the_statement_it_is_about():
    (link,) = links(OBJECTIVE + status("aanvaard"))
    assert link.relation == HG.contributesTo
    assert [assertion.iri for assertion in link.assertions] == [thing("spoor/s")]
    assert link.status == REVIEW_STATUS.aanvaard


def test_an_assertion_of_another_kind_is_a_link_of_its_own():
    found = links(OBJECTIVE + status("voorgesteld", "voert-uit"))
    assert {link.relation: link.status for link in found} == {
        HG.contributesTo: None,
        TRACE_KIND.voert_uit: REVIEW_STATUS.voorgesteld,
    }


def test_an_assertion_that_nothing_states_is_a_link():
    (link,) = links(OBJECTIVE.replace(" ; hg:contributesTo <doelstelling/d>", "") + status("aanvaard"))
    assert (link.origin, link.consequence) == (thing("doelstelling/d"), thing("actie/a"))


def test_what_requires_amendment_leads_down_to_the_provision():
    (link,) = links(
        "<spoor/s> a hg:TraceAssertion ; oa:hasBody <actie/a> ; oa:hasTarget <artikel/9> .\n"
        + status("aanvaard", "vereist-wijziging")
    )
    assert (link.origin, link.consequence, link.role) == (thing("actie/a"), thing("artikel/9"), Role.CHANGE)


def test_a_refused_assertion_takes_its_statement_with_it():
    turtle = OBJECTIVE + status("geweigerd")
    assert links(turtle) == []
    assert [link.relation for link in links(turtle, refused=True)] == [HG.contributesTo]


def test_a_refused_assertion_takes_the_statement_that_the_narrower_one_implies_with_it():
    both = OBJECTIVE + "<actie/a> hg:tracesTo <doelstelling/d> .\n" + status("geweigerd")
    assert links(both) == []


def test_an_accepted_assertion_outweighs_a_refused_one():
    other = "<spoor/t> a hg:TraceAssertion ; oa:hasBody <actie/a> ; oa:hasTarget <doelstelling/d> .\n"
    (link,) = links(OBJECTIVE + status("geweigerd") + other + status("aanvaard", assertion="t"))
    assert link.status == REVIEW_STATUS.aanvaard
    assert len(link.assertions) == 2


def test_evidence_in_several_rows_is_gathered_in_one_assertion():
    more = '<spoor/s> hg:evidence <passage/a> , <passage/b> ; hg:justification "Omdat."@nl , "Because."@en .\n'
    (link,) = links(OBJECTIVE + status("aanvaard") + more)
    (assertion,) = link.assertions
    assert assertion.evidence == (thing("passage/a"), thing("passage/b"))
    assert (assertion.justification("nl"), assertion.justification("en")) == ("Omdat.", "Because.")


def test_a_thing_has_its_most_specific_class():
    graph, _ = written(PLAN + OBJECTIVE)
    assert graph.type(thing("doelstelling/d")) == HG.StrategicObjective
    assert graph.type(thing("passage/a")) == HG.Passage
    assert graph.type(thing("niets")) is None


def test_of_unrelated_classes_the_own_one_counts():
    graph, _ = written("<actie/a> a hg:Action , prov:Activity , schema:Action ; hg:contributesTo <d> .")
    assert graph.type(thing("actie/a")) == HG.Action


def test_words_come_with_their_document_and_the_place_where_they_were_read():
    graph, _ = written(PLAN)
    passage = graph.passages[thing("passage/a")]
    assert passage.words == "Kansen staan centraal."
    assert (passage.document, passage.read_in) == (thing("regeerakkoord/r"), thing("stuk/m"))
    assert (passage.heading, passage.paragraph) == ("Samenleven", 3)


def test_excerpts_have_words_too_and_claims_do_not():
    graph, _ = written('<u> a hg:Excerpt ; hg:quotedText "Zo staat het er." . <c> a hg:Claim ; hg:quotedText "Nee." .')
    assert [passage.words for passage in graph.passages.values()] == ["Zo staat het er."]


def test_a_value_is_not_a_step():
    graph, _ = written('<plan/p> hg:tracesTo "een zin" .')
    assert thing("plan/p") not in graph.links


def test_a_direction_that_is_none_is_left_aside():
    graph, _ = written('hg:follows hg:threadDirection "sideways" . <a> hg:follows <b> .')
    assert thing("a") not in graph.links


def test_the_order_of_rows_does_not_matter():
    some = [(f"a{number % 7}", role, f"b{number % 5}") for number in range(40) for role in ("ground", "part", "change")]
    graphs = [linked(some, seed) for seed in range(5)]
    edges = [sorted(map(str, graph.links.edges(keys=True))) for graph in graphs]
    assert all(other == edges[0] for other in edges)


def test_every_relation_of_the_thread_reads_both_ways_in_both_languages():
    graph, labels = written("")
    relations = graph.relations.values()
    assert len(relations) > 30
    for relation in relations:
        assert set(relation.inverse) == {"nl", "en"}, relation.iri
        assert relation.iri in labels
        for language in ("nl", "en"):
            assert relation.inverse[language] != labels.label(relation.iri, language)


def test_every_own_property_between_things_of_the_thread_is_known_by_a_prefix():
    graph, _ = written("")
    assert all(any(iri.startswith(namespace) for namespace in PREFIXES.values()) for iri in graph.relations)
    assert Iri(HG.tracesTo) in graph.relations
