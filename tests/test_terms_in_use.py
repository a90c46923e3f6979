"""Terms in use: a misspelt word or a wrong scheme letter is seen wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from hgraph.findings import Finding, Severity
from hgraph.namespaces import PREFIXES
from hgraph.project import Project, open_project
from hgraph.settings import load_settings
from hgraph.validation.terms_in_use import check_terms

HEAD = """\
@base <https://hgraph.example/id/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix hg: <https://w3id.org/hgraph/ns#> .
@prefix mandaat: <http://data.vlaanderen.be/ns/mandaat#> .
@prefix statement-kind: <https://w3id.org/hgraph/code/statement-kind/> .
@prefix trace-kind: <https://w3id.org/hgraph/code/trace-kind/> .
<graaf/a> hg:statementKind statement-kind:bron .
<actie/x> dct:title "Actie X"@nl , "Action X"@en .
"""


def checked(folder: Path, body: str, **more: str) -> list[Finding]:
    """Return the findings about a project with this data file, and others under their names."""
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "a.ttl").write_text(HEAD + body, encoding="utf-8")
    for name, text in more.items():
        (folder / "data" / f"{name}.ttl").write_text(HEAD.replace("graaf/a", f"graaf/{name}") + text, encoding="utf-8")
    with open_project(load_settings(folder)) as project:
        return check_terms(project)


class TestUnknownTerms:
    """A term that its namespace does not have."""

    @pytest.mark.parametrize(
        ("body", "term", "severity"),
        [
            ("<actie/x> a hg:Actoin .", "hg:Actoin", Severity.VIOLATION),
            ("<actie/x> hg:leadMinistre <urn:m> .", "hg:leadMinistre", Severity.VIOLATION),
            ("<actie/x> hg:traceKind trace-kind:citeer .", "trace-kind:citeer", Severity.VIOLATION),
            (
                "<actie/x> hg:traceKind <https://w3id.org/hgraph/code/trace-knd/citeert> .",
                "trace-knd",
                Severity.VIOLATION,
            ),
            ("<actie/x> foaf:nmae 'x' .", "foaf:nmae", Severity.WARNING),
            ("<actie/x> dct:titel 'x' .", "dct:titel", Severity.WARNING),
            ("<actie/x> a mandaat:Mandatairs .", "mandaat:Mandatairs", Severity.WARNING),
        ],
    )
    def test_is_found_where_it_stands(self, tmp_path: Path, body: str, term: str, severity: Severity) -> None:
        (finding,) = checked(tmp_path, body)
        assert (finding.code, finding.severity) == ("unknown-term", severity)
        assert finding.focus == "https://hgraph.example/id/actie/x"
        assert (finding.place.graph, finding.place.file) == ("https://hgraph.example/id/graaf/a", "data/a.ttl")
        assert term in finding.messages["nl"]
        assert "Actie X" in finding.messages["nl"]
        assert "Action X" in finding.messages["en"]
        assert all(finding.remedies.values())

    @pytest.mark.parametrize(
        "body",
        [
            "<actie/x> a hg:Action ; foaf:name 'x' ; dct:description 'x' ; hg:traceKind trace-kind:citeert .",
            "<actie/x> a mandaat:Mandataris .",
            "<actie/x> <https://elders.example/ns#wat> 1 ; a <urn:Ding> .",
            "<actie/x> hg:leadMinister <http://themis.vlaanderen.be/id/mandataris/x> .",
            "<actie/x> <http://www.w3.org/2004/02/skos/core#broaderTransitive> <actie/y> .",
        ],
    )
    def test_a_known_term_and_one_of_nobody_are_left_alone(self, tmp_path: Path, body: str) -> None:
        assert checked(tmp_path, body) == []

    def test_is_reported_once_a_graph(self, tmp_path: Path) -> None:
        twice = "<actie/x> hg:x 1 . <actie/y> hg:x 2 ."
        found = checked(tmp_path, twice, b=twice)
        assert [finding.place.file for finding in found] == ["data/a.ttl", "data/b.ttl"]

    def test_a_term_the_project_adds_itself_is_known(self, tmp_path: Path) -> None:
        (tmp_path / "ontology").mkdir()
        (tmp_path / "ontology" / "eigen.ttl").write_text(
            '<http://xmlns.com/foaf/0.1/eigen> <http://www.w3.org/2000/01/rdf-schema#label> "eigen"@nl .'
        )
        assert checked(tmp_path, "<actie/x> foaf:eigen 'x' .") == []

    def test_words_of_the_vocabulary_itself_are_not_judged(self, tmp_path: Path) -> None:
        assert checked(tmp_path, "") == []


class TestTwins:
    """The same namespace with ``http`` for ``https``, or the other way round."""

    @pytest.mark.parametrize(
        ("body", "right"),
        [
            ("<actie/x> a <http://w3id.org/hgraph/ns#Action> .", PREFIXES["hg"]),
            ("<actie/x> <http://w3id.org/hgraph/ns#leadMinister> <urn:m> .", PREFIXES["hg"]),
            ("<actie/x> a <https://data.vlaanderen.be/ns/mandaat#Mandataris> .", PREFIXES["mandaat"]),
            ("<actie/x> a <http://data.vlaanderen.be/ns/dossier#Stuk> .", PREFIXES["dossier"]),
            ("<actie/x> <https://schema.org/name> 'x' .", PREFIXES["schema"]),
            ("<actie/x> hg:traceKind <http://w3id.org/hgraph/code/trace-kind/citeert> .", PREFIXES["trace-kind"]),
            (
                "<actie/x> hg:leadMinister <https://themis.vlaanderen.be/id/mandataris/5fed907ee6670526694a0710> .",
                PREFIXES["themis-mandataris"],
            ),
            (
                "<https://themis.vlaanderen.be/id/mandataris/x> a mandaat:Mandataris .",
                PREFIXES["themis-mandataris"],
            ),
        ],
    )
    def test_is_found_wherever_it_stands(self, tmp_path: Path, body: str, right: str) -> None:
        (finding,) = checked(tmp_path, body)
        assert (finding.code, finding.severity) == ("namespace-twin", Severity.VIOLATION)
        assert right in finding.messages["nl"]
        assert right in finding.remedies["en"]
        assert finding.place.file == "data/a.ttl"

    def test_is_reported_once_a_graph_and_namespace_of_values(self, tmp_path: Path) -> None:
        values = ", ".join(f"<https://themis.vlaanderen.be/id/mandataris/{number}>" for number in range(9))
        assert len(checked(tmp_path, f"<actie/x> hg:leadMinister {values} .")) == 1

    @pytest.mark.parametrize(
        "body",
        [
            "<actie/x> <https://elders.example/p> <http://elders.example/x> .",
            "<actie/x> dct:relation <http://w3id.org/> .",
        ],
    )
    def test_other_addresses_are_left_alone(self, tmp_path: Path, body: str) -> None:
        assert checked(tmp_path, body) == []


@pytest.mark.parametrize("name", ["real_project", "example_project"])
def test_the_shipped_plans_use_known_terms_only(name: str, request: pytest.FixtureRequest) -> None:
    project: Project = request.getfixturevalue(name)
    assert [finding.messages["nl"] for finding in check_terms(project)] == []
