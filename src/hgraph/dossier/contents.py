"""The files of a dossier: the note and its annexes in every form, the data, the record and the manifest."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from hgraph.dataset import read_data
from hgraph.diff import Version, compare, consequences, opened_version, told
from hgraph.documents import Document, document_docx, document_html, document_pdf, document_xlsx, settled_zip
from hgraph.dossier.case import Case
from hgraph.dossier.check_annex import check_annex
from hgraph.dossier.manifest import MANIFEST_FILE, fingerprint, manifest
from hgraph.dossier.note import note
from hgraph.dossier.packed import FOLDER, PackedSettings, packed_files
from hgraph.dossier.record import RECORD_FILE, Record
from hgraph.dossier.registers import matrix_annex, no_changes_annex, sources_annex, waivers_annex
from hgraph.dossier.thread_annex import thread_annex
from hgraph.messages import message
from hgraph.project import open_project
from hgraph.settings import Settings
from hgraph.validation import read_stages

ANNEXES: Final = ("check", "thread", "matrix", "waivers", "changes", "sources")
_TABLES: Final = ("check", "matrix", "waivers")
"""Annexes that come as a workbook too."""


@dataclass(frozen=True)
class Dossier:
    """The files of a dossier by name, and what they come to."""

    files: Mapping[str, bytes]
    record: Record
    verdict: str
    stage_title: str

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the manifest, which stands for the whole."""
        return fingerprint(self.files)


def make_dossier(settings: Settings, stage: str, on: date, since: str | None = None) -> Dossier:
    """Return the dossier of a project for a stage on a day, with what changed since an earlier version if one is named.

    All of it is made from one copy of the project, so that what the documents say is what the data in the dossier say.
    Nothing is written. Raises ``UsageError`` (``unknown-stage``, and for the version as ``opened_version``) and
    ``UnreadableInput`` for files that cannot be used.
    """
    read_stages(settings).find(stage)
    packed = packed_files(settings, on)
    with opened_case(packed, settings, stage, on) as case:
        changes = _changes(case, since, settings) if since else no_changes_annex(case)
        record = Record.of(case, since)
        files = {
            **{f"{FOLDER}/{name}": content for name, content in packed.items()},
            **documents(case, packed, changes),
            RECORD_FILE: record.as_json(),
        }
        files = dict(sorted(files.items())) | {MANIFEST_FILE: manifest(files)}
        return Dossier(files, record, case.verdict, case.stage_title)


@contextmanager
def opened_case(packed: Mapping[str, bytes], like: Settings, stage: str, on: date) -> Iterator[Case]:
    """Open the data of a dossier alone, and look at them for a stage on a day; ``like`` gives their settings."""
    with unpacked(packed) as folder, open_project(PackedSettings.of(folder, like)) as project:
        yield Case.of(project, stage, on)


@contextmanager
def unpacked(packed: Mapping[str, bytes]) -> Iterator[Path]:
    """Give a folder with the files of a packed project, and take it away afterwards."""
    with tempfile.TemporaryDirectory(prefix="hgraph-dossier-") as temporary:
        folder = Path(temporary).resolve()
        for name, content in packed.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield folder


def documents(case: Case, packed: Mapping[str, bytes], changes: Document | None) -> dict[str, bytes]:
    """Return the documents of a case in every form, by file name; without ``changes``, that annex is left out."""
    made = {
        "check": check_annex(case),
        "thread": thread_annex(case),
        "matrix": matrix_annex(case),
        "waivers": waivers_annex(case),
        "changes": changes,
        "sources": sources_annex(case, packed),
    }
    titles = [_listed(key, case.language) for key in ANNEXES]
    files = _forms(note(case, [*titles, _listed("data", case.language)]), file_name("note", case.language))
    for key, document in made.items():
        if document is not None:
            files |= _forms(document, file_name(key, case.language), tables=key in _TABLES)
    return files


def file_name(key: str, language: str) -> str:
    """Return the name of a document in a dossier, without its ending."""
    return message(f"dossier.file.{key}", language)


def _listed(key: str, language: str) -> str:
    return message(
        "dossier.listed", language, title=message(f"dossier.annex.{key}", language), file=file_name(key, language)
    )


def _forms(document: Document, name: str, *, tables: bool = False) -> dict[str, bytes]:
    files = {
        f"{name}.docx": document_docx(document),
        f"{name}.html": document_html(document).encode(),
        f"{name}.pdf": document_pdf(document),
    }
    return files | ({f"{name}.xlsx": settled_zip(document_xlsx(document))} if tables else {})


def _changes(case: Case, since: str, settings: Settings) -> Document:
    """Return what changed since an earlier version of the project, as the annex."""
    with (
        opened_version(since, settings) as version,
        _as_of(version, case.on) as old,
        opened_version("", case.project.settings) as new,
    ):
        comparison = compare(old, new)
        leads_to = consequences(old.project, new.project, case.report.stage, case.on) if comparison.things else None
        document = told(comparison, leads_to, case.language)
    return Document(message("dossier.annex.changes", case.language), case.language, document.blocks, document.subtitle)


@contextmanager
def _as_of(version: Version, on: date) -> Iterator[Version]:
    """Give a version that is a project with its rules as of a day; statements without rules stay as they are."""
    if set(version.files) != {graph.path for graph in read_data(version.settings)}:
        yield version
        return
    with unpacked(packed_files(version.settings, on)) as folder:
        settings = PackedSettings.of(folder, version.settings)
        with open_project(settings) as project:
            yield replace(version, project=project, files=[g.path for g in read_data(settings)], settings=settings)
