"""A release that a test writes: the real plan, and a graph in which everything is hostile."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from hgraph.dataset import read_data, read_vocabulary
from hgraph.releases import Addresses
from hgraph.settings import load_settings
from odd_names import ODD as ODD_NAMES

BASE = "https://data.example.org/plan/"
HOSTILE = "https://data.example.org/id/graph/hostile"
THING = "actie/a1"
ODD = "actie/één ding"
LABEL = "<script>alert(1)</script>"

PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main><h1>{title}</h1><p>{text}</p></main></body></html>
"""


def hostile_quads() -> list[ox.Quad]:
    """Return statements that mean harm to whoever shows them without care."""
    graph, name = ox.NamedNode(HOSTILE), ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    see = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#seeAlso")
    thing = ox.NamedNode(f"{BASE}id/{THING}")
    script = ox.NamedNode("javascript:alert(1)")
    return [
        ox.Quad(thing, name, ox.Literal(LABEL, language="nl"), graph),
        ox.Quad(thing, see, script, graph),
        ox.Quad(script, name, ox.Literal('"><img src=x onerror=alert(1)>', language="nl"), graph),
        ox.Quad(thing, see, ox.NamedNode("data:text/html,<b>x</b>".replace("<", "%3C").replace(">", "%3E")), graph),
        ox.Quad(
            thing,
            ox.NamedNode("http://www.w3.org/2004/02/skos/core#note"),
            ox.Literal("a\x00b\x08c\x1b[31m\u202ed"),
            graph,
        ),
        ox.Quad(
            thing, ox.NamedNode("http://www.w3.org/2004/02/skos/core#note"), ox.Literal('=HYPERLINK("http://x")'), graph
        ),
    ]


def real_quads(root: Path) -> list[ox.Quad]:
    """Return the statements of the real plan with its words."""
    settings = load_settings(root)
    return [
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(graph.name))
        for graph in [*read_vocabulary(settings), *read_data(settings)]
        for t in graph.triples or []
    ]


def write_release(folder: Path, quads: list[ox.Quad], issued: str = "2026-11-01") -> Path:
    """Write a release into a folder of releases and show it; return its folder."""
    lines = sorted({f"{quad.subject} {quad.predicate} {quad.object} {quad.graph_name} .\n" for quad in quads})
    id_ = hashlib.sha256("".join(lines).encode()).hexdigest()
    files: dict[str, bytes] = {
        "dumps/dataset.nq.gz": gzip.compress(ox.serialize(quads, format=ox.RdfFormat.N_QUADS), mtime=0)
    }
    files |= documents(quads)
    record = {
        "form": 1, "id": id_, "short_id": id_[:16], "base": BASE, "issued": issued, "licence": f"{BASE}licence",
        "title": {"nl": "Proefplan", "en": "Trial plan"}, "counts": {"statements": len(lines)},
    }  # fmt: skip
    files["release.json"] = json.dumps(record).encode()
    target = folder / "releases" / id_[:16]
    for path, content in files.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(content)
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in sorted(files.items()))
    (target / "manifest.sha256").write_text(sums, encoding="utf-8")
    link = folder / ".next"
    link.symlink_to(Path("releases", id_[:16]))
    link.replace(folder / "current")
    return target


def documents(quads: list[ox.Quad]) -> Mapping[str, bytes]:
    """Return pages and data about some things, and files of every kind."""
    files: dict[str, bytes] = {}
    addresses = Addresses(BASE)
    for name in (THING, ODD, *ODD_NAMES):
        place = addresses.place(f"{BASE}id/{name}")
        triples = [
            ox.Triple(
                ox.NamedNode(f"{BASE}id/{name}".replace(" ", "%20")),
                ox.NamedNode("http://purl.org/dc/terms/title"),
                ox.Literal(name),
            )
        ]
        for suffix, form in (
            (".ttl", ox.RdfFormat.TURTLE),
            (".nt", ox.RdfFormat.N_TRIPLES),
            (".jsonld", ox.RdfFormat.JSON_LD),
        ):
            files[place + suffix] = ox.serialize(triples, format=form)
        files |= pages(place, name)
    for path in ("index", "sparql", "search", "about"):
        files |= pages(path, path)
    files["assets/site.css"] = b"body { color: black }\n" * 100
    files["assets/site.0123456789ab.js"] = b"1;\n"
    files["service.ttl"] = b"<> a <http://www.w3.org/ns/sparql-service-description#Service> .\n"
    files["dumps/large.nt"] = b'<urn:a> <urn:b> "c" .\n' * 50_000
    return files


def pages(place: str, title: str) -> dict[str, bytes]:
    """Return a page in both languages."""
    words = {"nl": "een bladzijde " * 100, "en": "a page " * 100}
    return {
        f"{place}.{tag}.html": PAGE.format(language=tag, title=title, text=text).encode() for tag, text in words.items()
    }
