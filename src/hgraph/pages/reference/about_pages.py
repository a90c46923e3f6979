"""What the site itself is: about these data, the statement on accessibility, and what there is to download."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from hgraph.messages import LANGUAGES, message
from hgraph.namespaces import STATEMENT_KIND
from hgraph.pages.frame import ABOUT, ACCESSIBILITY, DOWNLOADS, ONTOLOGY, STANDING, Page
from hgraph.pages.reference.grids import Grid
from hgraph.pages.reference.ontology_page import CONTEXT, TURTLE
from hgraph.pages.reference.question_pages import Asked
from hgraph.pages.reference.site import Site
from hgraph.pages.shown import Shown, one_line, outside
from hgraph.releases import File
from hgraph.reports import day

DUMPS = ("dataset.ttl", "dataset.trig", "dataset.nt.gz", "dataset.nq.gz", "dataset.jsonld")
"""The whole dataset in one file, by form, under ``dumps/``; each has its checksum beside it in ``.sha256``."""

_LIMITS = ("picture", "editor", "tables", "words")


def about_files(site: Site, _: Sequence[Asked]) -> Iterator[File]:
    """Yield the three pages in both languages."""
    for language in LANGUAGES:
        yield _about(site, Page(ABOUT, language))
        yield _accessibility(site, Page(ACCESSIBILITY, language))
        yield _downloads(site, Page(DOWNLOADS, language))


def _about(site: Site, page: Page) -> File:
    language = page.language
    publication = site.view.project.settings.publication
    release, iri = site.view.release, publication.publisher or ""
    publisher = publication.publisher_name.get(language) or next(iter(publication.publisher_name.values()), "")
    title = site.frame.title(language)
    return site.file(
        "reference/about.html",
        page,
        title=message("content.about.title", language),
        description=publication.description.get(language, ""),
        publisher=Shown(one_line(publisher or iri), None, *outside(iri)),
        contact=_contact(site),
        sources=_sources(site, page),
        pinned=_pinned(site, page),
        graphs=_graphs(site, page),
        citation=message(
            "content.about.citation",
            language,
            publisher=publisher or message("content.about.publisher-unknown", language),
            title=title,
            issued=day(release.issued, language),
            release=release.short_id,
            base=site.view.addresses.base,
        ),
        release_id=release.id,
        issued_day=day(release.issued, language),
        licence_link=_licence(site, page),
        downloads=page.to(DOWNLOADS),
        standing=page.to(STANDING),
        accessibility=page.to(ACCESSIBILITY),
    )


def _licence(site: Site, page: Page) -> Shown:
    """Return the licence by its name, if it has one in the data, with where it leads."""
    licence = site.frame.licence
    shown = site.namer.thing(licence, page)
    return Shown(shown.text, shown.language, *outside(licence))


def _contact(site: Site) -> list[Shown]:
    publication = site.view.project.settings.publication
    found = []
    if publication.contact_email:
        found.append(Shown(one_line(publication.contact_email), href=f"mailto:{publication.contact_email}"))
    if publication.contact_page:
        found.append(Shown(one_line(publication.contact_page), None, *outside(publication.contact_page)))
    return found


def _sources(site: Site, page: Page) -> list[Shown]:
    rows = site.view.project.select("dossier/sources").rows
    return site.things((str(row[0]) for row in rows if row[0] is not None), page)


def _pinned(site: Site, page: Page) -> Grid:
    """Return the texts of which quotes are cut again, with the checksum each is held to."""
    names = ("text", "file", "checksum")
    rows = [
        [site.cell(version, page), Shown(one_line(str(file or ""))), Shown(one_line(str(checksum or "")))]
        for version, file, checksum in site.view.project.select("sources/text-versions").rows
    ]
    headings = [message(f"content.about.{name}", page.language) for name in names]
    return Grid("pinned", message("content.about.pinned", page.language), headings, rows)


def _graphs(site: Site, page: Page) -> Grid:
    kinds = {STATEMENT_KIND.bron: "sourced", STATEMENT_KIND.afgeleid: "derived"}
    rows = [
        [site.cell(graph, page), Shown(message(f"content.evidence.{kinds[kind]}", page.language))]
        for graph, kind in sorted(site.view.release.graphs.items())
        if kind in kinds
    ]
    headings = [message(f"content.about.{name}", page.language) for name in ("graph", "evidence")]
    return Grid("graphs", message("content.about.graphs", page.language), headings, rows)


def _accessibility(site: Site, page: Page) -> File:
    language = page.language
    return site.file(
        "reference/accessibility.html",
        page,
        title=message("content.accessibility.title", language),
        site_address=Shown(site.view.addresses.base),
        issued_day=day(site.view.release.issued, language),
        contact=_contact(site),
        limits=[message(f"content.accessibility.limit-{name}", language) for name in _LIMITS],
    )


def size_of(folder: Path | None, path: str, language: str) -> str:
    """Return how large a file is that was made before the pages; nothing where there is none."""
    if folder is None or not (folder / path).is_file():
        return ""
    size = (folder / path).stat().st_size
    unit, shown = ("mb", f"{size / 1_000_000:.1f}") if size >= 1_000_000 else ("kb", f"{-(-size // 1_000)}")
    mark = message("content.downloads.decimal-mark", language)
    return message(f"content.downloads.size-{unit}", language, size=shown.replace(".", mark))


def _downloads(site: Site, page: Page) -> File:
    language = page.language
    dumps = [
        (
            Shown(name, href=page.link(f"dumps/{name}")),
            message(f"content.downloads.{name.removeprefix('dataset.').replace('.', '-')}", language),
            size_of(site.view.folder, f"dumps/{name}", language),
            Shown(f"{name}.sha256", href=page.link(f"dumps/{name}.sha256")),
        )
        for name in DUMPS
    ]
    return site.file(
        "reference/downloads.html",
        page,
        title=message("content.downloads.title", language),
        dumps=dumps,
        words=[Shown(name, href=page.link(name)) for name in (TURTLE, CONTEXT)],
        ontology=page.to(ONTOLOGY),
        manifest=[Shown(name, href=page.link(name)) for name in ("manifest.sha256", "release.json")],
        statements=site.view.release.statements,
        things=len(site.view.release.things),
    )
