"""Errors that stop the program; problems in the content are findings, not errors.

::

    HgraphError                 never raised itself
    ├── UsageError              exit 2: an argument, a name or a setting that cannot be used
    ├── UnreadableInput         exit 3: a file or folder that cannot be read as what it should be
    └── EndpointError           exit 4: a SPARQL endpoint that does not answer, refuses, or answers in part

Every error has a code, one sentence, a place and a remedy; the sentences stand in ``messages/errors*.toml``.
"""

from __future__ import annotations

import errno
from typing import ClassVar

from hgraph.messages import LANGUAGES, catalogue, message, printable


class HgraphError(Exception):
    """Base of all errors: a code that ``hgraph explain`` knows, the place, and the values its sentence needs."""

    exit_code: ClassVar[int] = 2

    def __init__(self, code: str, /, *, place: object = None, **values: object) -> None:
        """Take the code of an entry in ``messages/errors*.toml``, the place if there is one, and its placeholders.

        A value may be an ``OSError``: its reason is told in the language of the sentence.
        """
        super().__init__(code)
        self.code = code
        self.place = None if place is None else printable(str(place))
        self.values = values

    def sentence(self, language: str = LANGUAGES[0]) -> str:
        """Return what is wrong, in one sentence."""
        return message(f"errors.{self.code}", language, **self._told(language))

    def remedy(self, language: str = LANGUAGES[0]) -> str:
        """Return what the reader can do about it."""
        return message(f"errors.{self.code}.remedy", language, **self._told(language))

    def _told(self, language: str) -> dict[str, object]:
        return {name: _in(language, value) for name, value in self.values.items()}

    def __str__(self) -> str:
        """Return place, sentence and remedy in English, for a Python traceback."""
        place = f"{self.place}: " if self.place else ""
        return f"{place}{self.sentence('en')} {self.remedy('en')}"


def _in(language: str, value: object) -> object:
    """Return a value as a sentence in a language tells it: what the system says, in that language if it is known."""
    if not isinstance(value, OSError):
        return value
    name = errno.errorcode.get(value.errno or 0, "")
    return message(f"system.{name}", language) if name in catalogue("system") else value.strerror or value


class UsageError(HgraphError):
    """Raised when an argument, a name or a setting cannot be used."""

    exit_code: ClassVar[int] = 2


class UnreadableInput(HgraphError):  # noqa: N818 - named for what the reader sees
    """Raised when a file or folder cannot be read as what it should be."""

    exit_code: ClassVar[int] = 3


class EndpointError(HgraphError):
    """Raised when a SPARQL endpoint does not answer, refuses, or gives an answer that is not whole."""

    exit_code: ClassVar[int] = 4
