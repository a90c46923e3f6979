"""Annexes that list: what is covered, which findings were accepted, what changed, and which sources there are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from urllib.parse import urlsplit

from hgraph.analysis import Matrix, coverage_told, matrix, matrix_told
from hgraph.documents import Block, Document, Grid, Heading, Paragraph
from hgraph.dossier.case import Case
from hgraph.dossier.ledger import in_order
from hgraph.dossier.telling import Teller
from hgraph.findings import Status
from hgraph.namespaces import DCT, FOAF, HG, MANDAAT
from hgraph.reports import day
from hgraph.reports.entries import entries
from hgraph.terms import Iri


def matrix_annex(case: Case) -> Document:
    """Return objectives against ministers, and what is covered, as one document."""
    tell = Teller(case.ledger)
    objectives = case.ledger.parts(HG.Objective)
    crossed = matrix_told(_matrix(case, objectives), case.project.labels, case.language)
    covered = coverage_told(case.project, case.graph, case.language, objectives=objectives)
    blocks = [
        Heading(crossed.title),
        *_deeper(crossed.blocks),
        Heading(covered.title),
        Paragraph(covered.subtitle, "note"),
        *_deeper(covered.blocks),
    ]
    return Document(tell.say("annex.matrix"), case.language, blocks)


def _matrix(case: Case, objectives: Collection[Iri]) -> Matrix:
    """Return the objectives of the plan against the ministers they reach."""
    whole = matrix(case.project, Iri(HG.Objective), Iri(MANDAAT.Mandataris))
    lines = {row: line for row, line in whole.lines.items() if row in objectives}
    reached = {column for line in lines.values() for column in line}
    rows = tuple(row for row in whole.rows if row in objectives)
    return replace(whole, rows=rows, columns=tuple(c for c in whole.columns if c in reached), lines=lines)


def _deeper(blocks: object) -> Iterator[Block]:
    """Yield blocks with their headings one level down."""
    for block in blocks if isinstance(blocks, list | tuple) else ():
        yield Heading(block.text, block.level + 1) if isinstance(block, Heading) else block


def waivers_annex(case: Case) -> Document:
    """Return the findings that somebody accepted, and those whose waiver has run out, as a document."""
    tell = Teller(case.ledger)
    shown = [
        entry
        for entry in entries(case.report, case.register, case.language)
        if entry.finding.status in (Status.WAIVED, Status.EXPIRED)
    ]
    rows = [
        [entry.rule, entry.what, note.text(case.language), note.owner, day(note.until, case.language), entry.status]
        for entry in shown
        if (note := entry.finding.waiver)
    ]
    columns = ("rule", "finding", "reason", "owner", "until", "status")
    blocks: list[Block] = [tell.table(columns, rows)] if rows else [Paragraph(tell.say("waivers.none"))]
    return Document(tell.say("annex.waivers"), case.language, blocks, tell.say("waivers.explained", on=case.day))


def no_changes_annex(case: Case) -> Document:
    """Return the document that stands where the changes would, if no earlier version was named."""
    tell = Teller(case.ledger)
    return Document(tell.say("annex.changes"), case.language, [Paragraph(tell.say("changes.none"))])


def sources_annex(case: Case, files: Mapping[str, bytes]) -> Document:
    """Return the pinned texts, the documents and the addresses the data rest on; ``files`` are those of the data."""
    return _Sources(case, files).document()


class _Sources(Teller):
    """Tells the sources."""

    def __init__(self, case: Case, files: Mapping[str, bytes]) -> None:
        super().__init__(case.ledger)
        self._project = case.project
        self._files = files

    def document(self) -> Document:
        """Return the whole."""
        return Document(self.say("annex.sources"), self.language, list(self._blocks()), self.say("sources.explained"))

    def _blocks(self) -> Iterator[Block]:
        yield self.heading("pinned")
        texts = [self._pinned(record) for record in self._project.select("sources/text-versions").records()]
        yield (
            self.table(("text", "file", "sha256", "intact"), texts) if texts else Paragraph(self.say("sources.no-text"))
        )
        found = [Iri(str(row[0])) for row in self._project.select("dossier/sources").rows]
        self.ledger.learn(found)
        found.sort(key=lambda source: (in_order(self.ledger.name(source)), source))
        online = [source for source in found if not source.startswith(self._project.settings.id_base)]
        own = [source for source in found if source.startswith(self._project.settings.id_base)]
        yield self.heading("documents")
        rows = [self._document(source) for source in own]
        yield (
            self.table(("document", "number", "day", "address"), rows) if rows else Paragraph(self.say("sources.none"))
        )
        yield self.heading("addresses")
        rows = [[self.ledger.name(s), self.ledger.literal(s, DCT.publisher) or urlsplit(s).netloc, s] for s in online]
        yield self.table(("source", "publisher", "address"), rows) if rows else Paragraph(self.say("sources.none"))
        yield self.heading("graphs")
        yield self._graphs()

    def _pinned(self, record: Mapping[str, object]) -> list[str]:
        file, stated = str(record["file"]), str(record["sha256"]).lower()
        content = self._files.get(f"data/{file}")
        actual = sha256(content).hexdigest() if content is not None else ""
        key = "missing" if content is None else "yes" if actual == stated else "no"
        return [self.ledger.name(Iri(str(record["version"]))), file, stated, self.say(f"intact.{key}")]

    def _document(self, source: Iri) -> list[str]:
        number = self.ledger.literal(source, HG.documentNumber) or self.ledger.literal(source, DCT.identifier)
        on = self.ledger.day(source, HG.meetingDate) or self.ledger.day(source, DCT.date)
        pages = [*self.ledger.links(source, FOAF.page), *self.ledger.links(source, DCT.source)]
        address = next((page for page in pages if not page.startswith(self._project.settings.id_base)), "")
        return [self.ledger.name(source), number, on, address]

    def _graphs(self) -> Grid:
        rows = {}
        for graph, kind, _ in self._project.select("internal/graphs").rows:
            iri = Iri(str(graph))
            file = self._project.file_of(iri) or ""
            content = self._files.get(file, b"")
            rows[iri] = [
                self.ledger.name(iri),
                self.ledger.plain_name(Iri(str(kind))),
                file,
                sha256(content).hexdigest() if content else "",
            ]
        return self.table(("graph", "kind-of-statements", "file", "sha256"), [rows[iri] for iri in sorted(rows)])
