"""Sentences: complete in both languages, filled where they are used, and never able to steer a terminal."""

from __future__ import annotations

import re
import string
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgraph import messages
from hgraph.dataset import read_triples
from hgraph.messages import LANGUAGES, catalogue, message, printable
from hgraph.terms import Literal
from source_code import calls, sentence_keys, template_keys

ROOT = Path(__file__).parents[1]
CATALOGUES = sorted(Path(messages.__file__).parent.glob("*.toml"))
AREAS = sorted({path.stem.partition("-")[0] for path in CATALOGUES})

NOT_BY_NAME = {"errors": "shown by hgraph.errors", "rules": "shown by code, also by hgraph explain"}
"""Areas whose entries are not asked for by a name in the code."""


def entries(area: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every entry of an area under its full key: each table that has a sentence."""
    yield from _entries(area, catalogue(area))


def _entries(key: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if any(isinstance(value, str) for value in table.values()):
        yield key, table
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _entries(f"{key}.{name}", value)


ENTRIES = {key: entry for area in AREAS for key, entry in entries(area)}


def placeholders(template: str) -> set[str]:
    """Return the names between braces in a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


class TestCatalogues:
    """Every sentence exists in both languages and says the same there."""

    @pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
    def test_holds_nothing_but_tables(self, path: Path) -> None:
        assert path.read_text(encoding="utf-8").startswith("# "), "a catalogue opens with what it is for"
        assert all(isinstance(entry, dict) for entry in tomllib.loads(path.read_text(encoding="utf-8")).values())

    def test_each_sentence_is_there_in_both_languages(self) -> None:
        for key, entry in ENTRIES.items():
            sentences = {name: value for name, value in entry.items() if isinstance(value, str)}
            assert set(sentences) == set(LANGUAGES), key
            assert all(text.strip() == text and text for text in sentences.values()), key

    def test_each_sentence_has_the_same_placeholders_in_both(self) -> None:
        for key, entry in ENTRIES.items():
            names = placeholders(entry["nl"])
            assert names == placeholders(entry["en"]), key
            assert all(name.isidentifier() for name in names), key

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_sentence_shows_whatever_it_is_given(self, language: str) -> None:
        for key, entry in ENTRIES.items():
            hostile = {name: f"\x1b[31m{{{name}}}\x00\u202e" for name in placeholders(entry[language])}
            shown = message(key, language, **hostile)
            assert not steering(shown), key
            assert all(f"\\u001b[31m{{{name}}}\\u0000\\u202e" in shown for name in hostile), key

    def test_an_entry_that_is_not_there_is_a_defect_of_the_program(self) -> None:
        with pytest.raises(KeyError):
            message("report.no-such-entry")
        with pytest.raises(KeyError):
            catalogue("no-such-area")


class TestUse:
    """Code and catalogues fit: what is asked for exists and is filled, what exists is asked for."""

    def test_what_is_asked_for_exists_and_is_filled(self) -> None:
        asked = [(call, *sentence_keys(call)) for call in calls("message", "say")]
        assert len(asked) > 900
        for call, wanted, added in asked:
            if wanted is None:
                continue
            found = self.entries(wanted)
            filled = [key for key in found if placeholders(ENTRIES[key]["nl"]) <= call.keywords | added]
            assert found, f"{call.place}: no entry for {wanted}"
            whole = call.spreads or filled == found or (filled and ".+" in wanted)
            assert whole, f"{call.place}: {wanted} stays unfilled"

    @staticmethod
    @cache
    def entries(wanted: str) -> list[str]:
        """Return the keys that a pattern fits."""
        return list(filter(re.compile(wanted).fullmatch, ENTRIES))

    def test_what_exists_is_asked_for(self) -> None:
        asked = {sentence_keys(call)[0] for call in calls("message", "say")} - {None} | template_keys()
        by_name = [key for key in ENTRIES if key.partition(".")[0] not in NOT_BY_NAME]
        whole = re.compile("|".join(f"(?:{wanted})" for wanted in sorted(asked)))
        unused = [key for key in by_name if not whole.fullmatch(key)]
        assert unused == []


def steering(text: str) -> set[str]:
    """Return the characters of a text that could steer a terminal or turn its reading order."""
    return {
        character
        for character in text
        if (unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t")
        or unicodedata.bidirectional(character) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    }


class TestPrintable:
    """Text from outside is shown, and does nothing else."""

    @given(st.text())
    def test_leaves_nothing_that_steers(self, text: str) -> None:
        assert not steering(printable(text))

    @given(st.text(st.characters(codec="utf-8")))
    def test_can_always_be_written_to_a_file(self, text: str) -> None:
        assert printable(text).encode("utf-8")[:0] == b""

    @given(st.text())
    def test_shows_the_same_when_shown_twice(self, text: str) -> None:
        assert printable(printable(text)) == printable(text)

    @pytest.mark.parametrize(
        "text", ["Inburgering · één “twee”", "naïef\nregel\ttab", "\U0001f600", "日本", "a\u200db"]
    )
    def test_leaves_ordinary_text_alone(self, text: str) -> None:
        assert printable(text) == text

    @pytest.mark.parametrize(
        ("character", "shown"),
        [("\x00", "\\u0000"), ("\x1b", "\\u001b"), ("\r", "\\u000d"), ("\x9b", "\\u009b"), ("\ud800", "\\ud800")],
    )
    def test_writes_a_steering_character_as_its_number(self, character: str, shown: str) -> None:
        assert printable(character) == shown


REPROACH = re.compile(
    r"""\b(?: doe[tn]\s(?:\w+\s)?niets | niets\s(?:doet|doen|gedaan|ondernomen|ondernam\w*) | niets\s\w+\sgedaan
    | nietsdoen | onderneemt\s(?:niets|geen) | ondernemen\s(?:niets|geen)
    | geen\sactie(?:s)?\s(?:ondernomen|ondernam\w*|gedaan) | heeft\sgeen\sacties?
    | zit(?:ten)?\sstil | stilzitten | stilgezeten | laat\s(?:\w+\s)?na\b | in\sgebreke
    | do(?:es|ing)?\snothing | did\snothing | done\snothing | nothing\s(?:is|was|has\sbeen)\sdone
    | (?:no|without)\sactions?\s(?:is\s|was\s|has\sbeen\s|were\s)?(?:taken|undertaken)
    | takes?\sno\saction | took\sno\saction | has\sno\sactions? | idle | inactive | neglect\w* | fails?\sto\sact )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that turn "nothing is recorded" into "nothing is done". The overview of actions is not exhaustive."""


def shape_texts() -> Iterator[tuple[str, str]]:
    """Yield every text in the shapes, with its file."""
    for path in sorted((ROOT / "shapes").rglob("*.ttl")):
        for _, _, value in read_triples(path):
            if isinstance(value, Literal) and value.language:
                yield path.name, value.lexical


def header_texts() -> Iterator[tuple[str, str]]:
    """Yield the header of every question, folded into one line, with its file."""
    for path in sorted((ROOT / "queries").rglob("*.rq")):
        lines = [line[2:].strip() for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        yield path.name, " ".join(lines)


def ontology_texts() -> Iterator[tuple[str, str]]:
    """Yield every text in the ontology, with its file."""
    for path in sorted((ROOT / "ontology").rglob("*.ttl")):
        for _, _, value in read_triples(path):
            if isinstance(value, Literal) and value.language:
                yield path.name, value.lexical


class TestWording:
    """The program says what is recorded; it never says that somebody does nothing."""

    def test_catalogues(self) -> None:
        for key, entry in ENTRIES.items():
            assert not any(REPROACH.search(entry[language]) for language in LANGUAGES), key

    @pytest.mark.parametrize("read", [shape_texts, header_texts, ontology_texts])
    def test_content(self, read: Any) -> None:
        found = [(file, match.group()) for file, text in read() for match in REPROACH.finditer(text)]
        assert found == []

    @pytest.mark.parametrize(
        "sentence",
        [
            "Minister X doet niets.",
            "De minister heeft niets ondernomen.",
            "Minister X heeft geen acties.",
            "The minister does nothing.",
            "No action was taken.",
            "No action has been taken",
        ],
    )
    def test_the_rule_sees_a_reproach(self, sentence: str) -> None:
        assert REPROACH.search(sentence)

    @pytest.mark.parametrize(
        "sentence",
        ["Er is geen actie vastgelegd.", "No action is recorded.", "Er is niets gewijzigd.", "Niets gevonden."],
    )
    def test_the_rule_lets_a_finding_pass(self, sentence: str) -> None:
        assert not REPROACH.search(sentence)
