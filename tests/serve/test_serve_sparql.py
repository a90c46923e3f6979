"""The SPARQL 1.1 Protocol and questions, as clients use them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import ClassVar

import html5lib
import pytest
import rdflib
from openapi_spec_validator import OpenAPIV31SpecValidator
from served_release import BASE, HOSTILE, THING, write_release
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

from hgraph.questions import load_questions
from hgraph.serve.admission import Admission, client_of
from hgraph.serve.forms import GRAPHS, HTML, ROWS
from hgraph.serve.guard import count_patterns, scan
from hgraph.serve.openapi import describe
from hgraph.serve.refusals import Refusal
from hgraph.settings import ServingLimits, load_settings
from hgraph.store.query_text import tokens
from running_server import Server, started

ROOT = Path(__file__).parents[2]
SELECT = f"SELECT ?p ?o {{ <{BASE}id/{THING}> ?p ?o }} ORDER BY ?p STR(?o)"
LATE = "question/plans-approved-late/answer"
CONSTRUCT = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{HOSTILE}> {{ ?s ?p ?o }} FILTER(!CONTAINS(STR(?o), 'b')) }}"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning", "ignore:Dataset:DeprecationWarning")
class TestProtocol:
    """Three ways to send a query, and every form of an answer."""

    @pytest.mark.parametrize("form", [form.name for form in ROWS])
    def test_rows_in_every_form(self, server: Server, form: str) -> None:
        wanted = next(each for each in ROWS if each.name == form)
        answer = server.get("sparql", params={"query": SELECT}, headers={"Accept": wanted.media_type})
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == wanted.content_type
        assert answer.content == server.get("sparql", params={"query": SELECT, "format": form}).content

    @pytest.mark.parametrize("form", [form.name for form in GRAPHS if form is not HTML])
    def test_graphs_in_every_form(self, server: Server, form: str) -> None:
        wanted = next(each for each in GRAPHS if each.name == form)
        answer = server.query(CONSTRUCT, accept=wanted.media_type)
        assert answer.headers["Content-Type"] == wanted.content_type
        names = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
        assert len(rdflib.Graph().parse(data=answer.content, format=names[form])) >= 3

    def test_the_three_ways_agree(self, server: Server) -> None:
        by_get = server.get("sparql", params={"query": SELECT}).content
        by_form = server.get("sparql", "POST", data={"query": SELECT}).content
        direct = server.get(
            "sparql", "POST", data=SELECT.encode(), headers={"Content-Type": "application/sparql-query; charset=utf-8"}
        ).content
        assert by_get == by_form == direct

    def test_a_percent_sign_is_decoded_once(self, server: Server) -> None:
        answer = server.get("sparql", params={"query": "SELECT ('%2525+é' AS ?x) {}"}).json()
        assert answer["results"]["bindings"][0]["x"]["value"] == "%2525+é"

    def test_graphs_can_be_chosen(self, server: Server) -> None:
        count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"

        def number(query: str, **graphs: str) -> int:
            answer = server.get(
                "sparql", params={"query": query, **{k.replace("_", "-"): v for k, v in graphs.items()}}
            )
            return int(answer.json()["results"]["bindings"][0]["n"]["value"])

        assert number(count, default_graph_uri=HOSTILE) == 6
        assert number(named, default_graph_uri=HOSTILE) == 0
        assert number(named, named_graph_uri=HOSTILE) == 6
        assert number(count, named_graph_uri=HOSTILE) == 0
        assert number(count.replace("{", f"FROM <{HOSTILE}> {{", 1)) == 6
        assert number(count) > 1000
        assert number(count.replace("{", "FROM <urn:other> {", 1), default_graph_uri=HOSTILE) == 6

    @pytest.mark.parametrize(("query", "value"), [("ASK { ?s ?p ?o }", True), ("ASK { <urn:x> ?p ?o }", False)])
    def test_ask(self, server: Server, query: str, value: object) -> None:
        assert server.query(query).json() == {"head": {}, "boolean": value}
        assert ("true" if value else "false") in server.query(query, accept="application/sparql-results+xml").text
        assert ("Yes:" if value else "No:") in server.get(
            "sparql", params={"query": query, "language": "en"}, headers={"Accept": "text/html"}
        ).text

    @pytest.mark.parametrize("form", [form.name for form in ROWS])
    def test_a_cut_answer_says_so(self, server: Server, form: str) -> None:
        query = "SELECT ?s ?o { ?s a ?o } ORDER BY ?s ?o"
        answer = server.get("sparql", params={"query": query, "format": form, "language": "nl"})
        assert answer.status_code == 200, answer.text
        assert answer.headers["Hgraph-Truncated"] == "true"
        assert 'rel="next"' in answer.headers["Link"]
        if form == "json":
            assert answer.json()["hgraph"]["truncated"]
            assert "OFFSET" in answer.json()["head"]["link"][0]
        if form == "xml":
            assert "<link href=" in answer.text
        if form == "html":
            assert "afgekapt" in answer.text

    def test_the_next_rows_follow(self, server: Server) -> None:
        query = "PREFIX x: <urn:x> SELECT DISTINCT ?s ?o WHERE { ?s a ?o } ORDER BY ?s ?o"
        first = server.get("sparql", params={"query": query})
        following = first.headers["Link"].partition(">")[0].removeprefix("<")
        second = server.get(following)
        assert second.status_code == 200
        rows = [json.dumps(row) for answer in (first, second) for row in answer.json()["results"]["bindings"]]
        assert len(set(rows[:200]) & set(rows[200:])) == 0
        assert len(rows) == 400

    def test_a_whole_answer_does_not_say_so(self, server: Server) -> None:
        answer = server.get("sparql", params={"query": SELECT})
        assert "Hgraph-Truncated" not in answer.headers
        assert "hgraph" not in answer.json()

    def test_an_answer_is_not_sent_twice(self, server: Server) -> None:
        tag = server.get("sparql", params={"query": SELECT}).headers["ETag"]
        assert server.get("sparql", params={"query": SELECT}, headers={"If-None-Match": tag}).status_code == 304
        other = server.get("sparql", params={"query": SELECT, "format": "csv"}, headers={"If-None-Match": tag})
        assert other.status_code == 200
        fleeting = server.get("sparql", params={"query": "SELECT (NOW() AS ?x) {}"})
        assert "ETag" not in fleeting.headers
        assert fleeting.headers["Cache-Control"] == "no-store"

    def test_without_a_query(self, server: Server) -> None:
        page = server.get("sparql", headers={"Accept": "text/html", "Accept-Language": "en"})
        assert "<h1>sparql</h1>" in page.text
        assert server.get("sparql", headers={"Accept": "text/turtle"}).headers["Content-Type"].startswith("text/turtle")

    @pytest.mark.parametrize(
        ("named", "status"),
        [
            ({"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400),
            ({"params": {"query": ""}}, 400),
            ({"params": {"query": "ASK {}", "default-graph-uri": "not an iri"}}, 400),
            ({"params": {"query": "SELECT ?x {"}}, 400),
            (
                {
                    "method": "POST",
                    "data": b"query=%ff",
                    "headers": {"Content-Type": "application/x-www-form-urlencoded"},
                },
                400,
            ),
            ({"method": "POST", "data": b"\xff", "headers": {"Content-Type": "application/sparql-query"}}, 400),
            ({"method": "POST", "data": b"ASK {}", "headers": {"Content-Type": "text/plain"}}, 415),
            ({"params": {"query": "ASK {}"}, "headers": {"Accept": "image/png"}}, 406),
            ({"params": {"query": "CONSTRUCT WHERE { ?s ?p ?o }", "format": "csv"}}, 406),
        ],
    )
    def test_what_is_wrong_is_said(self, server: Server, named: dict[str, object], status: int) -> None:
        answer = server.get("sparql", **named)
        assert answer.status_code == status
        assert len(answer.text.strip()) > 20

    @pytest.mark.parametrize("form", [JSON, XML, CSV])
    def test_sparqlwrapper(self, server: Server, form: str) -> None:
        client = SPARQLWrapper(f"{server.address}sparql")
        client.setQuery(SELECT)
        client.setReturnFormat(form)
        for method in ("GET", "POST"):
            client.setMethod(method)
            found = client.queryAndConvert()
            assert (
                len(found["results"]["bindings"]) if form == JSON else len(str(found.toxml() if form == XML else found))
            ) > 4

    def test_sparqlwrapper_construct(self, server: Server) -> None:
        client = SPARQLWrapper(f"{server.address}sparql")
        client.setQuery(CONSTRUCT)
        client.setReturnFormat(TURTLE)
        assert b"http" in client.queryAndConvert()

    def test_the_result_page_is_sound_html(self, server: Server) -> None:
        text = server.get("sparql", params={"query": SELECT}, headers={"Accept": "text/html"}).text
        html5lib.HTMLParser(strict=True).parse(text.replace("\x08", "").replace("\x00", ""))
        assert (
            f'href="doc/{THING}'
            in server.get(
                "sparql",
                params={"query": f"SELECT ?x {{ VALUES ?x {{ <{BASE}id/{THING}> }} }}"},
                headers={"Accept": "text/html"},
            ).text
        )


class TestQuestions:
    """Questions with parameters."""

    PATH = "question/responsible-on-date/answer"
    GIVEN: ClassVar = {"field": "Welzijn", "date": "2021-05-17"}

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_a_form_and_its_answer(self, server: Server, language: str) -> None:
        empty = server.get(self.PATH, params={"language": language}, headers={"Accept": "text/html"})
        assert empty.status_code == 200
        html5lib.HTMLParser(strict=True).parse(empty.text)
        filled = server.get(self.PATH, params={**self.GIVEN, "language": language}, headers={"Accept": "text/html"})
        assert "Wouter Beke" in filled.text
        html5lib.HTMLParser(strict=True).parse(filled.text)

    def test_every_form_tells_the_same(self, server: Server) -> None:
        rows = server.get(self.PATH, params={**self.GIVEN, "format": "json"}).json()["results"]["bindings"]
        lines = list(
            csv.DictReader(
                io.StringIO(server.get(self.PATH, params={**self.GIVEN, "format": "csv"}).content.decode("utf-8-sig"))
            )
        )
        assert len(rows) == len(lines) >= 1
        assert rows[0]["person"]["value"] == lines[0]["person"]
        book = server.get(self.PATH, params={**self.GIVEN, "format": "xlsx"})
        assert zipfile.ZipFile(io.BytesIO(book.content)).testzip() is None
        assert "attachment" in book.headers["Content-Disposition"]

    @pytest.mark.parametrize(
        "wrong",
        [
            {"date": "2021-02-30"},
            {"date": "soon"},
            {"field": "Nowhere"},
            {"nothing": "x"},
            {"field": "<urn:x> } ; DROP ALL #"},
        ],
    )
    def test_a_wrong_value_is_told_at_its_field(self, server: Server, wrong: dict[str, str]) -> None:
        answer = server.get(self.PATH, params={**self.GIVEN, **wrong}, headers={"Accept": "text/html"})
        assert answer.status_code == 400
        assert 'class="gap"' in answer.text
        assert server.get(self.PATH, params={**self.GIVEN, **wrong, "format": "json"}).status_code == 400

    def test_what_is_needed_is_asked_for(self, server: Server) -> None:
        assert server.get(self.PATH, params={"date": "2021-05-17"}, headers={"Accept": "text/html"}).status_code == 400
        assert server.get(self.PATH, params={"format": "csv"}).status_code == 400

    def test_what_a_field_of_a_date_cannot_hold_stands_in_one_of_text(self, server: Server) -> None:
        answer = server.get(self.PATH, params={"date": "soon"}, headers={"Accept": "text/html"})
        assert 'name="date" type="text" value="soon"' in answer.text

    def test_every_question_answers(self, server: Server) -> None:
        for name, card in load_questions(load_settings(ROOT).content("queries", "*.rq")).items():
            given = {each.name: each.example for each in card.asked if each.required}
            answer = server.get(f"question/{name}/answer", params={**given, "format": "json"})
            assert answer.status_code in (200, 400), name
            if answer.status_code == 400:
                assert not answer.text.startswith("{"), name

    def test_one_that_is_not_there(self, server: Server) -> None:
        assert server.get("question/none/answer").status_code == 404

    def test_the_description_for_programs(self, server: Server) -> None:
        document = server.get("openapi.json", headers={"Accept-Language": "en"}).json()
        questions = load_questions(load_settings(ROOT).content("queries", "*.rq"))
        assert len(document["paths"]) == len(questions) + 1
        assert document == json.loads(json.dumps(describe(questions, "Trial plan", "en")))
        OpenAPIV31SpecValidator(document).validate()

    @pytest.mark.parametrize(
        ("path", "method", "asked", "status"),
        [
            ("sparql", "get", {"params": {"query": "SELECT"}}, 400),
            ("sparql", "get", {"params": {"update": "x"}}, 403),
            ("sparql", "get", {"params": {"query": SELECT, "format": "none"}}, 406),
            ("sparql", "post", {"data": b"x", "headers": {"Content-Type": "text/plain"}}, 415),
            (LATE, "get", {"params": {"format": "none"}}, 406),
            (LATE, "get", {"params": {"none": "x"}}, 400),
            (
                "question/plans-approved-late/answer",
                "get",
                {"params": {"none": "x"}, "headers": {"Accept": "text/html"}},
                400,
            ),
        ],
    )
    def test_what_is_refused_is_described(
        self, server: Server, path: str, method: str, asked: dict[str, dict[str, str]], status: int
    ) -> None:
        answer = server.get(path, method.upper(), **asked)
        document = server.get("openapi.json").json()
        responses = document["paths"][f"/{path}"][method]["responses"]
        assert answer.status_code == status
        described = responses[str(status)]["$ref"].removeprefix("#/components/responses/")
        kind = answer.headers["Content-Type"].partition(";")[0]
        assert kind in document["components"]["responses"][described]["content"]


class TestGuard:
    """Limits, each told by itself."""

    LIMITS = ServingLimits(patterns=5, nesting=4, body=2_000)

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ("SELECT * { ?s ?p ?o }", 1),
            ("SELECT * { ?s ?p ?o . }", 1),
            ("SELECT * { ?s ?p ?o , ?q ; ?r ?t . ?a ?b ?c }", 4),
            ("SELECT * { ?s <a>/<b>/<c> ?o }", 3),
            ("SELECT * { ?s ?p [ ?q ?r ; ?t ?u ] }", 3),
            ("SELECT * { ?s ?p ?o FILTER(?o IN (1, 2, 3) && ?o > 1.5) }", 1),
            ("SELECT * { VALUES ?x { 1.5 2.5 3.5 } ?s ?p ?x }", 1),
            ("SELECT * { VALUES (?x ?y) { (1.5 2) (3.5 4) } ?s ?p ?x }", 1),
        ],
    )
    def test_patterns_are_counted(self, query: str, count: int) -> None:
        assert abs(count_patterns(list(tokens(query))) - count) <= 1

    @pytest.mark.parametrize(
        ("query", "key"),
        [
            ("SELECT * { " + "?s ?p ?o . " * 9 + "}", "too-many-patterns"),
            ("SELECT * {{{{{{ ?s ?p ?o }}}}}}", "too-deep"),
            ("SELECT * { } #" + "x" * 3_000, "query-too-large"),
            ("SELECT * { FILTER(" + "!" * 1_500 + "1) }", "too-many-operators"),
            ("PREFIX service: <urn:x> SELECT * { service:x ?service 'SERVICE' SERVICE <u> {} }", "calls-out"),
            ("", "no-query"),
            ("DELETE WHERE { ?s ?p ?o }", "read-only"),
        ],
    )
    def test_what_is_refused(self, query: str, key: str) -> None:
        with pytest.raises(Refusal, match=key):
            scan(query, self.LIMITS)

    @pytest.mark.parametrize(
        "query",
        [
            "PREFIX service: <urn:s> SELECT ?service { service:a service:b 'SERVICE <x>' } # SERVICE",
            "PREFIX load: <urn:l> ASK { ?insert load:delete 'DROP' }",
        ],
    )
    def test_no_false_alarm(self, query: str) -> None:
        scan(query, self.LIMITS)

    def test_a_bucket_fills_again(self) -> None:
        now = [0.0]
        admission = Admission(60, lambda: now[0])
        for _ in range(15):
            admission.admit("a")
        with pytest.raises(Refusal) as refused:
            admission.admit("a")
        assert refused.value.headers["Retry-After"] == "1"
        admission.admit("b")
        now[0] = 1.0
        admission.admit("a")

    @pytest.mark.parametrize(
        ("address", "client"),
        [
            ("192.0.2.1", "192.0.2.1"),
            ("2001:db8::1:2", "2001:db8::"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            (None, "-"),
            ("unix", "unix"),
        ],
    )
    def test_who_a_client_is(self, address: str | None, client: str) -> None:
        assert client_of(address) == client

    def test_one_client_cannot_ask_without_end(self, tmp_path: Path) -> None:
        from served_release import hostile_quads

        site = tmp_path / "site"
        write_release(site, hostile_quads())
        with started(site, tmp_path, queries_a_minute=8) as running:
            answers = [running.query("ASK { ?s ?p ?o }") for _ in range(4)]
            assert [answer.status_code for answer in answers[:2]] == [200, 200]
            assert answers[-1].status_code == 429
            assert int(answers[-1].headers["Retry-After"]) >= 1
            assert answers[-1].headers["Access-Control-Allow-Origin"] == "*"
            assert running.query("ASK { ?s ?p ?o }", client="192.0.2.77").status_code == 200
