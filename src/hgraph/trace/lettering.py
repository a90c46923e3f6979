"""How wide text is without a font at hand, and how it breaks into lines: an estimate on the wide side.

Widths are those of DejaVu Sans, the widest of the letters that a browser may take where Arial is not there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_SHARES: Final[Mapping[str, float]] = {
    character: share
    for share, characters in {
        0.33: " ijlIJ.,·'‘’",
        0.37: "/:;|\\-",
        0.44: "()[]frt!",
        0.53: '"*_`–?sz“”',
        0.6: "ckvxyLF",
        0.79: "ABCDGHKNOQRUVXZ&",
        0.86: "wM#+<=>^~×→",
        1.0: "mW%@…—",
    }.items()
    for character in characters
}
_OF_ASCII: Final = 0.65
_OF_OTHERS: Final = 0.8
BOLD: Final = 1.13
"""Bold letters are as wide as plain ones of so many times the size."""
_FULL: Final = 0x2E80
"""From here on, characters are as wide as they are high."""


@lru_cache(maxsize=50_000)
def width_of(text: str, size: float) -> float:
    """Return about how wide a text is in a sans-serif letter of a size, in the unit of the size."""
    return sum(map(_share, text)) * size


@lru_cache(maxsize=5_000)
def _share(character: str) -> float:
    if ord(character) >= _FULL:
        return 1.0
    plain = unicodedata.normalize("NFD", character)[0]  # an accent makes no letter wider
    return _SHARES.get(plain, _OF_ASCII if plain.isascii() else _OF_OTHERS)


def broken(text: str, size: float, width: float, most: int) -> list[str]:
    """Return a text in at most so many lines of a width, the last one ending in ``…`` if not all of it fits.

    A word that is wider than a line is broken where the line ends.
    """
    return list(_broken(text, size, width, most))


@lru_cache(maxsize=50_000)
def _broken(text: str, size: float, width: float, most: int) -> tuple[str, ...]:
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, size, width):
            longer = f"{line} {piece}" if line else piece
            if line and width_of(longer, size) > width:
                lines.append(line)
                line = piece
            else:
                line = longer
        if len(lines) > most:
            break
    lines.append(line)
    return tuple(lines) if len(lines) <= most else (*lines[: most - 1], _cut(lines[most - 1], size, width))


def _pieces(word: str, size: float, width: float) -> list[str]:
    if width_of(word, size) <= width:
        return [word]
    pieces = [""]
    for character in word:
        if pieces[-1] and width_of(pieces[-1] + character, size) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _cut(line: str, size: float, width: float) -> str:
    while line and width_of(f"{line} …", size) > width:
        line = line.rpartition(" ")[0] if " " in line else line[:-1]
    return f"{line} …".strip()
