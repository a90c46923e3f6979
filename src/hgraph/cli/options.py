"""Options that several commands share, each written once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from hgraph.cli.language import say


class Language(StrEnum):
    """Languages of output."""

    NL = "nl"
    EN = "en"


class Threshold(StrEnum):
    """Severity from which an open finding makes a check fail."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


def format_option(*formats: str) -> object:
    """Return the option for the format of the output, its help naming the formats there are."""
    return typer.Option(
        "--format", "-f", help=say("option.format", known=", ".join(formats)), metavar=say("metavar.format")
    )


# A path that cannot be read is refused where it is used, with what to do about it.
ProjectOption = Annotated[
    Path | None,
    typer.Option("--project", "-p", help=say("option.project"), metavar=say("metavar.directory"), readable=False),
]
LanguageOption = Annotated[Language | None, typer.Option("--language", "-l", help=say("option.language"))]
StoreOption = Annotated[str | None, typer.Option("--store", help=say("option.store"), metavar="URL")]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help=say("option.output"), metavar=say("metavar.file"), readable=False),
]
StageOption = Annotated[
    str | None, typer.Option("--stage", "-s", help=say("option.stage"), metavar=say("metavar.stage"))
]
