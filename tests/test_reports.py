"""Reports: one list of findings in every format, the same counts in each, safe wherever it is opened."""

from __future__ import annotations

import csv
import io
import json
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import SH

from fictional_report import COUNTS, ID, NOTHING, REGISTER, REPORT, RULES, named
from hgraph.findings import Finding, FindingReport, Place, Register, RuleText, Severity, Status
from hgraph.messages import LANGUAGES
from hgraph.namespaces import XSD
from hgraph.project import Project
from hgraph.reports import (
    findings_csv,
    findings_json,
    findings_text,
    findings_turtle,
    rows_csv,
    table_csv,
    table_json,
    table_turtle,
)
from hgraph.terms import Iri, Literal, Table, is_valid_iri, tagged
from strategies import any_text, data_text, iris, terms
from test_findings import findings
from test_messages import steering

GOLDEN = Path(__file__).parent / "golden" / "reports"


def as_text(report: FindingReport, register: Register, language: str) -> str:
    """Return the report as text, two findings a rule."""
    stage = {"nl": "Indiening", "en": "Submission"}[language]
    return findings_text(report, register, language, stage_name=stage, width=80, limit=2)


FORMATS: dict[str, Callable[[FindingReport, Register, str], str]] = {
    "txt": as_text,
    "json": findings_json,
    "csv": findings_csv,
    "ttl": findings_turtle,
}


class TestGolden:
    """What a reader gets, character by character; read these files before you change them."""

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("suffix", FORMATS)
    @pytest.mark.parametrize(("name", "report"), [("findings", REPORT), ("nothing", NOTHING)])
    def test_is_what_it_was(
        self, name: str, report: FindingReport, suffix: str, language: str, *, update_golden: bool
    ) -> None:
        path = GOLDEN / f"{name}.{language}.{suffix}"
        made = FORMATS[suffix](report, REGISTER, language).encode()
        if update_golden:
            path.write_bytes(made)
        assert made == path.read_bytes(), "if this is meant: HGRAPH_UPDATE_GOLDEN=1 pytest tests/test_reports.py"


def read_back(suffix: str, text: str) -> Counter[str]:
    """Return how many open findings of each severity a report holds."""
    if suffix == "json":
        return Counter(entry["severity"] for entry in json.loads(text)["findings"] if entry["status"] == "open")
    if suffix == "csv":
        rows = csv.DictReader(io.StringIO(text, newline=""))
        return Counter(row["severity"] for row in rows if row["status"] == "open")
    graph = rdflib.Graph().parse(data=text, format="turtle")
    names = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
    results = graph.objects(predicate=SH.result)
    return Counter(names[graph.value(result, SH.resultSeverity)] for result in results)


class TestSameCounts:
    """A number in one format is the number in every other."""

    @pytest.mark.parametrize("suffix", ["json", "csv", "ttl"])
    def test_read_back(self, suffix: str) -> None:
        assert read_back(suffix, FORMATS[suffix](REPORT, REGISTER, "nl")) == COUNTS

    @pytest.mark.parametrize("suffix", ["json", "csv"])
    def test_of_open_findings_only(self, suffix: str) -> None:
        waived = [replace(one, status=Status.WAIVED if one.owners else Status.OPEN) for one in REPORT.findings]
        report = FindingReport.of("s", waived, 1)
        assert read_back(suffix, FORMATS[suffix](report, REGISTER, "nl")) == {"warning": 1}
        assert json.loads(findings_json(report, REGISTER, "nl"))["counts"]["warning"] == 1

    def test_in_the_summaries(self) -> None:
        assert json.loads(findings_json(REPORT, REGISTER, "nl"))["counts"] == COUNTS
        assert "1 fout · 2 waarschuwingen · 3 meldingen" in as_text(REPORT, REGISTER, "nl")
        assert "1 violation · 2 warnings · 3 info" in as_text(REPORT, REGISTER, "en")

    @given(st.lists(findings.filter(lambda one: isinstance(one.focus, Iri)), max_size=6))
    def test_whatever_was_found(self, found: list[Finding]) -> None:
        rules = [RuleText(code, *({"nl": code, "en": code},) * 3) for code in ("a", "b")]
        register = Register("x", rules, lambda iri, _: str(iri))
        report = FindingReport.of("s", [replace(one, status=Status.OPEN) for one in found], 1)
        expected = Counter(one.severity.token for one in report.findings)
        for suffix in ("json", "csv"):
            assert read_back(suffix, FORMATS[suffix](report, register, "nl")) == expected
        triples = [quad.triple for quad in ox.parse(findings_turtle(report, register, "nl"), ox.RdfFormat.TURTLE)]
        results = [triple for triple in triples if triple.predicate.value == str(SH.result)]
        assert len(results) == len(report.findings)


class TestText:
    """For people: names, no IRIs, nothing that steers a terminal."""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_says_who_and_where_and_what_to_do(self, language: str) -> None:
        text = as_text(REPORT, REGISTER, language)
        assert named(ID + "mandataris/mobiliteit", language) in text
        assert "data/acties.ttl · Acties F12" in text
        assert named(ID + "hiaat/budget", language) in text
        assert "hgraph explain action-without-lead-minister" in text
        assert "https://" not in text

    def test_every_line_fits(self) -> None:
        for width in (60, 80, 100):
            text = findings_text(REPORT, REGISTER, "nl", stage_name="Indiening", width=width)
            body = text.splitlines()[1:]
            assert max(map(len, body)) <= max(width, len("  Meer: hgraph explain action-without-lead-minister"))

    @given(st.lists(findings, max_size=6))
    def test_shows_each_finding(self, found: list[Finding]) -> None:
        rules = [RuleText(code, *({"nl": code, "en": code},) * 3) for code in ("a", "b")]
        texts = {"nl": "Zo is het.", "en": "So it is."}
        report = FindingReport.of("s", [replace(one, messages=texts) for one in found], 1)
        register = Register("x", rules, lambda *_: "naam")
        text = findings_text(report, register, "nl", stage_name="s", limit=100)
        assert text.count("  • Zo is het.") == len(report.findings)

    def test_says_what_it_does_not_show(self) -> None:
        assert "… en nog 1" in as_text(REPORT, REGISTER, "nl")
        assert "… en nog" not in findings_text(REPORT, REGISTER, "nl", stage_name="Indiening", limit=3)

    @given(any_text, any_text)
    def test_hostile_names_cannot_steer_a_terminal(self, name: str, words: str) -> None:
        rules = [RuleText("quote-moved", *({"nl": words, "en": words},) * 3)]
        register = Register(name, rules, lambda *_: name)
        hostile = replace(
            REPORT.findings[2], code="quote-moved", messages={"nl": words, "en": words}, remedies={"nl": words}
        )
        hostile = replace(hostile, owners=(Iri("urn:x"),), gaps=(Iri("urn:x"),), place=Place(file=name, sheet=words))
        report = FindingReport.of("s", [hostile], 1, [words])
        assert not steering(findings_text(report, register, "nl", stage_name=name))


FORMULAS = ("=1+1", "+1+1", "-1+1", "@SOM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", "\uff1d1+1", "--5")


class TestCsv:
    """For spreadsheets: nothing is run, nothing is lost."""

    @given(st.one_of(st.sampled_from(FORMULAS), any_text))
    def test_no_cell_is_a_formula_and_every_text_comes_back(self, text: str) -> None:
        table = Table(("a", "b"), [(Literal(text), None)])
        header, (cell, empty) = csv.reader(io.StringIO(table_csv(table), newline=""))
        assert header == ["a", "b"]
        assert empty == ""
        assert cell in (text, "'" + text)
        assert not cell.startswith(("=", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"))

    @pytest.mark.parametrize("text", FORMULAS)
    def test_a_formula_gets_an_apostrophe(self, text: str) -> None:
        (_, (cell,)) = csv.reader(io.StringIO(table_csv(Table(("a",), [(Literal(text),)])), newline=""))
        assert cell == "'" + text

    @pytest.mark.parametrize("text", ["-5", "+5", "-12.50", "5", "2020-06-26", "plan/x"])
    def test_numbers_and_dates_stay_as_they_are(self, text: str) -> None:
        (_, (cell,)) = csv.reader(io.StringIO(table_csv(Table(("a",), [(Literal(text),)])), newline=""))
        assert cell == text

    def test_findings_with_hostile_names_are_inert_too(self) -> None:
        register = Register("x", RULES, lambda *_: "=1+1")
        for row in csv.reader(io.StringIO(findings_csv(REPORT, register, "nl"), newline="")):
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)

    def test_an_owner_who_stands_there_twice_is_named_once(self) -> None:
        twice = replace(REPORT.findings[0], owners=(Iri("urn:a"), Iri("urn:b")))
        register = Register("x", RULES, lambda *_: "Vlaams minister van Mobiliteit")
        (row,) = csv.DictReader(
            io.StringIO(findings_csv(FindingReport.of("s", [twice], 1), register, "nl"), newline="")
        )
        assert row["owners"] == "Vlaams minister van Mobiliteit"

    def test_a_column_with_things_is_followed_by_their_names(self) -> None:
        table = Table(("plan", "jaar"), [(Iri("urn:a"), Literal("2020")), (None, Literal("2021"))])
        rows = list(csv.reader(io.StringIO(table_csv(table, name=lambda _: "Plan A"), newline="")))
        assert rows == [["plan", "plan_label", "jaar"], ["urn:a", "Plan A", "2020"], ["", "", "2021"]]

    def test_a_column_named_as_one_with_things_keeps_its_names_without_rows(self) -> None:
        assert table_csv(Table(("plan", "jaar"), []), str, ["plan"]) == "plan,plan_label,jaar\r\n"

    def test_rows_of_text_are_inert_too(self) -> None:
        assert rows_csv(["a"], [["=1"], ["-1"]]) == "a\r\n'=1\r\n-1\r\n"


class TestTurtle:
    """For other programs: a SHACL validation report like any other."""

    GRAPH = rdflib.Graph().parse(data=findings_turtle(REPORT, REGISTER, "nl"), format="turtle")

    def test_is_a_validation_report_that_does_not_conform(self) -> None:
        (report,) = self.GRAPH.subjects(rdflib.RDF.type, SH.ValidationReport)
        assert self.GRAPH.value(report, SH.conforms) == rdflib.Literal(False)  # noqa: FBT003

    def test_conforms_if_nothing_is_open(self) -> None:
        waived = FindingReport.of("s", [replace(one, status=Status.WAIVED) for one in REPORT.findings], 1)
        for report in (NOTHING, waived):
            graph = rdflib.Graph().parse(data=findings_turtle(report, REGISTER, "nl"), format="turtle")
            assert list(graph.objects(predicate=SH.conforms)) == [rdflib.Literal(True)]  # noqa: FBT003

    def test_has_no_blank_nodes(self) -> None:
        assert not any(isinstance(term, rdflib.BNode) for triple in self.GRAPH for term in triple)

    def test_every_result_has_what_shacl_asks_for(self) -> None:
        for result in self.GRAPH.subjects(rdflib.RDF.type, SH.ValidationResult):
            for needed in (SH.focusNode, SH.resultSeverity, SH.sourceShape):
                assert len(list(self.GRAPH.objects(result, needed))) == 1
            assert {text.language for text in self.GRAPH.objects(result, SH.resultMessage)} == set(LANGUAGES)

    def test_a_component_is_named_in_full(self) -> None:
        components = set(self.GRAPH.objects(predicate=SH.sourceConstraintComponent))
        assert components == {SH.MinCountConstraintComponent, SH.SPARQLConstraintComponent}

    def test_two_findings_that_only_differ_in_words_stay_two(self) -> None:
        other = replace(REPORT.findings[0], messages={"nl": "Anders gezegd.", "en": "Put otherwise."})
        text = findings_turtle(FindingReport.of("s", [REPORT.findings[0], other], 1), REGISTER, "nl")
        assert read_back("ttl", text) == {"violation": 2}

    @pytest.mark.parametrize("path", ["_:b0", "/hg:a", "(<urn:a> <urn:b>)"])
    def test_a_path_that_is_no_iri_is_left_out(self, path: str) -> None:
        text = findings_turtle(FindingReport.of("s", [replace(REPORT.findings[0], path=path)], 1), REGISTER, "nl")
        assert "resultPath" not in text

    def test_pyshacl_reads_it_as_data_that_satisfy_the_shape_of_a_report(self) -> None:
        import pyshacl

        shape = """
            @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            <urn:report> a sh:NodeShape ; sh:targetClass sh:ValidationReport ;
                sh:property <urn:conforms> , <urn:result> .
            <urn:conforms> sh:path sh:conforms ; sh:datatype xsd:boolean ; sh:minCount 1 ; sh:maxCount 1 .
            <urn:result> sh:path sh:result ; sh:class sh:ValidationResult ; sh:minCount 6 ; sh:maxCount 6 ."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            conforms, _, text = pyshacl.validate(self.GRAPH, shacl_graph=shape, shacl_graph_format="turtle")
        assert conforms, text


class TestAnswers:
    """Tables of questions, for programs."""

    TABLE = Table(
        ("plan", "titel", "jaar"),
        [
            (Iri(ID + "plan/x"), tagged("Plan \x1b[31m", "nl"), Literal("2020", Iri(XSD.integer))),
            (None, Literal("a"), None),
        ],
    )

    def test_json_is_that_of_sparql(self) -> None:
        answer = ox.parse_query_results(table_json(self.TABLE), format=ox.QueryResultsFormat.JSON)
        rows = [[None if term is None else term.value for term in row] for row in answer]
        assert rows == [[ID + "plan/x", "Plan \x1b[31m", "2020"], [None, "a", None]]

    def test_json_can_name_things(self) -> None:
        document = json.loads(table_json(self.TABLE, lambda _: "Plan X"))
        assert document["results"]["bindings"][0]["plan"]["label"] == "Plan X"
        assert "label" not in document["results"]["bindings"][0]["titel"]

    @given(st.lists(st.tuples(st.one_of(st.none(), terms(data_text)), st.one_of(st.none(), iris)), max_size=4))
    def test_turtle_keeps_every_row_and_value(self, rows: list[tuple[object, ...]]) -> None:
        table = Table(("a", "b"), rows)  # type: ignore[arg-type]
        graph = {quad.triple for quad in ox.parse(table_turtle(table), ox.RdfFormat.TURTLE)}
        names = Counter(triple.predicate.value.rpartition("#")[2] for triple in graph)
        assert names["solution"] == len(rows)
        assert names["value"] == names["binding"] == sum(term is not None for row in rows for term in row)

    def test_turtle_is_read_by_rdflib_as_a_result_set(self) -> None:
        graph = rdflib.Graph().parse(data=table_turtle(self.TABLE), format="turtle")
        assert not any(isinstance(term, rdflib.BNode) for triple in graph for term in triple)
        result_set = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
        (head,) = graph.subjects(rdflib.RDF.type, result_set.ResultSet)
        assert {str(name) for name in graph.objects(head, result_set.resultVariable)} == {"plan", "titel", "jaar"}
        assert len(list(graph.objects(head, result_set.solution))) == 2


def test_the_real_plan_is_reported_alike_in_every_format(real_project: Project) -> None:
    from hgraph.checks import examine

    examination = examine(real_project)
    register = examination.register()
    for stage in ("framework", "approval"):
        report = examination.report(stage)
        expected = {severity.token: report.count(severity) for severity in Severity if report.count(severity)}
        for suffix in ("json", "csv", "ttl"):
            assert read_back(suffix, FORMATS[suffix](report, register, "nl")) == expected
        assert all(is_valid_iri(str(one.focus)) for one in report.findings)
