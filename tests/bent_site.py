"""A site that answers as it should, and ways to bend its answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import parse_qs, unquote, urlsplit

import pyoxigraph as ox

from hgraph.namespaces import SD
from hgraph.sitecheck.clients import quality
from web_servers import Reply, answering

BASE = "https://data.example.org/plan/"
THING = f"{BASE}id/actie/a1"
TITLE = "http://purl.org/dc/terms/title"
FORMS = {"text/turtle": ".ttl", "application/ld+json": ".jsonld", "application/n-triples": ".nt", "text/html": ".html"}
BODIES = {
    ".ttl": f'<{THING}> <{TITLE}> "Actie"@nl .\n'.encode(),
    ".nt": f'<{THING}> <{TITLE}> "Actie"@nl .\n'.encode(),
    ".jsonld": json.dumps({"@context": "../../context.jsonld", "@id": THING, "title": "Actie"}).encode(),
}
XML = "application/sparql-results+xml"
CORS = {"Access-Control-Allow-Origin": "*"}
VARY = {"Vary": "Accept, Accept-Language"}
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'",
    "Referrer-Policy": "no-referrer",
}
RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
DESCRIPTION = f"<{BASE}service.ttl#service> a <{SD.Service}> .".encode()
MOST_ROWS = 5
STORE = ox.Store()
STORE.extend(
    ox.Quad(ox.NamedNode(f"{BASE}id/actie/a{n}"), ox.NamedNode(TITLE), ox.Literal(str(n))) for n in range(MOST_ROWS + 3)
)

FIXED: dict[str, Reply] = {
    "/plan/release.json": (200, {"Content-Type": "application/json"}, json.dumps({"base": BASE}).encode()),
    "/plan/void.ttl": (
        200,
        {"Content-Type": "text/turtle"},
        f"<#d> <http://rdfs.org/ns/void#exampleResource> <{THING}> .".encode(),
    ),
    "/plan/context.jsonld": (
        200,
        {"Content-Type": "application/ld+json"},
        json.dumps({"@context": {"title": TITLE}}).encode(),
    ),
}

Bend = Callable[[str, str, Mapping[str, str], Reply], Reply]
"""Changes an answer, given method, path and headers of the request."""


def page(language: str) -> bytes:
    """Return a page about the thing."""
    return (
        f'<!doctype html><html lang="{language}"><head><title>Actie</title></head><body>{THING}</body></html>'.encode()
    )


def right(method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
    """Answer as a site should."""
    target = urlsplit(path)
    if target.path == "/plan/sparql":
        return endpoint(method, target.query, headers, body)
    accept = headers.get("Accept", "*/*")
    if target.path in FIXED:
        return FIXED[target.path]
    if target.path == "/plan/id/actie/a1":
        form = max(FORMS, key=lambda form: (quality(accept, form), form == "text/html" and "turtle" not in accept))
        if quality(accept, form) <= 0:
            return 406, {**CORS, **VARY}, ", ".join(FORMS).encode()
        language = "en" if headers.get("Accept-Language", "").startswith("en") else "nl"
        suffix = f".{language}.html" if form == "text/html" else FORMS[form]
        return 303, {**CORS, **VARY, "Location": f"/plan/doc/actie/a1{suffix}"}, b""
    for form, suffix in FORMS.items():
        if target.path.startswith("/plan/doc/actie/a1.") and target.path.endswith(suffix):
            content = page(target.path.split(".")[1]) if form == "text/html" else BODIES[suffix]
            told = {**CORS, **SECURITY, "ETag": f'"{len(content)}"', "Content-Type": form}
            return (304, told, b"") if headers.get("If-None-Match") == told["ETag"] else (200, told, content)
    return 404, dict(CORS), b"not found"


def endpoint(method: str, query: str, headers: Mapping[str, str], body: bytes) -> Reply:
    """Answer as an endpoint should."""
    accept, given = headers.get("Accept", "*/*"), headers.get("Content-Type", "")
    if given == "application/sparql-update":
        return 400, dict(CORS), b"read only"
    form = parse_qs(body.decode()) if given.startswith("application/x-www-form") else parse_qs(query)
    text = body.decode() if given == "application/sparql-query" else "".join(form.get("query", []))
    if not text:
        return 200, {**CORS, "Content-Type": "text/turtle"}, DESCRIPTION
    try:
        answer = STORE.query(text)
    except SyntaxError:
        return 400, dict(CORS), b"syntax"
    if isinstance(answer, ox.QueryTriples):
        form_ = max(GRAPHS, key=lambda form: quality(accept, form))
        return 200, {**CORS, "Content-Type": form_}, answer.serialize(format=GRAPHS[form_]) or b""
    form_ = max(RESULTS, key=lambda form: quality(accept, form))
    told = {**CORS, "Content-Type": form_}
    if "LIMIT" not in text and "COUNT" not in text and isinstance(answer, ox.QuerySolutions):
        answer = STORE.query(f"{text} LIMIT {MOST_ROWS}")
        told["Hgraph-Truncated"] = "true"
    return 200, told, answer.serialize(format=RESULTS[form_]) or b""


@contextmanager
def bent(bend: Bend | None = None) -> Iterator[str]:
    """Start a site whose answers may be bent; give its home page."""

    def reply(method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        answer = right(method, path, headers, body)
        return bend(method, unquote(path), headers, answer) if bend else answer

    with answering(reply) as root:
        yield f"{root}plan/"


def head(name: str, value: str | None, where: str, status: int = 0) -> Bend:
    """Return what sets, or takes away, a header on answers of paths with a text in them (and of a status)."""

    def bend(method: str, path: str, headers: Mapping[str, str], reply: Reply) -> Reply:
        if where not in path or (status and reply[0] != status):
            return reply
        told = {key: each for key, each in reply[1].items() if key != name}
        return reply[0], told | ({name: value} if value else {}), reply[2]

    return bend


def status(old: int, new: int, where: str = "") -> Bend:
    """Return what answers another status."""
    return lambda _m, path, _h, reply: (new, reply[1], reply[2]) if reply[0] == old and where in path else reply


def body(where: str, content: bytes) -> Bend:
    """Return what gives another body."""
    return lambda _m, path, _h, reply: (reply[0], reply[1], content) if where in path and reply[0] == 200 else reply


def when(name: str, part: str, answer: Reply) -> Bend:
    """Return what gives one answer to requests at the endpoint with a text in a header."""
    return lambda _m, path, headers, reply: answer if "sparql" in path and part in headers.get(name, "") else reply


def only_html(_method: str, path: str, _headers: Mapping[str, str], reply: Reply) -> Reply:
    """Send everybody to the page."""
    if reply[0] != 303:
        return reply
    return 303, {**reply[1], "Location": "/plan/doc/actie/a1.nl.html"}, b""


def first_named(_method: str, path: str, headers: Mapping[str, str], reply: Reply) -> Reply:
    """Send on to the form that is named first, whatever its quality."""
    first = headers.get("Accept", "").split(",")[0].partition(";")[0]
    if reply[0] != 303 or first not in FORMS:
        return reply
    suffix = ".nl.html" if first == "text/html" else FORMS[first]
    return 303, {**reply[1], "Location": f"/plan/doc/actie/a1{suffix}"}, b""


def always_dutch(_method: str, path: str, _headers: Mapping[str, str], reply: Reply) -> Reply:
    """Send everybody to the Dutch page."""
    return (
        (reply[0], {**reply[1], "Location": reply[1]["Location"].replace(".en.", ".nl.")}, b"")
        if reply[0] == 303
        else reply
    )


def head_differs(method: str, path: str, _headers: Mapping[str, str], reply: Reply) -> Reply:
    """Answer HEAD in another way than GET."""
    return (405, reply[1], b"") if method == "HEAD" else reply
