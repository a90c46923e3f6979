"""Documents over HTTP: the bytes of the release, in the form asked for, at addresses that hold anywhere."""

from __future__ import annotations

import gzip
import subprocess
import time
from pathlib import Path
from urllib.parse import quote, urljoin

import html5lib
import pytest
import rdflib
import requests
from served_release import BASE, ODD, THING, documents, hostile_quads, write_release

from hgraph.errors import UnreadableInput, UsageError
from hgraph.releases import Addresses
from hgraph.serve.negotiation import EXPANDED
from hgraph.serve.released import Released, find_release
from hgraph.settings import load_settings
from odd_names import ALIKE, ASKED
from running_server import Server, started
from web_servers import ask

FILES = documents([])
EVERYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class TestThings:
    """From the IRI of a thing to the document about it."""

    @pytest.mark.parametrize("prefix", ["", "plan/"])
    @pytest.mark.parametrize(
        ("accept", "suffix"), [("text/turtle", ".ttl"), ("text/html", ".nl.html"), ("*/*", ".nl.html")]
    )
    def test_the_way_is_a_303_that_leads_to_the_bytes(
        self, server: Server, prefix: str, accept: str, suffix: str
    ) -> None:
        answer = server.get(f"{prefix}id/{THING}", headers={"Accept": accept})
        assert answer.status_code == 303
        assert {"Accept", "Accept-Language"} <= set(answer.headers["Vary"].split(", "))
        target = urljoin(answer.url, answer.headers["Location"])
        assert target == f"{server.address}{prefix}doc/{THING}{suffix}"
        assert requests.get(target, timeout=5).content == FILES[f"doc/{THING}{suffix}"]

    def test_an_iri_beyond_ascii(self, server: Server) -> None:
        answer = server.get(f"id/{quote(ODD)}", headers={"Accept": "application/n-triples"}, follow=True)
        assert answer.status_code == 200
        assert answer.content == FILES["doc/actie/=C3=A9=C3=A9n=20ding.nt"]

    @pytest.mark.parametrize(("asked", "name"), ASKED)
    def test_an_iri_may_hold_any_character(self, server: Server, asked: str, name: str) -> None:
        place = Addresses(BASE).place(f"{BASE}id/{name}")
        for prefix in ("", "plan/"):
            status, headers, _ = ask(server.address, f"/{prefix}id/{asked}", Accept="text/turtle")
            assert status == 303
            depth = f"id/{asked}".partition("?")[0].count("/")  # of as many folders, empty ones too (RFC 3986, 5.2.4)
            assert headers["location"] == "../" * depth + f"{place}.ttl"
        assert server.get(f"{place}.ttl").content == FILES[f"{place}.ttl"]
        assert ask(server.address, f"/id/{asked}", Accept="image/png")[0] == 406

    @pytest.mark.parametrize("asked", ALIKE)
    def test_an_iri_that_is_only_alike_is_not_there(self, server: Server, asked: str) -> None:
        assert ask(server.address, f"/id/{asked}", Accept="text/turtle")[0] == 404

    @pytest.mark.parametrize("suffix", [".ttl", ".jsonld", ".nt", ".nl.html", ".en.html"])
    def test_every_file_is_served_byte_for_byte(self, server: Server, suffix: str) -> None:
        answer = server.get(f"doc/{THING}{suffix}")
        assert answer.content == FILES[f"doc/{THING}{suffix}"]
        vary = set(answer.headers.get("Vary", "").split(", "))
        assert ("Accept" in vary) is (suffix == ".jsonld"), "it alone has a second form, for who asks for its profile"
        assert "Accept-Language" not in vary

    def test_a_document_says_which_form_it_is(self, server: Server) -> None:
        answer = server.get(f"doc/{THING}", headers={"Accept": "application/ld+json"})
        assert answer.status_code == 200
        assert urljoin(answer.url, answer.headers["Content-Location"]) == f"{server.address}doc/{THING}.jsonld"
        assert answer.headers["Link"].count("alternate") == 1, "PyLD stumbles over more"
        turtle = server.get(f"doc/{THING}", headers={"Accept": "text/turtle"})
        assert 'rel="alternate"; type="application/ld+json"' in turtle.headers["Link"]

    @pytest.mark.parametrize(
        ("wanted", "suffix"),
        [
            ("ttl", ".ttl"),
            ("turtle", ".ttl"),
            ("text/turtle", ".ttl"),
            ("nt", ".nt"),
            ("jsonld", ".jsonld"),
            ("html", ".nl.html"),
        ],
    )
    def test_a_form_can_be_named(self, server: Server, wanted: str, suffix: str) -> None:
        answer = server.get(f"doc/{THING}", params={"format": wanted}, headers={"Accept": "image/png"})
        assert answer.content == FILES[f"doc/{THING}{suffix}"]

    def test_406_lists_what_there_is(self, server: Server) -> None:
        answer = server.get(f"id/{THING}", headers={"Accept": "image/png"})
        assert answer.status_code == 406
        assert "text/turtle" in answer.text
        assert f"doc/{THING}.ttl" in answer.text
        assert "Accept" in answer.headers["Vary"]

    @pytest.mark.parametrize("path", ["", "plan/", "index", "about", "search"])
    def test_a_page_without_a_suffix(self, server: Server, path: str) -> None:
        answer = server.get(path, headers={"Accept": "text/html", "Accept-Language": "en"})
        assert answer.status_code == 200
        assert answer.headers["Content-Language"] == "en"

    def test_a_whole_address_in_the_request_line(self, server: Server) -> None:
        received = server.raw(
            b"GET http://elsewhere.example/id/actie/a1 HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n"
        )
        assert received.startswith(b"HTTP/1.1 303 ")
        assert b"elsewhere" not in received


class TestHttp:
    """HEAD, tags, ranges, packing, preflight, and headers on everything."""

    @pytest.mark.parametrize(
        ("path", "method", "headers", "status"),
        [
            (f"id/{THING}", "GET", {}, 303),
            (f"doc/{THING}.ttl", "GET", {"If-None-Match": "*"}, 304),
            ("none", "GET", {}, 404),
            ("none", "GET", {"Accept": "text/html"}, 404),
            (f"id/{THING}", "GET", {"Accept": "image/png"}, 406),
            ("index", "DELETE", {}, 405),
            ("sparql", "PUT", {}, 405),
            ("sparql?query=x", "GET", {}, 400),
            ("index", "OPTIONS", {"Origin": "https://x.example", "Access-Control-Request-Method": "POST"}, 204),
            ("openapi.json", "GET", {}, 200),
        ],
    )
    def test_headers_are_on_everything(
        self, server: Server, path: str, method: str, headers: dict[str, str], status: int
    ) -> None:
        answer = server.get(path, method, headers=headers)
        assert answer.status_code == status
        assert EVERYWHERE.items() <= dict(answer.headers).items() or all(
            answer.headers[k] == v for k, v in EVERYWHERE.items()
        )
        assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
        assert len(answer.raw.headers.getlist("access-control-allow-origin")) == 1
        assert "Hgraph-Release" in answer.headers

    def test_preflight(self, server: Server) -> None:
        answer = server.get("sparql", "OPTIONS", headers={"Origin": "https://x.example"})
        assert "POST" in answer.headers["Access-Control-Allow-Methods"]
        assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]

    @pytest.mark.parametrize(
        "path", ["index.nl.html", "dumps/large.nt", f"doc/{THING}", f"id/{THING}", "openapi.json", "none"]
    )
    def test_head_says_what_get_says(self, server: Server, path: str) -> None:
        head, get = (server.get(path, method) for method in ("HEAD", "GET"))
        assert head.content == b""
        assert {k: v for k, v in head.headers.items() if k != "date"} == {
            k: v for k, v in get.headers.items() if k != "date"
        }

    def test_what_a_client_has_is_not_sent_again(self, server: Server) -> None:
        first = server.get("index.nl.html", headers={"Accept-Encoding": "identity"})
        tag = first.headers["ETag"]
        assert not tag.startswith("W/")
        for known in (tag, f"W/{tag}", f'"x", {tag}', tag[:-1] + '-gz"'):
            again = server.get("index.nl.html", headers={"If-None-Match": known})
            assert again.status_code == 304
            assert again.content == b""
            assert again.headers["ETag"].strip('"').removesuffix("-gz") == tag.strip('"')
        assert server.get("index.nl.html", headers={"If-None-Match": '"x"'}).status_code == 200

    def test_text_is_packed_for_who_wants_it(self, server: Server) -> None:
        plain = server.get("assets/site.css", headers={"Accept-Encoding": "identity"})
        packed = server.get("assets/site.css", headers={"Accept-Encoding": "gzip"}, stream=True)
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.headers["ETag"] != plain.headers["ETag"]
        assert gzip.decompress(packed.raw.read()) == plain.content
        assert packed.headers["Vary"] == "Accept-Encoding"

    def test_what_has_its_hash_in_its_name_is_kept_for_ever(self, server: Server) -> None:
        assert "immutable" in server.get("assets/site.0123456789ab.js").headers["Cache-Control"]
        assert "immutable" not in server.get("assets/site.css").headers["Cache-Control"]

    @pytest.mark.parametrize(
        ("asked", "status", "start", "end"),
        [
            ("bytes=0-9", 206, 0, 10),
            ("bytes=5-", 206, 5, None),
            ("bytes=-7", 206, -7, None),
            ("bytes=99999999-", 416, 0, 0),
            ("bytes=9-1", 200, 0, None),
            ("bytes=0-1,4-5", 200, 0, None),
            ("apples=1-2", 200, 0, None),
        ],
    )
    def test_parts_of_a_dump(self, server: Server, asked: str, status: int, start: int, end: int | None) -> None:
        answer = server.get("dumps/large.nt", headers={"Range": asked})
        assert answer.status_code == status
        if status != 416:
            assert answer.content == FILES["dumps/large.nt"][start:end]

    def test_only_the_search_page_may_run_webassembly(self, server: Server) -> None:
        assert "wasm-unsafe-eval" in server.get("search.nl.html").headers["Content-Security-Policy"]
        assert "wasm-unsafe-eval" not in server.get("index.nl.html").headers["Content-Security-Policy"]

    def test_a_file_that_the_manifest_does_not_name_is_not_served(self, server: Server, site: Path) -> None:
        (site / "current" / "secret.txt").write_text("x", encoding="utf-8")
        assert server.get("secret.txt").status_code == 404
        assert server.get("manifest.sha256").status_code == 200

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_a_refusal_is_a_page_in_the_language_of_the_reader(self, server: Server, language: str) -> None:
        answer = server.get("a/b/none", headers={"Accept": "text/html", "Accept-Language": language})
        parser = html5lib.HTMLParser(strict=True)
        tree = parser.parse(answer.text)
        assert tree.attrib["lang"] == language
        assert "../../index" in answer.text


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning", "ignore:Dataset:DeprecationWarning")
class TestClients:
    """Programs that others wrote."""

    @pytest.mark.parametrize("form", ["turtle", "json-ld", "nt", "n3", None])
    def test_rdflib(self, server: Server, form: str | None) -> None:
        graph = rdflib.Graph().parse(f"{server.address}id/{THING}", format=form)
        assert (rdflib.URIRef(f"{BASE}id/{THING}"), None, rdflib.Literal(THING)) in graph

    def test_curl(self, server: Server) -> None:
        done = subprocess.run(
            ["curl", "-sL", "-H", "Accept: text/turtle", f"{server.address}id/{THING}"], capture_output=True, check=True
        )
        assert done.stdout == FILES[f"doc/{THING}.ttl"]

    def test_pyld(self, server: Server) -> None:
        from pyld import jsonld

        expanded = jsonld.expand(f"{server.address}id/{THING}", {"documentLoader": jsonld.requests_document_loader()})
        assert expanded[0]["@id"] == f"{BASE}id/{THING}"

    def test_a_document_comes_expanded_for_who_asks_so(self, server: Server) -> None:
        from pyld import jsonld

        asked = {"Accept": f'application/ld+json;profile="{EXPANDED}", text/turtle;q=0.5'}
        answer = server.get(f"id/{THING}", headers=asked, follow=True)
        assert answer.headers["Content-Type"] == f'application/ld+json;profile="{EXPANDED}"'
        assert "Accept" in answer.headers["Vary"]
        assert jsonld.expand(answer.json()) == answer.json()
        plain = server.get(f"doc/{THING}.jsonld")
        assert (plain.content, plain.headers["Content-Type"]) == (FILES[f"doc/{THING}.jsonld"], "application/ld+json")
        assert plain.headers["Vary"].startswith("Accept, ")
        assert plain.headers["ETag"] != answer.headers["ETag"]
        again = {**asked, "If-None-Match": answer.headers["ETag"]}
        assert server.get(f"doc/{THING}.jsonld", headers=again).status_code == 304
        assert server.get(f"doc/{THING}.jsonld", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 200


class TestFolders:
    """What is served, and what is said if there is nothing."""

    def test_a_site_or_a_release(self, site: Path) -> None:
        assert find_release(site) == site / "current"
        assert Released.read(find_release((site / "current").resolve())).addresses.base == BASE

    def test_nothing_there(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        for place in (None, tmp_path, tmp_path / "none"):
            with pytest.raises(UsageError, match="hgraph publish build"):
                find_release(place)

    @pytest.mark.parametrize(
        "line",
        ["x", "0" * 64 + "  ../../etc/passwd", "0" * 64 + "  /etc/passwd", "0" * 64 + "  a//b", "0" * 64 + "  a\\b"],
    )
    def test_a_manifest_that_leads_away(self, tmp_path: Path, line: str) -> None:
        folder = write_release(tmp_path, hostile_quads())
        with (folder / "manifest.sha256").open("a", encoding="utf-8") as manifest:
            manifest.write(line + "\n")
        with pytest.raises(UnreadableInput):
            Released.read(folder)

    def test_another_release_is_picked_up(self, tmp_path: Path) -> None:
        site = tmp_path / "site"
        first = write_release(site, hostile_quads()[:1])
        (tmp_path / "server").mkdir()
        with started(site, tmp_path / "server") as running:
            assert running.get().headers["Hgraph-Release"] == first.name
            second = write_release(site, hostile_quads())
            end = time.monotonic() + 15
            while running.get().headers["Hgraph-Release"] != second.name and time.monotonic() < end:
                assert running.query("ASK { ?s ?p ?o }").status_code == 200
                time.sleep(0.2)
            assert running.get().headers["Hgraph-Release"] == second.name
            answer = running.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json()
            assert answer["results"]["bindings"][0]["n"]["value"] == str(len(hostile_quads()))

    def test_a_port_that_is_taken(self, server: Server, site: Path) -> None:
        from hgraph.serve.running import serve

        port = int(server.address.rstrip("/").rpartition(":")[2])
        with pytest.raises(UsageError, match="--port"):
            serve(site / "current", load_settings(), "127.0.0.1", port, print)
