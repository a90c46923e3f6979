"""Sentences the program says, read from the TOML catalogues beside this file: no other place holds any."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = ("nl", "en")
"""Languages every sentence exists in, the default one first."""

_FOLDER = Path(__file__).parent


@cache
def catalogue(area: str) -> dict[str, Any]:
    """Return all entries of one area: the tables of ``{area}.toml`` and of every ``{area}-*.toml`` together.

    Raises ``KeyError`` if there is no such area, and ``ValueError`` if two files define one entry.
    """
    entries: dict[str, Any] = {}
    for path in sorted([*_FOLDER.glob(f"{area}.toml"), *_FOLDER.glob(f"{area}-*.toml")]):
        for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if name in entries:
                raise ValueError(f"{path.name}: {name} is defined twice")
            entries[name] = entry
    if not entries:
        raise KeyError(area)
    return entries


def message(key: str, language: str = LANGUAGES[0], /, **values: object) -> str:
    """Return the sentence under ``area.entry[.part...]`` in a language, with its ``{placeholders}`` filled.

    Values are shown with control characters made visible, so that text from outside cannot steer a terminal.
    Raises ``KeyError`` if the sentence is missing: a defect of the catalogue, not of the input.
    """
    if not values:
        return _unfilled(key, language)
    return _template(key, language).format_map({name: printable(str(value)) for name, value in values.items()})


@cache
def _template(key: str, language: str) -> str:
    area, *path = key.split(".")
    entry: Any = catalogue(area)
    for part in path:
        entry = entry[part]
    template: str = entry[language]
    return template


@cache
def _unfilled(key: str, language: str) -> str:
    """Return a sentence without placeholders: a page has dozens, the same on every page."""
    return _template(key, language).format_map({})


def printable(text: str) -> str:
    r"""Return text with control, bidirectional-override and surrogate characters written as ``\uXXXX``; spaces stay."""
    return text if text.isprintable() else _STEERS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


_STEERS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What steers a terminal or turns the direction of a line; tab and line feed do not count."""
