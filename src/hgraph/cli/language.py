"""The language of help and errors: known before anything is parsed, so that even a usage error speaks it."""

from __future__ import annotations

import os
import sys
from contextvars import ContextVar

from hgraph.messages import LANGUAGES, message

_settled: ContextVar[str | None] = ContextVar("settled", default=None)


def settle(language: str | None) -> None:
    """Take the language of the project from here on; ``None`` goes back to that of the command line."""
    _settled.set(language)


def language() -> str:
    """Return the language to speak: that of the project once its settings are read, else that of the command line."""
    return _settled.get() or language_of_arguments()


def language_of_arguments() -> str:
    """Return the language asked for on the command line, else of ``HGRAPH_LANGUAGE``, else Dutch."""
    wanted = language_asked_for() or os.environ.get("HGRAPH_LANGUAGE", "")
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def language_asked_for() -> str | None:
    """Return the language of ``--language``, wherever on the command line it stands; ``None`` if it is not there."""
    arguments = sys.argv[1:]
    wanted = None
    for index, argument in enumerate(arguments):
        if argument.startswith("--language="):
            wanted = argument.partition("=")[2]
        elif argument in ("--language", "-l") and index + 1 < len(arguments):
            wanted = arguments[index + 1]
    return wanted if wanted in LANGUAGES else None


def say(key: str, **values: object) -> str:
    """Return a sentence of ``messages/cli.toml`` in the language to speak."""
    return message(f"cli.{key}", language(), **values)
