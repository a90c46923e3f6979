"""``hgraph import``: what others publish, first to see, then written when that is confirmed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hgraph.cli.groups import command_group
from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, OutputOption, ProjectOption, format_option
from hgraph.cli.pages import Command

if TYPE_CHECKING:
    from hgraph.findings import Severity
    from hgraph.importers import Import, Origin, Outcome, Progress, Request
    from hgraph.settings import Settings

_FORMATS = ("text", "markdown", "csv", "json")
_LIMIT = 5
_NEVER = "never"


class Bar(StrEnum):
    """Severity at which an import is not written."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


def register(app: typer.Typer) -> None:
    """Add the group of commands to the application."""
    group = command_group(app, "import", help_text=say("import.help"))
    group.command("themis", cls=Command, help=say("import.themis"))(themis)
    group.command("staatsblad", cls=Command, help=say("import.staatsblad"))(staatsblad)


_Files = Annotated[list[str], typer.Argument(help=say("import.files"), metavar=say("metavar.file"))]
_Since = Annotated[str | None, typer.Option("--since", help=say("import.since"), metavar=say("waive.day"))]
_Until = Annotated[str | None, typer.Option("--until", help=say("import.until"), metavar=say("waive.day"))]
_Retrieved = Annotated[str | None, typer.Option("--retrieved", help=say("import.retrieved"), metavar=say("waive.day"))]
_Address = Annotated[str | None, typer.Option("--source", help=say("import.address"), metavar="URL")]
_Confirm = Annotated[bool, typer.Option("--confirm", help=say("import.confirm"))]
_FailOn = Annotated[Bar | None, typer.Option("--fail-on", help=say("import.fail-on"))]
_Limit = Annotated[
    int | None, typer.Option("--limit", min=1, help=say("import.limit", default=_LIMIT), metavar=say("metavar.number"))
]
_Format = Annotated[str | None, format_option(*_FORMATS)]


def themis(
    files: _Files,
    government: Annotated[
        str | None, typer.Option("--government", help=say("import.government"), metavar=say("import.label"))
    ] = None,
    since: _Since = None,
    until: _Until = None,
    retrieved: _Retrieved = None,
    source: _Address = None,
    confirm: _Confirm = False,
    fail_on: _FailOn = None,
    limit: _Limit = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: _Format = None,
    output: OutputOption = None,
) -> None:
    """Import ministers, bodies, policy fields and codes of Themis; leave with 1 if what is noticed forbids it."""
    from hgraph.cli.dates import typed_or_none
    from hgraph.importers import Narrowing, Request

    narrowing = Narrowing(government, typed_or_none(since, "--since"), typed_or_none(until, "--until"))
    request = Request("themis", tuple(files), narrowing, origin=_origin("themis", source, retrieved, project))
    _run(request, _Showing(confirm, fail_on, limit or _LIMIT, format_, output), project, language)


def staatsblad(
    files: _Files,
    about: Annotated[list[str] | None, typer.Option("--about", help=say("import.about"), metavar="ELI")] = None,
    since: _Since = None,
    until: _Until = None,
    retrieved: _Retrieved = None,
    source: _Address = None,
    confirm: _Confirm = False,
    fail_on: _FailOn = None,
    limit: _Limit = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: _Format = None,
    output: OutputOption = None,
) -> None:
    """Import Flemish decrees from the Gazette; leave with 1 if what is noticed forbids it."""
    from hgraph.cli.dates import typed_or_none
    from hgraph.importers import Narrowing, Request

    narrowing = Narrowing(None, typed_or_none(since, "--since"), typed_or_none(until, "--until"))
    origin = _origin("staatsblad", source, retrieved, project)
    request = Request("staatsblad", tuple(files), narrowing, tuple(about or ()), origin)
    _run(request, _Showing(confirm, fail_on, limit or _LIMIT, format_, output), project, language)


class _Showing:
    """How an import is shown, and whether it is written."""

    def __init__(
        self, confirm: bool, fail_on: Bar | None, limit: int, format_: str | None, output: Path | None
    ) -> None:
        from hgraph.cli.output import chosen_format

        self.confirm, self.fail_on, self.limit, self.output = confirm, fail_on, limit, output
        self.format_ = chosen_format(format_, output, _FORMATS, "text")

    def threshold(self, settings: Settings) -> Severity | None:
        """Return the severity at which nothing is written, ``None`` if there is none."""
        from hgraph.findings import Severity

        name = self.fail_on.value if self.fail_on else settings.fail_on
        return None if name == _NEVER else Severity[name.upper()]

    def show(self, outcome: Outcome, settings: Settings, verdict: str) -> None:
        """Write the account of an import to where it is wanted."""
        from hgraph.cli.output import emit, width
        from hgraph.importers import property_names
        from hgraph.reports.as_import import Account, import_report

        account = Account(
            settings.language,
            width(self.output),
            self.limit,
            verdict,
            property_names(settings, settings.language),
            settings.id_base,
        )
        rendered = import_report(self.format_, outcome, account)
        emit(rendered, self.output, colours=None if self.format_ == "text" else {})


def _run(request: Request, showing: _Showing, project: Path | None, language: str | None) -> None:
    from hgraph.cli.session import settings_for
    from hgraph.importers import Import, reaches, require_own_folder

    settings = settings_for(project, language)
    if showing.confirm:
        require_own_folder(settings, chosen=project is not None)
    with _progress() as progress, Import(settings, request, progress) as running:
        outcome = running.run()
        refused = reaches(outcome, showing.threshold(settings))
        verdict = _concluded(running, outcome, settings, showing, refused=refused)
        showing.show(outcome, settings, verdict)
    if refused:
        raise typer.Exit(1)


def _concluded(running: Import, outcome: Outcome, settings: Settings, showing: _Showing, *, refused: bool) -> str:
    """Write the import if that is confirmed and allowed, and return the sentence that says so."""
    from hgraph.messages import message

    place = outcome.path
    shown = place.relative_to(settings.folder) if place.is_relative_to(settings.folder) else place
    threshold = showing.threshold(settings)
    if refused and threshold:
        name = message(f"imports.severity.{threshold.token}", settings.language).lower()
        return message("imports.verdict.refused", settings.language, threshold=name)
    if not showing.confirm:
        return message("imports.verdict.dry", settings.language, file=shown)
    if outcome.unchanged:
        return message("imports.verdict.same", settings.language, file=shown)
    running.write()
    return message("imports.verdict.written", settings.language, file=shown)


def _origin(name: str, address: str | None, retrieved: str | None, project: Path | None) -> Origin:
    from hgraph.cli.dates import typed_or_none
    from hgraph.cli.session import settings_for
    from hgraph.errors import UsageError
    from hgraph.importers import Origin, read_mapping
    from hgraph.terms import Iri, is_valid_iri

    if address is not None and not (is_valid_iri(address) and address.startswith(("http://", "https://"))):
        raise UsageError("import-not-an-address", text=address)
    usual = read_mapping(settings_for(project), name).address
    return Origin(Iri(address) if address else usual, typed_or_none(retrieved, "--retrieved"))


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Show on standard error how far reading is; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status(say("busy.read")) as status:
        yield lambda triples, _: status.update(say("import.reading", triples=triples))
