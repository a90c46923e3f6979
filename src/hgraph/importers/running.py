"""An import from the first byte to the last line: read, related, chosen, merged, compared, and written if confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from hgraph.dataset import write_blocks
from hgraph.errors import UsageError
from hgraph.findings import Finding, Severity
from hgraph.importers.choosing import Chooser, Narrowing, Subjects
from hgraph.importers.claims import claim
from hgraph.importers.comparing import Comparison, Standing, compare
from hgraph.importers.converting import Converter, Entity
from hgraph.importers.graph_file import Origin, declaration, graph_iri, graph_path, read_standing
from hgraph.importers.intake import Intake, Progress, SourceFile
from hgraph.importers.mapping import SourceMapping, read_mapping
from hgraph.importers.merging import Held, Merger, merge, read_own
from hgraph.importers.naming import entity_names, resolve_acts
from hgraph.importers.notes import Notes
from hgraph.importers.records import LookUps, Record, classes_in, record_of, records, relate
from hgraph.importers.screening import Screen
from hgraph.importers.spill import Sorter, by_subject
from hgraph.importers.traps import SideBySide, look_at
from hgraph.settings import Settings, shipped_content
from hgraph.terms import Iri

KEPT_CHANGES = 1_000
"""Changes of one kind that are kept to be shown; all are counted."""


@dataclass(frozen=True)
class Request:
    """What is imported: the files of one source, narrowed, and where they came from."""

    source: str
    files: tuple[str, ...]
    narrowing: Narrowing = field(default_factory=Narrowing)
    about: tuple[str, ...] = ()
    """Acts as they were typed: an ELI, or a title."""
    origin: Origin | None = None


@dataclass
class Outcome:
    """What an import would change, what was noticed, and what the project holds already."""

    mapping: SourceMapping
    path: Path
    files: Sequence[SourceFile]
    comparison: Comparison
    notes: Notes
    findings: list[Finding]
    held: Held
    names: dict[str, dict[str, str]]

    @property
    def unchanged(self) -> bool:
        """Say whether the file that is there says the same already, to the last statement."""
        counts = self.comparison.statements
        return self.path.exists() and not counts[Standing.NEW] and not counts[Standing.GONE]


class Import:
    """One import; use it in a ``with`` block, in which ``outcome`` is known and ``write`` can be called."""

    def __init__(self, settings: Settings, request: Request, progress: Progress | None = None) -> None:
        """Take the project, what is imported, and whom to tell how far it is."""
        self._settings, self._request, self._progress = settings, request, progress
        self._closing = ExitStack()
        self._mapping = read_mapping(settings, request.source)
        self._origin = request.origin or Origin(self._mapping.address)
        self._graph = graph_iri(settings.id_base, self._mapping.name)
        self._path = graph_path(settings, self._mapping.name)
        self._notes = Notes()
        self._look_ups = LookUps(settings.imports.look_ups)
        self._merged = self._sorter()

    def __enter__(self) -> Self:
        """Return the import itself; nothing is read yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """Give back what was held in memory and on disk."""
        self._closing.close()

    def _sorter(self) -> Sorter:
        return self._closing.enter_context(Sorter())

    def run(self) -> Outcome:
        """Read the files and say what would change. Writes nothing. Raises ``UnreadableInput`` and ``UsageError``."""
        own, related = self._sorter(), self._sorter()
        read_own(self._settings, self._graph, own)
        with Sorter() as found:
            files = self._read(found)
            relate(found, related, self._mapping, self._look_ups, self._notes)
        chosen = self._sorter()
        proposals = self._choose(related, own, chosen)
        merger = Merger(self._mapping, self._origin.address, self._settings.id_base, self._notes)
        held = merge(chosen, own, self._merged, merger)
        for act, target, title in proposals:
            if (act, target) not in held.confirmed:
                self._notes.add("import-amends-by-title", act, title, target)
        for triple in declaration(self._mapping, self._origin, files, self._settings.id_base):
            self._merged.add_triple(triple)
        comparison = Comparison(KEPT_CHANGES)
        foci = self._notes.things()
        names = compare(self._merged, self._standing(), own, self._mapping, comparison, foci)
        names |= {str(thing): each for thing, each in self._looked_up_names().items()}
        names |= {str(change.thing): dict(change.names) for change in comparison.changes}
        findings = self._notes.findings(names, self._settings.id_base)
        return Outcome(self._mapping, self._path, files, comparison, self._notes, findings, held, names)

    def lines(self) -> Iterator[bytes]:
        """Yield the lines of the graph as it would be written; only after ``run``."""
        return self._merged.lines()

    def write(self) -> None:
        """Write the imported graph in place of the one that stands there, whole or not at all.

        Raises ``UsageError`` (``import-not-written``).
        """
        try:
            write_blocks(self._path, self.lines(), self._settings.folder / "data")
        except OSError as error:
            raise UsageError("import-not-written", place=self._path, reason=error) from error

    def _read(self, found: Sorter) -> list[SourceFile]:
        intake = Intake(self._settings.imports, self._progress)
        screen = Screen(self._mapping, self._settings.imports, self._notes)
        for path in self._request.files:
            name = Path(path).name
            for triple in intake.triples(path):
                line = screen.line(triple, name)
                if line is not None:
                    found.add(line)
        return sorted(set(intake.files), key=lambda file: (file.sha256, file.name))

    def _standing(self) -> Sorter:
        sorter = self._sorter()
        read_standing(self._path, self._graph, sorter)
        return sorter

    def _looked_up_names(self) -> dict[Iri, dict[str, str]]:
        converter = Converter(self._mapping, self._look_ups, Notes())
        return {
            thing: entity_names(converter.entity(record, self._look_ups.kinds[thing]))
            for thing, record in self._look_ups.records.items()
        }

    def _choose(self, related: Sorter, own: Sorter, chosen: Sorter) -> list[tuple[Iri, Iri, str]]:
        """Put the statements about what is taken into a sorter; return what titles say is amended, not yet believed."""
        subjects = Subjects(resolve_acts(self._request.about, related, own, self._mapping))
        self._learn(subjects, related, own)
        narrowing = self._request.narrowing
        if subjects.acts:
            narrowing = Narrowing(narrowing.government, narrowing.since, narrowing.until, subjects.acts)
        chooser = Chooser(narrowing, self._look_ups, subjects)
        chooser.require_government()
        return _Choice(self._mapping, self._look_ups, self._notes, chooser, self._take_claims(chosen)).run(
            related, chosen, self._sorter()
        )

    def _take_claims(self, chosen: Sorter) -> _Claims:
        return _Claims(chosen, self._origin.address, self._settings.id_base)

    def _learn(self, subjects: Subjects, related: Sorter, own: Sorter) -> None:
        if not subjects.acts:
            return
        converter = Converter(self._mapping, self._look_ups, Notes())
        for sorter in (related, own):
            for record in records(sorter.triples()):
                kind = self._mapping.kind_of(record.subject, record.classes)
                if record.subject in subjects.acts and kind and kind.gazette:
                    entity = converter.entity(record, kind)
                    subjects.learn(record.subject, entity.one(kind.title), entity.day(kind.gazette.get("document")))


@dataclass(frozen=True)
class _Claims:
    """Writes down, as claims, the values of one source of which only one can count."""

    chosen: Sorter
    source: Iri
    id_base: str

    def add(self, entity: Entity) -> None:
        """Write down what the source says otherwise of an entity, and what counts instead."""
        for property_ in {name for name, _ in entity.outdone}:
            rivals = [term for name, term in entity.outdone if name == property_]
            for value in [*rivals, *entity.values.get(property_, [])]:
                for triple in claim(entity.subject, property_, value, [self.source], self.id_base):
                    self.chosen.add_triple(triple)


@dataclass
class _Choice:
    """Goes through all records once and passes on what is taken, with the things it points at."""

    mapping: SourceMapping
    look_ups: LookUps
    notes: Notes
    chooser: Chooser
    claims: _Claims
    pointed_at: set[Iri] = field(default_factory=set)

    def run(self, related: Sorter, chosen: Sorter, lines: Sorter) -> list[tuple[Iri, Iri, str]]:
        converter = Converter(self.mapping, self.look_ups, self.notes)
        beside = SideBySide(lines)
        proposals: list[tuple[Iri, Iri, str]] = []
        for subject, (lines_of_it,) in by_subject(related.lines()):
            kind = self.mapping.kind_of(subject, classes_in(lines_of_it))
            if kind is None or not self.chooser.may_take(lines_of_it, kind):
                continue
            record = record_of(lines_of_it)
            self.notes.wait()
            entity = converter.entity(record, kind)
            taken = self.chooser.takes(entity, record)
            if taken or kind.only_checked:
                look_at(entity, self.notes)
            self.notes.settle(taken=taken or kind.only_checked)
            if taken:
                self._pass_on(entity, record, chosen)
                beside.add(entity, record)
                stated = self.chooser.reasons(entity)
                proposals += [(entity.subject, act, entity.one(kind.title)) for act, by_title in stated if by_title]
        beside.look(self.notes)
        self._pass_on_pointed_at(converter, chosen)
        return proposals

    def _pass_on(self, entity: Entity, record: Record, chosen: Sorter) -> None:
        for triple in entity.statements():
            chosen.add_triple(triple)
        self.claims.add(entity)
        self.pointed_at.update(thing for thing in entity.things() if thing in self.look_ups.records)
        for body in self.chooser.bodies(record) if entity.kind.body else ():
            chosen.add_triple((body, entity.kind.body or Iri(""), entity.subject))
            self.pointed_at.add(body)

    def _pass_on_pointed_at(self, converter: Converter, chosen: Sorter) -> None:
        """Pass on what is pointed at, and what that points at in turn."""
        waiting, seen = sorted(self.pointed_at), set(self.pointed_at)
        while waiting:
            thing = waiting.pop()
            kind = self.look_ups.kinds[thing]
            if kind.only_looked_up:
                continue
            entity = converter.entity(self.look_ups.records[thing], kind)
            look_at(entity, self.notes)
            self.claims.add(entity)
            for triple in entity.statements():
                chosen.add_triple(triple)
            following = sorted(each for each in entity.things() if each in self.look_ups.records and each not in seen)
            seen.update(following)
            waiting += following


def require_own_folder(settings: Settings, *, chosen: bool) -> None:
    """Refuse a project in whose files nothing can be written; ``chosen`` says that its folder was named explicitly.

    Raises ``UsageError`` (``import-at-endpoint``, ``import-into-shipped-plan``).
    """
    if settings.store:
        raise UsageError("import-at-endpoint", store=settings.store)
    folder = settings.folder.resolve()
    if folder != shipped_content().resolve():
        return
    if not ((folder / "pyproject.toml").is_file() and (chosen or Path.cwd().resolve().is_relative_to(folder))):
        raise UsageError("import-into-shipped-plan", place=settings.folder)


def reaches(outcome: Outcome, threshold: Severity | None) -> bool:
    """Say whether what was noticed keeps an import from being written."""
    return outcome.notes.reach(threshold)
