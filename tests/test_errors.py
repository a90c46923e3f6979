"""Errors: every code has a sentence and a remedy that can be filled, and each class leaves with its exit code."""

from __future__ import annotations

import errno
import inspect
import pickle
import re

import pytest
from hypothesis import given

from hgraph import errors
from hgraph.errors import EndpointError, HgraphError, UnreadableInput, UsageError
from hgraph.messages import LANGUAGES, catalogue, message
from source_code import Call, calls, enclosing_function, texts
from strategies import any_text
from test_messages import placeholders, steering

CLASSES = {"UsageError": 2, "UnreadableInput": 3, "EndpointError": 4}
CODES = catalogue("errors")
HELPERS = {"error": {"entry"}, "complaint": {"key", "value", "known"}}
"""Functions that make an error of the code they are given, and the values they add."""
RAISED = calls(*CLASSES, *HELPERS)

NEVER_RAISED: dict[str, str] = {}
"""Codes that only ``hgraph explain`` shows, and why."""


def codes(call: Call) -> list[str]:
    """Return the codes a call can raise: its first argument, or what is in the variable it names."""
    return [text for text in texts(call.first) if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+|syntax", text)]


class TestCodes:
    """Code and catalogue name the same errors."""

    def test_every_error_raised_has_an_entry_that_it_fills(self) -> None:
        assert len(RAISED) > 200
        for call in RAISED:
            found = codes(call)
            if not found:
                function = enclosing_function(call.node)
                assert function is not None, call.place
                assert function.name in HELPERS, f"{call.place}: a code has to be readable in the code"
            for code in found:
                assert code in CODES, call.place
                entry = CODES[code]
                needed = placeholders(entry["nl"]) | placeholders(entry["remedy"]["nl"])
                given = call.keywords | HELPERS.get(call.name, set())
                assert call.spreads or needed <= given, f"{call.place}: {code} would stay unfilled"

    def test_every_entry_is_raised_somewhere(self) -> None:
        raised = {code for call in RAISED for code in codes(call)}
        assert set(CODES) - raised == set(NEVER_RAISED)

    def test_an_entry_has_a_sentence_and_a_remedy_in_both_languages(self) -> None:
        for code, entry in CODES.items():
            assert set(entry) == {*LANGUAGES, "remedy"}, code
            assert set(entry["remedy"]) == set(LANGUAGES), code

    def test_a_sentence_is_one_sentence_and_a_remedy_says_what_to_do(self) -> None:
        for code, entry in CODES.items():
            for language in LANGUAGES:
                sentence, remedy = entry[language], entry["remedy"][language]
                assert sentence.endswith("."), code
                assert not re.search(r"[a-z]\. [A-Z]", sentence), f"{code}: what to do belongs in the remedy"
                assert remedy.endswith((".", "?")), code
                assert "\n" not in sentence + remedy, code


class TestClasses:
    """One class per exit code, drawn in the docstring of the module."""

    @pytest.mark.parametrize(("name", "exit_code"), CLASSES.items())
    def test_each_leaves_with_its_own_exit_code(self, name: str, exit_code: int) -> None:
        assert getattr(errors, name)("no-data").exit_code == exit_code

    def test_the_docstring_draws_all_of_them(self) -> None:
        defined = {
            name
            for name, value in vars(errors).items()
            if inspect.isclass(value) and issubclass(value, HgraphError) and value is not HgraphError
        }
        drawn = dict(re.findall(r"[├└]── (\w+) +exit (\d)", errors.__doc__ or ""))
        assert set(drawn) == defined == set(CLASSES)
        assert {name: int(number) for name, number in drawn.items()} == CLASSES

    def test_the_base_is_never_raised_itself(self) -> None:
        assert not [*calls("HgraphError")]


class TestWhatTheReaderSees:
    """One sentence, the place, what to do; whatever stands in the values."""

    def test_place_sentence_and_remedy_stand_in_the_text_of_the_exception(self) -> None:
        error = UsageError("unknown-format", place="check", format="pdf", known="text, json")
        assert str(error) == "check: The format pdf does not exist here. Use one of: text, json."
        assert error.sentence() == "Het formaat pdf bestaat hier niet."
        assert error.remedy("nl") == "Gebruik een van: text, json."

    def test_an_error_without_place_begins_with_its_sentence(self) -> None:
        assert str(UsageError("no-such-project")).startswith("This project folder does not exist.")

    def test_values_may_be_called_code_and_key(self) -> None:
        assert "x-y" in UsageError("unknown-code", code="x-y", suggestions="").sentence("en")
        assert "kleur" in UsageError("unknown-setting", key="kleur", known="").sentence("nl")

    @given(any_text)
    def test_values_and_places_cannot_steer_a_terminal(self, text: str) -> None:
        error = UnreadableInput("graph-claimed-twice", place=text, graph=text, other=text)
        assert not steering(str(error))
        assert not steering(error.sentence("nl") + error.remedy("nl") + (error.place or ""))

    def test_all_errors_are_caught_as_one(self) -> None:
        with pytest.raises(HgraphError):
            raise EndpointError("no-data")


@pytest.mark.parametrize("name", sorted(catalogue("system")))
def test_what_the_system_says_is_said_in_the_language_of_the_sentence(name: str) -> None:
    refused = OSError(getattr(errno, name), "in English")
    error = pickle.loads(pickle.dumps(UsageError("not-writable", place="there", reason=refused)))  # noqa: S301 - ours
    assert "in English" not in error.sentence("nl") + error.sentence("en")
    assert message(f"system.{name}", "nl") in error.sentence("nl")


def test_what_the_system_says_and_nobody_knows_is_shown_as_it_is() -> None:
    for reason in (OSError(99_999, "strange"), OSError("strange")):
        assert "strange" in UsageError("not-writable", place="there", reason=reason).sentence("nl")
