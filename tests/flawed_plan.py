"""The fictional plan with one flaw, and waivers for it: what the tests of waivers share."""

from __future__ import annotations

import shutil
from pathlib import Path

from hgraph.namespaces import PREFIXES
from hgraph.terms import Iri

BASE = "https://voorbeeld.example/id/"
RULE = Iri(PREFIXES["hgsh"] + "ActionWithoutIndicator")
ACTION = Iri(BASE + "actie/buurtfonds")
HEAD = """\
@base <https://voorbeeld.example/id/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix hg: <https://w3id.org/hgraph/ns#> .
@prefix hgsh: <https://w3id.org/hgraph/shapes#> .
@prefix statement-kind: <https://w3id.org/hgraph/code/statement-kind/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<graaf/afwijkingen> a dcat:Dataset ;
    dct:license <https://data.vlaanderen.be/id/licentie/modellicentie-gratis-hergebruik/v1.0> ;
    dct:title "Afwijkingen (fictief)"@nl , "Waivers (fictional)"@en ;
    hg:statementKind statement-kind:fictief .
"""
PARTS = {
    "rule": "hg:waives hgsh:ActionWithoutIndicator",
    "thing": "hg:waivedFor <actie/buurtfonds>",
    "reason": 'hg:justification "De indicator volgt."@nl',
    "owner": 'hg:waiverOwner "Kanselarij (fictief)"',
    "created": 'dct:created "2026-11-23"^^xsd:date',
    "until": 'dcat:endDate "2027-05-31"^^xsd:date',
}


def waiver(name: str = "w", **changed: str | None) -> str:
    """Return a waiver in Turtle, with some of its parts changed or left out (``None``)."""
    parts = [part for part in (PARTS | changed).values() if part]
    return f"<afwijking/{name}> a hg:Waiver" + "".join(f" ;\n    {part}" for part in parts) + " .\n"


def flawed_copy(example: Path, folder: Path) -> Path:
    """Copy the fictional example into a folder, without the indicator of one action; return the folder."""
    shutil.copytree(example, folder)
    actions = folder / "data" / "actions.ttl"
    text = actions.read_text(encoding="utf-8")
    assert "    hg:hasIndicator <indicator/buurtfonds> ;\n" in text
    actions.write_text(text.replace("    hg:hasIndicator <indicator/buurtfonds> ;\n", ""), encoding="utf-8")
    return folder


def with_waivers(folder: Path, *waivers: str) -> Path:
    """Write waivers into the project in a folder; return the folder."""
    (folder / "data" / "waivers.ttl").write_text(HEAD + "\n" + "\n".join(waivers), encoding="utf-8")
    return folder
