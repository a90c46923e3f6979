"""What is served at a moment: a release, the processes that answer queries about it, its questions and its names."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hgraph.labels import LabelIndex, Row, label_rows
from hgraph.pages import Frame, Namer
from hgraph.project import Project
from hgraph.questions import Question, load_questions
from hgraph.serve.pool import OWN, Pool
from hgraph.serve.refusals import Refusal
from hgraph.serve.released import DUMP, Released
from hgraph.serve.replica import made
from hgraph.serve.results_read import table_of
from hgraph.serve.wire import Task
from hgraph.settings import Settings
from hgraph.terms import Iri, Table, Triple

if TYPE_CHECKING:
    from hgraph.store import Store
    from hgraph.store.protocol import Piece

LARGEST: Final = 8_000_000
"""Bytes of one answer, about."""
_OWN_ROWS: Final = 1_000_000
_OWN_SIZE: Final = 200_000_000


class PoolStore:
    """The store of a release as the program's own parts want it; asked in a thread, answered by a worker."""

    def __init__(self, pool: Pool, settings: Settings, client: str = OWN) -> None:
        """Take the processes, the settings, and the client for whom is asked."""
        self._pool = pool
        self._limits = settings.serving
        self._client = client
        self.cut = False
        """Whether an answer was cut."""

    def select(self, query: str) -> Table:
        """Return the rows of a SELECT of the program. Raises ``Refusal``."""
        from anyio import from_thread

        own = self._client == OWN
        rows, size = (_OWN_ROWS, _OWN_SIZE) if own else (self._limits.rows, LARGEST)
        task = Task(query, "json", rows, size, self._limits.seconds)
        answer, content = from_thread.run(self._pool.run, task, self._client)
        self.cut = self.cut or answer.cut
        return table_of(content)

    @property
    def graphs(self) -> tuple[Iri, ...]:
        """Not told by this store."""
        raise NotImplementedError

    def select_all(self, queries: Sequence[str], workers: int = 2) -> list[Table]:  # noqa: ARG002 - of the protocol
        """Return the rows of several SELECTs."""
        return [self.select(query) for query in queries]

    def beside(self, work: Callable[[], Piece]) -> AbstractContextManager[Callable[[], Piece]]:
        """Not told by this store."""
        raise NotImplementedError

    def ask(self, query: str) -> bool:
        """Not told by this store."""
        raise NotImplementedError

    def construct(self, query: str) -> list[Triple]:
        """Not told by this store."""
        raise NotImplementedError

    def close(self) -> None:
        """Leave the processes to whoever started them."""


@dataclass
class Serving:
    """One release, being served."""

    released: Released
    settings: Settings
    pool: Pool
    questions: dict[str, Question]
    project: Project
    frame: Frame
    kept: dict[Any, Any] = field(default_factory=dict)
    """What was worked out once for this release: pick lists, terms for the editor."""

    def namer(self, iris: Iterable[str]) -> Namer:
        """Return what shows these things by name, with links to their pages. Call it in a thread."""
        wanted = {iri for iri in iris if not iri.startswith("_:")}
        self.project.labels.learn(wanted)
        places = {iri: place for iri in wanted if (place := self.released.place(iri))}
        return Namer(self.project.labels, places, self.released.addresses.id_base)

    def tag(self, *parts: object) -> str:
        """Return the tag of an answer that depends on this release and on these parts."""
        digest = hashlib.sha256(repr((self.released.release.id, parts)).encode("utf-8", "replace")).hexdigest()
        return f'W/"{digest[:32]}"'


async def opened(link: Path, settings: Settings, cache: Path) -> Serving:
    """Open the release that a link leads to; its store is made in a folder of the cache if it is not there.

    Raises ``UnreadableInput`` for a release that is not whole, ``OSError`` if no process starts.
    """
    released = Released.read(link)
    settings = settings.model_copy(update={"base": released.addresses.base, "store": None})
    whole = Project(settings, _nothing())
    folder = cache / released.release.id
    if not folder.exists():
        unfinished = cache / f"unfinished-{released.release.short_id}"
        await made(released.folder / DUMP, unfinished, whole.query("serve/first"))
        unfinished.rename(folder)
    limits = settings.serving
    first = Task(whole.query("serve/first"), "json", 1, LARGEST, max(limits.seconds, 10.0))
    pool = Pool(folder, limits, first)
    try:
        await pool.start()
    except OSError:
        await pool.kill()
        raise
    project = _named(Project(settings, PoolStore(pool, settings)))
    questions = load_questions(settings.content("queries", "*.rq"))
    return Serving(released, settings, pool, questions, project, Frame(released.release, released.licence))


def _nothing() -> Store:
    from hgraph.store import EmbeddedStore

    return EmbeddedStore.in_memory()


def _named(project: Project) -> Project:
    """Return the project with names that are read from its store when they are asked for."""
    from dataclasses import replace

    def rows(things: Collection[str] | None) -> Iterable[Row]:
        if things is None:
            return label_rows(project.select("internal/labels"))
        found = list(project.select_about("internal/labels", things))
        return label_rows(Table(("thing", "label", "lang", "rank"), found))

    return replace(project, labels=LabelIndex(id_base=project.settings.id_base, source=rows))


def question_of(serving: Serving, name: str) -> Question:
    """Return a question by name. Raises ``Refusal`` (404)."""
    if name not in serving.questions:
        raise Refusal(404, "not-found")
    return serving.questions[name]
