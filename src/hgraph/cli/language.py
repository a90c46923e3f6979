"""The language of help and errors: known before anything is parsed, so that even a usage error speaks it."""

from __future__ import annotations

import os
import sys
from functools import cache

from hgraph.messages import LANGUAGES, message


@cache
def language_of_arguments() -> str:
    """Return the language of ``--language`` on the command line, else of ``HGRAPH_LANGUAGE``, else Dutch."""
    arguments = sys.argv[1:]
    wanted = os.environ.get("HGRAPH_LANGUAGE", "")
    for index, argument in enumerate(arguments):
        if argument.startswith("--language="):
            wanted = argument.partition("=")[2]
        elif argument in ("--language", "-l") and index + 1 < len(arguments):
            wanted = arguments[index + 1]
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def say(key: str, **values: object) -> str:
    """Return a sentence of ``messages/cli.toml`` in the language of the command line."""
    return message(f"cli.{key}", language_of_arguments(), **values)
