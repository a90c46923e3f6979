"""The words: every term named, defined, exemplified and used; nothing that re-types anybody else's data."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from hgraph import scaffold
from hgraph.dataset import read_triples
from hgraph.namespaces import DCT, HG, OWL, PREFIXES, RDF, RDFS, SCHEMA, SH, SKOS
from hgraph.terms import Iri, Literal, Triple

ROOT = Path(__file__).parents[1]
ONTOLOGY = ROOT / "ontology"
CODELISTS = sorted((ONTOLOGY / "codelists").glob("*.ttl"))
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}

CARD = {
    "besluit": "http://data.vlaanderen.be/ns/besluit#",
    "mandaat": "http://data.vlaanderen.be/ns/mandaat#",
    "besluitvorming": "https://data.vlaanderen.be/ns/besluitvorming#",
    "dossier": "https://data.vlaanderen.be/ns/dossier#",
    "generiek": "https://data.vlaanderen.be/ns/generiek#",
    "persoon": "https://data.vlaanderen.be/ns/persoon#",
    "person": "http://www.w3.org/ns/person#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "eli-dl": "http://data.europa.eu/eli/eli-draft-legislation-ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "prof": "http://www.w3.org/ns/dx/prof/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "vann": "http://purl.org/vocab/vann/",
    "sh": "http://www.w3.org/ns/shacl#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "schema": "http://schema.org/",
    "lang": "http://publications.europa.eu/resource/authority/language/",
    "frequency": "http://publications.europa.eu/resource/authority/frequency/",
    "hg": "https://w3id.org/hgraph/ns#",
    "hgsh": "https://w3id.org/hgraph/shapes#",
    "profile": "https://w3id.org/hgraph/profile/",
}
"""Namespaces as their publishers write them, scheme letter included; typed here once more, not read from the card."""

NOT_USED_YET = {
    "noLongerPartOf": "for actions dropped between two rounds; nothing was dropped from the plans that are described",
}
"""Own terms that neither a rule, a question nor data use, and why they stand there."""

ONLY_IN_DATA = {
    "PolicyNote": "a kind of document; questions ask for documents by their title",
    "PublicSource": "a kind of document; questions follow dct:source to it",
    "GuidingPrinciple": "listed under its framework",
    "Theme": "a concept, asked for as hg:hasTheme",
    "decisionResult": "shown with an approval by statements-about",
    "intervalNote": "shown with a period by statements-about",
}
"""Own terms that data use but no rule or question names, and how they are reached."""


@cache
def triples(path: Path) -> list[Triple]:
    """Return the triples of a file, read once."""
    return read_triples(path, "https://hgraph.example/id/")


def described(path: Path, predicate: str, value: str) -> dict[str, dict[str, list[Iri | Literal]]]:
    """Return every subject that has this property and value, with all its properties."""
    everything: dict[str, dict[str, list[Iri | Literal]]] = defaultdict(lambda: defaultdict(list))
    for subject, property_, object_ in triples(path):
        everything[str(subject)][property_].append(object_)
    return {name: parts for name, parts in everything.items() if value in parts.get(predicate, [])}


OWN = {
    name: parts
    for kind in sorted(KINDS)
    for name, parts in described(ONTOLOGY / "hgraph.ttl", RDF.type, kind).items()
    if name.startswith(PREFIXES["hg"])
}


def languages(texts: list[Iri | Literal]) -> list[str]:
    """Return the language tags of texts, sorted, and check that none is blank."""
    assert all(isinstance(text, Literal) and text.lexical.strip() == text.lexical and text.lexical for text in texts)
    return sorted(text.language or "" for text in texts if isinstance(text, Literal))


class TestOwnTerms:
    """``hgraph.ttl``."""

    def test_there_are_classes_and_properties(self) -> None:
        assert len(OWN) > 100

    @pytest.mark.parametrize("term", OWN)
    def test_is_named_defined_and_exemplified(self, term: str) -> None:
        parts = OWN[term]
        assert languages(parts[RDFS.label]) == ["en", "nl"]
        assert languages(parts[SKOS.definition]) == ["en", "nl"]
        assert "nl" in languages(parts[SKOS.example])
        assert parts[RDFS.isDefinedBy] == ["https://w3id.org/hgraph/ns"]

    @pytest.mark.parametrize("term", OWN)
    def test_is_written_as_its_kind_is(self, term: str) -> None:
        local = term.removeprefix(PREFIXES["hg"])
        is_class = OWN[term][RDF.type] == [OWL.Class]
        assert re.fullmatch(r"[A-Z][A-Za-z]+" if is_class else r"[a-z][A-Za-z]+", local)
        assert len(set(OWN[term][RDF.type]) & KINDS) == 1

    @pytest.mark.parametrize("term", OWN)
    def test_a_property_says_what_its_values_are(self, term: str) -> None:
        (kind,) = set(OWN[term][RDF.type]) & KINDS
        ranges = OWN[term][SCHEMA.rangeIncludes]
        assert bool(ranges) == (kind != OWL.Class)
        of_values = (RDF.langString, RDFS.Literal)
        datatypes = [value for value in ranges if str(value).startswith(PREFIXES["xsd"]) or value in of_values]
        assert kind == OWL.Class or (datatypes == ranges) == (kind == OWL.DatatypeProperty)

    def test_no_two_terms_have_one_name(self) -> None:
        for tag in ("nl", "en"):
            for of_class in (True, False):
                labels = [
                    label.lexical.casefold()
                    for parts in OWN.values()
                    for label in parts[RDFS.label]
                    if isinstance(label, Literal)
                    and label.language == tag
                    and (OWL.Class in parts[RDF.type]) == of_class
                ]
                assert sorted(labels) == sorted(set(labels))

    def test_what_an_own_term_names_exists(self) -> None:
        named = {
            str(value)
            for path in ONTOLOGY.rglob("*.ttl")
            for _, _, value in triples(path)
            if isinstance(value, Iri) and value.startswith(PREFIXES["hg"])
        }
        assert named <= set(OWN)


class TestRestraint:
    """Loading the ontology changes nothing in anybody's data."""

    @pytest.mark.parametrize("path", sorted(ONTOLOGY.rglob("*.ttl")), ids=lambda path: path.name)
    def test_says_nothing_a_reasoner_could_act_on(self, path: Path) -> None:
        local_names = {"imports", "equivalentClass", "equivalentProperty", "sameAs", "inverseOf", "domain", "range"}
        used = {
            predicate.rpartition("#")[2]
            for _, predicate, _ in triples(path)
            if "owl#" in predicate or "rdf-schema#" in predicate
        }
        assert not used & local_names

    def test_alignments_are_mappings_only(self) -> None:
        used = {
            predicate
            for subject, predicate, _ in triples(ONTOLOGY / "alignments.ttl")
            if subject.startswith(PREFIXES["hg"])
        }  # type: ignore[union-attr]
        assert used <= {PREFIXES["skos"] + kind + "Match" for kind in ("close", "broad", "narrow", "related")}

    def test_no_foreign_term_is_defined_here(self) -> None:
        for path in ONTOLOGY.rglob("*.ttl"):
            for subject, predicate, value in triples(path):
                if predicate == RDF.type and value in KINDS:
                    assert str(subject).startswith(PREFIXES["hg"])


CONCEPTS = {code: parts for path in CODELISTS for code, parts in described(path, RDF.type, SKOS.Concept).items()}


class TestCodeLists:
    """One SKOS scheme a file, named as its prefix."""

    @pytest.mark.parametrize("path", CODELISTS, ids=lambda path: path.stem)
    def test_a_file_is_one_scheme_with_its_concepts(self, path: Path) -> None:
        ((scheme, parts),) = described(path, RDF.type, SKOS.ConceptScheme).items()
        assert scheme == f"https://w3id.org/hgraph/code/{path.stem}"
        assert PREFIXES[path.stem] == scheme + "/"
        assert languages(parts[DCT.title]) == ["en", "nl"]
        assert languages(parts[DCT.description]) == ["en", "nl"]
        concepts = described(path, RDF.type, SKOS.Concept)
        assert sorted(map(str, parts[SKOS.hasTopConcept])) == sorted(concepts)
        assert all(concept.startswith(scheme + "/") for concept in concepts)
        assert all(of[SKOS.inScheme] == of[SKOS.topConceptOf] == [scheme] for of in concepts.values())

    @pytest.mark.parametrize("code", CONCEPTS)
    def test_a_code_is_named_and_defined(self, code: str) -> None:
        parts = CONCEPTS[code]
        assert languages(parts[SKOS.prefLabel]) == ["en", "nl"]
        assert languages(parts[SKOS.definition]) == ["en", "nl"]
        assert [str(value) for value in parts[SKOS.notation]] == [code.rpartition("/")[2]]

    def test_no_two_codes_of_a_scheme_have_one_name(self) -> None:
        for path in CODELISTS:
            labels = [value for _, predicate, value in triples(path) if predicate == SKOS.prefLabel]
            assert len(labels) == len(set(labels))

    def test_every_folder_of_codes_is_on_the_card(self) -> None:
        schemes = {prefix for prefix, iri in PREFIXES.items() if iri.startswith("https://w3id.org/hgraph/code/")}
        assert schemes == {path.stem for path in CODELISTS}


class TestCard:
    """One wrong scheme letter is a join that silently fails."""

    @pytest.mark.parametrize("prefix", CARD)
    def test_a_namespace_is_written_as_its_publisher_does(self, prefix: str) -> None:
        assert PREFIXES[prefix] == CARD[prefix]

    def test_no_namespace_stands_there_with_both_letters(self) -> None:
        without_scheme = [iri.partition("://")[2] for iri in PREFIXES.values()]
        assert len(set(without_scheme)) == len(without_scheme)

    @pytest.mark.parametrize("prefix", PREFIXES)
    def test_a_namespace_ends_where_a_name_can_begin(self, prefix: str) -> None:
        assert PREFIXES[prefix][-1] in "/#"

    def test_themis_is_http(self) -> None:
        themis = [iri for prefix, iri in PREFIXES.items() if prefix.startswith("themis")]
        assert themis
        assert all(iri.startswith("http://themis.vlaanderen.be/id/") for iri in themis)

    def test_every_prefix_in_a_query_or_a_shape_means_what_the_card_says(self) -> None:
        for path in [*(ROOT / "queries").rglob("*.rq*"), *(ROOT / "shapes").rglob("*.ttl")]:
            for prefix, iri in re.findall(r"(?i)^\s*@?prefix\s+([\w-]*):\s*<([^>]*)>", path.read_text(), re.MULTILINE):
                assert PREFIXES.get(prefix) == iri, f"{path.name}: {prefix}"


def test_every_reused_term_has_a_name_in_both_languages() -> None:
    names = defaultdict(list)
    for subject, predicate, value in triples(ONTOLOGY / "reused.ttl"):
        if predicate == RDFS.label:
            names[str(subject)].append(value)
    assert names
    assert all(languages(texts) == ["en", "nl"] for texts in names.values())
    assert not any(name.startswith(PREFIXES["hg"]) for name in names)


def in_shapes() -> set[str]:
    """Return every IRI the rules use, also within their queries; what a remedy mentions does not count."""
    used = set()
    for path in (ROOT / "shapes").rglob("*.ttl"):
        for subject, predicate, value in triples(path):
            used |= {str(subject), predicate}
            if isinstance(value, Iri):
                used.add(str(value))
            elif predicate == SH.select:
                used |= curies(value.lexical)
    return used


def in_questions() -> set[str]:
    """Return every IRI the queries use, and the classes of their parameters."""
    used = set()
    for path in (ROOT / "queries").rglob("*.rq*"):
        lines = path.read_text(encoding="utf-8").splitlines()
        used |= curies("\n".join(line for line in lines if not line.startswith("#")))
        used |= curies(" ".join(re.findall(r"class: (\S+)", "\n".join(lines))))
    return used


def in_data() -> set[str]:
    """Return every IRI the real plan and the fictional example use."""
    folders = [ROOT / "data", Path(scaffold.__file__).parent / "example"]
    return {str(term) for folder in folders for path in folder.rglob("*.ttl") for one in triples(path) for term in one}


def curies(text: str) -> set[str]:
    """Return the IRIs that the CURIEs in a text stand for."""
    found = re.findall(r"(?<![\w<:/#-])([a-z][a-z-]*):([A-Za-z][\w-]*)", text)
    return {PREFIXES[prefix] + local for prefix, local in found if prefix in PREFIXES}


class TestUse:
    """A word nobody uses is a word too many."""

    def test_every_own_term_is_used(self) -> None:
        unused = set(OWN) - in_shapes() - in_questions() - in_data()
        assert {term.removeprefix(PREFIXES["hg"]) for term in unused} <= set(NOT_USED_YET)

    def test_every_own_term_is_named_by_a_rule_or_a_question(self) -> None:
        unnamed = set(OWN) - in_shapes() - in_questions()
        assert {term.removeprefix(PREFIXES["hg"]) for term in unnamed} <= set(NOT_USED_YET) | set(ONLY_IN_DATA)

    def test_no_exception_is_out_of_date(self) -> None:
        unnamed = {term.removeprefix(PREFIXES["hg"]) for term in set(OWN) - in_shapes() - in_questions()}
        assert {*NOT_USED_YET, *ONLY_IN_DATA} <= unnamed

    def test_no_rule_question_or_datum_uses_an_own_term_that_does_not_exist(self) -> None:
        own = {iri for iri in in_shapes() | in_questions() | in_data() if iri.startswith(PREFIXES["hg"])}
        assert own <= set(OWN)

    def test_no_rule_question_or_datum_uses_a_code_that_does_not_exist(self) -> None:
        codes = {
            iri
            for iri in in_shapes() | in_questions() | in_data()
            if iri.startswith("https://w3id.org/hgraph/code/") and iri.count("/") > 5
        }
        assert codes <= set(CONCEPTS)


def test_the_name_of_the_ontology_is_that_of_its_namespace() -> None:
    assert HG.Action == PREFIXES["hg"] + "Action"
    assert ("https://w3id.org/hgraph/ns", RDF.type, OWL.Ontology) in triples(ONTOLOGY / "hgraph.ttl")
