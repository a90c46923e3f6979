"""Where a project stands and what it wants: a value that is passed on, never a global."""

from __future__ import annotations

import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from hgraph.errors import UnreadableInput, UsageError
from hgraph.terms import is_valid_iri

PROJECT_FILE: Final = "hgraph.toml"
CONTENT_FOLDERS: Final = ("ontology", "shapes", "queries", "data")


class Settings(BaseSettings):
    """Settings of one project: ``hgraph.toml`` or ``[tool.hgraph]``, overridden by ``HGRAPH_*`` in the environment."""

    model_config = SettingsConfigDict(env_prefix="HGRAPH_", extra="forbid", frozen=True)

    folder: Path = Field(exclude=True)
    title: str = "hgraph"
    base: str = "https://hgraph.example/"
    stage: str = "framework"
    language: Literal["nl", "en"] = "nl"
    fail_on: Literal["violation", "warning", "info"] = "violation"
    store: str | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - given by name
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        **_: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment override the project file; no other source."""
        return env_settings, init_settings

    @cached_property
    def id_base(self) -> str:
        """IRI under which the project's own things live, with a slash at the end."""
        return self.base.rstrip("/") + "/id/"

    def content(self, kind: str, pattern: str) -> list[Path]:
        """Return the files of a content folder, sorted by name: the shipped ones and the project's own.

        ``kind`` is one of ``CONTENT_FOLDERS``, ``pattern`` a glob below it. A project's file takes the place of the
        shipped one with the same relative name. Data are never mixed: only the project's own count.
        Raises ``UnreadableInput`` for a link that leads out of the project.
        """
        shipped = shipped_content()
        roots = [self.folder] if kind == "data" or self.folder == shipped else [shipped, self.folder]
        files: dict[str, Path] = {}
        for root in roots:
            for path in sorted((root / kind).glob(pattern)):
                if path.is_file():
                    files[path.relative_to(root / kind).as_posix()] = contained(path, root)
        return [files[name] for name in sorted(files)]


def contained(path: Path, root: Path) -> Path:
    """Return ``path`` if it lies within ``root`` after links are followed; raise ``UnreadableInput`` if not."""
    if not path.resolve().is_relative_to(root.resolve()):
        raise UnreadableInput("link-out-of-project", place=path, target=path.resolve())
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
    does not exist, an unknown key or a wrong value, ``UnreadableInput`` for a file that is not TOML.
    """
    found = _read(project) if project else _search(Path.cwd())
    values = found.values | {name: value for name, value in overrides.items() if value is not None}
    try:
        settings = Settings(folder=found.folder, **values)
    except ValidationError as error:
        problem = error.errors()[0]
        code = "unknown-setting" if problem["type"] == "extra_forbidden" else "wrong-setting"
        key = ".".join(map(str, problem["loc"]))
        known = ", ".join(sorted(set(Settings.model_fields) - {"folder"}))
        raise UsageError(
            code, place=found.file or "HGRAPH_*", key=key, value=problem.get("input"), known=known
        ) from error
    if not (is_valid_iri(settings.base) and settings.base.startswith(("http://", "https://"))):
        raise UsageError("wrong-setting", place=found.file or "HGRAPH_*", key="base", value=settings.base, known="")
    return settings


def _search(start: Path) -> _ProjectFile:
    for folder in (start, *start.parents):
        try:
            found = _read(folder, explicit=False)
        except PermissionError:
            break
        if found.file:
            return found
    return _ProjectFile(shipped_content(), None, {})


def _read(folder: Path, *, explicit: bool = True) -> _ProjectFile:
    if explicit and not folder.is_dir():
        raise UsageError("no-such-project", place=folder)
    folder = folder.absolute()
    if (folder / PROJECT_FILE).is_file():
        return _ProjectFile(folder, folder / PROJECT_FILE, _toml(folder / PROJECT_FILE))
    pyproject = folder / "pyproject.toml"
    table = _toml(pyproject).get("tool", {}).get("hgraph") if pyproject.is_file() else None
    return _ProjectFile(folder, None if table is None else pyproject, table or {})


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableInput("not-toml", place=path, reason=error) from error
    except PermissionError as error:
        raise UnreadableInput("not-readable", place=path) from error
