"""Releases in the small for tests of what stands beside the documents: things with plain pages, and a dump."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import defaultdict
from datetime import date
from pathlib import Path

from hgraph.catalogue import catalogue_files
from hgraph.messages import LANGUAGES
from hgraph.namespaces import STATEMENT_KIND
from hgraph.project import Project
from hgraph.releases import Addresses, Release, View
from hgraph.settings import Publication, Settings
from hgraph.terms import Iri, Triple, to_ntriples

BASE = "https://data.example.org/plan/"
ISSUED = date(2026, 11, 27)
WHO = Publication(
    publisher="https://data.example.org/id/organisatie/x",
    publisher_name={"nl": "Departement X", "en": "Department X"},
    contact_email="data@example.org",
    contact_page="https://data.example.org/contact",
    description={"nl": "Over het plan.", "en": "About the plan."},
)


def line(triple: Triple) -> str:
    """Return a triple as a line of N-Triples."""
    return " ".join(map(to_ntriples, triple)) + " .\n"


def view_of(
    project: Project,
    folder: Path,
    *,
    base: str = BASE,
    issued: date = ISSUED,
    previous: Path | None = None,
    publication: Publication | None = None,
    triples: list[Triple] | None = None,
) -> View:
    """Fill a folder with the dumps and documents of a project and return the view of that release."""
    settings = project.settings.model_copy(
        update={"base": base} | ({"publication": publication} if publication is not None else {})
    )
    moved = Project(settings, project.store, project.labels)
    stated = triples if triples is not None else project.store.construct(project.query("validation/statements"))
    lines = sorted(map(line, stated))
    id_ = hashlib.sha256("".join(lines).encode()).hexdigest()
    about: dict[Iri, list[str]] = defaultdict(list)
    for triple in sorted(stated, key=lambda triple: (str(triple[0]), line(triple))):
        about[Iri(str(triple[0]))].append(line(triple))
    graphs = {
        row[0]: row[1]
        for row in project.store.select(project.query("internal/graphs")).rows
        if row[1] in (STATEMENT_KIND.bron, STATEMENT_KIND.afgeleid)
    }
    titles = dict.fromkeys(LANGUAGES, project.settings.title)
    release = Release(id_, issued, titles, tuple(sorted(about)), graphs, len(set(stated)))
    addresses = Addresses(base)
    put(folder, "dumps/dataset.nt.gz", gzip.compress("".join(map("".join, about.values())).encode(), mtime=0))
    put(folder, "dumps/dataset.ttl", "".join(lines).encode())
    put(folder, "release.json", json.dumps({"base": base, "short_id": id_[:16], "id": id_}).encode())
    put(folder, "index.html", b"<!doctype html><title>plan</title>")
    for thing, of in about.items():
        document(folder, addresses.place(thing), "".join(of), thing)
    return View(moved, addresses, release, previous, folder)


def document(folder: Path, place: str, lines: str, thing: str) -> None:
    """Write the documents about a thing, the pages with hardly anything in them."""
    put(folder, f"{place}.nt", lines.encode())
    put(folder, f"{place}.ttl", lines.encode())
    put(folder, f"{place}.jsonld", json.dumps({"@id": thing, "http://purl.org/dc/terms/title": place}).encode())
    for language in LANGUAGES:
        page = f'<!doctype html><html lang="{language}"><head><title>x</title></head><body>{thing}</body></html>'
        put(folder, f"{place}.{language}.html", page.encode())


def put(folder: Path, path: str, content: bytes) -> None:
    """Write one file of a release."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(content)


def paths(folder: Path) -> list[str]:
    """Return the files of a folder by path."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def finished(view: View) -> dict[str, bytes]:
    """Make the files for programs, write them into the folder and return them by path."""
    assert view.folder is not None
    made = {file.path: file.content for file in catalogue_files(view, paths(view.folder))}
    for path, content in made.items():
        put(view.folder, path, content)
    return made


__all__ = ["BASE", "ISSUED", "WHO", "Settings", "document", "finished", "line", "paths", "put", "view_of"]
