"""All files of a release for programs, in one go; and what the catalogue record lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hgraph.catalogue.atom import feed_files
from hgraph.catalogue.changes import changes_between
from hgraph.catalogue.describing import Description
from hgraph.catalogue.executables import describe_questions
from hgraph.catalogue.notices import notice_files, security_contacts
from hgraph.catalogue.places import CATALOGUE, QUERIES, SERVICE, STATEMENTS, VOID, WELL_KNOWN_VOID
from hgraph.catalogue.record import Record, dumps
from hgraph.catalogue.server_rules import rule_files
from hgraph.catalogue.service import describe_service
from hgraph.catalogue.sitemap import SiteMap
from hgraph.catalogue.stream import earlier_pages, stream_files
from hgraph.catalogue.validating import findings_of, profiles
from hgraph.catalogue.void import describe_void
from hgraph.findings import Finding
from hgraph.messages import message
from hgraph.releases import File, View


def catalogue_files(view: View, files: Sequence[str]) -> Iterator[File]:
    """Yield the files for programs; ``files`` are the paths of the others, which stand in ``view.folder`` already.

    Without a folder, or without statements in it, there are no feeds, and dumps are not measured. Raises
    ``UnreadableInput`` for statements of this or the earlier release that cannot be read.
    """
    all_dumps = dumps(files, view.folder)
    record = _conforming(view, Record(view, all_dumps).describe().triples, files)
    yield File(f"{CATALOGUE}.ttl", record.as_turtle())
    yield File(f"{CATALOGUE}.jsonld", record.as_json())
    void = describe_void(view, all_dumps).as_turtle()
    yield File(VOID, void)
    yield File(WELL_KNOWN_VOID, void)
    if view.project.settings.publication.endpoint:
        yield File(SERVICE, describe_service(view).as_turtle())
    queries = describe_questions(view)
    yield File(f"{QUERIES}.ttl", queries.as_turtle())
    yield File(f"{QUERIES}.jsonld", queries.as_json())
    yield from notice_files(view)
    if view.folder and (view.folder / STATEMENTS).is_file():
        earlier = earlier_pages(view)
        changes = changes_between(view.folder, view.previous if earlier else None)
        yield from stream_files(view, view.folder, changes, earlier)
        yield from feed_files(view, changes)
    yield from SiteMap(view, files).files()
    yield from rule_files(view)


def _conforming(view: View, triples: Sequence[object], files: Sequence[str]) -> Description:
    """Return the record again, with the profiles that it conforms to."""
    settings = view.project.settings
    met = [profile.iri for profile in profiles(settings) if not findings_of(triples, profile)]  # type: ignore[arg-type]
    return Record(view, dumps(files, view.folder), met).describe()


def catalogue_findings(view: View, files: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return what the catalogue record lacks of DCAT-AP-VL and DCAT-AP; nothing if it conforms to both."""
    triples = Record(view, dumps(files, view.folder)).describe().triples
    found = [finding for profile in profiles(view.project.settings) for finding in findings_of(triples, profile)]
    return tuple(sorted(found, key=lambda finding: finding.sort_key))


def catalogue_notes(view: View, language: str) -> tuple[str, ...]:
    """Return in sentences what a release goes without because the settings do not give it."""
    given = view.project.settings.publication
    lacking = []
    if not (given.publisher or given.publisher_name):
        lacking.append(message("catalogue.lacks.publisher", language))
    elif not given.publisher_name:
        lacking.append(message("catalogue.lacks.publisher-name", language))
    if not (given.contact_email or given.contact_page):
        lacking.append(message("catalogue.lacks.contact", language))
    if not given.description:
        lacking.append(message("catalogue.lacks.description", language))
    if not security_contacts(view):
        lacking.append(message("catalogue.lacks.security", language))
    triples = Record(view, ()).describe().triples
    unmet = [profile.title for profile in profiles(view.project.settings) if findings_of(triples, profile)]
    if unmet:
        lacking.append(message("catalogue.lacks.profile", language, profiles=", ".join(sorted(unmet))))
    return tuple(lacking)
