"""The rules on the real nginx, Apache and Caddy: the checker finds nothing, and neither do a few rude requests."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import rdflib

from hgraph.namespaces import DCT
from hgraph.project import Project
from hgraph.releases import Addresses, View
from hgraph.sitecheck import check_site
from hgraph.terms import Iri, Literal
from odd_names import ALIKE, ASKED, ODD
from release_folders import BASE, WHO, finished, view_of
from web_servers import ask, served

SERVERS = ("nginx", "apache", "caddy")
ACCEPTS = [
    ("", ".nl.html"),
    ("*/*", ".nl.html"),
    ("text/turtle", ".ttl"),
    ("TEXT/TURTLE", ".ttl"),
    ("text/turtle;charset=utf-8", ".ttl"),
    ("application/x-turtle", ".ttl"),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', ".jsonld"),
    ("application/json", ".jsonld"),
    ("application/n-triples", ".nt"),
    ("text/html;q=0.9, text/turtle;q=0.1", ".nl.html"),
    ("text/html;q=0.1, text/turtle;q=0.1", ".ttl"),
    ("text/html;q=0.2,application/n-triples;q=0.8", ".nt"),
    ("text/html;level=1;q=0.3, application/ld+json;q=0.4", ".jsonld"),
    ("application/x-nothing, */*;q=0.1", ".nl.html"),
    ("application/rdf+xml, text/rdf+n3;q=0.9, application/xhtml+xml;q=0.5", ".ttl"),
]


@pytest.fixture(scope="session")
def odd_release(small: Project) -> View:
    """Return a release of the small project and of things with odd names, in a folder that servers can read."""
    folder = Path(tempfile.mkdtemp(prefix="hgraph-odd-"))
    folder.chmod(0o755)
    odd = [(Iri(f"{BASE}id/{name}"), Iri(DCT.title), Literal(name)) for name in ODD]
    view = view_of(
        small, folder, publication=WHO, triples=[*small.store.construct(small.query("validation/statements")), *odd]
    )
    finished(view)
    return view


@pytest.fixture(scope="module", params=SERVERS)
def site(request: pytest.FixtureRequest, odd_release: View) -> Iterator[str]:
    """Start a server over the release; give the address of its home page."""
    assert odd_release.folder is not None
    work = Path(tempfile.mkdtemp(prefix=f"hgraph-{request.param}-"))
    work.chmod(0o755)
    with served(request.param, odd_release.folder, work) as root:
        yield f"{root}plan/"


class TestRules:
    """The same answers from all three."""

    def test_the_checker_has_nothing_to_say(self, site: str) -> None:
        report = check_site(site, language="en", things=2)
        assert [result for result in report.results if result.wrong] == []
        assert report.site.own_base == BASE
        assert len(report.results) > 100

    @pytest.mark.parametrize(("asked", "name"), ASKED)
    def test_an_iri_may_hold_any_character(self, site: str, asked: str, name: str) -> None:
        place = Addresses(BASE).place(f"{BASE}id/{name}")
        status, headers, _ = ask(site, f"/plan/id/{asked}", Accept="text/turtle")
        assert (status, urlsplit(headers["location"]).path) == (303, f"/plan/{place}.ttl")
        assert ask(site, f"/plan/{place}.ttl")[0] == 200
        assert urlsplit(ask(site, f"/plan/{place}", Accept="text/html")[1]["location"]).path == f"/plan/{place}.nl.html"
        assert ask(site, f"/plan/id/{asked}", Accept="image/png")[0] == 406

    @pytest.mark.parametrize("asked", ALIKE)
    def test_an_iri_that_is_only_alike_is_not_there(self, site: str, asked: str) -> None:
        assert ask(site, f"/plan/id/{asked}", Accept="text/turtle")[0] == 404

    @pytest.mark.parametrize(("accept", "suffix"), ACCEPTS)
    def test_the_form_is_the_one_wanted_most(self, site: str, accept: str, suffix: str) -> None:
        status, headers, _ = ask(site, "/plan/id/actie/a1", Accept=accept)
        assert (status, urlsplit(headers["location"]).path) == (303, f"/plan/doc/actie/a1{suffix}")

    def test_without_accept_there_is_a_page(self, site: str) -> None:
        status, headers, _ = ask(site, "/plan/id/actie/a1")
        assert (status, urlsplit(headers["location"]).path) == (303, "/plan/doc/actie/a1.nl.html")

    @pytest.mark.parametrize(
        ("wanted", "suffix"), [("en", "en"), ("en-GB,en;q=0.9", "en"), ("nl-BE;q=0.4, en;q=0.3", "nl"), ("fr", "nl")]
    )
    def test_the_language_is_the_one_wanted_most(self, site: str, wanted: str, suffix: str) -> None:
        _, headers, _ = ask(site, "/plan/id/actie/a1", Accept="text/html", Accept_Language=wanted)
        assert headers["location"].endswith(f".{suffix}.html")

    def test_a_document_without_its_form_sends_on_to_one(self, site: str) -> None:
        status, headers, _ = ask(site, "/plan/doc/actie/a1", Accept="text/turtle")
        assert (status, urlsplit(headers["location"]).path) == (303, "/plan/doc/actie/a1.ttl")
        assert "accept" in headers["vary"].lower()

    @pytest.mark.parametrize("name", ["catalogue", "queries"])
    def test_what_is_for_programs_comes_in_the_form_wanted(self, site: str, name: str) -> None:
        for accept, suffix in (("application/ld+json", ".jsonld"), ("text/turtle", ".ttl")):
            status, headers, _ = ask(site, f"/plan/{name}", Accept=accept)
            assert (status, urlsplit(headers["location"]).path) == (303, f"/plan/{name}{suffix}")
        assert ask(site, f"/plan/{name}", Accept="text/html")[0] == 406

    def test_versions_and_releases_lead_somewhere(self, site: str, odd_release: View) -> None:
        short_id = odd_release.release.short_id
        status, headers, _ = ask(site, f"/plan/version/{short_id}/doc/actie/a1")
        assert (status, urlsplit(headers["location"]).path) == (303, f"/plan/feeds/ldes/{short_id}.ttl")
        page = ask(site, f"/plan/feeds/ldes/{short_id}.ttl")
        assert page[0] == 200
        assert "immutable" in page[1]["cache-control"]
        assert ask(site, f"/plan/releases/{short_id}")[0] == 303

    @pytest.mark.parametrize(
        ("path", "media_type"),
        [
            ("doc/actie/a1.ttl", "text/turtle; charset=utf-8"),
            ("doc/actie/a1.jsonld", "application/ld+json"),
            ("doc/actie/a1.nt", "application/n-triples"),
            ("doc/actie/a1.nl.html", "text/html; charset=utf-8"),
            ("feeds/changes.nl.atom", "application/atom+xml"),
            (".well-known/void", "text/turtle; charset=utf-8"),
            ("dumps/dataset.nt.gz", "application/gzip"),
            ("release.json", "application/json"),
        ],
    )
    def test_types_of_files(self, site: str, path: str, media_type: str, odd_release: View) -> None:
        status, headers, body = ask(site, f"/plan/{path}")
        assert status == 200
        assert headers["content-type"].lower() == media_type
        assert odd_release.folder is not None
        assert body == (odd_release.folder / path).read_bytes()
        assert headers["access-control-allow-origin"] == "*"
        assert "content-encoding" not in headers

    @pytest.mark.parametrize(
        "path",
        [
            "/plan/id/actie/none",
            "/plan/id/",
            "/plan/doc/none",
            "/plan/.htaccess",
            "/plan/id/actie/a1%0d%0aX-Injected:%20yes",
            "/plan/id/../../../../etc/passwd",
            "/plan/id/..%2f..%2f..%2fetc/passwd",
            "/plan/doc/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
            "/plan/id/actie/<script>",
            "/elsewhere",
        ],
    )
    def test_what_is_not_there_is_refused(self, site: str, path: str) -> None:
        status, headers, body = ask(site, path, Accept="text/turtle")
        assert status in (400, 403, 404)
        assert "x-injected" not in headers
        assert b"root:" not in body

    @pytest.mark.parametrize(
        "accept", ["q" * 4000, ";;;,,,", "text/turtle;q=nonsense", '"', "text/html" + ", x/y" * 500]
    )
    def test_nonsense_in_a_header_breaks_nothing(self, site: str, accept: str) -> None:
        assert ask(site, "/plan/id/actie/a1", Accept=accept)[0] in (303, 400, 406, 431)
        assert ask(site, "/plan/id/actie/a1", Accept="text/turtle")[0] == 303

    def test_the_search_page_alone_may_compile(self, site: str) -> None:
        policy = ask(site, "/plan/doc/actie/a1.nl.html")[1]["content-security-policy"]
        assert "wasm-unsafe-eval" not in policy
        assert "unsafe-inline" not in policy
        assert "wasm-unsafe-eval" in ask(site, "/plan/search.nl.html")[1]["content-security-policy"]

    def test_rdflib_reads_a_thing_at_its_iri(self, site: str) -> None:
        graph = rdflib.Graph().parse(f"{site}id/actie/a1")
        assert (rdflib.URIRef(f"{BASE}id/actie/a1"), None, None) in graph
        assert len(rdflib.Graph().parse(f"{site}id/actie/a1", format="turtle")) == len(graph)

    def test_files_at_the_root_of_the_host(self, site: str) -> None:
        for path in ("/.well-known/void", "/robots.txt"):
            status, headers, _ = ask(site, path)
            assert (status, urlsplit(headers["location"]).path) == (302, f"/plan{path}")
