"""Where a project stands and what it wants: a value that is passed on, never a global."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hgraph.errors import UnreadableInput, UsageError
from hgraph.terms import is_valid_iri

PROJECT_FILE: Final = "hgraph.toml"
_ENVIRONMENT: Final = "HGRAPH_"
_WILD: Final = frozenset("*?[")
CONTENT_FOLDERS: Final = ("ontology", "shapes", "queries", "data")


class ImportLimits(BaseModel):
    """How much of a file from outside is put up with; the table ``[imports]`` of the settings."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value_size: int = Field(default=1_000_000, ge=1)
    """Characters of one text; a longer one is left out and reported."""
    iri_size: int = Field(default=2_000, ge=1)
    """Characters of one IRI; a longer one is left out and reported."""
    nesting: int = Field(default=100, ge=1)
    """Lists within lists within lists."""
    seconds: int = Field(default=3_600, ge=1)
    """Seconds that reading may take."""
    unpacked: int = Field(default=50_000_000_000, ge=1)
    """Bytes that a packed file may hold."""
    ratio: int = Field(default=200, ge=1)
    """How many times larger a packed file may become."""
    look_ups: int = Field(default=200_000, ge=1)
    """Things that others point at (persons, mandates, bodies) and that are held in memory."""


class Publication(BaseModel):
    """Who publishes a release and under which terms; the table ``[publication]`` of the settings.

    Nothing here has a value by itself but the licence: what is not given is not invented, and a build that needs it
    says so.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    publisher: str | None = None
    """IRI of the organisation that publishes (an OVO number of the Flemish organisation register, say)."""
    publisher_name: Mapping[str, str] = {}
    """Its name by language (``nl``, ``en``)."""
    contact_email: str | None = None
    contact_page: str | None = None
    description: Mapping[str, str] = {}
    """What the data are about, by language."""
    licence: str = "https://data.vlaanderen.be/id/licentie/modellicentie-gratis-hergebruik/v1.0"
    """IRI of the terms of use."""
    endpoint: bool = True
    """Whether a SPARQL endpoint answers at ``sparql`` under the base; not if a mere web server hands out the files."""
    embargoed: tuple[str, ...] = ()
    """IRIs of graphs, and of things, that are not published yet."""


class ServingLimits(BaseModel):
    """What one client may cost the server; the table ``[serving]`` of the settings."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    workers: int = Field(default=2, ge=1)
    """Processes that answer queries."""
    seconds: float = Field(default=10, gt=0)
    """Seconds a query may take before its process is killed."""
    memory: int = Field(default=512_000_000, ge=64_000_000)
    """Bytes of address space that queries may take in a process, beyond what it takes when it is ready."""
    rows: int = Field(default=10_000, ge=1)
    """Rows, or triples, of one answer; longer ones are cut and say so."""
    body: int = Field(default=64_000, ge=1)
    """Bytes of one request."""
    nesting: int = Field(default=50, ge=1)
    """How deep brackets may stand within brackets in a query."""
    patterns: int = Field(default=60, ge=1)
    """Triple patterns of one query."""
    waiting: int = Field(default=32, ge=1)
    """Queries that may wait for a process; further ones are told to come back."""
    queries_a_minute: int = Field(default=120, ge=1)
    """Queries one client may send in a minute."""


class Settings(BaseModel):
    """Settings of one project: ``hgraph.toml`` or ``[tool.hgraph]``, overridden by ``HGRAPH_*`` in the environment."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    folder: Path = Field(exclude=True)
    title: str = "hgraph"
    base: str = "https://hgraph.example/"
    stage: str = "framework"
    language: Literal["nl", "en"] = "nl"
    fail_on: Literal["violation", "warning", "info"] = "violation"
    store: str | None = None
    imports: ImportLimits = ImportLimits()
    publication: Publication = Publication()
    serving: ServingLimits = ServingLimits()

    @cached_property
    def id_base(self) -> str:
        """IRI under which the project's own things live, with a slash at the end."""
        return self.base.rstrip("/") + "/id/"

    def content(self, kind: str, pattern: str) -> list[Path]:
        """Return the files of a content folder, sorted by name: the shipped ones and the project's own.

        ``kind`` is one of ``CONTENT_FOLDERS``, ``pattern`` a glob below it, or the name of one file, which is then
        all that is looked at. A project's file takes the place of the shipped one with the same relative name. Data
        are never mixed: only the project's own count.
        Raises ``UnreadableInput`` for a folder that cannot be read and for a link that leads out of the project.
        """
        files: dict[str, Path] = {}
        for root in self._roots(kind):
            for link in _links(root / kind) if _WILD & set(pattern) else (root / kind / pattern,):
                contained(link, root)
            for path in _matching(root / kind, pattern):
                files[path.relative_to(root / kind).as_posix()] = path
        return [files[name] for name in sorted(files)]

    def _roots(self, kind: str) -> list[Path]:
        """Return the folders that content of a kind comes from; a later one goes before an earlier one."""
        shipped = shipped_content()
        return [self.folder] if kind == "data" or self.folder == shipped else [shipped, self.folder]


def _matching(folder: Path, pattern: str) -> list[Path]:
    """Return the files under a folder that a glob names; raise ``UnreadableInput`` for what may not be looked at."""
    found = sorted(folder.glob(pattern)) if _WILD & set(pattern) else [folder / pattern]
    try:
        return [path for path in found if path.is_file()]
    except PermissionError as error:
        closed = (place for place in (folder, *reversed((folder / pattern).parents)) if not os.access(place, os.X_OK))
        raise UnreadableInput("not-readable", place=next(closed, error.filename)) from error


def _links(folder: Path) -> Iterator[Path]:
    """Yield the folder itself and every link under it; raise ``UnreadableInput`` for a folder that cannot be listed."""
    yield folder
    waiting: list[str] = [str(folder)]
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    if entry.is_symlink():
                        yield Path(entry.path)
                    elif entry.is_dir():
                        waiting.append(entry.path)
        except PermissionError as error:
            raise UnreadableInput("not-readable", place=place) from error
        except OSError:
            continue  # not there, or gone since


def contained(path: Path, root: Path) -> Path:
    """Return ``path`` if it lies within ``root`` after links are followed; raise ``UnreadableInput`` if not."""
    target = Path(os.path.realpath(path))
    if not target.is_relative_to(os.path.realpath(root)):
        raise UnreadableInput("link-out-of-project", place=path, target=target)
    return path


def shipped_content() -> Path:
    """Return the folder with the shipped ``ontology``, ``shapes``, ``queries`` and ``data``: wheel or checkout."""
    in_wheel = Path(__file__).parent / "content"
    return in_wheel if in_wheel.is_dir() else Path(__file__).parents[2]


class _ProjectFile(NamedTuple):
    folder: Path
    file: Path | None
    values: dict[str, Any]


def load_settings(project: Path | None = None, **overrides: object) -> Settings:
    """Return the settings of a project.

    ``project`` is its folder; without it, the nearest folder upwards with ``hgraph.toml`` or ``[tool.hgraph]`` counts,
    and without any, the shipped plan. ``overrides`` that are not ``None`` win. Raises ``UsageError`` for a folder that
    does not exist, an unknown key or a wrong value, ``UnreadableInput`` for a file that is not TOML or not readable.
    """
    try:
        found = _read(project) if project else _search(Path.cwd())
    except PermissionError as error:
        raise UnreadableInput("not-readable", place=project) from error
    environment = _environment()
    given = {name: value for name, value in overrides.items() if value is not None}

    known = sorted(set(Settings.model_fields) - {"folder"})

    def complaint(code: str, key: str, value: object) -> UsageError:
        place = None if key in given else f"{_ENVIRONMENT}{key.upper()}" if key in environment else found.file
        return UsageError(code, place=place, key=key, value=value, known=", ".join(known))

    for key, value in found.values.items():
        if key not in known:
            raise complaint("unknown-setting", key, value)
    try:
        settings = Settings.model_validate(found.values | environment | given | {"folder": found.folder})
    except ValidationError as error:
        problem = error.errors()[0]
        raise complaint("wrong-setting", ".".join(map(str, problem["loc"])), problem.get("input")) from error
    if not is_base(settings.base):
        raise complaint("wrong-setting", "base", settings.base)
    return settings


def _environment() -> dict[str, Any]:
    """Return the settings that stand in the environment; one that is empty does not count, a table is JSON."""
    found: dict[str, Any] = {}
    for key, field in Settings.model_fields.items():
        name = f"{_ENVIRONMENT}{key.upper()}"
        if key == "folder" or not (value := os.environ.get(name)):
            continue
        try:
            found[key] = json.loads(value) if isinstance(field.default, BaseModel) else value
        except (json.JSONDecodeError, RecursionError) as error:
            raise UsageError("wrong-setting", place=name, key=key, value=value, known="") from error
    return found


def is_base(text: str) -> bool:
    """Say whether a text can be the base of a project: an address of the web, without query and fragment."""
    parts = urlsplit(text) if is_valid_iri(text) else None
    return bool(
        parts and parts.scheme in ("http", "https") and parts.hostname and not parts.query and not parts.fragment
    )


def _search(start: Path) -> _ProjectFile:
    for folder in (start, *start.parents):
        try:
            found = _read(folder, explicit=False)
        except PermissionError:
            break
        if found.file:
            return found
    return _read(shipped_content())


def _read(folder: Path, *, explicit: bool = True) -> _ProjectFile:
    if explicit and not folder.is_dir():
        raise UsageError("no-such-project", place=folder)
    folder = folder.absolute()
    if (folder / PROJECT_FILE).is_file():
        return _ProjectFile(folder, folder / PROJECT_FILE, _toml(folder / PROJECT_FILE))
    pyproject = folder / "pyproject.toml"
    table = _toml(pyproject).get("tool") if pyproject.is_file() else None
    if not isinstance(table, dict) or "hgraph" not in table:
        return _ProjectFile(folder, None, {})
    if not isinstance(table["hgraph"], dict):
        raise UsageError("wrong-setting", place=pyproject, key="tool.hgraph", value=table["hgraph"], known="")
    return _ProjectFile(folder, pyproject, table["hgraph"])


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableInput("not-toml", place=path, reason=error) from error
    except PermissionError as error:
        raise UnreadableInput("not-readable", place=path) from error
