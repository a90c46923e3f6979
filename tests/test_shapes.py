"""Every rule can pass, can fail, and says so in two languages: one file a rule in ``tests/shapes``."""

import re
from pathlib import Path

import pytest

from hgraph.dataset import canonical_text, read_triples, read_vocabulary
from hgraph.dataset.conversion import to_triple
from hgraph.labels import LabelIndex
from hgraph.messages import LANGUAGES
from hgraph.namespaces import ELI_DL, HG, PREFIXES, RDF, RDFS, SH
from hgraph.settings import load_settings
from hgraph.terms import Iri
from hgraph.validation import read_rules, read_stages, validate
from hgraph.validation.graphs import to_graph

ROOT = Path(__file__).parents[1]
SETTINGS = load_settings(ROOT)
BASE = SETTINGS.id_base
RULES = read_rules(SETTINGS)
CASES = sorted((ROOT / "tests" / "shapes").glob("*.ttl"))
PASSES = Iri(BASE + "geval/goed")
FAILS = Iri(BASE + "geval/fout")
READ_BY_RULES = {
    RDFS.subClassOf,
    "http://schema.org/position",
    ELI_DL.foreseen_type_document,
    HG.atStage,
    HG.mayPrecede,
    HG.presupposes,
}
REPORT = {SH.ValidationReport, SH.ValidationResult}
SUBJECTS_WITH_ELI = {"EliContradictsDate", "EliWithoutNumac"}


@pytest.fixture(scope="module")
def vocabulary():
    """Return what rules read from the ontology and the code lists."""
    triples = (to_triple(triple) for graph in read_vocabulary(SETTINGS) for triple in graph.triples)
    return [
        triple
        for triple in triples
        if triple[1] in READ_BY_RULES or (triple[1] == RDF.type and triple[2] == HG.ProcedureStep)
    ]


def parts(path):
    """Split a case into its data and the results it expects: focus node, shape, component, path and value."""
    triples = read_triples(path, BASE)
    report = {s for s, p, o in triples if p == RDF.type and o in REPORT}
    expected = {}
    for subject, predicate, value in triples:
        if subject in report and predicate not in (RDF.type, SH.result):
            expected.setdefault(subject, {})[predicate] = value
    return [triple for triple in triples if triple[0] not in report], list(expected.values())


def only(name):
    """Return the shapes of one rule, with what they refer to, and the prefixes."""
    rule = RULES.find(name)
    return [
        t
        for t in RULES.triples
        if t[1] in (SH.prefix, SH.namespace, SH.declare)
        or t[0] in (rule.iri, *rule.constraints)
        or "Text" in t[0].rpartition("#")[2]
    ]


def test_one_case_a_rule():
    assert {path.stem for path in CASES} == {rule.iri.rpartition("#")[2] for rule in RULES}
    assert len(CASES) == len(RULES) >= 100


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_rule_passes_and_fails(path, vocabulary):
    data, expected = parts(path)
    rule = RULES.find(path.stem)
    result = validate([*data, *vocabulary], only(path.stem), RULES, LabelIndex())
    found = sorted((f.focus, f.component, f.path, str(f.value if f.value is not None else "")) for f in result.findings)
    wanted = sorted(
        (
            e[SH.focusNode],
            e[SH.sourceConstraintComponent].rpartition("#")[2],
            e.get(SH.resultPath),
            "" if e.get(SH.value) == e[SH.focusNode] else str(e.get(SH.value, "")),
        )
        for e in expected
    )
    assert found == wanted
    assert {f.rule for f in result.findings} == {rule.iri}
    assert {e[SH.sourceShape] for e in expected} <= {rule.iri, *rule.constraints}
    failing, described = {f.focus for f in result.findings}, {s for s, _, _ in data} | {o for _, _, o in data}
    if path.stem not in SUBJECTS_WITH_ELI:
        assert FAILS in failing
    assert PASSES in described
    assert PASSES not in failing
    assert result.targets[rule.iri] > len(failing)


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.code)
def test_rule_explains_itself(rule):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.code)
    assert rule.iri.startswith(PREFIXES["hgsh"])
    assert len(rule.constraints) == 1
    assert rule.sources
    assert all(source.startswith("http") for source in rule.sources)
    for texts in (rule.labels, rule.whys, rule.remedies, rule.message(None)):
        assert set(texts) == set(LANGUAGES)
        assert all(text.strip() == text and len(text) > 5 for text in texts.values())
    for language in LANGUAGES:
        assert rule.whys[language].endswith(".")
        assert rule.remedies[language].endswith(".")
        assert "{$this}" in rule.message(None)[language]
    names = [set(re.findall(r"\{[$?]\w+\}", text)) for text in rule.message(None).values()]
    assert names[0] == names[1]


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.code)
def test_query_keeps_to_the_portable_form(rule):
    query = RULES.queries.get(rule.constraints[0])
    if query is None:
        return
    assert query.startswith("SELECT")
    assert not re.search(r"\bMINUS\b|\bVALUES\b|\bSERVICE\b|\bGRAPH\b|\$PATH|DATATYPE|SELECT \*", query)
    assert query.isascii()
    assert not re.search(r"[\w)]\+\s", re.sub(r'"[^"]*"', '""', query)), "write p/p* for p+"
    selected = query.split("WHERE")[0]
    used = {name for text in rule.message(None).values() for name in re.findall(r"\{\?(\w+)\}", text)}
    assert all(f"?{name}" in selected for name in used)
    assert "$this" in selected


def test_every_shape_has_a_name_and_one_severity():
    severities = {}
    for subject, predicate, value in RULES.triples:
        assert not subject.startswith("_:")
        assert not str(value).startswith("_:")
        if predicate == SH.severity:
            severities.setdefault(subject, []).append(value)
    for rule in RULES:
        assert len(severities[rule.iri]) == 1
        shapes = [shape for shape in rule.constraints if shape not in RULES.queries]
        assert all(severities[shape] == severities[rule.iri] for shape in shapes)


def test_shapes_are_valid_shacl():
    import pyshacl

    shapes = to_graph(RULES.triples)
    conforms, _, text = pyshacl.validate(to_graph([]), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_profiles_name_existing_rules_and_every_rule_is_graded():
    stages = read_stages(SETTINGS)
    known = {rule.iri for rule in RULES}
    assert stages.tokens == ("framework", "submission", "approval", "reporting")
    for profile in stages:
        assert set(profile.grades) <= known
        assert set(profile.titles) == set(profile.descriptions) == set(LANGUAGES)
    first = stages.find("framework")
    assert set(first.grades) == known, "the first stage grades every rule"


def test_a_profile_grades_a_rule_once_and_only_says_what_differs():
    for path in SETTINGS.content("shapes", "profiles/*.ttl"):
        graded = [
            value for _, predicate, value in read_triples(path) if "#grades" in predicate or "#switches" in predicate
        ]
        assert len(graded) == len(set(graded)), path.name
    stages = read_stages(SETTINGS)
    for profile in stages:
        if profile.parent is None:
            continue
        before = stages.chain(profile.token)[-2].token
        for rule in RULES:
            if rule.iri in profile.grades:
                assert profile.grades[rule.iri] != stages.grade(rule, before), rule.code


@pytest.mark.parametrize("path", sorted((ROOT / "shapes").rglob("*.ttl")), ids=lambda path: path.stem)
def test_shape_files_are_canonical(path):
    assert path.read_text(encoding="utf-8") == canonical_text(path, None), f"hgraph format {path}"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_cases_are_canonical(path):
    assert path.read_text(encoding="utf-8") == canonical_text(path, BASE), f"hgraph format {path}"
