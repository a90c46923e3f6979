"""The plan: what is wrong with shapes, what is left to pySHACL and why; and the run that follows from it."""

import pytest
from cases import EX, LOOKED, found, plan_of, read, written
from oracle import stored

from hgraph.messages import LANGUAGES, catalogue
from hgraph.terms import Iri
from hgraph.validation.compiler import compile_shapes, run, targets

SHAPE = Iri("http://example.org/S")
WRONG = [
    ("sh:property [ sh:path ex:p ; sh:minCount '1' ]", "wrong-value"),
    ("sh:property [ sh:path ex:p ; sh:maxCount -1 ]", "wrong-value"),
    ("sh:property [ sh:path ex:p ; sh:minCount 1, 2 ]", "several-values"),
    ("sh:property [ sh:path ex:p, ex:q ; sh:minCount 1 ]", "several-values"),
    ("sh:property [ sh:path ex:p ; sh:minCuont 1 ]", "unknown-parameter"),
    ("sh:property [ sh:minCount 1 ]", "wrong-value"),
    ("sh:minCount 1", "only-on-property"),
    ("sh:uniqueLang true", "only-on-property"),
    ("sh:nodeKind sh:Iri", "wrong-value"),
    ("sh:datatype 'date'", "wrong-value"),
    ("sh:class 'A'", "wrong-value"),
    ("sh:pattern '('", "wrong-value"),
    ("sh:closed 'perhaps'", "wrong-value"),
    ("sh:in ex:nothing", "broken-list"),
    ("sh:property [ sh:path ( ex:p ) ; sh:minCount 1 ]", "broken-path"),
    ("sh:property [ sh:path 'p' ; sh:minCount 1 ]", "broken-path"),
    ("sh:property [ sh:path [ ex:path ex:p ] ; sh:minCount 1 ]", "broken-path"),
    ("sh:node ex:S", "recursive-shape"),
    ("sh:node ex:Missing", "unknown-shape"),
    ("sh:property ex:Missing", "wrong-value"),
    ("sh:targetClass 'A'", "wrong-value"),
    ("sh:property [ sh:path ex:p ; sh:or ( [ sh:class ex:A ] [ sh:node ex:S ] ) ]", "recursive-shape"),
    (written("SELECT $this WHERE { $this dct:title ?x }"), "missing-prefix"),
    (written("SELECT $this WHERE { $this ex:p }"), "query-syntax"),
    (written("SELECT $this WHERE { $this ex:p ?x MINUS { $this ex:q ?x } }"), "query-not-allowed"),
    (written("SELECT $this WHERE { VALUES ?x { 1 } $this ex:p ?x }"), "query-not-allowed"),
    (written("SELECT $this WHERE { SERVICE ex:there { $this ex:p ?x } }"), "query-not-allowed"),
    (written("SELECT (ex:x AS $this) WHERE { ?y ex:p ?x }"), "query-not-allowed"),
    (written("SELECT $this WHERE { { SELECT ?x WHERE { ?x ex:p 1 } } }"), "query-not-allowed"),
    ("sh:sparql [ sh:ask 'ASK { }' ]", "wrong-value"),
]


@pytest.mark.parametrize(("body", "code"), WRONG)
def test_shape_that_is_wrong_is_a_problem_and_no_answer(body, code):
    plan = plan_of(body)
    assert [problem.code for problem in plan.problems] == [code]
    assert not plan.queries
    assert not plan.fallback
    sentences = {plan.problems[0].sentence(language) for language in LANGUAGES}
    assert len(sentences) == len(LANGUAGES)


def test_every_problem_has_a_case():
    only_when_run = {"not-runnable"}
    assert {code for _, code in WRONG} == set(catalogue("validation")["problem"]) - only_when_run


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("sh:property [ sh:path ex:p ; sh:datatype xsd:byte ]", "datatype-not-kept"),
        ("sh:pattern '(?=a)'", "pattern-beyond-engines"),
        ("sh:pattern 'a' ; sh:flags 'q'", "pattern-beyond-engines"),
        ("sh:rule [ a sh:TripleRule ]", "beyond-core"),
        ("sh:target [ a sh:SPARQLTarget ]", "target-beyond-core"),
        ("ex:own 1", "component-of-its-own"),
        ("sh:hasValue []", "value-without-name"),
    ],
)
def test_left_to_pyshacl_as_a_whole(body, reason):
    own = "ex:Own a sh:ConstraintComponent ; sh:parameter [ sh:path ex:own ] ."
    plan = plan_of(f"{body} ; sh:class ex:A", extra=own)
    assert plan.reasons == {SHAPE: reason}
    assert plan.fallback == (SHAPE,)
    assert plan.queries == ()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("ex:own 1 ; sh:minCuont 1", "unknown-parameter"),
        ("sh:rule [ a sh:TripleRule ] ; sh:property [ sh:minCount 1 ]", "wrong-value"),
        ("sh:pattern '(?=a)' ; sh:node ex:S", "recursive-shape"),
        ("sh:pattern '(?=a)' ; sh:or ( [ sh:node ex:Missing ] [ sh:class ex:A ] )", "unknown-shape"),
        ("sh:property [ sh:path ex:p ; sh:pattern '(?=a)' ; sh:in ex:nothing ]", "broken-list"),
        (
            """sh:property [ sh:path ex:p ; sh:qualifiedMinCount 1 ;
                sh:qualifiedValueShape [ sh:pattern '(?=a)' ; sh:class 'A' ] ]""",
            "wrong-value",
        ),
        (written("SELECT $this WHERE { $this ex:p $currentShape MINUS { $this ex:q 1 } }"), "query-not-allowed"),
        (written("SELECT $this WHERE { $this dct:title $currentShape }"), "missing-prefix"),
        (written("SELECT $this WHERE { $this ex:p $currentShape"), "query-syntax"),
    ],
)
def test_what_is_left_to_pyshacl_is_looked_through_for_mistakes(body, code):
    plan = plan_of(body, extra="ex:Own a sh:ConstraintComponent ; sh:parameter [ sh:path ex:own ] .")
    assert [problem.code for problem in plan.wrong.values()] == [code]
    assert plan.fallback == ()


def test_two_shapes_with_one_mistake_are_both_wrong_and_told_once():
    both = "ex:P sh:path ex:p ; sh:minCount '1' . ex:T a sh:NodeShape ; sh:targetClass ex:A ; sh:property ex:P ."
    plan = plan_of("sh:property ex:P", extra=both)
    assert list(plan.wrong) == [SHAPE, Iri("http://example.org/T")]
    assert len(plan.problems) == 1


def test_one_wrong_shape_does_not_stop_the_others():
    plan = plan_of("sh:minCount 1", extra="ex:T a sh:NodeShape ; sh:targetSubjectsOf ex:looked ; sh:class ex:A .")
    assert len(plan.problems) == 1
    assert found(plan, LOOKED + "ex:good a ex:A .") == ["bad bad"]


def test_shape_with_target_that_is_switched_off_is_not_there():
    plan = plan_of("sh:deactivated true ; sh:class ex:A")
    assert not plan.queries
    assert not plan.counts


def test_focus_nodes_are_counted_once():
    plan = plan_of("sh:class ex:A", "sh:targetSubjectsOf ex:looked ; sh:targetClass ex:B ; sh:targetNode ex:good")
    assert targets(plan, stored(read(LOOKED + "ex:good a ex:B . ex:x a ex:C . ex:C rdfs:subClassOf ex:B ."))) == {
        SHAPE: 3
    }


def test_empty_plan():
    plan = compile_shapes([])
    store = stored([])
    assert run(plan, store) == []
    assert targets(plan, store) == {}


def test_same_shape_reached_twice_is_found_twice():
    inner = "ex:P sh:path ex:p ; sh:minCount 1 ."
    other = "ex:T a sh:NodeShape ; sh:targetSubjectsOf ex:looked ; sh:property ex:P ."
    results = run(plan_of("sh:property ex:P", extra=inner + other), stored(read(LOOKED + "ex:good ex:p 1 .")))
    assert len(results) == 2
    assert len(set(results)) == 1


def test_what_is_absent_at_the_same_things_is_asked_in_one_query_and_told_apart():
    needed = [f"sh:property ex:P{number}" for number in range(10)]
    each = " ".join(f"ex:P{number} sh:path ex:p{number} ; sh:minCount 1 ." for number in range(10))
    plan = plan_of(" ; ".join(needed), extra=each)
    assert len(plan.queries) == 2  # eight at most in one
    has = {"good": {*range(10)}, "bad": {0, 3, 9}}
    data = "".join(f"ex:{name} ex:p{number} {number} . " for name, numbers in has.items() for number in numbers)
    results = run(plan, stored(read(LOOKED + data)))
    told = [(str(result.focus), str(result.shape), result.path) for result in results]
    assert told == [
        (f"{EX}bad", f"{EX}P{number}", f"{EX}p{number}") for number in range(10) if number not in has["bad"]
    ]
    assert all(result.value is None and set(result.bindings) == {"this"} for result in results)


def test_what_is_absent_at_other_things_is_asked_apart():
    other = "ex:T a sh:NodeShape ; sh:targetClass ex:A ; sh:property [ sh:path ex:p ; sh:minCount 1 ] ."
    assert len(plan_of("sh:property [ sh:path ex:p ; sh:minCount 1 ]", extra=other).queries) == 2


def test_circles_of_classes_end():
    data = LOOKED + "ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:A . ex:good a ex:B . ex:bad a ex:C ."
    assert found(plan_of("sh:class ex:A"), data) == ["bad bad"]


def test_queries_say_the_same_before_the_subclasses_are_known():
    data = "ex:Sub rdfs:subClassOf ex:A . ex:SubSub rdfs:subClassOf ex:Sub . ex:x a ex:SubSub ; ex:p 1 . ex:y a ex:A ."
    plan = plan_of("sh:property [ sh:path ex:p ; sh:minCount 1 ]", "sh:targetClass ex:A, ex:B")
    store = stored(read(data))
    assert [row[0] for row in store.select(plan.queries[0].text).rows] == [result.focus for result in run(plan, store)]
