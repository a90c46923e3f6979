"""The catalogue record: DCAT-AP 3.0.1 and DCAT-AP-VL 3.0 in one, with nothing in it that is not known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hgraph.catalogue.describing import Description, moment, worded
from hgraph.catalogue.places import SERVICE, STREAM, VOID, Names, release_iri
from hgraph.messages import LANGUAGES, message
from hgraph.namespaces import (
    ACCESS_RIGHT,
    BELGIF_THEME,
    DATA_THEME,
    DCAT,
    DCT,
    FILE_TYPE,
    FOAF,
    LANG,
    PREFIXES,
    PROV,
    SPDX,
    STATEMENT_KIND,
    VCARD,
    XSD,
)
from hgraph.releases import View, media_type
from hgraph.terms import Iri, Literal, is_valid_iri

_FORMATS: Final = {
    ".jsonld": FILE_TYPE.JSON_LD,
    ".nq": FILE_TYPE.RDF_N_QUADS,
    ".nt": FILE_TYPE.RDF_N_TRIPLES,
    ".trig": FILE_TYPE.RDF_TRIG,
    ".ttl": FILE_TYPE.RDF_TURTLE,
}
_PACKED: Final = ".gz"
_KEYWORDS: Final = ("policy", "action-plan", "traceability", "legislation")
_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Dump:
    """One file with all data: its path, and its size and checksum if its bytes are known."""

    path: str
    size: int | None = None
    sha256: str | None = None

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]

    @property
    def media_type(self) -> str:
        """The media type of its content, unpacked."""
        return media_type(self.path.removesuffix(_PACKED)).partition(";")[0]

    @property
    def format(self) -> str | None:
        """Its format in the European list, if that has it."""
        path = self.path.removesuffix(_PACKED)
        return next((format_ for suffix, format_ in _FORMATS.items() if path.endswith(suffix)), None)


def dumps(files: Sequence[str], folder: Path | None) -> list[Dump]:
    """Return the dumps among the files of a release, measured where they stand in ``folder``."""
    found = [path for path in sorted(files) if path.startswith("dumps/") and not path.endswith(".sha256")]
    return [Dump(path, *_measured(folder / path)) if folder else Dump(path) for path in found]


def _measured(path: Path) -> tuple[int | None, str | None]:
    if not path.is_file():
        return None, None
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return path.stat().st_size, digest.hexdigest()


def previous_short_id(view: View) -> str | None:
    """Return the first digits of the hash of the release before, as its record gives them; ``None`` if none does."""
    try:
        record = json.loads((view.previous / "release.json").read_text(encoding="utf-8")) if view.previous else {}
    except (OSError, ValueError):
        return None
    known = record.get("short_id") if isinstance(record, dict) and record.get("base") == view.addresses.base else None
    return known if isinstance(known, str) and known.isalnum() else None


class Record:
    """The record of one release."""

    def __init__(self, view: View, all_dumps: Sequence[Dump], profiles: Sequence[Iri] = ()) -> None:
        """Take the release, its dumps, and the profiles that the record is known to conform to."""
        self._view = view
        self._dumps = all_dumps
        self._profiles = profiles
        self._names = Names.of(view)
        self._publication = view.project.settings.publication
        self._about = Description()

    def describe(self) -> Description:
        """Return the statements of the record."""
        self._catalogue()
        stable = self._names.record("dataset")
        self._dataset(stable)
        self._dataset(self._names.release)
        self._about.state(stable, DCAT.hasVersion, Iri(self._names.release))
        self._about.state(self._names.release, DCAT.isVersionOf, Iri(stable))
        if before := previous_short_id(self._view):
            self._about.state(self._names.release, DCAT.previousVersion, Iri(release_iri(self._names.base, before)))
        for dump in self._dumps:
            self._distribution(dump)
        if self._publication.endpoint:
            self._service()
        self._agents()
        return self._about

    def _texts(self, key: str) -> list[Literal]:
        release = self._view.release
        values = {
            "things": len(release.things),
            "statements": release.statements,
            "sourced": sum(kind == STATEMENT_KIND.bron for kind in release.graphs.values()),
            "derived": sum(kind == STATEMENT_KIND.afgeleid for kind in release.graphs.values()),
        }
        return list(
            worded(
                {
                    language: message(f"catalogue.{key}", language, title=release.titles[language], **values)
                    for language in LANGUAGES
                }
            )
        )

    def _catalogue(self) -> None:
        about, names = self._about, self._names
        catalogue, record = names.record("catalog"), names.record("record")
        self._common(catalogue)
        about.classify(catalogue, DCAT.Catalog)
        about.state(catalogue, DCT.title, *self._texts("catalogue-title"))
        about.state(catalogue, DCT.description, *self._texts("catalogue-description"))
        about.state(catalogue, FOAF.homepage, Iri(names.base))
        about.state(catalogue, DCT.language, *map(Iri, (LANG.NLD, LANG.ENG)))
        about.state(catalogue, DCT.modified, moment(self._view.release.issued))
        about.state(catalogue, DCAT.dataset, Iri(names.record("dataset")))
        about.state(catalogue, DCAT.record, Iri(record))
        about.classify(record, DCAT.CatalogRecord)
        about.state(record, DCT.identifier, Literal(record))
        about.state(record, DCT.modified, moment(self._view.release.issued))
        about.state(record, FOAF.primaryTopic, Iri(names.record("dataset")))
        about.state(record, DCT.conformsTo, *self._profiles)

    def _common(self, thing: str) -> None:
        """State what everything in the catalogue has: identifier, licence, and who publishes, as far as known."""
        self._about.state(thing, DCT.identifier, Literal(thing))
        self._about.state(thing, DCT.license, Iri(self._publication.licence))
        self._about.state(thing, DCT.publisher, self._publisher)
        self._about.state(thing, DCAT.contactPoint, self._contact)

    def _dataset(self, dataset: str) -> None:
        about, release = self._about, self._view.release
        self._common(dataset)
        about.classify(dataset, DCAT.Dataset)
        about.state(dataset, DCT.title, *worded(release.titles))
        own_words = list(worded(self._publication.description))
        about.state(dataset, DCT.description, *(own_words or self._texts("dataset-description")))
        about.state(dataset, DCAT.version, Literal(release.short_id))
        about.state(dataset, DCT.issued, Literal(release.issued.isoformat(), Iri(XSD.date)))
        about.state(dataset, DCT.language, *map(Iri, (LANG.NLD, LANG.ENG)))
        about.state(dataset, DCAT.theme, *map(Iri, (BELGIF_THEME.GOVE, DATA_THEME.GOVE)))
        for keyword in _KEYWORDS:
            about.state(dataset, DCAT.keyword, *self._texts(f"keyword.{keyword}"))
        about.state(dataset, DCT.accessRights, Iri(ACCESS_RIGHT.PUBLIC))
        about.state(dataset, DCT.conformsTo, Iri(PREFIXES["hg"].removesuffix("#")))
        about.state(dataset, DCAT.landingPage, Iri(self._names.base))
        about.state(dataset, FOAF.page, Iri(self._names.file(VOID)), Iri(self._names.file(STREAM)))
        provenance = self._names.record("provenance")
        about.state(dataset, DCT.provenance, Iri(provenance))
        about.classify(provenance, DCT.ProvenanceStatement)
        about.state(provenance, DCT.description, *self._texts("provenance"))
        for dump in self._dumps:
            about.state(dataset, DCAT.distribution, Iri(self._names.record(f"distribution-{dump.name}")))

    def _distribution(self, dump: Dump) -> None:
        about, names = self._about, self._names
        distribution, address = names.record(f"distribution-{dump.name}"), Iri(names.file(dump.path))
        about.classify(distribution, DCAT.Distribution)
        about.state(distribution, DCT.identifier, Literal(distribution))
        about.state(distribution, DCT.title, *self._texts_of(dump))
        about.state(distribution, DCT.license, Iri(self._publication.licence))
        about.state(distribution, DCAT.accessURL, address)
        about.state(distribution, DCAT.downloadURL, address)
        about.state(distribution, DCAT.mediaType, Iri(PREFIXES["media-type"] + dump.media_type))
        about.state(distribution, DCT.format, Iri(dump.format) if dump.format else None)
        if dump.path.endswith(_PACKED):
            about.state(distribution, DCAT.compressFormat, Iri(PREFIXES["media-type"] + "application/gzip"))
        about.state(distribution, DCT.issued, Literal(self._view.release.issued.isoformat(), Iri(XSD.date)))
        if dump.size is not None and dump.sha256 is not None:
            checksum = names.record(f"checksum-{dump.name}")
            about.state(distribution, DCAT.byteSize, Literal(str(dump.size), Iri(XSD.nonNegativeInteger)))
            about.state(distribution, SPDX.checksum, Iri(checksum))
            about.classify(checksum, SPDX.Checksum)
            about.state(checksum, SPDX.algorithm, Iri(SPDX.checksumAlgorithm_sha256))
            about.state(checksum, SPDX.checksumValue, Literal(dump.sha256, Iri(XSD.hexBinary)))

    def _texts_of(self, dump: Dump) -> Iterator[Literal]:
        texts = {language: message("catalogue.distribution", language, name=dump.name) for language in LANGUAGES}
        yield from worded(texts)

    def _service(self) -> None:
        about, names = self._about, self._names
        service = names.record("sparql")
        self._common(service)
        about.classify(service, DCAT.DataService)
        about.state(names.record("catalog"), DCAT.service, Iri(service))
        about.state(service, DCT.title, *self._texts("service-title"))
        about.state(service, DCT.description, *self._texts("service-description"))
        about.state(service, DCAT.endpointURL, Iri(names.endpoint))
        about.state(service, DCAT.endpointDescription, Iri(names.file(SERVICE)))
        about.state(service, DCAT.servesDataset, Iri(names.record("dataset")))
        about.state(service, DCT.accessRights, Iri(ACCESS_RIGHT.PUBLIC))
        about.state(service, DCT.conformsTo, Iri(PREFIXES["sd"] + "SPARQL11Query"))

    @property
    def _publisher(self) -> Iri | None:
        given = self._publication
        if given.publisher:
            return Iri(given.publisher) if is_valid_iri(given.publisher) else None
        return Iri(self._names.record("publisher")) if given.publisher_name else None

    @property
    def _contact(self) -> Iri | None:
        given = self._publication
        return Iri(self._names.record("contact")) if given.contact_email or given.contact_page else None

    def _agents(self) -> None:
        """Describe publisher and contact, as far as the settings name them."""
        about, given = self._about, self._publication
        publisher, contact = self._publisher, self._contact
        if publisher and given.publisher_name:
            about.classify(publisher, FOAF.Agent, DCT.Agent, PROV.Agent)
            about.state(publisher, FOAF.name, *worded(given.publisher_name))
        if contact:
            about.classify(contact, VCARD.Kind)
            about.state(contact, VCARD.fn, *worded(given.publisher_name or self._view.release.titles))
            mail, page = f"mailto:{given.contact_email}", given.contact_page or ""
            about.state(contact, VCARD.hasEmail, Iri(mail) if given.contact_email and is_valid_iri(mail) else None)
            about.state(contact, VCARD.hasURL, Iri(page) if page and is_valid_iri(page) else None)
