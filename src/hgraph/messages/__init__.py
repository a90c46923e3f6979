"""Sentences the program says, read from the TOML catalogues beside this file: no other place holds any."""

from __future__ import annotations

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
    area, *path = key.split(".")
    entry: Any = catalogue(area)
    for part in path:
        entry = entry[part]
    template: str = entry[language]
    return template.format_map({name: printable(str(value)) for name, value in values.items()})


def printable(text: str) -> str:
    r"""Return text with control, bidirectional-override and surrogate characters written as ``\uXXXX``; spaces stay."""
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    code = ord(character)
    harmless = character in "\n\t" or (code >= 0x20 and not 0x7F <= code <= 0x9F)
    overrides = 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069 or 0xD800 <= code <= 0xDFFF
    return character if harmless and not overrides else f"\\u{code:04x}"
