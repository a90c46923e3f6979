"""A build: the same bytes everywhere, whole or not at all, and never with what must not be shown."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

import hgraph.catalogue
from cli import GRAPH, run, small_project
from hgraph.errors import UsageError
from hgraph.publish import LeakFound, Site, pack, record_of
from hgraph.releases import File, View
from published import BASE, ROOT, bare, build, sums

SCRIPT = """\
import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from hgraph.publish import build_release
from hgraph.settings import load_settings
from published import bare
with bare() if sys.argv[4:] else nullcontext():
    build_release(load_settings(Path(sys.argv[1])), Path(sys.argv[2]), date(2026, 11, 27), sys.argv[3])
"""
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([*map(str, (ROOT / "src", ROOT / "tests"))])}


@pytest.fixture(autouse=True)
def _without_pages() -> Iterator[None]:
    with bare():
        yield


def plan(folder: Path, extra: str = "") -> Path:
    return small_project(
        folder,
        {
            "hgraph.toml": 'title = "Klein plan"\n',
            "data/more.ttl": GRAPH.format(name="meer", kind="bron")
            + extra
            + '<actie/a> a hg:Action ; dct:title "A"@nl .\n',
        },
    )


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    folders = []
    for seed in ("1", "2"):
        project = plan(tmp_path / seed / "plan")
        folders.append(tmp_path / seed / "a" / "site")
        command = [sys.executable, "-c", SCRIPT, str(project), str(folders[-1]), BASE]
        subprocess.run(command, check=True, env={**ENVIRONMENT, "PYTHONHASHSEED": seed}, timeout=120)
    first, second = (sums(folder / "releases") for folder in folders)
    assert len(first) > 50
    assert first == second


def test_the_manifest_holds(site: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "manifest.sha256"], cwd=site / "current", check=False
    )
    assert done.returncode == 0
    listed = {line.split("  ", 1)[1] for line in (site / "current/manifest.sha256").read_text().splitlines()}
    assert listed == sums(site / "current").keys() - {"manifest.sha256"}


def test_the_record_says_what_the_release_is(site: Path) -> None:
    record = json.loads((site / "current/release.json").read_bytes())
    assert record["base"] == BASE
    assert record["title"]["en"] == "Horizontal Integration and Equal Opportunities Policy Plan 2020-2024"
    assert record["title"]["nl"] == "Horizontaal Integratie- en Gelijkekansenbeleidsplan 2020-2024"
    assert record["short_id"] == record["id"][:16] == (site / "current").readlink().name
    assert {graph["kind"] and graph["kind"].rpartition("/")[2] for graph in record["graphs"]} == {
        "bron",
        "afgeleid",
        None,
    }


def test_built_again_nothing_changes(tmp_path: Path) -> None:
    project, site = plan(tmp_path / "plan"), tmp_path / "site"
    first = build(project, site)
    before = {
        path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file() and ".hgraph-" not in path.name
    }
    again = build(project, site)
    assert (first.made, again.made) == (True, False)
    assert again.folder == first.folder
    after = {
        path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file() and ".hgraph-" not in path.name
    }
    assert before == after


def test_a_release_follows_another_and_the_makers_see_it(tmp_path: Path) -> None:
    site, seen = tmp_path / "site", tmp_path / "seen"

    def look(view: View, files: tuple[str, ...]) -> Iterator[File]:
        with seen.open("a") as lines:  # makers work in a copy of the process
            lines.write(f"{view.previous}\n")
        assert view.folder is not None
        assert all((view.folder / path).exists() for path in files)
        assert list(files) == sorted(files)
        yield from ()

    with patch.object(hgraph.catalogue, "catalogue_files", look):
        first = build(plan(tmp_path / "one"), site)
        second = build(plan(tmp_path / "two", "<actie/b> a hg:Action .\n"), site)
        third = build(plan(tmp_path / "three", "<actie/c> a hg:Action .\n"), site)
    assert seen.read_text().splitlines() == ["None", str(first.folder), str(second.folder)]
    assert second.previous == first.release.id
    assert [record["id"] for record in Site(site).line()] == [b.release.id for b in (third, second, first)]
    back = build(plan(tmp_path / "back"), site)
    assert not back.made
    assert (site / "current").resolve() == first.folder
    with Site.opened(site) as opened:
        assert opened.keep(1) == sorted([second.release.short_id, third.release.short_id])
    assert record_of(site / "current")


LEAKS = {
    "a.html": '<a href="https://hgraph.example/id/actie/geheim">x</a>',
    "b.html": f'<a href="{BASE}id/actie/geheim">x</a>',
    "c.html": '<a href="doc/actie/geheim.nl.html">x</a>',
    "d/d.html": "<a href='../doc/actie/geheim'>x</a>",
    "e.html": f"<p>Zie {BASE}id/actie/geheim.</p>",
    "f.html": '<a href="sparql?query=%3Chttps%3A%2F%2Fhgraph.example%2Fid%2Factie%2Fgeheim%3E">x</a>',
    "g.ttl": f"@base <{BASE}id/> . <actie/open> <urn:x:p> <actie/geheim> .",
    "h.jsonld": f'{{"@id": "{BASE}id/actie/geheim", "urn:x:p": "x"}}',
    "i.csv": f"thing\n{BASE}id/actie/geheim\n",
    "j.json": f'{{"thing": "{BASE}id/actie/geheim"}}',
    "k.nt": "<urn:x:s> <urn:x:p> <mailto:an.peeters@stad.be> .\n",
    "l.nt": f"<{BASE}id/nergens> <urn:x:p> <urn:x:o> .\n",
    "m.nt": "<https://hgraph.example/id/actie/open> <urn:x:p> <urn:x:o> .\n",
    "n.trig": f"<{BASE}id/graaf/geheim> {{ <urn:x:s> <urn:x:p> <urn:x:o> }}",
    "o.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><a href="{BASE}id/actie/geheim"/></svg>',
}
"""Ways in which a maker of files could show what is under embargo, what is internal, and what nobody knows."""
SOUND = {
    "a.html": f'<a href="{BASE}id/actie/open">x</a> <a href="doc/actie/open.ttl">y</a> <a href="#x">z</a> <a href="https://x.be/">q</a>',
    "b.ttl": f"<{BASE}id/actie/open> <urn:x:p> <{BASE}doc/actie/open> , <{BASE}dumps/dataset.ttl> .",
}


def test_a_leak_in_a_maker_stops_the_build(plan_with_secret: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    before = build(plan(tmp_path / "before"), site)
    standing = sums(site)
    files = [
        File(f"{name}/{path}", text.encode())
        for name, made in (("leak", LEAKS), ("sound", SOUND))
        for path, text in made.items()
    ]
    files = [File(file.path.replace("/", "-", 1) if "html" in file.path else file.path, file.content) for file in files]
    with (
        patch.object(hgraph.catalogue, "catalogue_files", lambda *_: iter(files)),
        pytest.raises(LeakFound) as found,
    ):
        build(plan_with_secret, site)
    assert {leak.path for leak in found.value.leaks} == {file.path for file in files if file.path.startswith("leak")}
    assert sums(site) == standing
    assert (site / "current").resolve() == before.folder


def test_without_a_leak_the_same_build_succeeds(plan_with_secret: Path, tmp_path: Path) -> None:
    built = build(plan_with_secret, tmp_path / "site")
    assert built.withheld == 8
    texts = b"".join(p.read_bytes() for p in built.folder.rglob("*") if p.suffix in (".html", ".ttl", ".nt", ".jsonld"))
    assert b"eheim" not in texts
    assert b"an.peeters" not in texts


@pytest.mark.parametrize("name", ["iets", "current", "releases"])
def test_a_folder_with_something_else_is_refused(tmp_path: Path, name: str) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / name).write_text("x")
    with pytest.raises(UsageError):
        build(plan(tmp_path / "plan"), site)
    assert [path.name for path in site.iterdir()] == [name]


def test_two_builds_in_one_folder_are_refused(tmp_path: Path) -> None:
    with Site.opened(tmp_path / "site"), pytest.raises(UsageError) as error:
        build(plan(tmp_path / "plan"), tmp_path / "site")
    assert error.value.code == "build-under-way"


def test_killed_at_any_moment_the_release_before_is_whole(tmp_path: Path) -> None:
    site = tmp_path / "site"
    first = build(plan(tmp_path / "one"), site)
    standing = sums(first.folder)
    project = plan(tmp_path / "two", "".join(f"<actie/n{n}> a hg:Action .\n" for n in range(40)))
    command = [sys.executable, "-c", SCRIPT, str(project), str(site), BASE, "bare"]
    chance, killed = random.Random(8), 0  # noqa: S311 - when to kill is no secret
    began = time.monotonic()
    trial = tmp_path / "trial"
    subprocess.run([*command[:4], str(trial), *command[5:]], check=True, timeout=120, env=ENVIRONMENT)
    whole = time.monotonic() - began
    for _ in range(8):
        process = subprocess.Popen(command, env=ENVIRONMENT)
        time.sleep(whole * chance.uniform(0.3, 1.0))
        process.kill()
        killed += process.wait(30) != 0
        assert record_of(site / "current"), "something whole is always shown"
        assert sums(first.folder) == standing
        shown = (site / "current").resolve()
        if shown != first.folder:
            differ = set(sums(shown).items()) ^ set(sums((trial / "current").resolve()).items())
            assert {path for path, _ in differ} == {"manifest.sha256", "release.json"}, "only what came before differs"
            break
    assert killed
    built = build(project, site)
    assert not list((site / "releases").glob(".hgraph-*"))
    assert sums(built.folder).keys() == sums((trial / "current").resolve()).keys()


def test_the_archive_is_the_same_each_time(tmp_path: Path) -> None:
    built = build(plan(tmp_path / "plan"), tmp_path / "site")
    for name in ("a.zip", "b.zip"):
        pack(built.folder, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert set(archive.namelist()) == sums(built.folder).keys()


def test_the_command_builds_and_says_where(tmp_path: Path) -> None:
    project, site = plan(tmp_path / "plan"), tmp_path / "site"
    options = ("publish", "build", "--base", "https://data.stad.be/plan", "--output", site, "--project", project)
    done = run(*options, "--on", "2026-11-27", "--language", "en", "--archive", tmp_path / "x.zip", "--keep", "2")
    assert done.exit_code == 0, done.stderr
    record = record_of(site / "current")
    assert record is not None
    assert record["issued"] == "2026-11-27"
    assert record["short_id"] in done.stdout
    assert "hgraph serve" in done.stdout
    assert (tmp_path / "x.zip").exists()
    assert "nothing was written again" in run(*options, "--language", "en").stdout
    assert record["short_id"] in run("publish", "list", site).stdout
    assert "geen release" in run("publish", "list", tmp_path).stdout


def test_the_command_refuses_the_placeholder_base(tmp_path: Path) -> None:
    done = run("publish", "build", "--output", tmp_path / "site")
    assert (done.exit_code, done.code) == (2, "base-not-public")
    assert not (tmp_path / "site").exists()


def test_the_command_leaves_with_1_after_a_leak(plan_with_secret: Path, tmp_path: Path) -> None:
    leak = File("leak.csv", "".join(f"https://hgraph.example/id/actie/geheim-{n}\n" for n in range(30)).encode())
    with patch.object(hgraph.catalogue, "catalogue_files", lambda *_: iter([leak])):
        done = run(
            "publish", "build", "--base", "https://data.stad.be/", "--output", tmp_path / "site", "--project",
            plan_with_secret, "--language", "en",
        )  # fmt: skip
    assert done.exit_code == 1
    assert "leak.csv: https://hgraph.example/id/actie/geheim-0" in done.stderr
    assert "and 10 more" in done.stderr
