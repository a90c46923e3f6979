"""Building a release: selected, written in every form, proven to show nothing it must not, and only then shown."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from hgraph.dataset import canonical_lines, read_triples
from hgraph.errors import UsageError
from hgraph.messages import LANGUAGES
from hgraph.namespaces import PREFIXES
from hgraph.pages import (
    Edition,
    Part,
    Quad,
    make_ready,
    pages_left,
    pages_of_things,
    parts_of_lists,
    parts_of_release,
    search_parts,
    write_part,
)
from hgraph.project import Project, open_graphs
from hgraph.publish.bases import chosen_base
from hgraph.publish.documents import CONTEXT_FILE, Documents, read_context
from hgraph.publish.dumps import Dumps
from hgraph.publish.proof import Leak, LeakFound, Proof, Rules
from hgraph.publish.record import record, titles
from hgraph.publish.selection import Selection, select
from hgraph.publish.site import RECORD_FILE, RELEASES, Site, Unfinished, Written, record_of
from hgraph.publish.statements import Statements
from hgraph.releases import Addresses, File, Release, View
from hgraph.settings import Settings
from hgraph.store.sharing import beside, give_back, handed_out
from hgraph.terms import Iri, is_valid_iri
from hgraph.vocabulary import jsonld_context

Told = Callable[[str], object]
"""Is told which stage of the work begins: ``reading``, ``documents``, ``pages``, ``catalogue`` or ``proof``."""
Piece = Callable[[], list[Written]]
"""A piece of the work, for any process: writes files and returns what they came to."""
_AT_ONCE: Final = 100
"""Things, or files, that a process takes at a time."""
_PIECES: Final = 5
"""So many of such pieces a copy of the process does before another takes its place, with what it remembers."""
_READ_BACK: Final = 40
"""So many when files are read back, of which little is remembered."""
_WORKERS: Final = 2
_FEEDS: Final = "feeds/"
"""What tells of earlier releases too."""


class PublishedSettings(Settings):
    """Settings of a project whose data are those that are published: its files are not there to be read."""

    def content(self, kind: str, pattern: str) -> list[Path]:
        """Return files as ``Settings`` does, but none of data."""
        return [] if kind == "data" else super().content(kind, pattern)

    @classmethod
    def of(cls, settings: Settings, base: str) -> PublishedSettings:
        """Return the settings of a project under the base of its release."""
        values = {name: getattr(settings, name) for name in Settings.model_fields}
        return cls(**values | {"base": base, "store": None})


@dataclass(frozen=True)
class Built:
    """What a build came to."""

    release: Release
    folder: Path
    """Where the release stands."""
    files: int
    size: int
    made: bool
    """Whether it was written now; otherwise it stood there already."""
    withheld: int
    """Things of the project that are not published."""
    previous: str | None
    """The hash of the release before."""
    lacking: Mapping[str, tuple[str, ...]]
    """In sentences, by language: what the settings do not give and the catalogue record therefore lacks."""


def build_release(
    settings: Settings, output: Path, issued: date, base: str | None = None, told: Told = lambda _: None
) -> Built:
    """Write the release of a project into a site folder and show it; one that stands there already is shown as it is.

    ``base`` is where it will be found, by default that of the settings. Whether anybody can reach that is for the
    caller to ask (``require_public``). Raises what ``select`` raises, ``UsageError`` for a base, a licence or a folder
    that cannot be used, and ``LeakFound`` if the release would show what must not be shown; then nothing was changed.
    """
    base = chosen_base(settings, base)
    if not is_valid_iri(settings.publication.licence):
        raise UsageError("licence-not-an-iri", licence=settings.publication.licence)
    with Site.opened(output) as site:
        return _built(settings, site, issued, base, told)


def _built(settings: Settings, site: Site, issued: date, base: str, told: Told) -> Built:
    """Write the release, or find that it stands there, and show it."""
    told("reading")
    selection = select(settings, base)
    give_back()
    id_ = _hash(canonical_lines((*t, graph.name) for graph in selection.graphs for t in graph.triples))
    previous, standing = site.shown, site.release(id_[:16])
    before = (record_of(previous) or {}).get("id") if previous and previous != standing else None
    with ExitStack() as work:
        graphs = ((graph.name, graph.triples) for graph in selection.graphs)
        with open_graphs(PublishedSettings.of(settings, base), graphs) as project:
            statements = Statements(t for graph in selection.graphs for t in graph.triples)
            release = _release(id_, issued, project, selection, statements)
            lacking = work.enter_context(beside(partial(_lacking, View(project, Addresses(base), release))))
            built = partial(Built, release, withheld=selection.withheld_things, previous=before)
            if standing:
                site.show(release.short_id)
                files, size = _extent(standing)
                return built(folder=standing, files=files, size=size, made=False, lacking=lacking())
            unfinished = work.enter_context(site.unfinished(release.short_id))
            view = View(project, Addresses(base), release, previous if before else None, unfinished.folder)
            build = Build(view, selection, statements, unfinished, told)
            del selection, statements  # the build lets go of them when it can
            prove = build.fill(before)
            lacks = lacking()
        del build, view, project, graphs  # what reads all files again begins small
        give_back()
        told("proof")
        prove()
    folder = site.folder / RELEASES / release.short_id
    site.show(release.short_id)
    return built(folder=folder, files=len(unfinished.sums), size=unfinished.size, made=True, lacking=lacks)


def _release(id_: str, issued: date, project: Project, selection: Selection, statements: Statements) -> Release:
    kinds = {graph.name: graph.kind for graph in selection.graphs if graph.kind}
    return Release(id_, issued, titles(project), statements.things, kinds, statements.count)


def _lacking(view: View) -> Mapping[str, tuple[str, ...]]:
    from hgraph.catalogue import catalogue_notes

    return {language: catalogue_notes(view, language) for language in LANGUAGES}


def _hash(lines: Sequence[str]) -> str:
    digest = sha256()
    for line in lines:
        digest.update(line.encode())
    return digest.hexdigest()


def _extent(folder: Path) -> tuple[int, int]:
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


class Build:
    """One release being written."""

    def __init__(
        self, view: View, selection: Selection, statements: Statements, unfinished: Unfinished, told: Told
    ) -> None:
        """Take what is published, opened, and where it goes."""
        self._view = view
        self._selection = selection
        self._statements = statements
        self._unfinished = unfinished
        self._told = told
        context = _context(view.project.settings)
        self._context_file = context
        self._context = read_context(context)

    def fill(self, previous: str | None) -> Callable[[], None]:
        """Write every file; return what proves the whole and seals it."""
        unfinished = self._unfinished
        self._told("documents")
        unfinished.put(CONTEXT_FILE, self._context_file)
        unfinished.put(RECORD_FILE, record(self._view, self._selection, previous))
        self._dumps()
        self._told("pages")
        self._apart(self._pages)
        self._told("catalogue")
        own = frozenset(filter(self._view.addresses.is_own, map(str, _named(self._selection))))
        rules = Rules(
            self._view.addresses.base, self._selection.withheld, own, self._selection.old_id_base, frozenset()
        )
        self._let_go()
        paths = tuple(unfinished.paths)
        self._apart(self._written(lambda: _catalogue(self._view, paths)))
        return partial(_prove, unfinished, rules, dict(self._context))

    def _let_go(self) -> None:
        """Let go of the statements, which the store has too."""
        self._selection = replace(self._selection, graphs=())
        self._statements = Statements(())
        give_back()

    def _small(self, work: Piece) -> Piece:
        """Return work that needs the store alone: a copy of the process that does it becomes smaller first."""
        process = os.getpid()

        def done() -> list[Written]:
            if os.getpid() != process:
                self._let_go()
            return work()

        return done

    def _apart(self, work: Piece) -> None:
        """Do a piece of work in a copy of this process: what it reads and remembers goes with it."""
        with beside(work) as answer:
            self._unfinished.add(answer())
        give_back()

    def _pages(self) -> list[Written]:
        """Write all pages and the documents about things.

        The pages about the release and what it is made with ask much, and of the store alone: they begin before
        anything is read for the others.
        """
        with ExitStack() as stack:
            told = [
                stack.enter_context(beside(self._small(self._written(part)))) for part in parts_of_release(self._view)
            ]
            edition = make_ready(Edition.of(self._view, _quads(self._selection)))
            self._view.project.close()  # of this copy; making pages asks nothing of it
            give_back()
            pieces = [*self._search(edition), *map(self._written, parts_of_lists(edition)), *self._things(edition)]
            done = handed_out(lambda number: pieces[number](), len(pieces), _WORKERS, _PIECES)
            written = [each for some in (*done, *(answer() for answer in told)) for each in some]
        made = {path for path, _, _ in written}
        return written + self._written(lambda: pages_left(edition, made))()

    def _written(self, files: Callable[[], Iterator[File]]) -> Piece:
        """Return what writes files."""
        return lambda: [self._unfinished.write(file) for file in files()]

    def _search(self, edition: Edition) -> Iterator[Piece]:
        """Yield what makes the parts of the index for searching; Pagefind writes their files itself."""

        def write(part: Part) -> list[Written]:
            return [
                self._unfinished.found(path)
                for path in write_part(edition, part, self._unfinished.folder, self._unfinished.aside)
            ]

        yield from (partial(write, part) for part in search_parts(edition))

    def _dumps(self) -> None:
        """Write the dumps, each with its checksum beside it; pages tell how large they are."""
        addresses, graphs = self._view.addresses, self._selection.graphs
        makers = Dumps(graphs, self._statements, addresses.id_base, self._context).makers()
        paths = sorted(makers)

        def write(number: int) -> Written:
            return self._unfinished.write_blocks(paths[number], makers[paths[number]]())

        for path, digest, size in handed_out(write, len(paths), _WORKERS, 1):
            self._unfinished.add([(path, digest, size)])
            name = path.rpartition("/")[2]
            self._unfinished.put(f"{path}.sha256", f"{digest.hex()}  {name}\n".encode())

    def _things(self, edition: Edition) -> Iterator[Piece]:
        """Yield what writes the documents about things, and their pages."""
        view, things = self._view, self._view.release.things
        licence = view.project.settings.publication.licence
        documents = Documents(self._statements, view.release, view.addresses, licence, self._context)
        with_page = frozenset(edition.things)

        def write(number: int) -> list[Written]:
            some = things[number * _AT_ONCE : (number + 1) * _AT_ONCE]
            written = [self._unfinished.write(file) for thing in some for file in documents.about(thing)]
            pages = pages_of_things(edition, [thing for thing in some if thing in with_page])
            return written + [self._unfinished.write(file) for file in pages]

        yield from (partial(write, number) for number in range(-(-len(things) // _AT_ONCE)))


def _prove(unfinished: Unfinished, rules: Rules, context: dict[str, Any]) -> None:
    """Read every file of a release back, and seal it. Raises ``LeakFound``."""
    paths = unfinished.paths
    rules = replace(rules, paths=frozenset(paths))
    proof = Proof(unfinished.folder, rules, context)
    of_feeds = Proof(unfinished.folder, replace(rules, past=True), context)

    def read(number: int) -> list[Leak]:
        some = paths[number * _AT_ONCE : (number + 1) * _AT_ONCE]
        feeds = [path for path in some if path.startswith(_FEEDS)]
        return proof.leaks_in([path for path in some if path not in feeds]) + of_feeds.leaks_in(feeds)

    with beside(unfinished.clear) as cleared:
        found = handed_out(read, -(-len(paths) // _AT_ONCE), _WORKERS, _READ_BACK)
        leaks = [leak for some in found for leak in some]
        if leaks:
            raise LeakFound(leaks)
        cleared()
    unfinished.seal()


def _quads(selection: Selection) -> Iterator[Quad]:
    """Yield every statement that is published, with its graph."""
    for graph in selection.graphs:
        yield from ((*triple, graph.name) for triple in graph.triples)


def _named(selection: Selection) -> Iterator[Iri]:
    """Yield every IRI that is published."""
    for graph in selection.graphs:
        yield graph.name
        for triple in graph.triples:
            yield from (term for term in triple if isinstance(term, Iri))


def _context(settings: Settings) -> bytes:
    """Return the context of JSON-LD, made from the ontology as it is."""
    ontology = [triple for path in settings.content("ontology", "hgraph.ttl") for triple in read_triples(path)]
    return jsonld_context(PREFIXES, ontology).encode()


def _catalogue(view: View, files: Sequence[str]) -> Iterator[File]:
    """Return the files for programs that look for the release."""
    from hgraph import catalogue  # its checks of records are slow to start

    return catalogue.catalogue_files(view, files)
