"""Builds one after another: what went has a tombstone, and what is withheld is refused in feeds too."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import rdflib

from cli import GRAPH, small_project
from hgraph.namespaces import AS_
from hgraph.publish import LeakFound
from published import BASE, ISSUED, build

PLAN = '<plan/klein> a hg:PolicyPlan ; dct:title "Klein plan"@nl .\n'
ACTION = '<actie/{0}> a hg:Action ; dct:title "{0}"@nl .\n'


def project(folder: Path, *names: str, settings: str = "") -> Path:
    """Write a project with some actions, each in a graph of its own."""
    files = {f"data/{name}.ttl": GRAPH.format(name=name, kind="bron") + ACTION.format(name) for name in names}
    plan = GRAPH.format(name="plan", kind="bron") + PLAN
    return small_project(folder, {"hgraph.toml": f'title = "Klein"\n{settings}', "data/plan.ttl": plan, **files})


@pytest.mark.usefixtures("no_pages")
class TestOneAfterAnother:
    """What two builds in one folder give."""

    def test_what_went_has_a_tombstone_and_the_rest_is_carried_over(self, tmp_path: Path) -> None:
        first = build(project(tmp_path / "1", "a", "b"), tmp_path / "site")
        page = f"feeds/ldes/{first.release.short_id}.ttl"
        before = (first.folder / page).read_bytes()
        second = build(project(tmp_path / "2", "a"), tmp_path / "site", issued=ISSUED + timedelta(days=1))
        assert (second.folder / page).read_bytes() == before
        new = rdflib.Graph().parse(second.folder / f"feeds/ldes/{second.release.short_id}.ttl", format="turtle")
        gone = {str(version) for version in new.subjects(rdflib.RDF.type, rdflib.URIRef(AS_.Delete))}
        assert f"{BASE}version/{second.release.short_id}/doc/actie/b" in gone

    def test_what_is_withheld_afterwards_is_refused_in_feeds_too(self, tmp_path: Path) -> None:
        build(project(tmp_path / "1", "a", "b"), tmp_path / "site")
        hidden = '[publication]\nembargoed = ["graaf/b"]\n'
        with pytest.raises(LeakFound) as found:
            build(project(tmp_path / "2", "a", "b", settings=hidden), tmp_path / "site")
        assert {leak.path.partition("/")[0] for leak in found.value.leaks} == {"feeds"}
