"""Stages inherit, the engine reads and never writes, messages come in both languages, and broken rules are said so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from hgraph.checks import examine
from hgraph.dataset import read_triples
from hgraph.errors import UnreadableInput, UsageError
from hgraph.findings import Finding, Severity
from hgraph.labels import LabelIndex
from hgraph.messages import LANGUAGES, catalogue
from hgraph.namespaces import DCT, HG, RDF, SH, XSD
from hgraph.project import Project
from hgraph.settings import load_settings
from hgraph.terms import Iri, Literal, Triple, tagged
from hgraph.validation import (
    Profile,
    RuleBook,
    Stages,
    code_of,
    compile_shapes,
    effective_shapes,
    graded,
    read_rules,
    read_stages,
    render_index,
    standing,
    standings,
    validate,
    validate_in_store,
)

ROOT = Path(__file__).parents[1]
SETTINGS = load_settings(ROOT)
RULES = read_rules(SETTINGS)
STAGES = read_stages(SETTINGS)
ACTION = Iri("https://hgraph.example/id/actie/loket")
FIELD = Iri("https://hgraph.example/id/veld/wonen")
PREFIXES_CARD = read_triples(ROOT / "ontology" / "prefixes.ttl")

BROKEN = {
    "no-sparql": 'sh:select "SELECT $this WHERE { this is not SPARQL }"',
    "no-prefix": 'sh:select "SELECT $this WHERE { $this nobody:knows ?x }"',
    "calls-out": 'sh:select "SELECT $this WHERE { SERVICE <http://localhost:1/> { ?s ?p ?o } }"',
    "no-number": 'a sh:PropertyShape ; sh:path hg:unit ; sh:minCount "one"',
    "no-path": "sh:minCount 1",
}
"""Constraints that no engine can run."""


def is_a(thing: str, class_: str) -> Triple:
    return Iri(thing), Iri(RDF.type), Iri(class_)


def run(data: Sequence[Triple], rules: RuleBook = RULES, labels: LabelIndex | None = None) -> tuple[Finding, ...]:
    return validate(data, rules.triples, rules, labels or LabelIndex()).findings


def only(*codes: str) -> RuleBook:
    """Return the rule book of some rules: all of them take a while to be read by pySHACL."""
    rules = [RULES.find(code) for code in codes]
    kept = {shape for rule in rules for shape in (rule.iri, *rule.constraints)}
    shared = (SH.prefix, SH.namespace, SH.declare)
    return RuleBook([t for t in RULES.triples if t[0] in kept or t[1] in shared or "Text" in t[0].rpartition("#")[2]])


def own_rules(tmp_path: Path, shape: str) -> RuleBook:
    """Return a rule book of one shape, written as Turtle with the usual prefixes."""
    path = tmp_path / "own.ttl"
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix hg: <https://w3id.org/hgraph/ns#> .\n"
    head += "@prefix hgsh: <https://w3id.org/hgraph/shapes#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    path.write_text(head + shape, encoding="utf-8")
    return RuleBook([*read_triples(path), *PREFIXES_CARD])


class TestStages:
    """A stage is what the stage before it is, but for what it says itself."""

    def test_stages_stand_in_order_of_the_chain(self) -> None:
        assert STAGES.tokens == ("framework", "submission", "approval", "reporting")
        assert STAGES.last == "reporting"
        assert [profile.token for profile in STAGES.chain("approval")] == ["framework", "submission", "approval"]

    def test_a_grade_is_inherited_until_it_is_overridden(self) -> None:
        rule = RULES.find("action-without-budget")
        grades = [STAGES.grade(rule, token) for token in STAGES.tokens]
        assert grades == [Severity.INFO, Severity.WARNING, Severity.VIOLATION, Severity.VIOLATION]

    def test_a_stage_never_grades_milder_than_the_one_before(self) -> None:
        for rule in RULES:
            grades = [STAGES.grade(rule, token) or 0 for token in STAGES.tokens]
            assert grades == sorted(grades), rule.code

    def test_unknown_stage_names_the_known_ones(self) -> None:
        with pytest.raises(UsageError) as caught:
            STAGES.find("draft")
        assert caught.value.code == "unknown-stage"
        assert "framework, submission, approval, reporting" in caught.value.remedy("nl")

    def test_a_rule_no_stage_names_keeps_its_own_severity(self, tmp_path: Path) -> None:
        rules = own_rules(tmp_path, "hgsh:OwnRule a sh:NodeShape ; sh:targetClass hg:Action ; sh:severity sh:Info .")
        assert STAGES.grade(rules.rules[0], "reporting") is Severity.INFO

    @pytest.mark.parametrize("parent", ["https://example.org/nowhere", "https://example.org/self"])
    def test_a_chain_that_leads_nowhere_is_refused(self, parent: str) -> None:
        profile = Profile(Iri("https://example.org/self"), "self", {}, {}, parent=Iri(parent))
        with pytest.raises(UnreadableInput) as caught:
            Stages([profile])
        assert caught.value.code == "broken-profile"

    @pytest.mark.parametrize("stage", STAGES.tokens)
    def test_effective_shapes_say_the_grade_on_node_and_property_shape(self, stage: str) -> None:
        shapes = effective_shapes(RULES, STAGES, stage)
        severities: dict[str, list[str]] = {}
        off = {str(s) for s, p, _ in shapes if p == SH.deactivated}
        for subject, predicate, value in shapes:
            if predicate == SH.severity:
                severities.setdefault(str(subject), []).append(str(value))
        for rule in RULES:
            grade = STAGES.grade(rule, stage)
            assert (rule.iri in off) == (grade is None)
            for shape in {rule.iri, *rule.constraints} - RULES.queries.keys():
                wanted = [] if grade is None else [f"{SH.Info[:-4]}{grade.name.capitalize()}"]
                assert severities.get(shape, []) == wanted

    @pytest.mark.parametrize("stage", STAGES.tokens)
    def test_running_a_stage_equals_running_all_and_grading(self, stage: str, real_project: Project) -> None:
        data = real_project.store.construct(real_project.query("validation/statements"))
        labels = real_project.labels
        store = real_project.store
        direct, at_once = (
            validate_in_store(store, compile_shapes(shapes), RULES, labels, lambda: data).result.findings
            for shapes in (effective_shapes(RULES, STAGES, stage), RULES.triples)
        )
        at_once = graded(at_once, RULES, STAGES, stage)
        assert sorted(direct, key=lambda f: f.sort_key) == list(at_once)


class TestStanding:
    """How far a plan or a thing has come, and what is in between."""

    def test_the_real_plan_reaches_framework_and_says_why_not_more(self, real_project: Project) -> None:
        result = examine(real_project).standing()
        assert result.reached is not None
        assert result.reached.token == "framework"
        assert result.next is not None
        assert result.next.token == "submission"
        assert {finding.code for finding in result.separating} == {"plan-without-actions", "plan-without-objectives"}
        assert all(finding.owners for finding in result.separating)

    def test_the_fictional_example_reaches_the_last_stage(self, example_project: Project) -> None:
        result = examine(example_project).standing()
        assert result.reached is not None
        assert (result.reached.token, result.next, result.separating) == ("reporting", None, ())

    def test_no_rule_is_left_without_target_by_the_example(self, example_project: Project) -> None:
        examination = examine(example_project)
        assert {code.split("-")[0] for code in examination.result.rules_without_target} == {"waiver"}
        assert examination.report("reporting").rules_without_target == ()

    def test_each_thing_is_judged_by_its_own_findings(self) -> None:
        good, bad = Iri("https://hgraph.example/id/a"), Iri("https://hgraph.example/id/b")
        finding = run([is_a(bad, HG.Indicator)], only("indicator-incomplete"))
        assert {f.focus for f in finding} == {bad}
        stand = standings([good, bad], [f for f in finding if f.code == "indicator-incomplete"], RULES, STAGES)
        assert stand[good].next is None
        assert stand[bad].reached == STAGES.find("framework")
        assert stand[bad].next == STAGES.find("submission")

    def test_nothing_reached_if_the_first_stage_has_a_violation(self) -> None:
        result = standing(run([is_a(ACTION, HG.Action)]), RULES, STAGES)
        assert result.reached is None
        assert result.next == STAGES.find("framework")


class TestEngine:
    """pySHACL decides; the words come from the shapes graph."""

    def test_messages_and_remedies_come_in_both_languages_with_names(self) -> None:
        labels = LabelIndex([(ACTION, "Loket in elke stad", "nl", 0), (ACTION, "Desk in each city", "en", 0)])
        rules = only("action-without-budget", "action-without-objective")
        found = {f.code: f for f in run([is_a(ACTION, HG.Action)], rules, labels)}
        finding = found["action-without-budget"]
        assert finding.messages["nl"].startswith("Voor \u2018Loket in elke stad\u2019 is geen budget vastgelegd")
        assert finding.messages["en"].startswith("No budget is recorded for \u2018Desk in each city\u2019")
        assert "hg:budgetAmount" in finding.remedies["nl"]
        assert (finding.component, finding.path, finding.value) == ("SPARQLConstraintComponent", None, None)
        core = found["action-without-objective"]
        assert (core.component, core.path) == ("MinCountConstraintComponent", HG.contributesTo)

    def test_dates_are_written_out(self) -> None:
        period = Iri("https://hgraph.example/id/periode")
        data = [
            is_a(ACTION, HG.Commitment),
            (ACTION, Iri(HG.plannedPeriod), period),
            (period, Iri("http://www.w3.org/ns/dcat#endDate"), Literal("2020-06-26", Iri(XSD.date))),
        ]
        finding = next(iter(run(data, only("commitment-overdue"))))
        assert "26 juni 2020" in finding.messages["nl"]
        assert "26 June 2020" in finding.messages["en"]
        assert finding.value == Literal("2020-06-26", Iri(XSD.date))

    @pytest.mark.parametrize(
        "text", [r"C:\d \1 \g<x>", "{$this} {?value} {x}", 'zei "ja"\nen "nee"', "é 😀 \u202e", "x" * 5000]
    )
    def test_awkward_text_neither_breaks_nor_steers(self, text: str) -> None:
        intention = f"We gaan na of {text}"
        data = [is_a(ACTION, HG.Action), (ACTION, Iri(DCT.description), tagged(intention, "nl"))]
        finding = next(iter(run(data, only("action-says-intention"))))
        assert finding.value == tagged(intention, "nl")
        assert finding.messages["nl"].count("We gaan na of") == 1
        assert len(finding.messages["nl"]) < 400
        assert "\u202e" not in finding.messages["nl"]

    def test_ill_typed_values_are_kept_as_written(self, capsys: pytest.CaptureFixture[str]) -> None:
        start = Iri("http://data.vlaanderen.be/ns/mandaat#start")
        wrong = Literal("morgen", Iri(XSD.date))
        data = [is_a(ACTION, "http://data.vlaanderen.be/ns/mandaat#Mandataris"), (ACTION, start, wrong)]
        found = run(data, only("mandate-without-start-date"))
        assert [f.value for f in found] == [wrong]
        assert capsys.readouterr().err == ""

    def test_data_are_left_alone_and_in_another_order_give_the_same_list(self, real_project: Project) -> None:
        data = real_project.store.construct(real_project.query("validation/statements"))
        before = list(data), list(RULES.triples)
        first = validate(data, RULES.triples, RULES, real_project.labels)
        assert (list(data), list(RULES.triples)) == before
        second = validate(reversed(data), tuple(reversed(RULES.triples)), RULES, real_project.labels)
        assert first.findings == second.findings

    def test_owners_are_passed_on(self) -> None:
        owner = Iri("https://hgraph.example/id/minister")
        result = validate(
            [is_a(ACTION, HG.Action)],
            only("action-without-budget").triples,
            RULES,
            LabelIndex(),
            owners={ACTION: (owner,)},
        )
        assert {finding.owners for finding in result.findings} == {(owner,)}

    def test_rules_without_target_are_said_and_targets_counted_with_subclasses(self, tmp_path: Path) -> None:
        shape = "hgsh:Looks a sh:NodeShape ; sh:targetClass hg:Objective ; sh:targetSubjectsOf hg:callsUpon ."
        rules = own_rules(tmp_path, shape)
        subclass = (
            Iri(HG.StrategicObjective),
            Iri("http://www.w3.org/2000/01/rdf-schema#subClassOf"),
            Iri(HG.Objective),
        )
        data = [subclass, is_a(ACTION, HG.StrategicObjective), (ACTION, Iri(HG.callsUpon), FIELD)]
        assert validate(data, rules.triples, rules, LabelIndex()).targets == {rules.rules[0].iri: 1}
        assert validate([], rules.triples, rules, LabelIndex()).rules_without_target == ("looks",)

    def test_own_rules_may_be_built_in_other_ways(self, tmp_path: Path) -> None:
        shape = """hgsh:Deep a sh:NodeShape ; sh:targetClass hg:Action ; sh:property hgsh:Outer .
            hgsh:Outer a sh:PropertyShape ; sh:path hg:hasIndicator ; sh:property hgsh:Inner .
            hgsh:Inner a sh:PropertyShape ; sh:path hg:unit ; sh:minCount 1 ; sh:message "Eenheid?" .
            hgsh:Flat a sh:PropertyShape ; sh:targetClass hg:Action ; sh:path hg:unit ; sh:minCount 1 ."""
        data = [is_a(ACTION, HG.Action), (ACTION, Iri(HG.hasIndicator), FIELD)]
        found = {f.code: f for f in run(data, own_rules(tmp_path, shape))}
        assert set(found) == {"inner", "flat"}
        assert (found["inner"].focus, found["inner"].messages["en"]) == (FIELD, "Eenheid?")

    def test_a_rule_without_message_gives_the_engines_own_sentence(self, tmp_path: Path) -> None:
        shape = "hgsh:NoWords a sh:NodeShape ; sh:targetClass hg:Action ; sh:property hgsh:NoWords-path .\n"
        shape += "hgsh:NoWords-path a sh:PropertyShape ; sh:path hg:unit ; sh:minCount 1 ."
        (finding,) = run([is_a(ACTION, HG.Action)], own_rules(tmp_path, shape))
        assert finding.severity is Severity.VIOLATION
        assert finding.messages["nl"] == finding.messages["en"] != ""

    @pytest.mark.parametrize("part", BROKEN.values(), ids=BROKEN.keys())
    def test_broken_shapes_are_an_error_about_the_shapes(self, tmp_path: Path, part: str) -> None:
        link = "sh:sparql" if "sh:select" in part else "sh:property"
        shape = f"hgsh:R a sh:NodeShape ; sh:targetClass hg:Action ; {link} hgsh:Part .\nhgsh:Part {part} ."
        with pytest.raises(UnreadableInput) as caught:
            run([is_a(ACTION, HG.Action)], own_rules(tmp_path, shape))
        assert caught.value.code == "unusable-shapes"
        assert "\n" not in caught.value.sentence("nl")


class TestCatalogue:
    """Rules are found by any of their names, and listed on a page that is current."""

    @pytest.mark.parametrize(
        "name",
        ["action-without-objective", "ActionWithoutObjective", "hgsh:ActionWithoutObjective",
         "https://w3id.org/hgraph/shapes#ActionWithoutObjective", "Action-Without-Objective"],
    )  # fmt: skip
    def test_a_rule_has_one_code_under_all_its_names(self, name: str) -> None:
        assert RULES.find(name).code == "action-without-objective"

    def test_unknown_rule_suggests_near_ones(self) -> None:
        with pytest.raises(UsageError) as caught:
            RULES.find("action-without-objectives")
        assert "action-without-objective" in caught.value.remedy("en")

    def test_code_of_a_plain_word_is_the_word(self) -> None:
        assert code_of("looks") == "looks"

    def test_index_is_current(self) -> None:
        page = (ROOT / "shapes" / "README.md").read_text(encoding="utf-8")
        assert page == render_index(RULES, STAGES), "make generated"
        assert all(page.count(f"`{rule.code}`") == len(LANGUAGES) for rule in RULES)


SHAMING = re.compile(
    r"\b(does|do|did|doing) (nothing|not do anything)\b|\b(doet|doen|deed|onderneemt|ondernemen) niets\b"
    r"|\bis inactive\b|\bniet actief\b|\bno policy(?! field)\b|\bgeen beleid\b",
    re.IGNORECASE,
)


def sentences() -> Iterator[str]:
    """Yield every sentence the program can say: rules, profiles and message catalogues."""
    for rule in RULES:
        for texts in (rule.labels, rule.whys, rule.remedies, *rule.messages.values()):
            yield from texts.values()
    for profile in STAGES:
        yield from (*profile.titles.values(), *profile.descriptions.values())
    areas = {path.stem.partition("-")[0] for path in (ROOT / "src" / "hgraph" / "messages").glob("*.toml")}
    for area in areas:
        yield from _leaves(catalogue(area))


def _leaves(entry: object) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict):
        for value in entry.values():
            yield from _leaves(value)


def test_no_sentence_says_that_somebody_does_nothing() -> None:
    """The overview of actions is not exhaustive: what is not recorded may still exist."""
    said = list(sentences())
    assert len(said) > 900
    assert [text for text in said if SHAMING.search(text)] == []
    assert "No action is recorded" in RULES.find("plan-without-actions").message(None)["en"]
    assert "is geen actie vastgelegd" in RULES.find("plan-without-actions").message(None)["nl"]
