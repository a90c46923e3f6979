"""What a title is about: its words without grammar, and its numbers, so that two titles can be compared."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

_LISTS: Final = Path(__file__).with_suffix(".toml")
_TOKEN: Final = re.compile(r"[^\W_]+")
_NUMBER: Final = re.compile(r"(?<![^\W_])(?:[IVX]+|[^\W\d_]*\d[^\W_]*)(?![^\W_])")
_LONGEST_WORD: Final = 60
"""Longer than any word of a title. A stemmer is slow over more, and text from outside may hold anything."""


def numbers(title: str) -> frozenset[str]:
    """Return all in a title that counts or tells apart: anything with a digit in it, and Roman numerals in capitals.

    >>> sorted(numbers("Loket 2020-2024, fase IIb en fase II"))
    ['2020', '2024', 'ii']
    """
    return frozenset(map(str.casefold, _NUMBER.findall(title)))


def words(title: str, language: str) -> frozenset[str]:
    """Return what a title in a language (its primary subtag, empty if unknown) is about, its numbers left out.

    Case, accents, word order, repetition and words that only hold a sentence together make no difference. Without a
    list for the language, all words count as they are spelt.

    >>> sorted(words("Opleiding van toeleiders in diversiteit, fase 2", "nl"))
    ['divers', 'fase', 'opleid', 'toeleider']
    >>> words("Toeleiders in diversiteit opleiden", "nl") == words("Opleiding toeleiders diversiteit", "nl")
    True
    """
    plain = unicodedata.normalize("NFC", _NUMBER.sub(" ", title)).casefold()
    return frozenset(stem for token in _TOKEN.findall(plain) if (stem := _stem(token, language)))


@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    """Return a word without ending and accents; nothing for a stop word. Stemming is dear, and words come back."""
    stop, stem = _rules(language)
    if _plain(word) in stop:
        return ""
    return _plain(stem(word) if len(word) <= _LONGEST_WORD else word)


@cache
def _rules(language: str) -> tuple[frozenset[str], Callable[[str], str]]:
    """Return the stop words of a language, and what takes the ending off a word."""
    entry = _lists().get(language)
    if entry is None:
        return frozenset(), str
    from Stemmer import Stemmer

    stem: Callable[[str], str] = Stemmer(entry["stemmer"]).stemWord
    return frozenset(map(_plain, entry["stop"])), stem


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(_LISTS.read_text(encoding="utf-8"))


def _plain(word: str) -> str:
    """Return a word without accents."""
    if word.isascii():
        return word
    return "".join(part for part in unicodedata.normalize("NFKD", word) if not unicodedata.combining(part))
